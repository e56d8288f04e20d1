//! The file of an enterprise: who it is, what it holds, what it is owed, what needs attention, and every fact by day.

use crate::event::{Record, TypeId};
use crate::explain::amounts::{Amount, Sums, linked};
use crate::explain::why::{gap, outcome_words};
use crate::explain::{Case, Cell, Column, Count, Document, Fields, Filed, Heading, Label, Link, Phrase, Sheet};
use crate::position::{DutyDue, FactRef, Issue, IssueKind, Item, Outcome, StatusSpan};
use crate::timeline::Fact;
use crate::value::{Bilingual, Day, Position};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What was recorded about a subject and does not stand any more as it was recorded.
#[derive(Debug, Clone)]
pub struct Superseded {
    /// The event.
    pub fact: FactRef,
    /// Its type.
    pub kind: TypeId,
    /// What it said.
    pub record: Record,
    /// What corrected it or took it back.
    pub by: FactRef,
    /// How it ceased to stand.
    pub ending: Ending,
}

/// How what was recorded about a subject ceased to stand there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// It stands as corrected, and this is what was recorded at first.
    Corrected,
    /// It was corrected to another subject.
    Moved,
    /// It was taken back.
    TakenBack,
}

/// What a file tells besides the position.
#[derive(Debug, Clone, Copy, Default)]
pub struct Telling<'t> {
    /// What does not stand any more.
    pub superseded: &'t [Superseded],
    /// The only type of facts that the timeline tells.
    pub only: Option<TypeId>,
}

/// The file of the subject of a case. `names` are names as they are known today, by code, for those beside the subject.
pub fn file(case: &Case<'_>, names: &BTreeMap<crate::value::Uscc, Arc<str>>, telling: Telling<'_>) -> Document {
    let mut page = Document::default();
    let mut who = case.who();
    who.name = who.name.or_else(|| names.get(&case.position.subject).cloned());
    page.say(0, Heading::File { who });
    page.say(0, Heading::RestsOn { known: case.known, on: case.position.on });
    page.say_under(0, Label::Subject, identity(case));
    page.show(statuses(case));
    if case.position.items.is_empty() {
        page.say(0, Heading::Items);
        page.say(1, Filed::NoItems);
    }
    page.show(items(case));
    page.show(caps(case));
    page.show(duties(case));
    issues(&mut page, case);
    page.show(timeline(case, names, telling));
    page
}

/// Kind, district and former names.
fn identity(case: &Case<'_>) -> Vec<Phrase> {
    let Some(registered) = case.own("enterprise.registered").next_back() else {
        return vec![Filed::Unregistered.into()];
    };
    let said = |name: &str| Box::new(case.said(registered, name).unwrap_or_else(|| Bilingual::new("—", "—").into()));
    let fact = crate::position::FactRef::of(registered);
    let mut lines = vec![Filed::Identity { kind: said("kind"), district: said("district"), fact }.into()];
    lines.extend(case.own("enterprise.renamed").map(|fact| {
        let name = |field: &str| case.text_of(fact, field).unwrap_or_default().into();
        let (old, new, on) = (name("old_name"), name("new_name"), fact.day);
        Filed::Renamed { on, old, new, fact: crate::position::FactRef::of(fact) }.into()
    }));
    lines
}

/// Statuses with their windows, those that hold first.
fn statuses(case: &Case<'_>) -> Sheet {
    let columns = vec![
        Column::left(Filed::Status),
        Column::left(Filed::From),
        Column::left(Filed::Until),
        Column::left(Filed::Holds),
        Column::right(Filed::Event),
    ];
    let mut sheet = Sheet::new(Heading::Statuses, columns);
    let mut spans: Vec<&StatusSpan> = case.position.statuses.iter().collect();
    spans.sort_by_key(|span| (!span.holds, span.last));
    for span in spans {
        let day = |day: Day| Cell::of(Filed::On { day });
        let row = vec![
            Cell::of(span.title.clone()),
            day(span.first),
            day(span.last),
            Cell::of(standing(span, case.position.on)),
            Cell::Fact(span.opened_by),
        ];
        sheet.rows.push(row);
    }
    sheet
}

