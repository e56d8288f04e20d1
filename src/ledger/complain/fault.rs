//! Why a line is not admitted, in words.

use super::companions::{clash_words, districts_words};
use super::guard::guard_words;
use super::list::unmatched_code;
use super::words::{say, whole};
use crate::event::Refusal;
use crate::explain::Complaint;
use crate::ledger::Fault;
use crate::value::{Bilingual, Position};

impl Fault {
    /// The complaint, for people and for programs.
    pub fn complaint(&self) -> Complaint {
        match self {
            Fault::Refused(refusal) => Complaint::of_refusal(refusal),
            Fault::Correction(refusal) => {
                let mut field = refusal.clone();
                let joint = if field.field.is_empty() { "" } else { "." };
                field.field = format!("data{joint}{}", field.field);
                Complaint::of_refusal(&Refusal::Body(field))
            }
            Fault::Declaration(error) => Complaint::of_declaration(error),
            Fault::Catalogue(error) => Complaint::of_catalogue(error),
            Fault::Policy { error, text } => Complaint::of_policy(error, text),
            Fault::Shipped(complaint) => (**complaint).clone(),
            Fault::NotText
            | Fault::NotCanonical
            | Fault::LineCut
            | Fault::LineBlank
            | Fault::NotAHistory
            | Fault::AfterTypes { .. }
            | Fault::LineTooLong { .. }
            | Fault::RecordedNotKept { .. }
            | Fault::RecordedMissing { .. }
            | Fault::RecordedBackwards { .. }
            | Fault::RecordedInFuture { .. }
            | Fault::UnknownEvent { .. }
            | Fault::NotAmendable { .. }
            | Fault::Retracted { .. }
            | Fault::DigestDisagrees { .. }
            | Fault::NameDisagrees { .. }
            | Fault::UnknownPolicy { .. }
            | Fault::PolicyClash { .. }
            | Fault::SeveralDistricts { .. }
            | Fault::KeptRaw { .. }
            | Fault::TypeRecorded { .. }
            | Fault::PolicyRecorded { .. }
            | Fault::TypeBreaks { .. }
            | Fault::TypeUnreads { .. }
            | Fault::BadRate { .. }
            | Fault::UnknownReading { .. }
            | Fault::UnknownOption { .. }
            | Fault::UnknownParameter { .. }
            | Fault::BadParameterValue { .. }
            | Fault::KeyTaken { .. }
            | Fault::MovedOn { .. }
            | Fault::Guarded(_)
            | Fault::Listed(_)
            | Fault::IdTaken { .. }
            | Fault::TooLarge { .. } => self.own_complaint(),
        }
    }

    fn own_complaint(&self) -> Complaint {
        let [what, why, remedy] = self.words().map(|words| whole(&words));
        Complaint { code: self.code(), what, why, remedy, permanent: true }
    }

