//! Following the ledger: what another process appends comes, once, also to whoever comes back.

use super::people::{Browser, form_mark};
use super::{Open, SUBJECT, moment};
use crate::cli::Office;
use qizhang::access::{Role, Scope};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::time::Duration;
use tokio::time::Instant;

/// Somebody who follows.
pub(super) struct Follower {
    lines: BufReader<TcpStream>,
}

impl Follower {
    pub(super) fn of(open: &Open, query: &str, last: Option<u64>) -> Self {
        let last = last.map(|last| format!("Last-Event-ID: {last}\r\n")).unwrap_or_default();
        Self::showing(open, query, &last)
    }

    /// Somebody who shows who he is by a header.
    fn showing(open: &Open, query: &str, more: &str) -> Self {
        let mut stream = TcpStream::connect(open.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let request = format!("GET /api/v1/subscribe{query} HTTP/1.1\r\nHost: {}\r\n{more}\r\n", open.address);
        stream.write_all(request.as_bytes()).unwrap();
        let mut own = Self { lines: BufReader::new(stream) };
        let status = own.line().unwrap();
        assert!(status.contains(" 200 "), "{status}");
        own
    }

    /// The next line; none when it was ended.
    pub(super) fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        let read = self.lines.read_line(&mut line).unwrap();
        (read > 0).then(|| line.trim_end().to_owned())
    }

    /// The position and the event of the next message.
    pub(super) fn message(&mut self) -> (u64, serde_json::Value) {
        let id = loop {
            let line = self.line().unwrap_or_else(|| panic!("it goes on"));
            if let Some(id) = line.strip_prefix("id: ") {
                break id.parse().unwrap();
            }
        };
        let data = self.line().unwrap();
        let data: serde_json::Value = serde_json::from_str(data.strip_prefix("data: ").unwrap()).unwrap();
        super::api::fits(&data, "cloud-event.v1");
        assert_eq!(data["sequence"], format!("{id:020}"));
        assert_eq!(self.line().as_deref(), Some(""));
        (id, data)
    }
}

/// The enterprise has another name.
fn event(round: &str) -> serde_json::Value {
    serde_json::json!({
        "type": "enterprise.renamed", "occurred_on": "2026-06-01",
        "data": {"uscc": SUBJECT, "old_name": "北京示例科技有限公司", "new_name": format!("北京{round}号有限公司")},
    })
}

/// Another process renames the enterprise so many times.
fn rename(office: &Office, round: &str, times: usize) {
    let lines: Vec<String> = (0..times).map(|time| event(&format!("{round}{time}")).to_string()).collect();
    let file = office.write("more.jsonl", lines.join("\n") + "\n");
    office.done(&["append", &file, "--clock-is-right"]);
}

#[test]
fn what_another_process_appends_comes_within_a_second() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let mut follower = Follower::of(&open, "", None);
    let mut narrow = Follower::of(&open, "?type=payment.made&from=1", None);
    assert_eq!(narrow.message().0, 195, "what is there comes first");
    rename(&office, "甲", 1);
    let appended = Instant::now();
    let (position, event) = follower.message();
    assert!(appended.elapsed() < Duration::from_secs(2), "{:?}", appended.elapsed());
    assert_eq!((position, &event["data"]["new_name"]), (197, &"北京甲0号有限公司".into()));
    rename(&office, "乙", 2);
    assert_eq!((follower.message().0, follower.message().0), (198, 199));
}

#[test]
fn whoever_comes_back_misses_nothing_and_is_told_nothing_twice() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let mut seen: Vec<u64> = Vec::new();
    let mut follower = Follower::of(&open, "?from=180", None);
    seen.extend((0..10).map(|_| follower.message().0));
    drop(follower);
    rename(&office, "丙", 300);
    let mut follower = Follower::of(&open, "?from=180", seen.last().copied());
    seen.extend((0..200).map(|_| follower.message().0));
    drop(follower);
    rename(&office, "丁", 1);
    let mut follower = Follower::of(&open, "", seen.last().copied());
    while seen.last() < Some(&497) {
        seen.push(follower.message().0);
    }
    assert_eq!(seen, (180..=497).collect::<Vec<_>>());
    let beyond = open.get("/api/v1/subscribe?from=9999");
    assert_eq!(beyond.status, 400, "whoever has seen more has seen another ledger: {}", beyond.text);
}

