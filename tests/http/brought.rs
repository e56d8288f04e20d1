//! Tables in a browser that give trouble: no table, too large, other headings, several sheets, rows that may be there already.

use super::client;
use super::imported::{HEAD, KIND, bring, check_of, confirm, escaped, last, mark, parts, sent, submit, table};
use super::people::{Browser, GOOD, Moved, noted};
use super::{Open, SUBJECT};
use crate::cli::Office;
use qizhang::access::Role;
use serde_json::Value;

#[test]
fn what_is_no_table_is_not_taken_and_says_so() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let clerk = Browser::of(&open, "wang.li", Role::Recorder);
    let many = table(&vec![("GR1", "2026-12-02"); 4097]);
    let cases: [(&str, &[u8], u16, &str); 6] = [
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0", 422, "not-a-table"),
        ("a.xlsx", b"PK\x03\x04broken", 422, "workbook-broken"),
        ("a.csv", b"", 422, "upload-without-file"),
        ("", b"", 422, "upload-without-file"),
        ("a.csv", many.as_bytes(), 422, "upload-too-many-rows"),
        ("a.csv", &vec![b'x'; 9 << 20], 413, "upload-too-large"),
    ];
    for (name, bytes, status, code) in cases {
        let reply = bring(&clerk, KIND, name, bytes);
        assert!(reply.status == status && reply.text.contains(code), "{name} {code}: {} {}", reply.status, reply.text);
        assert!(reply.text.contains("enctype=\"multipart/form-data\""), "another one can be chosen: {}", reply.text);
    }
    let reply = bring(&clerk, "no.such", "a.csv", HEAD.as_bytes());
    assert!(reply.status == 422 && reply.text.contains("no-such-type"), "{}", reply.text);
    // 4096 rows are taken.
    check_of(&bring(&clerk, KIND, "a.csv", table(&vec![("GR1", "2026-12-02"); 4095]).as_bytes()));
    // What is not ours, or has its mark behind the file, or none.
    let ours = format!("http://{}", open.address);
    let mark = mark(&clerk, "/import");
    let file = Some(("a.csv", HEAD.as_bytes()));
    let good = parts(&[("form", &mark), ("type", KIND)], file);
    let reply = sent(&clerk, "/import", "http://evil.example", &good);
    assert!(reply.status == 403 && reply.text.contains("form-from-elsewhere"), "{}", reply.text);
    let mut behind = parts(&[("type", KIND)], file);
    behind.truncate(behind.len() - b"--xyz--\r\n".len());
    behind.extend(parts(&[("form", &mark)], None));
    for (body, code) in [
        (parts(&[("type", KIND)], file), "form-not-ours"),
        (parts(&[("form", "00"), ("type", KIND)], file), "form-not-ours"),
        (behind, "upload-without-file"),
    ] {
        let reply = sent(&clerk, "/import", &ours, &body);
        assert!(reply.status != 303 && reply.text.contains(code), "{code}: {}", reply.text);
    }
    let nobody = Browser::new(&open);
    let large = parts(&[("form", &mark), ("type", KIND)], Some(("a.csv", &vec![b'x'; 9 << 20])));
    for body in [&good, &large] {
        let reply = sent(&nobody, "/import", &ours, body);
        assert!(reply.status == 403 && reply.text.contains("not-signed-in"), "{}", reply.text);
    }
    for body in [&b"no parts"[..], b""] {
        let reply = sent(&clerk, "/import", &ours, body);
        assert!(reply.status == 400 && reply.text.contains("form-not-understood"), "{} {}", reply.status, reply.text);
    }
    assert_eq!(nobody.get("/import").header("location"), Some("/sign-in?next=%2Fimport"));
    // Only this address takes so much.
    let reply = sent(&clerk, "/record/hightech.certified", &ours, &good);
    assert!(reply.status == 400 && reply.text.contains("form-not-understood"), "{}", reply.text);
    assert!(noted(&open).contains(&"wang.li POST /import refused upload-too-large".to_owned()));
}

