//! Ranks among the rows of a fact, with ties.

use crate::event::Record;
use crate::policy::{MeasureForm, MeasureId, ParamId, RankForm, StatusId};
use crate::position::candidate::Candidate;
use crate::position::measure::Measured;
use crate::position::{Answer, Engine, FactRef, Gap, Quantity};
use std::collections::BTreeMap;

impl Engine<'_> {
    /// The rank of the row in hand.
    pub(super) fn rank(&self, form: &RankForm, candidate: &Candidate<'_>) -> Measured {
        let row = candidate.row.ok_or_else(|| vec![Gap::Uncomputable])?;
        self.rank_of(form, row, candidate)
    }

    fn rank_of(&self, form: &RankForm, row: &Record, candidate: &Candidate<'_>) -> Measured {
        let Some(fact) = candidate.facts.first() else { return Err(vec![Gap::Uncomputable]) };
        let own = row.get(form.field).whole().ok_or_else(|| vec![Gap::Uncomputable])?;
        let rows = fact.record.get(form.rows).rows();
        let counted =
            rows.iter().filter(|row| form.among.is_empty() || self.row_holds(row, form.code, &form.among, candidate));
        // How many counted rows stand at each smaller recorded rank.
        let mut smaller: BTreeMap<i64, i64> = BTreeMap::new();
        for rank in counted.filter_map(|row| row.get(form.field).whole()).filter(|rank| *rank < own) {
            let count = smaller.entry(rank).or_default();
            *count = count.saturating_add(1);
        }
        let distinct = i64::try_from(smaller.len()).unwrap_or(i64::MAX);
        let all: i64 = smaller.values().sum();
        let skipping = all.saturating_add(1);
        let closing = distinct.saturating_add(1);
        // A list may leave units out, so among all units the recorded rank is at least as telling as the count.
        let value = match (form.among.is_empty(), form.dense) {
            (true, false) => skipping.max(own),
            (true, true) => closing.max(own.saturating_sub(all.saturating_sub(distinct))),
            (false, false) => skipping,
            (false, true) => closing,
        };
        Ok(Answer { value: Quantity::Whole(value), facts: vec![FactRef::of(fact)] })
    }

    /// How many rows rank within a bound and hold one of some statuses.
    pub(super) fn ranked(
        &self,
        by: MeasureId,
        within: ParamId,
        holding: &[StatusId],
        candidate: &Candidate<'_>,
    ) -> Measured {
        let Some(MeasureForm::Rank(form)) = self.program.measure(by).map(|measure| &measure.form) else {
            return Err(vec![Gap::Uncomputable]);
        };
        let bound = self.whole(within, candidate.days()).ok_or_else(|| vec![Gap::Uncomputable])?;
        let Some(fact) = candidate.facts.first() else { return Err(vec![Gap::Uncomputable]) };
        let mut count = 0_i64;
        for row in fact.record.get(form.rows).rows() {
            let rank = self.rank_of(form, row, candidate)?.value.whole();
            let inside = rank.is_some_and(|rank| rank <= bound);
            count = count.saturating_add(i64::from(inside && self.row_holds(row, form.code, holding, candidate)));
        }
        Ok(Answer { value: Quantity::Whole(count), facts: vec![FactRef::of(fact)] })
    }

    fn row_holds(&self, row: &Record, code: usize, statuses: &[StatusId], candidate: &Candidate<'_>) -> bool {
        let Some(subject) = row.get(code).code() else { return false };
        statuses.iter().any(|status| self.has(subject, *status, candidate.test_day))
    }
}
