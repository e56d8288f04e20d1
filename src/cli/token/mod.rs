//! `token`: what programs show to write to the ledger, and the record of what they wrote.

mod answer;
mod define;
mod request;

pub(super) use answer::token;
pub(super) use define::command;
pub(super) use request::{Token, understood};
