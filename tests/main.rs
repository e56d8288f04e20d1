//! Every test of the product, in one binary.

#![expect(clippy::panic, clippy::indexing_slicing, reason = "a test says what it expected and stops")]

mod access;
mod articles;
mod audit;
mod cli;
mod district;
mod events;
mod explain;
mod http;
mod laws;
mod ledger;
mod oracle;
mod policy;
mod proof;
mod sheet;
mod store;
mod story;
mod strangers;
mod tidy;
mod value;
mod view;
mod whatif;
