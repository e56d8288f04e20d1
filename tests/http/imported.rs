//! Tables in a browser: checked, given back, submitted by one person and confirmed by another.

use super::client::{self, Reply};
use super::people::{Browser, GOOD, Moved, form_mark, hidden, noted};
use super::{Open, SUBJECT};
use crate::cli::{Office, keeps};
use qizhang::access::{Role, Shown};
use qizhang::ledger::{AppendOptions, Appending, FixedClock, Ledger};
use qizhang::value::Instant;
use serde_json::Value;
use std::fs;

const KIND: &str = "hightech.certified";
const HEAD: &str = "统一社会信用代码,证书编号,发证日期\n";

fn table(rows: &[(&str, &str)]) -> String {
    let rows: Vec<String> = rows.iter().map(|(number, day)| format!("{SUBJECT},{number},{day}\n")).collect();
    format!("{HEAD}{}", rows.concat())
}

/// What a browser sends of a form with a file: the parts in order.
fn parts(fields: &[(&str, &str)], file: Option<(&str, &[u8])>) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(format!("--xyz\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
    }
    if let Some((name, bytes)) = file {
        let head = format!(
            "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
        );
        body.extend(head.bytes());
        body.extend(bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"--xyz--\r\n");
    body
}

/// Sends a file as it is, from some place.
fn sent(browser: &Browser<'_>, path: &str, origin: &str, body: &[u8]) -> Reply {
    let (host, cookie, length) = (browser.open.address, &browser.cookie, body.len());
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\nCookie: {cookie}\r\nContent-Type: multipart/form-data; boundary=xyz\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    );
    client::ask_bytes(host, &[head.as_bytes(), body].concat())
}

/// Brings a file as the page does.
fn bring(browser: &Browser<'_>, kind: &str, name: &str, bytes: &[u8]) -> Reply {
    let mark = mark(browser, "/import");
    let body = parts(&[("form", &mark), ("type", kind)], Some((name, bytes)));
    sent(browser, "/import", &format!("http://{}", browser.open.address), &body)
}

/// Words as an address has them.
fn escaped(words: &str) -> String {
    words.bytes().fold(String::new(), |all, byte| all + &format!("%{byte:02X}"))
}

/// What makes a form of some address one of this sign-in.
fn mark(browser: &Browser<'_>, path: &str) -> String {
    Shown::parse(browser.cookie.split('=').nth(1).unwrap()).unwrap().form(path).to_string()
}

/// Where a file is looked at that was brought and taken.
fn check_of(reply: &Reply) -> String {
    assert_eq!(reply.status, 303, "{}", reply.text);
    let place = reply.header("location").unwrap();
    assert!(place.starts_with("/import/checks/"), "{place}");
    place.to_owned()
}

/// Brings a table and submits all of it.
fn submit(browser: &Browser<'_>, rows: &[(&str, &str)]) -> u64 {
    let check = check_of(&bring(browser, KIND, "a.csv", table(rows).as_bytes()));
    let reply = browser.send(&check, &[("form", &mark(browser, &check))]);
    assert_eq!(reply.status, 303, "{}", reply.text);
    let place = reply.header("location").unwrap();
    place.strip_prefix("/import/").and_then(|rest| rest.split('?').next()?.parse().ok()).unwrap()
}

fn confirm(browser: &Browser<'_>, number: u64) -> Reply {
    let path = format!("/import/{number}");
    let page = browser.get(&path).text;
    let digest = hidden(&page, "digest");
    browser.send(&path, &[("form", &form_mark(&page, &path)), ("digest", &digest), ("do", "confirm")])
}

fn last(browser: &Browser<'_>) -> Value {
    let text = browser.get("/events.json").text;
    text.lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .max_by_key(|event| event["position"].as_u64())
        .unwrap()
}

#[test]
fn a_table_is_checked_given_back_mended_submitted_and_confirmed_by_another() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let clerk = Browser::of(&open, "wang.li", Role::Recorder);
    let reviewer = Browser::of(&open, "li.si", Role::Reviewer);
    begins(&clerk);
    let (check, back) = is_checked(&clerk);
    is_submitted(&office, &clerk, (&check, &back));
    let event = is_confirmed(&office, &clerk, &reviewer);
    is_dropped(&clerk, &reviewer);
    assert_eq!(last(&reviewer), event, "what was dropped is not recorded");
    is_written_down(&open);
    drop(open);
    office.done(&["verify"]);
    let log: Value = serde_json::from_str(&office.done(&["token", "log", "--json"])).unwrap();
    keeps(&log, "access.v1");
}

