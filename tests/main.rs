//! Every test of the product, in one binary.

#![expect(clippy::panic, reason = "a test says what it expected and stops")]

mod value;
