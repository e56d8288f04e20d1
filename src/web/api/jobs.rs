//! What-ifs that take long go on behind the request that begins them: others look how far they are, stop them, and fetch the answer. They
//! are held in memory and gone when the program ends.

use crate::explain::Complaint;
use crate::view::JobV1;
use crate::web::api::routes::API;
use crate::web::api::turned::Turned;
use serde_json::Value;
use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Where they are begun, and listed.
pub(super) const PATH: &str = "/whatif/jobs";
/// So many run at once: each takes a processor and, for a whole district, some hundred megabytes.
pub(super) const RUNNING: usize = 2;
/// So many are kept. The oldest that ended gives way.
const KEPT: usize = 32;

/// All of them.
#[derive(Debug, Default)]
pub(in crate::web) struct Jobs(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    last: u64,
    jobs: VecDeque<Arc<Job>>,
}

/// One of them.
#[derive(Debug)]
pub(super) struct Job {
    number: u64,
    enough: AtomicBool,
    stands: Mutex<Stands>,
}

/// How it stands.
#[derive(Debug, Clone)]
enum Stands {
    /// So many runs are done, of so many where that is known.
    Running { done: usize, of: Option<usize> },
    /// The answer, as it is sent.
    Done { runs: usize, text: Arc<str> },
    /// It was not done: the status for a program, and why.
    Refused { runs: usize, why: Arc<Refusal> },
    /// Somebody had enough.
    Stopped { runs: usize },
}

/// Why there is no answer.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) status: axum::http::StatusCode,
    pub(super) complaint: Complaint,
    pub(super) spot: crate::ledger::Spot,
}

/// What became of a job.
pub(super) enum Ended {
    Done(Value),
    Refused(Box<Refusal>),
    Stopped,
}

impl Jobs {
    /// A new one that runs from now on.
    pub(super) fn begin(&self) -> Result<Arc<Job>, Turned> {
        let mut kept = self.kept();
        if kept.jobs.iter().filter(|job| job.runs()).count() >= RUNNING {
            return Err(Turned::Jobs { most: RUNNING });
        }
        if kept.jobs.len() >= KEPT
            && let Some(ended) = kept.jobs.iter().position(|job| !job.runs())
        {
            kept.jobs.remove(ended);
        }
        kept.last = kept.last.saturating_add(1);
        let stands = Mutex::new(Stands::Running { done: 0, of: None });
        let job = Arc::new(Job { number: kept.last, enough: AtomicBool::new(false), stands });
        kept.jobs.push_back(Arc::clone(&job));
        Ok(job)
    }

    /// The one of a number.
    pub(super) fn find(&self, number: &str) -> Result<Arc<Job>, Turned> {
        let own = |job: &&Arc<Job>| job.number.to_string() == number;
        self.kept().jobs.iter().find(own).cloned().ok_or_else(|| Turned::NoJob { number: number.to_owned() })
    }

