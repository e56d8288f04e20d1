//! Words around a number: units of money, and days as a spreadsheet counts them.

use crate::value::Day;

/// How many yuan one of what a column counts is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// Yuan.
    One,
    /// Thousands of yuan.
    Thousand,
    /// Ten thousands, 万元.
    TenThousand,
    /// Hundreds of millions, 亿元.
    HundredMillion,
}

impl Scale {
    /// The scale a heading names: `元`, `万元`; none where it is no unit of money.
    pub fn named(unit: &str) -> Option<Self> {
        Some(match unit {
            "元" | "人民币元" | "yuan" | "rmb" | "cny" => Scale::One,
            "千元" => Scale::Thousand,
            "万元" | "万" | "人民币万元" => Scale::TenThousand,
            "亿元" => Scale::HundredMillion,
            _ => return None,
        })
    }

    /// The unit as a heading has it.
    pub const fn unit(self) -> &'static str {
        match self {
            Scale::One => "元",
            Scale::Thousand => "千元",
            Scale::TenThousand => "万元",
            Scale::HundredMillion => "亿元",
        }
    }

    /// How many yuan.
    pub const fn yuan(self) -> u32 {
        match self {
            Scale::One => 1,
            Scale::Thousand => 1_000,
            Scale::TenThousand => 10_000,
            Scale::HundredMillion => 100_000_000,
        }
    }
}

/// The day that a number shown as one is, where it is a whole day. Days of January and February 1900 are not read: there
/// programs disagree.
pub(super) fn serial_day(number: &str, since_1904: bool) -> Option<Day> {
    let serial: i64 = number.parse().ok()?;
    if since_1904 {
        return (0..=1_000_000).contains(&serial).then(|| Day::new(1904, 1, 1))?.map(|day| day.plus_days(serial));
    }
    // The count has a 29 February 1900, which was none: behind it, it is the count from 30 December 1899.
    let first = Day::new(1900, 3, 1)?;
    (61..=401_768).contains(&serial).then(|| first.plus_days(serial.saturating_sub(61)))
}
