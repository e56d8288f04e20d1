//! Events: declarations, bodies, envelopes.

#![expect(clippy::expect_used, reason = "a test says what it expected and stops")]

mod admission;
mod agreement;
mod canonical;
mod catalogue;
mod envelope;
mod examples;
mod faults;
mod files;
mod generate;
mod lock;
mod profile;
mod quick;
mod recast;
mod upcast;
mod written;