fn standing(span: &StatusSpan, on: Day) -> Filed {
    match (span.holds, span.ended_by) {
        (true, _) if span.last == Day::MAX => Filed::HoldsOpen,
        (true, _) => Filed::HoldsFor { days: Count::days(span.last.days_since(on)) },
        (false, _) if span.last < span.first => Filed::Void,
        (false, _) if span.first > on => Filed::Ahead,
        (false, Some(fact)) => Filed::EndedBy { fact },
        (false, None) => Filed::Lapsed,
    }
}

/// The amounts of an item.
const AMOUNTS: [Amount; 7] = [
    Amount::Gross,
    Amount::Net,
    Amount::Approved,
    Amount::Paid,
    Amount::Outstanding,
    Amount::Withheld,
    Amount::Overpaid,
];

/// Items by article, with totals that add up.
fn items(case: &Case<'_>) -> Sheet {
    let mut columns = vec![Column::left(Filed::Grant), Column::left(Filed::Matter), Column::right(Filed::FactYear)];
    columns.extend(AMOUNTS.map(|amount| Column::right(amount.head())));
    columns.push(Column::left(Filed::Outcome));
    let mut sheet = Sheet::new(Heading::Items, columns);
    let mut own: Vec<&Item> = case.position.items.iter().collect();
    let order = |item: &Item| item.grant.unwrap_or(usize::MAX);
    own.sort_by_key(|item| (order(item), item.day, Arc::clone(&item.matter)));
    for item in &own {
        let clause = case.clause(item);
        let mut row = vec![
            linked(Cell::of(case.heading(item)), clause.as_ref()),
            Cell::of(Filed::MatterOf { matter: case.matter(item) }),
            Cell::Number(item.fact_year.into()),
        ];
        row.extend(AMOUNTS.map(|amount| linked(amount.cell(item), clause.as_ref())));
        row.push(Cell::of(outcome_words(case, item)));
        sheet.rows.push(row);
    }
    if own.len() > 1 {
        let mut row = vec![Cell::of(Filed::Sum), Cell::Empty, Cell::Empty];
        let mut sums = Sums::of(&AMOUNTS);
        for item in &own {
            sums.add(item);
        }
        row.extend(sums.cells());
        row.push(sums.besides());
        sheet.rows.push(row);
    }
    sheet
}

/// The use of each cap by year.
fn caps(case: &Case<'_>) -> Sheet {
    let mut columns = vec![Column::left(Filed::Article), Column::left(Filed::CapTitle), Column::right(Filed::Year)];
    columns.extend([Filed::Used, Filed::Cap, Filed::Left].into_iter().map(Column::right));
    let mut sheet = Sheet::new(Heading::Caps, columns);
    for cap in &case.position.caps {
        let Some(limit) = case.program.limits.get(cap.limit) else { continue };
        let mut row = vec![
            Cell::of(Filed::Text { text: limit.article.clone() }).to(case.clause_named(&limit.article)),
            Cell::of(limit.title.clone()),
            Cell::Number(cap.year.into()),
        ];
        row.extend([cap.used, cap.cap, cap.cap.less(cap.used)].into_iter().map(Cell::Money));
        sheet.rows.push(row);
    }
    sheet
}

/// Services owed, and whether they were done.
fn duties(case: &Case<'_>) -> Sheet {
    let heads = [Filed::Article, Filed::Duty, Filed::Since, Filed::DueBy, Filed::Done];
    let mut sheet = Sheet::new(Heading::Duties, heads.into_iter().map(Column::left).collect());
    for duty in &case.position.duties {
        let row = vec![
            Cell::of(Filed::Text { text: duty.article.clone() }),
            Cell::of(duty.title.clone()),
            Cell::of(Filed::On { day: duty.since }),
            duty.due.map_or(Cell::Empty, |day| Cell::of(Filed::On { day })),
            Cell::of(how_far(case, duty)),
        ];
        sheet.rows.push(row);
    }
    sheet
}

