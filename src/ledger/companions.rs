//! Whether a policy can stand in a ledger beside those that were issued before. A ledger has the documents of the
//! district that pays, and perhaps another district's beside them; grants and open terms go by their names in decisions
//! and payments, so two districts may not use one name for two things.

use crate::event::Catalogue;
use crate::ledger::Fault;
use crate::policy::{Choices, Policy, PolicyError, Program, Provenance, same_number};
use crate::value::Day;
use std::sync::Arc;

/// Why a policy cannot stand beside another.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence on each variant names its fields")]
pub enum Clash {
    /// Its id is that of another document.
    SameId { document: Arc<str> },
    /// Its number is that of another policy of the district.
    SameNumber { policy: Arc<str> },
    /// It takes the place of itself.
    RepealsItself,
    /// It takes the place of a document that was issued on the same day or later.
    RepealsLater { document: Arc<str>, issued_on: Day },
    /// It takes the place of a document of another district.
    RepealsAbroad { document: Arc<str>, district: Arc<str> },
    /// Another district's policy has a grant or an open term of this name.
    SharedName { name: Arc<str>, policy: Arc<str> },
    /// It is said to end before it was issued.
    EndsBeforeIssue { issued_on: Day },
}

/// Checks a policy that compiles against all that were issued before; of the same one the earlier text is no companion.
pub(super) fn check(policy: &Policy, others: &[Policy], catalogue: &Catalogue) -> Result<(), Fault> {
    let clash = |clash| Err(Fault::PolicyClash { policy: Arc::clone(&policy.id), clash: Box::new(clash) });
    let faulty = |error: PolicyError| Fault::Policy { error: Box::new(error), text: policy.text().into() };
    let own = policy.program(catalogue, &Choices::default()).map_err(faulty)?;
    let Some(provenance) = own.documents.first() else { return Ok(()) };
    if provenance.repeals(&policy.document) {
        return clash(Clash::RepealsItself);
    }
    for other in others {
        // A policy in the ledger that no longer compiles is complained of where it is asked.
        let Ok(program) = other.program(catalogue, &Choices::default()) else { continue };
        let Some(known) = program.documents.first() else { continue };
        if let Some(found) = clashing((provenance, &own), (known, &program)) {
            return clash(found);
        }
    }
    Ok(())
}

fn clashing((new, own): (&Provenance, &Program), (known, program): (&Provenance, &Program)) -> Option<Clash> {
    let document = || Arc::clone(&known.document);
    let same_document = same_number(&new.document, &known.document) && new.district == known.district;
    if new.policy == known.policy {
        return (!same_document).then(|| Clash::SameId { document: document() });
    }
    if same_document {
        return Some(Clash::SameNumber { policy: Arc::clone(&known.policy) });
    }
    if new.district != known.district {
        if new.repeals(&known.document) {
            return Some(Clash::RepealsAbroad { document: document(), district: Arc::clone(&known.district) });
        }
        return shared_name(own, program).map(|name| Clash::SharedName { name, policy: Arc::clone(&known.policy) });
    }
    let later =
        |one: &Provenance, other: &Provenance| one.takes_the_place_of(other) && one.force.first <= other.force.first;
    if later(new, known) {
        return Some(Clash::RepealsLater { document: document(), issued_on: known.force.first });
    }
    later(known, new).then(|| Clash::RepealsLater { document: Arc::clone(&new.document), issued_on: new.force.first })
}

/// A name that a decision, a payment or a value set could mean in both.
fn shared_name(one: &Program, other: &Program) -> Option<Arc<str>> {
    let names = |program: &Program| -> Vec<Arc<str>> {
        let grants = program.grants.iter().map(|grant| Arc::clone(&grant.id));
        grants.chain(program.open_terms.iter().map(|term| Arc::clone(&term.name))).collect()
    };
    let taken = names(other);
    names(one).into_iter().find(|name| taken.contains(name))
}