fn begins(clerk: &Browser<'_>) {
    let page = clerk.get("/import").text;
    for piece in [
        "没有待确认的批",
        "enctype=\"multipart/form-data\"",
        "value=\"hightech.certified\"",
        "aria-current=\"page\">导入",
    ] {
        assert!(page.contains(piece), "{piece}: {page}");
    }
    assert!(!page.contains("value=\"payment.made\"") && !page.contains("value=\"fact.corrected\""), "{page}");
    let template = clerk.get("/import/template?type=hightech.certified&as=xlsx");
    assert!(
        template.bytes.starts_with(b"PK")
            && template.header("content-disposition").unwrap().contains("hightech.certified.xlsx")
    );
    let plain = clerk.get("/import/template?type=hightech.certified&as=csv&lang=en").text;
    assert!(plain.contains("uscc,cert_no"), "{plain}");
}

/// Where the file is looked at, and the bad row that came back.
fn is_checked(clerk: &Browser<'_>) -> (String, String) {
    // A column that the type has not, and a day that is none.
    let bad = format!("序号,{HEAD}1,{SUBJECT},GR9001,2026.12.2\n2,{SUBJECT},GR9002,2/12/2026\n");
    let check = check_of(&bring(clerk, KIND, "C:\\fakepath\\一<b>.csv", bad.as_bytes()));
    let page = clerk.get(&check);
    assert_eq!(page.status, 422, "{}", page.text);
    for piece in ["columns-unknown", "A“序号”", "name=\"drop\" value=\"A\"", "检查“一&lt;b&gt;.csv”", "勾选不读"]
    {
        assert!(page.text.contains(piece), "{piece}: {}", page.text);
    }
    assert!(!page.text.contains("--drop") && !page.text.contains("提交合格"), "{}", page.text);
    let page = clerk.get(&format!("{check}?drop=A&lang=en"));
    assert_eq!(page.status, 200, "{}", page.text);
    for piece in [
        "1 good, 1 bad",
        "<td class=\"whole\">D3</td>",
        "day-unclear",
        "GR9001",
        "Submit 1 record",
        "value=\"A\" checked",
    ] {
        assert!(page.text.contains(piece), "{piece}: {}", page.text);
    }
    // The bad row comes back with its reason.
    let back = clerk.get(&format!("{check}/bad?drop=A&as=csv"));
    assert!(back.header("content-disposition").unwrap().contains("bad-rows.csv"));
    assert!(
        back.text.contains("退回原因") && back.text.contains("D3 ") && !back.text.contains("GR9001"),
        "{}",
        back.text
    );
    assert!(clerk.get(&format!("{check}/bad?drop=A")).bytes.starts_with(b"PK"));
    (check, back.text)
}

fn is_submitted(office: &Office, clerk: &Browser<'_>, (check, back): (&str, &str)) {
    // The good one alone is submitted when the bad one is taken back, and once.
    let form = mark(clerk, check);
    let half = clerk.send(check, &[("form", &form), ("drop", "A")]);
    assert!(
        half.status == 422 && half.text.contains("rows-bad") && half.text.contains("value=\"A\" checked"),
        "{}",
        half.text
    );
    assert!(!office.path("qizhang.ledger.batches").exists(), "nothing waits");
    let whole = [("form", form.as_str()), ("drop", "A"), ("returned", "yes")];
    for _ in 0..2 {
        assert_eq!(clerk.send(check, &whole).header("location"), Some("/import/1?submitted=yes"));
    }
    assert_eq!(clerk.get(check).header("location"), Some("/import/1?submitted=yes"), "what was submitted is a batch");
    assert_eq!(clerk.get("/import/2").status, 404);
    // What was mended goes the same way, as the file that came back.
    let mended = back.replace("2/12/2026", "2026-12-03").replace("⚠", "");
    let check = check_of(&bring(clerk, KIND, "二.csv", mended.as_bytes()));
    let second = clerk.send(&format!("{check}?lang=en"), &[("form", &mark(clerk, &check)), ("drop", "A")]);
    assert_eq!(second.header("location"), Some("/import/2?submitted=yes&lang=en"), "{}", second.text);
    let told = clerk.get("/import/2?submitted=yes&lang=en").text;
    assert!(told.contains("Submitted as batch 2") && told.contains("You submitted this batch"), "{told}");
    assert!(!told.contains("value=\"confirm\"") && told.contains("value=\"drop\""), "{told}");
}

