//! Unified social credit codes (GB 32100-2015) that pass both checks, never the same one twice.

use super::rng::Rng;
use std::collections::BTreeSet;

const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
const WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORGANISATION_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
/// Registered by a market regulator (9), an enterprise (1), in a district of Beijing.
const HERE: &str = "91110114";
/// The same in the neighbouring district from which enterprises move in.
const NEXT_DOOR: &str = "91110108";

/// Where an enterprise was first registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Registry {
    /// In this district.
    Here,
    /// In the neighbouring one.
    NextDoor,
}

/// Gives out codes.
#[derive(Debug, Default)]
pub(super) struct Codes {
    given: BTreeSet<String>,
}

impl Codes {
    /// A new code.
    pub(super) fn next(&mut self, rng: &mut Rng, registry: Registry) -> String {
        let office = if registry == Registry::Here { HERE } else { NEXT_DOOR };
        loop {
            let mut code = format!("{office}MA");
            (0..6).for_each(|_| code.push(char::from(rng.pick(ALPHABET))));
            code.push(organisation_check(code.as_bytes()));
            code.push(check(code.as_bytes()));
            if self.given.insert(code.clone()) {
                return code;
            }
        }
    }
}

/// The 17th character, from the 9th to the 16th (GB 11714: letters count from A = 10).
fn organisation_check(code: &[u8]) -> char {
    let letter = |byte: u8| if byte.is_ascii_digit() { u32::from(byte - b'0') } else { u32::from(byte - b'A') + 10 };
    let sum: u32 = code.iter().skip(8).zip(ORGANISATION_WEIGHTS).map(|(byte, weight)| letter(*byte) * weight).sum();
    match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    }
}

/// The 18th character, from the first seventeen.
fn check(code: &[u8]) -> char {
    let value = |byte: &u8| (0..).zip(ALPHABET).find(|(_, letter)| *letter == byte).map_or(0, |(value, _)| value);
    let sum: u32 = code.iter().zip(WEIGHTS).map(|(byte, weight)| value(byte) * weight).sum();
    let check = usize::try_from((31 - sum % 31) % 31).unwrap_or(0);
    ALPHABET.get(check).map_or('0', |byte| char::from(*byte))
}

/// Whether both check characters are right.
#[cfg(test)]
pub(super) fn is_valid(code: &str) -> bool {
    let bytes = code.as_bytes();
    let last_two: Vec<char> = code.chars().skip(16).collect();
    bytes.len() == 18
        && bytes.iter().all(|byte| ALPHABET.contains(byte))
        && last_two == [organisation_check(&bytes[..16]), check(&bytes[..17])]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_codes_pass_and_a_slip_does_not() {
        assert!(is_valid("91110108551385082Q"));
        assert!(is_valid("91110000802100433B"));
        assert!(!is_valid("91110108551385028Q"), "two digits changed places");
    }

    #[test]
    fn given_codes_pass_and_never_repeat() {
        let (mut codes, mut rng) = (Codes::default(), Rng::new(3));
        let given: BTreeSet<String> = (0..5_000).map(|_| codes.next(&mut rng, Registry::Here)).collect();
        assert_eq!(given.len(), 5_000);
        assert!(given.iter().all(|code| is_valid(code)));
    }
}
