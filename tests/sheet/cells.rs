//! One cell read as an amount, a share, a day, a number: exactly, or not at all.

use qizhang::sheet::{CellFault, Content, Scale, Shown, amount, day, flag, period, share, whole, words};

fn text(text: &str) -> Content {
    Content::Text(text.into())
}

fn number(text: &str) -> Content {
    Content::Number(text.into(), Shown::Plain)
}

#[test]
fn amounts() {
    let read = |content: &Content, scale| amount(content, scale).map(Option::unwrap_or_default);
    for (written, yuan) in [
        ("345678.91", "345678.91"),
        (" 345,678.91\u{a0}", "345678.91"),
        ("￥３４５，６７８．９１", "345678.91"),
        ("¥1,234,567", "1234567.00"),
        ("1,234.5元", "1234.50"),
        ("1元", "1.00"),
        ("￥1", "1.00"),
        ("0", "0.00"),
        ("\u{3000}", ""),
    ] {
        assert_eq!(read(&text(written), Scale::One), Ok(yuan.to_owned()), "{written}");
    }
    for (written, scale, yuan) in [
        ("34.567891", Scale::TenThousand, "345678.91"),
        ("0.1", Scale::TenThousand, "1000.00"),
        ("1.5", Scale::Thousand, "1500.00"),
        ("0.00000001", Scale::HundredMillion, "1.00"),
        ("345678.91", Scale::One, "345678.91"),
    ] {
        assert_eq!(read(&number(written), scale), Ok(yuan.to_owned()), "{written}");
        assert_eq!(read(&text(written), scale), Ok(yuan.to_owned()), "{written}");
    }
    for written in [
        "12.345,67",
        "1,23",
        "1,00",
        "1E5",
        "1e-400",
        "1,2345",
        "12万",
        "壹佰",
        "1.2.3",
        ".5",
        "5.",
        "1e5",
        "--1",
        "1,,234",
        "1 234.5元",
    ] {
        assert!(matches!(read(&text(written), Scale::One), Err(CellFault::NotAnAmount { .. })), "{written}");
    }
    for written in ["1元", "1,234.5元", "1万元"] {
        assert!(matches!(read(&text(written), Scale::TenThousand), Err(CellFault::NotAnAmount { .. })), "{written}");
    }
    for written in ["-5", "(1,234.00)", "－5"] {
        assert!(matches!(read(&text(written), Scale::One), Err(CellFault::Negative { .. })), "{written}");
    }
    for (written, scale) in
        [("0.30000000000000004", Scale::One), ("1.005", Scale::One), ("1.2345678", Scale::TenThousand)]
    {
        assert!(matches!(read(&number(written), scale), Err(CellFault::PartOfAFen { .. })), "{written}");
    }
    assert!(matches!(
        amount(&Content::Number("0.1".into(), Shown::Percent), Scale::One),
        Err(CellFault::NotAnAmount { .. })
    ));
    assert!(matches!(amount(&Content::Error("#N/A".into()), Scale::One), Err(CellFault::Error { .. })));
    assert!(matches!(amount(&Content::Picture, Scale::One), Err(CellFault::Picture)));
    assert!(matches!(amount(&Content::Unreckoned("A1".into()), Scale::One), Err(CellFault::Unreckoned { .. })));
}

#[test]
fn shares() {
    let percent = |text: &str| Content::Number(text.into(), Shown::Percent);
    for (content, read) in [
        (percent("0.1"), "10"),
        (percent("0.0385"), "3.85"),
        (number("10"), "10"),
        (text("3.85％"), "3.85"),
        (text("7"), "7"),
    ] {
        assert_eq!(share(&content), Ok(Some(read.to_owned())), "{content}");
    }
    let untold = Content::Number("0.1".into(), Shown::Untold);
    assert!(matches!(share(&untold), Err(CellFault::ShareUntold { .. })), "it could be 10 % or 0.1 %");
    assert!(matches!(share(&text("一成")), Err(CellFault::NotAShare { .. })));
}

