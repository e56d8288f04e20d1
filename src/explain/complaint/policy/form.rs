//! How a policy file is written.

use crate::explain::complaint::parser::toml_said;
use crate::explain::complaint::told::{Words, kind_of_value, listed, meant, words};
use crate::policy::PolicyFault;
use crate::value::Bilingual;

pub(super) fn said(fault: &PolicyFault) -> Option<Words> {
    Some(match fault {
        PolicyFault::NotToml(parser) => {
            let said = toml_said(parser);
            words(
                (&format!("不是可读的 TOML：{}。", said.zh), &format!("The TOML cannot be read: {}.", said.en)),
                ("检查引号、括号和日期的写法。", "Check quotes, brackets and how days are written."),
            )
        }
        PolicyFault::Float => words(
            ("数字带有小数点或指数，可能失真。", "The number has a point or an exponent and could lose digits."),
            (
                "金额和比例写成文本：\"3.85\"、\"50万元\"。",
                "Write amounts and percentages as text: \"3.85\", \"50万元\".",
            ),
        ),
        PolicyFault::Format(given) => words(
            (
                &format!("格式版本 {given} 不是本程序认识的版本。"),
                &format!("This program does not know format {given}."),
            ),
            ("写 format = 1，或换用支持该格式的程序。", "Write format = 1, or use a program that knows it."),
        ),
        PolicyFault::MissingKey(key) => {
            words((&format!("缺少“{key}”。"), &format!("“{key}” is missing.")), ("补上它。", "Add it."))
        }
        PolicyFault::NoneNotPossible(key) => words(
            (
                &format!("“{key}”在每个选项下都要有值，这里有一个选项写了 \"none\"。"),
                &format!("“{key}” needs a value under every option, and one of them says \"none\"."),
            ),
            (
                "给这个选项一个值；只有列表的元素和可以不写的项才能写 \"none\"。",
                "Give that option a value; only an element of a list, or what may be left out, can be \"none\".",
            ),
        ),
        PolicyFault::UnknownKey { key, nearest } => Words {
            why: Bilingual::new(&format!("这里没有“{key}”这一项。"), &format!("Nothing asks for “{key}” here.")),
            remedy: meant(nearest.as_ref(), ("删去它。", "Remove it.")),
        },
        PolicyFault::WrongType { expected } => {
            let (zh, en) = kind_of_value(expected);
            words((&format!("这里应为{zh}。"), &format!("This should be {en}.")), ("按此改写。", "Write it so."))
        }
        PolicyFault::UnknownWord { word, allowed, nearest } => Words {
            why: Bilingual::new(
                &format!("“{word}”不在可选的词中：{}。", listed(allowed, "、")),
                &format!("“{word}” is none of the words allowed: {}.", listed(allowed, ", ")),
            ),
            remedy: meant(nearest.as_ref(), ("从中选一个。", "Choose one of them.")),
        },
        PolicyFault::OneFormOf(forms) => words(
            (
                &format!("以下各项应当写且只写一项：{}。", listed(forms, "、")),
                &format!("Exactly one of these must be written: {}.", listed(forms, ", ")),
            ),
            ("写上其中一项，只写一项。", "Write one of them, and only one."),
        ),
        _ => return None,
    })
}
