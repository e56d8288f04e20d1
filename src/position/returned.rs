//! Money that came back: bounced by the bank, or recovered under an order.

use crate::position::{Engine, FactRef, Issue, IssueKind};
use crate::timeline::Fact;
use crate::value::{Day, Fen, Uscc};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Money that came back: the day, the amount (all of the payment when absent), the fact.
pub(super) type Back = (Day, Option<Fen>, FactRef);

/// Bounced and recovered money, by payment.
pub(super) struct Returned {
    of_payments: BTreeMap<Arc<str>, Vec<Back>>,
    /// What names an order that is not on record.
    strays: Vec<FactRef>,
    /// Whether these events name their subject. Where they do not, what fits nothing here may fit somebody else's payment.
    named: bool,
}

impl Returned {
    pub(super) fn of(engine: &Engine<'_>, subject: Uscc) -> Self {
        let kinds = [engine.words.bounced.kind, engine.words.recovered.kind];
        let named = kinds.iter().all(|kind| engine.timeline.names_subjects(*kind));
        let mut found = Self { of_payments: BTreeMap::new(), strays: Vec::new(), named };
        let known = |fact: &&Fact| fact.day <= engine.on;
        let [bounced] = engine.words.bounced.fields;
        for fact in engine.returns(subject, engine.words.bounced.kind).filter(known) {
            if let Some(payment) = fact.record.get(bounced).text() {
                found.add(payment, (fact.day, None, FactRef::of(fact)));
            }
        }
        let [ordered, payment] = engine.words.clawback.fields;
        let orders: BTreeMap<&str, &str> = engine
            .returns(subject, engine.words.clawback.kind)
            .filter_map(|fact| fact.record.get(ordered).text().zip(fact.record.get(payment).text()))
            .collect();
        let [number, amount] = engine.words.recovered.fields;
        for fact in engine.returns(subject, engine.words.recovered.kind).filter(known) {
            match fact.record.get(number).text().and_then(|number| orders.get(number)) {
                Some(payment) => found.add(payment, (fact.day, fact.record.get(amount).money(), FactRef::of(fact))),
                None => found.strays.push(FactRef::of(fact)),
            }
        }
        found
    }

    fn add(&mut self, payment: &str, back: Back) {
        self.of_payments.entry(payment.into()).or_default().push(back);
    }

    /// What came back of a payment, in the order in which it came.
    pub(super) fn take(&mut self, number: &str) -> Vec<Back> {
        let mut backs = self.of_payments.remove(number).unwrap_or_default();
        backs.sort_by_key(|(day, _, fact)| (*day, fact.position));
        backs
    }

    /// What is left when every payment took its own: money that came back of nothing on record.
    pub(super) fn left(self) -> impl Iterator<Item = Issue> {
        let unpaid = self.of_payments.into_values().flatten().map(|(_, _, fact)| fact);
        let facts = self.strays.into_iter().chain(unpaid).filter(move |_| self.named);
        facts.map(|fact| Issue { kind: IssueKind::Conflict, article: None, facts: vec![fact] })
    }
}

impl<'a> Engine<'a> {
    /// Events about money coming back name the payment or the order, and the subject when its declaration does.
    fn returns(&self, subject: Uscc, kind: crate::event::TypeId) -> impl Iterator<Item = &'a Fact> + '_ {
        let named = self.of_subject(subject, kind);
        let unnamed = self.timeline.of_kind(kind).filter(move |_| !self.timeline.names_subjects(kind));
        named.chain(unnamed)
    }
}
