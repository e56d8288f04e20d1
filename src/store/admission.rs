//! Whether a batch may be admitted: one order of checks for every backend.
//!
//! That there is an event comes first, then sizes, then ids, then the condition, then natural keys. What is known is the ledger so far and, in a
//! group of appends that become durable together, the appends before this one in the group.

use crate::event::{Condition, Guard};
use crate::proof::leaf_digest;
use crate::store::contract::{Admitted, Batch, Entry, NaturalKey};
use crate::store::prepared::TooLarge;
use crate::store::refusal::{AppendRefusal, Part, ReadError};
use crate::value::{Digest, EventId, Position, Tag, TypeName};
use rustc_hash::FxHashMap;

/// How many offending positions a refusal names.
pub(super) const CONFLICTS_MAX: usize = 100;

/// What a backend can tell about the events it holds.
pub(super) trait Known {
    /// Position and leaf of the event with this id.
    fn identity(&self, id: EventId) -> Result<Option<(Position, Digest)>, ReadError>;

    /// The event that holds a natural key.
    fn holder(&self, key: &str) -> Result<Option<Position>, ReadError>;

    /// The first events a guard forbids, at most `limit` of them, in order.
    fn forbidden(&self, guard: &Guard, limit: usize) -> Result<Vec<Position>, ReadError>;
}

/// All of an entry but its bytes.
#[derive(Debug, Clone)]
pub(super) struct Label {
    pub(super) id: EventId,
    pub(super) kind: TypeName,
    pub(super) tags: Vec<Tag>,
    pub(super) keys: Vec<NaturalKey>,
    pub(super) leaf: Digest,
}

/// Entries measured and labelled, before any lock is taken.
#[derive(Debug, Clone)]
pub(super) struct Labelled {
    pub(super) labels: Vec<Label>,
    pub(super) condition: Option<Condition>,
}

impl Labelled {
    /// Measures each entry, sorts its tags and computes its leaf.
    pub(super) fn of(batch: &Batch) -> Result<Self, AppendRefusal> {
        if batch.entries.is_empty() {
            return Err(AppendRefusal::Empty);
        }
        let entries = batch.entries.iter().cloned().enumerate();
        let labels = entries.map(|(at, entry)| Label::of(entry).map(|(label, _)| label).map_err(|large| large.at(at)));
        Ok(Self { labels: labels.collect::<Result<_, _>>()?, condition: batch.condition.clone() })
    }
}

impl Label {
    /// Measures an entry, sorts its tags and computes its leaf; the envelope is given back beside the label.
    pub(super) fn of(entry: Entry) -> Result<(Self, Vec<u8>), TooLarge> {
        for (part, bytes) in [(Part::Envelope, entry.bytes.len()), (Part::Labels, label_bytes(&entry))] {
            if bytes > part.bytes_max() {
                return Err(TooLarge { part, bytes });
            }
        }
        let Entry { id, kind, mut tags, keys, bytes } = entry;
        tags.sort_unstable();
        tags.dedup();
        let leaf = leaf_digest(&kind, &tags, &bytes);
        Ok((Self { id, kind, tags, keys, leaf }, bytes))
    }
}

impl TooLarge {
    /// As the refusal of the batch in which the entry has this number.
    pub(super) fn at(self, entry: usize) -> AppendRefusal {
        let Self { part, bytes } = self;
        AppendRefusal::TooLarge { entry, part, bytes }
    }
}

/// As a frame of the local log would hold them: a tag with one byte before it, a key with three.
fn label_bytes(entry: &Entry) -> usize {
    let tags: usize = entry.tags.iter().map(|tag| tag.as_str().len() + 1).sum();
    let keys: usize = entry.keys.iter().map(|key| key.as_str().len() + 3).sum();
    tags + keys
}

/// Appends that become durable together: each sees the ledger and the ones admitted before it.
pub(super) struct Group<'k, K: Known> {
    known: &'k K,
    head: Position,
    admitted: Vec<(Position, TypeName, Vec<Tag>)>,
    ids: FxHashMap<EventId, (Position, Digest)>,
    keys: FxHashMap<String, Option<Position>>,
}

impl<'k, K: Known> Group<'k, K> {
    /// Starts after the ledger's last position.
    pub(super) fn new(known: &'k K, head: Position) -> Self {
        Self { known, head, admitted: Vec::new(), ids: FxHashMap::default(), keys: FxHashMap::default() }
    }

    #[cfg(feature = "local")]
    /// The last position, with what the group admitted so far.
    pub(super) fn head(&self) -> Position {
        self.head
    }

