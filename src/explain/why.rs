//! Why an item is what it is: clause, fact, conditions with their witnesses, formula, choice, caps, readings.

use crate::event::Catalogue;
use crate::explain::Phrase;
use crate::policy::{Program, Reading};
use crate::position::{
    Excluded, ExcludedBy, Finding, Formula, Gap, Item, Limited, Outcome, Position, Quantity, Witness,
};
use crate::value::{Bilingual, Day, Lang};

/// An explanation: lines in order, each under the one above it with a smaller level.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Explanation {
    /// The lines.
    pub lines: Vec<Line>,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// How deep it stands.
    pub level: u8,
    /// What it says.
    pub phrase: Phrase,
}

/// Explains one item of a position under the program it was computed with.
///
/// Both languages have the same lines, because the lines are phrases and only [`Explanation::render`] chooses words.
pub fn why(
    catalogue: &Catalogue,
    program: &Program,
    readings: &[Reading],
    position: &Position,
    item: &Item,
) -> Explanation {
    let mut telling = Telling { catalogue, program, readings, position, told: Explanation::default() };
    telling.item(item);
    telling.told
}

impl Explanation {
    /// The text in one language, two spaces per level.
    pub fn render(&self, lang: Lang) -> String {
        let mut text = String::new();
        for line in &self.lines {
            text.push_str(&"  ".repeat(usize::from(line.level)));
            text.push_str(&line.phrase.say(lang));
            text.push('\n');
        }
        text
    }
}

struct Telling<'t> {
    catalogue: &'t Catalogue,
    program: &'t Program,
    readings: &'t [Reading],
    position: &'t Position,
    told: Explanation,
}