/// The event that the batch became.
fn is_confirmed(office: &Office, clerk: &Browser<'_>, reviewer: &Browser<'_>) -> Value {
    // It is nothing yet; whoever submitted may not confirm.
    let head = last(clerk);
    let digest =
        serde_json::from_str::<Value>(&fs::read_to_string(office.path("qizhang.ledger.batches/1.json")).unwrap())
            .unwrap();
    let digest = digest["digest"].as_str().unwrap().to_owned();
    let own = clerk.send("/import/1", &[("form", &mark(clerk, "/import/1")), ("digest", &digest), ("do", "confirm")]);
    assert!(own.status == 403 && own.text.contains("not-allowed"), "{}", own.text);
    assert_eq!(last(clerk), head);
    // Another person sees every record with the digest, confirms, and twice is once.
    let page = reviewer.get("/import/1").text;
    for piece in [digest.as_str(), "GR9001", "wang.li", "待另一人确认", &format!("/subjects/{SUBJECT}")] {
        assert!(page.contains(piece), "{piece}: {page}");
    }
    let wrong = reviewer
        .send("/import/1", &[("form", &mark(reviewer, "/import/1")), ("digest", &"0".repeat(64)), ("do", "confirm")]);
    assert!(wrong.status == 422 && wrong.text.contains("batch-not-as-shown"), "{}", wrong.text);
    let confirming = [("form", form_mark(&page, "/import/1")), ("digest", digest), ("do", "confirm".to_owned())];
    let confirming: Vec<(&str, &str)> = confirming.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(reviewer.send("/import/1", &confirming).header("location"), Some("/import/1"));
    let event = last(reviewer);
    assert_eq!((&event["position"], &event["recorded_by"]), (&197.into(), &"wang.li".into()), "{event}");
    assert!(
        event["note"].as_str().unwrap().contains("导入批 1，一<b>.csv 第 2 行；wang.li 提交，li.si 确认"),
        "{event}"
    );
    assert_eq!(reviewer.send("/import/1", &confirming).header("location"), Some("/import/1?before=yes"));
    assert_eq!(last(reviewer), event, "recorded once");
    let told = reviewer.get("/import/1").text;
    assert!(
        told.contains("li.si 于 2027-01-05")
            && told.contains("href=\"/recorded/197\"")
            && told.contains("href=\"/events/197\""),
        "{told}"
    );
    assert!(!told.contains("value=\"confirm\""), "{told}");
    assert!(reviewer.get("/import/1?before=yes&lang=en").text.contains("and not once more"));
    let subject = clerk.get(&format!("/subjects/{SUBJECT}?on=2026-12-31")).text;
    assert!(subject.contains("GR9001") && !subject.contains("GR9002"), "{subject}");
    event
}

fn is_dropped(clerk: &Browser<'_>, reviewer: &Browser<'_>) {
    let silent = reviewer.fill("/import/2", &[("do", "drop")]);
    assert!(silent.status == 422 && silent.text.contains("drop-without-reason"), "{}", silent.text);
    assert_eq!(
        reviewer.fill("/import/2", &[("do", "drop"), ("reason", "证书<号>不对")]).header("location"),
        Some("/import/2")
    );
    let list = clerk.get("/import").text;
    assert!(
        list.contains("li.si 于 2027-01-05 09:00 撤下：证书&lt;号&gt;不对") && list.contains("没有待确认的批"),
        "{list}"
    );
    let late =
        reviewer.send("/import/2", &[("form", &mark(reviewer, "/import/2")), ("digest", "0"), ("do", "confirm")]);
    assert!(late.status == 422 && late.text.contains("batch-settled"), "{}", late.text);
}

