//! Faults of a type declaration, with path, line and column.

use super::parser::json_said;
use super::told::{Complaint, Words, kind_of_value, listed, meant, words};
use crate::event::{DeclarationError, DeclarationFault};
use crate::value::Bilingual;

impl Complaint {
    /// A fault of a declaration in words.
    pub fn of_declaration(error: &DeclarationError) -> Self {
        let (line, column) = (error.line, error.column);
        let path = if error.path.is_empty() { String::new() } else { format!("{} ", error.path) };
        let what = Bilingual::new(
            &format!("类型声明没有采用：{path}（第 {line} 行第 {column} 列）。"),
            &format!("The declaration was not taken: {path}(line {line}, column {column})."),
        );
        said(&error.fault).complain(error.fault.code(), what)
    }
}

const DOCS: (&str, &str) = ("写法见 events/README.md。", "events/README.md shows how it is written.");

/// Cause and way out of a fault.
#[expect(clippy::too_many_lines, reason = "a table with one row for each fault")]
fn said(fault: &DeclarationFault) -> Words {
    match fault {
        DeclarationFault::ByteOrderMark => words(
            (
                "文件以字节顺序标记（BOM）开头，JSON 没有它。",
                "The file begins with a byte order mark, which JSON has not.",
            ),
            ("存为不带 BOM 的 UTF-8。", "Save it as UTF-8 without one."),
        ),
        DeclarationFault::NotJson(parser) => {
            let said = json_said(parser);
            words(
                (&format!("不是可读的 JSON：{}。", said.zh), &format!("The JSON cannot be read: {}.", said.en)),
                ("检查引号、逗号和括号。", "Check quotes, commas and brackets."),
            )
        }
        DeclarationFault::RepeatedKey => {
            words(("同一个键写了两次。", "A key is written twice in one object."), ("只留一处。", "Keep one of them."))
        }
        DeclarationFault::UnknownKeyword { nearest } => Words {
            why: Bilingual::new("声明的写法里没有这个关键字。", "The profile has no such keyword here."),
            remedy: meant(
                nearest.as_ref(),
                ("删去它；写法见 events/README.md。", "Remove it; events/README.md lists the keywords."),
            ),
        },
        DeclarationFault::MissingKeyword { keyword } => words(
            (&format!("缺少关键字 {keyword}。"), &format!("The keyword {keyword} is missing.")),
            ("补上它；写法见 events/README.md。", "Add it; events/README.md shows how."),
        ),
        DeclarationFault::WrongType { expected } => {
            let (zh, en) = kind_of_value(expected);
            words((&format!("这里应为{zh}。"), &format!("This should be {en}.")), ("按此改写。", "Write it so."))
        }
        DeclarationFault::WrongValue { expected } => words(
            (&format!("这里只能写 {expected}。"), &format!("Only {expected} may stand here.")),
            ("按此改写。", "Write it so."),
        ),
        DeclarationFault::NotInList { allowed, nearest } => Words {
            why: Bilingual::new(
                &format!("不在可选的词中：{}。", listed(allowed, "、")),
                &format!("It is none of the words allowed: {}.", listed(allowed, ", ")),
            ),
            remedy: meant(nearest.as_ref(), ("从中选一个。", "Choose one of them.")),
        },
        DeclarationFault::BadId => words(
            ("$id 不是以“<类型名>:<版本>”结尾。", "$id does not end with the type's name and version."),
            ("例如 urn:qizhang:event:hightech.certified:1。", "For example urn:qizhang:event:hightech.certified:1."),
        ),
        DeclarationFault::BadFieldName => words(
            ("字段名应为小写英文词，用 _ 连接。", "A field name is lower-case words joined by _."),
            ("例如 issued_on。", "For example issued_on."),
        ),
        DeclarationFault::LabelMissing { lang } => {
            let (zh, en) = if *lang == "zh" { ("中文", "Chinese") } else { ("英文", "English") };
            words(
                (&format!("缺少{zh}名称。"), &format!("The {en} wording is missing.")),
                ("中英文名称都要写。", "Give both languages."),
            )
        }
        DeclarationFault::WordWithoutLabel { word } => words(
            (&format!("可选词“{word}”没有名称。"), &format!("The word “{word}” has no label.")),
            ("在 x-labels 中写上它的中英文名称。", "Label it in both languages under x-labels."),
        ),
        DeclarationFault::LabelWithoutWord { nearest } => Words {
            why: Bilingual::new("这个名称不对应任何可选词。", "The label belongs to no word of the list."),
            remedy: meant(nearest.as_ref(), ("删去它，或把词加进 enum。", "Remove it, or add the word to enum.")),
        },
        DeclarationFault::KeywordNotHere { keyword } => words(
            (
                &format!("{keyword} 不能用于这种类型或格式。"),
                &format!("{keyword} does not go with this type or format."),
            ),
            ("删去它。", "Remove it."),
        ),
        DeclarationFault::PatternNotAllowed { fixed } => {
            let (zh, en) = match fixed {
                Some(pattern) => (format!("写成 {pattern}。"), format!("Write {pattern}.")),
                None => ("删去 pattern。".to_owned(), "Remove the pattern.".to_owned()),
            };
            words(("pattern 只能是该格式固定的写法。", "Only the fixed pattern of the format is allowed."), (&zh, &en))
        }
        DeclarationFault::UnitMissing { expected } => words(
            ("金额和百分数必须写明单位。", "Amounts and percentages must name their unit."),
            (&format!("加上 \"x-unit\": \"{expected}\"。"), &format!("Add \"x-unit\": \"{expected}\".")),
        ),
        DeclarationFault::UnitWrong { allowed } => words(
            ("单位与类型或格式不符。", "The unit does not go with the type or format."),
            (
                &format!("可用的单位：{}。", listed(allowed, "、")),
                &format!("Units that do: {}.", listed(allowed, ", ")),
            ),
        ),
        DeclarationFault::BoundsCrossed => words(
            ("下界大于上界。", "The lower bound lies above the upper one."),
            ("交换或更正两个界。", "Exchange or correct them."),
        ),
        DeclarationFault::BoundUnsafe => words(
            (
                "界超出正负 9007199254740991，JSON 数字在此之外不再精确。",
                "The bound lies beyond ±9007199254740991, where JSON numbers stop being exact.",
            ),
            ("缩小范围。", "Narrow it."),
        ),
        DeclarationFault::Empty => words(
            ("这里至少要列一项。", "At least one thing must be listed here."),
            ("列上，或删去整个关键字。", "List one, or remove the keyword."),
        ),
        DeclarationFault::Repeated => {
            words(("同一项列了两次。", "The same thing is listed twice."), ("只留一处。", "Keep one of them."))
        }
        DeclarationFault::TooManyFields => words(
            ("一层超过 64 个字段。", "There are more than 64 fields on one level."),
            ("拆成两个类型，或改用行。", "Make two types of it, or use rows."),
        ),
        DeclarationFault::NestedTooDeep => words(
            ("行里不能再有列表或对象。", "A row holds no list and no object."),
            ("把内层改为平铺的字段。", "Flatten it into fields."),
        ),
        DeclarationFault::UnknownField { nearest } => Words {
            why: Bilingual::new("没有这个字段。", "There is no such field."),
            remedy: meant(nearest.as_ref(), ("先在 properties 中声明它。", "Declare it under properties first.")),
        },
        DeclarationFault::OccurredOnNotDay => words(
            ("发生日只能取自顶层的 date 字段。", "The business day must be a top-level field of format date."),
            ("改指这样的字段，或去掉 x-occurred-on。", "Name such a field, or leave x-occurred-on out."),
        ),
        DeclarationFault::TagOnPersonal => words(
            ("个人信息字段不能作标签，标签是公开的。", "A personal field cannot be a tag: tags are public."),
            ("换一个字段，或改用索引号。", "Use another field, or a reference number."),
        ),
        DeclarationFault::TagNotName => words(
            ("这个字段的值不指称任何事物，不能作标签。", "The value names nothing and cannot be a tag."),
            ("标签只用编号、代码一类的字段。", "Tag fields such as numbers and codes only."),
        ),
        DeclarationFault::BadNamespace => words(
            ("标签的类别应为小写英文词，用 _ 连接。", "A namespace is lower-case words joined by _."),
            ("例如 enterprise、certificate。", "For example enterprise, certificate."),
        ),
        DeclarationFault::KeyOnPersonal => words(
            (
                "个人信息字段不能作文号键，键以明文存放。",
                "A personal field cannot be part of a key: keys are stored open.",
            ),
            ("换一个字段，或改用索引号。", "Use another field, or a reference number."),
        ),
        DeclarationFault::KeyNotScalar => words(
            ("行和对象不能作文号键。", "Rows and objects cannot be part of a key."),
            ("改用单值字段。", "Use fields with one value."),
        ),
        DeclarationFault::UnknownCode { nearest } => Words {
            why: Bilingual::new("这不是内容可能被拒的代码。", "A body cannot be refused with this code."),
            remedy: meant(nearest.as_ref(), ("代码见 docs/errors.md。", "docs/errors.md lists the codes.")),
        },
        DeclarationFault::UpcastWithoutPast => words(
            ("第 1 版之前没有版本可以升读。", "There is no version before the first to read from."),
            ("删去 x-upcast。", "Remove x-upcast."),
        ),
        DeclarationFault::BadSplit => {
            words(("拆分需要分隔符和至少两个字段。", "A split needs a separator and at least two fields."), DOCS)
        }
        DeclarationFault::BadMultiply => words(
            (
                "换单位只用于整数字段，倍数是 2 至 1000000 的整数。",
                "A change of unit is for whole numbers, by a whole number from 2 to 1000000.",
            ),
            (
                "例如年改为月：\"multiply\": {\"term_months\": 12}。",
                "From years to months, for example: \"multiply\": {\"term_months\": 12}.",
            ),
        ),
        DeclarationFault::BadSuccessor => words(
            ("接替它的应是一个类型名称。", "What took its place is the name of a type."),
            (
                "例如 hightech.certified；没有接替的，去掉 successor。",
                "For example hightech.certified; leave successor out where there is none.",
            ),
        ),
        DeclarationFault::BadSince => words(
            ("停用之日应是日历上的一天。", "The day since which it is deprecated is a day of the calendar."),
            (
                "例如 2027-01-01；不定日期的，去掉 since。",
                "For example 2027-01-01; leave since out where there is none.",
            ),
        ),
    }
}
