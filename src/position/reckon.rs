//! Amounts in numbers: what an amount rests on, under the values of the day, with floor, ceiling and the one rounding.

use crate::policy::{Accounted, Amount, AtMost, Days, MeasureId, ParamId, ParamValue, Rate};
use crate::position::{Engine, FactRef, Formula, Gap, Item, Limited, Outcome};
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

/// What an amount rests on, apart from the values it is reckoned with.
#[derive(Debug, Clone)]
pub(super) enum Ground {
    /// Nothing: it is the same for every item.
    Nothing,
    /// A row of a table, and how it was found.
    Row { amount: ParamId, words: Vec<Arc<str>>, facts: Vec<FactRef> },
    /// A base, and what stands beside it.
    Share {
        measure: MeasureId,
        base: Exact,
        facts: Vec<FactRef>,
        /// The rate that somebody evaluated or decided.
        shown: Option<Ratio>,
        /// The reference rate and the agreed one, where the reference is the lower one.
        reference: Option<(Ratio, Ratio)>,
        times: Option<Ratio>,
    },
    /// A count.
    Steps { count: i64, facts: Vec<FactRef> },
    /// What was decided.
    Decided(Fen),
}

/// Everything an amount is reckoned from.
pub(super) struct Reckoning {
    pub(super) ground: Ground,
    pub(super) divided_by: Option<i64>,
    pub(super) document: usize,
    /// The days by which values are looked up.
    pub(super) days: Days,
}

type Gaps = Vec<Gap>;

impl Engine<'_> {
    /// The amount under the values of the program.
    pub(super) fn reckon(&self, amount: &Amount, of: Reckoning) -> Result<Priced, Gaps> {
        let Reckoning { ground, divided_by, document, days } = of;
        let (formula, mut exact) = self.formula(&amount.form, ground, days)?;
        if let Some(by) = divided_by {
            exact = exact.times(Ratio::new(1, i128::from(by)).ok_or_else(unfit)?).ok_or_else(unfit)?;
        }
        let mut limited = Limited::Neither;
        let mut bounded = exact;
        if let Some(floor) = amount.floor {
            let least = self.yuan(floor.amount, days)?;
            let counts = !floor.needs_positive || exact > Exact::from_fen(Fen::ZERO);
            if counts && bounded < Exact::from_fen(least) {
                (bounded, limited) = (Exact::from_fen(least), Limited::Floor(least));
            }
        }
        if let Some(ceiling) = amount.ceiling {
            let most = self.yuan(ceiling, days)?;
            if bounded > Exact::from_fen(most) {
                (bounded, limited) = (Exact::from_fen(most), Limited::Ceiling(most));
            }
        }
        let gross = bounded.round(self.document(document).options.rounding);
        Ok(Priced { formula, exact, divided_by, limited, gross })
    }

    fn formula(&self, form: &Accounted, ground: Ground, days: Days) -> Result<(Formula, Exact), Gaps> {
        match (form, ground) {
            (Accounted::Fixed(amount), Ground::Nothing) => {
                let amount = self.yuan(*amount, days)?;
                Ok((Formula::Fixed(amount), Exact::from_fen(amount)))
            }
            (Accounted::Decided(_), Ground::Decided(amount)) => Ok((Formula::Fixed(amount), Exact::from_fen(amount))),
            (Accounted::Table(_), Ground::Row { amount, words, facts }) => {
                let amount = self.yuan(amount, days)?;
                Ok((Formula::Table { words, amount, facts }, Exact::from_fen(amount)))
            }
            (
                Accounted::Share { rate: of, at_most, .. },
                Ground::Share { measure, base, facts, shown, reference, times },
            ) => {
                let (rate, factor) = self.rate(*of, *at_most, (shown, reference), days)?;
                let whole = factor.times(rate).and_then(|rate| rate.times(times.unwrap_or(Ratio::ONE)));
                let exact = base.times(whole.ok_or_else(unfit)?).ok_or_else(unfit)?;
                Ok((Formula::Share { measure, base, facts, rate, reference, times }, exact))
            }
            (Accounted::Steps { threshold, base, per_extra, .. }, Ground::Steps { count, facts }) => {
                let threshold = self.whole(*threshold, days).ok_or_else(unfit)?;
                let (base, per_extra) = (self.yuan(*base, days)?, self.yuan(*per_extra, days)?);
                let exact = steps(count.saturating_sub(threshold), base, per_extra).ok_or_else(unfit)?;
                Ok((Formula::Steps { count, threshold, base, per_extra, facts }, exact))
            }
            (
                Accounted::Fixed(_)
                | Accounted::Decided(_)
                | Accounted::Table(_)
                | Accounted::Share { .. }
                | Accounted::Steps { .. },
                _,
            ) => Err(unfit()),
        }
    }

    /// The rate that applies, and the part of the base it applies to.
    fn rate(
        &self,
        rate: Rate,
        at_most: Option<AtMost>,
        (shown, reference): (Option<Ratio>, Option<(Ratio, Ratio)>),
        days: Days,
    ) -> Result<(Ratio, Ratio), Gaps> {
        let own = match rate {
            Rate::Parameter(id) => self.percent(id, days)?,
            Rate::Evaluated { at_most, .. } => shown.ok_or_else(unfit)?.min(self.percent(at_most, days)?),
            Rate::Term(_) => shown.ok_or_else(unfit)?,
        };
        match (at_most, reference) {
            (Some(limit), Some((published, agreed))) => {
                Ok((self.percent(limit.share, days)?, published.over(agreed).ok_or_else(unfit)?))
            }
            (None, _) | (_, None) => Ok((own, Ratio::ONE)),
        }
    }

    /// A known item under the values of this program, where nothing but values that amounts are reckoned with differs from the
    /// program it is known under. Nothing where the item does not tell all that its amount rests on.
    pub(super) fn reckoned_again(&self, known: &Item) -> Option<Item> {
        let mut item = known.unsettled();
        match &known.outcome {
            Outcome::Due | Outcome::MissedCall => {}
            // Another value may be one that can be reckoned with.
            Outcome::Undetermined(gaps) if gaps.contains(&Gap::Uncomputable) => return None,
            Outcome::Undetermined(_)
            | Outcome::Refused(_)
            | Outcome::NotNamed
            | Outcome::NoGoverningPolicy(_)
            | Outcome::FactGone => return Some(item),
        }
        let amount = &self.program.grants.get(known.grant?)?.amount;
        let ground = known.formula.as_ref().and_then(|formula| Ground::of(&amount.form, formula))?;
        let own = known.days();
        let days = Days { governing: own.governing.max(self.document(known.document).force.first), ..own };
        let (divided_by, document) = (known.divided_by, known.document);
        let priced = self.reckon(amount, Reckoning { ground, divided_by, document, days }).ok()?;
        item.take(priced);
        Some(item)
    }

    pub(super) fn yuan(&self, id: ParamId, days: Days) -> Result<Fen, Gaps> {
        match self.program.value(id, days).map(|value| value.value) {
            Some(ParamValue::Yuan(fen)) => Ok(fen),
            Some(_) | None => Err(unfit()),
        }
    }

    pub(super) fn whole(&self, id: ParamId, days: Days) -> Option<i64> {
        match self.program.value(id, days)?.value {
            ParamValue::Whole(number) => Some(number),
            ParamValue::Yuan(_) | ParamValue::Percent(_) => None,
        }
    }

    fn percent(&self, id: ParamId, days: Days) -> Result<Ratio, Gaps> {
        match self.program.value(id, days).map(|value| value.value) {
            Some(ParamValue::Percent(ratio)) => Ok(ratio),
            Some(_) | None => Err(unfit()),
        }
    }
}

