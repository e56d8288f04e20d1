//! Everything that can be asked of the log.

use super::cache::Cache;
use super::fault::Fault;
use super::fetch::{Fetcher, selects};
use super::head::HeadFile;
use super::known::{Files, Known};
use super::pages::Spoiled;
use super::postings::Postings;
use super::record::Record;
use super::root::Root;
use super::sealed::Sealed;
use super::segment::Segment;
use super::select::{Pick, Reach, Sought, picks_at};
use super::tail::Volume;
use super::term::Term;
use crate::event::{Guard, Query};
use crate::store::admission;
use crate::store::contract::ReadOptions;
use crate::store::passing::Passing;
use crate::store::refusal::ReadError;
use crate::value::{Digest, EventId, Position};
use rustc_hash::FxHashSet;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

/// The log as it can be searched and read, by many threads at once.
#[derive(Debug)]
pub(super) struct Archive {
    pub(super) files: Files,
    cache: Cache,
    known: RwLock<Known>,
    /// Where a process that does not write looks for what others wrote.
    follows: Option<Mutex<HeadFile>>,
    /// What a staged append has brought.
    fresh: Option<Fresh>,
}

/// The ids and natural keys of a staged append. It may be as large as all the ledger before it, and nearly all that is
/// looked up while it grows is new: to ask every one of its segments would take longer than all the rest.
#[derive(Debug)]
struct Fresh {
    /// On volumes after this one everything is fresh.
    after: usize,
    /// Half of each term: there may be many millions, and one of a thousand lookups more is no loss.
    terms: Mutex<FxHashSet<u32>>,
}

/// Where on one volume something may be.
type Found = (Arc<Segment>, Vec<Pick>);

impl Archive {
    pub(super) fn new(files: Files, known: Known, cache_bytes: u64, follows: Option<HeadFile>) -> Self {
        let (cache, known, follows) = (Cache::new(cache_bytes), RwLock::new(known), follows.map(Mutex::new));
        Self { files, cache, known, follows, fresh: None }
    }

    /// The same log, to be grown by a staged append.
    pub(super) fn to_stage_on(&self, cache_bytes: u64) -> Self {
        let known = self.known().clone();
        let fresh = Fresh { after: known.sealed.len(), terms: Mutex::default() };
        Self { fresh: Some(fresh), ..Self::new(self.files.clone(), known, cache_bytes, None) }
    }

    /// The same log, to be grown where nobody else sees it, from its last segment on.
    pub(super) fn to_try_in(&self, aside: &Root, cache_bytes: u64) -> Self {
        let mut archive = self.to_stage_on(cache_bytes);
        let from = archive.known().segment.number;
        (archive.files.writes, archive.files.aside) = (false, Some((from, aside.clone())));
        archive
    }

    /// Remembers what a staged append brings.
    pub(super) fn remember(&self, terms: impl IntoIterator<Item = Term>) {
        if let Some(fresh) = &self.fresh {
            fresh.terms.lock().unwrap_or_else(PoisonError::into_inner).extend(terms.into_iter().map(Term::half));
        }
    }

    /// Every change to what is known leaves it whole at each step, so a poisoned lock still guards the truth.
    pub(super) fn known(&self) -> RwLockReadGuard<'_, Known> {
        self.known.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn known_mut(&self) -> RwLockWriteGuard<'_, Known> {
        self.known.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Learns what another process has appended. The writer knows already.
    pub(super) fn refresh(&self) -> Result<(), Fault> {
        let Some(follows) = &self.follows else { return Ok(()) };
        let head = follows.lock().unwrap_or_else(PoisonError::into_inner).read()?;
        if head.group > self.known().head.group {
            let mut known = self.known_mut();
            if head.group > known.head.group {
                known.advance(&self.files, head)?;
            }
        }
        Ok(())
    }

    /// Makes the postings of every sealed segment again.
    pub(super) fn rebuild_postings(&self) -> Result<(), Fault> {
        let sealed = self.known().sealed.clone();
        sealed.iter().try_for_each(|sealed| sealed.rebuild(&self.files))?;
        self.cache.clear();
        Ok(())
    }

