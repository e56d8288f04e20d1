//! The answers, page by page; each is the document that the command of the same question prints.

mod events;
mod findings;
mod lists;
mod payment;
mod start;
mod subject;
mod types;
mod whatif;

pub(super) use events::{event, events};
pub(super) use findings::{finding, findings};
pub(super) use lists::{lapses, policies, readings, registers};
pub(super) use payment::payment;
pub(super) use start::{search, start};
pub(super) use subject::{clause, statement, subject};
pub(super) use types::{kind, types};
pub(super) use whatif::whatif;
