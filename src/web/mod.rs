//! The pages: what is asked of an address, the answer of the ledger to it, and how that stands in a browser.
//!
//! `routes` lists the pages, `asked` reads an address, `pages` has the answers, `given` gives an answer in the form that is asked for, `file_name` names it as a file, `examples` has a value for each name of an address, `frame` puts a page around it, `typed` has the command that says the same, `keys` what is pressed, `place` says
//! where a link leads, `fault` and `refused` tell what was not answered, `remedy` what to do about it in a browser, `seen` writes down who read what, `turned_away` what the door refused, `api` is for programs. `people` is for those who
//! sign in and record. Nothing here listens.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::float_arithmetic)]

mod api;
mod asked;
mod bundle;
mod escaped;
mod examples;
mod fault;
mod file_name;
mod form;
mod frame;
mod given;
mod handed;
mod keys;
mod looks;
mod pages;
mod parts;
mod people;
mod place;
mod reading;
mod refused;
mod remedy;
mod reply;
mod routes;
mod seen;
mod sent;
mod site;
mod supposing;
mod turned_away;
mod typed;

pub use api::{Writing, openapi};
pub use fault::complaint_codes;
pub use handed::opens;
pub use refused::{refused, strange};
pub use routes::{allows, class, router};
pub use site::Site;
pub use turned_away::Away;