    /// The stable code of a fault that only the ledger finds.
    fn code(&self) -> &'static str {
        match self {
            Fault::NotText => "not-text",
            Fault::NotCanonical => "not-canonical",
            Fault::LineCut => "line-cut",
            Fault::LineBlank => "line-blank",
            Fault::NotAHistory => "not-a-history",
            Fault::AfterTypes { .. } => "after-types",
            Fault::LineTooLong { .. } => "line-too-long",
            Fault::RecordedNotKept { .. } => "recorded-not-kept",
            Fault::RecordedMissing { .. } => "recorded-missing",
            Fault::RecordedBackwards { .. } => "recorded-backwards",
            Fault::RecordedInFuture { .. } => "recorded-in-future",
            Fault::UnknownEvent { .. } => "no-such-event",
            Fault::NotAmendable { .. } => "not-amendable",
            Fault::Retracted { .. } => "already-retracted",
            Fault::DigestDisagrees { .. } => "digest-disagrees",
            Fault::NameDisagrees { .. } => "name-disagrees",
            Fault::UnknownPolicy { .. } => "no-such-policy",
            Fault::PolicyClash { .. } => "policy-clash",
            Fault::SeveralDistricts { .. } => "several-districts",
            Fault::KeptRaw { .. } => "kept-raw",
            Fault::TypeRecorded { .. } => "type-recorded",
            Fault::PolicyRecorded { .. } => "policy-recorded",
            Fault::TypeBreaks { .. } => "type-breaks",
            Fault::TypeUnreads { .. } => "type-unreads",
            Fault::BadRate { .. } => "bad-rate",
            Fault::UnknownReading { .. } => "no-such-reading",
            Fault::UnknownOption { .. } => "no-such-option",
            Fault::UnknownParameter { .. } => "no-such-parameter",
            Fault::BadParameterValue { .. } => "bad-parameter-value",
            Fault::KeyTaken { .. } => "key-taken",
            Fault::MovedOn { .. } => "moved-on",
            Fault::Guarded(_) => "guarded",
            Fault::Listed(why) => unmatched_code(why),
            Fault::IdTaken { .. } => "id-taken",
            Fault::TooLarge { .. } => "event-too-large",
            Fault::Refused(_)
            | Fault::Correction(_)
            | Fault::Declaration(_)
            | Fault::Catalogue(_)
            | Fault::Policy { .. }
            | Fault::Shipped(_) => self.complaint().code,
        }
    }

    /// What was not done, why, and what to do.
    fn words(&self) -> [Bilingual; 3] {
        match self {
            Fault::NotText => [
                say("这一行不是 UTF-8 文本", "this line is not UTF-8 text"),
                say("事件文件必须用 UTF-8 编码", "files of events are UTF-8"),
                say("请把文件另存为 UTF-8 后重试", "save the file as UTF-8 and try again"),
            ],
            Fault::NotCanonical | Fault::LineCut | Fault::LineBlank | Fault::NotAHistory | Fault::AfterTypes { .. } => {
                self.history_words()
            }
            Fault::LineTooLong { bytes, most } => [
                say(&format!("这一行有 {bytes} 字节"), &format!("this line has {bytes} bytes")),
                say(&format!("一个事件最多 {most} 字节"), &format!("an event has at most {most} bytes")),
                say("大文件请作为附件登记摘要", "record a large document by its digest, as evidence"),
            ],
            Fault::RecordedNotKept { field } | Fault::RecordedMissing { field } | Fault::DigestDisagrees { field } => {
                self.field_words(field)
            }
            Fault::RecordedBackwards { .. } | Fault::RecordedInFuture { .. } => self.moment_words(),
            Fault::UnknownEvent { field, id } => [
                say(
                    &format!("{field}：账本里没有事件 {id}"),
                    &format!("{field}: there is no event {id} in the ledger"),
                ),
                say(
                    "所指事件必须已经记录，或在同一文件的前面",
                    "the event must be recorded, or stand earlier in the file",
                ),
                say("用 qizhang event log 查找正确的编号", "look the id up with qizhang event log"),
            ],
            Fault::NotAmendable { .. } | Fault::Retracted { .. } => self.amendment_words(),
            Fault::NameDisagrees { field, given, inside } => [
                say(
                    &format!("{field} 写作“{given}”，文本里是“{inside}”"),
                    &format!("{field} says “{given}”, the text says “{inside}”"),
                ),
                say("两处必须一致", "both must agree"),
                say(
                    "导出的历史里：不要改它，请重新导出，或取完整的文件。自己写的一行：请以文本为准改正字段",
                    "in an exported history: do not mend it, export it again or take the whole file; in a line of your own: correct the field from the text",
                ),
            ],
            Fault::UnknownPolicy { .. }
            | Fault::UnknownReading { .. }
            | Fault::UnknownOption { .. }
            | Fault::UnknownParameter { .. }
            | Fault::BadParameterValue { .. } => self.policy_words(),
            Fault::PolicyClash { policy, clash } => clash_words(policy, clash),
            Fault::SeveralDistricts { reading, policies } => districts_words(reading, policies),
            Fault::KeptRaw { .. }
            | Fault::TypeRecorded { .. }
            | Fault::PolicyRecorded { .. }
            | Fault::TypeBreaks { .. }
            | Fault::TypeUnreads { .. }
            | Fault::BadRate { .. } => self.document_words(),
            Fault::MovedOn { .. } | Fault::Guarded(_) | Fault::Listed(_) => guard_words(self),
            Fault::KeyTaken { .. } | Fault::IdTaken { .. } | Fault::TooLarge { .. } => self.store_words(),
            Fault::Refused(_)
            | Fault::Correction(_)
            | Fault::Declaration(_)
            | Fault::Catalogue(_)
            | Fault::Policy { .. }
            | Fault::Shipped(_) => [say("", ""), say("", ""), say("", "")],
        }
    }

    /// What can be neither corrected nor taken back.
    fn amendment_words(&self) -> [Bilingual; 3] {
        match self {
            Fault::NotAmendable { kind } => [
                say(&format!("{kind} 不能更正或撤回"), &format!("{kind} can be neither corrected nor retracted")),
                say("类型和政策一经登记即为历史", "types and policies are history once they are registered"),
                say(
                    "请登记新版本，或用 policy.amended、policy.repealed",
                    "register the next version, or use policy.amended or policy.repealed",
                ),
            ],
            Fault::Retracted { id } => [
                say(&format!("事件 {id} 已经撤回"), &format!("event {id} was retracted before")),
                say("撤回过的事实不能再更正或撤回", "a retracted fact is neither corrected nor retracted again"),
                say(
                    "如需恢复，请撤回那次撤回；如有新事实，请重新记录",
                    "to restore it, retract the retraction; record a new fact anew",
                ),
            ],
            _ => [say("", ""), say("", ""), say("", "")],
        }
    }

    fn field_words(&self, field: &str) -> [Bilingual; 3] {
        match self {
            Fault::RecordedMissing { .. } => [
                say(&format!("{field}：缺少"), &format!("{field}: missing")),
                say("保留原记录时刻时，每行都要有", "each line needs it where the moments of recording are kept"),
                say("补上该字段，或去掉 --preserve-recorded-at", "add the field, or leave out --preserve-recorded-at"),
            ],
            Fault::DigestDisagrees { .. } => [
                say(&format!("{field}：与文本的 SHA-256 不符"), &format!("{field}: not the SHA-256 of the text")),
                say("文本或摘要在途中被改动", "text or digest was changed on the way"),
                say(
                    "导出的历史里：不要改它，请重新导出，或取完整的文件。自己写的一行：请放入原文，用 sha256sum 算它的摘要",
                    "in an exported history: do not mend it, export it again or take the whole file; in a line of your own: put the original text in, with the digest that sha256sum gives of it",
                ),
            ],
            _ => [
                say(&format!("{field}：由账本填写，不收外来值"), &format!("{field}: the ledger sets it")),
                say("只有迁移历史时才保留", "it is kept only when a history is migrated"),
                say(
                    "去掉该字段；迁移历史请加 --preserve-recorded-at",
                    "leave the field out; to migrate a history add --preserve-recorded-at",
                ),
            ],
        }
    }

    fn moment_words(&self) -> [Bilingual; 3] {
        let (given, edge, past) = match self {
            Fault::RecordedBackwards { given, last } => (given.to_string(), last.to_string(), true),
            Fault::RecordedInFuture { given, now } => (given.to_string(), now.to_string(), false),
            _ => (String::new(), String::new(), true),
        };
        if past {
            return [
                say(
                    &format!("记录时刻 {given} 早于前一条"),
                    &format!("recorded_at {given} lies before the entry in front"),
                ),
                say(
                    &format!("账本已记到 {edge}，时刻不得倒退"),
                    &format!("the ledger has reached {edge}; it never goes back"),
                ),
                say("请按记录时刻排序后重试", "sort the lines by recorded_at and try again"),
            ];
        }
        [
            say(&format!("记录时刻 {given} 在将来"), &format!("recorded_at {given} lies in the future")),
            say(&format!("现在是 {edge}"), &format!("it is {edge} now")),
            say("请核对来源系统的时钟", "check the clock of the system the lines come from"),
        ]
    }

    fn store_words(&self) -> [Bilingual; 3] {
        match self {
            // Nothing of the file is recorded yet: there is no record to be corrected, and one of both lines is too many.
            Fault::KeyTaken { key, by: None, line: Some(line) } => [
                say(
                    &format!("重复：{} 在本文件第 {line} 行也有", shown(key)),
                    &format!("{} stands in line {line} of this file too", shown(key)),
                ),
                say("同一份文书只记一次", "one document is recorded once"),
                say("两行只留一行", "keep one of both lines"),
            ],
            Fault::KeyTaken { key, by, line } => [
                say(
                    &format!("重复：{} 已经记录{}", shown(key), place_zh(*by, *line)),
                    &format!("{} is recorded already{}", shown(key), place_en(*by, *line)),
                ),
                say("同一份文书只记一次", "one document is recorded once"),
                say(
                    "如内容有误，请用 fact.corrected 更正原记录",
                    "if its content is wrong, correct the record with fact.corrected",
                ),
            ],
            Fault::IdTaken { id, by, line } => [
                say(
                    &format!("编号 {id} 已属于另一事件{}", place_zh(*by, *line)),
                    &format!("id {id} belongs to another event{}", place_en(*by, *line)),
                ),
                say("一个编号只属于一个事件", "an id belongs to one event"),
                say("请换一个编号，或去掉 id 由账本填写", "give another id, or leave it to the ledger"),
            ],
            _ => [
                say("事件过大", "the event is too large"),
                say("连同标签超出了存储的限度", "with its tags it exceeds what the store takes"),
                say("大文件请作为附件登记摘要", "record a large document by its digest, as evidence"),
            ],
        }
    }
}

/// A natural key as people read it: the type and the values.
fn shown(key: &str) -> String {
    key.replace('\u{1f}', " / ").replacen(':', " ", 1)
}

fn place_zh(by: Option<Position>, line: Option<u64>) -> String {
    match (by, line) {
        (Some(by), _) => format!("（事件 #{by}）"),
        (None, Some(line)) => format!("（本文件第 {line} 行）"),
        (None, None) => String::new(),
    }
}

fn place_en(by: Option<Position>, line: Option<u64>) -> String {
    match (by, line) {
        (Some(by), _) => format!(" (event #{by})"),
        (None, Some(line)) => format!(" (line {line} of this file)"),
        (None, None) => String::new(),
    }
}
