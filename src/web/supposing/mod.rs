//! What-ifs that are asked over HTTP: `question` is one as an address says it, `jobs` go on behind the request that begins them, for
//! programs and for pages alike.

mod jobs;
mod question;

pub(super) use jobs::{Job, Jobs, OWN, Owner, RUNNING, Refusal, Stands};
pub(super) use question::{Answered, Question, Wanted};
