//! Amounts: the formula with its numbers, floor, ceiling, and the one rounding.

use crate::policy::{
    Accounted, Amount, AmountTable, AtMost, MeasureId, ParamId, ParamValue, Rate, TemplatePart, TermValue,
};
use crate::position::candidate::Candidate;
use crate::position::naming::{Name, common_name};
use crate::position::test::part;
use crate::position::{Engine, FactRef, Formula, Gap, Limited};
use crate::value::{Exact, Fen, Ratio};
use std::sync::Arc;

/// An item's own amount.
#[derive(Debug, Clone)]
pub(super) struct Priced {
    pub(super) formula: Formula,
    /// Before floor, ceiling and rounding.
    pub(super) exact: Exact,
    pub(super) divided_by: Option<i64>,
    pub(super) limited: Limited,
    pub(super) gross: Fen,
}

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
        let mut divided_by = None;
        let (formula, mut exact) = self.formula(&amount.form, candidate)?;
        if let Some(measure) = amount.divided_by {
            let by = self.measure(measure, candidate)?.value.whole().filter(|by| *by > 0).ok_or_else(unfit)?;
            exact = exact.times(Ratio::new(1, i128::from(by)).ok_or_else(unfit)?).ok_or_else(unfit)?;
            divided_by = Some(by);
        }
        let mut limited = Limited::Neither;
        let mut bounded = exact;
        if let Some(floor) = amount.floor {
            let least = self.yuan(floor.amount, candidate)?;
            let counts = !floor.needs_positive || exact > Exact::from_fen(Fen::ZERO);
            if counts && bounded < Exact::from_fen(least) {
                (bounded, limited) = (Exact::from_fen(least), Limited::Floor(least));
            }
        }
        if let Some(ceiling) = amount.ceiling {
            let most = self.yuan(ceiling, candidate)?;
            if bounded > Exact::from_fen(most) {
                (bounded, limited) = (Exact::from_fen(most), Limited::Ceiling(most));
            }
        }
        let gross = bounded.round(self.document(candidate.document).options.rounding);
        Ok(Priced { formula, exact, divided_by, limited, gross })
    }

    fn formula(&self, form: &Accounted, candidate: &Candidate<'_>) -> Result<(Formula, Exact), Gaps> {
        match form {
            Accounted::Fixed(amount) => {
                let amount = self.yuan(*amount, candidate)?;
                Ok((Formula::Fixed(amount), Exact::from_fen(amount)))
            }
            Accounted::Table(table) => {
                let (amount, name) = match self.row(table, candidate) {
                    Found::Row { amount, name } => (amount, name),
                    Found::Nothing => return Err(unfit()),
                    Found::Several(renamings) => return Err(vec![Gap::Names(renamings)]),
                };
                let amount = self.yuan(amount, candidate)?;
                Ok((Formula::Table { words: name.words, amount, facts: name.facts }, Exact::from_fen(amount)))
            }
            Accounted::Share { rate, base, at_most, times } => self.share(*rate, *base, *at_most, *times, candidate),
            Accounted::Steps { count, threshold, base, per_extra } => {
                self.steps(*count, *threshold, (*base, *per_extra), candidate)
            }
            Accounted::Decided(term) => {
                let TermValue::Amount(amount) = self.decided(*term, candidate)? else { return Err(unfit()) };
                Ok((Formula::Fixed(amount), Exact::from_fen(amount)))
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
        let worth = |amount: ParamId| self.yuan(amount, candidate).ok();
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
    ) -> Result<(Formula, Exact), Gaps> {
        let mut evaluated = Vec::new();
        let (answer, mut rate) = both(self.measure(measure, candidate), self.rate(rate, candidate, &mut evaluated))?;
        let base = answer.value.exact().ok_or_else(unfit)?;
        let mut facts = answer.facts;
        facts.extend(evaluated);
        let mut reference = None;
        let mut factor = Ratio::ONE;
        if let Some(limit) = at_most {
            let (reference_rate, agreed_rate) =
                (self.measure(limit.rate, candidate)?, self.measure(limit.of, candidate)?);
            let published = reference_rate.value.percent().ok_or_else(unfit)?;
            let agreed = agreed_rate.value.percent().ok_or_else(unfit)?;
            facts.extend(reference_rate.facts.into_iter().chain(agreed_rate.facts));
            if agreed > published {
                rate = self.percent(limit.share, candidate)?;
                factor = published.over(agreed).ok_or_else(unfit)?;
                reference = Some((published, agreed));
            }
        }
        let times = match times {
            None => None,
            Some(measure) => {
                let evaluated = self.measure(measure, candidate)?;
                facts.extend(evaluated.facts);
                Some(evaluated.value.percent().ok_or_else(unfit)?)
            }
        };
        let whole = factor.times(rate).and_then(|rate| rate.times(times.unwrap_or(Ratio::ONE))).ok_or_else(unfit)?;
        let exact = base.times(whole).ok_or_else(unfit)?;
        Ok((Formula::Share { measure, base, facts, rate, reference, times }, exact))
    }

    fn rate(&self, rate: Rate, candidate: &Candidate<'_>, facts: &mut Vec<FactRef>) -> Result<Ratio, Gaps> {
        match rate {
            Rate::Parameter(id) => self.percent(id, candidate),
            Rate::Evaluated { measure, at_most } => {
                let answer = self.measure(measure, candidate)?;
                let evaluated = answer.value.percent().ok_or_else(unfit)?;
                facts.extend(answer.facts);
                Ok(evaluated.min(self.percent(at_most, candidate)?))
            }
            Rate::Term(term) => {
                let TermValue::Percent(share) = self.decided(term, candidate)? else { return Err(unfit()) };
                Ok(share)
            }
        }
    }

    fn steps(
        &self,
        count: MeasureId,
        threshold: ParamId,
        (base, per_extra): (ParamId, ParamId),
        candidate: &Candidate<'_>,
    ) -> Result<(Formula, Exact), Gaps> {
        let answer = self.measure(count, candidate)?;
        let count = answer.value.whole().ok_or_else(unfit)?;
        let threshold = self.whole(threshold, candidate).ok_or_else(unfit)?;
        let (base, per_extra) = (self.yuan(base, candidate)?, self.yuan(per_extra, candidate)?);
        let extra = count.saturating_sub(threshold);
        let amount = if extra < 0 {
            Exact::from_fen(Fen::ZERO)
        } else {
            let more = per_extra.get().checked_mul(i128::from(extra)).ok_or_else(unfit)?;
            Exact::from_fen(base.plus(Fen::new(more)))
        };
        Ok((Formula::Steps { count, threshold, base, per_extra, facts: answer.facts }, amount))
    }

    pub(super) fn yuan(&self, id: ParamId, candidate: &Candidate<'_>) -> Result<Fen, Gaps> {
        match self.program.value(id, candidate.days()).map(|value| value.value) {
            Some(ParamValue::Yuan(fen)) => Ok(fen),
            Some(_) | None => Err(unfit()),
        }
    }

    pub(super) fn whole(&self, id: ParamId, candidate: &Candidate<'_>) -> Option<i64> {
        match self.program.value(id, candidate.days())?.value {
            ParamValue::Whole(number) => Some(number),
            ParamValue::Yuan(_) | ParamValue::Percent(_) => None,
        }
    }

    fn percent(&self, id: ParamId, candidate: &Candidate<'_>) -> Result<Ratio, Gaps> {
        match self.program.value(id, candidate.days()).map(|value| value.value) {
            Some(ParamValue::Percent(ratio)) => Ok(ratio),
            Some(_) | None => Err(unfit()),
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

fn unfit() -> Gaps {
    vec![Gap::Uncomputable]
}
