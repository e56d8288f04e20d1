//! Where writers wait: whoever comes first serves everybody who is waiting, and the others get their answers from it.
//!
//! While one group is made durable the next one gathers by itself, so that the sync is shared by as many appends as there
//! are waiting, and an append on its own waits for nobody.

use rustc_hash::FxHashMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// A queue of requests and their answers.
#[derive(Debug)]
pub(super) struct Desk<Q, A> {
    state: Mutex<State<Q, A>>,
    /// Told whenever a group was served, or its server died.
    served: Condvar,
}

#[derive(Debug)]
struct State<Q, A> {
    waiting: Vec<(u64, Q)>,
    answers: FxHashMap<u64, A>,
    next: u64,
    busy: bool,
    /// A server did not come back: nobody will ever answer what it took along.
    abandoned: bool,
}

impl<Q, A> Default for Desk<Q, A> {
    fn default() -> Self {
        let answers = FxHashMap::default();
        let state = State { waiting: Vec::new(), answers, next: 0, busy: false, abandoned: false };
        Self { state: Mutex::new(state), served: Condvar::new() }
    }
}

impl<Q, A> Desk<Q, A> {
    /// Hands a request in and waits for its answer; serves the waiting ones itself when nobody else does. `None` when a
    /// server died.
    pub(super) fn submit(&self, request: Q, mut serve: impl FnMut(Vec<Q>) -> Vec<A>) -> Option<A> {
        let mut state = self.state();
        let ticket = state.next;
        state.next += 1;
        state.waiting.push((ticket, request));
        loop {
            if let Some(answer) = state.answers.remove(&ticket) {
                return Some(answer);
            }
            if state.abandoned {
                return None;
            }
            if state.busy {
                state = self.served.wait(state).unwrap_or_else(PoisonError::into_inner);
            } else {
                state.busy = true;
                let (tickets, requests): (Vec<_>, Vec<_>) = state.waiting.drain(..).unzip();
                drop(state);
                let mut turn = Turn { desk: self, served: None };
                turn.served = Some(tickets.into_iter().zip(serve(requests)).collect());
                drop(turn);
                state = self.state();
            }
        }
    }

    /// Waits for a turn of its own, in which nobody is served. `None` when a server died.
    pub(super) fn occupy(&self) -> Option<Occupied<'_, Q, A>> {
        let free = self.served.wait_while(self.state(), |state| state.busy && !state.abandoned);
        let mut state = free.unwrap_or_else(PoisonError::into_inner);
        if state.abandoned {
            return None;
        }
        state.busy = true;
        Some(Occupied(self))
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
        self.0.state().busy = false;
        self.0.served.notify_all();
    }
}

/// One group being served; given back even when serving panics.
struct Turn<'d, Q, A> {
    desk: &'d Desk<Q, A>,
    served: Option<Vec<(u64, A)>>,
}

impl<Q, A> Drop for Turn<'_, Q, A> {
    fn drop(&mut self) {
        let mut state = self.desk.state();
        state.busy = false;
        match self.served.take() {
            Some(answers) => state.answers.extend(answers),
            None => state.abandoned = true,
        }
        drop(state);
        self.desk.served.notify_all();
    }
}
