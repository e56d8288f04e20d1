//! Pictures say what their tables say, what does not stand any more is struck through, and paper tells what it holds for.

use super::client::links;
use super::{ON, Open, SUBJECT};
use crate::cli::Office;
use serde_json::Value;

/// The part of a page from a piece of it to another.
fn between<'p>(page: &'p str, from: &str, to: &str) -> &'p str {
    let rest = page.split_once(from).unwrap_or_else(|| panic!("no {from}: {page}")).1;
    rest.split_once(to).unwrap_or_else(|| panic!("no {to}: {rest}")).0
}

fn fen(amount: &str) -> i64 {
    amount.replace(['.', ','], "").parse().unwrap()
}

/// The widths of the bars of a picture, in order.
fn widths(picture: &str, class: &str) -> Vec<i64> {
    let mark = format!("<rect class=\"{class}\"");
    picture.split(&mark).skip(1).map(|bar| between(bar, "width=\"", "\"").parse().unwrap()).collect()
}

#[test]
fn caps_have_gauges_with_the_figures_of_the_table() {
    let office = Office::new();
    office.done(&["demo", "qizhang.ledger", "--enterprises", "30", "--quiet"]);
    let open = Open::of(&office);
    let listed = office.done(&["event", "log", "--type", "enterprise.registered", "--limit", "0", "--json=data"]);
    let codes = listed.lines().filter_map(|line| line.split("\"uscc\":\"").nth(1)?.split('"').next());
    let mut seen = 0;
    for code in codes {
        let told: Value =
            serde_json::from_str(&open.get(&format!("/subjects/{code}.json?on=2028-12-31")).text).unwrap();
        let caps = told["caps"].as_array().unwrap();
        let page = open.page(&format!("/subjects/{code}?on=2028-12-31"));
        assert_eq!(page.contains("<ul class=\"gauges\">"), !caps.is_empty(), "{code}");
        if caps.is_empty() {
            continue;
        }
        let picture = between(&page, "<ul class=\"gauges\">", "</ul>");
        let used = widths(picture, "used");
        assert_eq!(used.len(), caps.len(), "{code}: {picture}");
        for (cap, width) in caps.iter().zip(used) {
            let of = |name: &str| fen(cap[name].as_str().unwrap());
            assert_eq!(width, (of("used") * 10_000 / of("amount")).min(10_000), "{code}: {cap}");
            let word = match (of("used"), of("left")) {
                (0, _) => "□ 未用",
                (_, 0) => "■ 已用完",
                _ => "◧ 有余额",
            };
            assert!(picture.contains(word), "{code}: {word} {picture}");
            seen += 1;
        }
    }
    assert!(seen > 5, "{seen}");
}

#[test]
fn windows_stand_on_one_axis() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let page = open.page(&format!("/subjects/{SUBJECT}?{ON}"));
    let picture = between(&page, "<svg class=\"axis\"", "</svg>");
    for piece in [
        "role=\"img\"",
        "class=\"name\"",
        ">高新技术企业<",
        ">依法登记<",
        ">2027<",
        "2025-12-02 – 2028-12-02",
        "▶",
        "◀",
    ] {
        assert!(picture.contains(piece), "{piece}: {picture}");
    }
    assert_eq!(picture.matches("<rect class=\"holds\"").count(), 3, "{picture}");
    // When the certificate is over its bar is hollow, and it says so in the table.
    let later = open.page(&format!("/subjects/{SUBJECT}?on=2029-12-31"));
    let picture = between(&later, "<svg class=\"axis\"", "</svg>");
    assert_eq!(picture.matches("<rect class=\"over\"").count(), 1, "{picture}");
    assert!(later.contains("已到期"), "{later}");
    let english = open.page(&format!("/subjects/{SUBJECT}?{ON}&lang=en"));
    assert!(english.contains("business day 2026-12-31"), "{english}");
}

/// The bars of a what-if are as long as the differences of the rows beside them.
#[test]
fn a_what_if_draws_the_rows_of_its_table() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let set =
        "set=changping-2025-8%3A%E7%AC%AC%E4%BA%94%E6%9D%A1%2F%E6%96%B0%E8%AE%A4%E5%AE%9A%2F%E6%AF%94%E4%BE%8B%3D8%25";
    let path = |end: &str| format!("/whatif{end}?{set}&read=R7.1%3Deligible_units&{ON}");
    let page = open.page(&path(""));
    let picture = between(&page, "<ul class=\"gauges bars\">", "</ul>");
    let file = open.get(&path(".csv").replace('?', "?table=whatif_by_clause&")).text;
    let mut rows = csv::Reader::from_reader(file.trim_start_matches('\u{feff}').as_bytes());
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).filter(|row| !row[1].is_empty()).collect();
    let amounts: Vec<i64> = rows.iter().map(|row| fen(&row[4])).collect();
    assert!(amounts.iter().any(|own| *own > 0) && amounts.iter().any(|own| *own < 0), "{file}");
    let most = amounts.iter().map(|own| own.abs()).max().unwrap();
    let long = |wanted: fn(&i64) -> bool| -> Vec<i64> {
        amounts.iter().copied().filter(wanted).map(|own| own.abs() * 10_000 / most).collect()
    };
    assert_eq!(widths(picture, "more"), long(|own| *own >= 0), "{picture}");
    assert_eq!(widths(picture, "less"), long(|own| *own < 0), "{picture}");
    for row in &rows {
        assert!(picture.contains(&format!("{} {}", &row[0], &row[1])), "{row:?}: {picture}");
    }
}

