//! Findings by name, and what people do about them, as drafts.

use crate::audit::{DETECTORS, State, Unpaid, detect, never_paid};
use crate::event::{Draft, nearest};
use crate::explain::{Document, Listing, NameOf, NeverPaid};
use crate::ledger::audited::Audited;
use crate::ledger::drafted::draft;
use crate::ledger::error::LedgerError;
use crate::ledger::hands::hands;
use crate::ledger::world::World;
use crate::position::{Formula, Item};
use crate::timeline::Fact;
use crate::value::{Day, Fen, Tag, Uscc};
use serde_json::{Value, json};
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

pub use crate::audit::{Detector, Finding, Needs};

/// How a finding is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closing {
    /// It is a fault.
    Confirmed,
    /// It is none.
    Dismissed,
    /// It was one, and is mended.
    Remedied,
}

/// What somebody does about a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doing {
    /// Takes it in hand.
    Review,
    /// Says why it is no fault.
    Explain(String),
    /// Closes it, perhaps with a note.
    Close(Closing, Option<String>),
}

impl Closing {
    /// Reads `confirmed`, `dismissed` or `remedied`.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Confirmed, Self::Dismissed, Self::Remedied].into_iter().find(|closing| closing.word() == text)
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Dismissed => "dismissed",
            Self::Remedied => "remedied",
        }
    }
}

/// The detectors of these names, all when there are none; or the name that none has, with the nearest one.
pub fn detectors(names: &[String]) -> Result<Vec<&'static Detector>, (String, Option<String>)> {
    if names.is_empty() {
        return Ok(DETECTORS.iter().collect());
    }
    let of = |name: &String| {
        let found = DETECTORS.iter().find(|detector| detector.id.eq_ignore_ascii_case(name));
        found.ok_or_else(|| (name.clone(), nearest(name, DETECTORS.iter().map(|detector| detector.id))))
    };
    names.iter().map(of).collect()
}

/// The detector that the number of a finding names.
pub fn detector_of(number: &str) -> Vec<&'static Detector> {
    let rule = number.split('-').next().unwrap_or_default();
    DETECTORS.iter().filter(|one| one.id.eq_ignore_ascii_case(rule)).collect()
}

/// How much some detectors need.
pub fn needs(detectors: &[&'static Detector]) -> Needs {
    detectors.iter().map(|detector| detector.needs).max().unwrap_or(Needs::Facts)
}

/// Where nothing else says where a finding leads, it leads to so many payments and clauses at most.
const LEADS: usize = 50;

/// Each once, in order.
fn once_each<T: PartialEq>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut found: Vec<T> = Vec::new();
    for one in all {
        if !found.contains(&one) {
            found.push(one);
        }
    }
    found
}

/// So many subjects are worth more than one hand.
const MANY: usize = 256;

/// What the tag of a payment begins with.
const PAYMENT: &str = "payment:";

/// Where a finding leads.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Leads {
    /// The payments it rests on, by their numbers; else those of the items that rest on the same facts.
    pub payments: Vec<Arc<str>>,
    /// Its clause, for each subject it is about; else the grants of those items.
    pub clauses: Vec<(Uscc, Arc<str>)>,
}

impl Audited {
    /// What these detectors find. Each asks the whole ledger by itself, so that they are asked on as many hands as there are.
    pub fn found(&self, detectors: &[&'static Detector]) -> Vec<Finding> {
        let scene = self.scene();
        // What stands at the door looks at one subject and is answered at once.
        if scene.now.len() < MANY {
            return if detectors.is_empty() { Vec::new() } else { detect(&scene, detectors) };
        }
        let next = AtomicUsize::new(0);
        let work = || {
            let mut own = Vec::new();
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(detector) = detectors.get(at) else { return own };
                own.push((at, detect(&scene, &[*detector])));
            }
        };
        let mut found = thread::scope(|scope| {
            let all: Vec<_> = (0..hands()).map(|_| scope.spawn(work)).collect();
            let each = all.into_iter().flat_map(|own| own.join().unwrap_or_else(|panic| resume_unwind(panic)));
            each.collect::<Vec<_>>()
        });
        found.sort_by_key(|(at, _)| *at);
        found.into_iter().flat_map(|(_, own)| own).collect()
    }

