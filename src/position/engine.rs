//! The engine: one program over one timeline, up to one business day.

use crate::policy::{Program, Provenance, StatusId, Trigger};
use crate::position::recent::Recent;
use crate::position::{FactRef, Issue, IssueKind, Item, Outcome, Position, StatusSpan, Vocabulary};
use crate::timeline::Timeline;
use crate::value::{Day, Uscc};

/// Answers questions about subjects. It keeps what it computed for one question after another at the same horizon.
#[derive(Debug)]
pub struct Engine<'a> {
    pub(super) timeline: &'a Timeline,
    pub(super) program: &'a Program,
    pub(super) words: &'a Vocabulary,
    pub(super) on: Day,
    pub(super) recent: Recent<'a>,
}

/// The position of one subject. For many subjects at one horizon keep an [`Engine`].
pub fn evaluate(timeline: &Timeline, program: &Program, words: &Vocabulary, subject: Uscc, on: Day) -> Position {
    Engine::new(timeline, program, words, on).position(subject)
}

impl<'a> Engine<'a> {
    /// An engine for one horizon.
    pub fn new(timeline: &'a Timeline, program: &'a Program, words: &'a Vocabulary, on: Day) -> Self {
        Self { timeline, program, words, on, recent: Recent::default() }
    }

    /// The position of a subject.
    ///
    /// The order is that of a full explanation: status, gate and conditions, amount, floor and ceiling, rounding,
    /// no-repeat, choice and caps together, and what was paid.
    pub fn position(&self, subject: Uscc) -> Position {
        let mut issues = Vec::new();
        let mut items = self.items(subject, &mut issues);
        let caps = self.settle(subject, &mut items);
        self.future_facts(subject, &mut issues);
        issues.extend(items.iter().filter_map(|item| self.issue_of(subject, item)));
        issues.sort();
        issues.dedup();
        Position {
            subject,
            on: self.on,
            statuses: self.statuses(subject),
            duties: self.duties(subject),
            items,
            caps,
            issues,
        }
    }

    /// The items of a subject, as its position has them, where nothing else of it is asked.
    pub fn items_of(&self, subject: Uscc) -> Vec<Item> {
        let mut items = self.items(subject, &mut Vec::new());
        self.settle(subject, &mut items);
        items
    }

    /// Every interval of every status of a subject.
    pub fn statuses(&self, subject: Uscc) -> Vec<StatusSpan> {
        let mut spans: Vec<StatusSpan> = Vec::new();
        for (number, status) in (0..).zip(&self.program.statuses) {
            for interval in self.intervals(subject, StatusId(number)).iter() {
                let span = StatusSpan {
                    status: status.name.clone(),
                    title: status.title.clone(),
                    first: interval.first,
                    last: interval.last,
                    holds: interval.covers(self.on),
                    opened_by: interval.opened_by,
                    ended_by: interval.ended_by,
                };
                // What several documents know by one name, and alike, is one status.
                if !spans.contains(&span) {
                    spans.push(span);
                }
            }
        }
        spans
    }

    /// A document of the program.
    pub(super) fn document(&self, index: usize) -> &'a Provenance {
        self.program.document(index)
    }

    /// Whether a document is the one that answers for a subject, on the day that governs.
    pub(super) fn answers(&self, document: usize, subject: Uscc, governed_on: Day) -> bool {
        let own = self.document(document);
        let standing = self.governing(document, governed_on);
        let spoken_of = own.speaks_of.is_none_or(|status| !self.intervals(subject, status).is_empty());
        standing == Some(document) && spoken_of
    }

    /// A day of fact after the horizon is an issue, never a refusal. Facts that act by knowledge are not waiting.
    fn future_facts(&self, subject: Uscc, issues: &mut Vec<Issue>) {
        let kinds = self.program.grants.iter().flat_map(|grant| grant.triggers.iter().filter_map(Trigger::kind));
        for kind in kinds {
            let later = self.of_subject(subject, kind).filter(|fact| fact.day > self.on);
            issues.extend(later.map(|fact| Issue {
                kind: IssueKind::FutureFact,
                article: None,
                facts: vec![FactRef::of(fact)],
            }));
        }
    }

    /// What a person should look at about an item; beside a missed call, the application that came too late for it.
    fn issue_of(&self, subject: Uscc, item: &Item) -> Option<Issue> {
        let mut facts = item.facts.clone();
        let kind = match &item.outcome {
            Outcome::Undetermined(_) => IssueKind::Undetermined,
            Outcome::MissedCall => {
                facts.extend(self.too_late(subject, item.document, item.fact_year));
                IssueKind::MissedCall
            }
            Outcome::NoGoverningPolicy(_) => IssueKind::NoGoverningPolicy,
            Outcome::NotNamed => IssueKind::Gap,
            Outcome::Due | Outcome::Refused(_) | Outcome::FactGone => return None,
        };
        Some(Issue { kind, article: Some(item.article.clone()), facts })
    }
}
