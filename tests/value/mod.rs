//! Quantities at their bounds.

mod day;
mod money;
mod names;
mod spelling;
