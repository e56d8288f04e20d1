//! Findings in words: all of them, one of them, and the detectors.

use crate::audit::{Detector, Finding, Severity};
use crate::event::Catalogue;
use crate::explain::facts::FactWords;
use crate::explain::whose::whose;
use crate::explain::{Audited, Cell, Column, Count, Document, Link, Phrase, RuleId, Sheet, Who, Worth};
use crate::timeline::Timeline;
use crate::value::{Bilingual, Day, EventId, Fen, Position, Uscc};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The names of subjects, where they are known.
pub type NameOf<'n> = &'n dyn Fn(Uscc) -> Option<Arc<str>>;

/// How much is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listing {
    /// What is settled too.
    pub settled: bool,
    /// What is only worth knowing too, and not its number alone.
    pub information: bool,
}

/// What was found, a table for each detector, and how many there are.
pub fn findings(found: &[Finding], (known, on): (Position, Day), listing: Listing, name: NameOf<'_>) -> Document {
    let mut page = Document::default();
    page.say(0, Audited::Title { known, on });
    let shown: Vec<&Finding> = found.iter().filter(|finding| listing.settled || finding.state.is_open()).collect();
    for own in shown.chunk_by(|a, b| a.detector.id == b.detector.id) {
        let apart = own.iter().all(|finding| finding.detector.severity == Severity::Information);
        match own.first().filter(|_| apart && !listing.information) {
            Some(first) => page.say(0, heading(first, own, true)),
            None => page.show(sheet(own, name)),
        }
    }
    if shown.is_empty() {
        page.say(1, Audited::Nothing);
    } else {
        let of = |severity| shown.iter().filter(|finding| finding.detector.severity == severity).count();
        page.say(
            0,
            Audited::Sum {
                faults: Count::of(of(Severity::Fault), "fault"),
                warnings: Count::of(of(Severity::Warning), "warning"),
                notes: Count::of(of(Severity::Information), "note"),
            },
        );
    }
    let shared = shared(&shown);
    if shared > 0 {
        let stands = Bilingual::new("列入", if shared == 1 { "stands" } else { "stand" });
        page.say(0, Audited::Shared { count: Count::of(shared, "event"), stands });
    }
    let settled = found.len().saturating_sub(shown.len());
    if settled > 0 {
        page.say(0, Audited::Settled { count: Count::of(settled, "finding") });
    }
    page
}

/// How many events at fault have an amount under more than one detector.
fn shared(shown: &[&Finding]) -> usize {
    let mut detectors: BTreeMap<EventId, BTreeSet<&str>> = BTreeMap::new();
    for (finding, fact) in
        shown.iter().filter(|one| one.amount.is_some()).filter_map(|one| Some((one, one.facts.first()?)))
    {
        detectors.entry(fact.id).or_default().insert(finding.detector.id);
    }
    detectors.values().filter(|ids| ids.len() > 1).count()
}

/// What one detector found, in a line; apart from the tables or above one.
fn heading(first: &Finding, own: &[&Finding], apart: bool) -> Audited {
    // Not everything that is found is about money.
    let amounts: Vec<Fen> = own.iter().filter_map(|finding| finding.amount).collect();
    let worth = Worth((!amounts.is_empty()).then(|| amounts.into_iter().sum()));
    let (id, count) = (Arc::<str>::from(first.detector.id), own.len());
    let (title, severity) = (first.detector.title.both(), first.detector.severity.title().both());
    if apart {
        Audited::Apart { id: RuleId(id), title, severity, count, worth }
    } else {
        Audited::Found { id, title, severity, count, worth }
    }
}

/// What one detector found.
fn sheet(own: &[&Finding], name: NameOf<'_>) -> Sheet {
    let mut columns: Vec<Column> = [Audited::Number, Audited::Subject].map(Column::left).into();
    columns.push(Column::right(Audited::Amount));
    columns.extend([Audited::What, Audited::Clause].map(Column::left));
    columns.push(Column::right(Audited::Event));
    columns.push(Column::left(Audited::State));
    let heading = own.first().map_or(Audited::Nothing, |first| heading(first, own, false));
    let mut sheet = Sheet::new(heading, columns);
    sheet.rows.extend(own.iter().map(|finding| row(finding, name)));
    sheet
}

