//! A bundle made: the question asked of a ledger that notes what it reads, and all of that gathered, proved and signed.

use super::archive;
use super::asking::{Answered, Asking};
use super::evidence::Collected;
use super::record::{EventRecord, Record, RootRecord};
use crate::event::Event;
use crate::ledger::error::LedgerError;
use crate::ledger::recorded::stored_at;
use crate::ledger::service::Ledger;
use crate::ledger::signing::Signer;
use crate::proof::{
    Attestation, Checkpoint, InclusionProof, Span, Sweep, consistency_spans, inclusion_spans, leaf_digest,
};
use crate::store::{Facet, Held, Noted, Noting, ReadOptions, Store, Stored};
use crate::value::{Digest, Fen, Position, Tag, Uscc};
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};

/// What is told of an answer, file by file, and the amounts that matter in it.
#[derive(Debug, Clone, Default)]
pub struct Papers {
    /// The name and the bytes of each file.
    pub files: Vec<(String, Vec<u8>)>,
    /// The amounts, each with the place where a file says it.
    pub claims: Vec<Claim>,
}

/// What an amount of the answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// What was due as known when it was paid.
    DueThen,
    /// What is due as known now.
    Due,
    /// What was paid.
    Paid,
    /// What was paid beyond that.
    Overpaid,
}

impl Figure {
    /// Whether it follows from what is due: where that is not known, neither is this.
    pub(super) fn rests_on_due(self) -> bool {
        match self {
            Figure::DueThen | Figure::Due | Figure::Overpaid => true,
            Figure::Paid => false,
        }
    }

    /// The name for programs.
    pub fn name(self) -> &'static str {
        match self {
            Figure::DueThen => "due_then",
            Figure::Due => "due",
            Figure::Paid => "paid",
            Figure::Overpaid => "overpaid",
        }
    }
}

/// An amount of the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// What it is.
    pub figure: Figure,
    /// What is given: the name of the grant.
    pub grant: Arc<str>,
    /// For what.
    pub matter: Arc<str>,
    /// The file that says it.
    pub file: &'static str,
    /// The number of its item there.
    pub item: usize,
    /// The field of the item.
    pub field: &'static str,
    /// The amount; none where what is due cannot be computed, which is not zero.
    pub amount: Option<Fen>,
}

/// A bundle, not packed yet.
#[derive(Debug, Clone)]
pub struct Package {
    /// The files, the signed attestation last.
    pub files: Vec<(String, Vec<u8>)>,
    /// What was signed.
    pub attestation: Attestation,
    /// Whom it is about.
    pub subject: Uscc,
    /// How many events it holds.
    pub events: usize,
}

impl Package {
    /// The bytes of the packed file: the same for the same files.
    pub fn packed(&self) -> Result<Vec<u8>, LedgerError> {
        archive::pack(&self.files)
    }
}

/// Everything the answer read, with what proves it.
pub(super) struct Gathered {
    pub(super) held: Held,
    /// The digests that the proofs are made of, each once.
    pub(super) nodes: Vec<Digest>,
    numbers: BTreeMap<Span, u32>,
}

