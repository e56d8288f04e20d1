//! Steps at the door: what of a batch could not follow what is on record is refused, with what stands in the way.
//!
//! A step is held against the facts that share its numbers, and these against each other. What was impossible before the batch is no fault
//! of the batch; what became so with it is, also where the batch takes back or corrects a fact that later steps rest on.

use crate::audit::{LIFE, steps};
use crate::event::{Catalogue, Event, Known, Query};
use crate::ledger::error::LedgerError;
use crate::ledger::findings::Finding;
use crate::ledger::lookback::last_touched;
use crate::ledger::numbered::{is_numbered, numbered};
use crate::ledger::scope;
use crate::ledger::service::Ledger;
use crate::ledger::sight::Sight;
use crate::position::FactRef;
use crate::timeline::Timeline;
use crate::value::{Day, Position, Tag, TypeName};
use std::collections::BTreeSet;

/// So many numbers are looked up one by one; of more, all steps on record are read.
const FEW: usize = 200;
/// What tells who took over from whom, besides the steps.
const SUCCESSION: [&str; 3] = ["enterprise.merged", "enterprise.split", "enterprise.recoded"];

/// Whether an event of a type may be a step, or change one.
pub(super) fn concerns_a_step(kind: &TypeName) -> bool {
    LIFE.iter().any(|step| step.kind == kind.as_str()) || is_amendment(kind)
}

fn is_amendment(kind: &TypeName) -> bool {
    matches!(Known::of(kind), Some(Known::FactCorrected | Known::FactRetracted))
}

/// An event of the batch that is a step, or corrects or takes back a fact.
struct Came {
    /// As a fact would be pointed at.
    own: FactRef,
    amends: bool,
    tags: Vec<Tag>,
}

impl Ledger {
    /// What is impossible with the events after a position and was not without them, each at the event of the batch that makes it so.
    pub(super) fn impossible(
        &self,
        sight: Sight<'_>,
        before: Position,
    ) -> Result<Vec<(Position, Finding)>, LedgerError> {
        let catalogue = self.catalogue();
        let mut batch = Vec::new();
        let names = LIFE.iter().map(|step| step.kind).chain([Known::FactCorrected.name(), Known::FactRetracted.name()]);
        let types: Vec<TypeName> = names.filter_map(TypeName::parse).collect();
        sight.read(&Query::of_types(types), (before.next(), sight.head()), &mut |stored| {
            let amends = is_amendment(stored.kind);
            // Which day it is of matters to nobody here.
            let own = FactRef { position: stored.position, id: stored.id, day: Day::MIN };
            batch.push(Came { own, amends, tags: stored.tags.to_vec() });
            true
        })?;
        let tags: BTreeSet<Tag> = batch.iter().flat_map(|one| &one.tags).cloned().collect();
        if !tags.iter().any(is_numbered) {
            return Ok(Vec::new());
        }
        let events = if tags.iter().filter(|tag| is_numbered(tag)).count() > FEW {
            let names: Vec<&str> = LIFE.iter().map(|step| step.kind).chain(SUCCESSION).collect();
            scope::of_types(sight, &catalogue, sight.head(), &names)?
        } else {
            numbered(sight, &catalogue, tags, &SUCCESSION)?
        };
        Ok(made_impossible(&catalogue, &events, before, &batch))
    }
}

fn made_impossible(
    catalogue: &Catalogue,
    events: &[Event],
    before: Position,
    batch: &[Came],
) -> Vec<(Position, Finding)> {
    let known = events.iter().filter(|event| event.position <= before).cloned().collect();
    let was: BTreeSet<_> = steps(catalogue, &Timeline::build(catalogue, known), before)
        .into_iter()
        .map(|finding| finding.number)
        .collect();
    let timeline = Timeline::build(catalogue, events.to_vec());
    let mut found: Vec<(Position, Finding)> = Vec::new();
    for mut finding in steps(catalogue, &timeline, before).into_iter().filter(|one| !was.contains(&one.number)) {
        let touched = |fact: &FactRef| timeline.by_id(fact.id).map(last_touched).filter(|at| *at > before);
        if let Some((index, at)) = (0..).zip(&finding.facts).find_map(|(index, fact)| Some((index, touched(fact)?))) {
            // The one that came with the batch is at fault, and the others stand in its way.
            if let Some(own) = finding.facts.get_mut(..=index) {
                own.rotate_right(1);
            }
            found.push((at, finding));
        } else if let Some(own) = taken_away_by(catalogue, &timeline, batch, &finding) {
            finding.facts.insert(0, own);
            found.push((own.position, finding));
        }
    }
    found.sort_by_key(|(at, finding)| (*at, finding.detector.id));
    found
}

/// The retraction that took away what a step rested on: the last one that shares a number with it.
fn taken_away_by(catalogue: &Catalogue, timeline: &Timeline, batch: &[Came], finding: &Finding) -> Option<FactRef> {
    let fact = timeline.by_id(finding.facts.first()?.id)?;
    let own: Vec<Tag> = catalogue.tags(fact.kind, &fact.record).into_iter().filter(is_numbered).collect();
    let amending = batch.iter().rev().filter(|one| one.amends);
    amending.filter(|one| one.tags.iter().any(|tag| own.contains(tag))).map(|one| one.own).next()
}
