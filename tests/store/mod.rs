//! What every store promises, asked of each backend; and what the local one does when its files are harmed.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so and stops")]

mod conditions;
mod copying;
mod crash;
mod damage;
mod disk;
mod excerpt;
mod format;
mod formats;
mod idempotency;
mod index;
mod limits;
mod make;
mod making;
mod model;
mod natural_keys;
mod passing;
mod proofs;
mod reading;
mod reading_process;
mod segments;
mod staging;
pub(crate) mod stranger;
mod subscribing;
mod writers;
