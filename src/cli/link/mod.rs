//! `link`: what an office hands to an enterprise, so that it reads its own notice.

mod answer;
mod define;
mod request;

pub(super) use answer::link;
pub(super) use define::command;
pub(super) use request::{Link, understood};
