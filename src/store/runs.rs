//! Work on runs of items, shared among the processors, the results taken in the order of the runs.

use std::collections::{BTreeMap, VecDeque};
use std::num::NonZero;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Items in a run: enough to be worth the handing over, few enough that what waits is small.
pub(crate) const RUN: usize = 512;
/// Fewer runs than this are worked on where they are: threads would cost more than they bring.
const FEW: usize = 8;
/// Runs under way for each processor.
const AHEAD: usize = 12;

/// Does `work` on each run and hands the results to `take` in order; it ends with the first error.
///
/// Whoever takes the results has a processor for itself, and the others have a thread each that works ahead. Where nothing is
/// left to take it works too: so all processors are busy, whether most of the time goes into the work or into the taking.
pub(crate) fn in_order<Q: Send, R: Send, E>(
    mut runs: impl Iterator<Item = Q>,
    work: impl Fn(Q) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let first: Vec<Q> = runs.by_ref().take(FEW).collect();
    if first.len() < FEW {
        return first.into_iter().map(work).try_for_each(take);
    }
    let mut runs = first.into_iter().chain(runs);
    // Asked only now: the answer is read from a dozen files of the operating system, longer than a small append takes.
    let processors = thread::available_parallelism().map_or(1, NonZero::get);
    if processors == 1 {
        return runs.map(work).try_for_each(take);
    }
    let bench = Bench::default();
    thread::scope(|scope| {
        let _closing = Closing(&bench);
        (1..processors).for_each(|_| drop(scope.spawn(|| bench.work_ahead(&work))));
        let (mut laid, mut taken) = (0, 0);
        loop {
            let room = (taken + processors * AHEAD).saturating_sub(laid);
            laid += bench.lay(laid, runs.by_ref().take(room));
            match if taken < laid { bench.result(taken, &work) } else { None } {
                Some(result) => take(result)?,
                // All were taken; or a worker panicked, and the scope panics with it.
                None => return Ok(()),
            }
            taken += 1;
        }
    })
}

/// Where runs lie until somebody works on them, and their results until they are taken.
struct Bench<Q, R> {
    state: Mutex<State<Q, R>>,
    changed: Condvar,
}

struct State<Q, R> {
    runs: VecDeque<(usize, Q)>,
    results: BTreeMap<usize, R>,
    /// Nobody takes results any more.
    closed: bool,
    /// A worker panicked: its result will never come.
    lost: bool,
}

impl<Q, R> Default for Bench<Q, R> {
    fn default() -> Self {
        let state = State { runs: VecDeque::new(), results: BTreeMap::new(), closed: false, lost: false };
        Self { state: Mutex::new(state), changed: Condvar::new() }
    }
}

impl<Q, R> Bench<Q, R> {
    /// Lays runs down, numbered on from `number`; how many there were.
    fn lay(&self, number: usize, runs: impl Iterator<Item = Q>) -> usize {
        let mut count = 0;
        for run in runs {
            self.state().runs.push_back((number + count, run));
            self.changed.notify_one();
            count += 1;
        }
        count
    }

    /// The result of a run that was laid down; meanwhile works on what nobody has begun. `None` when it will never come.
    fn result(&self, number: usize, work: &impl Fn(Q) -> R) -> Option<R> {
        let mut state = self.state();
        loop {
            if let Some(result) = state.results.remove(&number) {
                return Some(result);
            }
            if state.lost {
                return None;
            }
            if let Some((number, run)) = state.runs.pop_front() {
                drop(state);
                let result = work(run);
                state = self.state();
                state.results.insert(number, result);
            } else {
                state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
            }
        }
    }

    /// Works on one run after the other until nobody takes results any more.
    fn work_ahead(&self, work: &impl Fn(Q) -> R) {
        let mut losing = Losing { bench: self, lost: true };
        while let Some((number, run)) = self.next() {
            let result = work(run);
            self.state().results.insert(number, result);
            self.changed.notify_all();
        }
        losing.lost = false;
    }

    fn next(&self) -> Option<(usize, Q)> {
        let waits = |state: &mut State<Q, R>| state.runs.is_empty() && !state.closed;
        let waited = self.changed.wait_while(self.state(), waits);
        let mut state = waited.unwrap_or_else(PoisonError::into_inner);
        if state.closed { None } else { state.runs.pop_front() }
    }

    fn state(&self) -> MutexGuard<'_, State<Q, R>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Lets the workers go when nobody takes results any more, for whatever reason.
struct Closing<'b, Q, R>(&'b Bench<Q, R>);

impl<Q, R> Drop for Closing<'_, Q, R> {
    fn drop(&mut self) {
        self.0.state().closed = true;
        self.0.changed.notify_all();
    }
}

/// Tells whoever waits for results that a worker panicked.
struct Losing<'b, Q, R> {
    bench: &'b Bench<Q, R>,
    lost: bool,
}

impl<Q, R> Drop for Losing<'_, Q, R> {
    fn drop(&mut self) {
        if self.lost {
            self.bench.state().lost = true;
            self.bench.changed.notify_all();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{AHEAD, FEW, in_order};

    #[test]
    fn results_come_in_the_order_of_the_runs() {
        for count in [0, 1, FEW, 100 * AHEAD + 7] {
            let mut taken = Vec::new();
            let all = in_order(
                0..count,
                |run| run * 2,
                |doubled| {
                    taken.push(doubled);
                    Ok::<_, ()>(())
                },
            );
            assert_eq!((all, taken), (Ok(()), (0..count).map(|run| run * 2).collect()));
        }
    }

    /// Whichever of the two is slow, the other threads or the taking: all are worked on, and a panic is not waited for.
    #[test]
    fn slow_work_and_slow_taking_end() {
        let nap = |millis| std::thread::sleep(std::time::Duration::from_millis(millis));
        for (working, taking) in [(2, 0), (0, 2)] {
            let mut sum = 0;
            let work = |run: usize| {
                nap(working);
                run
            };
            let all = in_order(0..100, work, |run| {
                nap(taking);
                sum += run;
                Ok::<_, ()>(())
            });
            assert_eq!((all, sum), (Ok(()), 4950));
        }
        let panics =
            || in_order(0..1000, |run| assert!(run != 700, "a run that cannot be worked on"), |()| Ok::<_, ()>(()));
        assert!(std::panic::catch_unwind(panics).is_err());
        let stops =
            || in_order(0..1000, |run| run, |run| if run == 700 { panic!("taking stops") } else { Ok::<_, ()>(()) });
        assert!(std::panic::catch_unwind(stops).is_err());
    }

    #[test]
    fn the_first_error_in_order_ends_it() {
        let bad = |run| if run % 50 == 49 { Err(run) } else { Ok(()) };
        assert_eq!(in_order(0..1000_usize, bad, |result| result), Err(49));
    }
}
