//! Codes, standard numbers and tags.

use qizhang::value::{Digest, EventId, StandardNo, Tag, TypeName, Uscc, UsccError};

#[test]
fn both_check_characters_of_a_credit_code_are_checked() {
    for right in ["91110108551385082Q", "91110000802100433B"] {
        assert_eq!(Uscc::parse(right).map(|code| code.to_string()), Ok(right.to_owned()));
    }
    let rows = [
        ("91110108551385028Q", UsccError::OrganisationCheck),
        ("91110108551385082R", UsccError::Check('Q')),
        ("91110108551385082", UsccError::Shape),
        ("9111010855138508ZQ", UsccError::Shape),
        ("91110108551385082q", UsccError::Shape),
    ];
    for (wrong, why) in rows {
        assert_eq!(Uscc::parse(wrong), Err(why), "{wrong}");
    }
}

#[test]
fn a_standard_number_tells_kind_province_and_series() {
    // number, prefix, suffix, province, series
    let rows = [
        ("GB/T 12345.2-2026", "GB/T", "T", "", "GB/T 12345"),
        ("GB/Z 4567-2026", "GB/Z", "Z", "", "GB/Z 4567"),
        ("DB11/T 1234-2026", "DB11/T", "T", "11", "DB11/T 1234"),
        ("ISO 9000-1:2026", "ISO", "", "", "ISO 9000"),
        ("ISO/TS 9000-1:2026", "ISO/TS", "TS", "", "ISO/TS 9000"),
    ];
    for (text, prefix, suffix, province, series) in rows {
        let number = StandardNo::parse(text).unwrap_or_else(|| panic!("{text} is a standard number"));
        assert_eq!(
            (number.prefix(), number.suffix(), number.province(), number.series()),
            (prefix, suffix, province, series),
            "{text}"
        );
    }
    for wrong in ["GB/T12345-2026", "GB/T 12345", "gb/t 12345-2026", "GB/T -2026", "GB/T 2026"] {
        assert_eq!(StandardNo::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn names_have_one_spelling() {
    assert!(TypeName::parse("hightech.certified").is_some());
    for wrong in ["Hightech.certified", "hightech", "hightech..certified", "hightech.", "1a.b"] {
        assert_eq!(TypeName::parse(wrong), None, "{wrong}");
    }
    assert!(Tag::new("enterprise", "").is_none() && Tag::new("a", "b\n").is_none());
    assert!(EventId::parse("0197C8A0-0000-7000-8000-000000000001").is_none(), "lower case only");
    let digest = Digest::of(b"");
    assert_eq!(Digest::parse(&digest.to_string()), Some(digest));
}
