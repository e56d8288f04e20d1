//! The yearly call: what may be approved, and what stands in the way.

use crate::explain::phrase::macros::phrases;
use crate::explain::{Count, Who as Whose};
use crate::value::{Day, Fen, Position};

phrases! {
    /// A head, a cell or a line.
    Paying
    /// The plan of a call.
    Plan { year: i32, known: Position, on: Day } = "plan":
        "{year} 年度兑现方案　依据账本 #1–{known}，业务日 {on}",
        "Plan of the call of {year}  ledger #1–{known}, business day {on}";
    /// Its items.
    Items = "plan_items": "各项", "Items";
    /// Head: who.
    Whom = "plan_whom": "主体", "Subject";
    /// Head: the clause and the grant.
    Grant = "plan_grant": "条款", "Clause";
    /// Head: the matter.
    Matter = "plan_matter": "事项", "Matter";
    /// Head: what is due.
    Due = "plan_due": "应享", "Net";
    /// Head: what was approved before.
    Approved = "plan_approved": "已批", "Approved";
    /// Head: what may be approved now.
    Now = "plan_now": "本次可批", "To approve";
    /// Head: how far it has come.
    Way = "plan_way": "进度", "Standing";
    /// Head: why.
    Because = "plan_because": "结果", "Outcome";
    /// Somebody.
    Who { who: Whose } = "plan_who": "{who}", "{who}";
    /// It may be approved.
    Ready = "plan_ready": "可批", "ready";
    /// It is approved.
    Decided = "plan_decided": "已批", "approved";
    /// Nobody applied.
    NotApplied = "plan_not_applied": "未申报", "not applied for";
    /// The review is not completed.
    InReview = "plan_in_review": "待评审", "awaiting review";
    /// The review went against it.
    Failed = "plan_failed": "评审未通过", "review not passed";
    /// It was not taken in.
    Rejected = "plan_rejected": "不予受理", "not taken in";
    /// An objection was upheld.
    Upheld = "plan_upheld": "异议成立", "objection upheld";
    /// It is held back.
    Withheld = "plan_withheld": "暂缓", "withheld";
    /// It is not known.
    Open = "plan_open": "待定", "undetermined";
    /// Nothing is due.
    Nothing = "plan_nothing": "无", "nothing";
    /// The call has no items.
    Empty = "plan_empty": "这个年度没有可兑现的事项", "nothing to decide in this call";
    /// What it comes to.
    Sum { ready: Count, amount: Fen, open: Count } = "plan_sum":
        "合计　可批 {ready} 项，¥{amount}；待定 {open} 项",
        "total  {ready} ready, ¥{amount}; {open} undetermined";
}