impl Ledger {
    /// Makes the bundle of a question, signed by the key of the ledger. `papers` tells the answer; whoever checks the bundle
    /// tells it again in the same way. The ledger is open for writing, because only what was held against its last checkpoint
    /// is signed.
    pub fn bundle(
        &self,
        asking: &Asking,
        signer: &Signer,
        papers: impl FnOnce(&Answered, &Collected) -> Result<Papers, LedgerError>,
    ) -> Result<Package, LedgerError> {
        // Nothing is signed for a question that has no answer.
        self.answered(asking)?;
        // All there is is signed, also where the question asks for less: what came later is seen to be there.
        let size = self.head();
        let checkpoint = self.sign_at(signer, size)?;
        let changes = self.files()?.changes_text()?;
        let (noting, notes) = Noting::over(Arc::clone(&self.store), size);
        let ledger = self.read_through(noting)?;
        let answered = ledger.answered(asking)?;
        let asked = notes.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let gathered = Gathered::of(&*ledger.store, size, &asked)?;
        let at = Checkpoint { origin: ledger.files()?.origin.clone(), size: size.0, root: ledger.store.root(size)? };
        gathered.prove(&at.root)?;
        let events = Collected { events: gathered.decoded(&answered)? };
        let mut bundled = vec![(README.to_owned(), readme(asking, &answered, &at).into_bytes())];
        bundled.extend(papers(&answered, &events)?.files);
        bundled.push((EVENTS.to_owned(), lines(&gathered.held.events)));
        let record = Record::of(&gathered, asking, answered.subject, &at.origin, &at.root);
        bundled.push((PROOF.to_owned(), record.text().into_bytes()));
        bundled.push((CHECKPOINT.to_owned(), checkpoint.note.into_bytes()));
        if !changes.is_empty() {
            bundled.push((CHANGES.to_owned(), changes.into_bytes()));
        }
        let digests = bundled.iter().map(|(name, bytes)| (name.clone(), Digest::of(bytes))).collect();
        let attestation = Attestation { at, files: digests };
        bundled.push((ATTESTATION.to_owned(), signer.sign_attestation(&attestation).into_bytes()));
        Ok(Package { files: bundled, attestation, subject: answered.subject, events: events.events.len() })
    }
}

/// What says what each file is.
pub(super) const README: &str = "README.txt";
/// The events.
pub(super) const EVENTS: &str = "events.jsonl";
/// How each leads to the root.
pub(super) const PROOF: &str = "proof.json";
/// The signed root of a bundle.
pub(super) const CHECKPOINT: &str = "checkpoint.note";
/// The notes of key changes, so that the first public key is enough.
pub(super) const CHANGES: &str = "key-changes.note";
/// What the ledger says of the other files.
pub(super) const ATTESTATION: &str = "attestation.note";

pub(super) fn readme(asking: &Asking, answered: &Answered, at: &Checkpoint) -> String {
    let what = answered.paid.as_ref().map_or_else(|| answered.subject.to_string(), |(paid, _)| paid.number.to_string());
    let name = answered.now.name_of(answered.subject);
    let (under, later) = (asking.under(), asking.later(Position(at.size)));
    let line = |text: &str| if text.is_empty() { String::new() } else { format!("\n{text}") };
    [
        ("{what}", what.as_str()),
        ("{subject}", answered.subject.as_str()),
        ("{name}", &*name),
        ("{under_zh}", &line(&under.zh)),
        ("{under_en}", &line(under.en.trim_end_matches("; "))),
        ("{on}", &asking.on.to_string()),
        ("{known}", &asking.known.to_string()),
        ("{size}", &at.size.to_string()),
        ("{later_zh}", &later.zh),
        ("{later_en}", &later.en),
        ("{ledger}", &at.origin),
        ("{root}", &at.root.to_string()),
        ("{program}", env!("CARGO_PKG_VERSION")),
    ]
    .iter()
    .fold(include_str!("readme.txt").to_owned(), |text, (field, value)| text.replace(field, value))
}

