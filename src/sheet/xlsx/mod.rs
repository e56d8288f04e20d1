//! XLSX: a packed file of XML parts.

mod book;
mod cells;
mod parts;

pub(super) use book::read;
