//! `pay`: the yearly call, planned and approved.

mod answer;
mod define;
mod request;

pub(super) use answer::pay;
pub(super) use define::command;
pub(super) use request::{Pay, understood};