#[test]
fn codes_and_words() {
    assert_eq!(words(&text(" 91110114QYDEM0018C\u{a0}"), false), Ok(Some("91110114QYDEM0018C".to_owned())));
    assert_eq!(words(&number("2026001"), false), Ok(Some("2026001".to_owned())));
    assert_eq!(words(&text("  "), false), Ok(None));
    for lost in [number("911101085513850000"), number("1234567890123456"), text("9.11101E+17"), text("9.1110E+17")] {
        assert!(matches!(words(&lost, false), Err(CellFault::DigitsLost { .. })), "{lost}");
    }
    for other in [number("1.5"), number("-1"), Content::Number("12".into(), Shown::Filled), Content::Flag(true)] {
        assert!(matches!(words(&other, false), Err(CellFault::NumberForText { .. })), "{other}");
    }
    assert!(matches!(words(&text("甲\n乙"), false), Err(CellFault::Lines { .. })));
    assert_eq!(words(&text("甲\n乙"), true), Ok(Some("甲\n乙".to_owned())));
}

#[test]
fn days() {
    let read = |content: &Content| day(content).map(|day| day.map(|day| day.to_string()));
    for written in [
        "2025-09-05",
        "2025-9-5",
        "2025.9.5",
        "2025/9/5",
        "2025年9月5日",
        "2025年09月05号",
        " 2025－9－5 ",
        "20250905",
        "2025-09-05 00:00:00",
    ] {
        assert_eq!(read(&text(written)), Ok(Some("2025-09-05".to_owned())), "{written}");
    }
    assert_eq!(read(&number("20250905")), Ok(Some("2025-09-05".to_owned())));
    for written in ["5/9/2025", "25.9.5", "2025.9", "2025年9月", "05-09-2025", "9月5日"] {
        assert!(matches!(read(&text(written)), Err(CellFault::DayUnclear { .. })), "{written}");
    }
    for written in ["2025-02-30", "2025-13-01", "昨天", "2025-9/5", "1899-12-31", "20250230"] {
        assert!(
            matches!(read(&text(written)), Err(CellFault::NotADay { .. } | CellFault::DayUnclear { .. })),
            "{written}"
        );
    }
    assert!(matches!(read(&number("45905")), Err(CellFault::NumberForDay { .. })), "shown as a number, it is no day");
    assert!(matches!(read(&text("2025-09-05 14:30")), Err(CellFault::TimeOfDay { .. })));
    for words in ["next Tuesday", "2025-09-05 about", "about 14:30", "Tomorrow"] {
        assert!(matches!(read(&text(words)), Err(CellFault::NotADay { .. })), "{words} is no day with a time");
    }
    assert!(matches!(read(&Content::Moment("45905.25".into())), Err(CellFault::TimeOfDay { .. })));
}

#[test]
fn periods_numbers_and_flags() {
    let read = |content: &Content| period(content).map(|period| period.map(|period| period.to_string()));
    for written in [
        "2026-01-01/2026-03-31",
        "2026.1.1-2026.3.31",
        "2026年1月1日至2026年3月31日",
        "2026/1/1—2026/3/31",
        "2026-1-1——2026-3-31",
    ] {
        assert_eq!(read(&text(written)), Ok(Some("2026-01-01/2026-03-31".to_owned())), "{written}");
    }
    for written in ["2026-03-31/2026-01-01", "2026.1.1", "2026", "2026年1-3月"] {
        assert!(matches!(read(&text(written)), Err(CellFault::NotAPeriod { .. })), "{written}");
    }
    assert_eq!(whole(&number("2025")), Ok(Some(2025)));
    assert_eq!(whole(&text("１,０００")), Ok(Some(1000)));
    assert!(matches!(whole(&number("1.5")), Err(CellFault::NotWhole { .. })));
    assert_eq!(
        (flag(&text("是")), flag(&text("No")), flag(&Content::Flag(true))),
        (Ok(Some(true)), Ok(Some(false)), Ok(Some(true)))
    );
    assert!(matches!(flag(&number("1")), Err(CellFault::NotAChoice { .. })));
}