fn is_written_down(open: &Open) {
    let noted = noted(open);
    for line in [
        "wang.li POST /import/checks refused rows-bad",
        "wang.li POST /import/checks submitted",
        "wang.li POST /import/1 refused not-allowed",
        "li.si POST /import/1 refused batch-not-as-shown",
        "li.si POST /import/1 recorded",
        "li.si POST /import/1 repeated",
        "li.si POST /import/2 refused drop-without-reason",
        "li.si POST /import/2 dropped",
        "li.si POST /import/2 refused batch-settled",
    ] {
        assert!(noted.iter().any(|own| own == line), "{line}: {noted:?}");
    }
    assert_eq!(noted.iter().filter(|line| line.ends_with(" submitted")).count(), 2, "{noted:?}");
}

#[test]
fn who_submitted_a_batch_does_not_confirm_it_under_any_spelling() {
    let office = Office::with_story();
    let file = office.write("a.csv", table(&[("GR9001", "2026-12-02")]));
    office.done(&["import", "submit", &file, "--as", KIND, "--by", "ＬＩ.SI"]);
    let open = Open::written(&office);
    let own = Browser::of(&open, "li.si", Role::Reviewer);
    let head = last(&own);
    let page = own.get("/import/1").text;
    assert!(page.contains("这一批是您提交的") && !page.contains("value=\"confirm\""), "{page}");
    let batch: Value =
        serde_json::from_str(&fs::read_to_string(office.path("qizhang.ledger.batches/1.json")).unwrap()).unwrap();
    let digest = batch["digest"].as_str().unwrap();
    let forced = own.send(
        "/import/1",
        &[("form", &mark(&own, "/import/1")), ("digest", digest), ("do", "confirm"), ("by", "zhao.liu")],
    );
    assert!(forced.status == 422 && forced.text.contains("same-person"), "{}", forced.text);
    assert_eq!(last(&own), head);
    let other = Browser::of(&open, "zhao.liu", Role::Reviewer);
    assert_eq!(confirm(&other, 1).header("location"), Some("/import/1"));
    assert_eq!(last(&other)["recorded_by"], "ＬＩ.SI");
}

/// Every role: who sees what waits, who brings a table of which type, who confirms and who drops.
#[test]
fn a_role_brings_what_it_records_and_a_reviewer_confirms() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let clerk = Browser::of(&open, "wang.li", Role::Recorder);
    submit(&clerk, &[("GR9001", "2026-12-02")]);
    // Look; a table of facts, of payments, of findings, of rates; confirm.
    let kinds = [KIND, "payment.made", "audit.finding_recorded", "lpr.published"];
    let rows = [
        ("recorder", "+", "1...", "."),
        ("reviewer", "+", "....", "1"),
        ("finance", "+", ".1..", "."),
        ("auditor", "+", "..1.", "."),
        ("analyst", ".", "....", "."),
        ("administrator", "+", "...1", "."),
    ];
    for (word, look, brings, confirms) in rows {
        let browser = Browser::of(&open, word, Role::parse(word).unwrap());
        for path in ["/import", "/import/1"] {
            assert_eq!(browser.get(path).status, if look == "+" { 200 } else { 403 }, "{word} {path}");
        }
        assert_eq!(browser.get("/whatif").text.contains("href=\"/import\""), look == "+", "{word}: the way there");
        for (kind, cell) in kinds.iter().zip(brings.chars()) {
            let reply = bring(&browser, kind, "a.csv", HEAD.as_bytes());
            let may = cell == '1';
            assert_eq!(reply.status, if may { 303 } else { 403 }, "{word} {kind}: {}", reply.text);
            assert_eq!(reply.text.contains("not-allowed"), !may, "{word} {kind}");
            let listed = browser.get("/import").text.contains(&format!("<option value=\"{kind}\""));
            assert_eq!(listed, may, "{word} {kind}");
            let template = browser.get(&format!("/import/template?type={kind}")).status;
            assert_eq!(template, if may { 200 } else { 403 }, "{word} {kind}");
        }
        for deed in ["confirm", "drop"] {
            let pairs = [("form", mark(&browser, "/import/1")), ("digest", "0".to_owned()), ("do", deed.to_owned())];
            let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let reply = browser.send("/import/1", &pairs);
            assert_eq!(reply.status, if confirms == "1" { 422 } else { 403 }, "{word} {deed}: {}", reply.text);
        }
    }
    // Whoever submitted may take it back himself; that is no review.
    assert_eq!(clerk.fill("/import/1", &[("do", "drop"), ("reason", "重来")]).header("location"), Some("/import/1"));
}

