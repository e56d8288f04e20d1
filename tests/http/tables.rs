//! Every table of a page as a file: the same rows, plain numbers, nothing that computes.

use super::client::{Reply, links};
use super::{ON, Open, PAYMENT, SUBJECT};
use crate::cli::{Office, columns, keeps};
use calamine::{Data, Reader, Xlsx};
use std::io::Cursor;

/// The records of a file, its heads first.
fn records(reply: &Reply) -> Vec<Vec<String>> {
    let text = reply.text.strip_prefix('\u{feff}').unwrap_or_else(|| panic!("no mark: {}", reply.text));
    assert!(text.ends_with("\r\n") && text.matches('\n').count() == text.matches("\r\n").count(), "{text}");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// The cells of the tables of a page as a person reads them.
fn shown(page: &str) -> Vec<Vec<Vec<String>>> {
    let table = |table: &str| {
        let rows = table.split("<tr>").skip(1);
        rows.map(|row| {
            let cells = row.split("</td>").flat_map(|cell| cell.split("</th>"));
            let cells = cells.filter(|cell| cell.contains("<td") || cell.contains("<th"));
            cells.map(|cell| crate::cli::said(&format!("<body>{cell}"))).collect()
        })
        .collect()
    };
    page.split("<table>").skip(1).map(|rest| table(rest.split("</table>").next().unwrap())).collect()
}

/// A number without groups, and a place without its mark.
fn bare(said: &str) -> String {
    let said = said.trim();
    let number = said.strip_prefix(['#', '+']).unwrap_or(said).replace(',', "").replace('−', "-");
    let is_number =
        !number.is_empty() && number.trim_start_matches('-').chars().all(|one| one.is_ascii_digit() || one == '.');
    if is_number { number } else { said.to_owned() }
}

#[test]
fn every_table_is_a_file_with_the_same_rows() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let mut seen = 0;
    for path in [
        format!("/?{ON}"),
        format!("/subjects/{SUBJECT}?{ON}"),
        format!("/subjects/{SUBJECT}?{ON}&lang=en"),
        format!("/subjects/{SUBJECT}/statement?{ON}"),
        format!("/findings?{ON}&all=yes"),
        format!("/lapses?{ON}&within=3650d"),
        format!("/registers?{ON}"),
        format!("/policies?{ON}"),
        format!("/policies/readings?{ON}"),
        format!("/events?{ON}&type=payment.made"),
        format!("/events/194?{ON}"),
        format!("/types?{ON}"),
        format!("/types/payment.made?{ON}"),
        format!("/whatif?{ON}&read=R5.2%3Dlike_first"),
        "/search?q=%E6%9C%89%E9%99%90%E5%85%AC%E5%8F%B8".to_owned(),
    ] {
        let page = open.page(&path);
        let files: Vec<String> = links(&page).into_iter().filter(|link| link.contains(".csv?")).collect();
        let tables = shown(&page);
        assert_eq!(files.len(), tables.len(), "{path}: each table has its file");
        for (file, table) in files.iter().zip(tables) {
            let reply = open.get(file);
            assert_eq!(reply.status, 200, "{file}: {}", reply.text);
            assert_eq!(reply.header("content-type"), Some("text/csv; charset=utf-8; header=present"), "{file}");
            let told = records(&reply);
            let wanted: Vec<Vec<String>> =
                table.iter().map(|row| row.iter().map(|cell| bare(cell)).collect()).collect();
            assert_eq!(told, wanted, "{file}");
            seen += told.len();
        }
    }
    assert!(seen > 200, "{seen}");
}

