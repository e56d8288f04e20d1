//! The notice for an enterprise: what it may claim, what is missing, what it was given, which services it may ask for. No word of how a
//! ledger works stands in it.

use crate::explain::makers::asked_of_facts;
use crate::explain::remedies::lifted;
use crate::explain::why_not::is_last;
use crate::explain::{Case, Cell, Claiming, Column, Document, Filed, Listed, Phrase, Remedy, Sheet, Way};
use crate::policy::Grant;
use crate::position::{ApplicationBasis, Checked, DutyDue, Gap, Item, Outcome};
use crate::value::{Bilingual, Day, Fen};
use std::sync::Arc;

/// What ends within so many days is told.
const ENDS_WITHIN: i64 = 183;

/// The notice for the subject of a case; `ways` says of each of its items what may be done about it in the call of its year.
pub fn notice(case: &Case<'_>, ways: &[Option<Way>]) -> Document {
    let mut page = Document::default();
    page.say(0, Claiming::Notice { who: case.who() });
    page.say(1, Claiming::AsRecorded { on: case.position.on });
    let ways = Ways(ways);
    let may = may(case, ways);
    if may.rows.is_empty() {
        page.say(0, Claiming::May);
        page.say(1, Claiming::MayNothing);
    }
    for sheet in [may, held(case), lacks(case, ways), given(case), services(case), ends(case), over(case, ways)] {
        page.show(sheet);
    }
    if case.program.documents.iter().any(|document| document.force.covers(case.position.on)) {
        page.show(others(case));
    } else {
        page.say(0, Claiming::NoneInForce { on: case.position.on });
    }
    page.say(0, Claiming::Mind);
    page.say(0, Claiming::Mend);
    page
}

/// Items in the order of the facts.
fn items<'c>(case: &Case<'c>) -> Vec<&'c Item> {
    let mut own: Vec<&Item> = case.position.items.iter().collect();
    own.sort_by_key(|item| (item.day, item.grant.unwrap_or(usize::MAX), Arc::clone(&item.matter)));
    own
}

/// The clause, what it gives, and what for.
fn heads() -> Vec<Column> {
    [Claiming::Clause, Claiming::Support, Claiming::For].map(Column::left).into()
}

fn names(case: &Case<'_>, item: &Item) -> Vec<Cell> {
    vec![text(&item.article), Cell::of(case.title(item)), Cell::of(Filed::MatterOf { matter: case.matter(item) })]
}

fn text(text: &Arc<str>) -> Cell {
    Cell::of(Claiming::Text { text: Arc::clone(text) })
}

fn day(day: Day) -> Cell {
    Cell::of(Filed::On { day })
}

/// What may be done about each item in the call of its year.
#[derive(Clone, Copy)]
struct Ways<'w>(&'w [Option<Way>]);

impl Ways<'_> {
    fn of(self, case: &Case<'_>, item: &Item) -> Option<Way> {
        let at = case.position.items.iter().position(|own| std::ptr::eq(own, item))?;
        self.0.get(at).copied().flatten()
    }
}

/// Whether the call for the facts of an item is over: what was not applied for then is not to be had any more.
fn is_over(case: &Case<'_>, item: &Item) -> bool {
    item.fact_year.saturating_add(1) < case.position.on.year()
}

/// Why nothing is to be had of an item that is due any more.
fn lost(case: &Case<'_>, ways: Ways<'_>, item: &Item) -> Option<Claiming> {
    if item.approved > item.paid {
        return None;
    }
    match ways.of(case, item) {
        Some(Way::Rejected) => Some(Claiming::Rejected),
        Some(Way::Failed) => Some(Claiming::Failed),
        Some(Way::Upheld) => Some(Claiming::Objected),
        Some(Way::NotApplied) if is_over(case, item) => Some(Claiming::Late { year: item.fact_year.saturating_add(1) }),
        Some(
            Way::Ready(_) | Way::Decided | Way::NotApplied | Way::InReview | Way::Withheld | Way::Open | Way::Nothing,
        )
        | None => None,
    }
}

