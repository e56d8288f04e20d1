//! What checking the ledger found: whether it is whole, and what a proof consists of.

use crate::explain::phrase::macros::phrases;
use crate::value::Position;
use std::sync::Arc;

phrases! {
    /// The outcome of a check, or a step of it.
    Proved
    /// Every event was read and every root computed again.
    Whole { head: Position, events: u64 } = "ledger_whole":
        "账本完好：{events} 条事件逐条重算，到 {head}",
        "the ledger is whole: {events} events computed again, up to {head}";
    /// A root in full.
    Root { root: Arc<str> } = "full_root": "账本根　{root}", "root {root}";
    /// An event stands under the root.
    Included { event: Position, size: Position } = "event_included":
        "事件 {event} 在账本（到 {size}）之内",
        "event {event} is in the ledger as it stands at {size}";
    /// The digest of the event itself.
    Leaf { leaf: Arc<str> } = "leaf": "由事件内容算得的叶　{leaf}", "leaf, computed from the event  {leaf}";
    /// Joined with what stands before it.
    JoinLeft { first: Position, last: Position, digest: Arc<str> } = "join_left":
        "与左边 {first}–{last} 的摘要合并　{digest}",
        "joined with the digest of {first}–{last} on its left  {digest}";
    /// Joined with what stands after it.
    JoinRight { first: Position, last: Position, digest: Arc<str> } = "join_right":
        "与右边 {first}–{last} 的摘要合并　{digest}",
        "joined with the digest of {first}–{last} on its right  {digest}";
    /// The root that comes out is the recorded one.
    LeadsTo { root: Arc<str> } = "leads_to":
        "算到账本根，与账本所记一致　{root}",
        "this leads to the root, as recorded  {root}";
}
