//! The measurements, one file for each kind.

pub(crate) mod append;
pub(crate) mod crash;
pub(crate) mod import;
pub(crate) mod own;
mod place;
pub(crate) mod scan;
pub(crate) mod tagged;

pub(crate) use place::Place;
