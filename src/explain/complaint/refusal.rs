//! Refused drafts: envelope, type, body, day, documents.

use super::parser::json_said;
use super::told::{Complaint, Words, kind_of_value, listed, meant, words};
use crate::event::{BodyFault, EnvelopeFault, Refusal};
use crate::value::{Bilingual, UsccError, counted};

impl Complaint {
    /// A refused draft in words.
    pub fn of_refusal(refusal: &Refusal) -> Self {
        let code = refusal.code();
        match refusal {
            Refusal::Envelope(envelope) => {
                let said = match &envelope.fault {
                    EnvelopeFault::Field(fault) => body(fault),
                    EnvelopeFault::BadTypeName => words(
                        (
                            "类型名称不合写法：小写英文词，用 . 和 _ 连接。",
                            "A type name is lower-case words joined by . and _.",
                        ),
                        (
                            "例如 hightech.certified；用 qizhang event docs 查看全部类型。",
                            "For example hightech.certified; qizhang event docs lists all types.",
                        ),
                    ),
                    EnvelopeFault::BadMoment => words(
                        (
                            "时刻不合写法，或精确到毫秒以下。",
                            "This is not a moment, or it is finer than a millisecond.",
                        ),
                        ("写成 2026-08-20T10:00:00+08:00。", "Write it as 2026-08-20T10:00:00+08:00."),
                    ),
                };
                said.complain(code, at_field(&envelope.field))
            }
            Refusal::Body(refused) => body(&refused.fault).complain(code, at_field(&refused.field)),
            Refusal::UnknownType { .. }
            | Refusal::UnknownVersion { .. }
            | Refusal::VersionMissing { .. }
            | Refusal::Untaggable { .. }
            | Refusal::Untidy { .. }
            | Refusal::DayDisagrees { .. }
            | Refusal::DayMissing { .. }
            | Refusal::EvidenceMissing { .. } => whole(code, refusal),
        }
    }
}

impl Words {
    /// A complaint about something that stays wrong until it is changed.
    pub(super) fn complain(self, code: &'static str, what: Bilingual) -> Complaint {
        Complaint { code, what, why: self.why, remedy: self.remedy, permanent: true }
    }
}

/// Where in the line it went wrong.
fn at_field(field: &str) -> Bilingual {
    match field {
        "" => Bilingual::new("这条记录没有收下。", "The record was not admitted."),
        field => Bilingual::new(
            &format!("这条记录没有收下：{field} 有误。"),
            &format!("The record was not admitted: see {field}."),
        ),
    }
}

/// Refusals that concern the draft as a whole.
#[expect(clippy::too_many_lines, reason = "a table with one row for each refusal")]
fn whole(code: &'static str, refusal: &Refusal) -> Complaint {
    match refusal {
        Refusal::Envelope(_) | Refusal::Body(_) => Complaint::of_refusal(refusal),
        Refusal::UnknownType { name, nearest } => {
            let why =
                Bilingual::new(&format!("账本不认识类型“{name}”。"), &format!("This ledger has no type “{name}”."));
            let otherwise = (
                "用 qizhang event docs 查看全部类型；确需新类型的，先登记它的声明。",
                "qizhang event docs lists all types; if a new one is needed, register its declaration first.",
            );
            let said = Words { why, remedy: meant(nearest.as_ref(), otherwise) };
            Complaint { permanent: false, ..said.complain(code, at_field("type")) }
        }
        Refusal::UnknownVersion { name, given, newest } => {
            let why = (
                &*format!("类型“{name}”最新为第 {newest} 版，没有第 {given} 版。"),
                &*format!("The newest version of “{name}” is {newest}; there is no version {given}."),
            );
            let remedy = (
                "改用现有版本，或先登记新版本的声明。",
                "Use a version there is, or register the declaration of the new one first.",
            );
            Complaint { permanent: false, ..words(why, remedy).complain(code, at_field("version")) }
        }
        Refusal::VersionMissing { name } => {
            let why = (
                &*format!("类型“{name}”未登记，原样保存时必须写明版本。"),
                &*format!("“{name}” is not registered; to be kept as it is, it must say its version."),
            );
            words(why, ("补上 version。", "Add its version.")).complain(code, at_field("version"))
        }
        Refusal::Untaggable { field, namespace } => {
            let why = (
                &*format!("这个值要用作查找标签（{namespace}），但超过 255 字节或含有控制字符。"),
                &*format!(
                    "The value serves as a tag ({namespace}) and is longer than 255 bytes or has a control character."
                ),
            );
            words(why, ("缩短或清理后再交。", "Shorten or clean it and hand it in again."))
                .complain(code, at_field(field))
        }
        Refusal::Untidy { field, letter } => {
            let code_point = u32::from(*letter);
            let why = (
                &*format!("首尾有空白，或含有看不见的字符（U+{code_point:04X}），两种写法会看着一样。"),
                &*format!(
                    "It has a blank at an edge or a character nobody sees (U+{code_point:04X}): two spellings would look alike."
                ),
            );
            words(why, ("删去该字符后再交。", "Remove it and hand it in again.")).complain(code, at_field(field))
        }
        Refusal::DayDisagrees { field, in_body, in_envelope } => {
            let why = (
                &*format!("{field} 写的是 {in_body}，occurred_on 写的是 {in_envelope}，应为同一天。"),
                &*format!("{field} says {in_body} and occurred_on says {in_envelope}; they must be one day."),
            );
            let remedy = (
                "查对文书后改其中一处；occurred_on 可以不写。",
                "Check the document and correct one of them; occurred_on may be left out.",
            );
            words(why, remedy).complain(code, at_field(field))
        }
        Refusal::DayMissing { field } => {
            let field = field.as_deref().unwrap_or("occurred_on");
            let why = ("没有写明事情发生在哪一天。", "Nothing says on which day it happened.");
            let remedy = (&*format!("补上 {field}，如 2026-05-11。"), &*format!("Add {field}, such as 2026-05-11."));
            words(why, remedy).complain(code, at_field(field))
        }
        Refusal::EvidenceMissing { title } => {
            let why =
                (&*format!("这一类型必须附“{}”。", title.zh), &*format!("This type must come with “{}”.", title.en));
            let remedy =
                ("在 evidence 中写明材料名称和 SHA-256。", "Name the document and its SHA-256 under evidence.");
            words(why, remedy).complain(code, at_field("evidence"))
        }
    }
}