fn row(finding: &Finding, name: NameOf<'_>) -> Vec<Cell> {
    let who = |code: &Uscc| Phrase::from(Audited::Whom { who: Who { name: name(*code), code: *code } });
    let subjects: Vec<Phrase> = finding.subjects.iter().map(who).collect();
    let link = Link::Finding(Arc::clone(&finding.number));
    vec![
        Cell::of(Audited::Text { text: Arc::clone(&finding.number) }).to(link.clone()),
        if subjects.is_empty() { Cell::Empty } else { Cell::of(Phrase::Several(subjects)) },
        finding.amount.map_or(Cell::Empty, |amount| Cell::Money(amount).to(link)),
        Cell::of(Audited::Says { says: finding.says.clone() }),
        finding.article.clone().map_or(Cell::Empty, |text| Cell::of(Audited::Text { text })),
        finding.facts.first().map_or(Cell::Empty, |fact| Cell::Fact(*fact)),
        Cell::of(finding.state.title().both()),
    ]
}

/// One finding with everything it rests on.
pub fn finding(finding: &Finding, catalogue: &Catalogue, timeline: &Timeline, name: NameOf<'_>) -> Document {
    let mut page = Document::default();
    let detector = finding.detector;
    page.say(0, Audited::One { number: Arc::clone(&finding.number), title: detector.title.both() });
    page.say(1, Audited::Says { says: finding.says.clone() });
    let (severity, state) = (detector.severity.title().both(), finding.state.title().both());
    page.say(1, Audited::Stands { severity, state });
    if let Some(amount) = finding.amount {
        page.say(1, Audited::Money { amount });
    }
    for code in &finding.subjects {
        page.say(1, Audited::About { who: Who { name: name(*code), code: *code } });
    }
    if let Some(article) = finding.article.clone() {
        page.say(1, Audited::Under { article });
    }
    page.say(1, Audited::Rests);
    for fact in &finding.facts {
        match timeline.by_id(fact.id) {
            Some(known) => page.say(2, FactWords::of(catalogue, known)),
            None => page.say(2, Audited::Fact { fact: *fact }),
        }
    }
    for known in finding.facts.iter().filter_map(|fact| timeline.by_id(fact.id)) {
        for phrase in whose(catalogue, timeline, known, name) {
            page.say(1, phrase);
        }
    }
    explains(&mut page, detector);
    if finding.state.is_open() {
        page.say(1, Audited::Next { number: Arc::clone(&finding.number) });
    }
    page
}

/// Every detector on a line.
pub fn detectors(all: &[&Detector]) -> Document {
    let mut page = Document::default();
    let heads = [Audited::Id, Audited::Named, Audited::Severity, Audited::Seeks];
    let mut sheet = Sheet::new(Audited::Detectors { count: all.len() }, heads.into_iter().map(Column::left).collect());
    for detector in all {
        sheet.rows.push(vec![
            Cell::of(Audited::Text { text: detector.id.into() }),
            Cell::of(detector.title.both()),
            Cell::of(detector.severity.title().both()),
            Cell::of(detector.looks_for.both()),
        ]);
    }
    page.show(sheet);
    page
}

/// One detector: what it looks for, what it rests on, when it is wrong.
pub fn detector(detector: &Detector) -> Document {
    let mut page = Document::default();
    let (title, severity) = (detector.title.both(), detector.severity.title().both());
    page.say(0, Audited::Detector { id: detector.id.into(), title, severity });
    explains(&mut page, detector);
    page
}

fn explains(page: &mut Document, detector: &Detector) {
    page.say(1, Audited::LooksFor { text: detector.looks_for.both() });
    page.say(1, Audited::Basis { text: detector.basis.both() });
    page.say(1, Audited::Beware { text: detector.beware.both() });
}