    /// The answer for each entry, or why none of them may be admitted. Nothing changes until [`Group::admit`].
    ///
    /// A batch whose every entry is there already is a retry: it gets its first answer, whatever happened since, so its
    /// condition is not looked at again.
    pub(super) fn check(&self, batch: &Labelled) -> Result<Vec<Admitted>, AppendRefusal> {
        let answers = self.identify(batch)?;
        let retry = answers.iter().all(|answer| matches!(answer, Admitted::Repeated(_)));
        if !retry {
            self.guard(batch.condition.as_ref())?;
            self.take_keys(batch, &answers)?;
        }
        Ok(answers)
    }

    #[cfg(feature = "local")]
    /// Counts a checked batch as part of the ledger.
    pub(super) fn admit(&mut self, batch: Labelled, answers: &[Admitted]) {
        for (label, answer) in batch.labels.into_iter().zip(answers) {
            let Admitted::New(position) = *answer else { continue };
            for key in label.keys {
                let holder = key.holder_after(position);
                self.keys.insert(key.into_string(), holder);
            }
            self.ids.insert(label.id, (position, label.leaf));
            self.admitted.push((position, label.kind, label.tags));
            self.head = position;
        }
    }

    #[cfg(feature = "local")]
    /// Counts the last checked batch: only the head is asked for afterwards, so nothing else need be kept.
    pub(super) fn admit_last(&mut self, answers: &[Admitted]) {
        let new = answers.iter().rev().find_map(|answer| match answer {
            Admitted::New(position) => Some(*position),
            Admitted::Repeated(_) => None,
        });
        self.head = new.unwrap_or(self.head);
    }

    fn identify(&self, batch: &Labelled) -> Result<Vec<Admitted>, AppendRefusal> {
        let mut here: FxHashMap<EventId, (Position, Digest)> = FxHashMap::default();
        here.reserve(batch.labels.len());
        let mut next = self.head.next();
        let mut answers = Vec::with_capacity(batch.labels.len());
        for (entry, label) in batch.labels.iter().enumerate() {
            let own = here.get(&label.id).copied();
            let before = if own.is_some() { own } else { self.identity(label.id)? };
            let answer = match before {
                None => {
                    here.insert(label.id, (next, label.leaf));
                    let position = next;
                    next = next.next();
                    Admitted::New(position)
                }
                Some((position, leaf)) if leaf == label.leaf => Admitted::Repeated(position),
                Some((by, _)) => return Err(AppendRefusal::IdTaken { entry, by: self.if_before(by) }),
            };
            answers.push(answer);
        }
        Ok(answers)
    }

    fn identity(&self, id: EventId) -> Result<Option<(Position, Digest)>, AppendRefusal> {
        match self.ids.get(&id) {
            Some(found) => Ok(Some(*found)),
            None => self.known.identity(id).map_err(AppendRefusal::Unreadable),
        }
    }

    /// A position of the batch under check is not one yet.
    fn if_before(&self, position: Position) -> Option<Position> {
        (position <= self.head).then_some(position)
    }

    fn guard(&self, condition: Option<&Condition>) -> Result<(), AppendRefusal> {
        let mut found = Vec::new();
        for guard in condition.iter().flat_map(|condition| &condition.guards) {
            found.extend(self.known.forbidden(guard, CONFLICTS_MAX).map_err(AppendRefusal::Unreadable)?);
            let in_group = self
                .admitted
                .iter()
                .filter(|(position, kind, tags)| *position > guard.after && guard.query.matches(kind, tags));
            found.extend(in_group.map(|(position, ..)| *position).take(CONFLICTS_MAX));
        }
        if found.is_empty() {
            return Ok(());
        }
        found.sort_unstable();
        found.dedup();
        found.truncate(CONFLICTS_MAX);
        Err(AppendRefusal::Conflict { found })
    }

    fn take_keys(&self, batch: &Labelled, answers: &[Admitted]) -> Result<(), AppendRefusal> {
        let mut here: FxHashMap<&str, Option<Position>> = FxHashMap::default();
        for (entry, (label, answer)) in batch.labels.iter().zip(answers).enumerate() {
            let Admitted::New(position) = *answer else { continue };
            for key in &label.keys {
                if matches!(key, NaturalKey::Take(_)) {
                    let holder = match here.get(key.as_str()) {
                        Some(holder) => *holder,
                        None => self.holder(key.as_str())?,
                    };
                    if let Some(by) = holder.filter(|by| *by != position) {
                        let key = key.as_str().to_owned();
                        return Err(AppendRefusal::KeyTaken { entry, key, by: self.if_before(by) });
                    }
                }
                here.insert(key.as_str(), key.holder_after(position));
            }
        }
        Ok(())
    }

    fn holder(&self, key: &str) -> Result<Option<Position>, AppendRefusal> {
        match self.keys.get(key) {
            Some(holder) => Ok(*holder),
            None => self.known.holder(key).map_err(AppendRefusal::Unreadable),
        }
    }
}