/// Whatever is odd in an address is refused within the frame, with its place and what to do; nothing that was made up is offered.
#[test]
fn odd_words_of_an_address_are_refused_and_nothing_made_up_is_offered() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let clerk = Browser::of(&open, "wang.li", Role::Recorder);
    let text = format!("序号,uscc,cert_no,issued_on\n1,{SUBJECT},GR9001,2026-12-02\n");
    let check = check_of(&bring(&clerk, KIND, "a.csv", text.as_bytes()));
    let page = clerk.get(&format!("{check}?drop=Z"));
    assert!(page.status == 422 && page.text.contains("no-such-column"), "{}", page.text);
    assert!(page.text.contains("value=\"A\"") && !page.text.contains("value=\"Z\""), "{}", page.text);
    for (address, status, place) in [
        (format!("{check}?returned=maybe"), 400, "returned"),
        (format!("{check}?colour=red"), 400, "colour"),
        ("/import?type=no.such".to_owned(), 404, "no.such"),
        ("/import?type=fact.corrected".to_owned(), 409, "not-by-table"),
        ("/import?kind=x".to_owned(), 400, "kind"),
    ] {
        let page = clerk.get(&address);
        assert!(page.status == status && page.text.contains(place), "{address}: {} {}", page.status, page.text);
        assert!(page.text.contains("<footer>"), "within the frame: {}", page.text);
    }
    let form = mark(&clerk, &check);
    let odd = clerk.send(&check, &[("form", &form), ("drop", "A"), ("returned", "perhaps")]);
    assert!(odd.status == 400 && odd.text.contains("returned"), "{}", odd.text);
    // A file without sheets is not read by a sheet, and none is offered.
    let page = clerk.get(&format!("{check}?sheet=x&drop=A"));
    assert!(page.status == 422 && page.text.contains("这个文件不分工作表"), "{}", page.text);
    assert!(!page.text.contains("下面选那一张") && !page.text.contains("name=\"sheet\""), "{}", page.text);
    assert!(page.text.contains("<button>重新检查"), "the way out: {}", page.text);
    // What is wrong with a file is said in one language.
    let [zh, en] = ["", "?lang=en"].map(|lang| {
        let body = parts(&[("form", &mark(&clerk, "/import")), ("type", KIND)], Some(("a.csv", b"uscc,\"cert_no\n")));
        sent(&clerk, &format!("/import{lang}"), &format!("http://{}", open.address), &body).text
    });
    assert!(zh.contains("引号没有闭合") && !zh.contains("quotation"), "{zh}");
    assert!(en.contains("a quotation mark is not closed") && !en.contains("引号"), "{en}");
}

/// The reason for dropping a batch has a length, which is said beforehand and at the field; the list shows where a long one begins.
#[test]
fn a_reason_is_as_long_as_is_said() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let clerk = Browser::of(&open, "wang.li", Role::Recorder);
    submit(&clerk, &[("GR9001", "2026-12-02")]);
    assert!(clerk.get("/import/1").text.contains("最多 200 个字"));
    let long = "长".repeat(201);
    let refused = clerk.fill("/import/1", &[("do", "drop"), ("reason", &long)]);
    assert!(refused.status == 422 && refused.text.contains("drop-reason-long"), "{}", refused.text);
    let at = |piece: &str| refused.text.find(piece).unwrap();
    assert!(at("name=\"reason\"") < at("drop-reason-long"), "it stands at the field: {}", refused.text);
    assert!(refused.text.contains(&long), "what was typed is kept");
    assert_eq!(clerk.fill("/import/1", &[("do", "drop"), ("reason", &long[3..])]).status, 303);
    let (list, page) = (clerk.get("/import").text, clerk.get("/import/1").text);
    assert!(list.contains(&format!("{}…", "长".repeat(40))) && !list.contains(&"长".repeat(41)), "{list}");
    assert!(page.contains(&long[3..]), "{page}");
}

