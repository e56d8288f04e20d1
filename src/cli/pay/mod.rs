//! `pay`: the yearly call, planned, approved, and recorded as the treasury paid it.

mod answer;
mod define;
mod record;
mod request;

pub(super) use answer::pay;
pub(super) use define::command;
pub(super) use record::Record;
pub(super) use request::{Pay, understood};