    pub(super) fn head(&self) -> Position {
        self.known().head.position
    }

    pub(super) fn read(
        &self,
        query: &Query,
        options: ReadOptions,
        visit: &mut dyn FnMut(Passing<'_>) -> bool,
    ) -> Result<(), Fault> {
        let (low, high) = options.bounds(self.head());
        let mut left = options.limit.unwrap_or(u64::MAX);
        if left == 0 {
            return Ok(());
        }
        let reach = Reach { low, high, backwards: options.backwards, limit: left };
        let mut counted = |passing: Passing<'_>| {
            left -= 1;
            visit(passing) && left > 0
        };
        let mut fetcher = Fetcher::default();
        self.each_volume(query, reach, |segment, picks| {
            fetcher.prepare(picks);
            fetcher.pass(segment, picks, query, reach.backwards, &mut counted)
        })
    }

    /// The tree head of the first so many events.
    pub(super) fn root(&self, size: Position) -> Result<Digest, Fault> {
        let (mut tree, high) = {
            let known = self.known();
            if size >= known.head.position {
                return Ok(known.tree.root());
            }
            let before = known.volume_of(size).checked_sub(1).and_then(|at| known.sealed.get(at));
            (before.map(|sealed| sealed.front.tree.clone()).unwrap_or_default(), size)
        };
        let reach = Reach { low: Position(tree.size()).next(), high, backwards: false, limit: u64::MAX };
        self.each_leaf(reach, &mut |leaf| tree.push(leaf))?;
        Ok(tree.root())
    }

    /// The leaves of the first so many events, in order.
    pub(super) fn leaves(&self, until: Position, visit: &mut dyn FnMut(Digest)) -> Result<(), Fault> {
        let high = until.min(self.head());
        self.each_leaf(Reach { low: Position(1), high, backwards: false, limit: u64::MAX }, visit)
    }

    fn each_leaf(&self, reach: Reach, visit: &mut dyn FnMut(Digest)) -> Result<(), Fault> {
        let mut fetcher = Fetcher::default();
        self.each_volume(&Query::all(), reach, |segment, picks| {
            fetcher.prepare(picks);
            for pick in picks {
                visit(fetcher.record(segment, *pick, false)?.leaf);
            }
            Ok(ControlFlow::Continue(()))
        })
    }

    /// Hands over the places where a query's events may lie, volume by volume in the order of reading.
    fn each_volume(
        &self,
        query: &Query,
        reach: Reach,
        mut visit: impl FnMut(&Segment, &[Pick]) -> Result<ControlFlow<()>, Fault>,
    ) -> Result<(), Fault> {
        if reach.low > reach.high {
            return Ok(());
        }
        let sought = Sought::of(query);
        let (first, last) = {
            let known = self.known();
            (known.volume_of(reach.low), known.volume_of(reach.high))
        };
        for step in 0..=last - first {
            let at = if reach.backwards { last - step } else { first + step };
            let Some((segment, picks)) = self.picks(at, &sought, reach)? else { continue };
            if visit(&segment, &picks)?.is_break() {
                break;
            }
        }
        Ok(())
    }

    /// The lock is held only to look up places, never while events are read.
    fn picks(&self, at: usize, sought: &Sought, reach: Reach) -> Result<Option<Found>, Fault> {
        let sealed = {
            let known = self.known();
            match known.sealed.get(at) {
                Some(sealed) => Arc::clone(sealed),
                None => {
                    let Ok(picks) = sought.picks(&known.tail, reach);
                    return Ok(Some((Arc::clone(&known.segment), picks)));
                }
            }
        };
        if !sought.may_be_in(&sealed.front.filter) {
            return Ok(None);
        }
        let picks = self.look_up(&sealed, |postings| sought.picks(postings, reach))?;
        Ok(Some((Arc::clone(&sealed.segment), picks)))
    }

