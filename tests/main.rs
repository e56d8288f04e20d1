//! Every test of the product, in one binary.

#![expect(
    clippy::panic,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test says what it expected and stops"
)]

mod articles;
mod events;
mod policy;
mod story;
mod tidy;
mod value;
