//! The command line: words in, a typed request, an answer on standard output, talk on standard error.
//!
//! `define` says which words there are, `request` what they mean, `usage` answers a slip of the pen; `run` sends a
//! request to its command; `output` is the only place that prints.

mod access;
mod append;
mod ask;
mod audit;
mod bar;
mod bundle;
mod checkpoint;
mod completions;
mod config;
mod define;
mod demo;
mod engine;
mod event;
mod exit;
mod fields;
mod help;
mod import;
mod input;
mod link;
mod log;
mod man;
mod new_file;
mod outcome;
mod output;
mod paper;
mod pay;
mod places;
mod policy;
mod released;
mod request;
mod run;
mod serve;
mod token;
mod upkeep;
mod usage;
mod user;
mod verify;
mod whatif;

pub use config::config_codes;
pub use run::run;
pub use serve::{LogForm, Logging, Served, Server, Serves, Serving, Writes};
pub use usage::complaint_codes;
