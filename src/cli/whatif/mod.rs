//! `whatif`: what would be due under other parameters, readings and facts.

mod answer;
mod define;
mod request;

pub(super) use answer::whatif;
pub(super) use define::command;
pub(super) use request::{Run, understood};
