//! Exact rates, exact amounts before rounding, and the one rounding.

use crate::value::Fen;
use std::cmp::Ordering;
use std::fmt;

/// An exact fraction, always reduced and with a positive denominator: a rate, a share, a quotient of two measures.
///
/// Arithmetic is checked: `None` means the exact result does not fit, and the caller must answer "undetermined".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ratio {
    num: i128,
    den: i128,
}

impl Ratio {
    /// Nothing.
    pub const ZERO: Ratio = Ratio { num: 0, den: 1 };
    /// The whole.
    pub const ONE: Ratio = Ratio { num: 1, den: 1 };

    /// `num / den`, reduced; `None` for a zero denominator.
    pub fn new(num: i128, den: i128) -> Option<Self> {
        if den == 0 {
            return None;
        }
        let divisor = i128::try_from(gcd(num.unsigned_abs(), den.unsigned_abs())).ok()?.max(1);
        let sign = if den < 0 { -1 } else { 1 };
        Some(Self {
            num: num.checked_div(divisor)?.checked_mul(sign)?,
            den: den.checked_div(divisor)?.checked_mul(sign)?,
        })
    }

    /// A whole number.
    pub const fn whole(number: i128) -> Self {
        Self { num: number, den: 1 }
    }

    /// Reads a percentage with at most four decimals and four digits before the point: `10`, `3.85`.
    ///
    /// ```
    /// use qizhang::value::Ratio;
    /// assert_eq!(Ratio::parse_percent("3.85"), Ratio::new(77, 2000));
    /// assert_eq!(Ratio::parse_percent("1e2"), None, "an exponent is not a percentage");
    /// ```
    pub fn parse_percent(text: &str) -> Option<Self> {
        let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
        let leading_zero = whole.len() > 1 && whole.starts_with('0');
        if !digits(whole) || !digits(part) || whole.len() > 4 || part.len() > 4 || leading_zero {
            return None;
        }
        let (whole, decimals): (u32, u32) = (whole.parse().ok()?, part.parse().ok()?);
        let places = u32::try_from(part.len()).ok()?;
        let decimals = decimals.saturating_mul(10_u32.saturating_pow(4_u32.saturating_sub(places)));
        Self::new(whole.saturating_mul(10_000).saturating_add(decimals).into(), 1_000_000)
    }

    /// The numerator and the denominator.
    pub const fn parts(self) -> (i128, i128) {
        (self.num, self.den)
    }

    /// The product.
    pub fn times(self, other: Self) -> Option<Self> {
        // Reducing across first keeps the intermediate numbers small.
        let left = Self::new(self.num, other.den)?;
        let right = Self::new(other.num, self.den)?;
        Self::new(left.num.checked_mul(right.num)?, left.den.checked_mul(right.den)?)
    }

    /// The quotient; `None` when the divisor is nothing.
    pub fn over(self, other: Self) -> Option<Self> {
        self.times(Self::new(other.den, other.num)?)
    }

    /// The sum.
    pub fn plus(self, other: Self) -> Option<Self> {
        let num = self.num.checked_mul(other.den)?.checked_add(other.num.checked_mul(self.den)?)?;
        Self::new(num, self.den.checked_mul(other.den)?)
    }

    /// Percent with as many decimals as it needs, or the fraction when it has no short decimal form: `3.85%`, `77/2000`.
    pub fn percent(self) -> String {
        match self.num.checked_mul(1_000_000).filter(|scaled| scaled.checked_rem(self.den) == Some(0)) {
            Some(scaled) => {
                let scaled = scaled.checked_div(self.den).unwrap_or_default();
                let text = format!("{}.{:04}", scaled.div_euclid(10_000), scaled.rem_euclid(10_000));
                format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
            }
            None => self.to_string(),
        }
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.num.checked_mul(other.den), other.num.checked_mul(self.den)) {
            (Some(left), Some(right)) => left.cmp(&right),
            // Beyond the integer the whole parts decide, then the remainders: still exact, only slower.
            _ => compare_slowly(*self, *other),
        }
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.den == 1 { write!(f, "{}", self.num) } else { write!(f, "{}/{}", self.num, self.den) }
    }
}

/// An exact amount of money before rounding: a fraction of fen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Exact(Ratio);

/// How an item is rounded, once (reading R0.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rounding {
    /// Half up to the fen.
    #[default]
    HalfUpFen,
    /// Down to whole yuan.
    DownToYuan,
    /// Half up to 0.01万, that is to 100 yuan.
    HundredthWan,
}

impl Exact {
    /// An amount that is whole already.
    pub const fn from_fen(fen: Fen) -> Self {
        Self(Ratio::whole(fen.get()))
    }

