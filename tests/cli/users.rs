//! `user` as it is typed.

use super::{Office, keeps};
use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

const GOOD: &str = "four words of nothing";

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn the_doctor_looks_at_tokens_and_users_too() {
    let office = Office::with_story();
    let told = office.done(&["doctor", "--lang", "en"]);
    assert!(!told.contains("users:"), "there are none yet: {told}");
    let word = office.write("word.txt", GOOD);
    office.done(&["user", "add", "wang.li", "--role", "recorder", "--password-from", &word]);
    let told = office.done(&["doctor", "--lang", "en"]);
    assert!(told.contains("qizhang.ledger.desk is whole, with 0 tokens, 1 user and 0 links\n"), "{told}");
    keeps(&json(&office.done(&["doctor", "--json"])), "doctor.v1");

    let segment = office.path("qizhang.ledger.desk/log/000000000001.segment");
    let mut bytes = std::fs::read(&segment).unwrap();
    bytes[200] ^= 1;
    std::fs::write(&segment, bytes).unwrap();
    let said = office.run(&["doctor", "--lang", "en"]);
    assert_eq!(said.code, Some(4), "{}", said.data);
    for piece in ["The tokens and the record of writing", "000000000001.segment", "remedy:", "1 finding"] {
        assert!(said.data.contains(piece), "{piece}: {}", said.data);
    }
}

/// What lies in the place of the desk is not written to, whatever is asked: an ordinary ledger, another ledger's desk, a desk without its log.
#[test]
fn what_is_no_desk_of_the_ledger_is_refused_before_a_byte_is_written() {
    let (office, away) = (Office::with_story(), Office::new());
    away.done(&["init"]);
    let word = office.write("word.txt", GOOD);
    let elsewhere = away.write("word.txt", GOOD);
    away.done(&["user", "add", "wang.li", "--role", "recorder", "--password-from", &elsewhere]);
    let desk = office.path("qizhang.ledger.desk");
    let add = ["user", "add", "li.si", "--role", "recorder", "--password-from", &word];
    let asked: [&[&str]; 8] = [
        &add,
        &["user", "list"],
        &["user", "password", "wang.li", "--password-from", &word],
        &["user", "close", "wang.li"],
        &["token", "new", "--for", "x", "--may", "read", "--until", "2900-01-01"],
        &["token", "list"],
        &["token", "revoke", "abcdef"],
        &["token", "log"],
    ];
    for (from, code) in [
        (Some(away.path("qizhang.ledger")), "no-desk"),
        (Some(away.path("qizhang.ledger.desk")), "desk-of-other-ledger"),
        (None, "no-desk"),
    ] {
        match &from {
            Some(from) => copied(from, &desk),
            None => std::fs::create_dir(&desk).unwrap(),
        }
        let before = kept(&desk);
        for words in asked {
            let said = office.run(&[words, &["--json"]].concat());
            let told = json(&said.talk);
            keeps(&told, "error.v1");
            assert_eq!((said.code, &told["code"]), (Some(1), &code.into()), "{words:?}: {told}");
        }
        assert!(kept(&desk) == before, "something was written into {code}");
        let said = office.run(&["doctor", "--lang", "en"]);
        assert_eq!(said.code, Some(4), "{}", said.data);
        assert!(
            said.data.contains("qizhang.ledger.desk is ") && said.data.contains("remedy: Put it back"),
            "{}",
            said.data
        );
        std::fs::remove_dir_all(&desk).unwrap();
    }
    // The way out that is told leads out.
    office.done(&add);
    office.done(&["doctor"]);
}

/// Every file of a folder with its bytes.
fn kept(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(path) = open.pop() {
        match std::fs::read(&path) {
            Ok(bytes) => found.push((path, bytes)),
            Err(_) => open.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path())),
        }
    }
    found.sort();
    found
}

fn copied(from: &Path, to: &Path) {
    for (path, bytes) in kept(from) {
        let place = to.join(path.strip_prefix(from).unwrap());
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(place, bytes).unwrap();
    }
}

