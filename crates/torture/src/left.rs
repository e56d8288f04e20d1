//! What a writer left that was killed, lost its power or had a bad disk: compared with what it had promised.

use crate::body::Said;
use crate::chance::Chance;
use crate::checked;
use crate::sum::Sum;
use crate::trouble::{Trouble, While};
use qizhang::store::{Disk, LocalOptions, LocalStore, OpenError, Stored};
use qizhang::value::Digest;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// A ledger at rest.
#[derive(Debug, Clone)]
pub(crate) struct Left {
    pub(crate) disk: Arc<dyn Disk>,
    pub(crate) path: PathBuf,
    pub(crate) options: LocalOptions,
}

/// What is known of a ledger from outside.
#[derive(Debug, Clone, Default)]
pub(crate) struct Promised {
    /// Position and content of the first event of each acknowledged batch.
    pub(crate) acked: Vec<(usize, Said)>,
    /// Where an append or a staged append may have ended, so how many events there may be; not known when it is empty.
    pub(crate) ends: BTreeSet<usize>,
    /// The size and root after the last opening: what was there once stays.
    settled: Option<(usize, Digest)>,
}

impl Left {
    pub(crate) fn open(&self) -> Result<LocalStore, OpenError> {
        LocalStore::open_on(Arc::clone(&self.disk), &self.path, self.options.clone())
    }

    pub(crate) fn open_read(&self) -> Result<LocalStore, OpenError> {
        LocalStore::open_read_on(Arc::clone(&self.disk), &self.path, &self.options)
    }

    pub(crate) fn create(&self) -> Result<LocalStore, OpenError> {
        LocalStore::create_on(Arc::clone(&self.disk), &self.path, self.options.clone())
    }
}

impl Promised {
    pub(crate) fn of(acked: Vec<(usize, Said)>, ends: BTreeSet<usize>) -> Self {
        Self { acked, ends, settled: None }
    }

    /// Looks at what was left: first as a reader, which changes nothing, then as the next writer.
    pub(crate) fn check(&mut self, left: &Left, chance: &mut Chance, sum: &mut Sum) -> Result<(), Trouble> {
        let reader = left.open_read().while_doing("opening what was left, for reading")?;
        let read = self.compare(&reader, chance, sum)?;
        drop(reader);
        let store = left.open().while_doing("opening what was left, for writing")?;
        let events = self.compare(&store, chance, sum)?;
        if !events.starts_with(&read) {
            sum.wrong("opening for writing changed what was there");
        }
        checked::sound_on(Arc::clone(&left.disk), &left.path, &left.options, sum);
        self.settled = Some((events.len(), crate::tree::root(&checked::leaves(&events))));
        Ok(())
    }

    fn compare(&self, store: &LocalStore, chance: &mut Chance, sum: &mut Sum) -> Result<Vec<Stored>, Trouble> {
        let events = checked::everything(store).while_doing("reading what was left")?;
        let said = checked::whole_batches(&events, sum);
        for (place, first) in &self.acked {
            if said.get(place - 1) != Some(first) {
                sum.lost(&format!("{first:?} was acknowledged at {place}"));
            }
        }
        if !self.ends.is_empty() && !self.ends.contains(&events.len()) {
            sum.wrong(&format!("an append is there by half: {} events, not one of {:?}", events.len(), self.ends));
        }
        checked::roots(store, &events, chance.place(events.len() + 1), sum);
        if let Some((size, root)) = self.settled {
            let leaves = checked::leaves(events.get(..size).unwrap_or_default());
            if crate::tree::root(&leaves) != root {
                sum.lost(&format!("the first {size} events are not what they were"));
            }
        }
        Ok(events)
    }
}
