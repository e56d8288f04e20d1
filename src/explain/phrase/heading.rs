//! Headings, and the labels of the rows under them.

use crate::explain::phrase::macros::phrases;
use crate::explain::{Count, Fields, Listed, PaymentNo, Who};
use crate::position::FactRef;
use crate::value::{Bilingual, Day, Fen, Position};
use std::sync::Arc;

phrases! {
    /// What a document or a part of it is about.
    Heading
    /// An explanation of one item.
    Explanation { title: Bilingual, matter: Fields, who: Who } = "explanation":
        "说明书　{title}　{matter}　{who}",
        "Explanation  {title}, {matter}, {who}";
    /// How much of the ledger was used.
    RestsOn { known: Position, on: Day } = "rests_on":
        "依据账本 #1–{known}，业务日 {on}",
        "rests on ledger #1–{known}, business day {on}";
    /// How it is computed.
    How = "how": "一、怎么算", "1. How it is computed";
    /// How it was computed when it was paid.
    HowThen { known: Position, on: Day } = "how_then":
        "一、付款时怎么算（只用账本 #1–{known}，业务日 {on}）",
        "1. How it was computed at the payment (ledger #1–{known} only, business day {on})";
    /// The same of a payment that was recorded days after it was made.
    HowByDay { known: Position, on: Day } = "how_by_day":
        "一、付款时怎么算（付款在 {on} 之后才登记：只用当日已记入的 #1–{known}，和本机关自己的批准、拨付和追回）",
        "1. How it was computed at the payment (recorded after {on}: only ledger #1–{known}, which it had by then, and the office’s own approvals, payments and recoveries)";
    /// What happened since.
    Since = "since": "二、其后发生了什么", "2. What happened since";
    /// Why a grant gives nothing.
    WhyNot { wanted: Listed, who: Who } = "why_not":
        "为什么　{wanted}　{who}",
        "Why  {wanted}, {who}";
    /// Everything for the facts of a year.
    WhyYear { year: i32, who: Who } = "why_year":
        "{year} 年度的事实　{who}",
        "Facts of {year}  {who}";
    /// One item of such a page.
    ItemOf { title: Bilingual, matter: Fields } = "item_of_year": "{title}　{matter}", "{title}, {matter}";
    /// What they come to.
    YearSum { year: i32, items: Count, net: Fen } = "year_sum":
        "合计　{year} 年度 {items} 项，应享 ¥{net}",
        "total  {items} of {year}, net ¥{net}";
    /// The file of an enterprise.
    File { who: Who } = "file": "一企一档　{who}", "File  {who}";
    /// The statement of an enterprise.
    Statement { who: Who } = "statement": "对账单　{who}", "Statement  {who}";
    /// The statement of an enterprise for one year of facts.
    StatementOf { year: i32, who: Who } = "statement_of_year":
        "对账单（{year} 年度的事实）　{who}",
        "Statement (facts of {year})  {who}";
    /// One grant among several.
    Grant { title: Bilingual, article: Arc<str> } = "grant": "{article}　{title}", "{article}  {title}";
    /// One item among several.
    Item { title: Bilingual, matter: Fields, year: i32 } = "item":
        "{title}　{matter}　{year} 年度的事实",
        "{title}, {matter}, fact of {year}";
    /// Statuses and their windows.
    Statuses = "statuses": "状态", "Statuses";
    /// Items of support.
    Items = "items": "支持项", "Items";
    /// The money of many subjects.
    ByGrant = "by_grant": "各条金额", "Money by grant";
    /// Yearly caps.
    Caps = "caps": "年度上限", "Yearly caps";
    /// Services owed.
    Duties = "duties": "服务事项", "Duties";
    /// What a person should look at.
    Issues = "issues": "问题", "Issues";
    /// Facts by day.
    Timeline = "timeline": "时间线", "Timeline";
    /// What lapses.
    Lapses = "lapses": "即将到期", "What lapses";
    /// The readings of a policy.
    Readings { document: Arc<str>, decided: usize, all: usize } = "readings_list":
        "口径　{document}（共 {all} 项，已定 {decided} 项）",
        "Readings  {document} ({all} in all, {decided} decided)";
    /// A payment of the item.
    Payment { number: PaymentNo, day: Day, amount: Fen, fact: FactRef } = "payment":
        "付款 {number}　{day}　¥{amount}　{fact}",
        "payment {number}, {day}, ¥{amount}, {fact}";
    /// An approval of the item.
    Approval { number: Arc<str>, day: Day, amount: Fen, fact: FactRef } = "approval":
        "批准 {number}　{day}　¥{amount}　{fact}",
        "approval {number}, {day}, ¥{amount}, {fact}";
    /// A movement of money by its amount.
    MovedBy { title: Bilingual, day: Day, amount: Fen, fact: FactRef } = "moved_by":
        "{title}　{day}　¥{amount}　{fact}",
        "{title}, {day}, ¥{amount}, {fact}";
    /// What was paid for the item and stayed.
    Kept { paid: Fen } = "kept": "本项已拨，减去退回和追回：¥{paid}", "paid for this item, less what came back: ¥{paid}";
    /// Another movement of money of the item.
    Moved { title: Bilingual, day: Day, fact: FactRef } = "moved":
        "{title}　{day}　{fact}",
        "{title}, {day}, {fact}";
}

phrases! {
    /// The name of a row.
    Label
    /// What follows from it all.
    Conclusion = "conclusion": "结论", "result";
    /// The clause.
    Clause = "clause": "条款", "clause";
    /// The facts.
    Fact = "facts": "事实", "fact";
    /// The application and the day conditions are tested.
    TestDay = "test_day": "核对日", "test day";
    /// The formula.
    Formula = "formula": "算式", "formula";
    /// The conditions.
    Conditions = "conditions": "条件", "conditions";
    /// No repeat.
    NoRepeat = "no_repeat": "不重复", "no repeat";
    /// Caps.
    Cap = "cap": "上限", "caps";
    /// Readings.
    Readings = "readings": "口径", "readings";
    /// Parameters.
    Parameters = "parameters": "参数", "parameters";
    /// Money decided and moved.
    Money = "money": "资金", "money";
    /// What was recorded later.
    Recorded = "recorded_later": "补记", "recorded";
    /// Then and now.
    Difference = "difference": "差额", "difference";
    /// Documents.
    Evidence = "evidence": "依据", "evidence";
    /// How to check it.
    Check = "check": "核对", "check";
    /// What would help.
    Remedy = "remedy": "怎么办", "remedy";
    /// Who it is.
    Subject = "subject": "主体", "subject";
}