/// The ledger ends after the clock: what is refused for that stands within the frame, with a remedy for whoever reads it.
#[test]
fn a_clock_that_is_behind_is_told_within_the_frame() {
    let office = Office::with_story();
    let data = serde_json::json!({"uscc": SUBJECT, "cert_no": "GR8000", "issued_on": "2026-12-02"});
    let clock = FixedClock(Instant::parse("2030-01-05T09:00:00.000+08:00").unwrap());
    let ledger = Ledger::open(&office.path("qizhang.ledger"), Box::new(clock)).unwrap();
    let mut late = Appending::new(&ledger, AppendOptions { clock_is_right: true, ..AppendOptions::default() });
    late.line(1, serde_json::json!({"type": KIND, "occurred_on": "2026-12-02", "data": data}).to_string());
    assert_eq!(late.finish().unwrap().0.recorded, 1);
    drop(ledger);
    let open = Open::written(&office);
    let clerk = Browser::of(&open, "wang.li", Role::Recorder);
    let page = clerk.get(&check_of(&bring(&clerk, KIND, "a.csv", table(&[("GR9001", "2026-12-02")]).as_bytes())));
    assert!(page.status == 409 && page.text.contains("clock-behind"), "{} {}", page.status, page.text);
    assert!(page.text.contains("<footer>") && page.text.contains("请管账本的人校正这台机器的时钟"), "{}", page.text);
}

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

/// Whoever comes late is told what became of the batch, also who submitted it; where that is damaged nobody decides.
#[test]
fn who_comes_late_is_told_and_a_damaged_outcome_is_not_decided_about() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let clerk = Browser::of(&open, "wang.li", Role::Recorder);
    let reviewer = Browser::of(&open, "li.si", Role::Reviewer);
    assert_eq!(submit(&clerk, &[("GR9001", "2026-12-02")]), 1);
    let forms = [&clerk, &reviewer].map(|browser| mark(browser, "/import/1"));
    let drop = |form: &str| vec![("form", form.to_owned()), ("do", "drop".to_owned()), ("reason", "不对".to_owned())];
    let sent = |browser: &Browser<'_>, form: &str| {
        let pairs = drop(form);
        browser.send("/import/1", &pairs.iter().map(|(name, value)| (*name, value.as_str())).collect::<Vec<_>>())
    };
    assert_eq!(confirm(&reviewer, 1).status, 303);
    let late = sent(&clerk, &forms[0]);
    assert!(late.status == 422 && late.text.contains("batch-settled"), "{}", late.text);
    assert!(late.text.contains("已由 li.si 于"), "{}", late.text);
    fs::write(office.path("qizhang.ledger.batches/1.settled.json"), "{").unwrap();
    for (browser, form) in [&clerk, &reviewer].into_iter().zip(&forms) {
        let page = browser.get("/import/1").text;
        assert!(page.contains("batch-outcome-unread") && page.contains("1.settled.json"), "{page}");
        assert!(!page.contains("name=\"do\"") && page.contains("GR9001"), "{page}");
        let forced = sent(browser, form);
        assert!(forced.status == 422 && forced.text.contains("batch-outcome-unread"), "{}", forced.text);
    }
    let list = clerk.get("/import?lang=en").text;
    assert!(list.contains("what became of it is damaged or contradicted by the ledger, and not known"), "{list}");
    assert_eq!(fs::read_to_string(office.path("qizhang.ledger.batches/1.settled.json")).unwrap(), "{");
}

