//! `export bundle` and `verify FILE.zip`: everything behind one payment or subject, taken away and checked.

mod check;
mod export;

pub(super) use check::check;
pub(super) use export::export;