/// For programs that reckon over many rows a table has the bytes that the command writes for the same question.
#[test]
fn every_table_is_a_parquet_file_as_the_command_writes_it() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let mut kinds = Vec::new();
    for (number, (path, words)) in [
        (format!("/subjects/{SUBJECT}"), vec!["show", SUBJECT]),
        (format!("/subjects/{SUBJECT}?lang=en"), vec!["show", SUBJECT, "--lang", "en"]),
        (format!("/subjects/{SUBJECT}/statement"), vec!["statement", SUBJECT]),
        ("/lapses?within=3650d".to_owned(), vec!["lapses", "--within", "3650d"]),
        ("/findings?all=yes".to_owned(), vec!["audit", "--all"]),
    ]
    .into_iter()
    .enumerate()
    {
        let path = format!("{path}{}{ON}", if path.contains('?') { "&" } else { "?" });
        let page = open.page(&path);
        let files: Vec<String> = links(&page).into_iter().filter(|link| link.contains(".parquet?")).collect();
        assert_eq!(files.len(), shown(&page).len(), "{path}: each table has its file");
        let paper = format!("taken{number}.parquet");
        let said = office.run(&[&words[..], &["--on", "2026-12-31", "--paper", &paper]].concat());
        assert!(matches!(said.code, Some(0 | 4)), "{words:?}: {}", said.talk);
        for file in &files {
            let reply = open.get(file);
            assert_eq!(reply.status, 200, "{file}: {}", reply.text);
            assert_eq!(reply.header("content-type"), Some("application/vnd.apache.parquet"), "{file}");
            let table = file.split("table=").nth(1).and_then(|rest| rest.split('&').next()).unwrap();
            let kept = format!("-{table}-2026-12-31-196.parquet\"");
            assert!(reply.header("content-disposition").is_some_and(|name| name.ends_with(&kept)), "{file}");
            let own =
                if files.len() == 1 { paper.clone() } else { paper.replace(".parquet", &format!("-{table}.parquet")) };
            assert!(reply.bytes == std::fs::read(office.path(&own)).unwrap(), "{file} is not {own}");
            kinds.extend(columns(&office.path(&own)).into_iter().map(|(_, kind, _)| kind));
        }
    }
    for kind in ["DECIMAL(18,2)", "DATE", "STRING"] {
        assert!(kinds.iter().any(|own| own == kind), "{kind}: {kinds:?}");
    }
}

/// A picture beside a table is the file that the command writes; where there is none, that is told.
#[test]
fn a_picture_is_the_file_that_the_command_writes() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let page = open.page(&format!("/subjects/{SUBJECT}?{ON}"));
    let files: Vec<String> = links(&page).into_iter().filter(|link| link.contains(".svg?")).collect();
    let said = office.run(&["show", SUBJECT, "--on", "2026-12-31", "--paper", "file.svg"]);
    assert_eq!(said.code, Some(0), "{}", said.talk);
    assert!(!files.is_empty() && files.iter().any(|file| file.contains("table=statuses")), "{files:?}");
    for file in &files {
        let reply = open.get(file);
        assert_eq!((reply.status, reply.header("content-type")), (200, Some("image/svg+xml")), "{file}");
        let table = file.split("table=").nth(1).and_then(|rest| rest.split('&').next()).unwrap();
        let own = if files.len() == 1 { "file.svg".to_owned() } else { format!("file-{table}.svg") };
        assert!(reply.bytes == std::fs::read(office.path(&own)).unwrap(), "{file} is not {own}");
        assert!(reply.header("content-disposition").is_some_and(|name| name.starts_with("attachment;")), "{file}");
        assert!(reply.header("content-security-policy").is_some(), "{file}");
    }
    for (path, code) in [
        (format!("/subjects/{SUBJECT}.svg?table=items&{ON}"), "no-such-picture"),
        (format!("/payments/{PAYMENT}.svg?{ON}"), "no-such-picture"),
    ] {
        let reply = open.get(&path);
        assert!(reply.status == 404 && reply.text.contains(code), "{path}: {} {}", reply.status, reply.text);
    }
}

#[test]
fn amounts_are_plain_and_days_are_iso() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let reply = open.get(&format!("/subjects/{SUBJECT}.csv?table=items&{ON}"));
    let rows = records(&reply);
    assert_eq!(&rows[0][..5], ["支持条目", "事项", "事实年度", "核算额", "应享"]);
    assert_eq!(
        &rows[1][..5],
        ["第五条　新认定高新技术企业", "证书编号 GR202511000123", "2025", "310000.00", "310000.00"]
    );
    let name = format!("attachment; filename=\"subjects-{SUBJECT}-items-2026-12-31-196.csv\"");
    assert_eq!(reply.header("content-disposition"), Some(&*name));
    let english = records(&open.get(&format!("/subjects/{SUBJECT}.csv?table=statuses&{ON}&lang=en")));
    assert_eq!(english[0], ["Status", "From", "Until", "Now", "Event"]);
    assert_eq!(&english[1][1..3], ["2025-12-02", "2028-12-02"]);
    assert_eq!(english[1][4], "181", "a place of the ledger is a number");
    // The only table of a page need not be named.
    assert_eq!(records(&open.get(&format!("/lapses.csv?{ON}&within=3650d")))[0][0], "名称");
    assert!(records(&open.get(&format!("/findings.csv?table=D05&{ON}"))).len() > 1, "by the name of the detector");
}