impl Gathered {
    /// Everything of the ledger up to a size that was asked for: of each facet all it selects, also where the answer looked
    /// only at a part of it.
    fn of(store: &dyn Store, size: Position, noted: &Noted) -> Result<Self, LedgerError> {
        let mut held = Held { size, ..Held::default() };
        let query = Facet::query(&noted.facets);
        store.read(&query, ReadOptions { until: Some(size), ..ReadOptions::default() }, &mut |stored| {
            held.events.insert(stored.position, stored.keep());
            true
        })?;
        for facet in &noted.facets {
            let own = held.events.values().filter(|event| facet.selects(&event.kind, &event.tags));
            held.facets.insert(facet.clone(), own.map(|event| event.position).collect());
        }
        let mut alone = noted.positions.clone();
        for id in &noted.ids {
            let position = store.find(*id)?;
            alone.extend(position);
            held.ids.insert(*id, position);
        }
        for position in alone.into_iter().filter(|position| *position <= size) {
            if !held.events.contains_key(&position) {
                held.events.extend(stored_at(store, position)?.map(|stored| (position, stored)));
            }
        }
        for earlier in noted.roots.iter().filter(|earlier| earlier.0 > 0) {
            held.roots.insert(*earlier, store.root(*earlier)?);
        }
        let spans = spans(&held).ok_or(LedgerError::Unproved { position: size })?;
        let mut sweep = Sweep::new(spans);
        store.leaves(size, &mut |leaf| sweep.push(leaf))?;
        let roots = sweep.finish().ok_or(LedgerError::Unproved { position: size })?;
        let numbers = (0..).zip(roots.keys()).map(|(number, span)| (*span, number)).collect();
        Ok(Self { held, nodes: roots.into_values().collect(), numbers })
    }

    fn path(&self, spans: Option<Vec<Span>>) -> Vec<u32> {
        spans.into_iter().flatten().filter_map(|span| self.numbers.get(&span).copied()).collect()
    }

    /// Every proof is checked before it is given: where one does not hold, the ledger contradicts itself.
    fn prove(&self, root: &Digest) -> Result<(), LedgerError> {
        for event in self.held.events.values() {
            let index = event.position.0.saturating_sub(1);
            let numbers = self.path(inclusion_spans(index, self.held.size.0));
            let path =
                numbers.iter().filter_map(|number| self.nodes.get(usize::try_from(*number).ok()?).copied()).collect();
            let proof = InclusionProof { index, size: self.held.size.0, path };
            if !proof.proves(&leaf(event), root) {
                return Err(LedgerError::Unproved { position: event.position });
            }
        }
        Ok(())
    }

    fn decoded(&self, answered: &Answered) -> Result<Vec<Event>, LedgerError> {
        let all = self.held.events.values();
        all.map(|stored| crate::ledger::scope::decode(&answered.now.catalogue, stored.pass())).collect()
    }

    pub(super) fn events(&self) -> Vec<EventRecord> {
        let record = |event: &Stored| EventRecord {
            position: event.position.0,
            id: event.id.to_string(),
            kind: event.kind.to_string(),
            tags: event.tags.iter().map(Tag::to_string).collect(),
            leaf: leaf(event).to_string(),
            path: self.path(inclusion_spans(event.position.0.saturating_sub(1), self.held.size.0)),
        };
        self.held.events.values().map(record).collect()
    }

    /// The earlier roots; the one at the size itself is the signed one.
    pub(super) fn roots(&self) -> Vec<RootRecord> {
        let earlier = self.held.roots.iter().filter(|(size, _)| **size != self.held.size);
        let record = |(size, root): (&Position, &Digest)| RootRecord {
            size: size.0,
            root: root.to_string(),
            path: self.path(consistency_spans(size.0, self.held.size.0)),
        };
        earlier.map(record).collect()
    }
}

/// The events a line each.
pub(super) fn lines(events: &BTreeMap<Position, Stored>) -> Vec<u8> {
    events.values().flat_map(|event| [event.bytes.as_slice(), b"\n"]).flatten().copied().collect()
}

/// Every range that a proof of what is held names.
fn spans(held: &Held) -> Option<Vec<Span>> {
    let size = held.size.0;
    let events = held.events.keys().map(|position| inclusion_spans(position.0.checked_sub(1)?, size));
    let roots = held.roots.keys().map(|earlier| consistency_spans(earlier.0, size));
    let all: Vec<Vec<Span>> = events.chain(roots).collect::<Option<_>>()?;
    Some(all.concat())
}

pub(super) fn leaf(event: &Stored) -> Digest {
    leaf_digest(&event.kind, &event.tags, &event.bytes)
}
