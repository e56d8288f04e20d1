//! The answers, page by page; each is the document that the command of the same question prints.

mod access;
mod events;
mod findings;
mod lists;
mod paced;
mod payment;
mod plan;
mod scenario;
mod start;
mod subject;
mod types;
mod whatif;

pub(super) use access::{TAKES as ACCESS_TAKES, access};
pub(super) use events::{event, events, narrowed, subjects};
pub(super) use findings::{finding, findings, never_paid};
pub(super) use lists::{lapses, parameters, policies, readings, registers};
pub(super) use paced::{STOP as STOP_WHATIF, stop as stop_whatif};
pub(super) use payment::payment;
pub(super) use plan::plan;
pub(super) use start::{search, start};
pub(super) use subject::{clause, notice, statement, subject};
pub(super) use types::{kind, types};
pub(super) use whatif::{OF_A_FORM, TAKES as WHATIF_TAKES, whatif};
