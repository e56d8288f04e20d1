//! `access`: who read what on the pages, and whether the log of it is as it was written.

mod answer;
mod define;
mod request;

pub(super) use answer::access;
pub(super) use define::command;
pub(super) use request::{Access, understood};
