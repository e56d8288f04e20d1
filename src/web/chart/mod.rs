//! Pictures of tables: each is made of the cells of its table, so that both say the same; and what a picture says stands beside it in words.

mod axis;
mod bars;
mod gauge;
mod which;

pub(super) use which::chart;
