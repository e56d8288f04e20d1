//! The commands that keep a ledger well: copies, lines out and in, a look at everything, what can be made again.

mod copy;
mod define;
mod doctor;
mod export;
mod request;

pub(super) use define::commands;
pub(super) use request::{Upkeep, understood};

pub(super) use copy::{backup, restore};
pub(super) use doctor::{doctor, rebuild};
pub(super) use export::{export, import};