    /// All that are kept, the newest first.
    pub(super) fn all(&self) -> Vec<JobV1> {
        self.kept().jobs.iter().rev().map(|job| job.told()).collect()
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Job {
    /// Where it is looked at.
    pub(super) fn address(&self) -> String {
        format!("{API}{PATH}/{}", self.number)
    }

    /// So many runs of so many are done; whether it goes on.
    pub(super) fn stands_at(&self, done: usize, of: usize) -> ControlFlow<()> {
        *self.stands() = Stands::Running { done, of: Some(of) };
        if self.enough.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// Somebody has enough of it. What ended stays as it is.
    pub(super) fn stop(&self) {
        self.enough.store(true, Ordering::Relaxed);
    }

    /// It is over, once: what comes later changes nothing.
    pub(super) fn end(&self, ended: Ended) {
        let mut stands = self.stands();
        let Stands::Running { done, of } = *stands else { return };
        *stands = match ended {
            Ended::Done(answer) => {
                let text = serde_json::to_string_pretty(&answer).unwrap_or_default();
                // One scenario by itself is one run.
                Stands::Done { runs: of.unwrap_or(1), text: format!("{text}\n").into() }
            }
            Ended::Refused(why) => Stands::Refused { runs: done, why: why.into() },
            Ended::Stopped => Stands::Stopped { runs: done },
        };
    }

    /// The answer, or why there is none.
    pub(super) fn answer(&self) -> Result<Result<Arc<str>, Arc<Refusal>>, Turned> {
        match &*self.stands() {
            Stands::Done { text, .. } => Ok(Ok(Arc::clone(text))),
            Stands::Refused { why, .. } => Ok(Err(Arc::clone(why))),
            Stands::Running { .. } => Err(Turned::JobRuns { number: self.number }),
            Stands::Stopped { .. } => Err(Turned::JobStopped { number: self.number }),
        }
    }

    /// How far it is, for programs.
    pub(super) fn told(&self) -> JobV1 {
        let stands = self.stands().clone();
        let count = |runs: usize| u64::try_from(runs).unwrap_or(u64::MAX);
        let (state, done, of) = match &stands {
            Stands::Running { done, of } if self.enough.load(Ordering::Relaxed) => ("stopping", *done, *of),
            Stands::Running { done, of } => ("running", *done, *of),
            Stands::Done { runs, .. } => ("done", *runs, Some(*runs)),
            Stands::Refused { runs, .. } => ("refused", *runs, None),
            Stands::Stopped { runs } => ("stopped", *runs, None),
        };
        let (is_over, code) = match &stands {
            Stands::Refused { why, .. } => (true, Some(why.complaint.code.to_owned())),
            Stands::Done { .. } => (true, None),
            Stands::Running { .. } | Stands::Stopped { .. } => (false, None),
        };
        let result = is_over.then(|| format!("{}/result", self.address()));
        JobV1 { format: "job.v1", number: self.number, state, done: count(done), of: of.map(count), result, code }
    }

    fn runs(&self) -> bool {
        matches!(*self.stands(), Stands::Running { .. })
    }

    fn stands(&self) -> MutexGuard<'_, Stands> {
        self.stands.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::{Ended, Jobs, KEPT, RUNNING};
    use serde_json::json;
    use std::ops::ControlFlow;

    #[test]
    fn so_many_run_at_once_and_the_oldest_that_ended_gives_way() {
        let jobs = Jobs::default();
        let stays = jobs.begin().unwrap();
        for _ in 0..KEPT {
            let next = jobs.begin().unwrap();
            assert!(jobs.begin().is_err(), "{RUNNING} run");
            next.end(Ended::Done(json!(1)));
        }
        assert_eq!(jobs.all().len(), KEPT);
        assert!(jobs.find("1").is_ok(), "the first one still runs");
        assert!(jobs.find("2").is_err(), "the oldest that ended is gone");
        assert!(jobs.find("01").is_err() && jobs.find(&(KEPT + 1).to_string()).is_ok());
        assert_eq!(stays.told().state, "running");
    }

    #[test]
    fn a_job_that_is_told_to_stop_stops_at_its_next_run_and_never_ends_twice() {
        let jobs = Jobs::default();
        let job = jobs.begin().unwrap();
        assert_eq!(job.stands_at(1, 3), ControlFlow::Continue(()));
        job.stop();
        assert_eq!((job.told().state, job.told().done, job.told().of), ("stopping", 1, Some(3)));
        assert_eq!(job.stands_at(2, 3), ControlFlow::Break(()));
        job.end(Ended::Stopped);
        job.end(Ended::Done(json!(1)));
        assert_eq!((job.told().state, job.told().done), ("stopped", 2));
        assert!(job.answer().is_err());
        let done = jobs.begin().unwrap();
        done.end(Ended::Done(json!({"a": 1})));
        done.stop();
        assert_eq!((done.told().state, done.told().done, done.told().of), ("done", 1, Some(1)));
        assert_eq!(&*done.answer().unwrap().unwrap(), "{\n  \"a\": 1\n}\n");
    }
}
