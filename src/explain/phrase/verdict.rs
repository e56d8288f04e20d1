//! What is due, and whether what was decided is right: on what was known then, and on what is known now.

use crate::explain::phrase::macros::phrases;
use crate::explain::{Fields, Phrase};
use crate::position::FactRef;
use crate::value::{Bilingual, Day, Fen};
use std::sync::Arc;

phrases! {
    /// The conclusion about an item.
    Verdict
    /// The balance of an item.
    Due { net: Fen, paid: Fen, outstanding: Fen } = "due":
        "应享 ¥{net}；已拨 ¥{paid}；待拨 ¥{outstanding}",
        "net ¥{net}; paid ¥{paid}; outstanding ¥{outstanding}";
    /// A condition does not hold.
    Refused { condition: Bilingual } = "refused":
        "不予支持：不满足“{condition}”",
        "not supported: “{condition}” does not hold";
    /// Several conditions may not hold.
    RefusedBy { count: usize } = "refused_by":
        "不予支持：{count} 项条件不满足，最接近满足的在前",
        "not supported: conditions that do not hold, the nearest first: {count}";
    /// The text names no amount for it.
    NotNamed = "not_named":
        "不予支持：原文没有为这种等级或名称列明金额",
        "not supported: the text names no amount for this grade or name";
    /// It cannot be computed.
    Undetermined = "undetermined": "待定：现在不能计算，不等于零", "undetermined: it cannot be computed now, which is not zero";
    /// The call closed without an application.
    Missed { gross: Fen, closed: Day } = "missed":
        "错过申报：受理期 {closed} 截止，没有申请；如已申请，核算额为 ¥{gross}",
        "missed call: it closed on {closed} without an application; an application would have brought a gross of ¥{gross}";
    /// No document is in force for the fact.
    Ungoverned { on: Day } = "ungoverned":
        "没有适用文件：{on} 没有文件在有效期内",
        "no governing document: none is in force on {on}";
    /// It was paid for a fact that no longer stands.
    FactGone { paid: Fen } = "fact_gone":
        "已拨 ¥{paid}，但所依据的事实已不在账本的有效事实之中",
        "¥{paid} was paid, but the fact it rests on no longer stands";
    /// It was paid, and nothing on record says for what.
    Unattributed { paid: Fen } = "unattributed":
        "已拨 ¥{paid}，但账上没有它所依据的批准；查明之前列为多付",
        "¥{paid} was paid, but the approval it names is not on record; until that is settled it counts as overpaid";
    /// Another item takes the matter.
    Elsewhere { title: Bilingual, matter: Fields } = "elsewhere":
        "本项不再给付：同一事项由“{title}”（{matter}）支持",
        "nothing here: the matter is supported under “{title}” ({matter})";
    /// An earlier item of the same grant takes the matter.
    Earlier { year: i32, matter: Fields } = "earlier":
        "本项不再给付：同一事项（{matter}）已计入 {year} 年度",
        "nothing here: the matter ({matter}) counts in {year}";
    /// A linked matter of the enterprise stands against it.
    Linked { article: Arc<str>, rule: Bilingual, matter: Fields } = "linked":
        "本项不再给付：{article}，{rule}（已有 {matter}）",
        "nothing here: {article}, {rule} (there is {matter})";
    /// A linked matter stands against it, which is no item of the enterprise.
    LinkedAlone { article: Arc<str>, rule: Bilingual } = "linked_alone":
        "本项不再给付：{article}，{rule}",
        "nothing here: {article}, {rule}";
    /// Another scheme supports it.
    Scheme { scheme: Fields, fact: FactRef } = "scheme":
        "本项不再给付：其他政策已支持（{scheme}）　{fact}",
        "nothing here: supported under another scheme ({scheme}), {fact}";
    /// Its own amount is nothing.
    ComesToNothing = "comes_to_nothing": "核算额为零，没有可给付的金额", "the gross is zero: nothing to be paid";
    /// An incident after the application takes all of it, what was paid too.
    ClawedBack { since: Day } = "clawed_back":
        "自 {since} 起不再给付，已拨的也追回",
        "since {since} nothing is due, and what was paid is asked back";
    /// A cap is used up.
    CutToNothing { title: Bilingual, year: i32 } = "cut_to_nothing":
        "本项不再给付：{year} 年的上限（{title}）已用完",
        "nothing here: the cap of {year} ({title}) is used up";
    /// The rest is withheld.
    Withheld { since: Day, amount: Fen } = "withheld":
        "暂缓 ¥{amount}：自 {since} 起，未拨的部分暂不拨付",
        "withheld ¥{amount}: since {since} what is unpaid stays unpaid";
    /// The record that withholds it.
    Incident { status: Bilingual, first: Day, last: Day, by: Box<Phrase> } = "incident":
        "{status} {first} 至 {last}，因：{by}",
        "{status} {first} to {last}, from: {by}";
    /// A payment before that record.
    PaidBefore { day: Day, amount: Fen } = "paid_before": "在此之前：{day} 已拨 ¥{amount}", "before it: ¥{amount} paid on {day}";
    /// A payment on the day of that record or after it.
    PaidAfter { day: Day, amount: Fen } = "paid_after":
        "自该日起：{day} 已拨 ¥{amount}",
        "from that day on: ¥{amount} paid on {day}";
    /// Paid before its approval was on record: there was nothing to hold the payment against.
    UnapprovedThen { on: Day, net: Fen, paid: Fen } = "unapproved_then":
        "付款时（{on}）账上没有它的批准，付了 ¥{paid}；按当时已知的事实应享 ¥{net}",
        "when it was paid ({on}) its approval was not on record: ¥{paid} was paid, and on what was known then ¥{net} was due";
    /// Paid while it could not be computed.
    OpenThen { on: Day, decided: Fen } = "open_then":
        "付款时（{on}）待定：按当时已知的事实还不能计算，决定了 ¥{decided}",
        "undetermined when it was paid ({on}): what was known gave no amount, ¥{decided} was decided";
    /// Paid while no document was in force for it.
    UngovernedThen { on: Day, decided: Fen } = "ungoverned_then":
        "付款时（{on}）没有适用文件，决定了 ¥{decided}",
        "no governing document when it was paid ({on}), ¥{decided} was decided";
    /// What was decided was right by what was known when it was paid.
    RightThen { on: Day, decided: Fen } = "right_then":
        "付款时（{on}）正确：按当时已知的事实应享 ¥{decided}，与决定一致",
        "right when it was paid ({on}): on what was known the net was ¥{decided}, as decided";
    /// More was decided than was due on what was known.
    OverThen { on: Day, net: Fen, decided: Fen, difference: Fen } = "over_then":
        "付款时（{on}）有误：按当时已知的事实应享 ¥{net}，决定 ¥{decided}，多 ¥{difference}",
        "wrong when it was paid ({on}): on what was known the net was ¥{net}, decided ¥{decided}, ¥{difference} too much";
    /// Less was decided than was due on what was known.
    UnderThen { on: Day, net: Fen, decided: Fen, difference: Fen } = "under_then":
        "付款时（{on}）偏少：按当时已知的事实应享 ¥{net}，决定 ¥{decided}，少 ¥{difference}",
        "short when it was paid ({on}): on what was known the net was ¥{net}, decided ¥{decided}, ¥{difference} too little";
    /// What was paid is right on what is known now.
    RightNow = "right_now": "按现在已知的事实，已拨与应享一致", "on what is known now, paid and net agree";
    /// Too much was paid on what is known now.
    OverNow { amount: Fen } = "over_now": "按现在已知的事实，多付 ¥{amount}", "on what is known now, ¥{amount} was overpaid";
    /// Something was paid for what is not known to be due.
    PaidOpen { paid: Fen } = "paid_open":
        "已拨 ¥{paid}，其中有无多付，确定以后才知道",
        "¥{paid} was paid; whether some of it was overpaid is known once that is settled";
    /// Something is still to be paid on what is known now.
    OwedNow { amount: Fen } = "owed_now": "按现在已知的事实，待拨 ¥{amount}", "on what is known now, ¥{amount} is outstanding";
    /// Less than the net was paid, but it is withheld.
    ShortNow { amount: Fen } = "short_now":
        "按现在已知的事实，尚有 ¥{amount} 未拨，暂缓拨付",
        "on what is known now, ¥{amount} is unpaid and withheld";
}
