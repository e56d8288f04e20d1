//! Work on runs of items, shared among the processors, the results taken in the order of the runs.

use std::num::NonZero;
use std::sync::mpsc::channel;
use std::thread;

/// Items in a run: enough to be worth the handing over, few enough that what waits is small.
pub(crate) const RUN: usize = 512;
/// Fewer runs than this are worked on where they are: threads would cost more than they bring.
const FEW: usize = 8;
/// Runs under way for each processor.
const AHEAD: usize = 12;

/// Does `work` on each run and hands the results to `take` in order; it ends with the first error.
pub(crate) fn in_order<Q: Send, R: Send, E>(
    mut runs: impl Iterator<Item = Q>,
    work: impl Fn(Q) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let first: Vec<Q> = runs.by_ref().take(FEW).collect();
    if first.len() < FEW {
        return first.into_iter().map(work).try_for_each(take);
    }
    let runs = first.into_iter().chain(runs);
    // Asked only now: the answer is read from a dozen files of the operating system, longer than a small append takes.
    let processors = thread::available_parallelism().map_or(1, NonZero::get);
    if processors == 1 {
        return runs.map(work).try_for_each(take);
    }
    let work = &work;
    thread::scope(|scope| {
        let workers: Vec<_> = (0..processors)
            .map(|_| {
                let ((give, given), (done, results)) = (channel(), channel());
                // Nobody takes the results any more once one of them was an error.
                scope.spawn(move || given.into_iter().map(work).try_for_each(|result| done.send(result)));
                (give, results)
            })
            .collect();
        let mut under_way = 0;
        let mut next = workers.iter().cycle();
        let mut take_next = || match next.next().map(|(_, results)| results.recv()) {
            Some(Ok(result)) => take(result),
            // A worker that panicked has no more results, and the scope panics with it.
            Some(Err(_)) | None => Ok(()),
        };
        for (run, (give, _)) in runs.zip(workers.iter().cycle()) {
            if under_way == processors * AHEAD {
                take_next()?;
                under_way -= 1;
            }
            let _ = give.send(run);
            under_way += 1;
        }
        (0..under_way).try_for_each(|_| take_next())
    })
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

    #[test]
    fn the_first_error_in_order_ends_it() {
        let bad = |run| if run % 50 == 49 { Err(run) } else { Ok(()) };
        assert_eq!(in_order(0..1000_usize, bad, |result| result), Err(49));
    }
}
