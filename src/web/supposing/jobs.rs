//! What-ifs that take long go on behind the request that begins them: others look how far they are, stop them, and fetch the answer. They
//! are held in memory and gone when the program ends, and are nobody's but his who began them.

use crate::access::Token;
use crate::explain::Complaint;
use crate::ledger::{Horizon, LedgerError, Served, Spot, WhatIfFault};
use crate::web::fault::Fault;
use crate::web::people::Who;
use crate::web::supposing::{Answered, Question, Wanted};
use axum::http::StatusCode;
use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// So many run at once: each takes a processor and, for a whole district, some hundred megabytes.
pub(in crate::web) const RUNNING: usize = 2;
/// Of one owner only so many: whoever wants more waits for himself, and there is a place for somebody else.
pub(in crate::web) const OWN: usize = 1;
/// So many are kept. The oldest that ended gives way.
const KEPT: usize = 32;
/// One that a page began and that nobody looked at for so long is not waited for any more.
const FORGOTTEN: Duration = Duration::from_mins(1);

/// All of them.
#[derive(Debug, Default)]
pub(in crate::web) struct Jobs(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    last: u64,
    jobs: VecDeque<Arc<Job>>,
}

/// Whose a job is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::web) enum Owner {
    /// Of whoever is on this machine.
    Nobody,
    /// Of somebody who is signed in, by his name.
    Person(Arc<str>),
    /// Of a program, by the name of its token.
    Program(Arc<str>),
}

impl Owner {
    /// Who asks, by the sign-in and the token he showed.
    pub(in crate::web) fn of(who: Option<&Who>, token: Option<&Token>) -> Self {
        match (who, token) {
            (Some(who), _) => Owner::Person(Arc::clone(&who.person.name)),
            (None, Some(token)) => Owner::Program(Arc::clone(&token.id)),
            (None, None) => Owner::Nobody,
        }
    }
}

/// One of them.
#[derive(Debug)]
pub(in crate::web) struct Job {
    pub(in crate::web) number: u64,
    owner: Owner,
    /// The address of the page that asked, and the times it asked about; none where a program did.
    page: Option<(String, Horizon)>,
    looked: Mutex<Instant>,
    enough: AtomicBool,
    stands: Mutex<Stands>,
    ended: Condvar,
}

/// How it stands.
#[derive(Debug, Clone)]
pub(in crate::web) enum Stands {
    /// So many runs are done, of so many where that is known.
    Running { done: usize, of: Option<usize>, stops: bool },
    /// The answer, after so many runs.
    Done { runs: usize, answered: Arc<Answered> },
    /// It was not done: the status for a program, and why.
    Refused { runs: usize, why: Arc<Refusal> },
    /// Somebody had enough.
    Stopped { runs: usize },
}

/// Why there is no answer.
#[derive(Debug)]
pub(in crate::web) struct Refusal {
    pub(in crate::web) status: StatusCode,
    pub(in crate::web) complaint: Complaint,
    pub(in crate::web) spot: Spot,
}

impl Refusal {
    fn of(fault: &Fault) -> Arc<Self> {
        Arc::new(Self { status: fault.status(), complaint: fault.complaint(), spot: fault.spot() })
    }
}

/// What became of a job.
pub(in crate::web) enum Ended {
    Done(Answered),
    Refused(Arc<Refusal>),
    Stopped,
}

impl Jobs {
    /// A new one that runs from now on; none where too many do, or one of his.
    pub(in crate::web) fn begin(&self, owner: Owner) -> Option<Arc<Job>> {
        self.kept().begin(owner, None)
    }

    /// The one that his page of this address began, and whether it is new: two looks at once are one job. None where too many run, or another of his.
    pub(in crate::web) fn of_page(&self, owner: &Owner, page: (String, Horizon)) -> Option<(Arc<Job>, bool)> {
        let mut kept = self.kept();
        if let Some(job) = kept.of_page(owner, &page) {
            return Some((job, false));
        }
        kept.begin(owner.clone(), Some(page)).map(|job| (job, true))
    }

    /// Has the one that his page of this address began stop, where one runs.
    pub(in crate::web) fn stop_page(&self, owner: &Owner, page: &(String, Horizon)) {
        if let Some(job) = self.kept().of_page(owner, page) {
            job.stop();
        }
    }

    /// The one of a number that a program of his began.
    pub(in crate::web) fn find(&self, owner: &Owner, number: &str) -> Option<Arc<Job>> {
        self.of(owner).find(|job| job.number.to_string() == number)
    }

