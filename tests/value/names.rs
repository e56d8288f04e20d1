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
        ("GB 4706.1-2005", "GB", "", "", "GB 4706"),
        ("GB/T 12345.2-2026", "GB/T", "T", "", "GB/T 12345"),
        ("GB/T 4728.10-2008", "GB/T", "T", "", "GB/T 4728"),
        ("GB/Z 4567-2026", "GB/Z", "Z", "", "GB/Z 4567"),
        ("GB/T 30006-2020/XG1-2025", "GB/T", "T", "", "GB/T 30006"),
        ("GB 14881.2-2013/XG10-2026", "GB", "", "", "GB 14881"),
        ("YD/T 1234-2026", "YD/T", "T", "", "YD/T 1234"),
        ("YY 0505-2012", "YY", "", "", "YY 0505"),
        ("DB11/T 1234-2026", "DB11/T", "T", "11", "DB11/T 1234"),
        ("DB11/T 1234.2-2026/XG1-2027", "DB11/T", "T", "11", "DB11/T 1234"),
        ("DB11 501-2017", "DB11", "", "11", "DB11 501"),
        ("DB1101/T 12-2026", "DB1101/T", "T", "11", "DB1101/T 12"),
        ("T/CESA 1099-2020", "T/CESA", "CESA", "", "T/CESA 1099"),
        ("Q/ABC 12-2026", "Q/ABC", "ABC", "", "Q/ABC 12"),
        ("IEEE 802.11-2020", "IEEE", "", "", "IEEE 802"),
        ("EN 1090-2:2018", "EN", "", "", "EN 1090"),
        ("ISO 9000-1:2026", "ISO", "", "", "ISO 9000"),
        ("ISO 105-C06:2010", "ISO", "", "", "ISO 105"),
        ("ISO/TS 9000-1:2026", "ISO/TS", "TS", "", "ISO/TS 9000"),
        ("ISO/TR 14121-2:2012", "ISO/TR", "TR", "", "ISO/TR 14121"),
        ("ISO/PAS 8800:2024", "ISO/PAS", "PAS", "", "ISO/PAS 8800"),
        ("ISO 9001:2015/Amd 1:2024", "ISO", "", "", "ISO 9001"),
        ("ISO/TS 22163:2017/Cor 1:2018", "ISO/TS", "TS", "", "ISO/TS 22163"),
        ("IEC 60601-2-10:2012", "IEC", "", "", "IEC 60601"),
        ("IEC 60601-1:2005/AMD1:2012", "IEC", "", "", "IEC 60601"),
        ("IEC TS 31002:2025", "IEC TS", "TS", "", "IEC TS 31002"),
        ("IEC TR 61000-1-6:2012", "IEC TR", "TR", "", "IEC TR 61000"),
        ("ISO/IEC 27001:2022", "ISO/IEC", "", "", "ISO/IEC 27001"),
        ("ISO/IEC 14496-10:2022/Amd 1:2023", "ISO/IEC", "", "", "ISO/IEC 14496"),
        ("ISO/IEC TS 31001:2025", "ISO/IEC TS", "TS", "", "ISO/IEC TS 31001"),
        ("ISO/IEC TR 24028:2020", "ISO/IEC TR", "TR", "", "ISO/IEC TR 24028"),
        ("ISO/IEC/IEEE 12207:2017", "ISO/IEC/IEEE", "", "", "ISO/IEC/IEEE 12207"),
        ("ISO/ASTM TR 52906:2022", "ISO/ASTM TR", "TR", "", "ISO/ASTM TR 52906"),
    ];
    for (text, prefix, suffix, province, series) in rows {
        let number = StandardNo::parse(text).unwrap_or_else(|| panic!("{text} is a standard number"));
        assert_eq!(
            (number.prefix(), number.suffix(), number.province(), number.series()),
            (prefix, suffix, province, series),
            "{text}"
        );
    }
}

#[test]
fn a_standard_number_has_one_spelling() {
    let refused = [
        // Space, year and capitals.
        "GB/T12345-2026",
        "GB/T  12345-2026",
        " GB/T 12345-2026",
        "GB/T 12345-2026 ",
        "gb/t 12345-2026",
        "GB/T 12345",
        "GB/T -2026",
        "GB/T 2026",
        "GB 8978-88",
        "GB/T 12345-20261",
        "GB// 12345-2026",
        "GB/ 12345-2026",
        // The mark before the year, and before a part.
        "GB/T 12345:2026",
        "GB/T 12345—2026",
        "GB/T 12345-2-2026",
        "GB/T 12345.-2026",
        "GB/T 12345..2-2026",
        "ISO 9001-2015",
        "ISO 9000.1:2026",
        "ISO 9000-:2026",
        "ISO 9000--1:2026",
        "ISO 9001：2015",
        // A specification or report: a slash after one body, a space after IEC and after several.
        "ISO TS 9000-1:2026",
        "IEC/TS 31002:2025",
        "ISO/IEC/TS 31001:2025",
        "ISO/IEC/TR 24028:2020",
        "ISO/TS TR 9000:2026",
        "IEC TX 31002:2025",
        "GB/T TS 12345-2026",
        // Amendment sheets.
        "GB/T 30006-2020/XG-2025",
        "GB/T 30006-2020/XG0-2025",
        "GB/T 30006-2020/XG01-2025",
        "GB/T 30006-2020/XG1:2025",
        "GB/T 30006-2020/XG1",
        "GB/T 30006-2020 XG1-2025",
        "GB/T 30006-2020/Amd 1:2025",
        "ISO 9001:2015/Amd1:2024",
        "ISO 9001:2015/AMD1:2024",
        "ISO 9001:2015/Amd 1",
        "ISO 9001:2015/XG1-2024",
        "IEC 60601-1:2005/Amd 1:2012",
        // Two numbers at once.
        "GB/T 19001-2016/ISO 9001:2015",
        "IEC 60601-1:2005+AMD1:2012",
    ];
    for wrong in refused {
        assert_eq!(StandardNo::parse(wrong), None, "{wrong}");
    }
    let longest = format!("T/{} 1-2026", "A".repeat(51));
    assert_eq!(longest.len(), 60);
    assert!(StandardNo::parse(&longest).is_some());
    assert_eq!(StandardNo::parse(&longest.replace("T/", "T/A")), None, "61 characters");
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
