//! Tables against the declarations: what a type asks for, its table gives.

use super::{append, by_clerk, ledger, line};
use crate::sheet::{workbook, workbook_with};
use qizhang::event::{Catalogue, Declaration, FieldKind};
use qizhang::ledger::{
    Duplicates, Ledger, LedgerError, Likeness, Meant, Sifted, Sifting, Twin, Upload, shipped_types, template,
};
use qizhang::sheet::read;
use qizhang::value::{Lang, Position};
use serde_json::{Value, json};

const NOW: &str = "2026-09-01T09:00:00+08:00";
const ONE: &str = "91110114QYDEM0018C";
const OTHER: &str = "91110114QYDEM00267";

fn sift(ledger: &Ledger, kind: &str, bytes: &[u8]) -> Result<Sifted, LedgerError> {
    let how = Sifting { kind: kind.to_owned(), options: by_clerk(), ..Sifting::default() };
    Upload::read("list", bytes, None)?.sift(ledger, &how)
}

fn sifted(ledger: &Ledger, kind: &str, text: &str) -> Sifted {
    sift(ledger, kind, text.as_bytes()).unwrap_or_else(|error| panic!("{:?}", error.complaint()))
}

/// Each trouble by its cell and code.
fn troubles(sifted: &Sifted) -> Vec<(String, &'static str)> {
    let all = sifted.bad.iter().flat_map(|bad| &bad.troubles);
    all.map(|trouble| (trouble.place.to_string(), trouble.complaint.code)).collect()
}

fn code(result: Result<Sifted, LedgerError>) -> &'static str {
    match result {
        Ok(sifted) => panic!("{} good", sifted.good.len()),
        Err(error) => error.complaint().code,
    }
}

/// A table of an example as somebody would fill it in: its columns by their stable names, a row for each row of a list.
fn table_of(declaration: &Declaration, example: &Value) -> String {
    let (mut names, mut rows) = (Vec::new(), vec![Vec::new()]);
    let list = declaration.fields.iter().find(|field| matches!(field.kind, FieldKind::Rows { .. }));
    let elements = list.and_then(|field| example[&field.name].as_array()).cloned().unwrap_or_default();
    rows.resize(elements.len().max(1), Vec::new());
    let spelled = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    for field in &declaration.fields {
        match &field.kind {
            FieldKind::Rows { fields, .. } => {
                for inner in fields {
                    names.push(format!("{}[].{}", field.name, inner.name));
                    rows.iter_mut().zip(&elements).for_each(|(row, element)| row.push(spelled(&element[&inner.name])));
                }
            }
            _ => {
                names.push(field.name.clone());
                for (number, row) in rows.iter_mut().enumerate() {
                    row.push(if number == 0 { spelled(&example[&field.name]) } else { String::new() });
                }
            }
        }
    }
    if declaration.occurred_on.is_none() {
        names.push("occurred_on".to_owned());
        rows.iter_mut()
            .enumerate()
            .for_each(|(number, row)| row.push(if number == 0 { "2026-08-01" } else { "" }.to_owned()));
    }
    for (number, evidence) in declaration.evidence.iter().enumerate().filter(|(_, evidence)| evidence.required) {
        names.extend([format!("evidence[{number}].title"), format!("evidence[{number}].sha256")]);
        rows[0].extend([evidence.title.zh.to_string(), "0".repeat(64)]);
    }
    let quoted = |cells: &[String]| {
        cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect::<Vec<_>>().join(",")
    };
    let lines: Vec<String> = std::iter::once(quoted(&names)).chain(rows.iter().map(|row| quoted(row))).collect();
    lines.join("\n")
}