#[test]
fn a_file_is_held_for_its_owner_and_for_half_an_hour() {
    let office = Office::with_story();
    let (clock, open) = Moved::open(&office);
    let mut clerk = Browser::of(&open, "wang.li", Role::Recorder);
    let other = Browser::of(&open, "zhang.san", Role::Recorder);
    let check = check_of(&bring(&clerk, KIND, "a.csv", table(&[("GR9001", "2026-12-02")]).as_bytes()));
    assert_eq!(clerk.get(&check).status, 200);
    let gone = |browser: &Browser<'_>, check: &str| {
        for path in [check.to_owned(), format!("{check}/bad")] {
            let reply = browser.get(&path);
            assert!(reply.status == 410 && reply.text.contains("upload-gone"), "{path}: {}", reply.text);
        }
        let reply = browser.send(check, &[("form", &mark(browser, check))]);
        assert!(reply.status == 410 && reply.text.contains("upload-gone"), "{}", reply.text);
    };
    gone(&other, &check);
    gone(&clerk, "/import/checks/00");
    gone(&clerk, &format!("/import/checks/{}", "ab".repeat(32)));
    clock.minutes(31);
    clerk.sign_in("wang.li", GOOD);
    gone(&clerk, &check);
    assert!(!office.path("qizhang.ledger.batches").exists(), "nothing waits");
    let odd = clerk.get("/import/checks/00?duplicates=perhaps");
    assert_eq!(odd.status, 410, "{}", odd.text);
    for path in ["/import/0", "/import/07", "/import/x"] {
        assert_eq!(clerk.get(path).status, 404, "{path}");
    }
    let none = clerk.get("/import/9");
    assert!(none.status == 404 && none.text.contains("no-such-batch"), "{}", none.text);
}

/// What a head says is enough: nobody waits for a body that is not taken.
#[test]
fn what_is_too_large_is_refused_before_it_is_read() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let clerk = Browser::of(&open, "wang.li", Role::Recorder);
    for (path, code) in [
        ("/import", "upload-too-large"),
        ("/record/hightech.certified", "form-too-large"),
        ("/sign-in", "form-too-large"),
    ] {
        let (host, cookie) = (open.address, &clerk.cookie);
        let kind =
            if path == "/import" { "multipart/form-data; boundary=xyz" } else { "application/x-www-form-urlencoded" };
        // One that was waited for would be told 408, after half a minute.
        let reply = client::ask(
            host,
            &format!(
                "POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nCookie: {cookie}\r\nContent-Type: {kind}\r\nContent-Length: 99999999999\r\nConnection: close\r\n\r\n"
            ),
        );
        assert_eq!(reply.status, 413, "{path}: {}", reply.text);
        assert!(reply.text.contains(code), "{path}: {}", reply.text);
    }
    for page in ["/import?rows=all", "/import?rows=items:1"] {
        let reply = clerk.get(page);
        assert!(reply.status == 400 && reply.text.contains("“rows”"), "{page}: {}", reply.text);
    }
}

#[test]
fn what_may_be_there_already_is_decided_about_and_shown_to_the_second_person() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let clerk = Browser::of(&open, "wang.li", Role::Recorder);
    let reviewer = Browser::of(&open, "li.si", Role::Reviewer);
    submit(&clerk, &[("GR9001", "2026-12-02")]);
    let check = check_of(&bring(&clerk, KIND, "b.csv", table(&[("GR9001", "2026-12-02")]).as_bytes()));
    let page = clerk.get(&check).text;
    assert!(
        page.contains("rows-suspected") && page.contains("待确认的第 1 批第 2 行") && page.contains("内容全同"),
        "{page}"
    );
    assert!(!page.contains("--duplicates") && !page.contains("提交合格"), "{page}");
    let unsaid = clerk.send(&check, &[("form", &mark(&clerk, &check))]);
    assert!(unsaid.status == 422 && unsaid.text.contains("rows-suspected"), "{}", unsaid.text);
    let out = clerk.get(&format!("{check}?duplicates=drop")).text;
    assert!(out.contains("nothing-good") && !out.contains("提交合格"), "{out}");
    let odd = clerk.get(&format!("{check}?duplicates=perhaps"));
    assert!(odd.status == 400 && odd.text.contains("keep, drop"), "{}", odd.text);
    let kept = clerk.get(&format!("{check}?duplicates=keep")).text;
    assert!(kept.contains("提交 1 条") && kept.contains("value=\"keep\" checked"), "{kept}");
    let reply = clerk.send(&check, &[("form", &mark(&clerk, &check)), ("duplicates", "keep")]);
    assert_eq!(reply.header("location"), Some("/import/2?submitted=yes"), "{}", reply.text);
    let page = reviewer.get("/import/2").text;
    assert!(page.contains("照收，疑似与之重复") && page.contains("待确认的第 1 批第 2 行"), "{page}");
    // The first is recorded; of the second the ledger refuses the row, which is told by its number, and nothing is recorded.
    assert_eq!(confirm(&reviewer, 1).status, 303);
    let head = last(&reviewer);
    let refused = confirm(&reviewer, 2);
    assert!(refused.status == 422 && refused.text.contains("<h2>第 2 行</h2>"), "{}", refused.text);
    assert!(refused.text.contains("role=\"alert\""), "{}", refused.text);
    assert_eq!(last(&reviewer), head);
    assert!(reviewer.get("/import").text.contains("待另一人确认"), "it waits on");
}

