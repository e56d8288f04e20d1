//! Work on runs of items, shared among the processors, the results taken in the order of the runs.

use std::num::NonZero;
use std::sync::mpsc::sync_channel;
use std::thread;

/// Items in a run: enough to be worth the handing over, few enough that what waits is small.
pub(crate) const RUN: usize = 512;
/// Fewer runs than this are worked on where they are: threads would cost more than they bring.
const FEW: usize = 8;
/// Runs that wait for each processor, and as many results that wait to be taken from it: enough to go on with while the one who takes
/// them waits for the disk.
const AHEAD: usize = 6;

/// Does `work` on each run and hands the results to `take` in order; it ends with the first error. The runs are drawn by a thread
/// of their own: where they are read from a file, nobody else waits for it.
pub(crate) fn in_order<Q: Send, R: Send, E>(
    mut runs: impl Iterator<Item = Q> + Send,
    work: impl Fn(Q) -> R + Sync,
    take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let processors = thread::available_parallelism().map_or(1, NonZero::get);
    if processors == 1 {
        return runs.map(work).try_for_each(take);
    }
    let first: Vec<Q> = runs.by_ref().take(FEW).collect();
    if first.len() < FEW {
        return first.into_iter().map(work).try_for_each(take);
    }
    let mut runs = first.into_iter().chain(runs);
    let work = &work;
    thread::scope(|scope| {
        let (gives, results): (Vec<_>, Vec<_>) = (0..processors)
            .map(|_| {
                let ((give, given), (done, results)) = (sync_channel(AHEAD), sync_channel(AHEAD));
                // Nobody takes the results any more once one of them was an error.
                scope.spawn(move || given.into_iter().map(work).try_for_each(|result| done.send(result)));
                (give, results)
            })
            .unzip();
        scope.spawn(move || gives.iter().cycle().try_for_each(|give| give.send(runs.next()?).ok()));
        // Runs go round, so where one is missing there are no more. A worker that panicked has no more either, and the scope
        // panics with it.
        let mut taken = results.iter().cycle().map_while(|results| results.recv().ok());
        taken.try_for_each(take)
    })
}

#[cfg(test)]
mod tests {
    use super::{AHEAD, FEW, in_order};
    use std::num::NonZero;
    use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
    use std::time::Duration;

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

    /// Whoever draws the runs is not the one who takes the results: it goes on while that one waits, but not for ever.
    #[test]
    fn runs_are_drawn_while_results_are_taken_and_only_so_many_ahead() {
        let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
        let (here, drawn, taken) = (std::thread::current().id(), AtomicUsize::new(0), AtomicUsize::new(0));
        let runs = (0..1000).inspect(|run| {
            drawn.fetch_add(1, SeqCst);
            let elsewhere = std::thread::current().id() != here;
            assert!(elsewhere || *run < FEW || processors == 1, "run {run}");
        });
        // Of each processor: those that wait on both sides of it, the one it is at on either, and one on the way to it.
        let most = processors * (2 * AHEAD + 3) + 1;
        let all = in_order(
            runs,
            |run| run,
            |run| {
                std::thread::sleep(Duration::from_micros(50));
                let ahead = drawn.load(SeqCst) - taken.fetch_add(1, SeqCst);
                if ahead <= most { Ok(()) } else { Err((run, ahead)) }
            },
        );
        assert_eq!((all, taken.into_inner()), (Ok(()), 1000));
    }

    #[test]
    fn the_first_error_in_order_ends_it() {
        let bad = |run| if run % 50 == 49 { Err(run) } else { Ok(()) };
        assert_eq!(in_order(0..1000_usize, bad, |result| result), Err(49));
    }
}
