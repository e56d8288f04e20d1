//! From the words of a question to a horizon: the business day, and knowledge as a position number.

use crate::ledger::error::LedgerError;
use crate::ledger::service::Ledger;
use crate::value::{Day, Instant, KnownAt, Position};

/// The two times of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Horizon {
    /// The business day.
    pub on: Day,
    /// The last position that may be used.
    pub known: Position,
}

impl Ledger {
    /// The horizon of a question; today and everything where it names nothing.
    pub fn horizon(&self, on: Option<Day>, known: KnownAt) -> Result<Horizon, LedgerError> {
        let head = self.head();
        let known = match known {
            KnownAt::Head => head,
            KnownAt::Position(asked) if asked > head => return Err(LedgerError::BeyondHead { asked, head }),
            KnownAt::Position(position) => position,
            KnownAt::Day(day) => self.last_by(Instant::end_of(day), head)?,
            KnownAt::Instant(moment) => self.last_by(moment, head)?,
        };
        Ok(Horizon { on: on.unwrap_or_else(|| self.today()), known })
    }

    /// The last position recorded by a moment; moments never decrease, so it is found by halving.
    fn last_by(&self, moment: Instant, head: Position) -> Result<Position, LedgerError> {
        let (mut low, mut high) = (0, head.0);
        while low < high {
            let middle = low.midpoint(high).saturating_add(1).min(high);
            match self.recorded_at(Position(middle))? {
                Some(at) if at <= moment => low = middle,
                Some(_) | None => high = middle.saturating_sub(1),
            }
        }
        Ok(Position(low))
    }
}
