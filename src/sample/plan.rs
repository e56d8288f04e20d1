//! What to draw.

use super::rates;

/// The size, the years and the seed of a made-up district.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// Enterprises in the office's files at the start; every rate per year scales with it.
    pub enterprises: u32,
    /// The first calendar year whose facts are drawn in full.
    pub first_year: i32,
    /// The last calendar year; nothing is recorded after its 31 December.
    pub last_year: i32,
    /// The seed of every draw.
    pub seed: u64,
}

impl Default for Plan {
    fn default() -> Self {
        Self { enterprises: rates::DISTRICT, first_year: 2025, last_year: 2030, seed: 20_250_905 }
    }
}

impl Plan {
    /// A yearly count of the measured district, for a district of this size (half up).
    pub(super) fn scaled(&self, count: u32) -> usize {
        let of = u64::from(rates::DISTRICT);
        usize::try_from((u64::from(count) * u64::from(self.enterprises) + of / 2) / of).unwrap_or(0)
    }

    /// The same, but never none: what even a small district has every year.
    pub(super) fn at_least_one(&self, count: u32) -> usize {
        self.scaled(count).max(1)
    }

    /// The same for what is rare: where a district is too small for it, it happens once, in the third year.
    pub(super) fn rare(&self, count: u32, year: i32) -> usize {
        self.scaled(count).max(usize::from(year == self.first_year + 2))
    }

    /// The years drawn in full.
    pub(super) fn years(&self) -> std::ops::RangeInclusive<i32> {
        self.first_year..=self.last_year
    }
}