/// Where JSON cannot be read any further, and why.
fn unread(parser: &str) -> Bilingual {
    let said = json_said(parser);
    let column = parser.rsplit_once("column ").and_then(|(_, column)| column.parse::<u64>().ok());
    match column {
        Some(column) => Bilingual::new(
            &format!("不是可读的 JSON，第 {column} 列：{}。", said.zh),
            &format!("The JSON cannot be read, column {column}: {}.", said.en),
        ),
        None => Bilingual::new(
            &format!("不是可读的 JSON：{}。", said.zh),
            &format!("The JSON cannot be read: {}.", said.en),
        ),
    }
}

/// Cause and way out of a fault in one field, in the order of precedence.
#[expect(clippy::too_many_lines, reason = "a table with one row for each fault")]
pub(super) fn body(fault: &BodyFault) -> Words {
    match fault {
        BodyFault::NotJson(parser) => Words {
            why: unread(parser),
            remedy: Bilingual::new(
                "每行一个完整的 JSON 对象；检查引号、逗号和括号。",
                "One whole JSON object a line; check quotes, commas and brackets.",
            ),
        },
        BodyFault::Repeated => {
            words(("同一字段写了两次。", "The field is written twice."), ("只留一处。", "Keep one of them."))
        }
        BodyFault::Unknown { nearest } => Words {
            why: Bilingual::new("类型声明中没有这个字段。", "The declaration has no such field."),
            remedy: meant(
                nearest.as_ref(),
                (
                    "删去它，或用 qizhang event docs 查看字段名。",
                    "Remove it, or look the fields up with qizhang event docs.",
                ),
            ),
        },
        BodyFault::Missing => words(
            ("这个字段必须填写。", "The field is required."),
            ("从文书上补录。", "Take it from the document and add it."),
        ),
        BodyFault::WrongType { expected } => {
            let (zh, en) = kind_of_value(expected);
            words(
                (&format!("这里应为{zh}。"), &format!("This should be {en}.")),
                ("按此改写；金额和比例一律用文本。", "Write it so; amounts and percentages are always text."),
            )
        }
        BodyFault::NotInList { allowed, nearest } => Words {
            why: Bilingual::new(
                &format!("不在可选的词中：{}。", listed(allowed, "、")),
                &format!("It is none of the words allowed: {}.", listed(allowed, ", ")),
            ),
            remedy: meant(nearest.as_ref(), ("从中选一个。", "Choose one of them.")),
        },
        BodyFault::BadAmount => words(
            ("金额不合写法。", "This is not an amount."),
            (
                "以元为单位写成文本，最多两位小数，不加千分位：\"3456789.12\"。",
                "Write yuan as text with at most two decimals and no separators: \"3456789.12\".",
            ),
        ),
        BodyFault::BadPercentage => words(
            ("百分数不合写法。", "This is not a percentage."),
            (
                "写成文本，最多四位小数，不加 %：3.85% 写 \"3.85\"。",
                "Write it as text with at most four decimals and no sign: \"3.85\" for 3.85%.",
            ),
        ),
        BodyFault::BadDay => words(
            ("日历上没有这一天，或不在 1900 年至 2999 年之间。", "The calendar has no such day between 1900 and 2999."),
            ("写成 2026-05-11。", "Write it as 2026-05-11."),
        ),
        BodyFault::BadPeriod => words(
            ("起止日不合写法，或止日早于起日。", "This is not two days in order."),
            ("写成 2026-01-01/2026-03-31。", "Write it as 2026-01-01/2026-03-31."),
        ),
        BodyFault::BadUscc(error) => uscc(*error),
        BodyFault::BadUuid => words(
            ("不是事件编号。", "This is not an event id."),
            (
                "从账本复制编号：36 个字符，小写，带连字符。",
                "Copy the id from the ledger: 36 characters, lower case, with hyphens.",
            ),
        ),
        BodyFault::BadStandardNo => words(
            ("标准号不合写法。", "This is not a standard number."),
            (
                "照标准封面写，用半角字符，带年份：GB/T 12345.2-2026、ISO 9000-1:2026、ISO/TS 9002:2026、IEC TS 31002:2025、ISO/IEC TR 24028:2020；修改单：GB/T 30006-2020/XG1-2025、ISO 9001:2015/Amd 1:2024、IEC 60601-1:2005/AMD1:2012。",
                "As on its cover, in plain characters and with the year: GB/T 12345.2-2026, ISO 9000-1:2026, ISO/TS 9002:2026, IEC TS 31002:2025, ISO/IEC TR 24028:2020; amendment sheets: GB/T 30006-2020/XG1-2025, ISO 9001:2015/Amd 1:2024, IEC 60601-1:2005/AMD1:2012.",
            ),
        ),
        BodyFault::BadDigest => words(
            ("不是 SHA-256 摘要。", "This is not a SHA-256 digest."),
            ("写 64 位小写十六进制数字。", "Write 64 lower-case hexadecimal digits."),
        ),
        BodyFault::TooShort { least } => words(
            (&format!("少于 {least} 个字符。"), &format!("It has fewer than {}.", counted(*least, "character"))),
            ("补全内容。", "Complete it."),
        ),
        BodyFault::TooLong { most } => words(
            (&format!("多于 {most} 个字符。"), &format!("It has more than {}.", counted(*most, "character"))),
            ("缩短内容，详情放在证明材料里。", "Shorten it; details belong in the documents."),
        ),
        BodyFault::TooSmall { least } => words(
            (&format!("小于 {least}。"), &format!("It is below {least}.")),
            ("对照文书核对数值。", "Check the number against the document."),
        ),
        BodyFault::TooLarge { most } => words(
            (&format!("大于 {most}。"), &format!("It is above {most}.")),
            ("对照文书核对数值。", "Check the number against the document."),
        ),
        BodyFault::TooFew { least } => words(
            (&format!("少于 {least} 行。"), &format!("It has fewer than {}.", counted(*least, "row"))),
            ("补录缺少的行。", "Add the rows that are missing."),
        ),
        BodyFault::TooMany { most } => words(
            (&format!("多于 {most} 行。"), &format!("It has more than {}.", counted(*most, "row"))),
            ("分成几条记录。", "Split it into several records."),
        ),
    }
}

fn uscc(error: UsccError) -> Words {
    let remedy = (
        "对照营业执照逐位核对，常见的是两位颠倒。",
        "Compare it with the licence digit by digit; often two changed places.",
    );
    match error {
        UsccError::Shape => words(
            (
                "统一社会信用代码应为 18 位数字和大写字母，不含 I、O、S、V、Z。",
                "A unified social credit code is 18 digits and capitals without I, O, S, V, Z.",
            ),
            remedy,
        ),
        UsccError::OrganisationCheck => words(
            (
                "第 17 位（组织机构代码校验位）不符。",
                "The 17th character, the check of the organisation code, does not fit.",
            ),
            remedy,
        ),
        UsccError::Check(right) => words(
            (
                &format!("最后一位校验码不符；如其余各位无误，应为 {right}。"),
                &format!("The last character does not fit; if the others are right it is {right}."),
            ),
            remedy,
        ),
    }
}
