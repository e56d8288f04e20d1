//! `user`: people who sign in to the pages.

mod answer;
mod define;
mod password;
mod request;

pub(super) use answer::user;
pub(super) use define::command;
pub(super) use request::{User, understood};