/// A table with headings of its own: somebody says on the page what each is, and it goes on as any other.
#[test]
fn what_headings_mean_is_said_on_the_page() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let clerk = Browser::of(&open, "wang.li", Role::Recorder);
    let own = format!("名单,,,\n税号,证号,发证日期,序号\n{SUBJECT},GR9007,2026-08-03,1\n");
    let check = check_of(&bring(&clerk, KIND, "a.csv", own.as_bytes()));
    let asked = |said: &[&str]| {
        let said: Vec<String> = said.iter().map(|own| format!("column={}", escaped(own))).collect();
        clerk.get(&format!("{check}?{}", said.join("&")))
    };
    let page = clerk.get(&check);
    for piece in [
        "<span class=\"name\">A 税号</span><select name=\"column\"><option value=\"\">",
        "<option value=\"税号=uscc\">统一社会信用代码 · uscc</option>",
        "<option value=\"证号=cert_no\">",
        "name=\"drop\" value=\"D\"> 不读 D 序号",
        "在下面说明它是哪一列",
    ] {
        assert!(page.status == 422 && page.text.contains(piece), "{piece}: {}", page.text);
    }
    assert!(!page.text.contains("import.reason"), "the column of reasons is none of the type");
    let some = asked(&["税号=uscc", "", ""]);
    assert!(some.status == 422 && some.text.contains("columns-missing"), "{}", some.text);
    assert!(some.text.contains("<option value=\"税号=uscc\" selected>"), "{}", some.text);
    for (said, code) in
        [(&["税号=nobody"][..], "no-such-type-column"), (&["税号=uscc", "税号=cert_no"], "heading-means-two")]
    {
        let page = asked(said);
        assert!(page.status == 422 && page.text.contains(code), "{code}: {}", page.text);
    }
    assert_eq!(clerk.get(&format!("{check}?column=x")).status, 400);

    let whole = format!("{check}?column={}&column={}&drop=D", escaped("税号=uscc"), escaped("证号=cert_no"));
    let page = clerk.get(&whole);
    assert!(
        page.status == 200 && page.text.contains("GR9007") && page.text.contains("读作“统一社会信用代码”（uscc）"),
        "{}",
        page.text
    );
    assert!(
        page.text.contains("type=\"hidden\" name=\"column\" value=\"税号=uscc\""),
        "it is submitted as it was looked at: {}",
        page.text
    );
    let mark = mark(&clerk, &check);
    let fields = [("column", "税号=uscc"), ("column", "证号=cert_no"), ("drop", "D"), ("form", mark.as_str())];
    let reply = clerk.send(&check, &fields);
    assert!(reply.status == 303 && reply.header("location").unwrap().starts_with("/import/1?"), "{}", reply.text);
    let reviewer = Browser::of(&open, "li.si", Role::Reviewer);
    confirm(&reviewer, 1);
    let event = last(&reviewer);
    assert_eq!((&event["data"]["cert_no"], &event["data"]["uscc"]), (&"GR9007".into(), &SUBJECT.into()));
}

