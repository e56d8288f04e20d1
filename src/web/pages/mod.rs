//! The answers, page by page; each is the document that the command of the same question prints.

mod access;
mod events;
mod findings;
mod lists;
mod payment;
mod plan;
mod start;
mod subject;
mod types;
mod whatif;

pub(super) use access::{TAKES as ACCESS_TAKES, access};
pub(super) use events::{event, events, subjects};
pub(super) use findings::{finding, findings, never_paid};
pub(super) use lists::{lapses, parameters, policies, readings, registers};
pub(super) use payment::payment;
pub(super) use plan::plan;
pub(super) use start::{search, start};
pub(super) use subject::{clause, notice, statement, subject};
pub(super) use types::{kind, types};
pub(super) use whatif::whatif;