impl Ground {
    /// What the amount of an item rests on, by its formula; nothing where the formula does not tell.
    fn of(form: &Accounted, formula: &Formula) -> Option<Self> {
        match (form, formula) {
            (Accounted::Fixed(_), Formula::Fixed(_)) => Some(Self::Nothing),
            (Accounted::Decided(_), Formula::Fixed(amount)) => Some(Self::Decided(*amount)),
            // Which of several names a row is found by may depend on what the rows are worth.
            (Accounted::Table(table), Formula::Table { words, facts, .. }) if table.renamed.is_none() => {
                let amount = table.rows.iter().find(|row| row.fits(words))?.amount?;
                Some(Self::Row { amount, words: words.clone(), facts: facts.clone() })
            }
            (
                Accounted::Share { rate, .. },
                Formula::Share { measure, base, facts, rate: applied, reference, times },
            ) => {
                let shown = match rate {
                    Rate::Parameter(_) => None,
                    Rate::Term(_) => Some(*applied),
                    // What was evaluated above the bound is not told.
                    Rate::Evaluated { .. } => return None,
                };
                let (facts, reference) = (facts.clone(), *reference);
                Some(Self::Share { measure: *measure, base: *base, facts, shown, reference, times: *times })
            }
            (Accounted::Steps { .. }, Formula::Steps { count, facts, .. }) => {
                Some(Self::Steps { count: *count, facts: facts.clone() })
            }
            (
                Accounted::Fixed(_)
                | Accounted::Decided(_)
                | Accounted::Table(_)
                | Accounted::Share { .. }
                | Accounted::Steps { .. },
                _,
            ) => None,
        }
    }
}

impl Item {
    /// Takes an amount as its own.
    pub(super) fn take(&mut self, priced: Priced) {
        let Priced { formula, exact, divided_by, limited, gross } = priced;
        (self.formula, self.exact, self.divided_by) = (Some(formula), Some(exact), divided_by);
        (self.limited, self.gross) = (limited, gross);
    }
}

/// A base amount once the threshold is reached, and so much for each one above it.
fn steps(extra: i64, base: Fen, per_extra: Fen) -> Option<Exact> {
    if extra < 0 {
        return Some(Exact::from_fen(Fen::ZERO));
    }
    let more = per_extra.get().checked_mul(i128::from(extra))?;
    Some(Exact::from_fen(base.plus(Fen::new(more))))
}

/// What cannot be reckoned with is not known.
pub(super) fn unfit() -> Gaps {
    vec![Gap::Uncomputable]
}