    /// All that programs of his began and that are kept, the newest first.
    pub(in crate::web) fn of(&self, owner: &Owner) -> impl Iterator<Item = Arc<Job>> {
        let own = |job: &&Arc<Job>| job.page.is_none() && job.owner == *owner;
        let found: Vec<Arc<Job>> = self.kept().jobs.iter().rev().filter(own).cloned().collect();
        found.into_iter()
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn begin(&mut self, owner: Owner, page: Option<(String, Horizon)>) -> Option<Arc<Job>> {
        let running: Vec<&Arc<Job>> = self.jobs.iter().filter(|job| job.runs()).collect();
        let own = running.iter().filter(|job| job.owner == owner).count();
        if own >= OWN || running.len() >= RUNNING {
            return None;
        }
        if self.jobs.len() >= KEPT
            && let Some(ended) = self.jobs.iter().position(|job| !job.runs())
        {
            self.jobs.remove(ended);
        }
        self.last = self.last.saturating_add(1);
        let job = Arc::new(Job {
            number: self.last,
            owner,
            page,
            looked: Mutex::new(Instant::now()),
            enough: AtomicBool::new(false),
            stands: Mutex::new(Stands::Running { done: 0, of: None, stops: false }),
            ended: Condvar::new(),
        });
        self.jobs.push_back(Arc::clone(&job));
        Some(job)
    }

    /// One that runs, or whose answer holds for these times.
    fn of_page(&self, owner: &Owner, (address, horizon): &(String, Horizon)) -> Option<Arc<Job>> {
        let counts = |job: &&Arc<Job>| {
            let is_his = |(own, asked): &(String, Horizon)| own == address && (job.runs() || asked == horizon);
            job.owner == *owner && job.page.as_ref().is_some_and(is_his) && !job.enough.load(Ordering::Relaxed)
        };
        let found = self.jobs.iter().rev().find(counts).cloned();
        found.inspect(|job| *job.looked.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now())
    }
}

impl Job {
    /// Has it run, apart.
    pub(in crate::web) fn run(self: Arc<Self>, served: Arc<Served>, question: Question, wanted: Wanted) {
        tokio::task::spawn_blocking(move || {
            let running = Running(self);
            let answered = question.answer(&served, wanted, &mut |done, of| running.0.stands_at(done, of));
            running.0.end(match answered {
                Ok(answered) => Ended::Done(answered),
                Err(Fault::Ledger(error)) if matches!(*error, LedgerError::WhatIf(WhatIfFault::Stopped)) => {
                    Ended::Stopped
                }
                Err(fault) => Ended::Refused(Refusal::of(&fault)),
            });
        });
    }

    /// So many runs of so many are done; whether it goes on.
    fn stands_at(&self, done: usize, of: usize) -> ControlFlow<()> {
        if self.page.is_some() && self.looked.lock().unwrap_or_else(PoisonError::into_inner).elapsed() > FORGOTTEN {
            self.stop();
        }
        let stops = self.enough.load(Ordering::Relaxed);
        *self.stands_mut() = Stands::Running { done, of: Some(of), stops };
        if stops { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// Somebody has enough of it. What ended stays as it is.
    pub(in crate::web) fn stop(&self) {
        self.enough.store(true, Ordering::Relaxed);
    }

    /// It is over, once: what comes later changes nothing.
    fn end(&self, ended: Ended) {
        let mut stands = self.stands_mut();
        let Stands::Running { done, of, .. } = *stands else { return };
        *stands = match ended {
            // One scenario by itself is one run.
            Ended::Done(answered) => Stands::Done { runs: of.unwrap_or(1), answered: Arc::new(answered) },
            Ended::Refused(why) => Stands::Refused { runs: done, why },
            Ended::Stopped => Stands::Stopped { runs: done },
        };
        self.ended.notify_all();
    }

    /// How it stands.
    pub(in crate::web) fn stands(&self) -> Stands {
        match self.stands_mut().clone() {
            Stands::Running { done, of, .. } => {
                Stands::Running { done, of, stops: self.enough.load(Ordering::Relaxed) }
            }
            over => over,
        }
    }

    /// The same when it has ended, or after some time.
    pub(in crate::web) fn waited(&self, patience: Duration) -> Stands {
        let runs = |stands: &mut Stands| matches!(stands, Stands::Running { .. });
        let waited = self.ended.wait_timeout_while(self.stands_mut(), patience, runs);
        drop(waited);
        self.stands()
    }

    fn runs(&self) -> bool {
        matches!(*self.stands_mut(), Stands::Running { .. })
    }

    fn stands_mut(&self) -> MutexGuard<'_, Stands> {
        self.stands.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A job at work. However its work ends, the job ends with it.
struct Running(Arc<Job>);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.end(Ended::Refused(Refusal::of(&Fault::Broken)));
    }
}

#[cfg(test)]
mod tests {
    use super::{Answered, Ended, FORGOTTEN, Jobs, KEPT, Owner, RUNNING, Stands};
    use crate::ledger::Horizon;
    use crate::value::{Day, Position};
    use serde_json::json;
    use std::ops::ControlFlow;
    use std::time::Duration;
    use tokio::time::Instant;

    fn done() -> Ended {
        Ended::Done(Answered::Value(json!({"a": 1})))
    }

    fn at(known: u64) -> Horizon {
        Horizon { on: Day::parse("2026-12-31").unwrap(), known: Position(known) }
    }

