//! What a policy file cannot mean.

use super::kind_of_unit;
use crate::explain::complaint::told::{Words, words};
use crate::policy::PolicyFault;

/// Cause and way out of a fault of meaning; the other files have those of form and of names.
#[expect(clippy::too_many_lines, reason = "a table with one row for each fault")]
pub(super) fn said(fault: &PolicyFault) -> Words {
    match fault {
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
        PolicyFault::NotToml(_)
        | PolicyFault::Float
        | PolicyFault::Format(_)
        | PolicyFault::MissingKey(_)
        | PolicyFault::NoneNotPossible(_)
        | PolicyFault::UnknownKey { .. }
        | PolicyFault::WrongType { .. }
        | PolicyFault::UnknownWord { .. }
        | PolicyFault::OneFormOf(_)
        | PolicyFault::UnknownEvent { .. }
        | PolicyFault::UnknownField { .. }
        | PolicyFault::UnknownName { .. }
        | PolicyFault::RepeatedName { .. }
        | PolicyFault::RepeatedWord(_)
        | PolicyFault::UnreachableKey { .. }
        | PolicyFault::UnknownReading { .. }
        | PolicyFault::OptionMissing { .. }
        | PolicyFault::OptionUnknown { .. }
        | PolicyFault::ReadingUnused(_) => words(("", ""), ("", "")),
    }
}
