//! Events: declarations, bodies, envelopes.

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
mod upcast;