/// Whoever may not read any more is sent nothing more, however long he has followed.
#[test]
fn a_stream_ends_with_what_it_was_admitted_by() {
    let office = Office::with_story();
    let open = Open::closed(&office);
    let until = moment().day().plus_days(26);
    let issued = open.desk.issue(("reader", &[Scope::Read], until), moment(), "clerk").unwrap();
    let closed = Browser::of(&open, "closed", Role::Auditor);
    let leaves = Browser::of(&open, "leaves", Role::Auditor);
    let stays = Browser::of(&open, "stays", Role::Auditor);
    let cookie = |browser: &Browser<'_>| Follower::showing(&open, "", &format!("Cookie: {}\r\n", browser.cookie));
    let stopped = [
        (Follower::showing(&open, "", &format!("Authorization: Bearer {}\r\n", issued.secret.told())), "token-revoked"),
        (cookie(&closed), "not-signed-in"),
        (cookie(&leaves), "token-missing"),
    ];
    let mut going_on = cookie(&stays);
    open.desk.revoke(&issued.token.id, moment(), "clerk").unwrap();
    open.desk.close_user("closed", moment(), "clerk").unwrap();
    let mark = form_mark(&leaves.get("/types").text, "/sign-out");
    assert_eq!(leaves.send("/sign-out", &[("form", &mark)]).status, 303);
    let writes = format!("Bearer {}", open.token(&[Scope::Append]));
    let headers = [("Authorization", &*writes), ("Content-Type", "application/json"), ("Idempotency-Key", "k1")];
    let reply = open.post("/api/v1/events", &headers, &format!("[{}]", event("甲")));
    assert_eq!(reply.status, 201, "{}", reply.text);
    assert_eq!(going_on.message().0, 197);
    for (mut follower, code) in stopped {
        let told: Vec<String> = std::iter::from_fn(|| follower.line()).collect();
        assert!(told.iter().any(|line| line == "event: refused"), "{code}: {told:?}");
        assert!(told.iter().any(|line| line.contains(code)), "{code}: {told:?}");
        assert!(!told.iter().any(|line| line.starts_with("id: ")), "{code}: {told:?}");
    }
}

#[test]
fn a_stream_ends_with_the_program() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let mut follower = Follower::of(&open, "?from=196", None);
    assert_eq!(follower.message().0, 196);
    let begun = Instant::now();
    drop(open);
    assert!(
        begun.elapsed() < Duration::from_secs(4),
        "nobody waits for the time of the farewell: {:?}",
        begun.elapsed()
    );
    while follower.line().is_some() {}
}

#[test]
fn so_many_follow_and_no_more() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let mut all: Vec<Follower> = (0..32).map(|_| Follower::of(&open, "", None)).collect();
    let reply = open.get("/api/v1/subscribe");
    let told: serde_json::Value = serde_json::from_str(&reply.text).unwrap();
    assert_eq!((reply.status, reply.header("retry-after")), (503, Some("5")));
    assert_eq!(told["code"], "too-many-subscribers");
    assert!(open.get("/metrics").text.contains("qizhang_http_streams 32\n"));
    all.pop();
    // A place is free as soon as it is seen that somebody left.
    let free = (0..40).any(|_| {
        std::thread::sleep(Duration::from_millis(100));
        open.get("/metrics").text.contains("qizhang_http_streams 31\n")
    });
    assert!(free, "whoever leaves makes room");
    rename(&office, "戊", 1);
    assert_eq!(Follower::of(&open, "?from=197", None).message().0, 197);
}
