//! The head of an explanation: which item, on how much of the ledger, and what follows.

use crate::explain::{Case, Document, Heading, Label, Phrase, Remedy, Verdict};
use crate::position::{ExcludedBy, FactRef, Gap, Item, Outcome};
use crate::value::{Bilingual, Fen};

/// The title, how much of the ledger was used, and the money that was decided and moved.
pub(super) fn header(page: &mut Document, case: &Case<'_>, item: &Item) {
    page.say(0, Heading::Explanation { title: case.title(item), matter: case.matter(item), who: case.who() });
    page.say(0, Heading::RestsOn { known: case.known, on: case.position.on });
    let money = item.payments.iter().map(|fact| movement(case, item, *fact)).collect();
    page.say_under(0, Label::Money, money);
}

/// An approval or a payment in words; what came back by the title of its type.
fn movement(case: &Case<'_>, item: &Item, fact: FactRef) -> Phrase {
    let Some(found) = case.fact(fact) else { return case.fact_words(fact) };
    let number = |name: &str| case.text_of(found, name).unwrap_or_default().into();
    match case.catalogue.declaration(found.kind).name.as_str() {
        "grant.approved" => {
            let amount = approved(case, item, fact);
            Heading::Approval { number: number("approval_no"), day: fact.day, amount, fact }.into()
        }
        "payment.made" => {
            let amount = case.catalogue.field(found.kind, "amount").and_then(|field| found.record.get(field).money());
            let amount = amount.unwrap_or(Fen::ZERO);
            Heading::Payment { number: number("payment_no"), day: fact.day, amount, fact }.into()
        }
        _ => Heading::Moved { title: case.kind_title(found.kind), day: fact.day, fact }.into(),
    }
}

/// What one approval says for an item.
fn approved(case: &Case<'_>, item: &Item, fact: FactRef) -> Fen {
    let Some(found) = case.fact(fact) else { return Fen::ZERO };
    let declaration = case.catalogue.declaration(found.kind);
    let Some(lines) = declaration.field("lines") else { return Fen::ZERO };
    let Some(crate::event::FieldKind::Rows { fields, .. }) = declaration.fields.get(lines).map(|field| &field.kind)
    else {
        return Fen::ZERO;
    };
    let column = |name: &str| fields.iter().position(|field| field.name == name);
    let (Some(grant), Some(matter), Some(amount)) = (column("grant"), column("matter"), column("amount")) else {
        return Fen::ZERO;
    };
    let own =
        found.record.get(lines).rows().iter().filter(|row| {
            row.get(grant).text() == Some(&*item.grant_id) && row.get(matter).text() == Some(&*item.matter)
        });
    own.filter_map(|row| row.get(amount).money()).sum()
}

/// What follows: first as decided then, then as known now.
pub(super) fn conclude(page: &mut Document, case: &Case<'_>, item: &Item, then: Option<(&Case<'_>, &Item)>) {
    page.say(0, Label::Conclusion);
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

/// Whether the decision was right on what was known when it was taken; nothing where nothing was decided.
fn as_decided(case: &Case<'_>, old: &Item, now: &Item) -> Option<Verdict> {
    let candidates = [old.approved, now.approved, old.paid, now.paid];
    let decided = candidates.into_iter().find(|amount| amount.is_positive())?;
    let (on, net) = (now.approved_on.unwrap_or(case.position.on), old.net);
    Some(match decided.cmp(&net) {
        std::cmp::Ordering::Equal => Verdict::RightThen { on, decided },
        std::cmp::Ordering::Greater => Verdict::OverThen { on, net, decided, difference: decided.minus(net) },
        std::cmp::Ordering::Less => Verdict::UnderThen { on, net, decided, difference: net.minus(decided) },
    })
}

fn as_known(item: &Item) -> Verdict {
    let short = item.net.less(item.paid);
    if item.overpaid.is_positive() {
        Verdict::OverNow { amount: item.overpaid }
    } else if item.withheld_since.is_some() && short.is_positive() {
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
            said.extend(item.withheld_since.map(|since| Verdict::Withheld { since }.into()));
        }
        Outcome::Refused(failed) => {
            let condition = item.findings.get(*failed).map(|finding| finding.title.clone());
            let condition = condition.unwrap_or_else(|| Bilingual::new("条件", "a condition"));
            said.push(Verdict::Refused { condition }.into());
        }
        Outcome::Undetermined(gaps) => {
            said.push(Verdict::Undetermined.into());
            said.extend(gaps.iter().map(|one| gap(case, one)));
        }
        Outcome::MissedCall => {
            said.push(Verdict::Missed { gross: item.gross, closed: item.application.day }.into());
        }
        Outcome::NoGoverningPolicy(on) => said.push(Verdict::Ungoverned { on: *on }.into()),
        Outcome::FactGone if item.is_unattributed() => said.push(Verdict::Unattributed { paid: item.paid }.into()),
        Outcome::FactGone => said.push(Verdict::FactGone { paid: item.paid }.into()),
    }
    let overpaid = item.overpaid.is_positive() && item.outcome != Outcome::Due;
    said.extend(overpaid.then(|| Verdict::OverNow { amount: item.overpaid }.into()));
    said
}

/// Why an item that is due nets nothing.
fn nothing_left(case: &Case<'_>, item: &Item) -> Option<Phrase> {
    if item.net.is_positive() || !item.gross.is_positive() {
        return None;
    }
    let other = item.excluded.iter().find_map(|excluded| match &excluded.by {
        ExcludedBy::Item(other) | ExcludedBy::Linked { item: Some(other), .. } => case.position.items.get(*other),
        ExcludedBy::Linked { item: None, .. } | ExcludedBy::Other(_) => None,
    });
    if let Some(other) = other {
        return Some(Verdict::Elsewhere { title: case.title(other), matter: case.matter(other) }.into());
    }
    let cut = item.cuts.first()?;
    let limit = case.program.limits.get(cut.limit)?;
    Some(Verdict::CutToNothing { title: limit.title.clone(), year: cut.year }.into())
}

/// What would settle something that is not known.
pub(in crate::explain) fn gap(case: &Case<'_>, gap: &Gap) -> Phrase {
    let measure = |id: crate::policy::MeasureId| {
        case.program.measure(id).map_or_else(|| Bilingual::new("指标", "measure"), |measure| measure.title.clone())
    };
    let remedy = match gap {
        Gap::Fact { kind, measure: Some(id) } => {
            Remedy::RecordFor { fact: case.kind_title(*kind), measure: measure(*id) }
        }
        Gap::Fact { kind, measure: None } => Remedy::Record { fact: case.kind_title(*kind) },
        Gap::Field { measure: id } => Remedy::Complete { measure: measure(*id) },
        Gap::Reading(id) => Remedy::Read { measure: measure(*id) },
        Gap::Term(term) => {
            let term = usize::try_from(*term).ok().and_then(|index| case.program.open_terms.get(index));
            match term {
                Some(term) => Remedy::Decide { term: term.title.clone(), authority: term.authority.clone() },
                None => Remedy::OutOfRange,
            }
        }
        Gap::Uncomputable => Remedy::OutOfRange,
    };
    remedy.into()
}
