//! What the generator keeps of one enterprise while it draws.

use super::calendar;
use super::cast::Part;
use chrono::NaiveDate;

/// What a registered body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An enterprise.
    Enterprise,
    /// An incubation carrier.
    Carrier,
    /// A service institution or the operator of a public platform.
    ServiceOrg,
}

/// A certificate that was issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Certificate {
    /// Its number.
    pub(super) number: String,
    /// The day of issue.
    pub(super) issued_on: NaiveDate,
    /// When the ledger learnt of it.
    pub(super) recorded_at: i64,
    /// Whether it was revoked later.
    pub(super) revoked: bool,
}

impl Certificate {
    fn last_day(&self) -> NaiveDate {
        calendar::plus_years(self.issued_on, 3)
    }
}

/// One enterprise.
#[derive(Debug, Clone)]
pub(super) struct Enterprise {
    /// Its code.
    pub(super) uscc: String,
    /// Its name today.
    pub(super) name: String,
    /// Its field of technology.
    pub(super) field: &'static str,
    /// What it is.
    pub(super) kind: Kind,
    /// Its part in a planted story; ordinary draws leave it alone.
    pub(super) part: Option<Part>,
    /// The day of foundation.
    pub(super) founded: NaiveDate,
    /// When its registration was recorded: nothing about it is recorded before.
    pub(super) known_at: i64,
    /// The year it joined the files.
    pub(super) joined: i32,
    /// The year of its first certificate, when it is to get one.
    pub(super) first_certified: Option<i32>,
    /// The year it enters the cultivation list, when it does.
    pub(super) listed: Option<i32>,
    /// The number of the cultivation list it is on.
    pub(super) list_no: Option<String>,
    /// Its certificates, oldest first.
    pub(super) certificates: Vec<Certificate>,
    /// The day it left the district or ended.
    pub(super) gone: Option<NaiveDate>,
    /// Its R&D expense of the running year, in fen.
    pub(super) research: i64,
    /// Whether it is above designated scale, when known.
    pub(super) above_scale: Option<bool>,
    /// The number of the scale-up list it was on.
    pub(super) scale_up_no: Option<String>,
    /// The number of the strong list it is on.
    pub(super) strong_no: Option<String>,
    /// Whether it is or was a tenant of a carrier.
    pub(super) tenant: bool,
    /// Whether its conduct was ever recorded.
    pub(super) blemished: bool,
}

impl Enterprise {
    /// An ordinary enterprise that no story has claimed.
    pub(super) fn is_ordinary(&self) -> bool {
        self.kind == Kind::Enterprise && self.part.is_none()
    }

    /// Whether it holds a valid certificate on a day.
    pub(super) fn holds(&self, day: NaiveDate) -> bool {
        let valid = |certificate: &Certificate| {
            !certificate.revoked && certificate.issued_on <= day && day <= certificate.last_day()
        };
        self.certificates.iter().rev().any(valid)
    }

    /// Whether it is in the files and in the district all through a year.
    pub(super) fn stays_through(&self, year: i32) -> bool {
        self.joined <= year && self.gone.is_none_or(|day| day > calendar::day(year, 12, 31))
    }

    /// Whether it is ordinary, stays through a year and holds a certificate at the middle of it.
    pub(super) fn is_holder_in(&self, year: i32) -> bool {
        self.is_ordinary() && self.stays_through(year) && self.holds(calendar::day(year, 6, 30))
    }

    /// The year of its newest certificate, when that was not revoked.
    pub(super) fn last_certified(&self) -> Option<i32> {
        let last = self.certificates.last().filter(|certificate| !certificate.revoked)?;
        Some(chrono::Datelike::year(&last.issued_on))
    }
}
