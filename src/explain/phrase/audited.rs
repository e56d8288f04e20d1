//! Findings and the detectors that find them.

use crate::explain::phrase::macros::phrases;
use crate::explain::{Count, RuleId, Who, Worth};
use crate::position::FactRef;
use crate::value::{Bilingual, Day, Fen, Position};
use std::sync::Arc;

phrases! {
    /// A head, a cell or a line.
    Audited
    /// What was asked, and of how much.
    Title { known: Position, on: Day } = "audit":
        "疑点　依据账本 #1–{known}，业务日 {on}",
        "Findings  ledger #1–{known}, business day {on}";
    /// What one detector found.
    Found { id: Arc<str>, title: Bilingual, severity: Bilingual, count: usize, worth: Worth } = "found_by":
        "{id} {title}（{severity}）　{count} 处{worth}",
        "{id} {title} ({severity})  {count}{worth}";
    /// What a detector found that is only worth knowing.
    Apart { id: RuleId, title: Bilingual, severity: Bilingual, count: usize, worth: Worth } = "found_apart":
        "{id} {title}（{severity}）　{count} 处{worth}；--rule {id} 列出",
        "{id} {title} ({severity})  {count}{worth}; --rule {id} lists them";
    /// Head: the number of a finding.
    Number = "head_finding": "编号", "Finding";
    /// Head: whom it is about.
    Subject = "head_subjects": "主体", "Subject";
    /// Head: the clause.
    Clause = "head_clause": "条款", "Clause";
    /// Head: the money.
    Amount = "head_amount": "金额", "Amount";
    /// Head: what was found.
    What = "head_finding_says": "内容", "What was found";
    /// Head: the event at fault.
    Event = "head_event": "事件", "Event";
    /// Head: what people have done about it.
    State = "head_state": "状态", "State";
    /// Somebody.
    Whom { who: Who } = "finding_subject": "{who}", "{who}";
    /// A text.
    Text { text: Arc<str> } = "finding_text": "{text}", "{text}";
    /// How many there are.
    Sum { faults: Count, warnings: Count, notes: Count } = "findings_sum":
        "合计　问题 {faults} 处，关注 {warnings} 处，提示 {notes} 处",
        "total  {faults}, {warnings}, {notes}";
    /// One event found by several detectors.
    Shared { count: Count, stands: Bilingual } = "findings_shared":
        "有 {count} 个事件{stands}不止一条规则，可能是同一笔钱：各规则的金额不可相加",
        "{count} {stands} under more than one rule, which may be the same money: do not add the amounts of rules";
    /// Those that are settled are not shown.
    Settled { count: Count } = "findings_settled":
        "另有 {count} 处已说明、已排除或已整改，未列出；--all 全部列出",
        "{count} more explained, dismissed or mended are not shown; --all shows them";
    /// Nothing was found.
    Nothing = "findings_none": "没有发现疑点", "nothing found";
    /// One finding.
    One { number: Arc<str>, title: Bilingual } = "finding": "疑点 {number}　{title}", "Finding {number}  {title}";
    /// What was found.
    Says { says: Bilingual } = "finding_says": "{says}", "{says}";
    /// How grave it is, and what was done about it.
    Stands { severity: Bilingual, state: Bilingual } = "finding_stands":
        "程度 {severity}　状态 {state}",
        "severity {severity}, state {state}";
    /// The money it is about.
    Money { amount: Fen } = "finding_amount": "涉及　¥{amount}", "amount  ¥{amount}";
    /// The clause.
    Under { article: Arc<str> } = "finding_clause": "条款　{article}", "clause  {article}";
    /// Whom it is about.
    About { who: Who } = "finding_about": "主体　{who}", "about  {who}";
    /// The events it rests on.
    Rests = "finding_rests": "依据的事实", "rests on";
    /// What the detector looks for.
    LooksFor { text: Bilingual } = "looks_for": "查什么　{text}", "looks for  {text}";
    /// What it rests on.
    Basis { text: Bilingual } = "basis": "依据　{text}", "basis  {text}";
    /// When it is no fault.
    Beware { text: Bilingual } = "beware": "误报　{text}", "no fault when  {text}";
    /// How to go on.
    Next { number: Arc<str> } = "finding_next":
        "处理：qizhang audit explain {number} --because 说明，或 qizhang audit close {number} --outcome confirmed|dismissed|remedied",
        "next: qizhang audit explain {number} --because TEXT, or qizhang audit close {number} --outcome confirmed|dismissed|remedied";
    /// The detectors.
    Detectors { count: usize } = "detectors": "检查规则（{count} 条）", "Detectors ({count})";
    /// Head: its name.
    Id = "head_detector": "规则", "Detector";
    /// Head: what it is called.
    Named = "head_detector_title": "名称", "Title";
    /// Head: how grave.
    Severity = "head_severity": "程度", "Severity";
    /// Head: what it looks for.
    Seeks = "head_looks_for": "查什么", "Looks for";
    /// One detector.
    Detector { id: Arc<str>, title: Bilingual, severity: Bilingual } = "detector":
        "检查规则 {id}　{title}（{severity}）",
        "Detector {id}  {title} ({severity})";
    /// What was found, held against what is known to be true.
    Against { known: Position, on: Day } = "audit_against":
        "疑点与真相核对　依据账本 #1–{known}，业务日 {on}",
        "Findings against the truth  ledger #1–{known}, business day {on}";
    /// The table of how well each did.
    Scores = "audit_scores": "逐条核对", "By detector";
    /// Head: so much is wrong.
    Planted = "head_planted": "应查出", "True";
    /// Head: so much of it was found.
    Caught = "head_caught": "查出", "Found";
    /// Head: so much was found that is not true.
    Alarms = "head_alarms": "误报", "Wrong";
    /// Head: so much only looks wrong.
    NearMisses = "head_near_misses": "似是而非", "Near misses";
    /// How much of what was found is true, and how much of what is true was found.
    Rates { found: usize, told: usize, planted: usize } = "audit_rates":
        "查准率 {found}/{told}，查全率 {found}/{planted}",
        "precision {found}/{told}, recall {found}/{planted}";
    /// What was found about others.
    Beyond { count: Count } = "audit_beyond":
        "另有 {count} 处疑点涉及的主体和事件真相未提及，不计",
        "{count} more about subjects and events the truth does not speak of are not counted";
    /// Something true that was not found.
    Missed { id: Arc<str>, story: Bilingual, event: Arc<str> } = "audit_missed":
        "漏查　{id}　{story}（事件 {event}）",
        "missed  {id}  {story} (event {event})";
    /// Something found that is not true.
    Wrong { number: Arc<str>, says: Bilingual } = "audit_wrong": "误报　{number}　{says}", "wrong  {number}  {says}";
    /// A fact by its place.
    Fact { fact: FactRef } = "finding_fact": "{fact}", "{fact}";
}
