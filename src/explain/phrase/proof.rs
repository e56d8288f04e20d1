//! Documents behind the facts, and how to check an answer.

use crate::explain::Count;
use crate::explain::phrase::macros::phrases;
use crate::position::FactRef;
use crate::value::{Digest, Position};
use std::sync::Arc;

phrases! {
    /// A document or a proof.
    Evidence
    /// A document with the place where it is kept.
    Kept { title: Arc<str>, sha256: Digest, uri: Arc<str>, fact: FactRef } = "document_kept":
        "{title}　SHA-256 {sha256}…　{uri}　{fact}",
        "{title}, SHA-256 {sha256}…, {uri}, {fact}";
    /// A document.
    Document { title: Arc<str>, sha256: Digest, fact: FactRef } = "document":
        "{title}　SHA-256 {sha256}…　{fact}",
        "{title}, SHA-256 {sha256}…, {fact}";
    /// No fact came with a document.
    NoDocument { facts: Count } = "no_document":
        "所依据的 {facts} 条记录都没有附证明材料",
        "it rests on {facts}, and no document came along";
    /// Nothing is on record.
    NoFact = "no_fact": "没有可依据的记录", "there is no record it rests on";
    /// The root of the ledger.
    Root { root: Digest, known: Position } = "root": "账本根 {root}… @ {known}", "ledger root {root}… @ {known}";
    /// The command that repeats the answer.
    Command { command: Arc<str> } = "command": "复算：{command}", "repeat: {command}";
}
