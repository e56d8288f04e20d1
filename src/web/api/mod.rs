//! The API for programs: the answers of the pages under addresses that stay, the events themselves, and the one way in.
//!
//! `routes` lists what there is besides the pages, `events` and `declared` answer, `subscribe` follows the ledger, `record` takes events,
//! `suppose` has what-ifs run behind the request, `turned` says what was not done and
//! `worded` tells it, `openapi` describes all of it and `parameters` what stands in an address.

mod bearer;
mod body;
mod declared;
mod events;
mod followed;
mod key;
mod openapi;
mod parameters;
mod record;
mod routes;
mod subscribe;
mod suppose;
mod turned;
mod worded;
mod writing;

pub use openapi::openapi;
pub(super) use record::PATH as EVENTS;
#[cfg(test)]
pub(super) use routes::takes;
pub(super) use routes::{API, add, class, only};
pub(super) use subscribe::Subscribers;
pub(super) use suppose::{begins as takes_jobs, stops as only_posts};
pub(super) use worded::{complaints, writing_off};
pub use writing::Writing;
