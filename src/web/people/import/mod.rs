//! Tables in a browser: a file is brought, checked, submitted, and confirmed by a second person.
//!
//! `front` lists what waits and has the form for a file, `brought` takes the file, `uploads` holds it for a while, `look` has the ledger check
//! it, `check` shows what was found, `found` draws that, `submit` makes a batch of it, `files` gives templates and bad rows, `batch` shows a batch,
//! `settle` confirms or drops it, `rows` draws records, `words` says remedies as a browser has them, `bars` what these pages refuse.

mod bars;
mod batch;
mod brought;
mod check;
mod files;
mod found;
mod front;
mod headings;
mod look;
mod rows;
mod settle;
mod submit;
mod uploads;
mod words;

pub(super) use bars::ImportBar;
pub(super) use batch::batch;
pub(super) use brought::{MOST, brought};
pub(super) use check::check;
pub(super) use files::{bad, template};
pub(super) use front::{PATH, front};
pub(super) use settle::settled;
pub(super) use submit::submitted;
pub(crate) use uploads::Uploads;
