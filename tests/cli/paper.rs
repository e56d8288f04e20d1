//! Papers to take away: what the terminal says, as a page that prints and as a workbook that adds up.

use super::{Office, reviewed};
use parquet::basic::LogicalType;
use parquet::file::reader::{FileReader, SerializedFileReader};
use qizhang::sheet::{Content, read};
use qizhang::value::Fen;
use std::fs::File;
use std::path::Path;

const WHO: &str = "91110108551385082Q";
const ON: [&str; 2] = ["--on", "2026-12-31"];

fn paper(office: &Office, words: &[&str], file: &str) -> Vec<u8> {
    let said = office.run(&[words, &ON, &["--paper", file]].concat());
    assert!(matches!(said.code, Some(0 | 4)), "{words:?} {}", said.talk);
    assert_eq!(said.data, "", "{words:?}: it is written instead of shown");
    assert!(said.talk.contains(file), "{}", said.talk);
    std::fs::read(office.path(file)).unwrap()
}

fn shown(office: &Office, words: &[&str]) -> String {
    office.run(&[words, &ON, &["--plain"]].concat()).data
}

/// What a page says, without its tags.
pub(crate) fn said(html: &str) -> String {
    let body = html.split_once("<body>").map_or("", |(_, body)| body);
    let mut text = String::new();
    let mut inside = false;
    for letter in body.chars() {
        match letter {
            '<' => inside = true,
            '>' => inside = false,
            other if !inside => text.push(other),
            _ => {}
        }
    }
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[test]
fn every_question_may_be_answered_on_paper() {
    let office = Office::with_story();
    let questions: [&[&str]; 7] = [
        &["show", WHO],
        &["why", WHO, "第五条"],
        &["statement", WHO],
        &["lapses", "--within", "900d"],
        &["register"],
        &["audit"],
        &["pay", "plan", "2026"],
    ];
    for (number, words) in questions.iter().enumerate() {
        let page = String::from_utf8(paper(&office, words, &format!("{number}.html"))).unwrap();
        let told = said(&page);
        for piece in shown(&office, words).split(['\n', '\t']).map(str::trim).filter(|piece| !piece.is_empty()) {
            assert!(told.contains(piece), "{words:?}: {piece}\n{told}");
        }
        for piece in ["<script", "http://", "https://", "url("] {
            assert!(!page.contains(piece), "{words:?}: nothing runs and nothing is fetched: {piece}");
        }
        let book = paper(&office, words, &format!("{number}.xlsx"));
        let first = read(&book, None).unwrap_or_else(|fault| panic!("{words:?}: {fault:?}"));
        assert!(!first.rows.is_empty(), "{words:?}");
    }
}

#[test]
fn a_page_reads_as_people_have_read_it() {
    let office = Office::with_story();
    let page = String::from_utf8(paper(&office, &["statement", WHO], "statement.html")).unwrap();
    reviewed("tests/cli/shown/statement.html", &page);
    let page = String::from_utf8(paper(&office, &["audit", "--lang", "en"], "audit.html")).unwrap();
    reviewed("tests/cli/shown/audit.en.html", &page);
}

#[test]
fn what_stands_in_a_name_is_text() {
    let office = Office::with_story();
    let name = "甲<script>alert(1)</script>&\"乙\"";
    let line = serde_json::json!({
        "type": "enterprise.renamed", "occurred_on": "2026-06-01",
        "data": {"uscc": WHO, "old_name": "北京某某科技有限公司", "new_name": name},
    });
    let file = office.write("renamed.jsonl", line.to_string());
    office.done(&["append", &file, "--clock-is-right"]);
    let page = String::from_utf8(paper(&office, &["show", WHO], "named.html")).unwrap();
    assert!(
        page.contains("甲&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;乙&quot;") && !page.contains("<script"),
        "{page}"
    );
    assert!(read(&paper(&office, &["show", WHO], "named.xlsx"), None).is_ok());
}

#[test]
fn a_workbook_adds_up() {
    let office = Office::with_story();
    let book = paper(&office, &["audit"], "audit.xlsx");
    let first = read(&book, Some("说明")).unwrap();
    let page = first.others.first().unwrap_or_else(|| panic!("a table for the one detector that finds something"));
    let table = read(&book, Some(page)).unwrap();
    let [_, head, row] = &table.rows[..] else { panic!("{:?}", table.rows) };
    let column = head.cells.iter().find(|cell| cell.content == Content::Text("金额".into())).map(|cell| cell.column);
    match column.and_then(|column| row.at(column)) {
        Some(Content::Number(text, _)) => assert_eq!(Fen::parse_yuan(text), Ok(Fen::new(11_000_000))),
        other => panic!("money is a number, {other:?}"),
    }
    let code = row.cells.iter().any(|cell| matches!(&cell.content, Content::Text(text) if text.contains(WHO)));
    assert!(code, "{:?}", row.cells);
}

#[test]
fn a_table_is_taken_to_programs_that_reckon() {
    let office = Office::with_story();
    let csv = String::from_utf8(paper(&office, &["statement", WHO], "statement.csv")).unwrap();
    let mut lines = csv.trim_start_matches('\u{feff}').lines();
    let heads: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    paper(&office, &["statement", WHO], "statement.parquet");
    let columns = columns(&office.path("statement.parquet"));
    assert_eq!(columns.iter().map(|(name, ..)| name.as_str()).collect::<Vec<_>>(), heads);
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
    let (total, rows) = rows.split_last().unwrap();
    assert_eq!(total[0], "合计", "whoever adds up the rows counts nothing twice");
    for (at, (name, kind, values)) in columns.iter().enumerate() {
        let own: Vec<&str> =
            rows.iter().map(|row| row[at].trim_matches('"')).map(|text| if text == "–" { "" } else { text }).collect();
        assert_eq!(*values, own, "{name} {kind}");
    }
    let kind = |head: &str| columns.iter().find(|(name, ..)| name == head).map(|(_, kind, _)| kind.as_str());
    let kinds = [kind("核算额"), kind("应享"), kind("事实年度"), kind("支持条目")];
    assert_eq!(kinds, [Some("DECIMAL(18,2)"), Some("DECIMAL(18,2)"), Some("None"), Some("STRING")], "{columns:?}");
}

#[test]
fn each_of_several_tables_has_a_file_and_days_are_days() {
    let office = Office::with_story();
    let said = office.run(&[&["show", WHO], &ON[..], &["--paper", "file.parquet"]].concat());
    assert_eq!((said.code, said.data.as_str()), (Some(0), ""), "{}", said.talk);
    let mut written: Vec<String> =
        said.talk.lines().filter_map(|line| line.strip_prefix("已写入 ")).map(str::to_owned).collect();
    written.sort();
    assert!(
        written.len() > 2 && written.iter().all(|name| name.starts_with("file-") && name.ends_with(".parquet")),
        "{written:?}"
    );
    let all = written.iter().flat_map(|name| columns(&office.path(name)));
    let days: Vec<_> = all.filter(|(_, kind, _)| kind == "DATE").flat_map(|(.., values)| values).collect();
    assert!(days.iter().any(|day| day.starts_with("2025-")), "{days:?}");
    // None of them is written when one of the names is taken.
    for name in &written[1..] {
        std::fs::remove_file(office.path(name)).unwrap();
    }
    let again = office.run(&[&["show", WHO], &ON[..], &["--paper", "file.parquet"]].concat());
    assert!(again.code == Some(1) && again.talk.contains(&written[0]), "{}", again.talk);
    assert!(!office.path(&written[1]).exists());
}

/// A picture says what its table says: each amount in the words of the table, and bars as long as their amounts are to each other.
#[test]
fn a_what_if_is_a_picture_of_its_table() {
    let office = Office::with_story();
    let ask = [
        "whatif",
        "run",
        "--set",
        "changping-2025-8:第五条/新认定/比例=15%",
        "--set",
        "changping-2025-8:第十四条/年度上限=50万元",
    ];
    for lang in ["zh", "en"] {
        let ask = [&ask[..], &["--lang", lang]].concat();
        let picture = String::from_utf8(paper(&office, &ask, &format!("what.{lang}.svg"))).unwrap();
        reviewed(&format!("tests/cli/shown/whatif.{lang}.svg"), &picture);
        assert!(
            !["http://", "https://", "<script", "style=", "class="]
                .iter()
                .any(|one| picture.replace("http://www.w3.org/2000/svg", "").contains(one))
        );
        let table = shown(&office, &ask);
        let rows: Vec<Vec<&str>> = table.lines().map(|line| line.split('\t').collect()).collect();
        // The table by clause and year is the one of six columns with the year in the second.
        let differs: Vec<(Fen, &str)> = rows
            .iter()
            .filter(|row| row.len() == 6 && row[1].parse::<u16>().is_ok())
            .map(|row| (Fen::parse_yuan(&row[4].replace(['+', '-', '−', ','], "")).unwrap(), row[4]))
            .collect();
        let bars: Vec<(f64, String)> = picture
            .split("<rect ")
            .skip(1)
            .filter_map(|rect| {
                let (_, told) = rect.split_once("<title>")?;
                let width = rect.split_once("width=\"")?.1.split_once('"')?.0.parse().ok()?;
                Some((width, told.split_once("</title>")?.0.rsplit(": ").next()?.to_owned()))
            })
            .collect();
        assert!(bars.len() > 1 && bars.len() == differs.len(), "{differs:?} {bars:?}");
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let longest = bars.iter().map(|(width, _)| *width).fold(0.0, f64::max);
        let most = differs.iter().map(|(amount, _)| amount.get()).max().unwrap();
        for ((width, said), (amount, words)) in bars.iter().zip(&differs) {
            assert_eq!(digits(said), digits(words));
            #[expect(clippy::cast_precision_loss, reason = "a picture is as exact as a screen")]
            let expected = longest * amount.get() as f64 / most as f64;
            assert!((width - expected).abs() < 0.02, "{said}: {width}, {expected}");
        }
    }
}

/// An answer has a file for each of its pictures, and one without pictures says what there is instead.
#[test]
fn the_file_of_an_enterprise_has_a_picture() {
    let office = Office::with_story();
    let said = office.run(&[&["show", WHO], &ON[..], &["--paper", "file.svg"]].concat());
    assert_eq!((said.code, said.data.as_str()), (Some(0), ""), "{}", said.talk);
    let picture = std::fs::read_to_string(office.path("file.svg")).unwrap();
    reviewed("tests/cli/shown/statuses.svg", &picture);
    assert!(picture.contains("2025-12-02") && picture.contains("业务日 2026-12-31"), "{picture}");
    let none = office.run(&[&["audit"], &ON[..], &["--paper", "audit.svg"]].concat());
    assert!(none.code == Some(2) && none.talk.contains("这个回答里没有图。请写成 .html"), "{}", none.talk);
    assert!(!office.path("audit.svg").exists());
}

#[test]
fn an_answer_without_a_table_says_what_to_do() {
    let office = Office::with_story();
    let said = office.run(&[&["why", WHO, "第五条"], &ON[..], &["--paper", "why.csv"]].concat());
    assert_eq!((said.code, office.path("why.csv").exists()), (Some(2), false));
    assert!(said.talk.contains("这个回答里没有表。请写成 .html"), "{}", said.talk);
}

/// The columns of a Parquet file: name, logical type, and what each row says.
pub(crate) fn columns(path: &Path) -> Vec<(String, String, Vec<String>)> {
    let file = SerializedFileReader::new(File::open(path).unwrap()).unwrap();
    let schema = file.metadata().file_metadata().schema_descr_ptr();
    let mut columns: Vec<_> = schema
        .columns()
        .iter()
        .map(|column| {
            let kind = match column.logical_type_ref() {
                Some(LogicalType::Decimal(_)) => {
                    format!("DECIMAL({},{})", column.type_precision(), column.type_scale())
                }
                Some(LogicalType::Date) => "DATE".to_owned(),
                Some(LogicalType::String) => "STRING".to_owned(),
                other => format!("{other:?}"),
            };
            (column.name().to_owned(), kind, Vec::new())
        })
        .collect();
    for row in file.get_row_iter(None).unwrap() {
        for ((.., values), (_, field)) in columns.iter_mut().zip(row.unwrap().get_column_iter()) {
            let text = field.to_string();
            values.push(if text == "null" { String::new() } else { text.trim_matches('"').to_owned() });
        }
    }
    columns
}

#[test]
fn a_paper_that_cannot_be_is_refused_before_anything_is_asked() {
    let office = Office::with_story();
    let code = |words: &[&str]| {
        let said = office.run(words);
        (said.code, said.talk)
    };
    let (status, talk) = code(&["audit", "--paper", "audit.pdf"]);
    assert!(status == Some(2) && talk.contains("FILE.html, FILE.xlsx, FILE.csv, FILE.parquet"), "{talk}");
    assert_eq!(code(&["audit", "--paper", "audit.html", "--json"]).0, Some(2));
    assert_eq!(code(&["init", "other", "--paper", "audit.html"]).0, Some(2), "it answers no question");
    office.write("taken.html", "kept");
    let (status, talk) = code(&["audit", "--paper", "taken.html"]);
    assert!(status == Some(1) && talk.contains("taken.html"), "{talk}");
    assert_eq!(std::fs::read_to_string(office.path("taken.html")).unwrap(), "kept");
    assert_eq!(code(&["audit", "--paper", "nowhere/audit.html"]).0, Some(1));
}
