//! Conditions, and what their answers rest on.

use crate::explain::phrase::macros::phrases;
use crate::explain::{Fields, Listed, Phrase, Rests, Spoken};
use crate::policy::Op;
use crate::position::{ApplicationBasis, FactRef};
use crate::value::{Bilingual, Day};

phrases! {
    /// A condition or what it rests on.
    Ground
    /// The day conditions are tested, and why that day.
    Tested { day: Day, basis: ApplicationBasis } = "tested": "{day}（{basis}）", "{day} ({basis})";
    /// The opening of the call is assumed.
    AssumedCall { year: i32, on: Day } = "assumed_call":
        "{year} 年度事实的申报通知没有记录，按 {on} 开始推定，只用于确定适用文件",
        "the call for facts of {year} is not recorded; taken to open on {on}, which only decides the governing document";
    /// It holds.
    Holds { title: Bilingual, rests: Rests } = "holds": "✓ {title}{rests}", "✓ {title}{rests}";
    /// It does not hold.
    Fails { title: Bilingual, rests: Rests } = "fails": "✗ {title}{rests}", "✗ {title}{rests}";
    /// It is not known.
    Open { title: Bilingual, rests: Rests } = "open": "？ {title}{rests}", "? {title}{rests}";
    /// An interval of a status covers the day.
    Held { status: Bilingual, first: Day, last: Day, by: Fields, fact: FactRef } = "held":
        "{status} {first} 至 {last}　{by}　{fact}",
        "{status} {first} to {last}, {by}, {fact}";
    /// The same, opened by a fact that no document names.
    HeldBy { status: Bilingual, first: Day, last: Day, fact: FactRef } = "held_by":
        "{status} {first} 至 {last}　{fact}",
        "{status} {first} to {last}, {fact}";
    /// No interval of a status covers the day, and nothing was ever recorded.
    NothingOnRecord { status: Bilingual, kinds: Listed, records: usize } = "nothing_on_record":
        "{status}：查到“{kinds}” {records} 条",
        "{status}: “{kinds}” on record: {records}";
    /// No interval of a status covers the day, though there are some.
    NotHeld { status: Bilingual, on: Day, kinds: Listed, records: usize } = "not_held":
        "{status}：{on} 不在期内，查到“{kinds}” {records} 条",
        "{status}: not on {on}; “{kinds}” on record: {records}";
    /// A measure and its value.
    Measured { measure: Bilingual, value: Spoken, facts: Vec<FactRef> } = "measured":
        "{measure} {value}　{facts}",
        "{measure} {value}, {facts}";
    /// A measure, its value, and what is asked of it.
    Compared { measure: Bilingual, value: Spoken, op: Op, asked: Spoken, facts: Vec<FactRef> } = "compared":
        "{measure} {value}，要求 {op} {asked}　{facts}",
        "{measure} {value}, asked for {op} {asked}, {facts}";
    /// What ended a status.
    EndedWith { status: Bilingual, last: Day, fact: Box<Phrase> } = "ended_with":
        "{status}到 {last} 为止：{fact}",
        "{status} until {last}: {fact}";
    /// The day a status begins stands in another record, which is missing.
    NoDay { status: Bilingual, fact: Bilingual, field: Bilingual } = "no_day":
        "{status}尚未起算：没有“{fact}”的记录，未记录{field}",
        "{status} has not begun: no record of “{fact}” gives the {field}";
    /// An earlier record.
    Before { fact: Box<Phrase> } = "before": "此前：{fact}", "before: {fact}";
    /// There is no earlier record.
    NoneBefore { kinds: Listed } = "none_before": "此前没有“{kinds}”的记录", "before: no record of “{kinds}”";
    /// The merger or split by which records of another count.
    Through { fact: Box<Phrase> } = "through": "由此承接：{fact}", "inherited by: {fact}";
    /// Somebody counted, and what else makes it count.
    Counts { fact: Box<Phrase>, beside: Vec<Phrase> } = "counts": "计入：{fact}；{beside}", "counts: {fact}; {beside}";
    /// Somebody not counted, and what is on record about it.
    CountsNot { fact: Box<Phrase>, beside: Vec<Phrase> } = "counts_not":
        "未计入：{fact}；{beside}",
        "does not count: {fact}; {beside}";
    /// Somebody who is related to another too, where it counts for one.
    Elsewhere { facts: Vec<Phrase> } = "elsewhere":
        "也在别家：{facts}（只计一家：计入最后一次成为新增时所在的，再看关系较晚的，再看代码较小的）",
        "also elsewhere: {facts} (counted for one: where it became new last, then the later relation, then the smaller code)";
    /// No such record.
    NoRecord { kinds: Listed } = "no_record": "没有“{kinds}”的记录", "no record of “{kinds}”";
    /// No record agrees with the fact.
    NoneFound { kind: Bilingual } = "none_found": "没有“{kind}”的记录", "no record of “{kind}”";
    /// The day a time is over.
    TermEnds { day: Day } = "term_ends": "期满日 {day}", "the time is over on {day}";
    /// A word the fact does not have.
    SaysNone { field: Bilingual } = "says_none": "没有{field}", "no {field}";
    /// A word the fact says.
    Said { field: Bilingual, word: Spoken } = "said": "{field}为“{word}”", "{field} is “{word}”";
}
