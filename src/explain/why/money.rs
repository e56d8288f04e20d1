//! The money of an item: what was approved, paid, sent back, asked back, recovered and waived, in order.

use crate::explain::{Case, Heading, PaymentNo, Phrase};
use crate::position::{FactRef, Item};
use crate::timeline::Fact;
use crate::value::Fen;

/// The facts by which money of an item moved, and those that order it back or waive it, in order.
pub(super) fn movements(case: &Case<'_>, item: &Item) -> Vec<FactRef> {
    let mut facts = item.payments.clone();
    let numbers = named(case, &facts, "payment.made", "payment_no");
    let orders: Vec<FactRef> = of(case, "clawback.ordered", "payment_no", &numbers).collect();
    let ordered = named(case, &orders, "clawback.ordered", "clawback_no");
    facts.extend(orders);
    facts.extend(of(case, "clawback.recovered", "clawback_no", &ordered));
    facts.extend(of(case, "clawback.waived", "clawback_no", &ordered));
    facts.sort_by_key(|fact| (fact.day, fact.position));
    facts.dedup();
    facts
}

/// A line for each, and what stayed of it for this item.
pub(super) fn money(case: &Case<'_>, item: &Item) -> Vec<Phrase> {
    let facts = movements(case, item);
    let mut said: Vec<Phrase> = facts.iter().map(|fact| movement(case, item, *fact)).collect();
    // One payment and all of it says the same already.
    let moves = item.moved.iter().filter(|(_, amount)| *amount != Fen::ZERO).count();
    let whole = facts.iter().any(|fact| paid(case, *fact) == Some(item.paid));
    said.extend((moves > 1 || (moves == 1 && !whole)).then(|| Heading::Kept { paid: item.paid }.into()));
    said
}

/// What a payment states.
fn paid(case: &Case<'_>, fact: FactRef) -> Option<Fen> {
    let found = case.fact(fact).filter(|found| case.catalogue.declaration(found.kind).name.as_str() == "payment.made");
    found.and_then(|found| amount(case, found, "amount"))
}

/// The numbers that facts of a type among some go by.
fn named<'c>(case: &Case<'c>, facts: &[FactRef], kind: &str, field: &str) -> Vec<&'c str> {
    let found = facts.iter().filter_map(|fact| case.fact(*fact));
    let own = found.filter(|fact| case.catalogue.declaration(fact.kind).name.as_str() == kind);
    own.filter_map(|fact| case.text_of(fact, field)).collect()
}

/// The subject's facts of a type that name one of some numbers.
fn of<'n>(case: &Case<'n>, kind: &str, field: &'n str, numbers: &'n [&'n str]) -> impl Iterator<Item = FactRef> + 'n {
    let case = *case;
    let own = case.own(kind).filter(move |fact| case.text_of(fact, field).is_some_and(|text| numbers.contains(&text)));
    own.map(FactRef::of)
}

fn amount(case: &Case<'_>, found: &Fact, name: &str) -> Option<Fen> {
    case.catalogue.field(found.kind, name).and_then(|field| found.record.get(field).money())
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
            let amount = amount(case, found, "amount").unwrap_or(Fen::ZERO);
            Heading::Payment { number: PaymentNo(number("payment_no")), day: fact.day, amount, fact }.into()
        }
        _ => {
            let (title, day) = (case.kind_title(found.kind), fact.day);
            match amount(case, found, "amount") {
                Some(amount) => Heading::MovedBy { title, day, amount, fact }.into(),
                None => Heading::Moved { title, day, fact }.into(),
            }
        }
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
