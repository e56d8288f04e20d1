//! `link` as it is typed.

use super::{Office, keeps};
use qizhang::access::Desk;
use qizhang::ledger::{Clock, Ledger, SystemClock};
use qizhang::value::{Instant, Uscc};
use serde_json::Value;

const SUBJECT: &str = "91110108551385082Q";

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// A day so many days from today, by the clock that the command goes by.
fn day(days: i64) -> String {
    SystemClock.now().day().plus_days(days).to_string()
}

#[test]
fn a_link_is_handed_out_listed_and_revoked() {
    let office = Office::with_story();
    let until = day(30);
    let words = ["link", "new", SUBJECT, "--until", &until];
    let tried = office.run(&[&words[..], &["--dry-run"]].concat());
    assert_eq!((tried.code, tried.data.as_str()), (Some(0), ""), "{}", tried.talk);
    assert!(!office.path("qizhang.ledger.desk").exists(), "a trial writes nothing");
    let said = office.run(&words);
    let path = said.data.trim_end().to_owned();
    let secret = path.strip_prefix("/given/").unwrap_or_else(|| panic!("{said:?}"));
    assert!(secret.starts_with("qz_") && secret.len() == 67 && said.data.lines().count() == 1, "{said:?}");
    assert!(said.talk.contains("--public") && !said.talk.contains(secret), "{}", said.talk);
    let named = [
        "link",
        "new",
        "北京示例科技有限公司",
        "--until",
        &until,
        "--public",
        "https://qizhang.example",
        "--as",
        "wang.li",
        "--json",
    ];
    let other = json(&office.done(&named));
    keeps(&other, "link.v1");
    let path = other["path"].as_str().unwrap();
    assert_eq!(other["address"], format!("https://qizhang.example{path}"));
    assert_eq!(
        (&other["handed_by"], &other["subject"], &other["until"]),
        (&"wang.li".into(), &SUBJECT.into(), &until.as_str().into())
    );
    let listed = json(&office.done(&["link", "list", "--json"]));
    keeps(&listed, "links.v1");
    assert_eq!(listed["links"].as_array().map(Vec::len), Some(2));
    assert!(!listed.to_string().contains(secret));
    assert_eq!(json(&office.done(&["link", "list", SUBJECT, "--json"])), listed);
    let none = office.run(&["link", "list", "91110114000000027L"]);
    assert_eq!((none.code, none.data.as_str()), (Some(0), ""), "{}", none.talk);
    let id = listed["links"][0]["id"].as_str().unwrap();
    office.done(&["link", "revoke", id, "--dry-run"]);
    assert_eq!(json(&office.done(&["link", "list", "--json"])), listed, "a trial changes nothing");
    let revoked = json(&office.done(&["link", "revoke", &id[..6], "--json"]));
    keeps(&revoked, "link.v1");
    assert_eq!((&revoked["id"], &revoked["path"], &revoked["revoked_by"]), (&id.into(), &Value::Null, &"clerk".into()));
    let list = office.done(&["link", "list", "--lang", "en"]);
    assert!(list.contains("revoked on") && list.contains("opens") && list.lines().count() == 2, "{list}");
    let doctor = office.done(&["doctor", "--lang", "en"]);
    assert!(doctor.contains("0 tokens, 0 users and 2 links"), "{doctor}");
}

