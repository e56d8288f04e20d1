//! The axis of amounts: steps that people count in, to both sides of nothing.

use crate::value::Fen;

/// The axis goes so many steps to each side at most.
const STEPS: i128 = 4;
/// From here on the axis is in units of ten thousand yuan.
const LARGE: i128 = 1_000_000;
/// Hundredths of ten thousand yuan, in fen.
const OF_TEN_THOUSAND: i128 = 10_000;

/// An axis from minus to plus so many steps.
pub(super) struct Scale {
    step: i128,
    steps: i128,
}

impl Scale {
    /// The finest one of at most four steps to each side in which an amount has room.
    pub(super) fn of(most: Fen) -> Self {
        let most = most.get().saturating_abs().max(1);
        let sizes = std::iter::successors(Some(1_i128), |size| size.checked_mul(10));
        let mut steps = sizes.flat_map(|size| [1_i128, 2, 5].map(|of| size.saturating_mul(of)));
        let step = steps.find(|step| step.saturating_mul(STEPS) >= most).unwrap_or(most);
        let steps = most.saturating_add(step.saturating_sub(1)).checked_div(step).unwrap_or(1).max(1);
        Self { step, steps }
    }

    /// The end of the axis.
    fn end(&self) -> i128 {
        self.step.saturating_mul(self.steps)
    }

    /// How long an amount is, where half the axis has so much room.
    pub(super) fn length(&self, amount: Fen, half: i64) -> i64 {
        let size = amount.get().saturating_abs();
        let length = size.saturating_mul(i128::from(half)).checked_div(self.end()).unwrap_or(0);
        i64::try_from(length).unwrap_or(half).min(half)
    }

    /// Whether the axis is in units of ten thousand yuan.
    pub(super) const fn is_large(&self) -> bool {
        self.step.saturating_mul(self.steps) >= LARGE
    }

    /// The steps from left to right: each with its place, in the room of half the axis, and what stands at it.
    pub(super) fn ticks(&self, half: i64) -> Vec<(i64, String)> {
        let tick = |at: i128| {
            let amount = Fen::new(at.saturating_mul(self.step));
            let length = self.length(amount, half);
            let place = if at < 0 { half.saturating_sub(length) } else { half.saturating_add(length) };
            (place, self.said(at, amount))
        };
        (self.steps.saturating_neg()..=self.steps).map(tick).collect()
    }

    fn said(&self, at: i128, amount: Fen) -> String {
        let size = amount.get().saturating_abs();
        let unit = if self.is_large() { size.checked_div(OF_TEN_THOUSAND).unwrap_or(0) } else { size };
        let said = Fen::new(unit).to_string();
        let said = said.trim_end_matches('0').trim_end_matches('.');
        match at {
            0 => "0".to_owned(),
            1.. => format!("+{said}"),
            ..0 => format!("−{said}"),
        }
    }
}

#[test]
fn the_axis_counts_as_people_do() {
    for (most, last, ticks) in [
        (5_000_000, "+6", 7),
        (-2_012_245, "+3", 7),
        (1, "+0.01", 3),
        (99, "+1", 5),
        (100_000, "+1,000", 5),
        (800_000, "+8,000", 9),
        (1_000_000, "+1", 5),
        (40_000_000, "+40", 9),
        (40_000_001, "+60", 7),
        (10_i128.pow(17), "+100,000,000,000", 5),
    ] {
        let scale = Scale::of(Fen::new(most));
        let own = scale.ticks(100);
        assert_eq!(own.len(), ticks, "{most}: {own:?}");
        assert_eq!(own.last().map(|(_, said)| said.as_str()), Some(last), "{most}: {own:?}");
        assert!(scale.length(Fen::new(most), 1_000) > 500, "{most}: half of the room is used at least");
        assert_eq!(own.get(own.len() / 2), Some(&(100, "0".to_owned())), "{most}");
    }
}
