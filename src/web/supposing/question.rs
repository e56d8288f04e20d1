//! A what-if as an address says it, and its answer for whoever asks.

use crate::explain::Document;
use crate::ledger::{AsItIs, Extent, Horizon, LedgerError, Scenario, Served};
use crate::value::{KnownAt, Pseudonyms};
use crate::view::{SweepV1, WhatIfV1};
use crate::web::asked::Asked;
use crate::web::fault::Fault;
use crate::web::site::Site;
use serde::Serialize;
use serde_json::Value;
use std::ops::ControlFlow;

/// So many of the lines that differ are listed unless all are asked for, as the command does.
const SHOWN: usize = 20;

/// A what-if, and who asks it at which times.
#[derive(Debug, Clone)]
pub(in crate::web) struct Question {
    pub(in crate::web) horizon: Horizon,
    pub(in crate::web) sets: Vec<String>,
    pub(in crate::web) drops: Vec<String>,
    reads: Vec<(String, String)>,
    pub(in crate::web) sweep: Option<String>,
    only_known: Option<KnownAt>,
    pub(in crate::web) afresh: bool,
    pub(in crate::web) besides: Besides,
    /// What stands in the place of subjects, for whoever is not to know whose a line is.
    pub(in crate::web) veil: Option<Pseudonyms>,
}

/// What is told besides.
#[derive(Debug, Clone, Copy)]
pub(in crate::web) struct Besides {
    /// Every line that differs.
    all: bool,
    /// How both arms come to the largest difference.
    pub(in crate::web) why: bool,
    /// The difference under other readings.
    pub(in crate::web) sensitivity: bool,
}

/// In which shape an answer is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::web) enum Wanted {
    /// As people read it.
    Words,
    /// As programs do.
    Value,
}

/// An answer in one of both shapes.
#[derive(Debug)]
pub(in crate::web) enum Answered {
    Words(Document),
    Value(Value),
}

impl Question {
    /// The one in an address.
    pub(in crate::web) fn of(site: &Site, asked: &Asked) -> Result<Self, Fault> {
        let given = |name: &str| asked.all(name).map(str::to_owned).collect::<Vec<String>>();
        let known = |text: &str| {
            let bad = || Fault::Parameter {
                name: "only-known".to_owned(),
                value: text.to_owned(),
                example: "2026-08-20, 48213",
            };
            KnownAt::parse(text).ok_or_else(bad)
        };
        let question = Self {
            veil: site.veil(asked.who.as_ref())?,
            sets: given("set"),
            drops: given("drop"),
            reads: asked.reads.clone(),
            sweep: asked.own("sweep").map(str::to_owned),
            only_known: asked.own("only-known").map(known).transpose()?,
            afresh: asked.flag("afresh")?,
            besides: Besides {
                all: asked.flag("all")?,
                why: asked.flag("why")?,
                sensitivity: asked.flag("sensitivity")?,
            },
            horizon: site.horizon(asked)?,
        };
        question.is_sound().map(|()| question)
    }

    /// A range is a row for each value: there is nothing to list, to explain, or to ask under other readings.
    fn is_sound(&self) -> Result<(), Fault> {
        let Besides { all, why, sensitivity } = self.besides;
        let besides = [("all", all), ("why", why), ("sensitivity", sensitivity)];
        let beside = besides.into_iter().find(|(_, is_on)| *is_on && self.sweep.is_some());
        match beside {
            Some((name, _)) => Err(Fault::BesideRange { name }),
            None if why && self.veil.is_some() => Err(Fault::Veiled),
            None => Ok(()),
        }
    }

    /// Whether nothing is otherwise.
    pub(in crate::web) fn supposes_nothing(&self) -> bool {
        self.sets.is_empty()
            && self.drops.is_empty()
            && self.reads.is_empty()
            && self.sweep.is_none()
            && self.only_known.is_none()
    }

    /// Whether it is many runs.
    pub(in crate::web) const fn is_long(&self) -> bool {
        self.sweep.is_some() || self.besides.sensitivity
    }

    /// The words of the command that asks the same.
    pub(in crate::web) fn words(&self) -> Vec<String> {
        let flag = |is_on: bool, word: &str| is_on.then(|| word.to_owned());
        let pair = |name: &str, value: &str| [name.to_owned(), value.to_owned()];
        let mut words: Vec<String> = ["whatif", "run"].map(str::to_owned).into();
        words.extend(self.sets.iter().flat_map(|set| pair("--set", set)));
        words.extend(self.drops.iter().flat_map(|event| pair("--drop", event)));
        words.extend(self.only_known.iter().flat_map(|known| pair("--only-known", &known.to_string())));
        words.extend(flag(self.afresh, "--afresh"));
        words.extend(self.sweep.iter().flat_map(|range| pair("--sweep", range)));
        words.extend(flag(self.besides.all, "--all"));
        words.extend(self.besides.why.then(|| pair("--why", "1")).into_iter().flatten());
        words.extend(flag(self.besides.sensitivity, "--sensitivity"));
        words
    }

    /// What scenarios of it are held against.
    pub(in crate::web) fn base(&self, served: &Served) -> Result<std::sync::Arc<AsItIs>, LedgerError> {
        served.held_against(self.horizon, self.afresh)
    }

    /// The answer. `watch` is told how many of how many runs are done, and says whether it goes on.
    pub(in crate::web) fn answer(
        &self,
        served: &Served,
        wanted: Wanted,
        watch: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
    ) -> Result<Answered, Fault> {
        let answered = self.answered(served, wanted, watch);
        Ok(answered.map_err(|error| if self.veil.is_some() { error.veiled() } else { error })?)
    }

    fn answered(
        &self,
        served: &Served,
        wanted: Wanted,
        watch: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
    ) -> Result<Answered, LedgerError> {
        let ledger = served.ledger()?;
        if self.veil.is_some() {
            ledger.may_drop_veiled(&self.drops)?;
        }
        let base = self.base(served)?;
        let scenario = Scenario {
            sets: self.sets.clone(),
            reads: self.reads.clone(),
            drops: self.drops.clone(),
            only_known: self.only_known,
            ..Scenario::default()
        };
        if let Some(range) = &self.sweep {
            let sweep = base.sweep(ledger, scenario, range, watch)?;
            return Ok(match wanted {
                Wanted::Words => Answered::Words(sweep.page()),
                Wanted::Value => Answered::Value(value(&SweepV1::of(&sweep))),
            });
        }
        let run = base.what_if(ledger, scenario)?;
        let under = self.besides.sensitivity.then(|| run.under_readings(watch)).transpose()?;
        let (trees, veil) = (run.trees(usize::from(self.besides.why)), self.veil.as_ref());
        Ok(match wanted {
            Wanted::Words => {
                let lines = if self.besides.all { usize::MAX } else { SHOWN };
                Answered::Words(run.page(&Extent { lines, trees: &trees, under: under.as_deref(), veil }))
            }
            Wanted::Value => Answered::Value(value(&WhatIfV1::seen(&run, veil).with(&trees, under.as_deref()))),
        })
    }
}

fn value(view: &impl Serialize) -> Value {
    serde_json::to_value(view).unwrap_or_default()
}