/// What was corrected stands struck through before what it became, and what was taken back stands struck through alone.
#[test]
fn a_timeline_tells_what_does_not_stand_any_more() {
    let office = Office::with_story();
    let line = serde_json::json!({
        "type": "fact.retracted", "occurred_on": "2026-12-01",
        "data": {"event": "01970000-0000-7000-8000-000000000003", "reason": "登记有误"},
    });
    let file = office.write("taken_back.jsonl", line.to_string());
    office.done(&["append", &file, "--clock-is-right"]);
    let open = Open::of(&office);
    let log = office.done(&["event", "log", "--limit", "0", "--json=position,id"]);
    let taken = log.lines().find(|line| line.contains("000000000003")).unwrap();
    let taken: Value = serde_json::from_str(taken).unwrap();
    let page = open.page(&format!("/subjects/{SUBJECT}?{ON}"));
    let struck = page.matches("<s>").count();
    assert!(struck >= 3 && struck == page.matches("</s>").count(), "{struck}");
    assert!(page.contains("原记录，已由") && page.contains("<s>费用所属年度 2024，研发费用 4,200,000.00"), "{page}");
    assert!(page.contains("class=\"late\"") || page.contains(" late\""), "late records are flagged");
    let before = open.page(&format!("/subjects/{SUBJECT}?{ON}&known=195"));
    assert!(!before.contains("原记录") && before.contains("研发费用 4,200,000.00"), "it stood then");
    let shown = office.done(&["show", SUBJECT, "--on", "2026-12-31"]);
    assert!(shown.contains("原记录，已由 事件 #196 更正"), "{shown}");
    let owner = open.page(&format!("/events/{}", taken["position"]));
    let code = owner.split("/subjects/").nth(1).and_then(|rest| rest.get(..18)).unwrap();
    let file = open.page(&format!("/subjects/{code}?{ON}"));
    assert!(file.contains("已由 <a") && file.contains("撤回"), "{file}");
}

#[test]
fn a_timeline_is_narrowed_to_a_type() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let page = open.page(&format!("/subjects/{SUBJECT}?{ON}"));
    let link = links(&page).into_iter().find(|link| link.contains("kind=payment.made")).unwrap();
    let file =
        open.get(&link.replace(&format!("/subjects/{SUBJECT}?"), &format!("/subjects/{SUBJECT}.csv?table=timeline&")));
    assert_eq!(file.text.lines().count(), 2, "heads and the payment: {}", file.text);
    let narrowed = open.page(&link);
    let filter = between(&narrowed, "<p class=\"filter\">", "</p>");
    assert!(filter.contains("aria-current=\"true\">资金拨付 1"), "{filter}");
    assert!(narrowed.contains("id=\"items\"") && narrowed.contains("id=\"timeline\""), "the rest stays");
    assert_eq!(open.get(&format!("/subjects/{SUBJECT}?{ON}&kind=payment.mad")).status, 404);
}

/// Both times and the root stand at the end of every page, where the rules for paper repeat them on each sheet.
#[test]
fn paper_tells_both_times_and_the_root() {
    let office = Office::with_story();
    let open = Open::of(&office);
    for known in [196, 190] {
        let page = open.page(&format!("/subjects/{SUBJECT}?{ON}&known={known}"));
        let every = between(&page, "<p class=\"every\">", "</p>");
        let told = office.done(&["verify", "--json"]);
        let root = serde_json::from_str::<Value>(&told).unwrap()["root"].as_str().unwrap_or_default().to_owned();
        assert!(every.contains(&format!("业务截至 2026-12-31 · 按 #{known} 所知 · 账本根 ")), "{every}");
        assert_eq!(every.contains(&root) && !root.is_empty(), known == 196, "{every} {root}");
    }
    let flipped = open.page(&format!("/findings?{ON}&read=R5.2%3Dlike_first"));
    assert!(between(&flipped, "<p class=\"every\">", "</p>").contains("R5.2=like_first"), "{flipped}");
    let style = open.get("/style.css").text;
    for rule in ["size: A4", "table-footer-group; break-inside: avoid", "thead { display: table-header-group"] {
        assert!(style.contains(rule), "{rule}");
    }
}