#[test]
fn a_table_that_is_not_there_is_told_with_those_that_are() {
    let office = Office::with_story();
    let open = Open::of(&office);
    for (path, status, code, says) in [
        (format!("/subjects/{SUBJECT}.csv?{ON}"), 400, "table-not-named", "statuses、items"),
        (format!("/subjects/{SUBJECT}.csv?table=money&{ON}"), 404, "no-such-table", "statuses、items"),
        (format!("/subjects/{SUBJECT}.parquet?{ON}"), 400, "table-not-named", "statuses、items"),
        (format!("/payments/{PAYMENT}.parquet?{ON}"), 404, "no-such-table", "说明为什么"),
        (format!("/payments/{PAYMENT}.csv?{ON}"), 404, "no-such-table", "说明为什么"),
        (format!("/subjects/{SUBJECT}?table=items&{ON}"), 400, "parameter-unknown", "table"),
        (format!("/subjects/{SUBJECT}.json?table=items&{ON}"), 400, "parameter-unknown", "table"),
        ("/subjects/nobody.csv?table=items".to_owned(), 404, "unknown-subject", "nobody"),
        ("/subjects/.csv".to_owned(), 404, "page-not-found", ""),
    ] {
        let reply = open.get(&path);
        assert_eq!(reply.status, status, "{path}: {}", reply.text);
        assert!(reply.text.contains(code) && reply.text.contains(says), "{path}: {}", reply.text);
        if path.contains(".json") {
            keeps(&serde_json::from_str(&reply.text).unwrap(), "problem.v1");
        }
    }
}

/// What somebody called an enterprise is not computed by the program that opens the file.
#[test]
fn a_name_that_looks_like_a_formula_is_text() {
    let office = Office::with_story();
    let name = "=HYPERLINK(\"http://x\",\"y\"),\r\n甲\"乙";
    let line = serde_json::json!({
        "type": "enterprise.renamed", "occurred_on": "2026-06-01",
        "data": {"uscc": SUBJECT, "old_name": "北京示例科技有限公司", "new_name": name},
    });
    let file = office.write("renamed.jsonl", line.to_string());
    office.done(&["append", &file, "--clock-is-right"]);
    let open = Open::of(&office);
    let rows = records(&open.get(&format!("/lapses.csv?{ON}&within=3650d")));
    let named: Vec<&String> = rows.iter().flatten().filter(|cell| cell.contains("HYPERLINK")).collect();
    assert!(!named.is_empty() && named.iter().all(|cell| cell.starts_with("'=")), "{rows:?}");
    assert!(named.iter().all(|cell| cell.ends_with("甲\"乙") && !cell.contains('\n')), "one line a row: {named:?}");
    let bytes = open.get(&format!("/lapses.xlsx?{ON}&within=3650d")).bytes;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    for sheet in book.sheet_names() {
        assert_eq!(book.worksheet_formula(&sheet).unwrap().used_cells().count(), 0, "{sheet}");
    }
}

/// A workbook has all tables of a page, with numbers that add up and codes that stay whole.
#[test]
fn a_page_is_a_workbook_as_well() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let path = format!("/subjects/{SUBJECT}?{ON}");
    let page = open.page(&path);
    let link = links(&page).into_iter().find(|link| link.contains(".xlsx")).unwrap();
    let reply = open.get(&link);
    assert_eq!(reply.status, 200);
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    assert_eq!(reply.header("content-type"), Some(kind));
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(reply.bytes)).unwrap();
    let names = book.sheet_names();
    assert_eq!(names.len(), 1 + page.matches("<table>").count(), "{names:?}");
    let items = book.worksheet_range(names.iter().find(|name| name.contains("支持项")).unwrap()).unwrap();
    assert_eq!(items.get_value((2, 3)), Some(&Data::Float(310_000.0)));
}
