//! `import`: tables that people send, checked, submitted, and confirmed by a second person.

mod answer;
mod define;
mod request;
mod told;

pub(super) use answer::import;
pub(super) use define::command;
pub(super) use request::{Import, understood};
