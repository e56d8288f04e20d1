//! `audit`: what detectors find in a ledger, and what people do about it.

mod answer;
mod define;
mod request;

pub(super) use answer::audit;
pub(super) use define::command;
pub(super) use request::{Audit, understood};
