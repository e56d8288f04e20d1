//! Pages for people who sign in: who one is, what he may record, a form for it, and what came of it.
//!
//! `routes` lists the addresses, `posted` reads a form and finds out who sent it, `barred` tells what was not done, `sign_in` is the way in and
//! out, `list` what may be recorded, `record` takes a form, `filling` draws it, `keeping` records what was checked; `import` brings tables in;
//! `links` hands links to enterprises.

mod barred;
mod filling;
mod import;
mod keeping;
mod links;
mod list;
mod outcome;
mod posted;
mod preview;
mod record;
mod routes;
mod sign_in;
mod users;
mod who;

pub(super) use barred::complaints;
pub(super) use import::Uploads;
pub(super) use links::way as links_way;
pub(super) use list::turned_away;
pub(super) use posted::{allowed, is_ours, may_open};
pub(super) use routes::{add, class, only_posts, takes};
pub(super) use who::{Who, at_head, who};