/// What is due and may still be paid, with the next step. What is held back is not among it.
fn may(case: &Case<'_>, ways: Ways<'_>) -> Sheet {
    let mut columns = heads();
    columns.extend([Column::right(Claiming::Amount), Column::left(Claiming::Next)]);
    let mut sheet = Sheet::new(Claiming::May, columns);
    let mut sum = Fen::ZERO;
    for item in items(case).into_iter().filter(|item| item.outcome == Outcome::Due && item.outstanding.is_positive()) {
        if lost(case, ways, item).is_some() {
            continue;
        }
        sum = sum.plus(item.outstanding);
        let mut row = names(case, item);
        row.extend([Cell::Money(item.outstanding), Cell::of(next(item))]);
        sheet.rows.push(row);
    }
    if sheet.rows.len() > 1 {
        sheet.rows.push(vec![Cell::of(Claiming::Sum), Cell::Empty, Cell::Empty, Cell::Money(sum), Cell::Empty]);
    }
    sheet
}

/// What would be paid and is held back.
fn held(case: &Case<'_>) -> Sheet {
    let mut columns = heads();
    columns.extend([Column::right(Claiming::Amount), Column::left(Claiming::Why)]);
    let mut sheet = Sheet::new(Claiming::HeldBack, columns);
    for item in items(case) {
        let Some(since) = item.withheld_since.filter(|_| item.withheld().is_positive()) else { continue };
        let mut row = names(case, item);
        row.extend([Cell::Money(item.withheld()), Cell::of(Claiming::Held { since })]);
        sheet.rows.push(row);
    }
    sheet
}

/// What was due, or might have been, and is not to be had any more.
fn over(case: &Case<'_>, ways: Ways<'_>) -> Sheet {
    let mut columns = heads();
    columns.extend([Column::right(Claiming::Year), Column::left(Claiming::Why)]);
    let mut sheet = Sheet::new(Claiming::Over, columns);
    for item in items(case) {
        let due = item.outcome == Outcome::Due && item.outstanding.is_positive();
        let why = if due { lost(case, ways, item).map(Phrase::from) } else { gone(case, item) };
        let Some(why) = why.filter(|_| !item.approved.is_positive() && !item.paid.is_positive() || due) else {
            continue;
        };
        let mut row = names(case, item);
        row.extend([Cell::Number(item.fact_year.into()), Cell::of(why)]);
        sheet.rows.push(row);
    }
    sheet
}

/// Why an item that is not due cannot become so.
fn gone(case: &Case<'_>, item: &Item) -> Option<Phrase> {
    match item.outcome {
        Outcome::MissedCall => Some(Claiming::Late { year: item.fact_year.saturating_add(1) }.into()),
        Outcome::NoGoverningPolicy(_) => Some(Claiming::NoDocument.into()),
        Outcome::Refused(_) | Outcome::Undetermined(_) | Outcome::NotNamed if is_over(case, item) => {
            missing(case, item)
        }
        Outcome::Due | Outcome::Refused(_) | Outcome::Undetermined(_) | Outcome::NotNamed | Outcome::FactGone => None,
    }
}

/// The next step of an item that is due.
fn next(item: &Item) -> Claiming {
    if item.approved > item.paid {
        return Claiming::ToBePaid;
    }
    match item.application.basis {
        _ if item.approved.is_positive() => Claiming::Remainder,
        ApplicationBasis::Horizon => Claiming::Apply { year: item.fact_year.saturating_add(1) },
        ApplicationBasis::Submitted(_) | ApplicationBasis::Approved(_) => Claiming::Waits,
        ApplicationBasis::Missed => Claiming::Late { year: item.fact_year.saturating_add(1) },
    }
}