/// Whether a duty is owed and how far it is done.
fn how_far(case: &Case<'_>, duty: &DutyDue) -> Phrase {
    let failed = duty.checks.iter().find(|check| check.holds == Ok(false));
    match (&duty.entitled, duty.done.as_slice(), duty.due) {
        (_, [first, ..], _) if duty.given > 1 => Filed::GivenSince { given: duty.given, fact: *first }.into(),
        (_, [first, ..], _) => Filed::DoneBy { fact: *first }.into(),
        (Err(gaps), [], _) => {
            let open = [Filed::IsOpen.into()].into_iter().chain(gaps.iter().map(|one| gap(case, one)));
            Phrase::Several(open.collect())
        }
        (Ok(false), [], _) => {
            let title = failed.map(|check| check.title.clone());
            Filed::IsRefused { condition: title.unwrap_or_else(|| Bilingual::new("条件", "a condition")) }.into()
        }
        (Ok(true), [], None) => Filed::Owed.into(),
        (Ok(true), [], Some(due)) => {
            let left = due.days_since(case.position.on);
            let late = Filed::LateBy { days: Count::days(left) };
            if left >= 0 { Filed::DueIn { days: Count::days(left) } } else { late }.into()
        }
    }
}

/// Issues in words, each with what would settle it.
fn issues(page: &mut Document, case: &Case<'_>) {
    if case.position.issues.is_empty() {
        return;
    }
    page.say(0, Heading::Issues);
    for issue in &case.position.issues {
        let (kind, facts) = (Box::new(kind_words(case, issue).into()), issue.facts.clone());
        page.say(
            1,
            match &issue.article {
                Some(article) => Filed::Issue { kind, article: article.clone(), facts },
                None => Filed::IssueOf { kind, facts },
            },
        );
        for remedy in remedies(case, issue) {
            page.say(2, remedy);
        }
    }
}

fn kind_words(case: &Case<'_>, issue: &Issue) -> Filed {
    match issue.kind {
        IssueKind::Gap => Filed::Gap,
        IssueKind::NoGoverningPolicy => Filed::NoGoverningPolicy,
        IssueKind::Undetermined => Filed::Undetermined,
        IssueKind::Conflict if is_of_money(case, issue) => Filed::Unplaced,
        IssueKind::Conflict => Filed::Conflict,
        IssueKind::MissedCall => Filed::MissedCall,
        IssueKind::FutureFact => Filed::FutureFact,
        IssueKind::WeakReference => Filed::WeakReference,
    }
}

/// Whether it is about money that moved, which contradicts what else is on record, and not about two figures.
fn is_of_money(case: &Case<'_>, issue: &Issue) -> bool {
    let mut kinds = issue.facts.iter().filter_map(|fact| case.fact(*fact)).map(|fact| fact.kind);
    kinds.next().is_some_and(|kind| case.words.moves_money(kind))
}

fn remedies(case: &Case<'_>, issue: &Issue) -> Vec<Phrase> {
    match issue.kind {
        IssueKind::Gap => vec![Filed::SettleGap.into()],
        IssueKind::NoGoverningPolicy => {
            let early = |item: &Item| {
                let first = case.program.documents.iter().map(|document| document.force.first).min()?;
                matches!(item.outcome, Outcome::NoGoverningPolicy(on) if on < first).then_some(first)
            };
            let mut own = case.position.items.iter().filter(|item| item.facts == issue.facts);
            let early = own.find_map(early);
            vec![early.map_or(Filed::SettleUngoverned, |first| Filed::SettleEarlier { first }).into()]
        }
        IssueKind::Undetermined => {
            let own = case.position.items.iter().filter(|item| item.facts == issue.facts);
            let gaps = own.flat_map(|item| match &item.outcome {
                Outcome::Undetermined(gaps) => gaps.clone(),
                Outcome::Due
                | Outcome::Refused(_)
                | Outcome::NotNamed
                | Outcome::MissedCall
                | Outcome::NoGoverningPolicy(_)
                | Outcome::FactGone => Vec::new(),
            });
            let gaps: BTreeSet<_> = gaps.collect();
            gaps.iter().map(|one| gap(case, one)).collect()
        }
        IssueKind::Conflict if is_of_money(case, issue) => vec![Filed::SettleUnplaced.into()],
        IssueKind::Conflict => vec![Filed::SettleConflict.into()],
        IssueKind::MissedCall => vec![Filed::SettleMissed.into()],
        IssueKind::FutureFact => vec![Filed::SettleFuture.into()],
        IssueKind::WeakReference => vec![Filed::SettleWeak.into()],
    }
}

