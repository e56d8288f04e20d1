//! What was recorded after a decision, and what it changed.

use crate::explain::phrase::macros::phrases;
use crate::explain::{Difference, PaymentNo, Phrase, Spoken, Who};
use crate::position::FactRef;
use crate::value::{Bilingual, Day, Fen, Position};
use std::sync::Arc;

phrases! {
    /// A later record.
    Later
    /// Nothing was.
    Nothing = "nothing_later": "其后没有与本项有关的记录", "nothing that concerns this item was recorded since";
    /// A correction.
    Corrected { on: Day, by: Position, fact: Box<Phrase>, reason: Arc<str> } = "corrected":
        "{on} 更正 {by}：{fact}（{reason}）",
        "{on} correction {by}: {fact} ({reason})";
    /// What a correction changed.
    Changed { field: Bilingual, old: Spoken, new: Spoken } = "changed": "{field}由 {old} 改为 {new}", "{field} from {old} to {new}";
    /// A payment as it was recorded first, of those that are said to be another's since.
    PaidFirst { number: PaymentNo, fact: FactRef, who: Who, approval: Box<Phrase> } = "paid_first":
        "付款 {number}（{fact}）当初登记：付给{who}，{approval}",
        "payment {number} ({fact}) as first recorded: to {who}, {approval}";
    /// The same since a correction.
    PaidSince { by: Position, who: Who, approval: Box<Phrase> } = "paid_since":
        "更正 {by} 起：付给{who}，{approval}",
        "since correction {by}: to {who}, {approval}";
    /// By an approval of whoever was paid.
    By { number: Arc<str>, fact: FactRef } = "paid_by": "依批准 {number}（{fact}）", "by approval {number} ({fact})";
    /// By an approval of somebody else.
    ByOther { number: Arc<str>, fact: FactRef, who: Who } = "paid_by_other":
        "依批准 {number}（{fact}），批给的是{who}",
        "by approval {number} ({fact}), which is of {who}";
    /// By an approval that is not on record.
    ByUnknown { number: Arc<str> } = "paid_by_unknown":
        "依批准 {number}，账上没有这份批准",
        "by approval {number}, which is not on record";
    /// By none.
    ByNone = "paid_by_none": "没有写明批准", "by no approval that it names";
    /// A field that was added.
    Added { field: Bilingual, new: Spoken } = "added": "补记{field} {new}", "{field} added: {new}";
    /// A field that was taken away.
    Removed { field: Bilingual, old: Spoken } = "removed": "去掉{field} {old}", "{field} taken away: {old}";
    /// The day of the fact changed.
    Moved { old: Day, new: Day } = "moved_day": "发生日由 {old} 改为 {new}", "day from {old} to {new}";
    /// A retraction.
    Retracted { on: Day, by: FactRef, fact: Box<Phrase>, reason: Arc<str> } = "retracted":
        "{on} 撤回　{by}：{fact}（{reason}）",
        "{on} retraction, {by}: {fact} ({reason})";
    /// A fact that was there and is not.
    Gone { fact: FactRef } = "gone": "{fact} 已不再是有效事实", "{fact} stands no longer";
    /// Another fact recorded since.
    Recorded { on: Day, fact: Box<Phrase> } = "recorded_since": "{on} 记录：{fact}", "{on} recorded: {fact}";
    /// How it is reckoned now.
    Reckoned { now: Vec<Phrase> } = "reckoned_now": "现在的算式：{now}", "reckoned now: {now}";
    /// What the item gave and gives.
    NetChanged { then: Fen, now: Fen, difference: Difference } = "net_changed":
        "应享由 {then} 变为 {now}，差 {difference}",
        "net from {then} to {now}, difference {difference}";
    /// It is not known, then as now.
    StillOpen { now: Box<Phrase> } = "still_open": "应享：付款时和现在都是{now}", "net: {now}, then as now";
    /// What is due now, where it was not known then.
    NetNow { now: Fen } = "net_now": "应享：现为 {now}", "net: now {now}";
    /// The net stayed.
    NetSame { now: Fen } = "net_same": "应享不变，仍为 {now}", "the net stays {now}";
    /// The outcome changed.
    OutcomeChanged { then: Box<Phrase>, now: Box<Phrase> } = "outcome_changed":
        "当时：{then}；现在：{now}",
        "then: {then}; now: {now}";
    /// A condition changed its answer.
    ConditionChanged { title: Bilingual, then: Box<Phrase>, now: Box<Phrase> } = "condition_changed":
        "“{title}”由 {then} 变为 {now}",
        "“{title}” from {then} to {now}";
}
