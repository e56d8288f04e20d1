//! An append before it has its turn.

use super::draft::Body;
use super::record;
use super::term::Term;
use crate::event::Condition;
use crate::store::admission::Labelled;
use crate::store::contract::{Batch, Entry};
use crate::store::prepared::Prepared;
use crate::store::refusal::AppendRefusal;
use crate::store::runs::{RUN, in_order};

/// An append, its entries made ready before it waits for its turn.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) labelled: Labelled,
    pub(super) bodies: Vec<Body>,
}

impl Request {
    /// A large batch is shared among the processors: this is where every event is hashed.
    pub(super) fn of(batch: &Batch) -> Result<Self, AppendRefusal> {
        let mut prepared = Vec::with_capacity(batch.entries.len());
        let runs = (0..).step_by(RUN).zip(batch.entries.chunks(RUN));
        let prepare = |(first, run): (usize, &[Entry])| {
            let ready = (first..).zip(run).map(|(at, entry)| Prepared::of(entry.clone()).map_err(|large| large.at(at)));
            ready.collect::<Result<Vec<_>, _>>()
        };
        in_order(runs, prepare, |run| {
            prepared.extend(run?);
            Ok(())
        })?;
        Self::ready(prepared, batch.condition.clone())
    }

    /// An append of entries that are ready.
    pub(super) fn ready(prepared: Vec<Prepared>, condition: Option<Condition>) -> Result<Self, AppendRefusal> {
        if prepared.is_empty() {
            return Err(AppendRefusal::Empty);
        }
        let split = prepared.into_iter().map(|Prepared { label, bytes, uses }| (label, Body { bytes, uses }));
        let (labels, bodies) = split.unzip();
        Ok(Self { labelled: Labelled { labels, condition }, bodies })
    }

    /// The ids and natural keys it brings: of the uses of an event the first is its id, and after type and tags come the keys.
    pub(super) fn terms(&self) -> Vec<Term> {
        let uses = self.labelled.labels.iter().zip(&self.bodies).flat_map(|(label, body)| {
            let keys = body.uses.get(label.tags.len().saturating_add(2)..).unwrap_or_default();
            body.uses.first().into_iter().chain(keys)
        });
        uses.map(|one| one.term).collect()
    }

    /// About so many bytes it takes in the log.
    pub(super) fn bytes(&self) -> usize {
        let records = self.labelled.labels.iter().zip(&self.bodies);
        records.map(|(label, body)| record::size_of(label, &body.bytes)).sum()
    }
}
