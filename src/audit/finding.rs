//! What detectors found, each under a number of its own.

use crate::audit::detector::Found;
use crate::audit::detectors::STEPS;
use crate::audit::life::Facts;
use crate::audit::{DETECTORS, Detector, Scene, Severity, State};
use crate::event::Catalogue;
use crate::position::FactRef;
use crate::timeline::{Fact, Timeline};
use crate::value::{Bilingual, Day, Digest, Fen, Position as Place, Uscc};
use std::sync::Arc;

/// So many hexadecimal digits of the digest stand in a number: twelve leave a million findings without two alike.
const DIGITS: usize = 12;

/// One thing a detector found.
#[derive(Debug, Clone)]
pub struct Finding {
    /// Its number: the detector, and a digest of the facts it rests on. A fact that is corrected, taken back or joined by another
    /// gives another number, so that what was explained on other facts is found again.
    pub number: Arc<str>,
    /// Which detector found it.
    pub detector: &'static Detector,
    /// Whom it is about.
    pub subjects: Vec<Uscc>,
    /// The facts it rests on; the first is the one at fault.
    pub facts: Vec<FactRef>,
    /// The money it is about.
    pub amount: Option<Fen>,
    /// The clause it offends, where it is one of a policy.
    pub article: Option<Arc<str>>,
    /// What was found.
    pub says: Bilingual,
    /// What people have done about it.
    pub state: State,
}

impl Finding {
    /// Whether it is only worth knowing.
    pub fn is_information(&self) -> bool {
        self.detector.severity == Severity::Information
    }
}

/// Asks the detectors of these names, all of them when there are none. Findings come by detector, then by the place of the fact at
/// fault.
pub fn detect(scene: &Scene<'_>, only: &[&'static Detector]) -> Vec<Finding> {
    let all: Vec<&'static Detector> = DETECTORS.iter().collect();
    let asked = if only.is_empty() { &all } else { only };
    let states = State::all(scene);
    let mut found: Vec<Finding> = Vec::new();
    for detector in asked {
        let mut own: Vec<Finding> =
            (detector.find)(scene).into_iter().map(|found| named(scene.timeline, detector, found)).collect();
        for finding in &mut own {
            finding.state = states.get(&*finding.number).copied().unwrap_or_default();
        }
        own.sort_by(|a, b| (a.facts.first(), &a.number).cmp(&(b.facts.first(), &b.number)));
        own.dedup_by(|a, b| a.number == b.number);
        found.extend(own);
    }
    found
}

/// What the detectors of steps find in facts alone. Those behind `batch_after` are a batch that is about to be recorded: its lines rest on
/// what is above them.
pub fn steps(catalogue: &Catalogue, timeline: &Timeline, batch_after: Place) -> Vec<Finding> {
    let facts = Facts::of(catalogue, timeline, Day::MAX, batch_after);
    let asked = STEPS.iter().flat_map(|(detector, find)| find(&facts).into_iter().map(move |found| (*detector, found)));
    asked.map(|(detector, found)| named(timeline, detector, found)).collect()
}

/// What was found, under its number.
pub(super) fn named(timeline: &Timeline, detector: &'static Detector, found: Found) -> Finding {
    let number = number(timeline, detector, &found);
    let Found { subjects, facts, amount, article, says, .. } = found;
    Finding { number, detector, subjects, facts, amount, article, says, state: State::default() }
}

/// The detector and a digest over its subjects, the matter, the money and every fact as it stands: its id, its day and its corrections.
fn number(timeline: &Timeline, detector: &Detector, found: &Found) -> Arc<str> {
    let mut parts: Vec<String> = found.subjects.iter().map(|code| code.as_str().to_owned()).collect();
    parts.push(found.matter.clone());
    parts.push(found.amount.map(Fen::to_yuan).unwrap_or_default());
    parts.extend(found.facts.iter().map(|fact| match timeline.by_id(fact.id) {
        Some(fact) => standing(fact),
        None => fact.id.to_string(),
    }));
    let digest = Digest::of(parts.join("\n").as_bytes()).to_string();
    let digits: String = digest.chars().take(DIGITS).collect();
    format!("{}-{digits}", detector.id).into()
}

fn standing(fact: &Fact) -> String {
    let revisions: Vec<String> = fact.revisions.iter().map(|revision| format!(" #{}", revision.position)).collect();
    format!("{} {}{}", fact.id, fact.day, revisions.concat())
}
