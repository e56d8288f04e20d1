//! What somebody knows to be true of a ledger, and how far what was found agrees with it.

use crate::audit::{DETECTORS, Detector, Finding};
use crate::value::{Bilingual, Day, EventId, Fen, Uscc};
use std::collections::BTreeSet;

/// The truth about some of a ledger: of the subjects and events it speaks of, these faults and no others.
#[derive(Debug, Clone)]
pub struct Truth {
    /// The business day it holds on.
    pub on: Day,
    /// The subjects it tells everything about.
    pub subjects: BTreeSet<Uscc>,
    /// The events about nobody in particular of which it does.
    pub events: BTreeSet<EventId>,
    /// What is wrong.
    pub faults: Vec<Known>,
    /// What only looks wrong; nothing may be found there beyond the faults.
    pub near_misses: Vec<(&'static Detector, Bilingual)>,
}

/// Something known to be wrong.
#[derive(Debug, Clone)]
pub struct Known {
    /// The detector whose question it answers.
    pub detector: &'static Detector,
    /// Whom it is about.
    pub subjects: Vec<Uscc>,
    /// The fact at fault.
    pub event: EventId,
    /// The money it is about, where that is known.
    pub amount: Option<Fen>,
    /// What happened.
    pub story: Bilingual,
}

/// How far findings agree with the truth.
#[derive(Debug)]
pub struct Score<'f> {
    /// For each detector that was asked.
    pub rows: Vec<RuleScore>,
    /// What was not found.
    pub missed: Vec<&'f Known>,
    /// What was found about those the truth speaks of, and is not true.
    pub wrong: Vec<&'f Finding>,
    /// What was found about others; nobody says whether it is true.
    pub beyond: usize,
}

/// How well one detector did.
#[derive(Debug, Clone, Copy)]
pub struct RuleScore {
    /// Which.
    pub detector: &'static Detector,
    /// So much is wrong.
    pub planted: usize,
    /// So much of it was found.
    pub found: usize,
    /// So much was found that is not true.
    pub wrong: usize,
    /// So much only looks wrong.
    pub near_misses: usize,
}

impl Truth {
    /// Holds what some detectors found against what is true.
    pub fn hold<'f>(&'f self, found: &'f [Finding], asked: &[&'static Detector]) -> Score<'f> {
        let (own, beyond): (Vec<&Finding>, Vec<&Finding>) = found.iter().partition(|finding| self.speaks_of(finding));
        let mut left: Vec<&Finding> = own;
        let mut missed = Vec::new();
        let is_asked = |detector: &Detector| asked.iter().any(|one| one.id == detector.id);
        for known in self.faults.iter().filter(|known| is_asked(known.detector)) {
            // Each finding answers one fault.
            match left.iter().position(|finding| known.is_told_by(finding)) {
                Some(place) => drop(left.remove(place)),
                None => missed.push(known),
            }
        }
        let rows = DETECTORS.iter().filter(|detector| is_asked(detector)).map(|detector| {
            let planted = self.faults.iter().filter(|known| known.detector.id == detector.id).count();
            let not_found = missed.iter().filter(|known| known.detector.id == detector.id).count();
            RuleScore {
                detector,
                planted,
                found: planted.saturating_sub(not_found),
                wrong: left.iter().filter(|finding| finding.detector.id == detector.id).count(),
                near_misses: self.near_misses.iter().filter(|(of, _)| of.id == detector.id).count(),
            }
        });
        Score { rows: rows.collect(), missed, wrong: left, beyond: beyond.len() }
    }

    /// A finding about somebody is judged by whom it is about: others rest on the same rates and lists.
    fn speaks_of(&self, finding: &Finding) -> bool {
        if finding.subjects.is_empty() {
            finding.facts.iter().any(|fact| self.events.contains(&fact.id))
        } else {
            finding.subjects.iter().any(|subject| self.subjects.contains(subject))
        }
    }
}

impl Known {
    fn is_told_by(&self, finding: &Finding) -> bool {
        finding.detector.id == self.detector.id
            && self.subjects.iter().all(|subject| finding.subjects.contains(subject))
            && finding.facts.iter().any(|fact| fact.id == self.event)
            && (self.amount.is_none() || self.amount == finding.amount)
    }
}

impl Score<'_> {
    /// Whether everything that is wrong was found, and nothing else.
    pub fn is_perfect(&self) -> bool {
        self.missed.is_empty() && self.wrong.is_empty()
    }

    /// How much is wrong, how much of it was found, and how much was found in all, of those the truth speaks of.
    pub fn counts(&self) -> (usize, usize, usize) {
        let (planted, found) = self.rows.iter().fold((0_usize, 0_usize), |(planted, found), row| {
            (planted.saturating_add(row.planted), found.saturating_add(row.found))
        });
        (planted, found, found.saturating_add(self.wrong.len()))
    }
}
