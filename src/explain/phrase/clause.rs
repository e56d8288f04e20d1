//! What the document says.

use crate::explain::phrase::macros::phrases;
use crate::explain::shown::Ordinal;
use crate::value::{Bilingual, Day};
use std::sync::Arc;

phrases! {
    /// The clause of an item.
    Clause
    /// Document, article and sentence.
    Sentence { document: Arc<str>, article: Arc<str>, sentence: Ordinal } = "sentence":
        "{document} {article}第{sentence}句",
        "{document} {article}, sentence {sentence}";
    /// The document by name and how long it is in force.
    InForce { title: Bilingual, first: Day, last: Day } = "in_force":
        "《{title}》，{first} 至 {last} 有效",
        "{title}, in force from {first} to {last}";
    /// The declarations are not the whole of the text.
    Incomplete { words: Bilingual } = "incomplete": "本文件录入不全：{words}", "incomplete: {words}";
    /// Why this document and no other.
    Governs { on: Day, how: Bilingual } = "governs":
        "适用本文件：起作用的一日是{how} {on}",
        "this document governs: what decides is {how}, {on}";
    /// The rule in our own words.
    Restated { words: Bilingual } = "restated": "转述：{words}", "restated: {words}";
    /// The official text.
    Quoted { text: Arc<str> } = "quoted": "原文：{text}", "official text: {text}";
    /// The official text is not attached.
    NotAttached = "not_attached": "原文未附入本账本", "the official text is not attached to this ledger";
    /// The payment names no grant.
    NotNamed = "grant_not_named":
        "付款没有写明支持条目，所写的批准也不在账上",
        "the payment names no grant, and the approval it names is not on record";
    /// The grant is not in this policy.
    NotHere { grant: Arc<str> } = "grant_not_here":
        "本文件没有支持条目“{grant}”",
        "this document has no grant “{grant}”";
}
