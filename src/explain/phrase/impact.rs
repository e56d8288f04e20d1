//! What an event changes about money that was decided.

use crate::explain::Count;
use crate::explain::phrase::macros::phrases;
use crate::position::FactRef;
use crate::value::{Bilingual, Day, Fen, Position, Uscc};
use std::sync::Arc;

phrases! {
    /// A head, a cell or a line.
    Impact
    /// What was asked.
    Title { event: FactRef, kind: Bilingual, known: Position, on: Day } = "impact":
        "{event}（{kind}）对已决定资金的影响　依据账本 #1–{known}，业务日 {on}",
        "What {event} ({kind}) changes about decided money  ledger #1–{known}, business day {on}";
    /// Nothing changes.
    Nothing = "impact_none": "没有一笔批准或拨付因它而不同", "no approval or payment differs because of it";
    /// What changes.
    Items = "impact_items": "因它而不同的各项", "What differs because of it";
    /// Head: what was paid.
    Paid = "impact_paid": "已拨", "Paid";
    /// Head: what is due without it.
    Before = "impact_before": "没有它时应付", "Due without it";
    /// Head: what is due with it.
    With = "impact_with": "现在应付", "Due with it";
    /// Head: the difference.
    Difference = "impact_difference": "差额", "Difference";
    /// Head: what would put it right.
    Proposal = "impact_proposal": "建议", "Proposal";
    /// Head: how much.
    Amount = "impact_amount": "金额", "Amount";
    /// It is to be recovered.
    Recover = "impact_recover": "追回", "recover";
    /// It is ordered back already.
    Ordered = "impact_ordered": "已决定追回", "ordered back already";
    /// It is to be paid besides.
    Supplement = "impact_supplement": "补付", "pay the difference";
    /// It made nothing overpaid, and something is for other reasons.
    Overpaid { amount: Fen } = "impact_overpaid":
        "没有因它多付；因别的原因多付 ¥{amount}",
        "nothing overpaid because of it; ¥{amount} is overpaid for other reasons";
    /// Nothing was paid beyond it.
    NotPaid { left: Fen } = "impact_not_paid": "没有多付；尚应拨付 ¥{left}", "nothing overpaid; ¥{left} is still to be paid";
    /// Nothing was paid beyond it, and nothing is left.
    Even = "impact_even": "没有多付，也不再拨付", "nothing overpaid, and nothing left to pay";
    /// It wants settling first.
    Settle = "impact_settle": "先补齐待定的事实", "settle what is undetermined first";
    /// It is not known.
    Open = "impact_open": "待定", "undetermined";
    /// The sums.
    Sum { count: Count, before: Fen, with: Fen, difference: Fen, paid: Fen } = "impact_sum":
        "合计　{count} 项，没有它时应付 ¥{before}，现在应付 ¥{with}，差额 ¥{difference}，已拨 ¥{paid}",
        "total  {count}, ¥{before} due without it, ¥{with} with it, difference ¥{difference}, ¥{paid} paid";
    /// What the sums leave out.
    Besides { count: Count } = "impact_besides":
        "其中 {count} 项待定，没有计入",
        "of these {count} undetermined and not added";
    /// What would be recovered and paid.
    Proposed { recover: Fen, supplement: Fen } = "impact_proposed":
        "建议　追回 ¥{recover}，补付 ¥{supplement}；由主管部门决定，本程序不自行记入",
        "proposal  recover ¥{recover}, pay ¥{supplement} besides; the authority decides, and nothing is recorded by itself";
    /// The lines that order it back.
    Lines { position: Arc<str> } = "impact_lines":
        "决定追回的，记入下列各行（qizhang audit impact {position} --out 文件.jsonl，核对后 qizhang append 文件.jsonl）：",
        "to order it back, record these lines (qizhang audit impact {position} --out FILE.jsonl, then qizhang append FILE.jsonl):";
    /// One of them.
    Line { text: Arc<str> } = "impact_line": "{text}", "{text}";
    /// How the difference is paid.
    Approve { year: i32, code: Uscc, amount: Fen } = "impact_approve":
        "补付 ¥{amount}：qizhang pay approve {year} --of {code}",
        "to pay ¥{amount} besides: qizhang pay approve {year} --of {code}";
}
