//! Where writers wait: whoever finds nobody serving serves everybody who is waiting, and the others get their answers from
//! it.
//!
//! While one group is made durable the next one gathers by itself, so that the sync is shared by as many appends as there
//! are waiting, and an append on its own waits for nobody. Only those are woken who have an answer, and one who is to serve
//! next.

use rustc_hash::FxHashMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, Thread};

/// Where others came last time, whoever serves lets them come so often before it begins: those who just got their answers
/// are on their way back, and without them the next sync would be for itself alone.
const GATHER_TURNS: usize = 16;
/// So many turns in which nobody came say that nobody comes.
const IDLE_TURNS: usize = 2;

/// A queue of requests and their answers.
#[derive(Debug)]
pub(super) struct Desk<Q, A> {
    state: Mutex<State<Q, A>>,
    /// Told whenever nobody is served any more.
    free: Condvar,
}

#[derive(Debug)]
struct State<Q, A> {
    waiting: Vec<Waiting<Q>>,
    answers: FxHashMap<u64, A>,
    next: u64,
    busy: bool,
    /// How many were served together last.
    last_group: usize,
    /// A server did not come back: nobody will ever answer what it took along.
    abandoned: bool,
}

#[derive(Debug)]
struct Waiting<Q> {
    ticket: u64,
    request: Q,
    thread: Thread,
}

impl<Q, A> Default for Desk<Q, A> {
    fn default() -> Self {
        let (waiting, answers) = (Vec::new(), FxHashMap::default());
        let state = State { waiting, answers, next: 0, busy: false, last_group: 0, abandoned: false };
        Self { state: Mutex::new(state), free: Condvar::new() }
    }
}

impl<Q, A> Desk<Q, A> {
    /// Hands a request in and waits for its answer; serves the waiting ones itself when nobody else does. `None` when a
    /// server died.
    pub(super) fn submit(&self, request: Q, mut serve: impl FnMut(Vec<Q>) -> Vec<A>) -> Option<A> {
        let mut state = self.state();
        let ticket = state.next;
        state.next += 1;
        state.waiting.push(Waiting { ticket, request, thread: thread::current() });
        loop {
            if let Some(answer) = state.answers.remove(&ticket) {
                return Some(answer);
            }
            if state.abandoned {
                return None;
            }
            if state.busy {
                drop(state);
                // Whoever has the answer wakes this thread, also when it has not gone to sleep yet.
                thread::park();
            } else {
                state.busy = true;
                let group = self.gather(state);
                let (served, requests): (Vec<_>, Vec<_>) =
                    group.into_iter().map(|one| ((one.ticket, one.thread), one.request)).unzip();
                let mut turn = Turn { desk: self, served, answers: None };
                turn.answers = Some(serve(requests));
                drop(turn);
            }
            state = self.state();
        }
    }

    /// Takes those who wait, after letting come who is on the way.
    fn gather<'d>(&'d self, mut state: MutexGuard<'d, State<Q, A>>) -> Vec<Waiting<Q>> {
        let (mut turns, mut idle) = (0, 0);
        while state.waiting.len() < state.last_group && turns < GATHER_TURNS && idle < IDLE_TURNS {
            let before = state.waiting.len();
            drop(state);
            thread::yield_now();
            state = self.state();
            turns += 1;
            idle = if state.waiting.len() > before { 0 } else { idle + 1 };
        }
        let group = std::mem::take(&mut state.waiting);
        state.last_group = group.len();
        group
    }

    /// Waits for a turn of its own, in which nobody is served. `None` when a server died.
    pub(super) fn occupy(&self) -> Option<Occupied<'_, Q, A>> {
        let free = self.free.wait_while(self.state(), |state| state.busy && !state.abandoned);
        let mut state = free.unwrap_or_else(PoisonError::into_inner);
        if state.abandoned {
            return None;
        }
        state.busy = true;
        Some(Occupied(self))
    }

    /// Gives a turn back.
    fn finish(&self, mut state: MutexGuard<'_, State<Q, A>>) {
        state.busy = false;
        // When a server died everybody is to know; otherwise one is enough to serve all.
        let woken = if state.abandoned { state.waiting.len() } else { 1 };
        state.waiting.iter().take(woken).for_each(|one| one.thread.unpark());
        drop(state);
        self.free.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State<Q, A>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A desk where nobody is served until this is dropped; those who come meanwhile wait.
#[derive(Debug)]
pub(super) struct Occupied<'d, Q, A>(&'d Desk<Q, A>);

impl<Q, A> Drop for Occupied<'_, Q, A> {
    fn drop(&mut self) {
        self.0.finish(self.0.state());
    }
}

/// One group being served; given back even when serving panics.
struct Turn<'d, Q, A> {
    desk: &'d Desk<Q, A>,
    served: Vec<(u64, Thread)>,
    answers: Option<Vec<A>>,
}

impl<Q, A> Drop for Turn<'_, Q, A> {
    fn drop(&mut self) {
        let mut state = self.desk.state();
        match self.answers.take() {
            Some(answers) => state.answers.extend(self.served.iter().map(|(ticket, _)| *ticket).zip(answers)),
            None => state.abandoned = true,
        }
        self.desk.finish(state);
        self.served.iter().for_each(|(_, thread)| thread.unpark());
    }
}
