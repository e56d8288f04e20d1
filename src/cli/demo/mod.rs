//! `demo`: a made-up district, from the first event to one explained yuan.

mod build;
mod command;
mod report;

pub(super) use command::demo;
