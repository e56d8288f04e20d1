//! The part of `verify.v1` that tells of a bundle.

use crate::explain::Phrase;
use crate::ledger::{About, Packaged, Verdict};
use crate::value::{Fen, Lang};
use serde::Serialize;
use std::sync::Arc;

/// A bundle that was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/verify.v1.json describes every field in both languages")]
pub struct BundleV1 {
    pub ledger: String,
    pub key: String,
    pub payment: Option<String>,
    pub paid: Option<PaidV1>,
    pub subject: Option<String>,
    pub name: Option<Arc<str>>,
    pub on: Option<String>,
    pub known: Option<u64>,
    pub readings: Vec<ReadV1>,
    pub program: Option<String>,
    pub texts_compared: bool,
    pub files: usize,
    pub events: usize,
    pub checks: Vec<CheckV1>,
    pub amounts: Vec<AmountV1>,
    pub differences: Vec<DifferenceV1>,
    pub remarks: Vec<RemarkV1>,
}

/// The payment a bundle is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/verify.v1.json describes every field in both languages")]
pub struct PaidV1 {
    pub day: String,
    pub amount: String,
    pub bounced_on: Option<String>,
}

/// A reading that was chosen for the question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/verify.v1.json describes every field in both languages")]
pub struct ReadV1 {
    pub reading: String,
    pub option: String,
}

/// One check and how it ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/verify.v1.json describes every field in both languages")]
pub struct CheckV1 {
    pub check: &'static str,
    pub state: &'static str,
}

/// An amount, as the bundle says it and as it follows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/verify.v1.json describes every field in both languages")]
pub struct AmountV1 {
    pub figure: &'static str,
    pub grant: Arc<str>,
    pub matter: Arc<str>,
    pub packaged: Option<String>,
    pub computed: Option<String>,
    pub agrees: bool,
}

/// One thing that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/verify.v1.json describes every field in both languages")]
pub struct DifferenceV1 {
    pub says: &'static str,
    pub zh: String,
    pub en: String,
    pub file: Option<String>,
    pub event: Option<u64>,
    pub path: Option<String>,
    pub packaged: Option<String>,
    pub computed: Option<String>,
}

/// One thing worth knowing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "docs/schemas/verify.v1.json describes every field in both languages")]
pub struct RemarkV1 {
    pub says: &'static str,
    pub zh: String,
    pub en: String,
}

impl ReadV1 {
    fn of((reading, option): &(String, String)) -> Self {
        Self { reading: reading.clone(), option: option.clone() }
    }
}

impl BundleV1 {
    /// Shapes what came of a check.
    pub fn of(verdict: &Verdict) -> Self {
        let asking = verdict.asking.as_ref();
        let (payment, named) = match asking.map(|asking| &asking.about) {
            Some(About::Payment(number)) => (Some(number.to_string()), None),
            Some(About::Subject(subject)) => (None, Some(*subject)),
            None => (None, None),
        };
        let amounts = verdict.amounts.iter().map(|amount| AmountV1 {
            figure: amount.figure.name(),
            grant: amount.grant.clone(),
            matter: amount.matter.clone(),
            packaged: match &amount.packaged {
                Packaged::Amount(said) => Some(said.clone()),
                Packaged::Open | Packaged::Nothing => None,
            },
            computed: amount.computed.map(Fen::to_yuan),
            agrees: amount.agrees(),
        });
        let differences = verdict.differences.iter().map(|one| {
            let phrase = Phrase::from(one.phrase());
            let (event, path, packaged, computed) = one.place();
            DifferenceV1 {
                says: phrase.name(),
                zh: phrase.say(Lang::Zh),
                en: phrase.say(Lang::En),
                file: one.file().map(str::to_owned),
                event,
                path: path.map(str::to_owned),
                packaged: packaged.map(str::to_owned),
                computed: computed.map(str::to_owned),
            }
        });
        let remarks = verdict.remarks.iter().map(|one| {
            let phrase = Phrase::from(one.phrase());
            RemarkV1 { says: phrase.name(), zh: phrase.say(Lang::Zh), en: phrase.say(Lang::En) }
        });
        Self {
            ledger: verdict.ledger.clone(),
            key: verdict.key.clone(),
            payment,
            paid: verdict.paid.as_ref().map(|(paid, back)| PaidV1 {
                day: paid.day.to_string(),
                amount: paid.amount.to_yuan(),
                bounced_on: back.map(|day| day.to_string()),
            }),
            name: verdict.name.clone(),
            subject: verdict.subject.or(named).map(|subject| subject.to_string()),
            on: asking.map(|asking| asking.on.to_string()),
            known: asking.map(|asking| asking.known.0),
            readings: asking.map_or_else(Vec::new, |asking| asking.reads.iter().map(ReadV1::of).collect()),
            program: verdict.wrote.clone(),
            texts_compared: verdict.wrote.is_some() && !verdict.is_of_another_version(),
            files: verdict.files,
            events: verdict.events,
            checks: verdict
                .checks
                .iter()
                .map(|(check, state)| CheckV1 { check: check.name(), state: state.name() })
                .collect(),
            amounts: amounts.collect(),
            differences: differences.collect(),
            remarks: remarks.collect(),
        }
    }
}
