//! What is read by tables is read as general parsers read it.

#![expect(clippy::expect_used, reason = "a test says what it expected and stops")]

use chrono::{DateTime, NaiveDate};
use proptest::prelude::*;
use qizhang::value::{AmountError, Day, Digest, EventId, Fen, Instant, Ratio, Tag, Uscc, UsccError};
use uuid::Uuid;

/// A text and, sometimes, one letter of it put in place of another.
fn spoilt(right: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    let letters = "[0-9a-gA-GTZtz:.+/ -]|企|\u{7f}|\u{85}";
    let letter = proptest::string::string_regex(letters).expect("a pattern");
    (right, any::<bool>(), any::<proptest::sample::Index>(), letter).prop_map(|(text, spoil, at, letter)| {
        if !spoil || text.is_empty() {
            return text;
        }
        let mut letters: Vec<String> = text.chars().map(String::from).collect();
        let at = at.index(letters.len());
        letters[at] = letter;
        letters.concat()
    })
}

fn moment(text: &str) -> Option<i64> {
    let moment = DateTime::parse_from_rfc3339(text).ok()?;
    (moment.timestamp_subsec_nanos() % 1_000_000 == 0).then(|| moment.timestamp_millis())
}

fn day(text: &str) -> Option<NaiveDate> {
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    let range = NaiveDate::from_ymd_opt(1900, 1, 1)?..=NaiveDate::from_ymd_opt(2999, 12, 31)?;
    (day.to_string() == text && range.contains(&day)).then_some(day)
}

fn amount(text: &str) -> Result<Fen, AmountError> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "00"));
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(part) || part.len() > 2 || (whole.len() > 1 && whole.starts_with('0')) {
        return Err(AmountError::Shape);
    }
    if whole.len() > 13 {
        Err(AmountError::TooLarge)
    } else {
        Ok(Fen::new(format!("{whole}{part:0<2}").parse().expect("digits")))
    }
}

fn percentage(text: &str) -> Option<Ratio> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |t: &str| (1..=4).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit());
    let right = digits(whole) && digits(part) && (whole.len() == 1 || !whole.starts_with('0'));
    if right { Ratio::new(format!("{whole}{part:0<4}").parse().expect("digits"), 1_000_000) } else { None }
}

/// Moments on the edge of what there is, in any zone.
const MOMENTS: &str = concat!(
    "(19|20|29|00|18|30)[0-9]{2}-(0[1-9]|1[0-9])-[0-3][0-9]",
    "T[0-2][0-9]:[0-6][0-9]:[0-6][0-9](\\.[0-9]{3})?([+-]0[0-9]:[03]0|[+]08:00)"
);

const LETTERS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Both check characters of a code by the words of the standards.
fn code(text: &str) -> Result<String, UsccError> {
    let values: Option<Vec<usize>> = text.chars().map(|letter| LETTERS.find(letter)).collect();
    let values = values.filter(|values| values.len() == 18).ok_or(UsccError::Shape)?;
    let letters: Vec<u32> = text.chars().map(|letter| letter.to_digit(36).expect("a letter")).collect();
    let organisation: u32 = letters[8..16].iter().zip([3, 7, 9, 10, 5, 8, 4, 2]).map(|(a, b)| a * b).sum();
    let expected = match 11 - organisation % 11 {
        10 => 'X',
        11 => '0',
        digit => char::from_digit(digit, 10).expect("a digit"),
    };
    if text.chars().nth(16) != Some(expected) {
        return Err(UsccError::OrganisationCheck);
    }
    let mut weight = 1;
    let mut sum = 0;
    for value in &values[..17] {
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    let check = LETTERS.chars().nth((31 - sum % 31) % 31).expect("a letter");
    if text.ends_with(check) { Ok(text.to_owned()) } else { Err(UsccError::Check(check)) }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn a_moment(text in spoilt(MOMENTS)) {
        prop_assert_eq!(Instant::parse(&text).map(Instant::millis), moment(&text));
    }

    #[test]
    fn a_moment_as_it_is_shown(millis in -2_300_000_000_000..32_000_000_000_000_i64) {
        let shown = Instant::from_millis(millis).to_string();
        prop_assert_eq!(Instant::parse(&shown), Some(Instant::from_millis(millis)));
        prop_assert_eq!(moment(&shown), Some(millis));
    }

    #[test]
    fn a_day(text in spoilt("(18|19|20|29|30)[0-9]{2}-(0[0-9]|1[0-3])-[0-3][0-9]")) {
        prop_assert_eq!(Day::parse(&text).map(Day::date), day(&text));
    }

    #[test]
    fn an_id(text in spoilt(any::<[u8; 16]>().prop_map(|bytes| Uuid::from_bytes(bytes).hyphenated().to_string()))) {
        let general = Uuid::try_parse(&text).ok().filter(|id| id.hyphenated().to_string() == text);
        prop_assert_eq!(EventId::parse(&text).map(|id| id.0), general);
    }

    #[test]
    fn a_digest(text in spoilt("[0-9a-f]{64}")) {
        let right = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        prop_assert_eq!(Digest::parse(&text).map(|digest| digest.to_string()), right.then_some(text));
    }

    #[test]
    fn an_amount(text in spoilt("0?[0-9]{0,14}(\\.[0-9]{0,3})?")) {
        prop_assert_eq!(Fen::parse_yuan(&text), amount(&text));
    }

    #[test]
    fn a_percentage(text in spoilt("0?[0-9]{0,5}(\\.[0-9]{0,5})?")) {
        prop_assert_eq!(Ratio::parse_percent(&text), percentage(&text));
    }

    #[test]
    fn a_code(first in "[0-9ABCDEFGHJKLMNPQRTUWXY]{16}", spoil in any::<u8>()) {
        let ends = |rest: &str| code(&format!("{first}{rest}"));
        let organisation = "0123456789X".chars().map(|check| format!("{check}0"));
        let mut tried = organisation.map(|rest| (ends(&rest), rest));
        let right = tried.find(|(told, _)| *told != Err(UsccError::OrganisationCheck));
        let right = match right.expect("one of them is right") {
            (Err(UsccError::Check(last)), rest) => format!("{first}{}{last}", &rest[..1]),
            (_, rest) => format!("{first}{rest}"),
        };
        prop_assert_eq!(Uscc::parse(&right).map(|code| code.to_string()), Ok(right.clone()));
        let mut wrong = right.into_bytes();
        let at = usize::from(spoil) % wrong.len();
        wrong[at] = spoil & 0x7f;
        let wrong = String::from_utf8(wrong).expect("ASCII");
        prop_assert_eq!(Uscc::parse(&wrong).map(|code| code.to_string()), code(&wrong));
    }

    #[test]
    fn a_tag(text in spoilt("[a-z企]{0,3}:?[a-z企]{0,3}|[a-z:]{250,258}")) {
        let (namespaced, value) = text.split_once(':').map_or((false, ""), |(_, value)| (true, value));
        let right = namespaced && !value.is_empty() && text.len() <= 255 && !text.chars().any(char::is_control);
        prop_assert_eq!(Tag::parse(&text).map(|tag| tag.as_str().to_owned()), right.then_some(text));
    }
}
