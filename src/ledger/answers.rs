//! The answers of the common questions, as every surface gives them.

use crate::explain::{Document, Telling};
use crate::ledger::bundle::Answered;
use crate::ledger::error::LedgerError;
use crate::ledger::find::Paid;
use crate::ledger::world::World;
use crate::position::{Item, Position};
use crate::value::Uscc;
use std::collections::BTreeSet;

/// How much of a clause is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fullness {
    /// One item whole; of many the result of each.
    Short,
    /// The whole tree of every item.
    Whole,
}

/// What is told of a clause.
#[derive(Debug)]
pub struct ClauseTold {
    /// The answer.
    pub document: Document,
    /// Whether there is more, which only [`Fullness::Whole`] tells.
    pub more: bool,
}

impl World {
    /// The file of a subject, with what it has of the registers.
    pub fn file(&self, position: &Position, telling: Telling<'_>) -> Result<Document, LedgerError> {
        let subject = position.subject;
        let names = [(subject, self.name_of(subject))].into();
        let mut file = crate::explain::file(&self.case(position), &names, telling);
        file.parts.extend(self.registers(None, Some(subject))?.parts);
        Ok(file)
    }

    /// Why an article or a grant gives what it gives, or nothing; four digits are a year: every item of its facts on one page.
    pub fn clause(&self, position: &Position, name: &str, fullness: Fullness) -> Result<ClauseTold, LedgerError> {
        let case = self.case(position);
        if let Some(year) = name.parse().ok().filter(|year| (1000..=9999).contains(year)) {
            return Ok(ClauseTold { document: crate::explain::why_year(&case, year), more: false });
        }
        let grants = self.grants_named(name)?;
        let mut document = crate::explain::why_not(&case, name);
        let own: Vec<&Item> = position.items.iter().filter(|item| grants.contains(&item.grant_id)).collect();
        // One item is told whole; of many the result of each comes first, and the rest when it is asked for.
        let whole = fullness == Fullness::Whole || own.len() == 1;
        if whole {
            for item in &own {
                document.parts.extend(crate::explain::why(&case, item, None).parts);
            }
        }
        Ok(ClauseTold { document, more: !whole && !own.is_empty() })
    }

    /// One line an item of a subject, with the running total against each cap; of the facts of one year or of all.
    pub fn statement(&self, position: &Position, year: Option<i32>) -> Document {
        crate::explain::statement(&self.case(position), year)
    }

    /// What a subject may claim, what is missing and what it was given, in words for the subject itself.
    pub fn notice(&self, position: &Position) -> Document {
        let mut ways = vec![None; position.items.len()];
        let calls: BTreeSet<i32> = position.items.iter().map(|item| item.fact_year.saturating_add(1)).collect();
        for planned in calls.into_iter().flat_map(|year| self.planned(year, Some(position.subject))) {
            for (index, way) in planned.lines {
                if let Some(own) = ways.get_mut(index) {
                    *own = Some(way);
                }
            }
        }
        crate::explain::notice(&self.case(position), &ways)
    }

    /// Whether anything on record names a subject.
    pub fn knows(&self, subject: Uscc) -> bool {
        self.timeline.subjects().binary_search(&subject).is_ok()
    }
}

impl Answered {
    /// The payment it is about, explained; nothing of a subject.
    pub fn explained(&self) -> Document {
        self.paid.as_ref().map(|(paid, then)| paid.explained(&self.now, then)).unwrap_or_default()
    }
}

impl Paid {
    /// Every line a payment paid, as it was then and as it is now.
    pub fn explained(&self, now: &World, then: &World) -> Document {
        let (position_now, position_then) = (now.position(self.subject), then.position(self.subject));
        let (case_now, case_then) = (now.case(&position_now), then.case(&position_then));
        let mut document = Document::default();
        for item in &position_now.items {
            let ours = item.payments.iter().any(|fact| fact.position == self.position);
            if !ours {
                continue;
            }
            // Two facts may stand for one matter: what this payment was for then is meant, or the item of the same facts.
            let before = position_then.items.iter().find(|other| {
                let own = other.payments.iter().any(|fact| fact.position == self.position);
                own && other.grant_id == item.grant_id && other.matter == item.matter
            });
            let before = before.or_else(|| crate::explain::counterpart(item, &position_now, &position_then.items));
            let told = crate::explain::why(&case_now, item, before.map(|before| (&case_then, before)));
            document.parts.extend(told.parts);
        }
        document
    }
}