/// What lacks a condition or a paper, and what it would give where that can be computed.
fn lacks(case: &Case<'_>, ways: Ways<'_>) -> Sheet {
    let mut columns = heads();
    columns.extend([Column::left(Claiming::Missing), Column::right(Claiming::Then)]);
    let mut sheet = Sheet::new(Claiming::Lacks, columns);
    for item in items(case) {
        let elsewhere = lost(case, ways, item).is_some() || gone(case, item).is_some();
        if item.approved.is_positive() || item.paid.is_positive() || elsewhere {
            continue;
        }
        let Some(missing) = missing(case, item) else { continue };
        let mut row = names(case, item);
        row.extend([Cell::of(missing), then(case, item)]);
        sheet.rows.push(row);
    }
    sheet
}

fn then(case: &Case<'_>, item: &Item) -> Cell {
    let refused = matches!(item.outcome, Outcome::Refused(_));
    match refused.then(|| lifted(case, item)).flatten() {
        Some(Phrase::Remedy(Remedy::WouldGive { net, .. })) if net.is_positive() => Cell::Money(net),
        _ => Cell::Empty,
    }
}

/// What is missing; nothing of what is due, and of what is no item at all.
fn missing(case: &Case<'_>, item: &Item) -> Option<Phrase> {
    let told: Phrase = match &item.outcome {
        Outcome::Due if item.net.is_positive() => return None,
        Outcome::Due if !item.excluded.is_empty() => Claiming::Elsewhere.into(),
        Outcome::Due if !item.cuts.is_empty() => Claiming::CapFull.into(),
        Outcome::Due | Outcome::FactGone => return None,
        Outcome::Refused(_) => Claiming::NotMet { conditions: Listed(failed(&item.checks)) }.into(),
        Outcome::Undetermined(gaps) => several(gaps.iter().map(|gap| wanted(case, gap)).collect()),
        Outcome::NotNamed => Claiming::NotListed.into(),
        Outcome::MissedCall => Claiming::Late { year: item.fact_year.saturating_add(1) }.into(),
        Outcome::NoGoverningPolicy(_) => Claiming::NoDocument.into(),
    };
    Some(told)
}

fn failed(checks: &[Checked]) -> Vec<Phrase> {
    checks.iter().filter(|check| check.holds == Ok(false)).map(|check| check.title.clone().into()).collect()
}

/// Each thing once.
fn several(mut said: Vec<Phrase>) -> Phrase {
    let mut once: Vec<Phrase> = Vec::new();
    said.retain(|phrase| {
        let new = !once.contains(phrase);
        once.extend(new.then(|| phrase.clone()));
        new
    });
    Phrase::Several(said)
}

/// What would settle what is open, as far as the enterprise can do it.
fn wanted(case: &Case<'_>, gap: &Gap) -> Phrase {
    let decides = |term: u32| {
        let term = case.program.open_terms.get(usize::try_from(term).ok()?)?;
        Some(Claiming::Decides { authority: term.authority.clone(), term: term.title.clone() })
    };
    match gap {
        Gap::Fact { kind, year: Some(year), .. } => Claiming::ProvideOf { fact: case.kind_title(*kind), year: *year },
        Gap::Fact { kind, year: None, .. } => Claiming::Provide { fact: case.kind_title(*kind) },
        Gap::Term(term) => decides(*term).unwrap_or(Claiming::Checked),
        Gap::Field { .. } | Gap::Reading(_) | Gap::Names(_) | Gap::Uncomputable => Claiming::Checked,
    }
    .into()
}

