//! `completions`: a script for a shell, and the answer to what that script asks whenever somebody presses the tab key.

mod complete;
mod define;
mod kinds;
mod names;
mod script;

pub(super) use complete::{Asked, complete};
pub(super) use define::command;
pub(super) use script::{Shell, completions, understood};
