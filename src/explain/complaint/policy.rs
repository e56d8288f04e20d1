//! Faults of a policy file, with line and column.

use super::told::{Complaint, Words, kind_of_value, listed, meant, words};
use crate::policy::{PolicyError, PolicyFault};
use crate::value::Bilingual;

impl Complaint {
    /// A fault of a policy file in words. `text` is the file, for the line and the column in characters.
    pub fn of_policy(error: &PolicyError, text: &str) -> Self {
        let (line, column) = place(text, error.span.start);
        let what = Bilingual::new(
            &format!("政策文件没有采用：第 {line} 行第 {column} 列。"),
            &format!("The policy file was not taken: line {line}, column {column}."),
        );
        said(&error.fault).complain(error.fault.code(), what)
    }
}

/// Line and column of a byte, both from 1.
fn place(text: &str, byte: usize) -> (usize, usize) {
    let before: String = text.char_indices().take_while(|(at, _)| *at < byte).map(|(_, letter)| letter).collect();
    let line = before.matches('\n').count().saturating_add(1);
    let column = before.chars().rev().take_while(|letter| *letter != '\n').count().saturating_add(1);
    (line, column)
}

/// Cause and way out of a fault.
#[expect(clippy::too_many_lines, reason = "a table with one row for each fault")]
fn said(fault: &PolicyFault) -> Words {
    match fault {
        PolicyFault::NotToml(parser) => words(
            (&format!("不是可读的 TOML（{parser}）。"), &format!("The TOML cannot be read ({parser}).")),
            ("检查引号、括号和日期的写法。", "Check quotes, brackets and how days are written."),
        ),
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

        PolicyFault::UnknownEvent { name, nearest } => Words {
            why: Bilingual::new(&format!("没有事件类型“{name}”。"), &format!("There is no event type “{name}”.")),
            remedy: meant(
                nearest.as_ref(),
                ("用 qizhang event docs 查看全部类型。", "qizhang event docs lists all types."),
            ),
        },
        PolicyFault::UnknownField { event, name, nearest } => Words {
            why: Bilingual::new(
                &format!("类型“{event}”没有字段“{name}”。"),
                &format!("“{event}” has no field “{name}”."),
            ),
            remedy: meant(
                nearest.as_ref(),
                ("用 qizhang event docs 查看它的字段。", "qizhang event docs lists its fields."),
            ),
        },
        PolicyFault::UnknownName { kind, name, nearest } => {
            let (zh, en) = declared(kind);
            Words {
                why: Bilingual::new(
                    &format!("没有名为“{name}”的{zh}。"),
                    &format!("There is no {en} called “{name}”."),
                ),
                remedy: meant(nearest.as_ref(), ("先在本文件中声明它。", "Declare it in this file first.")),
            }
        }
        PolicyFault::RepeatedName { kind, name } => {
            let (zh, en) = declared(kind);
            words(
                (&format!("有两个{zh}都叫“{name}”。"), &format!("Two declarations of a {en} are called “{name}”.")),
                ("给其中一个另取名字。", "Give one of them another name."),
            )
        }
        PolicyFault::RepeatedWord(word) => words(
            (&format!("“{word}”在同一列表里写了两次。"), &format!("“{word}” stands twice in one list.")),
            ("删去一处；写错了的，改成本来要写的。", "Remove one, or correct the one that was meant to be another."),
        ),
        PolicyFault::UnreachableKey { key, field, nearest } => Words {
            why: Bilingual::new(
                &format!("字段“{field}”不可能取“{key}”这个值。"),
                &format!("The field “{field}” can never hold “{key}”."),
            ),
            remedy: meant(
                nearest.as_ref(),
                ("用 qizhang event docs 查看字段可取的词。", "qizhang event docs lists the words of the field."),
            ),
        },
        PolicyFault::UnknownReading { id, nearest } => Words {
            why: Bilingual::new(&format!("没有声明口径“{id}”。"), &format!("No reading “{id}” is declared.")),
            remedy: meant(nearest.as_ref(), ("在 [[reading]] 中声明它。", "Declare it under [[reading]].")),
        },
        PolicyFault::OptionMissing { reading, option } => words(
            (
                &format!("口径 {reading} 的选项“{option}”在这里没有取值。"),
                &format!("Option “{option}” of reading {reading} has no value here."),
            ),
            (
                "每个选项都要给出取值；不适用的写 \"none\"。",
                "Give each option a value; write \"none\" where it leaves the element out.",
            ),
        ),
        PolicyFault::OptionUnknown { reading, option, nearest } => Words {
            why: Bilingual::new(
                &format!("口径 {reading} 没有选项“{option}”。"),
                &format!("Reading {reading} has no option “{option}”."),
            ),
            remedy: meant(nearest.as_ref(), ("按声明的选项改写。", "Use the options it declares.")),
        },
        PolicyFault::ReadingUnused(reading) => words(
            (&format!("口径 {reading} 声明了却没有用到。"), &format!("Reading {reading} is declared and never used.")),
            ("在有关条款中使用它，或删去声明。", "Use it in its clause, or remove the declaration."),
        ),
        PolicyFault::WrongUnit { path, expected, found } => {
            let ((found_zh, found_en), (zh, en)) = (kind_of_unit(found), kind_of_unit(expected));
            words(
                (
                    &format!("“{path}”是{found_zh}，这里需要{zh}。"),
                    &format!("“{path}” is {found_en}; {en} is needed here."),
                ),
                (
                    "改用单位相符的参数或待定项，或更正它的单位。",
                    "Use a parameter or an open term of that unit, or correct its unit.",
                ),
            )
        }
        PolicyFault::BadValue { text, unit } => words(
            (&format!("“{text}”不是以 {unit} 为单位的值。"), &format!("“{text}” is no value in {unit}.")),
            (
                "例如 yuan 写 \"50万元\"，percent 写 \"10\"，count 写 \"2\"。",
                "For example \"50万元\" in yuan, \"10\" in percent, \"2\" as a count.",
            ),
        ),
        PolicyFault::Circular(names) => {
            let round = names.join(" → ");
            words(
                (
                    &format!("“{round}”绕了一圈又依据它自己，永远算不出来。"),
                    &format!("“{round}” rests on itself in a circle and could never be computed."),
                ),
                ("去掉其中一处引用。", "Take one of the references out of the circle."),
            )
        }
        PolicyFault::ShareAboveWhole { name, percent } => words(
            (
                &format!("“{name}”是 {percent}%，按它付的是基数的一部分，不能多过整个基数。"),
                &format!(
                    "“{name}” is {percent} percent, but a part of a base is paid by it, and no part is above the whole."
                ),
            ),
            (
                "更正这个比例，最多写 \"100\"；\"10\" 就是 10%。",
                "Correct the percentage, at most \"100\"; \"10\" means 10 percent.",
            ),
        ),
        PolicyFault::ParameterUnused(path) => words(
            (
                &format!("参数“{path}”声明了却没有用到。"),
                &format!("The parameter “{path}” is declared and never used."),
            ),
            ("在有关条款中使用它，或删去声明。", "Use it in its clause, or remove the declaration."),
        ),
        PolicyFault::Incomparable { field } => words(
            (
                &format!("字段“{field}”不能与这种值比较。"),
                &format!("The field “{field}” cannot be compared with such a value."),
            ),
            ("换成与字段同类的值。", "Use a value of the same kind as the field."),
        ),
        PolicyFault::WrongField { field, expected: "closed list" } => words(
            (
                &format!("字段“{field}”没有固定的词表，不能逐词定额。"),
                &format!("The field “{field}” has no closed list of words to which amounts could be given."),
            ),
            (
                "换一个有固定词表的字段，或改用 fields 和 rows 逐行写明。",
                "Use a field with a closed list of words, or write rows under fields and rows.",
            ),
        ),
        PolicyFault::WrongField { field, expected: "amount" } => words(
            (
                &format!("字段“{field}”说的不是多少，不能相加。"),
                &format!("The field “{field}” does not say how much and cannot be added up."),
            ),
            (
                "换成金额字段或个数、面积一类的整数字段；一件事实算一个的，不写这一项。",
                "Name an amount or a whole number of things or square metres; leave it out where each fact counts for one.",
            ),
        ),
        PolicyFault::WrongField { field, expected } => {
            let (zh, en) = kind_of_unit(expected);
            words(
                (
                    &format!("字段“{field}”装不下{zh}的决定。"),
                    &format!("The field “{field}” cannot hold a decision that is {en}."),
                ),
                (
                    "换成与 type 同类的字段或文本字段，或更正 type。",
                    "Name a field of the kind that type says, or a text; or correct type.",
                ),
            )
        }
        PolicyFault::NoFact => words(
            (
                "这里要看一件事实的字段，但按年（each_year）或按状态（enters）触发的声明和通用条件都没有一件事实可看。",
                "A field of a fact is asked for, but what each_year or enters triggers, and a gate, have no fact in hand.",
            ),
            (
                "改用指标（measure）或状态（holds），编号里改用 {year}；或改由事件（event）触发。",
                "Ask for a measure or a status, and write {year} in a key; or let an event trigger it.",
            ),
        ),
        PolicyFault::NotAsMany { key, given, like, needed } => words(
            (
                &format!("“{key}”有 {given} 项，“{like}”有 {needed} 项，两者应当一一对应。"),
                &format!("“{key}” lists {given} and “{like}” lists {needed}; they belong to each other one by one."),
            ),
            ("写成一样多，次序也一致。", "Write as many, in the same order."),
        ),
        PolicyFault::OpenBrace(text) => words(
            (&format!("“{text}”的花括号没有合上。"), &format!("The brace in “{text}” is not closed.")),
            ("补上右括号，例如 {cert_no}。", "Close it, as in {cert_no}."),
        ),
        PolicyFault::LimitReachesNothing(name) => words(
            (&format!("限额“{name}”没有覆盖任何支持条目。"), &format!("The limit “{name}” reaches no grant.")),
            ("在 grants 中写上支持条目，或删去这个限额。", "Name grants under it, or remove it."),
        ),
        PolicyFault::NeverOpens => words(
            ("这段期间止日早于起日，永远不会开始。", "The period ends before it begins and never opens."),
            ("核对起止日。", "Check its days."),
        ),
        PolicyFault::OutOfRange { number, least, most } => words(
            (
                &format!("{number} 不在 {least} 至 {most} 之间。"),
                &format!("{number} is not between {least} and {most}."),
            ),
            ("核对这个数。", "Check the number."),
        ),
        PolicyFault::EmptyList(key) => words(
            (
                &format!("“{key}”一项也没有写，这条规定就管不到任何事。"),
                &format!("“{key}” lists nothing, and so the rule would reach nothing."),
            ),
            (
                "至少写一项；本不需要的，把它所在的规定整个删去。",
                "Write at least one; or remove the whole rule it belongs to.",
            ),
        ),
        PolicyFault::Blank(key) => {
            words((&format!("“{key}”是空的。"), &format!("“{key}” is empty.")), ("写上内容。", "Write what it says."))
        }
        PolicyFault::TwoValues { path, day } => words(
            (
                &format!("参数“{path}”从 {day} 起有两个值，不知用哪一个。"),
                &format!("The parameter “{path}” has two values from {day} on; which one holds?"),
            ),
            ("只留一个，或改正其中一个的起始日。", "Keep one, or correct the first day of the other."),
        ),
        PolicyFault::EmptyRange { least, most, from } => {
            let day_zh = from.map(|day| format!("从 {day} 起，")).unwrap_or_default();
            let day_en = from.map(|day| format!("From {day} on, ")).unwrap_or_default();
            words(
                (
                    &format!("{day_zh}下限 {least} 高于上限 {most}，两者之间没有值。"),
                    &format!("{day_en}{least} as the least is above {most} as the most: nothing lies between."),
                ),
                ("对调两者，或改正其中一个。", "Swap the two, or correct one."),
            )
        }
        PolicyFault::NotUntilPaid => words(
            (
                "这项通用条件要求一直满足到拨付为止，却不是“不具有某种状态”的形式，看不出从哪一天起不再满足。",
                "The gate must hold up to the payment but is not the mere absence of a status, so no day tells when it stops.",
            ),
            (
                "把 when 写成 { not = { holds = … } }，几种状态就写成几项通用条件；或删去 until_paid。",
                "Write when as { not = { holds = … } }, one gate for each status; or remove until_paid.",
            ),
        ),
        PolicyFault::TermInTrigger => words(
            (
                "触发条件里用了待定项，未确定时支持项会悄悄消失。",
                "A trigger asks for an open term; while it is not decided the item would vanish unseen.",
            ),
            ("把它移到 when 中作为条件。", "Make it a condition under when."),
        ),
    }
}

/// A unit, with the word by which the file names it.
fn kind_of_unit(unit: &str) -> (&str, &str) {
    match unit {
        "yuan" => ("金额（yuan）", "an amount (yuan)"),
        "percent" => ("比例（percent）", "a percentage (percent)"),
        "percent or yuan" => ("比例或金额（percent、yuan）", "a percentage or an amount (percent, yuan)"),
        "count" => ("整数（count）", "a whole number (count)"),
        "flag" => ("判断（flag）", "a judgement (flag)"),
        other => (other, other),
    }
}

/// What a kind of declaration is called.
fn declared(kind: &str) -> (&str, &str) {
    match kind {
        "status" => ("状态", "status"),
        "measure" => ("指标", "measure"),
        "grant" => ("支持条目", "grant"),
        "limit" => ("限额", "limit"),
        "register" => ("台账", "register"),
        "gate" => ("通用条件", "gate"),
        "duty" => ("服务事项", "duty"),
        "open_term" => ("待定项", "open term"),
        "exclusion" => ("不重复规定", "exclusion"),
        "parameter" => ("参数", "parameter"),
        "reading" => ("口径", "reading"),
        "field" => ("字段", "field"),
        other => (other, other),
    }
}