/// What was granted and what was paid.
fn given(case: &Case<'_>) -> Sheet {
    let mut columns = heads();
    columns.extend([Claiming::Granted, Claiming::Paid].map(Column::right));
    columns.push(Column::left(Claiming::PaidOn));
    let mut sheet = Sheet::new(Claiming::Given, columns);
    let (mut granted, mut paid) = (Fen::ZERO, Fen::ZERO);
    let own = |item: &&Item| item.approved.is_positive() || item.paid.is_positive();
    for item in items(case).into_iter().filter(own) {
        (granted, paid) = (granted.plus(item.approved), paid.plus(item.paid));
        let last = item.kept.iter().map(|(day, _)| *day).max();
        let mut row = names(case, item);
        row.extend([Cell::Money(item.approved), Cell::Money(item.paid), last.map_or(Cell::Empty, day)]);
        sheet.rows.push(row);
    }
    if sheet.rows.len() > 1 {
        let mut row = vec![Cell::of(Claiming::Sum), Cell::Empty, Cell::Empty];
        row.extend([Cell::Money(granted), Cell::Money(paid), Cell::Empty]);
        sheet.rows.push(row);
    }
    sheet
}

fn services(case: &Case<'_>) -> Sheet {
    let heads = [Claiming::Clause, Claiming::Service, Claiming::Standing];
    let mut sheet = Sheet::new(Claiming::Services, heads.map(Column::left).into());
    for duty in &case.position.duties {
        let row = vec![text(&duty.article), Cell::of(duty.title.clone()), Cell::of(standing(duty))];
        if !sheet.rows.contains(&row) {
            sheet.rows.push(row);
        }
    }
    sheet
}

fn standing(duty: &DutyDue) -> Claiming {
    match (&duty.entitled, duty.done.as_slice()) {
        (_, [_, ..]) => Claiming::Done,
        (Ok(true), []) => Claiming::MayAsk,
        (Err(_), []) => Claiming::Checked,
        (Ok(false), []) => {
            let title = duty.checks.iter().find(|check| check.holds == Ok(false)).map(|check| check.title.clone());
            Claiming::NotYet { condition: title.unwrap_or_else(|| Bilingual::new("条件", "a condition")) }
        }
    }
}

/// What holds and ends soon, the nearest first.
fn ends(case: &Case<'_>) -> Sheet {
    let columns = vec![Column::left(Claiming::Title), Column::left(Claiming::Last), Column::right(Claiming::DaysLeft)];
    let mut sheet = Sheet::new(Claiming::Ends, columns);
    let until = case.position.on.plus_days(ENDS_WITHIN);
    let mut own: Vec<_> = case.position.statuses.iter().filter(|span| span.holds && span.last <= until).collect();
    own.sort_by_key(|span| span.last);
    for span in own {
        let left = span.last.days_since(case.position.on);
        sheet.rows.push(vec![Cell::of(span.title.clone()), day(span.last), Cell::Number(left)]);
    }
    sheet
}

/// Grants of which the enterprise has nothing, and what each takes.
fn others(case: &Case<'_>) -> Sheet {
    let heads = [Claiming::Clause, Claiming::Support, Claiming::Takes];
    let mut sheet = Sheet::new(Claiming::Others, heads.map(Column::left).into());
    let has = |grant: &&Grant| case.position.items.iter().any(|item| item.grant_id == grant.id);
    for grant in case.program.grants.iter().filter(|grant| !has(grant) && is_last(case, grant)) {
        let takes = takes(case, grant);
        if let Some(takes) = takes {
            sheet.rows.push(vec![text(&grant.article), Cell::of(grant.title.clone()), Cell::of(takes)]);
        }
    }
    sheet
}

fn takes(case: &Case<'_>, grant: &Grant) -> Option<Claiming> {
    let makers = case.makers(grant);
    let yearly = makers.iter().any(|(_, yearly)| *yearly);
    let mut titles: Vec<Phrase> = makers.iter().map(|(kind, _)| case.kind_title(*kind).into()).collect();
    titles.dedup();
    let facts = Listed(titles);
    if facts.0.is_empty() {
        return None;
    }
    Some(if yearly {
        Claiming::Yearly { facts }
    } else if asked_of_facts(case, grant).is_empty() {
        Claiming::With { facts }
    } else {
        Claiming::OtherKind { facts }
    })
}
