//! The API for programs: the answers of the pages under addresses that stay, the events themselves, and the one way in.
//!
//! `routes` lists what there is besides the pages, `events` and `declared` answer, `subscribe` follows the ledger, `record` takes events,
//! `turned` tells what was not done, `openapi` describes all of it.

mod bearer;
mod body;
mod declared;
mod events;
mod followed;
mod key;
mod openapi;
mod record;
mod routes;
mod subscribe;
mod turned;
mod writing;

pub use openapi::openapi;
pub(super) use record::PATH as EVENTS;
pub(super) use routes::{API, add, class};
pub(super) use subscribe::Subscribers;
pub(super) use turned::{complaints, writing_off};
pub use writing::Writing;
