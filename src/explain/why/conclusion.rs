//! The head of an explanation: which item, on how much of the ledger, and what follows.

use super::incident::incident;
use super::money::money;
use super::outcome::nothing_left;
use crate::explain::whose::whose;
use crate::explain::{Case, Document, Heading, Label, Listed, Phrase, Remedy, Verdict};
use crate::position::{Gap, Item, Outcome};
use crate::value::Bilingual;

/// The title, how much of the ledger was used, and the money that was decided and moved.
pub(super) fn header(page: &mut Document, case: &Case<'_>, item: &Item) {
    page.say(0, Heading::Explanation { title: case.title(item), matter: case.matter(item), who: case.who() });
    page.say(0, Heading::RestsOn { known: case.known, on: case.position.on });
    page.say_under(0, Label::Money, money(case, item));
}

/// What follows: first as known when it was paid, then as known now.
pub(super) fn conclude(page: &mut Document, case: &Case<'_>, item: &Item, then: Option<(&Case<'_>, &Item)>) {
    page.say(0, Label::Conclusion);
    for fact in item.payments.iter().filter_map(|fact| case.fact(*fact)) {
        for phrase in whose(case.catalogue, case.timeline, fact, &|code| case.name_of(code)) {
            page.say(1, phrase);
        }
    }
    if let Some(verdict) = then.and_then(|(case, old)| as_decided(case, old, item)) {
        page.say(1, verdict);
    }
    if item.outcome == Outcome::Due && item.paid.is_positive() {
        page.say(1, as_known(item));
    }
    for phrase in conclusion(case, item) {
        page.say(1, phrase);
    }
}

/// Whether what was decided was right on what was known when it was paid; nothing where nothing was decided.
fn as_decided(case: &Case<'_>, old: &Item, now: &Item) -> Option<Verdict> {
    // What was decided is what was decided then: an approval that came later decided nothing when it was paid.
    let by_then = [old.approved, old.paid].into_iter().find(|amount| amount.is_positive());
    let decided = by_then.or_else(|| Some(now.paid).filter(|paid| paid.is_positive()))?;
    let (on, net) = (case.position.on, old.net);
    match old.outcome {
        Outcome::Undetermined(_) => return Some(Verdict::OpenThen { on, decided }),
        Outcome::NoGoverningPolicy(_) => return Some(Verdict::UngovernedThen { on, decided }),
        Outcome::Due | Outcome::Refused(_) | Outcome::NotNamed | Outcome::MissedCall | Outcome::FactGone => {}
    }
    if by_then.is_none() {
        return Some(Verdict::UnapprovedThen { on, net, paid: decided });
    }
    Some(match decided.cmp(&net) {
        std::cmp::Ordering::Equal => Verdict::RightThen { on, decided },
        std::cmp::Ordering::Greater => Verdict::OverThen { on, net, decided, difference: decided.minus(net) },
        std::cmp::Ordering::Less => Verdict::UnderThen { on, net, decided, difference: net.minus(decided) },
    })
}

fn as_known(item: &Item) -> Verdict {
    let short = item.withheld();
    if item.overpaid.is_positive() {
        Verdict::OverNow { amount: item.overpaid }
    } else if short.is_positive() {
        Verdict::ShortNow { amount: short }
    } else if item.outstanding.is_positive() {
        Verdict::OwedNow { amount: item.outstanding }
    } else {
        Verdict::RightNow
    }
}

/// The outcome of an item by itself, with what would settle it.
pub(in crate::explain) fn conclusion(case: &Case<'_>, item: &Item) -> Vec<Phrase> {
    let mut said: Vec<Phrase> = Vec::new();
    match &item.outcome {
        Outcome::Due => {
            said.push(Verdict::Due { net: item.net, paid: item.paid, outstanding: item.outstanding }.into());
            said.extend(nothing_left(case, item));
            let since = item.withheld_since.filter(|_| item.withheld().is_positive());
            said.extend(since.map(|since| Verdict::Withheld { since, amount: item.withheld() }.into()));
            said.extend(incident(case, item));
        }
        Outcome::Refused(failed) => {
            let condition = item.checks.get(*failed).map(|check| check.title.clone());
            let condition = condition.unwrap_or_else(|| Bilingual::new("条件", "a condition"));
            said.push(Verdict::Refused { condition }.into());
        }
        Outcome::Undetermined(gaps) => {
            said.push(Verdict::Undetermined.into());
            said.extend(gaps.iter().map(|one| gap(case, one)));
        }
        Outcome::NotNamed => said.push(Verdict::NotNamed.into()),
        Outcome::MissedCall => {
            said.push(Verdict::Missed { gross: item.gross, closed: item.application.day }.into());
        }
        Outcome::NoGoverningPolicy(on) => said.push(Verdict::Ungoverned { on: *on }.into()),
        Outcome::FactGone if item.is_unattributed() => said.push(Verdict::Unattributed { paid: item.paid }.into()),
        Outcome::FactGone => said.push(Verdict::FactGone { paid: item.paid }.into()),
    }
    let unsettled = item.paid.is_positive() && !item.is_known();
    said.extend(unsettled.then(|| Verdict::PaidOpen { paid: item.paid }.into()));
    let overpaid = item.overpaid.is_positive() && item.outcome != Outcome::Due;
    said.extend(overpaid.then(|| Verdict::OverNow { amount: item.overpaid }.into()));
    said
}

/// What would settle something that is not known.
pub(in crate::explain) fn gap(case: &Case<'_>, gap: &Gap) -> Phrase {
    let measure = |id: crate::policy::MeasureId| {
        case.program.measure(id).map_or_else(|| Bilingual::new("指标", "measure"), |measure| measure.title.clone())
    };
    let remedy = match gap {
        Gap::Fact { kind, measure: Some(id), year: Some(year) } => {
            Remedy::RecordForYear { fact: case.kind_title(*kind), year: *year, measure: measure(*id) }
        }
        Gap::Fact { kind, measure: Some(id), year: None } => {
            Remedy::RecordFor { fact: case.kind_title(*kind), measure: measure(*id) }
        }
        Gap::Fact { kind, measure: None, .. } => Remedy::Record { fact: case.kind_title(*kind) },
        Gap::Field { measure: id } => Remedy::Complete { measure: measure(*id) },
        Gap::Reading(id) => Remedy::Read { measure: measure(*id) },
        Gap::Term(term) => {
            let term = usize::try_from(*term).ok().and_then(|index| case.program.open_terms.get(index));
            match term {
                Some(term) => Remedy::Decide { term: term.title.clone(), authority: term.authority.clone() },
                None => Remedy::OutOfRange,
            }
        }
        Gap::Names(renamings) => {
            Remedy::OneName { renamings: Listed(renamings.iter().map(|fact| case.fact_words(*fact)).collect()) }
        }
        Gap::Uncomputable => Remedy::OutOfRange,
    };
    remedy.into()
}