    /// This amount times a rate, not rounded.
    pub fn times(self, rate: Ratio) -> Option<Self> {
        self.0.times(rate).map(Self)
    }

    /// The sum.
    pub fn plus(self, other: Self) -> Option<Self> {
        self.0.plus(other.0).map(Self)
    }

    /// The difference, below nothing where the other one is larger.
    pub fn minus(self, other: Self) -> Option<Self> {
        let taken = Ratio { num: other.0.num.checked_neg()?, den: other.0.den };
        self.0.plus(taken).map(Self)
    }

    /// The fraction of fen.
    pub const fn ratio(self) -> Ratio {
        self.0
    }

    /// The whole amount, when it has no part of a fen.
    pub fn whole(self) -> Option<Fen> {
        (self.0.den == 1).then_some(Fen::new(self.0.num))
    }

    /// Rounds once.
    ///
    /// ```
    /// use qizhang::value::{Exact, Fen, Ratio, Rounding};
    /// let exact = Exact::from_fen(Fen::new(345_678_912)).times(Ratio::parse_percent("10").unwrap()).unwrap();
    /// assert_eq!(exact.round(Rounding::HalfUpFen), Fen::new(34_567_891), "34,567,891.2 fen");
    /// assert_eq!(exact.round(Rounding::DownToYuan), Fen::new(34_567_800));
    /// ```
    pub fn round(self, rounding: Rounding) -> Fen {
        let (unit, half_up) = match rounding {
            Rounding::HalfUpFen => (1, true),
            Rounding::DownToYuan => (100, false),
            Rounding::HundredthWan => (10_000, true),
        };
        let units = self.0.over(Ratio::whole(unit)).unwrap_or(Ratio::ZERO);
        let floor = units.num.div_euclid(units.den);
        let rest = units.num.rem_euclid(units.den);
        let up = half_up && rest.checked_mul(2).is_none_or(|twice| twice >= units.den);
        Fen::new(floor.saturating_add(i128::from(up)).saturating_mul(unit))
    }
}

/// Yuan with every decimal it needs, or a fraction of fen: `345678.912`.
impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(fen) = self.whole() {
            return fmt::Display::fmt(&fen, f);
        }
        for (places, scale) in [(1_usize, 10_i128), (2, 100), (3, 1_000), (4, 10_000), (6, 1_000_000)] {
            let Some(scaled) = self.0.num.checked_mul(scale).filter(|n| n.checked_rem(self.0.den) == Some(0)) else {
                continue;
            };
            let scaled = scaled.checked_div(self.0.den).unwrap_or_default();
            let fen = Fen::new(scaled.div_euclid(scale));
            return write!(f, "{fen}{:0places$}", scaled.rem_euclid(scale));
        }
        // No short decimal: three further places, marked as cut.
        let milli = self.0.num.checked_mul(1_000).and_then(|n| n.checked_div(self.0.den)).unwrap_or_default();
        write!(f, "{}{:03}…", Fen::new(milli.div_euclid(1_000)), milli.rem_euclid(1_000))
    }
}

fn gcd(a: u128, b: u128) -> u128 {
    // Nearly every number is small, and a processor divides those at once.
    if let (Ok(mut a), Ok(mut b)) = (u64::try_from(a), u64::try_from(b)) {
        while b != 0 {
            (a, b) = (b, a.checked_rem(b).unwrap_or(0));
        }
        return a.into();
    }
    let (mut a, mut b) = (a, b);
    while b != 0 {
        (a, b) = (b, a.checked_rem(b).unwrap_or(0));
    }
    a
}

fn compare_slowly(a: Ratio, b: Ratio) -> Ordering {
    let (mut a, mut b) = (a, b);
    let mut turned = false;
    loop {
        let whole = a.num.div_euclid(a.den).cmp(&b.num.div_euclid(b.den));
        let (rest_a, rest_b) = (a.num.rem_euclid(a.den), b.num.rem_euclid(b.den));
        let decided = match (whole, rest_a, rest_b) {
            (Ordering::Equal, 0, 0) => Some(Ordering::Equal),
            (Ordering::Equal, 0, _) => Some(Ordering::Less),
            (Ordering::Equal, _, 0) => Some(Ordering::Greater),
            (Ordering::Equal, _, _) => None,
            (unequal, _, _) => Some(unequal),
        };
        if let Some(order) = decided {
            return if turned { order.reverse() } else { order };
        }
        // Equal whole parts: compare the reciprocals of the remainders, the other way round.
        (a, b) = (Ratio { num: a.den, den: rest_a }, Ratio { num: b.den, den: rest_b });
        turned = !turned;
    }
}
