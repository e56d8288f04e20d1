//! What an amount rests on: measures, the row of a table, what was decided; and the amount of a candidate.

use crate::policy::{Accounted, Amount, AmountTable, AtMost, MeasureId, ParamId, Rate, TemplatePart, TermValue};
use crate::position::candidate::Candidate;
use crate::position::naming::{Name, common_name};
use crate::position::reckon::{Ground, Priced, Reckoning, unfit};
use crate::position::test::part;
use crate::position::{Engine, FactRef, Gap};
use crate::value::Ratio;
use std::sync::Arc;

type Gaps = Vec<Gap>;

/// What a table says of a fact.
enum Found {
    /// The amount of a row, and the name it was found by.
    Row { amount: ParamId, name: Name },
    /// The text names no amount for it.
    Nothing,
    /// These renamings lead equally far to names of different amounts.
    Several(Vec<FactRef>),
}

impl Engine<'_> {
    /// The amount of a candidate whose conditions hold.
    pub(super) fn price(&self, amount: &Amount, candidate: &Candidate<'_>) -> Result<Priced, Gaps> {
        let ground = self.ground(&amount.form, candidate)?;
        let divided_by = match amount.divided_by {
            None => None,
            Some(measure) => {
                Some(self.measure(measure, candidate)?.value.whole().filter(|by| *by > 0).ok_or_else(unfit)?)
            }
        };
        let (document, days) = (candidate.document, candidate.days());
        self.reckon(amount, Reckoning { ground, divided_by, document, days })
    }

    fn ground(&self, form: &Accounted, candidate: &Candidate<'_>) -> Result<Ground, Gaps> {
        match form {
            Accounted::Fixed(_) => Ok(Ground::Nothing),
            Accounted::Table(table) => match self.row(table, candidate) {
                Found::Row { amount, name: Name { words, facts } } => Ok(Ground::Row { amount, words, facts }),
                Found::Nothing => Err(unfit()),
                Found::Several(renamings) => Err(vec![Gap::Names(renamings)]),
            },
            Accounted::Share { rate, base, at_most, times } => self.share(*rate, *base, *at_most, *times, candidate),
            Accounted::Steps { count, .. } => {
                let answer = self.measure(*count, candidate)?;
                Ok(Ground::Steps { count: answer.value.whole().ok_or_else(unfit)?, facts: answer.facts })
            }
            Accounted::Decided(term) => {
                let TermValue::Amount(amount) = self.decided(*term, candidate)? else { return Err(unfit()) };
                Ok(Ground::Decided(amount))
            }
        }
    }

    /// Whether the text names no amount for what the fact says.
    pub(super) fn not_named(&self, amount: &Amount, candidate: &Candidate<'_>) -> bool {
        match &amount.form {
            Accounted::Table(table) => matches!(self.row(table, candidate), Found::Nothing),
            Accounted::Fixed(_) | Accounted::Share { .. } | Accounted::Steps { .. } | Accounted::Decided(_) => false,
        }
    }

    /// What the amount table knows of a candidate: the tier of the row that fits, or one name for all that mean the same,
    /// which also stands in for a tier where the row has none.
    pub(super) fn tabled(&self, amount: &Amount, part: &TemplatePart, candidate: &Candidate<'_>) -> Arc<str> {
        let Accounted::Table(table) = &amount.form else { return Arc::from("") };
        let names = self.names_in(table, candidate);
        let tiers = names.iter().filter_map(|name| table.rows.iter().find(|row| row.fits(&name.words))?.tier.clone());
        let tier = tiers.into_iter().next().filter(|_| *part == TemplatePart::Tier);
        tier.unwrap_or_else(|| common_name(&names))
    }

    fn names_in(&self, table: &AmountTable, candidate: &Candidate<'_>) -> Vec<Name> {
        let said = table.fields.iter().map(|field| part(candidate.slot(*field), field.part).unwrap_or_default());
        self.names(table.renamed.as_ref(), said.map(Arc::from).collect())
    }

    /// The row of a table for a candidate: by the name that was recorded where the text has an amount for it, otherwise by
    /// the nearest of the names that mean the same.
    fn row(&self, table: &AmountTable, candidate: &Candidate<'_>) -> Found {
        let mut found: Vec<(ParamId, Name)> = Vec::new();
        for name in self.names_in(table, candidate) {
            let Some(row) = table.rows.iter().find(|row| row.fits(&name.words)) else { continue };
            let near = found.first().is_none_or(|(_, first)| first.facts.len() == name.facts.len());
            if let Some(amount) = row.amount.filter(|_| near) {
                found.push((amount, name));
            }
        }
        let worth = |amount: ParamId| self.yuan(amount, candidate.days()).ok();
        let one = found.array_windows().all(|[(one, _), (other, _)]| worth(*one) == worth(*other));
        let several = || found.iter().flat_map(|(_, name)| name.facts.iter().copied()).collect();
        match found.first() {
            None => Found::Nothing,
            Some(_) if !one => Found::Several(several()),
            Some((amount, name)) => Found::Row { amount: *amount, name: name.clone() },
        }
    }

    fn share(
        &self,
        rate: Rate,
        measure: MeasureId,
        at_most: Option<AtMost>,
        times: Option<MeasureId>,
        candidate: &Candidate<'_>,
    ) -> Result<Ground, Gaps> {
        let mut evaluated = Vec::new();
        let (answer, shown) = both(self.measure(measure, candidate), self.shown(rate, candidate, &mut evaluated))?;
        let base = answer.value.exact().ok_or_else(unfit)?;
        let mut facts = answer.facts;
        facts.extend(evaluated);
        let mut reference = None;
        if let Some(limit) = at_most {
            let (reference_rate, agreed_rate) =
                (self.measure(limit.rate, candidate)?, self.measure(limit.of, candidate)?);
            let published = reference_rate.value.percent().ok_or_else(unfit)?;
            let agreed = agreed_rate.value.percent().ok_or_else(unfit)?;
            facts.extend(reference_rate.facts.into_iter().chain(agreed_rate.facts));
            reference = (agreed > published).then_some((published, agreed));
        }
        let times = match times {
            None => None,
            Some(measure) => {
                let evaluated = self.measure(measure, candidate)?;
                facts.extend(evaluated.facts);
                Some(evaluated.value.percent().ok_or_else(unfit)?)
            }
        };
        Ok(Ground::Share { measure, base, facts, shown, reference, times })
    }

    /// The rate that somebody evaluated or decided, where it is not the text's own.
    fn shown(&self, rate: Rate, candidate: &Candidate<'_>, facts: &mut Vec<FactRef>) -> Result<Option<Ratio>, Gaps> {
        match rate {
            Rate::Parameter(_) => Ok(None),
            Rate::Evaluated { measure, .. } => {
                let answer = self.measure(measure, candidate)?;
                let evaluated = answer.value.percent().ok_or_else(unfit)?;
                facts.extend(answer.facts);
                Ok(Some(evaluated))
            }
            Rate::Term(term) => {
                let TermValue::Percent(share) = self.decided(term, candidate)? else { return Err(unfit()) };
                Ok(Some(share))
            }
        }
    }
}

/// Two answers, or everything that is missing for them.
pub(super) fn both<A, B>(one: Result<A, Gaps>, other: Result<B, Gaps>) -> Result<(A, B), Gaps> {
    match (one, other) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (Err(mut gaps), Err(more)) => {
            gaps.extend(more);
            Err(gaps)
        }
        (Err(gaps), Ok(_)) | (Ok(_), Err(gaps)) => Err(gaps),
    }
}