    #[test]
    fn so_many_run_at_once_and_the_oldest_that_ended_gives_way() {
        let (jobs, nobody, li) = (Jobs::default(), Owner::Nobody, Owner::Person("li".into()));
        let stays = jobs.begin(li.clone()).unwrap();
        for _ in 0..KEPT {
            let next = jobs.begin(Owner::Nobody).unwrap();
            assert!(jobs.begin(Owner::Person("wang".into())).is_none(), "{RUNNING} run");
            next.end(done());
        }
        assert_eq!(jobs.of(&nobody).count(), KEPT - 1);
        assert!(jobs.find(&li, "1").is_some(), "the first one still runs");
        assert!(jobs.find(&nobody, "2").is_none(), "the oldest that ended is gone");
        assert!(jobs.find(&nobody, "01").is_none() && jobs.find(&nobody, &(KEPT + 1).to_string()).is_some());
        assert!(stays.runs());
    }

    #[test]
    fn one_owner_has_one_place_and_leaves_the_other() {
        let jobs = Jobs::default();
        let [li, other] = [Owner::Person("li".into()), Owner::Program("li".into())];
        let first = jobs.begin(li.clone()).unwrap();
        assert!(jobs.begin(li.clone()).is_none(), "by a program's way");
        assert!(jobs.of_page(&li, ("/whatif?sweep=a".to_owned(), at(7))).is_none(), "by a page");
        let second = jobs.begin(other.clone()).unwrap();
        first.end(done());
        assert!(jobs.begin(other).is_none());
        assert!(jobs.begin(li).is_some() && second.runs(), "who waited for himself goes on");
    }

    #[test]
    fn a_job_that_is_told_to_stop_stops_at_its_next_run_and_never_ends_twice() {
        let jobs = Jobs::default();
        let job = jobs.begin(Owner::Nobody).unwrap();
        assert_eq!(job.stands_at(1, 3), ControlFlow::Continue(()));
        job.stop();
        assert!(matches!(job.stands(), Stands::Running { done: 1, of: Some(3), stops: true }));
        assert_eq!(job.stands_at(2, 3), ControlFlow::Break(()));
        job.end(Ended::Stopped);
        job.end(done());
        assert!(matches!(job.stands(), Stands::Stopped { runs: 2 }));
        let other = jobs.begin(Owner::Nobody).unwrap();
        other.end(done());
        other.stop();
        assert!(matches!(other.waited(Duration::ZERO), Stands::Done { runs: 1, .. }));
    }

    #[test]
    fn a_job_is_nobodys_but_his_who_began_it() {
        let jobs = Jobs::default();
        let owners = [Owner::Nobody, Owner::Person("li".into()), Owner::Program("li".into())];
        for owner in &owners {
            jobs.begin(owner.clone()).unwrap().end(done());
        }
        for (own, owner) in owners.iter().enumerate() {
            let sees: Vec<u64> = jobs.of(owner).map(|job| job.number).collect();
            assert_eq!(sees, [own as u64 + 1]);
        }
    }

    #[test]
    fn a_page_finds_its_own_job_again_while_that_runs_or_its_answer_holds() {
        let (jobs, li) = (Jobs::default(), Owner::Person("li".into()));
        let page = |address: &str, known| (format!("/whatif?sweep={address}"), at(known));
        let (job, is_new) = jobs.of_page(&li, page("a", 7)).unwrap();
        assert!(is_new && !jobs.of_page(&li, page("a", 7)).unwrap().1, "two looks at once are one job");
        let again = |owner: &Owner, address: &str, known| {
            jobs.kept().of_page(owner, &page(address, known)).map(|job| job.number)
        };
        assert_eq!(again(&li, "a", 8), Some(1), "it runs, though the ledger goes on");
        assert_eq!(again(&li, "b", 7), None);
        assert_eq!(again(&Owner::Nobody, "a", 7), None);
        assert_eq!(jobs.of(&li).count(), 0, "no program began it");
        job.end(done());
        assert_eq!(again(&li, "a", 7), Some(1));
        assert_eq!(again(&li, "a", 8), None, "the answer is of what was known then");
        jobs.stop_page(&li, &page("a", 7));
        assert_eq!(again(&li, "a", 7), None, "one that was stopped is begun anew");
    }

    #[test]
    fn a_page_that_nobody_looks_at_is_not_waited_for() {
        let jobs = Jobs::default();
        let page = ("/whatif?sweep=a".to_owned(), at(7));
        let li = Owner::Person("li".into());
        let jobs = [jobs.of_page(&li, page).unwrap().0, jobs.begin(Owner::Nobody).unwrap()];
        for job in &jobs {
            assert_eq!(job.stands_at(1, 9), ControlFlow::Continue(()));
            let long = FORGOTTEN + Duration::from_secs(1);
            *job.looked.lock().unwrap() = Instant::now().checked_sub(long).unwrap();
        }
        assert_eq!(jobs[0].stands_at(2, 9), ControlFlow::Break(()));
        assert_eq!(jobs[1].stands_at(2, 9), ControlFlow::Continue(()), "a program asks when it likes");
    }
}
