//! One item explained, part by part.

use super::{choice, conclusion, condition, proof, rule, settled, since};
use crate::explain::{Case, Document, Heading};
use crate::position::Item;

/// Explains one item.
///
/// `then` is the same item as it stood when it was paid, with its own case. Where it is given, the computation is told
/// as of then, and what was recorded since follows with what it changes; otherwise everything is told as of `case`.
pub fn why(case: &Case<'_>, item: &Item, then: Option<(&Case<'_>, &Item)>) -> Document {
    let mut page = Document::default();
    conclusion::header(&mut page, case, item);
    conclusion::conclude(&mut page, case, item, then);
    let (told, shown) = then.unwrap_or((case, item));
    page.say(
        0,
        match then {
            Some((told, old)) => how_then(told, old),
            None => Heading::How,
        },
    );
    computed(&mut page, told, shown);
    if let Some((before, old)) = then {
        page.say(0, Heading::Since);
        since::since(&mut page, case, item, before, old);
    }
    proof::evidence(&mut page, case, item, then);
    proof::check(&mut page, case, item);
    page
}

/// A payment that was recorded later than what was known of it came to the ledger after its day.
fn how_then(told: &Case<'_>, old: &Item) -> Heading {
    let (known, on) = (told.known, told.position.on);
    if old.payments.iter().any(|fact| fact.position > known) {
        Heading::HowByDay { known, on }
    } else {
        Heading::HowThen { known, on }
    }
}

/// Clause, facts, conditions, formula, choice, caps, readings and parameters of an item, in the order of evaluation.
fn computed(page: &mut Document, case: &Case<'_>, item: &Item) {
    rule::clause(page, case, item);
    rule::facts(page, case, item);
    condition::conditions(page, case, item);
    rule::formula(page, case, item);
    choice::choice(page, case, item);
    choice::caps(page, case, item);
    settled::readings(page, case, item);
    settled::parameters(page, case, item);
}
