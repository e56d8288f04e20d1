//! Tables in a browser: checked, given back, submitted by one person and confirmed by another.

use super::client::{self, Reply};
use super::people::{Browser, form_mark, hidden, noted};
use super::{Open, SUBJECT};
use crate::cli::{Office, keeps};
use qizhang::access::{Role, Shown};
use qizhang::ledger::{AppendOptions, Appending, FixedClock, Ledger};
use qizhang::value::Instant;
use serde_json::Value;
use std::fs;

pub(super) const KIND: &str = "hightech.certified";
pub(super) const HEAD: &str = "统一社会信用代码,证书编号,发证日期\n";

pub(super) fn table(rows: &[(&str, &str)]) -> String {
    let rows: Vec<String> = rows.iter().map(|(number, day)| format!("{SUBJECT},{number},{day}\n")).collect();
    format!("{HEAD}{}", rows.concat())
}

/// What a browser sends of a form with a file: the parts in order.
pub(super) fn parts(fields: &[(&str, &str)], file: Option<(&str, &[u8])>) -> Vec<u8> {
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
pub(super) fn sent(browser: &Browser<'_>, path: &str, origin: &str, body: &[u8]) -> Reply {
    let (host, cookie, length) = (browser.open.address, &browser.cookie, body.len());
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\nCookie: {cookie}\r\nContent-Type: multipart/form-data; boundary=xyz\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    );
    client::ask_bytes(host, &[head.as_bytes(), body].concat())
}

/// Brings a file as the page does.
pub(super) fn bring(browser: &Browser<'_>, kind: &str, name: &str, bytes: &[u8]) -> Reply {
    let mark = mark(browser, "/import");
    let body = parts(&[("form", &mark), ("type", kind)], Some((name, bytes)));
    sent(browser, "/import", &format!("http://{}", browser.open.address), &body)
}

/// Words as an address has them.
pub(super) fn escaped(words: &str) -> String {
    words.bytes().fold(String::new(), |all, byte| all + &format!("%{byte:02X}"))
}

/// What makes a form of some address one of this sign-in.
pub(super) fn mark(browser: &Browser<'_>, path: &str) -> String {
    Shown::parse(browser.cookie.split('=').nth(1).unwrap()).unwrap().form(path).to_string()
}

/// Where a file is looked at that was brought and taken.
pub(super) fn check_of(reply: &Reply) -> String {
    assert_eq!(reply.status, 303, "{}", reply.text);
    let place = reply.header("location").unwrap();
    assert!(place.starts_with("/import/checks/"), "{place}");
    place.to_owned()
}

/// Brings a table and submits all of it.
pub(super) fn submit(browser: &Browser<'_>, rows: &[(&str, &str)]) -> u64 {
    let check = check_of(&bring(browser, KIND, "a.csv", table(rows).as_bytes()));
    let reply = browser.send(&check, &[("form", &mark(browser, &check))]);
    assert_eq!(reply.status, 303, "{}", reply.text);
    let place = reply.header("location").unwrap();
    place.strip_prefix("/import/").and_then(|rest| rest.split('?').next()?.parse().ok()).unwrap()
}

pub(super) fn confirm(browser: &Browser<'_>, number: u64) -> Reply {
    let path = format!("/import/{number}");
    let page = browser.get(&path).text;
    let digest = hidden(&page, "digest");
    browser.send(&path, &[("form", &form_mark(&page, &path)), ("digest", &digest), ("do", "confirm")])
}

pub(super) fn last(browser: &Browser<'_>) -> Value {
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