/// Every fact that names the subject, by day; before one that was corrected what it said at first, and of what names it no more what it
/// said last.
fn timeline(case: &Case<'_>, names: &BTreeMap<crate::value::Uscc, Arc<str>>, telling: Telling<'_>) -> Sheet {
    let mut columns = vec![Column::left(Filed::DayHead), Column::left(Filed::What), Column::right(Filed::Event)];
    // What may be long stands last, so that nothing is pushed off the screen by it.
    columns.extend([Column::left(Filed::Record), Column::left(Filed::Summary)]);
    let mut sheet = Sheet::new(Heading::Timeline, columns);
    let subject = case.position.subject;
    let mut facts: Vec<&Fact> = case.catalogue.ids().flat_map(|kind| case.timeline.of_subject(subject, kind)).collect();
    facts.sort_by_key(|fact| (fact.day, fact.position));
    let means = |kind: TypeId| telling.only.is_none_or(|only| only == kind);
    let mut rows: Vec<((Day, Position, bool), Vec<Cell>)> = Vec::new();
    for old in telling.superseded.iter().filter(|old| means(old.kind)) {
        rows.push(((old.fact.day, old.fact.position, false), superseded(case, names, old)));
    }
    for fact in facts.into_iter().filter(|fact| means(fact.kind)) {
        let words = case.words(fact);
        let fields = named(words.fields, names);
        let row = vec![
            Cell::of(Filed::On { day: fact.day }),
            match case.payment_number(fact).filter(|_| fact.day <= case.position.on) {
                Some(number) => Cell::of(words.title).to(Link::Payment(number)),
                None => Cell::of(words.title),
            },
            Cell::Fact(words.fact),
            Cell::of(Filed::RecordedAs { record: words.record }),
            Cell::of(Filed::MatterOf { matter: fields }),
        ];
        rows.push(((fact.day, fact.position, true), row));
    }
    rows.sort_by_key(|(order, _)| *order);
    sheet.rows.extend(rows.into_iter().map(|(_, row)| row));
    sheet
}

/// What does not stand here any more, struck through, in the words in which it was told while it stood.
fn superseded(case: &Case<'_>, names: &BTreeMap<crate::value::Uscc, Arc<str>>, old: &Superseded) -> Vec<Cell> {
    let struck = |cell: Cell| Cell::Struck(Box::new(cell));
    let fields = named(case.fields(old.kind, &old.record), names);
    let by = old.by;
    let why = match old.ending {
        Ending::Corrected => Filed::WasCorrected { by },
        Ending::Moved => Filed::WasMoved { by },
        Ending::TakenBack => Filed::WasTakenBack { by },
    };
    vec![
        struck(Cell::of(Filed::On { day: old.fact.day })),
        struck(Cell::of(case.kind_title(old.kind))),
        Cell::Fact(old.fact),
        Cell::of(why),
        struck(Cell::of(Filed::MatterOf { matter: fields })),
    ]
}

/// Codes of others by their names, where they are known.
fn named(mut fields: Fields, names: &BTreeMap<crate::value::Uscc, Arc<str>>) -> Fields {
    use crate::explain::Spoken;
    for (_, value) in &mut fields.0 {
        let Spoken::Who(who) = value else { continue };
        if let Some(name) = names.get(&who.code) {
            *value = Spoken::Text(format!("{name}（{}）", who.code).into());
        }
    }
    fields
}