/// No type is named in the program: what its declaration says is enough.
#[test]
fn every_example_of_every_type_comes_back_out_of_its_table() {
    let ledger = ledger(NOW);
    let catalogue: Catalogue = shipped_types().unwrap();
    let mut read = 0;
    for id in catalogue.ids() {
        let declaration = catalogue.declaration(id);
        if declaration.fields.iter().any(|field| field.kind == FieldKind::Raw) {
            assert!(template(declaration, Lang::Zh).is_err());
            continue;
        }
        for example in &declaration.examples {
            let sifted = sifted(&ledger, declaration.name.as_str(), &table_of(declaration, example));
            // What the ledger itself has against an example rests on events that are not there; the cells are all read.
            let own = [
                "no-such-event",
                "no-such-policy",
                "no-such-reading",
                "no-such-parameter",
                "key-taken",
                "digest-disagrees",
                "guarded",
            ];
            let refused: Vec<_> = troubles(&sifted).into_iter().filter(|(_, code)| !own.contains(code)).collect();
            let texts = ["policy.issued", "policy.amended", "event_type.registered", "policy.attached"];
            assert!(
                refused.is_empty() || texts.contains(&declaration.name.as_str()),
                "{} {refused:?}",
                declaration.name
            );
            for good in &sifted.good {
                let decoded = |value: &Value| catalogue.decode_body(id, &value.to_string()).unwrap();
                assert_eq!(decoded(&good.line["data"]), decoded(example), "{}", declaration.name);
                read += 1;
            }
        }
    }
    assert!(read > 100, "{read} examples were good");
}

/// A template is understood by the reader as it is: every column by label and name, and no fact in it.
#[test]
fn a_template_of_every_type_is_read_as_its_table() {
    let ledger = ledger(NOW);
    let catalogue = shipped_types().unwrap();
    for id in catalogue.ids() {
        let declaration = catalogue.declaration(id);
        let Ok(bytes) = template(declaration, Lang::Zh) else { continue };
        let english = template(declaration, Lang::En).unwrap().unwrap();
        for bytes in [bytes.unwrap(), english] {
            assert_eq!(code(sift(&ledger, declaration.name.as_str(), &bytes)), "no-rows", "{}", declaration.name);
            assert!(read(&bytes, None).unwrap().others.len() < 3);
        }
    }
}