impl Telling<'_> {
    fn say(&mut self, level: u8, phrase: Phrase) {
        self.told.lines.push(Line { level, phrase });
    }

    fn item(&mut self, item: &Item) {
        self.say(0, Phrase::Title { title: self.title(item), matter: item.matter.clone() });
        self.outcome(item);
        self.clause(item);
        for finding in &item.findings {
            self.finding(finding);
        }
        self.formula(item);
        if item.outcome == Outcome::Due {
            self.choice(item);
            self.caps(item);
        }
        for id in &item.readings {
            let Some(reading) = self.readings.iter().find(|known| known.id == *id) else { continue };
            let Some(option) = reading.chosen(&self.program.choices) else { continue };
            let (question, option) = (reading.question.clone(), option.title.clone());
            self.say(1, Phrase::Reading { id: id.0.clone(), question, option });
        }
    }

    fn title(&self, item: &Item) -> Bilingual {
        let grant = item.grant.and_then(|grant| self.program.grants.get(grant));
        grant.map_or_else(|| Bilingual::new(&item.grant_id, &item.grant_id), |grant| grant.title.clone())
    }

    fn outcome(&mut self, item: &Item) {
        match &item.outcome {
            Outcome::Due => {
                let (net, paid) = (item.net, item.paid);
                self.say(1, Phrase::Due { net, paid, outstanding: item.outstanding, overpaid: item.overpaid });
                if let Some(since) = item.withheld_since {
                    self.say(1, Phrase::Withheld { since });
                }
            }
            Outcome::Refused(failed) => {
                let title = item.findings.get(*failed).map(|finding| finding.title.clone());
                self.say(1, Phrase::Refused { condition: title.unwrap_or_else(|| Bilingual::new("", "")) });
            }
            Outcome::Undetermined(gaps) => {
                self.say(1, Phrase::Unknown);
                for gap in gaps {
                    self.gap(gap);
                }
            }
            Outcome::MissedCall => self.say(1, Phrase::Missed { gross: item.gross, closed: item.application.day }),
            Outcome::NoGoverningPolicy(on) => self.say(1, Phrase::Ungoverned { on: *on }),
            Outcome::FactGone => self.say(1, Phrase::Gone { paid: item.paid }),
        }
    }

    fn gap(&mut self, gap: &Gap) {
        let phrase = match gap {
            Gap::Fact { kind, .. } => Phrase::WouldSettle { fact: self.catalogue.declaration(*kind).title.clone() },
            Gap::Field { measure } => Phrase::WouldComplete { measure: self.measure(*measure) },
            Gap::Reading(measure) => Phrase::WouldRead { measure: self.measure(*measure) },
            Gap::Term(term) => {
                let term = usize::try_from(*term).ok().and_then(|index| self.program.open_terms.get(index));
                match term {
                    Some(term) => Phrase::WouldDecide { term: term.title.clone(), authority: term.authority.clone() },
                    None => Phrase::Uncomputable,
                }
            }
            Gap::Uncomputable => Phrase::Uncomputable,
        };
        self.say(2, phrase);
    }

    fn clause(&mut self, item: &Item) {
        if let Some(grant) = item.grant.and_then(|grant| self.program.grants.get(grant)) {
            let (document, article) = (self.program.document.clone(), grant.article.clone());
            let (sentence, restated) = (grant.sentence, grant.restates.clone());
            self.say(1, Phrase::Clause { document, article, sentence });
            self.say(2, Phrase::Restated(restated));
        }
        for fact in &item.facts {
            self.say(1, Phrase::FromFact(*fact));
        }
        if !matches!(item.outcome, Outcome::FactGone | Outcome::NoGoverningPolicy(_)) {
            let application = item.application;
            self.say(1, Phrase::Tested { day: application.test_day, basis: application.basis });
            if !application.call_recorded {
                self.say(2, Phrase::AssumedCall { on: Day::year_start(item.fact_year.saturating_add(1)) });
            }
        }
    }

    fn finding(&mut self, finding: &Finding) {
        let title = finding.title.clone();
        match &finding.holds {
            Ok(true) => self.say(1, Phrase::Holds(title)),
            Ok(false) => self.say(1, Phrase::Fails(title)),
            Err(gaps) => {
                self.say(1, Phrase::Open(title));
                for gap in gaps {
                    self.gap(gap);
                }
            }
        }
        for witness in &finding.witnesses {
            let phrase = self.witness(witness);
            self.say(2, phrase);
        }
    }

    fn witness(&self, witness: &Witness) -> Phrase {
        match witness {
            Witness::Held(status, _, interval) => Phrase::Held {
                status: self.status(*status),
                first: interval.first,
                last: interval.last,
                fact: interval.opened_by,
            },
            Witness::NotHeld(status, on, seen) => {
                Phrase::NotHeld { status: self.status(*status), on: *on, seen: *seen }
            }
            Witness::Measured(measure, answer) => {
                Phrase::Measured { measure: self.measure(*measure), value: quantity(&answer.value) }
            }
            Witness::Said(word) => Phrase::Said(word.clone()),
        }
    }

    fn status(&self, id: crate::policy::StatusId) -> Bilingual {
        self.program.status(id).map_or_else(|| Bilingual::new("", ""), |status| status.title.clone())
    }

    fn measure(&self, id: crate::policy::MeasureId) -> Bilingual {
        self.program.measure(id).map_or_else(|| Bilingual::new("", ""), |measure| measure.title.clone())
    }

    fn formula(&mut self, item: &Item) {
        let (Some(formula), Some(exact)) = (&item.formula, item.exact) else { return };
        match formula {
            Formula::Fixed(amount) => self.say(1, Phrase::Fixed(*amount)),
            Formula::Table { word, amount } => self.say(1, Phrase::ByWord { word: word.clone(), amount: *amount }),
            Formula::Share { measure, base, facts, rate, reference, times } => {
                let (base, rate, reference, times) = (*base, *rate, *reference, *times);
                self.say(1, Phrase::Share { base, rate, reference, times, exact });
                self.say(2, Phrase::Measured { measure: self.measure(*measure), value: base.to_string() });
                for fact in facts {
                    self.say(3, Phrase::FromFact(*fact));
                }
            }
            Formula::Steps { count, threshold, base, per_extra, facts } => {
                let (count, threshold, base, per_extra) = (*count, *threshold, *base, *per_extra);
                self.say(1, Phrase::Steps { count, threshold, base, per_extra, exact });
                for fact in facts {
                    self.say(2, Phrase::FromFact(*fact));
                }
            }
        }
        if let Some(by) = item.divided_by {
            self.say(2, Phrase::Divided(by));
        }
        self.say(
            2,
            match item.limited {
                Limited::Neither => Phrase::Unbounded,
                Limited::Floor(amount) => Phrase::AtFloor(amount),
                Limited::Ceiling(amount) => Phrase::AtCeiling(amount),
            },
        );
        self.say(2, Phrase::Rounded { rounding: self.program.options.rounding, gross: item.gross });
    }

    fn choice(&mut self, item: &Item) {
        if item.excluded.is_empty() {
            self.say(1, Phrase::Alone);
        }
        for excluded in &item.excluded {
            let phrase = self.excluded(excluded);
            self.say(1, phrase);
        }
    }

    fn excluded(&self, excluded: &Excluded) -> Phrase {
        let amount = excluded.amount;
        match &excluded.by {
            ExcludedBy::Item(other) => match self.position.items.get(*other) {
                Some(other) => Phrase::TakenBy { amount, title: self.title(other), matter: other.matter.clone() },
                None => Phrase::Alone,
            },
            ExcludedBy::Linked { exclusion, .. } => {
                let title = self.program.exclusions.get(*exclusion).map(|exclusion| exclusion.title.clone());
                Phrase::TakenByLink { amount, title: title.unwrap_or_else(|| Bilingual::new("", "")) }
            }
            ExcludedBy::Other(fact) => Phrase::TakenByOther { amount, fact: *fact },
        }
    }

    fn caps(&mut self, item: &Item) {
        let Some(grant) = item.grant else { return };
        let caps: Vec<Phrase> = self
            .program
            .limits
            .iter()
            .enumerate()
            .filter(|(_, limit)| limit.grants.contains(&grant))
            .filter_map(|(number, limit)| {
                let used = self.position.caps.iter().find(|cap| cap.limit == number && cap.year == item.fact_year)?;
                Some(Phrase::Cap { title: limit.title.clone(), year: used.year, used: used.used, cap: used.cap })
            })
            .collect();
        if caps.is_empty() {
            self.say(1, Phrase::NoCap);
        }
        for cap in caps {
            self.say(1, cap);
        }
        for cut in &item.cuts {
            if let Some(limit) = self.program.limits.get(cut.limit) {
                let (amount, title, year) = (cut.amount, limit.title.clone(), cut.year);
                self.say(2, Phrase::CutBy { amount, title, year });
            }
        }
    }
}

fn quantity(value: &Quantity) -> String {
    match value {
        Quantity::Money(fen) => fen.to_string(),
        Quantity::Percent(ratio) => ratio.percent(),
        Quantity::Whole(number) => number.to_string(),
        Quantity::Day(day) => day.to_string(),
        Quantity::Flag(flag) => if *flag { "✓" } else { "✗" }.to_owned(),
        Quantity::Text(text) => text.to_string(),
    }
}
