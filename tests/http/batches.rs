//! Batches in a browser that are not what they were: late, another ledger's, changed, gone from the ledger, refused by a guard.

use super::Open;
use super::imported::{KIND, bring, check_of, confirm, last, mark, submit, table};
use super::people::{Browser, hidden};
use crate::cli::Office;
use qizhang::access::Role;
use serde_json::Value;
use std::fs;

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
