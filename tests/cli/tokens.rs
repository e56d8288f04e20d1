//! `token` as it is typed.

use super::{Office, keeps};
use serde_json::Value;

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn a_token_is_issued_listed_and_revoked() {
    let office = Office::with_story();
    let words = ["token", "new", "--for", "hr-system", "--may", "append,read", "--until", "2900-01-01"];
    let tried = office.run(&[&words[..], &["--dry-run"]].concat());
    assert_eq!((tried.code, tried.data.as_str()), (Some(0), ""), "{}", tried.talk);
    assert!(!office.path("qizhang.ledger.desk").exists(), "a trial writes nothing");
    let said = office.run(&words);
    let secret = said.data.trim_end().to_owned();
    assert!(secret.starts_with("qz_") && secret.len() == 67 && said.data.lines().count() == 1, "{said:?}");
    assert!(said.talk.contains("qizhang.ledger.desk") && !said.talk.contains(&secret), "{}", said.talk);
    let other = json(&office.done(&[&words[..], &["--as", "wang.li", "--json"]].concat()));
    keeps(&other, "token.v1");
    assert_eq!((&other["issued_by"], &other["may"]), (&"wang.li".into(), &serde_json::json!(["read", "append"])));
    let listed = json(&office.done(&["token", "list", "--json"]));
    keeps(&listed, "tokens.v1");
    assert_eq!(listed["tokens"].as_array().map(Vec::len), Some(2));
    assert!(!listed.to_string().contains(&secret));
    let id = listed["tokens"][0]["id"].as_str().unwrap();
    office.done(&["token", "revoke", id, "--dry-run"]);
    assert_eq!(json(&office.done(&["token", "list", "--json"])), listed, "a trial changes nothing");
    let revoked = json(&office.done(&["token", "revoke", &id[..6], "--json"]));
    keeps(&revoked, "token.v1");
    assert_eq!(
        (&revoked["id"], &revoked["token"], &revoked["revoked_by"]),
        (&id.into(), &Value::Null, &"clerk".into())
    );
    let list = office.done(&["token", "list", "--lang", "en"]);
    assert!(list.contains("revoked on") && list.lines().count() == 2, "{list}");
}

#[test]
fn what_is_no_token_is_told_with_the_way_out() {
    let office = Office::with_story();
    let new = |may: &'static str, until: &'static str| ["token", "new", "--for", "x", "--may", may, "--until", until];
    let rows: [(&[&str], i32, &str); 8] = [
        (&new("admin", "2900-01-01"), 2, "value-not-understood"),
        (&new("read,read", "2900-01-01"), 2, "value-not-understood"),
        (&new("", "2900-01-01"), 2, "value-missing"),
        (&new("read", "soon"), 2, "value-not-understood"),
        (&new("read", "2020-01-01"), 1, "token-until-past"),
        (&["token", "new", "--for", "x", "--may", "read"], 2, "word-missing"),
        (&["token", "revoke", "abcdef"], 1, "no-such-token"),
        (&["token", "list", "--on", "2026-12-31"], 2, "no-question"),
    ];
    for (words, code, name) in rows {
        let said = office.run(&[words, &["--json"]].concat());
        assert_eq!(said.code, Some(code), "{words:?}: {}", said.talk);
        let told = json(&said.talk);
        keeps(&told, "error.v1");
        assert_eq!(told["code"], name, "{words:?}");
    }
    assert!(!office.path("qizhang.ledger.desk").exists(), "nothing was made");
    assert!(office.run(&["token", "list"]).data.is_empty() && office.run(&["token", "log"]).data.is_empty());
    office.done(&["token", "new", "--for", "x", "--may", "read", "--until", "2900-01-01"]);
    let said = office.run(&["append", "x.jsonl", "--receipt", "qizhang.ledger.desk/log/x"]);
    assert_ne!(said.code, Some(0));
    assert!(said.talk.contains("qizhang.ledger"), "the desk is a ledger's own place: {}", said.talk);
}
