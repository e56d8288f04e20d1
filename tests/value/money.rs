//! Money is exact and rounded once.

use proptest::prelude::*;
use qizhang::value::{AmountError, Exact, Fen, Ratio, Rounding};

fn percent(text: &str) -> Ratio {
    Ratio::parse_percent(text).unwrap_or_else(|| panic!("{text} is a percentage"))
}

#[test]
fn one_rounding_half_up() {
    // fen, rate, half up to the fen, down to yuan, half up to 100 yuan
    let rows = [
        (345_678_912, "10", 34_567_891, 34_567_800, 34_570_000),
        (5, "10", 1, 0, 0),
        (4, "10", 0, 0, 0),
        (50_000, "10", 5_000, 5_000, 10_000),
        (49_999, "10", 5_000, 4_900, 0),
    ];
    for (fen, rate, half_up, yuan, wan) in rows {
        let exact = Exact::from_fen(Fen::new(fen)).times(percent(rate)).unwrap();
        assert_eq!(exact.round(Rounding::HalfUpFen), Fen::new(half_up), "{fen} × {rate}%");
        assert_eq!(exact.round(Rounding::DownToYuan), Fen::new(yuan), "{fen} × {rate}%, yuan");
        assert_eq!(exact.round(Rounding::HundredthWan), Fen::new(wan), "{fen} × {rate}%, 0.01万");
    }
}

#[test]
fn amounts_are_shown_for_people_and_for_programs() {
    assert_eq!(Fen::new(345_678_912).to_string(), "3,456,789.12");
    assert_eq!(Fen::new(345_678_912).to_yuan(), "3456789.12");
    assert_eq!(Fen::new(-5).to_string(), "-0.05");
    assert_eq!(Exact::from_fen(Fen::new(345_678_912)).times(percent("10")).unwrap().to_string(), "345,678.912");
    let third = Exact::from_fen(Fen::new(100)).times(Ratio::new(1, 3).unwrap()).unwrap();
    assert_eq!(third.to_string(), "0.33333…", "what does not end is marked as cut");
}

#[test]
fn texts_that_are_no_amounts_are_refused() {
    for wrong in ["", "-1", "+1", "1.", ".5", "01", "1e3", "1,000", "1.005", "１"] {
        assert_eq!(Fen::parse_yuan(wrong), Err(AmountError::Shape), "{wrong:?}");
    }
    assert_eq!(Fen::parse_yuan("10000000000000"), Err(AmountError::TooLarge));
    assert_eq!(Fen::parse_yuan("9999999999999.99"), Ok(Fen::new(999_999_999_999_999)));
}

proptest! {
    #[test]
    fn an_amount_reads_back(fen in 0_i128..1_000_000_000_000_000) {
        prop_assert_eq!(Fen::parse_yuan(&Fen::new(fen).to_yuan()), Ok(Fen::new(fen)));
    }

    #[test]
    fn rounding_is_never_off_by_more_than_half(fen in 0_i128..1_000_000_000_000_000, num in 0_i128..100_000, den in 1_i128..100_000) {
        let exact = Exact::from_fen(Fen::new(fen)).times(Ratio::new(num, den).unwrap()).unwrap();
        let twice_off = (exact.round(Rounding::HalfUpFen).get() * den - fen * num) * 2;
        prop_assert!(-den < twice_off && twice_off <= den);
    }

    #[test]
    fn rates_compare_as_fractions(a in 0_i128..1_000_000, b in 1_i128..1_000_000, c in 0_i128..1_000_000, d in 1_i128..1_000_000) {
        prop_assert_eq!(Ratio::new(a, b).cmp(&Ratio::new(c, d)), (a * d).cmp(&(c * b)));
    }

    #[test]
    fn huge_rates_still_compare(a in 1_i128..i128::MAX / 2, b in 1_i128..i128::MAX / 2) {
        let (x, y) = (Ratio::new(a, b).unwrap(), Ratio::new(b, a).unwrap());
        prop_assert_eq!(x.cmp(&y), a.cmp(&b), "a/b against b/a is a against b");
    }
}
