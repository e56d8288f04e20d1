//! The row that names the columns, wherever it stands.

use super::at;
use qizhang::sheet::{Header, Scale, SheetFault, Wanted, read};

fn wanted() -> Vec<Wanted> {
    let one = |name: &str, zh: &str, en: &str| Wanted {
        name: name.to_owned(),
        labels: vec![zh.to_owned(), en.to_owned()],
        meant: Vec::new(),
    };
    vec![
        one("uscc", "统一社会信用代码", "Unified social credit code"),
        one("amount", "拨付金额", "Amount paid"),
        one("account", "收款账号摘要（SHA-256）", "Digest of the account (SHA-256)"),
    ]
}

fn found(csv: &str) -> (Header, Vec<u32>) {
    let table = read(csv.as_bytes(), None).unwrap();
    let header = Header::find(&table, &wanted()).unwrap();
    let facts = header.facts(&table).map(|row| row.number).collect();
    (header, facts)
}

fn columns(header: &Header) -> Vec<(u32, usize)> {
    header.columns.iter().map(|named| (named.column, named.wanted)).collect()
}

#[test]
fn titles_stand_above_and_empty_rows_between() {
    let (header, facts) = found("2026年拨付名单,,\n,,\n序号,统一社会信用代码 ,拨付金额（万元）\n\n1,X,2\n\n2,Y,3\n");
    assert_eq!((header.rows, columns(&header), facts), ((3, 3), vec![(1, 0), (2, 1)], vec![5, 7]));
    assert_eq!(header.columns[1].scale, Some(Scale::TenThousand));
    let unknown: Vec<_> = header.unknown.iter().map(|one| (one.place.to_string(), one.text.as_str())).collect();
    assert_eq!(unknown, [("A3".to_owned(), "序号")]);
}

#[test]
fn labels_and_stable_names_may_stand_one_above_the_other() {
    let (header, facts) = found("统一社会信用代码*,拨付金额(元),备注\nuscc,amount,note\nX,2,\n");
    assert_eq!((header.rows, columns(&header), facts), ((1, 2), vec![(0, 0), (1, 1)], vec![3]));
    assert_eq!(header.columns[1].scale, Some(Scale::One));
    let (header, _) = found("代码,金额\nuscc,amount\nX,2\n");
    assert_eq!(
        (header.rows, columns(&header)),
        ((2, 2), vec![(0, 0), (1, 1)]),
        "a label may be changed, the name stays"
    );
}

#[test]
fn a_heading_is_understood_however_it_is_written() {
    let (header, _) = found("ＵＳＣＣ,Amount  Paid,收款账号摘要(sha-256)\nX,2,\n");
    assert_eq!(columns(&header), [(0, 0), (1, 1), (2, 2)]);
    let (header, _) = found("uscc,\"拨付金额\n（万元）\"\nX,1\n");
    assert_eq!(columns(&header).len(), 2);
    let (header, _) = found("uscc,拨付金额（含税）,account\nX,1,2\n");
    assert_eq!((columns(&header), header.unknown[0].text.as_str()), (vec![(0, 0), (2, 2)], "拨付金额（含税）"));
}

#[test]
fn a_column_twice_one_without_heading_and_the_unit_of_the_whole() {
    for unit in ["金额单位：人民币百万元", "单位（十万元）", "单位：百万元"] {
        let table = read(format!("{unit},,,\nuscc,amount,拨付金额,\nX,1,2,3\n").as_bytes(), None).unwrap();
        let fault = Header::find(&table, &wanted()).err();
        assert!(matches!(fault, Some(SheetFault::UnknownUnit { .. })), "{unit}: {fault:?}");
    }
    let (header, _) = found("单位：万元,,,\nuscc,amount,拨付金额,\nX,1,2,3\n");
    assert_eq!((header.twice.len(), header.twice[0].place.to_string()), (1, "C2".to_owned()));
    assert_eq!((header.unknown.len(), header.unknown[0].text.as_str()), (1, ""));
    assert_eq!(
        header.unit.map(|(place, scale)| (place.to_string(), scale)),
        Some(("A1".to_owned(), Scale::TenThousand))
    );
}

#[test]
fn a_table_of_something_else_has_no_header() {
    let table = read("统一社会信用代码,b\n1,2\n".as_bytes(), None).unwrap();
    assert!(at(&table, "A1").is_some());
    let fault = Header::find(&table, &wanted()).unwrap_err();
    assert!(matches!(fault, SheetFault::NoHeader { row: Some(1), named: 1, .. }), "{fault:?}");
}

/// What somebody said a heading means: with the unit that stands behind it, and never without.
#[test]
fn a_heading_means_what_was_said_and_keeps_its_unit() {
    let meaning = |meant: &[(usize, &str)]| {
        let mut wanted = wanted();
        for (at, heading) in meant {
            wanted[*at].meant.push((*heading).to_owned());
        }
        move |csv: &str| Header::find(&read(csv.as_bytes(), None).unwrap(), &wanted)
    };
    let whole = meaning(&[(0, "税号"), (1, "价款（万元）")])("名单\n税号,价款（万元）\nX,2\n").unwrap();
    assert_eq!((whole.rows, columns(&whole)), ((2, 2), vec![(0, 0), (1, 1)]));
    assert_eq!(whole.columns[1].scale, Some(Scale::TenThousand), "a unit in what was said counts");
    let short = meaning(&[(0, "税 号"), (1, "价款")])("税号*,价款(千元)\nX,2\n").unwrap();
    assert_eq!((columns(&short), short.columns[1].scale), (vec![(0, 0), (1, 1)], Some(Scale::Thousand)));
    let noted = meaning(&[(0, "税号"), (1, "价款")])("税号,价款（含税）\nX,2\n").unwrap();
    assert_eq!((columns(&noted), noted.columns[1].scale), (vec![(0, 0), (1, 1)], None));
    // Hundreds, which are no unit that is read: it would be another amount.
    let strange = meaning(&[(0, "税号"), (1, "价款（百元）")])("税号,价款（百元）,拨付金额\nX,2,3\n").unwrap();
    assert_eq!((columns(&strange), strange.unknown[0].text.as_str()), (vec![(0, 0), (2, 1)], "价款（百元）"));
    // What was said goes before what the heading says by itself.
    let other = meaning(&[(2, "拨付金额")])("uscc,拨付金额\nX,2\n").unwrap();
    assert_eq!(columns(&other), [(0, 0), (1, 2)]);
}

/// Where no heading is understood, the row that seems to name the columns is told.
#[test]
fn headings_that_nobody_understands_are_told() {
    let table = read("拨付名单,,\n税号,,价款\n91110114QYDEM0018C,1,2\n示品公司,1,2\n".as_bytes(), None).unwrap();
    let Err(SheetFault::NoHeader { row, named, headings, .. }) = Header::find(&table, &wanted()) else {
        panic!("a header was found")
    };
    let told: Vec<_> = headings.iter().map(|(letters, text)| (letters.as_str(), text.as_str())).collect();
    assert_eq!((row, named, told), (None, 0, vec![("A", "税号"), ("C", "价款")]));
}