#[test]
fn another_ledgers_batch_is_shown_and_dropped_and_never_recorded() {
    let (office, away) = (Office::with_story(), Office::new());
    away.done(&["init"]);
    let file = away.write("a.csv", table(&[("GR9001", "2026-12-02")]));
    away.done(&["import", "submit", &file, "--as", KIND, "--by", "wang.li"]);
    let folder = office.path("qizhang.ledger.batches");
    fs::create_dir(&folder).unwrap();
    fs::copy(away.path("qizhang.ledger.batches/1.json"), folder.join("1.json")).unwrap();
    fs::write(folder.join("2.json"), "{}").unwrap();
    let open = Open::written(&office);
    let reviewer = Browser::of(&open, "li.si", Role::Reviewer);
    let head = last(&reviewer);
    let page = reviewer.get("/import/1");
    assert!(page.text.contains("batch-of-other-ledger") && page.text.contains("GR9001"), "{}", page.text);
    assert!(!page.text.contains("value=\"confirm\""), "{}", page.text);
    let batch: Value = serde_json::from_str(&fs::read_to_string(folder.join("1.json")).unwrap()).unwrap();
    let digest = batch["digest"].as_str().unwrap();
    let forced =
        reviewer.send("/import/1", &[("form", &mark(&reviewer, "/import/1")), ("digest", digest), ("do", "confirm")]);
    assert!(forced.status == 422 && forced.text.contains("batch-of-other-ledger"), "{}", forced.text);
    assert_eq!(last(&reviewer), head);
    // One that does not read is in nobody's way.
    let broken = reviewer.get("/import/2").text;
    assert!(broken.contains("batch-changed") && !broken.contains("value=\"confirm\""), "{broken}");
    assert!(reviewer.get("/import").text.contains("文件读不出来"));
    for number in ["/import/1", "/import/2"] {
        assert_eq!(reviewer.fill(number, &[("do", "drop"), ("reason", "不是这里的")]).status, 303);
    }
    assert!(reviewer.get("/import").text.contains("没有待确认的批"));
}

/// How a batch stands is decided once: the list says of it what its own page says, and what the command says.
#[test]
fn a_batch_that_is_not_as_it_was_submitted_does_not_wait_in_the_list() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let clerk = Browser::of(&open, "wang.li", Role::Recorder);
    let reviewer = Browser::of(&open, "li.si", Role::Reviewer);
    for (number, day) in [("GR9001", "2026-12-02"), ("GR9002", "2026-12-03"), ("GR9003", "2026-12-04")] {
        submit(&clerk, &[(number, day)]);
    }
    let file = |name: &str| office.path("qizhang.ledger.batches").join(name);
    let text = fs::read_to_string(file("1.json")).unwrap();
    // Its number is the first one's; a day was changed; the end is gone.
    fs::write(file("4.json"), &text).unwrap();
    fs::write(file("2.json"), fs::read_to_string(file("2.json")).unwrap().replace("2026-12-03", "2026-12-05")).unwrap();
    fs::write(file("3.json"), &text[..text.len() / 2]).unwrap();
    let list = reviewer.get("/import").text;
    let (troubled, waits) = list.split_once("待确认的批").unwrap();
    for number in [2, 3, 4] {
        let address = format!("href=\"/import/{number}\"");
        assert!(troubled.contains(&address) && !waits.contains(&address), "{number}: {list}");
        let page = reviewer.get(&format!("/import/{number}")).text;
        assert!(page.contains("batch-changed") && page.contains("不能确认"), "{page}");
        assert!(!page.contains("value=\"confirm\"") && page.contains("value=\"drop\""), "{page}");
        let said = office.run(&["import", "list", &number.to_string()]);
        assert!(said.talk.contains("batch-changed"), "{}", said.talk);
    }
    assert_eq!(troubled.matches("文件已损坏或被改动过，不能确认").count(), 3, "{list}");
    assert!(waits.contains("href=\"/import/1\""), "{list}");
    let english = reviewer.get("/import?lang=en").text;
    assert!(english.contains("its file is damaged or was changed, and it cannot be confirmed"), "{english}");
    assert_eq!(reviewer.fill("/import/2", &[("do", "drop"), ("reason", "改过")]).status, 303);
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