#[test]
fn a_user_is_added_listed_given_a_password_and_closed() {
    let office = Office::with_story();
    let word = office.write("word.txt", format!("{GOOD}\nnot read\n"));
    let add = ["user", "add", "wang.li", "--role", "recorder", "--password-from", &word];
    let tried = office.run(&[&add[..], &["--dry-run"]].concat());
    assert_eq!((tried.code, tried.data.as_str()), (Some(0), ""), "{}", tried.talk);
    assert!(!office.path("qizhang.ledger.desk").exists(), "a trial writes nothing");
    let said = office.run(&add);
    assert!(said.code == Some(0) && said.talk.contains("录入") && !said.talk.contains(GOOD), "{said:?}");
    // The password comes in by standard input, and is nowhere in what comes out.
    let words = ["user", "add", "zhang.san", "--role", "finance", "--password-from", "-", "--as", "boss", "--json"];
    let mut child = office.command(&words).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(GOOD.as_bytes()).unwrap();
    let told = child.wait_with_output().unwrap();
    assert!(told.status.success());
    let told = json(&String::from_utf8(told.stdout).unwrap());
    keeps(&told, "user.v1");
    assert_eq!(
        (&told["name"], &told["role"], &told["added_by"]),
        (&"zhang.san".into(), &"finance".into(), &"boss".into())
    );
    let listed = json(&office.done(&["user", "list", "--json"]));
    keeps(&listed, "users.v1");
    assert_eq!(listed["users"].as_array().map(Vec::len), Some(2));
    assert!(!listed.to_string().contains("argon2"), "{listed}");
    let other = office.write("other.txt", "other words than before");
    office.done(&["user", "password", "wang.li", "--password-from", &other, "--dry-run"]);
    office.done(&["user", "close", "wang.li", "--dry-run"]);
    // What nobody sees in a name would make two users look like one.
    for unseen in ["\u{202e}wang.li", "wang\u{200b}.li", "wang\t.li"] {
        let said = office.run(&["user", "add", unseen, "--role", "recorder", "--password-from", &word]);
        assert_eq!(said.code, Some(2), "{unseen:?}");
    }
    assert_eq!(json(&office.done(&["user", "list", "--json"])), listed, "a trial changes nothing");
    let set = json(&office.done(&["user", "password", "wang.li", "--password-from", &other, "--json"]));
    keeps(&set, "user.v1");
    assert_ne!(set["password_set_at"], listed["users"][0]["password_set_at"]);
    let closed = json(&office.done(&["user", "close", "wang.li", "--json"]));
    keeps(&closed, "user.v1");
    assert_eq!(closed["closed_by"], "clerk");
    let list = office.done(&["user", "list", "--lang", "en"]);
    assert!(list.contains("closed on") && list.contains("counts") && list.lines().count() == 2, "{list}");
}

#[test]
fn what_is_no_user_is_told_with_the_way_out() {
    let office = Office::with_story();
    let word = office.write("word.txt", GOOD);
    office.write("short.txt", "short");
    office.done(&["user", "add", "wang.li", "--role", "recorder", "--password-from", &word]);
    office.done(&["user", "add", "li.si", "--role", "recorder", "--password-from", &word]);
    office.done(&["user", "close", "li.si"]);
    let add = |name: &'static str, role: &'static str, from: &'static str| {
        ["user", "add", name, "--role", role, "--password-from", from]
    };
    let rows: [(&[&str], i32, &str); 11] = [
        (&add("x", "root", "word.txt"), 2, "value-not-understood"),
        (&add(" x", "recorder", "word.txt"), 2, "value-not-understood"),
        (&add("Wang.Li", "auditor", "word.txt"), 1, "user-exists"),
        (&add("li.si", "auditor", "word.txt"), 1, "user-exists"),
        (&add("x", "auditor", "short.txt"), 1, "password-too-short"),
        (&add("x", "auditor", "gone.txt"), 1, "file"),
        (&["user", "add", "x", "--role", "auditor"], 2, "value-missing"),
        (&["user", "add", "x"], 2, "word-missing"),
        (&["user", "close", "wang.lu"], 1, "no-such-user"),
        (&["user", "close", "li.si"], 1, "user-closed-before"),
        (&["user", "list", "--on", "2026-12-31"], 2, "no-question"),
    ];
    for (words, code, name) in rows {
        let said = office.run(&[words, &["--json"]].concat());
        assert_eq!(said.code, Some(code), "{words:?}: {}", said.talk);
        let told = json(&said.talk);
        keeps(&told, "error.v1");
        assert!(told["code"].as_str().is_some_and(|own| own.starts_with(name)), "{words:?}: {told}");
        assert!(!said.talk.contains(GOOD), "{}", said.talk);
    }
}
