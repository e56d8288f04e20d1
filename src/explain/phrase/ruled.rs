//! Documents beside each other: which governs what, how they differ, what each reading moves, and registers.

use crate::explain::phrase::macros::phrases;
use crate::explain::{Count, Difference, Named, Who};
use crate::policy::ParamValue;
use crate::position::FactRef;
use crate::value::{Bilingual, Day, Fen};
use std::sync::Arc;

phrases! {
    /// A head, a cell or a line.
    Ruled
    /// The documents of a ledger.
    Documents = "documents": "政策文件", "Policy documents";
    /// Which document governs each item of somebody.
    Governing { who: Who } = "governing": "适用文件　{who}", "Governing documents  {who}";
    /// What readings that nobody decided would move.
    Sensitivity { document: Arc<str>, net: Fen, subjects: Count } = "sensitivity":
        "未定口径的影响　{document}（{subjects} 家，现应享合计 ¥{net}）",
        "What undecided readings move  {document} ({subjects}, net ¥{net} in all)";
    /// How two documents differ.
    Differences { one: Arc<str>, other: Arc<str> } = "differences": "{one} 与 {other} 的差别", "{one} against {other}";
    /// They do not differ.
    Same = "same_documents": "没有差别", "no difference";
    /// A register.
    Register { title: Bilingual, article: Arc<str>, on: Day } = "register":
        "{title}（{article}）　{on}",
        "{title} ({article}), {on}";
    /// Nothing stands in it.
    NothingEntered = "nothing_entered": "没有登记", "nothing entered";
    /// Head: the policy's identity.
    Policy = "head_policy": "政策", "Policy";
    /// Head: the document number.
    Number = "head_document": "文号", "Document";
    /// Head: the district.
    District = "head_district": "区", "District";
    /// Head: what is not known of it.
    Note = "head_note": "说明", "Note";
    /// The text of its rules that counts, where there was one before.
    TextNumber { number: usize, fact: FactRef } = "text_number":
        "规则文本第 {number} 版（{fact}）",
        "text {number} of the rules ({fact})";
    /// Head: the day of the fact.
    FactDay = "head_fact_day": "事实日", "Day of the fact";
    /// Head: the day that decides.
    Decides = "head_decides": "起作用的一日", "Day that decides";
    /// Head: why that day.
    Because = "head_because": "依据", "Because";
    /// The opening of a recorded call.
    CallRecorded { year: i32 } = "call_recorded": "{year} 年度申报开始日", "the call of {year} opens";
    /// The assumed opening of a call.
    CallAssumed { year: i32 } = "call_assumed":
        "{year} 年度申报开始日（没有记录，按1月1日推定）",
        "the call of {year} opens (not recorded, assumed on 1 January)";
    /// The day of the fact decides.
    OfFact = "by_fact_day": "事实发生日", "the day of the fact";
    /// The day of the decision decides.
    OfDecision { fact: FactRef } = "by_decision": "批准日（{fact}）", "the day of the decision ({fact})";
    /// There is no decision yet.
    NoDecision = "by_no_decision": "尚未批准，按业务日", "not decided yet: the business day";
    /// No document is in force on that day; this one is named as the last there is.
    NoneInForce { policy: Arc<str> } = "none_in_force": "无（最近的是 {policy}）", "none (the last one is {policy})";
    /// The items that lie across a change of the law.
    Transitions { count: usize } = "transitions": "跨在变动两边的事项：{count}", "Items across a change of the law: {count}";
    /// And those at most so many days off.
    TransitionsNear { days: Count, count: usize } = "transitions_near":
        "跨在变动两边、或相距不过 {days} 天的事项：{count}",
        "Items across a change of the law, or at most {days} off: {count}";
    /// Head: what changed.
    ChangeHead = "head_change": "变动", "Change";
    /// Head: what holds.
    HoldsHead = "head_holds_now": "适用", "What holds";
    /// Head: the document and its text.
    TextHead = "head_document_text": "文件", "Document";
    /// One document took the place of another.
    Replaced { from: Day, before: Arc<str>, after: Arc<str> } = "document_replaced":
        "{from} 起 {after} 取代 {before}",
        "from {from} {after} in the place of {before}";
    /// A document came into force.
    CameIntoForce { from: Day, after: Arc<str> } = "document_began": "{from} 起 {after} 有效", "{after} in force from {from}";
    /// A document ended.
    WentOutOfForce { from: Day, before: Arc<str> } = "document_ended": "{from} 起 {before} 不再有效", "{before} no longer in force from {from}";
    /// A parameter got another value.
    Revalued { from: Day, path: Arc<str>, before: ParamValue, after: ParamValue } = "value_changed":
        "{from} 起 {path} {before} → {after}",
        "from {from} {path} {before} → {after}";
    /// What is new holds.
    TheNew { text: Bilingual } = "holds_the_new": "新：{text}", "the new: {text}";
    /// What was before holds.
    TheFormer { text: Bilingual } = "holds_the_former": "原：{text}", "the former: {text}";
    /// Nothing is in force.
    NoDocument = "no_document": "没有文件有效", "no document in force";
    /// The day of the application decides.
    OfApplication { fact: FactRef } = "by_application": "申报日（{fact}）", "the day of the application ({fact})";
    /// There is no application yet.
    NoApplication = "by_no_application": "尚未申报，按业务日", "not applied for yet: the business day";
    /// Nobody applied while it was possible.
    CallMissed = "by_missed_call": "申报已截止，按最后一日", "the call is over: its last day";
    /// The day a status began decides.
    OfStatus { status: Bilingual } = "by_status": "“{status}”开始之日", "the day on which this began: {status}";
    /// A document and which text of it.
    DocumentText { number: Arc<str>, version: usize } = "document_text": "{number}，第 {version} 版文本", "{number}, text {version}";
    /// Nothing lies across a change.
    NothingAcross = "nothing_across": "没有这样的事项", "there are none";
    /// Head: another option.
    Instead = "head_instead": "改为", "Instead";
    /// Head: what it would net.
    NetThen = "head_net_then": "应享合计", "Net";
    /// Head: how much more or less.
    By = "head_by": "差额", "Difference";
    /// Head: who would get another amount.
    Whom = "head_whom": "涉及主体", "Subjects";
    /// Head: how many more items would be undetermined.
    OpenBy = "head_open_by": "待定增减", "Undetermined, more or less";
    /// How much more or less.
    More { difference: Difference } = "more_or_less": "{difference}", "{difference}";
    /// The readings that move nothing.
    Unmoved { readings: Named } = "unmoved_readings": "改选不动一分：{readings}", "these move nothing: {readings}";
    /// The option does not compile.
    Faulty = "faulty_option": "不能编译", "does not compile";
    /// Head: the kind of a declaration.
    Kind = "head_declaration": "声明", "Declaration";
    /// Head: what differs.
    What = "head_what_differs": "差别", "Difference";
    /// Only the first has it.
    OnlyOne { text: Bilingual } = "only_one": "只在前者：{text}", "only in the first: {text}";
    /// Only the second has it.
    OnlyOther { text: Bilingual } = "only_other": "只在后者：{text}", "only in the second: {text}";
    /// Both have it with another value.
    Changed { key: Arc<str>, one: Bilingual, other: Bilingual } = "changed": "{key}：{one} → {other}", "{key}: {one} → {other}";
    /// Head: what was entered.
    Entered = "head_entered": "登记", "Entered";
    /// Head: what was taken.
    Taken = "head_taken": "已用", "Taken";
    /// Head: what came back.
    Returned = "head_returned": "退回", "Returned";
    /// Head: what is left.
    Free = "head_free": "余量", "Left";
    /// Head: who holds it.
    Holders = "head_holders": "使用单位", "Held by";
    /// One holder.
    Holds { who: Who, amount: i64 } = "holds_amount": "{who} {amount}", "{who} {amount}";
    /// More was taken than was entered.
    Overdrawn { amount: i64 } = "overdrawn": "比登记多用 {amount}，请核对", "{amount} more than was entered: check the records";
    /// A text.
    Text { text: Arc<str> } = "ruled_text": "{text}", "{text}";
}