    /// The finding of a number; only its detector is asked.
    pub fn finding(&self, number: &str) -> Result<Finding, LedgerError> {
        let found = self.found(&detector_of(number));
        let near = nearest(number, found.iter().map(|finding| &*finding.number));
        let named = found.into_iter().find(|finding| finding.number.eq_ignore_ascii_case(number));
        named.ok_or_else(|| LedgerError::UnknownFinding { number: number.to_owned(), nearest: near })
    }

    /// A finding with everything it rests on, in words.
    pub fn told(&self, finding: &Finding) -> Document {
        let world = &self.world;
        crate::explain::finding(finding, &world.catalogue, &world.timeline, &|code| self.name(code))
    }

    /// What an auditor looks at next.
    pub fn leads(&self, finding: &Finding) -> Leads {
        let World { catalogue, timeline, .. } = &*self.world;
        let facts = finding.facts.iter().filter_map(|fact| timeline.by_id(fact.id));
        let tags = facts.flat_map(|fact| catalogue.tags(fact.kind, &fact.record));
        let own = tags.filter_map(|tag| Some(Arc::from(tag.as_str().strip_prefix(PAYMENT)?)));
        let mut payments: Vec<Arc<str>> = once_each(own);
        let article = finding.article.iter();
        let clauses = article.flat_map(|name| finding.subjects.iter().map(|subject| (*subject, Arc::clone(name))));
        let mut clauses: Vec<(Uscc, Arc<str>)> = clauses.collect();
        // What rests on facts that are no payments, or is about nobody in particular, leads to the items that rest on the same facts.
        if payments.is_empty() || clauses.is_empty() {
            let items = self.resting(finding);
            if payments.is_empty() {
                let made = items.iter().flat_map(|(_, item)| &item.payments);
                let made = made.filter_map(|fact| timeline.by_id(fact.id));
                payments = once_each(made.filter_map(|fact| self.paid(fact)));
                payments.truncate(LEADS);
            }
            if clauses.is_empty() {
                let known = items.iter().filter(|(_, item)| item.grant.is_some());
                clauses = once_each(known.map(|(subject, item)| (*subject, Arc::clone(&item.grant_id))));
                clauses.truncate(LEADS);
            }
        }
        Leads { payments, clauses }
    }

    /// The items something was given for that rest on a fact of a finding, of whom it is about; of everybody where it is about nobody.
    fn resting(&self, finding: &Finding) -> Vec<(Uscc, &Item)> {
        let rests = |item: &Item| {
            let computed = match &item.formula {
                Some(Formula::Table { facts, .. } | Formula::Share { facts, .. } | Formula::Steps { facts, .. }) => {
                    &facts[..]
                }
                Some(Formula::Fixed(_)) | None => &[],
            };
            let mut all = item.facts.iter().chain(&item.payments).chain(computed);
            all.any(|fact| finding.facts.iter().any(|own| own.id == fact.id))
        };
        let about = |subject: &Uscc| finding.subjects.is_empty() || finding.subjects.contains(subject);
        let positions = self.positions().filter(|(subject, _)| about(subject));
        let items = positions.flat_map(|(subject, position)| position.items.iter().map(move |item| (*subject, item)));
        items.filter(|(_, item)| (item.approved.is_positive() || item.paid.is_positive()) && rests(item)).collect()
    }

    /// The number of a payment; none of any other fact.
    fn paid(&self, fact: &Fact) -> Option<Arc<str>> {
        let catalogue = &self.world.catalogue;
        let tags: Vec<Tag> = catalogue.tags(fact.kind, &fact.record);
        let made = catalogue.declaration(fact.kind).name.as_str() == "payment.made";
        tags.iter().filter(|_| made).find_map(|tag| Some(Arc::from(tag.as_str().strip_prefix(PAYMENT)?)))
    }

