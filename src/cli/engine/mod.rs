//! `engine`: what everybody is due as this program reckons it, held against another program.

mod answer;
mod define;
mod other;
mod request;

pub(super) use answer::engine;
pub(super) use define::command;
pub(super) use request::{Engine, understood};