    /// Looks something up in the postings of a segment. Where their file turns out to be damaged, they are made again from the segment.
    fn look_up<T>(&self, sealed: &Sealed, look: impl Fn(&Postings) -> Result<T, Spoiled>) -> Result<T, Fault> {
        let number = sealed.segment.number;
        let postings = self.cache.get(number, || sealed.load_for(&self.files))?;
        look(&postings).or_else(|Spoiled| {
            let postings = self.cache.renew(number, sealed.load_again(&self.files)?);
            look(&postings).map_err(|Spoiled| sealed.disagrees())
        })
    }

    /// Looks a term up from the newest event to the oldest, until `accept` finds what it wants.
    fn newest<T>(
        &self,
        term: Term,
        mut accept: impl FnMut(&Record<'_>, Position) -> Option<T>,
    ) -> Result<Option<T>, Fault> {
        let mut fetcher = Fetcher::default();
        for at in (0..self.volumes_for(term)).rev() {
            let Some((segment, picks)) = self.uses(at, term)? else { continue };
            for pick in picks.into_iter().rev() {
                let record = fetcher.record(&segment, pick, true)?;
                if let Some(found) = accept(&record, pick.position) {
                    return Ok(Some(found));
                }
            }
        }
        Ok(None)
    }

    /// How many volumes an id or natural key may be on.
    fn volumes_for(&self, term: Term) -> usize {
        let volumes = self.known().volumes();
        match &self.fresh {
            Some(Fresh { after, terms })
                if !terms.lock().unwrap_or_else(PoisonError::into_inner).contains(&term.half()) =>
            {
                volumes.min(after + 1)
            }
            Some(_) | None => volumes,
        }
    }

    fn uses(&self, at: usize, term: Term) -> Result<Option<Found>, Fault> {
        let sealed = {
            let known = self.known();
            match known.sealed.get(at) {
                Some(sealed) => Arc::clone(sealed),
                None => {
                    let Ok(picks) = uses_on(&known.tail, term);
                    return Ok(Some((Arc::clone(&known.segment), picks)));
                }
            }
        };
        if !sealed.front.filter.may_hold(term) {
            return Ok(None);
        }
        let picks = self.look_up(&sealed, |postings| uses_on(postings, term))?;
        Ok(Some((Arc::clone(&sealed.segment), picks)))
    }

    pub(super) fn identity(&self, id: EventId) -> Result<Option<(Position, Digest)>, Fault> {
        self.newest(Term::of_id(id), |record, position| (record.id == id).then_some((position, record.leaf)))
    }

    pub(super) fn holder(&self, key: &str) -> Result<Option<Position>, Fault> {
        let last = self.newest(Term::of_key(key), |record, position| {
            let (_, freed) = record.keys.clone().filter(|(name, _)| *name == key).last()?;
            Some((position, freed))
        })?;
        Ok(last.and_then(|(position, freed)| (!freed).then_some(position)))
    }

    fn forbidden(&self, guard: &Guard, limit: usize) -> Result<Vec<Position>, Fault> {
        let reach = Reach { low: guard.after.next(), high: self.head(), backwards: false, limit: u64::MAX };
        let mut found = Vec::new();
        let mut fetcher = Fetcher::default();
        self.each_volume(&guard.query, reach, |segment, picks| {
            fetcher.prepare(picks);
            for pick in picks {
                if found.len() == limit {
                    return Ok(ControlFlow::Break(()));
                }
                if selects(&guard.query, &fetcher.record(segment, *pick, false)?) {
                    found.push(pick.position);
                }
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(found)
    }
}

fn uses_on<V: Volume>(volume: &V, term: Term) -> Result<Vec<Pick>, V::Unread> {
    let places: Vec<u32> = volume.uses(term)?.iter().map(|one| one >> 1).collect();
    picks_at(volume, &places)
}

impl admission::Known for Archive {
    fn identity(&self, id: EventId) -> Result<Option<(Position, Digest)>, ReadError> {
        Ok(Archive::identity(self, id)?)
    }

    fn holder(&self, key: &str) -> Result<Option<Position>, ReadError> {
        Ok(Archive::holder(self, key)?)
    }

    fn forbidden(&self, guard: &Guard, limit: usize) -> Result<Vec<Position>, ReadError> {
        Ok(Archive::forbidden(self, guard, limit)?)
    }
}