    /// Findings in words.
    pub fn page(&self, found: &[Finding], listing: Listing) -> Document {
        let horizon = self.world.horizon;
        let name: NameOf<'_> = &|code| self.name(code);
        crate::explain::findings(found, (horizon.known, horizon.on), listing, name)
    }

    /// What was due and never paid, of everybody or of one subject; what is settled is only counted.
    pub fn never_paid(&self, of: Option<Uscc>) -> Document {
        let all = never_paid(&self.scene());
        let own = all.iter().filter(|(own, _)| of.is_none_or(|of| of == own.subject));
        let (open, settled): (Vec<_>, Vec<_>) = own.partition(|(_, finding)| finding.state.is_open());
        let row = |(own, finding): &(Unpaid<'_>, Finding)| {
            let position = self.position_of(own.subject)?;
            let item = position.items.iter().find(|item| *item == own.item)?;
            Some(NeverPaid {
                case: self.world.case(position),
                item,
                name: self.name(own.subject),
                amount: own.amount,
                how: own.how.both(),
                finding: Arc::clone(&finding.number),
            })
        };
        let rows: Vec<NeverPaid<'_>> = open.into_iter().filter_map(row).collect();
        let horizon = self.world.horizon;
        crate::explain::never_paid(&rows, settled.len(), (horizon.known, horizon.on))
    }

    /// The name of a subject, where one is on record.
    pub fn name(&self, code: Uscc) -> Option<Arc<str>> {
        self.world.named(code)
    }
}

/// The drafts of what somebody does about a finding. What was found is recorded with it the first time, so that it can be read when the
/// facts have moved on.
pub fn doing(finding: &Finding, doing: &Doing, on: Day) -> Result<Vec<Draft>, LedgerError> {
    let number = &*finding.number;
    let mut drafts = Vec::new();
    if finding.state == State::Found {
        drafts.push(draft("audit.finding_recorded", on, &recorded(finding))?);
    }
    match doing {
        Doing::Review => {}
        Doing::Explain(why) => {
            let data = json!({"finding_no": number, "explanation": why});
            drafts.push(draft("audit.finding_explained", on, &data)?);
        }
        Doing::Close(closing, note) => {
            let mut data = json!({"finding_no": number, "outcome": closing.word()});
            if let (Some(note), Some(fields)) = (note, data.as_object_mut()) {
                fields.insert("note".to_owned(), json!(note));
            }
            drafts.push(draft("audit.finding_closed", on, &data)?);
        }
    }
    Ok(drafts)
}

/// The draft that records a finding with the reason why what it is about was recorded all the same.
pub(super) fn recording(finding: &Finding, on: Day, why: &str) -> Result<Draft, LedgerError> {
    let mut data = recorded(finding);
    if let Some(statement) = data.get_mut("statement") {
        let said = statement.as_str().unwrap_or_default();
        *statement = json!(format!("{said}；仍予记录：{why}"));
    }
    draft("audit.finding_recorded", on, &data)
}

fn recorded(finding: &Finding) -> Value {
    let mut data = json!({
        "finding_no": &*finding.number,
        "rule": finding.detector.id,
        "severity": finding.detector.severity.word(),
        "statement": format!("{}　{}", finding.detector.title.0, finding.says.zh),
    });
    if let Some(fields) = data.as_object_mut() {
        // One subject has the finding in its file; a finding about several is found by its number.
        if let [subject] = finding.subjects[..] {
            fields.insert("uscc".to_owned(), json!(subject.as_str()));
        }
        if let Some(amount) = finding.amount.map(Fen::to_yuan) {
            fields.insert("amount".to_owned(), json!(amount));
        }
    }
    data
}