/// Cells as a spreadsheet program keeps them, each wrong in its own way.
#[test]
fn each_cell_that_is_wrong_is_told_with_its_place() {
    let ledger = ledger(NOW);
    let heads = ["uscc", "year", "amount", "basis", "occurred_on"];
    let heads = (b'A'..)
        .zip(heads)
        .map(|(letter, name)| format!(r#"<c r="{}3" t="inlineStr"><is><t>{name}</t></is></c>"#, char::from(letter)));
    let head = heads.collect::<Vec<_>>().concat();
    let text = |place: &str, text: &str| format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#);
    let number = |place: &str, number: &str| format!(r#"<c r="{place}"><v>{number}</v></c>"#);
    let rows = [
        (
            4,
            text("A4", ONE)
                + &number("B4", "2025")
                + &number("C4", "1.1000000000000001")
                + &text("D4", "专项审计报告")
                + r#"<c r="E4" s="1"><v>46240</v></c>"#,
        ),
        (
            6,
            number("A6", "9.11101085513850E+17")
                + &number("B6", "2025.5")
                + &number("C6", "0.30000000000000004")
                + &text("D6", "审计")
                + &text("E6", "2026.8"),
        ),
        (
            7,
            text("A7", OTHER)
                + &number("B7", "2025")
                + r#"<c r="C7" t="str"><f>DISPIMG("a",1)</f><v>=DISPIMG("a",1)</v></c><c r="D7" t="e"><v>#N/A</v></c><c r="E7"><f>TODAY()</f></c>"#,
        ),
        (8, text("A8", OTHER) + &text("B8", "２０２５") + &text("C8", "￥1,234.50") + &text("D8", "annual_report")),
        (
            9,
            text("A9", OTHER)
                + &number("B9", "1900")
                + &text("C9", "-5")
                + &text("D9", "年报")
                + &number("E9", "46240"),
        ),
    ];
    let rows = rows.map(|(row, cells)| format!(r#"<row r="{row}">{cells}</row>"#)).concat();
    let sheet = format!(
        r#"<sheetData><row r="1">{}</row><row r="3">{head}</row>{rows}</sheetData>
        <mergeCells><mergeCell ref="A1:E1"/><mergeCell ref="E8:E9"/></mergeCells>"#,
        text("A1", "研发费用汇总")
    );
    let sifted = sift(&ledger, "rnd.expense_reported", &workbook(&sheet)).unwrap();
    let wanted = [
        ("A6", "digits-lost"),
        ("B6", "not-whole"),
        ("C6", "part-of-a-fen"),
        ("D6", "not-a-choice"),
        ("E6", "day-unclear"),
        ("C7", "cell-picture"),
        ("D7", "cell-error"),
        ("E7", "cell-not-reckoned"),
        ("E8", "cell-merged"),
        ("B9", "too-small"),
        ("C9", "amount-negative"),
        ("D9", "not-a-choice"),
        ("E9", "cell-merged"),
    ];
    let wanted: Vec<_> = wanted.iter().map(|(place, code)| ((*place).to_owned(), *code)).collect();
    assert_eq!(troubles(&sifted), wanted);
    let good = &sifted.good[0].line;
    assert_eq!(good["data"], json!({"uscc": ONE, "year": 2025, "amount": "1.10", "basis": "special_audit"}));
    assert_eq!((&good["occurred_on"], &sifted.good[0].rows), (&json!("2026-08-06"), &vec![4]));
}

/// Numbers as they stand in the file of a workbook: exact, or refused at the cell. The table of `docs/guides/import.md`.
#[test]
fn a_number_of_a_workbook_is_exact_or_refused() {
    let ledger = ledger(NOW);
    let heads = (b'A'..).zip(["uscc", "year", "amount", "basis", "occurred_on"]);
    let text = |place: &str, text: &str| format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#);
    let head: String = heads.map(|(letter, name)| text(&format!("{}1", char::from(letter)), name)).collect();
    let read = |written: &str| {
        let row = text("A2", ONE)
            + &format!(r#"<c r="B2"><v>2025</v></c><c r="C2"><v>{written}</v></c>"#)
            + &text("D2", "special_audit")
            + &text("E2", "2026-08-01");
        let sheet = format!(r#"<sheetData><row r="1">{head}</row><row r="2">{row}</row></sheetData>"#);
        let sifted = sift(&ledger, "rnd.expense_reported", &workbook(&sheet)).unwrap();
        match &sifted.bad[..] {
            [] => sifted.good[0].line["data"]["amount"].as_str().unwrap().to_owned(),
            [bad] => format!("{} {}", bad.troubles[0].place, bad.troubles[0].complaint.code),
            more => panic!("{more:?}"),
        }
    };
    for (written, told) in [
        ("1234.5", "1234.50"),
        ("1.1000000000000001", "1.10"),
        ("345678.90999999997", "345678.91"),
        ("1E5", "100000.00"),
        ("1.2345E+3", "1234.50"),
        ("0.01", "0.01"),
        ("1.005", "C2 part-of-a-fen"),
        ("0.30000000000000004", "C2 part-of-a-fen"),
        ("0.0099999999999999", "C2 part-of-a-fen"),
        ("1E-20", "C2 part-of-a-fen"),
        ("1e-400", "C2 not-an-amount"),
        ("1E400", "C2 not-an-amount"),
        // Digits that the binary fraction nearest to them has not: they stand as written.
        ("900000000000.123456", "C2 part-of-a-fen"),
        ("1.10000000000000004", "C2 part-of-a-fen"),
        ("1.1000000000000000888", "1.10"),
    ] {
        assert_eq!(read(written), told, "{written}");
    }
}

#[test]
fn ten_thousands_are_multiplied_exactly_and_said() {
    let ledger = ledger(NOW);
    let table = format!(
        "企业,,,,\n单位：万元,,,,\nuscc,year,研发费用,境内研发费用（元）,basis,occurred_on\n{ONE},2025,34.567891,100.5,special_audit,2026-08-01\n"
    );
    let sifted = sifted(&ledger, "rnd.expense_reported", &table);
    assert_eq!(sifted.good[0].line["data"]["amount"], "345678.91");
    assert_eq!(sifted.good[0].line["data"]["domestic_amount"], "100.50");
    let said: Vec<_> = sifted.remarks.iter().map(|remark| remark.zh.to_string()).collect();
    assert!(said.iter().any(|said| said.contains("C3") && said.contains("10000") && said.contains("A2")), "{said:?}");
    assert!(!said.iter().any(|said| said.contains("D3")), "{said:?}");
    let in_heading = table.replace("单位：万元", "").replace(",研发费用,", ",研发费用（万元）,");
    let sifted = self::sifted(&ledger, "rnd.expense_reported", &in_heading);
    assert_eq!(sifted.good[0].line["data"]["amount"], "345678.91");
}

#[test]
fn a_list_stands_in_several_rows() {
    let ledger = ledger(NOW);
    let head = "standard_no,title,level,nature,起草单位·排名,单位名称,units[].uscc,occurred_on\n";
    let table = format!(
        "{head}GB/T 99999-2025,示例术语,国家标准,制定,1,甲,,2025-06-30\n,,,,2,乙,{ONE},\n\
         DB11/T 9999.2-2025,接口,provincial,revision,1,丙,,2025.7.1\nDB11/T 9999.2-2025,接口,provincial,revision,2,丁,,2025.7.1\n"
    );
    let sifted = sifted(&ledger, "standard.published", &table);
    assert_eq!(troubles(&sifted), []);
    let units = |at: usize| sifted.good[at].line["data"]["units"].clone();
    assert_eq!(units(0), json!([{"rank": 1, "name": "甲"}, {"rank": 2, "name": "乙", "uscc": ONE}]));
    assert_eq!(
        (units(1), &sifted.good[1].rows),
        (json!([{"rank": 1, "name": "丙"}, {"rank": 2, "name": "丁"}]), &vec![4, 5])
    );
    let differs = table.replace("revision,2", "new,2").replace("2,乙", "二,乙").replace("1,丙", ",丙");
    let sifted = self::sifted(&ledger, "standard.published", &differs);
    let wanted = [("E3", "not-whole"), ("E4", "missing-field"), ("D5", "cell-differs")];
    let found: Vec<_> = troubles(&sifted);
    assert_eq!(found.iter().map(|(place, code)| (place.as_str(), *code)).collect::<Vec<_>>(), wanted);
}

#[test]
fn columns_are_asked_for_and_none_is_dropped_unsaid() {
    let ledger = ledger(NOW);
    let kind = "rnd.expense_reported";
    let missing = sift(&ledger, kind, b"uscc,amount,occurred_on\nx,1,2026-08-01\n");
    assert_eq!(code(missing), "columns-missing");
    let whole = format!("序号,uscc,year,amount,basis,occurred_on,\n1,{ONE},2025,1,special_audit,2026-08-01,说明\n");
    assert_eq!(code(sift(&ledger, kind, whole.as_bytes())), "columns-unknown");
    let how = |drop: &[&str]| Sifting {
        kind: kind.to_owned(),
        drop: drop.iter().map(|name| (*name).to_owned()).collect(),
        options: by_clerk(),
        ..Sifting::default()
    };
    let upload = Upload::read("list", whole.as_bytes(), None).unwrap();
    let dropped = upload.sift(&ledger, &how(&["序号", "G"])).unwrap();
    assert_eq!((dropped.good.len(), troubles(&dropped)), (1, Vec::new()));
    assert_eq!(code(upload.sift(&ledger, &how(&["序号", "G", "uscc"]))), "no-such-column");
    let twice =
        format!("uscc,统一社会信用代码,year,amount,basis,occurred_on\n{ONE},{ONE},2025,1,special_audit,2026-08-01\n");
    assert_eq!(code(sift(&ledger, kind, twice.as_bytes())), "column-twice");
    assert_eq!(code(sift(&ledger, "fact.corrected", twice.as_bytes())), "not-by-table");
    assert_eq!(code(sift(&ledger, "rnd.expense", twice.as_bytes())), "no-such-type");
    assert_eq!(code(sift(&ledger, kind, b"a,b\n1,2\n")), "no-header");
}

/// A table with headings of its own says the same as one with those of the type, once somebody said what they mean.
#[test]
fn headings_mean_what_is_said_of_them_and_nothing_is_guessed() {
    let ledger = ledger(NOW);
    let kind = "rnd.expense_reported";
    let table = |head: &str| format!("{head}\n{ONE},2025,12.5,special_audit,2026-08-01\n");
    let own = table("税号,所属年,金额（万元）,口径,上报日");
    let how = |meant: &[&str], drop: &[&str]| Sifting {
        kind: kind.to_owned(),
        meant: meant.iter().map(|text| Meant::parse(text).unwrap()).collect(),
        drop: drop.iter().map(|name| (*name).to_owned()).collect(),
        options: by_clerk(),
        ..Sifting::default()
    };
    let sift = |text: &str, how: &Sifting| Upload::read("list", text.as_bytes(), None).unwrap().sift(&ledger, how);
    let all = ["税号=uscc", "所属年=year", "金额=amount", "口径=basis", "上报日=occurred_on"];
    let said = sift(&own, &how(&all, &[])).unwrap();
    let plain = sift(&table("uscc,year,amount（万元）,basis,occurred_on"), &how(&[], &[])).unwrap();
    assert_eq!((troubles(&said), said.good.len()), (Vec::new(), 1));
    assert_eq!(said.good[0].line, plain.good[0].line);
    assert_eq!(said.good[0].line["data"]["amount"], "125000.00");
    let told = format!("{:?}", said.remarks);
    assert!(told.contains("按要求，“税号”读作“统一社会信用代码”（uscc）") && told.contains("每格乘以 10000"), "{told}");

    // By labels of either language too; and one heading may be understood by itself.
    let labelled = ["税号=统一社会信用代码", "所属年=year", "金额=amount", "口径=basis"];
    let some = sift(&table("税号,所属年,金额（万元）,口径,occurred_on"), &how(&labelled, &[])).unwrap();
    assert_eq!(some.good[0].line, plain.good[0].line);

    for (meant, drop, refused) in [
        (&[][..], &[][..], "no-header"),
        (&all[..1], &[], "no-header"),
        (&all[..4], &[], "columns-missing"),
        (&["税号=uscc", "所属年=year", "金额=amount"], &[], "columns-missing"),
        (&["税号=uscc", "所属年=year", "金额=amount", "口径=basis", "上报日=reported_on"], &[], "no-such-type-column"),
        (&["税号=uscc", "税号=year"], &[], "heading-means-two"),
        (&["税号=uscc", "所属年=year", "金额=amount", "口径=basis", "上报日=year"], &[], "column-twice"),
        (&["税号=uscc", "所属年=year", "金额=amount", "口径=basis", "上报=occurred_on"], &[], "no-such-heading"),
        (&all[..], &["上报日"], "no-such-column"),
        (
            &["税号=import.reason", "所属年=year", "金额=amount", "口径=basis", "上报日=occurred_on"],
            &[],
            "no-such-type-column",
        ),
    ] {
        assert_eq!(code(sift(&own, &how(meant, drop))), refused, "{meant:?}");
    }
    let Err(error) = sift(&own, &how(&["税号=usc"], &[])) else { panic!("no column is called so") };
    assert!(error.complaint().what.zh.contains("最接近的是 uscc"), "{:?}", error.complaint());
}

/// The dry run is the road of an append: what it refuses is told at its cell.
#[test]
fn what_the_ledger_refuses_is_told_at_its_cell() {
    let ledger = ledger(NOW);
    let body = |no: &str| json!({"uscc": ONE, "cert_no": no, "issued_on": "2025-12-02"});
    append(&ledger, by_clerk(), &[line("2025-12-02", "hightech.certified", body("GR1"))]);
    let table = format!(
        "uscc,cert_no,issued_on,occurred_on\n{ONE},GR1,2025-12-02,\n{ONE},GR2,2025-12-03,2025-12-04\n{OTHER},GR3,2025-12-03,\n{OTHER},GR3,2025-12-03,\n{OTHER},G\u{200b}R4,2025-12-05,\n"
    );
    let sifted = sifted(&ledger, "hightech.certified", &table);
    let wanted = [("B2", "key-taken"), ("C3", "day-disagrees"), ("B5", "key-taken"), ("B6", "untidy-text")];
    assert_eq!(troubles(&sifted).iter().map(|(place, code)| (place.as_str(), *code)).collect::<Vec<_>>(), wanted);
    assert_eq!(sifted.good.len(), 1);
    // Of what stands twice in the table nothing is recorded, and nothing is to be corrected: one of both goes.
    let told = |place: &str| {
        let mut all = sifted.bad.iter().flat_map(|bad| &bad.troubles);
        &all.find(|one| one.place.to_string() == place).unwrap().complaint
    };
    let (recorded, twice) = (told("B2"), told("B5"));
    assert!(recorded.remedy.zh.contains("fact.corrected") && recorded.what.zh.contains("已经记录"), "{recorded:?}");
    assert!(twice.what.zh.contains("在本文件第 4 行也有") && twice.remedy.zh.contains("两行只留一行"), "{twice:?}");
    assert!(twice.what.en.contains("stands in line 4 of this file too"), "{twice:?}");
}

#[test]
fn what_may_be_there_already_is_held_back() {
    let ledger = ledger(NOW);
    let body = json!({"uscc": ONE, "cert_no": "GR2025a", "issued_on": "2025-12-02"});
    let head = append(&ledger, by_clerk(), &[line("2025-12-02", "hightech.certified", body)]).head;
    let table = format!(
        "uscc,cert_no,issued_on\n{OTHER},ＧＲ2025 A,2025-11-01\n{ONE},GR9999,2025-12-02\n{OTHER},GR7,2025-12-09\n{OTHER},GR8,2025-12-09\n{OTHER},GR9,2025-12-10\n"
    );
    let found = sifted(&ledger, "hightech.certified", &table);
    let suspects: Vec<_> = found.suspects.iter().map(|one| (one.rows[0], one.twin, one.likeness)).collect();
    let event = Twin::Event(Position(head.0));
    assert_eq!(
        suspects,
        [(2, event, Likeness::Spelling), (3, event, Likeness::Number), (5, Twin::Row(4), Likeness::Number)]
    );
    assert_eq!(found.good.len(), 5, "nothing is left out before somebody says so");
    let how = Sifting {
        kind: "hightech.certified".to_owned(),
        duplicates: Some(Duplicates::Drop),
        options: by_clerk(),
        ..Sifting::default()
    };
    let dropped = Upload::read("list", table.as_bytes(), None).unwrap().sift(&ledger, &how).unwrap();
    assert_eq!(dropped.good.iter().map(|good| good.rows[0]).collect::<Vec<_>>(), [4, 6]);
}

#[test]
fn documents_and_remarks_come_along() {
    let ledger = ledger(NOW);
    let digest = "ab".repeat(32);
    let head = "uscc,cert_no,issued_on,材料1名称,材料1摘要（SHA-256）,备注\n";
    let table = format!(
        "{head}{ONE},GR1,2025-12-02,高新技术企业证书,{},旧档补录\n{OTHER},GR2,2025-12-02,证书,,\n",
        digest.to_uppercase()
    );
    let sifted = sifted(&ledger, "hightech.certified", &table);
    let line = &sifted.good[0].line;
    assert_eq!(line["evidence"], json!([{"title": "高新技术企业证书", "sha256": digest}]));
    assert_eq!(line["note"], "旧档补录");
    assert_eq!(troubles(&sifted), [("E3".to_owned(), "missing-field")]);
}

/// Days of a workbook that counts from 1904, in a table of facts.
#[test]
fn days_of_1904_are_the_days_that_show() {
    let ledger = ledger(NOW);
    let sheet = format!(
        r#"<sheetData><row r="1"><c t="inlineStr"><is><t>uscc</t></is></c><c t="inlineStr"><is><t>cert_no</t></is></c><c t="inlineStr"><is><t>发证日期</t></is></c></row>
        <row r="2"><c t="inlineStr"><is><t>{ONE}</t></is></c><c t="inlineStr"><is><t>GR1</t></is></c><c s="1"><v>44443</v></c></row></sheetData>"#
    );
    let sifted =
        sift(&ledger, "hightech.certified", &workbook_with(&sheet, "", r#"<workbookPr date1904="1"/>"#)).unwrap();
    assert_eq!(sifted.good[0].line["data"]["issued_on"], "2025-09-05");
}
