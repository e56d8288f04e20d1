//! What other programs see.

mod position;
mod select;