/// An earlier ledger lies beside newer batches: nobody is told that what it has not is recorded.
#[test]
fn a_page_tells_that_the_ledger_has_not_what_a_batch_says() {
    let office = Office::with_story();
    office.done(&["backup", "before"]);
    {
        let open = Open::written(&office);
        submit(&Browser::of(&open, "wang.li", Role::Recorder), &[("GR9001", "2026-12-02")]);
        assert_eq!(confirm(&Browser::of(&open, "li.si", Role::Reviewer), 1).status, 303);
    }
    put_back(&office, "before");
    let open = Open::written(&office);
    let reviewer = Browser::of(&open, "li.wu", Role::Reviewer);
    let page = reviewer.get("/import/1").text;
    assert!(page.contains("batch-not-on-record") && !page.contains("value=\"confirm\""), "{page}");
    assert!(!page.contains("qizhang import") && page.contains("管账本的人"), "{page}");
    let list = reviewer.get("/import?lang=en").text;
    assert!(list.contains("said to be confirmed, and not in the ledger"), "{list}");
    let mark = mark(&reviewer, "/import/1");
    let batch = fs::read_to_string(office.path("qizhang.ledger.batches/1.json")).unwrap();
    let batch: Value = serde_json::from_str(&batch).unwrap();
    let form = [("form", mark.as_str()), ("digest", batch["digest"].as_str().unwrap()), ("do", "confirm")];
    let forced = reviewer.send("/import/1", &form);
    assert!(forced.status == 422 && forced.text.contains("batch-not-on-record"), "{}", forced.text);
}

/// The ledger as it was, in the place of the one that is there; what lies beside it stays, and the loss is accepted.
fn put_back(office: &Office, copy: &str) {
    fs::remove_dir_all(office.path("qizhang.ledger")).unwrap();
    fs::rename(office.path(copy), office.path("qizhang.ledger")).unwrap();
    office.done(&["checkpoint", "--accept-loss", "--clock-is-right"]);
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

/// Two batches pay one approval, each of them rightly when it was checked: the guard stops the second, unless a reason is given.
#[test]
fn what_a_guard_refuses_on_confirming_is_recorded_with_a_reason() {
    let office = Office::with_story();
    // The payment of the story is taken back, so that its approval may be paid.
    let paid = office.done(&["event", "log", "--type", "payment.made", "--limit", "1", "--json"]);
    let paid: Value = serde_json::from_str(&paid).unwrap();
    let of = |name: &str| paid["data"][name].as_str().unwrap().to_owned();
    let back = serde_json::json!({
        "type": "fact.retracted", "occurred_on": "2026-12-01", "data": {"event": paid["id"], "reason": "录错"}
    });
    let back = office.write("back.jsonl", format!("{back}\n"));
    office.done(&["append", &back, "--clock-is-right"]);
    let open = Open::written(&office);
    let finance = Browser::of(&open, "zhang.san", Role::Finance);
    let reviewer = Browser::of(&open, "li.si", Role::Reviewer);
    let submit = |number: &str, query: &str| {
        let head = "uscc,payment_no,approval_no,amount,occurred_on";
        let day = paid["occurred_on"].as_str().unwrap();
        let text = format!("{head}\n{},{number},{},{},{day}\n", of("uscc"), of("approval_no"), of("amount"));
        let check = check_of(&bring(&finance, "payment.made", "付款.csv", text.as_bytes()));
        let page = finance.get(&format!("{check}{query}"));
        assert!(page.text.contains("不合格 0 条"), "{}", page.text);
        let form = mark(&finance, &check);
        let chosen: &[(&str, &str)] = if query.is_empty() { &[] } else { &[("duplicates", "keep")] };
        let reply = finance.send(&check, &[&[("form", form.as_str())], chosen].concat());
        assert_eq!(reply.status, 303, "{}", reply.text);
    };
    submit("P-2026-8001", "?duplicates=keep");
    submit("P-2026-8002", "?duplicates=keep");
    assert_eq!(confirm(&reviewer, 1).header("location"), Some("/import/1"));
    let head = last(&reviewer);
    let refused = confirm(&reviewer, 2);
    assert!(refused.status == 422 && refused.text.contains("name=\"override\""), "{}", refused.text);
    assert_eq!(last(&reviewer), head);
    let digest = hidden(&refused.text, "digest");
    let reasoned = [("digest", digest.as_str()), ("do", "confirm"), ("override", "区长办公会决定")];
    assert_eq!(reviewer.fill("/import/2", &reasoned).header("location"), Some("/import/2"));
    let finding = last(&reviewer);
    assert_eq!(finding["type"], "audit.finding_recorded", "{finding}");
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
