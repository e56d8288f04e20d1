//! Whether the program lives, whether its ledger can be read, and what it counts.

use super::{ON, Open, SUBJECT, client, moment};
use crate::cli::{Office, keeps};
use qizhang::event::Query;
use qizhang::http::Limits;
use qizhang::ledger::{FixedClock, Ledger};
use qizhang::store::{
    AppendRefusal, Appended, Batch, LocalOptions, LocalStore, Passing, ReadError, ReadOptions, Staged, Store,
    Subscription,
};
use qizhang::value::{Digest, EventId, Position};
use qizhang::web::Writing;
use std::net::TcpStream;
use std::os::unix::fs::FileExt;
use std::time::Duration;

#[test]
fn it_says_that_it_lives_and_that_its_ledger_can_be_read() {
    let office = Office::with_story();
    let open = Open::of(&office);
    for (path, state, head) in
        [("/healthz", "alive", serde_json::Value::Null), ("/readyz", "ready", serde_json::json!(196))]
    {
        let reply = open.get(path);
        assert_eq!((reply.status, reply.header("content-type")), (200, Some("application/json")), "{path}");
        let told: serde_json::Value = serde_json::from_str(&reply.text).unwrap();
        keeps(&told, "health.v1");
        assert_eq!((&told["state"], &told["head"]), (&state.into(), &head), "{path}");
    }
    // What is damaged below it cannot be read any more.
    let segment = office.path("qizhang.ledger/log/000000000001.segment");
    let length = usize::try_from(segment.metadata().unwrap().len()).unwrap();
    let whole = std::fs::read(&segment).unwrap();
    let file = std::fs::OpenOptions::new().write(true).open(&segment).unwrap();
    file.write_all_at(&vec![0; length], 0).unwrap();
    assert_eq!(open.get("/healthz").status, 200, "it lives all the same");
    let reply = open.get("/readyz");
    assert_eq!((reply.status, reply.header("content-type")), (503, Some("application/problem+json")), "{}", reply.text);
    keeps(&serde_json::from_str(&reply.text).unwrap(), "problem.v1");
    file.write_all_at(&whole, 0).unwrap();
    assert_eq!(open.get("/readyz").status, 200, "and then it can be read again");
}

/// What it does not know it does not pass over, as no other address does.
#[test]
fn it_takes_no_parameter_but_the_language() {
    let office = Office::with_story();
    let open = Open::of(&office);
    for path in ["/healthz", "/readyz", "/metrics"] {
        assert_eq!(open.get(&format!("{path}?lang=en")).status, 200, "{path}");
        for (query, code) in [
            ("x=1", "parameter-unknown"),
            ("on=2026-12-31", "parameter-unknown"),
            ("lang=fr", "parameter-not-understood"),
            ("lang=en&lang=en", "parameter-twice"),
        ] {
            let reply = open.get(&format!("{path}?{query}"));
            assert_eq!(reply.status, 400, "{path}?{query}: {}", reply.text);
            assert_eq!(reply.header("content-type"), Some("application/problem+json"), "{path}?{query}");
            let told: serde_json::Value = serde_json::from_str(&reply.text).unwrap();
            keeps(&told, "problem.v1");
            assert_eq!(told["code"], code, "{path}?{query}");
        }
    }
}

/// A ledger of which a write has failed: it is read as before.
struct Failed(LocalStore);

impl Store for Failed {
    fn append(&self, _: &Batch) -> Result<Appended, AppendRefusal> {
        self.may_write().and(Err(AppendRefusal::Busy))
    }

    fn may_write(&self) -> Result<(), AppendRefusal> {
        Err(AppendRefusal::Broken(std::io::ErrorKind::StorageFull.into()))
    }

    fn stage(&self) -> Result<Box<dyn Staged + '_>, AppendRefusal> {
        self.may_write().and(Err(AppendRefusal::Busy))
    }

    fn read(
        &self,
        query: &Query,
        options: ReadOptions,
        visit: &mut dyn FnMut(Passing<'_>) -> bool,
    ) -> Result<(), ReadError> {
        self.0.read(query, options, visit)
    }

    fn subscribe(&self, query: Query, from: Position) -> Subscription<'_> {
        self.0.subscribe(query, from)
    }

    fn wait(&self, after: Position, patience: Duration) -> Result<Position, ReadError> {
        self.0.wait(after, patience)
    }

    fn find(&self, id: EventId) -> Result<Option<Position>, ReadError> {
        self.0.find(id)
    }

    fn holder(&self, key: &str) -> Result<Option<Position>, ReadError> {
        self.0.holder(key)
    }

    fn head(&self) -> Position {
        self.0.head()
    }

    fn root(&self, size: Position) -> Result<Digest, ReadError> {
        self.0.root(size)
    }

    fn leaves(&self, until: Position, visit: &mut dyn FnMut(Digest)) -> Result<(), ReadError> {
        self.0.leaves(until, visit)
    }
}

