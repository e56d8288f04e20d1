//! What would settle what is open, or change what is refused.

use crate::explain::phrase::macros::phrases;
use crate::explain::{Count, Listed, Phrase, Spoken};
use crate::policy::Op;
use crate::value::{Bilingual, Day, Fen};
use std::sync::Arc;

phrases! {
    /// What would help.
    Remedy
    /// A fact of this type would settle it.
    Record { fact: Bilingual } = "record": "需要记录“{fact}”", "to be recorded: “{fact}”";
    /// A record that stands in the way.
    Gone { fact: Bilingual } = "gone": "“{fact}”的记录使本项不成立；如有误，请更正或撤回", "a record of “{fact}” stands in the way; if it is wrong, correct or retract it";
    /// A day that must be earlier.
    Earlier { field: Bilingual } = "earlier": "{field}须更早；如有误，请更正", "the {field} must be earlier; if it is wrong, correct it";
    /// A fact of this type for a year, for the sake of a measure.
    RecordForYear { fact: Bilingual, year: i32, measure: Bilingual } = "record_for_year":
        "需要记录 {year} 年度的“{fact}”，以得出{measure}",
        "to be recorded: “{fact}” of {year}, which gives the {measure}";
    /// A fact of this type, for the sake of a measure.
    RecordFor { fact: Bilingual, measure: Bilingual } = "record_for":
        "需要记录“{fact}”，以得出{measure}",
        "to be recorded: “{fact}”, which gives the {measure}";
    /// A field that is missing would settle it.
    Complete { measure: Bilingual } = "complete":
        "已有的记录没有填写{measure}，请更正补全",
        "the record lacks the {measure}: correct it";
    /// A decision on a term would settle it.
    Decide { term: Bilingual, authority: Bilingual } = "decide":
        "需要{authority}确定：{term}",
        "to be decided by the {authority}: {term}";
    /// Another reading would settle it.
    Read { measure: Bilingual } = "read": "现行口径没有给出{measure}，需要改选口径", "the reading in force leaves open: {measure}";
    /// Renamings lead to names of different amounts.
    OneName { renamings: Listed } = "one_name":
        "更名记录指向支持金额不同的几个名称，请更正有误的一条（{renamings}）",
        "renamings lead to names of different amounts: correct the wrong one ({renamings})";
    /// The exact result is out of range.
    OutOfRange = "out_of_range": "结果超出可精确计算的范围", "the exact result is out of range";
    /// Facts of these types would make an item.
    WouldMake { facts: Listed } = "would_make":
        "有“{facts}”的记录，才会产生这一支持项",
        "a record of “{facts}” would make an item";
    /// Such facts are on record, but the grant does not speak of them.
    PassedOver { count: Count, facts: Listed } = "passed_over":
        "已有“{facts}”记录 {count} 条，但不属于本条目所说的情形；本条目所说的情形是：",
        "on record: {count} of “{facts}”, of which the grant does not speak; it speaks of this:";
    /// The same, where the grant asks nothing of them.
    PassedOverPlain { count: Count, facts: Listed } = "passed_over_plain":
        "已有“{facts}”记录 {count} 条，但没有一条产生本条目的支持项",
        "on record: {count} of “{facts}”, but none makes an item of this grant";
    /// What a grant asks of a measure before there is an item.
    AsksMeasure { measure: Bilingual, op: Op, asked: Spoken } = "asks_measure": "{measure} {op} {asked}", "{measure} {op} {asked}";
    /// What a field must say before there is an item.
    AsksWord { field: Bilingual, allowed: Listed } = "asks_word": "{field}为：{allowed}", "{field}: {allowed}";
    /// What a field must not say before there is an item.
    AsksNot { field: Bilingual, barred: Listed } = "asks_not": "{field}不是：{barred}", "{field} other than: {barred}";
    /// A status that must hold before there is an item.
    AsksStatus { status: Bilingual } = "asks_status": "当时属于“{status}”", "“{status}” at the time";
    /// A status that must not hold before there is an item.
    AsksNoStatus { status: Bilingual } = "asks_no_status": "当时不属于“{status}”", "not “{status}” at the time";
    /// A year must pass first.
    WouldMakeYearly { fact: Bilingual } = "would_make_yearly":
        "每年一项：有“{fact}”的记录，并过完当年，才会产生这一支持项",
        "one item a year: it needs a record of “{fact}” and the year to be over";
    /// What an item would give if the conditions held.
    WouldGive { gross: Fen, net: Fen } = "would_give":
        "以上条件都满足时：核算额 ¥{gross}，应享 ¥{net}",
        "if all of these held: gross ¥{gross}, net ¥{net}";
    /// It would still not be known.
    WouldStillNeed { gaps: Vec<Phrase> } = "would_still_need":
        "以上条件都满足时仍待定：{gaps}",
        "if all of these held it would still be undetermined: {gaps}";
    /// A status on a day, and the records it begins with.
    NeedStatus { status: Bilingual, on: Day, facts: Listed } = "need_status":
        "需要在 {on} 属于“{status}”，由“{facts}”的记录开始",
        "needed on {on}: “{status}”, which begins with a record of “{facts}”";
    /// One of several is enough.
    OneOf = "one_of": "以下任一项即可：", "one of these is enough:";
    /// A status that must not hold, and until when it does.
    Blocked { status: Bilingual, last: Day, by: Box<Phrase> } = "blocked":
        "“{status}”到 {last} 为止：{by}",
        "“{status}” lasts until {last}: {by}";
    /// The same, without an end.
    Cleared { facts: Listed } = "cleared":
        "有“{facts}”的记录即提前结束",
        "a record of “{facts}” ends it earlier";
    /// A value of the fact decides.
    SaysOther { field: Bilingual, allowed: Listed } = "says_other":
        "本项要求{field}为：{allowed}；如记录有误，请更正",
        "the grant asks for {field}: {allowed}; if the record is wrong, correct it";
    /// A value of the fact stands in the way.
    SaysNot { field: Bilingual, barred: Listed } = "says_not":
        "本项要求{field}不是：{barred}；如记录有误，请更正",
        "the grant excludes {field}: {barred}; if the record is wrong, correct it";
    /// A measure decides.
    Measure { measure: Bilingual, op: Op, asked: Spoken } = "measure":
        "本项要求{measure} {op} {asked}；如记录有误，请更正",
        "the grant asks for {measure} {op} {asked}; if the record is wrong, correct it";
    /// Nothing can be repaired.
    Lost = "lost": "受理期已过；按现行口径不能补报", "the call is over; under the reading in force nothing can be repaired";
    /// An application is the next step.
    Apply { year: i32 } = "apply": "请在 {year} 年申报受理期内提交申请", "apply in the call of {year}";
    /// The word asked for is nothing the policy has.
    NoSuch { wanted: Arc<str>, articles: Listed } = "no_such":
        "本文件没有给钱的“{wanted}”；给钱的条款有：{articles}",
        "this document has no grant under “{wanted}”; the articles with money are: {articles}";
}