#[test]
fn what_is_no_link_is_told_with_the_way_out() {
    let office = Office::with_story();
    let (past, last, far) = (day(-1), day(366), day(368));
    let rows: [(&[&str], i32, &str); 8] = [
        (&["link", "new", SUBJECT, "--until", "soon"], 2, "value-not-understood"),
        (&["link", "new", SUBJECT, "--until", &past], 1, "link-until-past"),
        (&["link", "new", SUBJECT, "--until", &far], 1, "link-until-far"),
        (&["link", "new", SUBJECT], 2, "word-missing"),
        (&["link", "new", "91110000000000000X", "--until", &last], 1, "unknown-subject"),
        (&["link", "new", SUBJECT, "--until", &last, "--public", "http://x"], 2, "value-not-understood"),
        (&["link", "revoke", "abcdef"], 1, "no-such-link"),
        (&["link", "list", "--on", "2026-12-31"], 2, "no-question"),
    ];
    for (words, code, name) in rows {
        let said = office.run(&[words, &["--json"]].concat());
        assert_eq!(said.code, Some(code), "{words:?}: {}", said.talk);
        let told = json(&said.talk);
        keeps(&told, "error.v1");
        assert_eq!(told["code"], name, "{words:?}");
    }
    assert!(!office.path("qizhang.ledger.desk").exists(), "nothing was made");
    office.done(&["link", "new", SUBJECT, "--until", &last]);
}

#[test]
fn the_line_begins_with_the_name_of_the_pages_where_they_have_one() {
    let office = Office::with_story();
    let until = day(30);
    let words = ["link", "new", SUBJECT, "--until", &until];
    let rows: [(&[&str], Option<&str>, &str); 4] = [
        (&["--public", "https://qizhang.example"], None, "https://qizhang.example/given/qz_"),
        (&[], Some("https://qizhang.example"), "https://qizhang.example/given/qz_"),
        (&["--public", "off"], Some("https://qizhang.example"), "/given/qz_"),
        (&[], None, "/given/qz_"),
    ];
    for (more, public, begun) in rows {
        let mut command = office.command(&[&words[..], more].concat());
        let said = super::Said::of(command.envs(public.map(|name| ("QIZHANG_SERVE_PUBLIC", name))).output().unwrap());
        assert_eq!(said.code, Some(0), "{}", said.talk);
        assert!(said.data.starts_with(begun) && said.data.trim_end().len() == begun.len() + 64, "{said:?}");
        assert_eq!(said.talk.contains("--public"), begun.starts_with('/'), "{said:?}");
    }
}

#[test]
fn a_trial_is_refused_as_the_deed_would_be() {
    let office = Office::with_story();
    for (until, code) in [(day(-1), "link-until-past"), (day(368), "link-until-far")] {
        let said = office.run(&["link", "new", SUBJECT, "--until", &until, "--dry-run", "--json"]);
        assert_eq!((said.code, &json(&said.talk)["code"]), (Some(1), &code.into()), "{said:?}");
    }
    office.done(&["link", "new", SUBJECT, "--until", &day(30), "--dry-run"]);
    assert!(!office.path("qizhang.ledger.desk").exists(), "nothing was made");
}

#[test]
fn who_revokes_it_and_that_it_ended_stand_in_the_list() {
    let office = Office::with_story();
    let ledger = Ledger::open_read(&office.path("qizhang.ledger"), Box::new(SystemClock)).unwrap();
    let desk = Desk::beside(&office.path("qizhang.ledger"), ledger.own_name());
    drop(ledger);
    let (subject, today) = (Uscc::parse(SUBJECT).unwrap(), SystemClock.now().day());
    let old = Instant::parse(&format!("{}T09:00:00.000+08:00", day(-10))).unwrap();
    let hand = |until| desk.hand(subject, until, old, "clerk").unwrap().link.id;
    let (ended, now, gone) = (hand(today.prev()), hand(today), hand(today.next()));
    let revoked = json(&office.done(&["link", "revoke", &gone, "--as", "li.hua", "--json"]));
    assert_eq!(revoked["revoked_by"], "li.hua");
    let list = office.done(&["link", "list", "--lang", "en"]);
    let rows = [(&ended, "  ended"), (&now, "  opens"), (&gone, "by li.hua")];
    // At midnight another link ends.
    if SystemClock.now().day() == today {
        for (line, (id, words)) in list.lines().zip(rows) {
            assert!(line.starts_with(&**id) && line.ends_with(words), "{words}: {list}");
            assert!(line.contains(&format!("handed out on {} by clerk, until ", old.day())), "{list}");
        }
    }
    assert_eq!(list.lines().count(), 3, "{list}");
}