/// Somebody who offers to write and cannot is not ready; who offers to read only, is.
#[test]
fn after_a_failed_write_it_is_not_ready_to_be_written() {
    let office = Office::with_story();
    let failed = || {
        let store = LocalStore::open_read(&office.path("qizhang.ledger"), &LocalOptions::default()).unwrap();
        Ledger::over(Box::new(Failed(store)), Box::new(FixedClock(moment()))).unwrap()
    };
    let writing = Writing { clock_is_right: true, ..Writing::default() };
    let open = Open::serving(&office, failed(), Some(writing), Limits::default());
    let reply = open.get("/readyz");
    assert_eq!((reply.status, reply.header("content-type")), (503, Some("application/problem+json")), "{}", reply.text);
    assert!(reply.text.contains("write-failed"), "{}", reply.text);
    assert!(open.get("/metrics").text.contains("qizhang_head_position 196\n"), "what is there is counted all the same");
    assert_eq!(open.get("/healthz").status, 200);
    let reading = Open::serving(&office, failed(), None, Limits::default());
    assert_eq!(reading.get("/readyz").status, 200);
}

#[test]
fn it_counts_answers_times_and_refusals_without_a_name() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let first = open.get("/metrics");
    assert_eq!(first.header("content-type"), Some("text/plain; version=0.0.4; charset=utf-8"));
    assert!(first.text.contains("qizhang_head_position 196\n"), "{}", first.text);
    for path in [
        format!("/subjects/{SUBJECT}?{ON}"),
        format!("/subjects/{SUBJECT}.json?{ON}"),
        format!("/api/v1/subjects/{SUBJECT}?{ON}"),
        "/subjects/nobody".to_owned(),
        "/api/v1/events?limit=1".to_owned(),
        "/style.css".to_owned(),
        "/whatever/91110108551385082Q".to_owned(),
    ] {
        open.get(&path);
    }
    let other = client::ask(open.address, "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
    assert_eq!(other.status, 421);
    let silent = TcpStream::connect(open.address).unwrap();
    std::thread::sleep(Duration::from_millis(100));
    let text = open.get("/metrics").text;
    drop(silent);
    for line in [
        "qizhang_http_requests_total{class=\"subjects\",status=\"200\"} 2",
        "qizhang_http_requests_total{class=\"subjects\",status=\"404\"} 1",
        "qizhang_http_requests_total{class=\"api-answers\",status=\"200\"} 1",
        "qizhang_http_requests_total{class=\"api-events\",status=\"200\"} 1",
        "qizhang_http_requests_total{class=\"looks\",status=\"200\"} 1",
        "qizhang_http_requests_total{class=\"other\",status=\"404\"} 1",
        "qizhang_http_requests_total{class=\"overview\",status=\"421\"} 1",
        "qizhang_http_requests_total{class=\"operations\",status=\"200\"} 1",
        "qizhang_http_request_duration_seconds_count{class=\"subjects\"} 3",
        "qizhang_http_request_duration_seconds_bucket{class=\"subjects\",le=\"+Inf\"} 3",
        "qizhang_http_refusals_total{code=\"host-not-ours\"} 1",
        "qizhang_http_connections 2",
        "qizhang_http_streams 0",
    ] {
        assert!(text.lines().any(|own| own == line), "{line}: {text}");
    }
    assert!(!text.contains(SUBJECT) && !text.contains("evil") && !text.contains("nobody"), "{text}");
    exposed(&text);
}

/// Each line is a remark, or a name that was introduced, labels and a number.
fn exposed(text: &str) {
    let mut introduced: Vec<&str> = Vec::new();
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("# TYPE ") {
            introduced.extend(rest.split(' ').next());
        } else if !line.starts_with("# HELP ") {
            let (name, value) = line.rsplit_once(' ').unwrap();
            let name = name.split('{').next().unwrap_or_default();
            let family = ["_bucket", "_sum", "_count"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
            assert!(introduced.contains(&family), "{line}");
            assert!(value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'), "{line}");
        }
    }
    assert!(introduced.len() >= 6, "{introduced:?}");
}
