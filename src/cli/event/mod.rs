//! Event types on their way: a file to begin with, its check, its release; and the types there are.

mod check;
mod define;
mod docs;
mod files;
mod new;
mod register;
mod release;
mod request;
mod run;
mod story;

pub(super) use define::commands;
pub(super) use files::{title_in, types_in};
pub(super) use request::{Event, understood};
pub(super) use run::event;
