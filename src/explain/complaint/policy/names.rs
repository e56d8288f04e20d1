//! Names in a policy file, and what they stand for.

use super::declared;
use crate::explain::complaint::told::{Words, meant, words};
use crate::policy::PolicyFault;
use crate::value::Bilingual;

#[expect(clippy::too_many_lines, reason = "a table with one row for each fault")]
pub(super) fn said(fault: &PolicyFault) -> Option<Words> {
    Some(match fault {
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
        _ => return None,
    })
}
