//! Whose a payment is that was corrected to another enterprise or another approval: as it was recorded first, and since each correction.
//! What was paid counts for whoever it was paid to, then as now; what was written down first is told beside it.

use crate::event::{Catalogue, Record};
use crate::explain::{Later, NameOf, PaymentNo, Phrase, Who};
use crate::position::FactRef;
use crate::timeline::{Fact, Timeline};
use crate::value::Uscc;
use std::sync::Arc;

/// A line for how it was recorded, and one for each correction that made it another’s or another approval’s; nothing of any other fact.
pub(super) fn whose(catalogue: &Catalogue, timeline: &Timeline, fact: &Fact, name: NameOf<'_>) -> Vec<Phrase> {
    let said = Said { catalogue, timeline, fact, name };
    if catalogue.declaration(fact.kind).name.as_str() != "payment.made" {
        return Vec::new();
    }
    let moves = |record: &Record, after: &Record| {
        (said.code(record), said.text(record, "approval_no")) != (said.code(after), said.text(after, "approval_no"))
    };
    let steps = fact.steps().filter(|(own, (_, after))| moves(&own.record, after));
    let told = steps.filter_map(|(own, (_, after))| {
        let (who, by) = said.paid(after)?;
        Some(Later::PaidSince { by: own.position, who, approval: Box::new(by) }.into())
    });
    let mut told: Vec<Phrase> = told.collect();
    let first = fact.revisions.first().filter(|_| !told.is_empty()).and_then(|first| said.paid(&first.record));
    if let Some((who, by)) = first {
        let number = PaymentNo(said.text(&fact.record, "payment_no").unwrap_or_default().into());
        told.insert(0, Later::PaidFirst { number, fact: FactRef::of(fact), who, approval: Box::new(by) }.into());
    }
    told
}

struct Said<'s> {
    catalogue: &'s Catalogue,
    timeline: &'s Timeline,
    fact: &'s Fact,
    name: NameOf<'s>,
}

impl Said<'_> {
    fn text<'r>(&self, record: &'r Record, field: &str) -> Option<&'r str> {
        record.get(self.catalogue.field(self.fact.kind, field)?).text()
    }

    /// Whose it is, by the code that is known now.
    fn code(&self, record: &Record) -> Option<Uscc> {
        let code = record.get(self.catalogue.field(self.fact.kind, "uscc")?).code()?;
        Some(self.timeline.code_now(code))
    }

    /// To whom and by which approval it was paid, as a body says.
    fn paid(&self, record: &Record) -> Option<(Who, Phrase)> {
        let code = self.code(record)?;
        let who = Who { name: (self.name)(code), code };
        let Some(number) = self.text(record, "approval_no") else { return Some((who, Later::ByNone.into())) };
        let number: Arc<str> = number.into();
        let by = match self.approval(&number) {
            None => Later::ByUnknown { number },
            Some((fact, own)) if own == Some(code) => Later::By { number, fact },
            Some((fact, Some(own))) => Later::ByOther { number, fact, who: Who { name: (self.name)(own), code: own } },
            Some((fact, None)) => Later::By { number, fact },
        };
        Some((who, by.into()))
    }

    /// The approval of a number, and whose it is.
    fn approval(&self, number: &str) -> Option<(FactRef, Option<Uscc>)> {
        let kind = self.catalogue.type_id_of("grant.approved")?;
        let (field, code) = (self.catalogue.field(kind, "approval_no")?, self.catalogue.field(kind, "uscc"));
        let found = self.timeline.of_kind(kind).find(|fact| fact.record.get(field).text() == Some(number))?;
        let own = code.and_then(|code| found.record.get(code).code()).map(|code| self.timeline.code_now(code));
        Some((FactRef::of(found), own))
    }
}