#[test]
fn another_sheet_is_chosen_and_a_long_batch_is_shown_in_parts() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let clerk = Browser::of(&open, "wang.li", Role::Recorder);
    let template = clerk.get("/import/template?type=hightech.certified").bytes;
    let check = check_of(&bring(&clerk, KIND, "样表.xlsx", &template));
    let page = clerk.get(&check);
    assert!(
        page.status == 422 && page.text.contains("no-rows") && page.text.contains("<select name=\"sheet\">"),
        "{}",
        page.text
    );
    let guide = page
        .text
        .split("<option value=\"")
        .filter_map(|rest| rest.split('"').next())
        .find(|name| name.contains("填表"))
        .unwrap();
    assert_eq!(guide, "填表说明");
    let page = clerk.get(&format!("{check}?sheet=%E5%A1%AB%E8%A1%A8%E8%AF%B4%E6%98%8E"));
    assert!(
        page.status == 422 && page.text.contains("column-twice") && page.text.contains("value=\"填表说明\" selected"),
        "{}",
        page.text
    );
    let none = clerk.get(&format!("{check}?sheet=x"));
    assert!(
        none.status == 422 && none.text.contains("no-such-sheet") && none.text.contains("填表说明"),
        "{}",
        none.text
    );
    let numbers: Vec<(String, String)> = (0..201)
        .map(|at| (format!("GR{}", 9000 + at), format!("2026-{:02}-{:02}", 1 + at / 20, 1 + at % 20)))
        .collect();
    let rows: Vec<(&str, &str)> = numbers.iter().map(|(number, day)| (number.as_str(), day.as_str())).collect();
    submit(&clerk, &rows);
    let first = clerk.get("/import/1").text;
    assert!(
        first.contains("第 1–200 条，共 201 条") && !first.contains("GR9200") && first.contains("/import/1?from=201"),
        "{first}"
    );
    let rest = clerk.get("/import/1?from=201&lang=en").text;
    assert!(rest.contains("Records 201–201 of 201") && rest.contains("GR9200") && !rest.contains("GR9199"), "{rest}");
    assert_eq!(clerk.get("/import/1?from=202").status, 400);
}

#[test]
fn where_nothing_can_be_written_no_table_is_brought() {
    let office = Office::with_story();
    let open = Open::of(&office);
    for path in ["/import", "/import/1", "/import/checks/00", "/import/template?type=hightech.certified"] {
        let reply = open.get(path);
        assert!(reply.status == 403 && reply.text.contains("serve --write"), "{path}: {}", reply.text);
    }
    assert!(!open.page("/").contains("href=\"/import\""));
    let nobody = Browser::new(&open);
    let body = parts(&[("type", KIND)], Some(("a.csv", HEAD.as_bytes())));
    let reply = sent(&nobody, "/import", &format!("http://{}", open.address), &body);
    assert!(reply.status == 403 && reply.text.contains("serve --write"), "{}", reply.text);
    assert!(!office.path("qizhang.ledger.batches").exists() && !office.path("qizhang.ledger.desk").exists());
}

/// What takes back another event is the deed of that event, also in a table.
#[test]
fn a_table_that_takes_back_payments_is_for_whoever_may_pay() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let clerk = Browser::of(&open, "wang.li", Role::Recorder);
    let finance = Browser::of(&open, "zhang.san", Role::Finance);
    let of = |kind: &str| {
        let text = clerk.get(&format!("/events.json?type={kind}")).text;
        let event: Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
        event["id"].as_str().unwrap().to_owned()
    };
    for (kind, clerk_may) in [("payment.made", false), ("hightech.certified", true)] {
        let text = format!("event,reason,occurred_on\n{},录错,2026-12-01\n", of(kind));
        for (browser, may) in [(&clerk, clerk_may), (&finance, !clerk_may)] {
            let check = check_of(&bring(browser, "fact.retracted", "a.csv", text.as_bytes()));
            let page = browser.get(&check);
            assert_eq!(page.status, if may { 200 } else { 403 }, "{kind}: {}", page.text);
            let reply = browser.send(&check, &[("form", &mark(browser, &check)), ("duplicates", "keep")]);
            assert_eq!(reply.status, if may { 303 } else { 403 }, "{kind}: {}", reply.text);
            assert_eq!(reply.text.contains("not-allowed"), !may, "{kind}: {}", reply.text);
        }
    }
    // The form goes by the same law: whoever may pay takes a payment back, and no fact.
    for (kind, may) in [("payment.made", true), ("hightech.certified", false)] {
        let id = of(kind);
        let typed = [("data.event", id.as_str()), ("data.reason", "录错"), ("occurred_on", "2026-12-01")];
        let reply = finance.fill("/record/fact.retracted", &[&typed[..], &[("do", "try")]].concat());
        assert_eq!(reply.status, if may { 200 } else { 403 }, "{kind}: {}", reply.text);
    }
    let none = [
        ("data.event", "00000000-0000-7000-8000-000000000000"),
        ("data.reason", "录错"),
        ("occurred_on", "2026-12-01"),
    ];
    let reply = finance.fill("/record/fact.retracted", &none);
    assert!(reply.status == 422 && reply.text.contains("href=\"#data.event\""), "{}", reply.text);
}
