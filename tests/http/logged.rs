//! The log of requests: every one has a line, whatever becomes of it, and nothing that somebody asked about stands in any.

use super::{ON, Open, PAYMENT, SUBJECT, client};
use crate::cli::{Office, keeps};
use qizhang::access::Scope;
use qizhang::http::{Form, Limits, Log};
use serde_json::{Value, json};
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

const NAME: &str = "北京示例科技有限公司";

/// What was written.
#[derive(Clone, Default)]
struct Paper(Arc<Mutex<Vec<u8>>>);

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Paper {
    /// Pages that are logged here.
    fn open(&self, office: &Office, writes: bool, limits: Limits) -> Open {
        let log = Log::begun(Form::Json, Box::new(self.clone())).unwrap();
        Open::logged(office, writes, limits, Some(log))
    }

    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }

    /// The lines of a kind, of which each keeps to its schema.
    fn lines(&self, what: &str) -> Vec<Value> {
        let lines = self.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect::<Vec<Value>>();
        for line in &lines {
            keeps(line, "log.v1");
        }
        lines.into_iter().filter(|line| line["what"] == what).collect()
    }
}

/// A text as an address spells it.
fn spelt(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat()
}

fn request(method: &str, target: &str, address: SocketAddr, more: &str) -> String {
    format!("{method} {target} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n{more}\r\n")
}

#[test]
fn nothing_that_somebody_asked_about_is_logged() {
    let office = Office::with_story();
    let paper = Paper::default();
    let open = paper.open(&office, true, Limits::default());
    let token = open.token(&[Scope::Append, Scope::Read]);
    let name = spelt(NAME);
    let body = json!({"type": "enterprise.renamed", "data": {"uscc": SUBJECT, "old_name": NAME}}).to_string();
    let told = format!(
        "X-Request-Id: {NAME}\r\nCookie: name={NAME}\r\nAuthorization: Bearer {token}\r\nUser-Agent: {NAME}\r\n"
    );
    let posted = format!("{told}Content-Length: {}\r\n", body.len());
    let asked: [(&str, String, &str, Value, u16, Value); 12] = [
        ("GET", format!("/subjects/{SUBJECT}?{ON}"), "GET", json!("/subjects/{code}"), 200, Value::Null),
        ("HEAD", format!("/subjects/{SUBJECT}?{ON}"), "HEAD", json!("/subjects/{code}"), 200, Value::Null),
        ("GET", format!("/subjects/{name}.json?{ON}"), "GET", json!("/subjects/{code}"), 200, Value::Null),
        ("GET", format!("/payments/{PAYMENT}?{ON}"), "GET", json!("/payments/{number}"), 200, Value::Null),
        ("GET", format!("/search?q={name}&{ON}"), "GET", json!("/search"), 303, Value::Null),
        ("GET", format!("/subjects/{name}x?{ON}"), "GET", json!("/subjects/{code}"), 404, json!("unknown-subject")),
        ("GET", format!("/{SUBJECT}/{name}"), "GET", Value::Null, 404, json!("page-not-found")),
        ("GET", format!("/types?{name}={SUBJECT}"), "GET", json!("/types"), 400, json!("parameter-unknown")),
        (SUBJECT, format!("/subjects/{SUBJECT}"), "other", Value::Null, 405, json!("method-not-allowed")),
        ("POST", format!("/subjects/{SUBJECT}"), "POST", Value::Null, 405, json!("method-not-allowed")),
        ("POST", format!("/api/v1/events?{name}={SUBJECT}"), "POST", json!("/api/v1/events"), 400, Value::Null),
        ("GET", "/healthz".to_owned(), "GET", json!("/healthz"), 200, Value::Null),
    ];
    let mut numbers = Vec::new();
    for (method, target, ..) in &asked {
        let (more, body) = if *method == "POST" { (&posted, &*body) } else { (&told, "") };
        let reply = client::ask(open.address, &format!("{}{body}", request(method, target, open.address, more)));
        numbers.push(reply.header("x-request-id").unwrap_or_else(|| panic!("no number: {target}")).to_owned());
    }
    drop(open);
    let lines = paper.lines("request");
    assert_eq!(lines.len(), asked.len(), "a line for each");
    for ((line, number), (_, target, method, route, status, code)) in lines.iter().zip(&numbers).zip(&asked) {
        assert_eq!(line["request"], json!(number), "{target}");
        let own = (&line["method"], &line["route"], &line["status"], &line["whole"]);
        assert_eq!(own, (&json!(method), route, &json!(status), &json!(true)), "{target}: {line}");
        if *status >= 400 && code.is_null() {
            assert!(line["code"].is_string(), "{target}: {line}");
        } else {
            assert_eq!(&line["code"], code, "{target}");
        }
    }
    let page = &lines[0];
    assert!(page["bytes"].as_u64().unwrap() > 1000 && lines[1]["bytes"] == 0, "{page}");
    let text = paper.text();
    for asked in
        [SUBJECT, NAME, &name, &name.to_lowercase(), "示例", PAYMENT, &token, "2026-12-31", "enterprise.renamed"]
    {
        assert!(!text.contains(asked), "{asked}: {text}");
    }
    assert_eq!((paper.lines("begun").len(), paper.lines("ended").len()), (1, 1));
}

#[test]
fn what_is_turned_away_has_a_line_too() {
    let office = Office::with_story();
    let paper = Paper::default();
    let open = paper.open(&office, true, Limits::default());
    let token = open.token(&[Scope::Append]);
    let ask = |request: &str| client::ask(open.address, request).status;
    let long = format!("/types?lang={}", "x".repeat(5000));
    let many = json!(vec![json!({"type": "enterprise.renamed"}); 1001]).to_string();
    let posted = format!(
        "Authorization: Bearer {token}\r\nContent-Type: application/json\r\nIdempotency-Key: k\r\nContent-Length: {}\r\n",
        many.len()
    );
    let posted = format!("{}{many}", request("POST", "/api/v1/events", open.address, &posted));
    let rows = [
        (request("GET", "/types", SocketAddr::from(([192, 0, 2, 1], 1)), ""), 421, json!("host-not-ours")),
        (request("GET", &long, open.address, ""), 414, json!("address-too-long")),
        (
            request("GET", "/types", open.address, &format!("X: {}\r\n", "x".repeat(17_000))),
            431,
            json!("head-too-large"),
        ),
        (posted, 413, json!("too-many-events")),
        (request("POST", "/api/v1/events", open.address, "Content-Length: 0\r\n"), 401, Value::Null),
    ];
    for (asked, status, _) in &rows {
        assert_eq!(ask(asked), *status);
    }
    // What is no request at all is answered below the pages.
    assert_eq!(ask(&format!("{SUBJECT}\r\n\r\n")), 400);
    assert_eq!(ask(&request("GET", "/types", open.address, &format!("X: {}\r\n", "x".repeat(40_000)))), 431);
    drop(open);
    let lines = paper.lines("request");
    assert!(lines.len() >= rows.len(), "{}", paper.text());
    for (line, (_, status, code)) in lines.iter().zip(&rows) {
        assert_eq!(line["status"], json!(status), "{line}");
        assert!(if code.is_null() { line["code"].is_string() } else { &line["code"] == code }, "{line}");
    }
    // The last head is too large for the room below the pages too, unless it comes in one piece: then they turn it away.
    let connections = paper.lines("connection");
    let rest = connections.iter().chain(lines.iter().skip(rows.len()));
    let told: Vec<(&Value, &Value)> = rest.map(|line| (&line["status"], &line["code"])).collect();
    assert_eq!(told, [(&json!(400), &json!("head-not-understood")), (&json!(431), &json!("head-too-large"))]);
    assert!(!paper.text().contains(SUBJECT));
}

#[test]
fn whoever_never_asks_is_logged_and_whoever_asked_and_falls_idle_is_not() {
    let office = Office::with_story();
    let paper = Paper::default();
    let open = paper.open(&office, false, Limits { head: Duration::from_millis(300), ..Limits::default() });
    let mut whole = Vec::new();
    let mut slow = TcpStream::connect(open.address).unwrap();
    slow.write_all(b"GET /types HT").unwrap();
    slow.read_to_end(&mut whole).unwrap();
    // The connection ends a little before its line is written.
    for _ in (0..4000).take_while(|_| paper.lines("connection").is_empty()) {
        std::thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(paper.lines("connection").len(), 1, "{}", paper.text());
    assert_eq!(paper.lines("connection")[0]["code"], "head-too-late");
    let mut idle = TcpStream::connect(open.address).unwrap();
    write!(idle, "GET /healthz HTTP/1.1\r\nHost: {}\r\n\r\n", open.address).unwrap();
    idle.read_to_end(&mut whole).unwrap();
    drop(open);
    assert_eq!((paper.lines("request").len(), paper.lines("connection").len()), (1, 1), "{}", paper.text());
}

#[test]
fn whoever_goes_before_the_answer_has_a_line_without_a_status() {
    let office = Office::with_story();
    let paper = Paper::default();
    // Nobody is answered.
    let open = paper.open(&office, false, Limits { answers: 0, ..Limits::default() });
    let mut gone = TcpStream::connect(open.address).unwrap();
    gone.write_all(request("GET", &format!("/subjects/{SUBJECT}"), open.address, "").as_bytes()).unwrap();
    std::thread::sleep(Duration::from_millis(300));
    drop(gone);
    let lines = || paper.lines("request");
    for _ in 0..100 {
        if !lines().is_empty() {
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    let line = lines().remove(0);
    assert_eq!((&line["status"], &line["whole"], &line["route"]), (&Value::Null, &json!(false), &Value::Null));
    drop(open);
}

#[test]
fn without_a_log_an_answer_has_no_number() {
    let office = Office::with_story();
    let open = Open::of(&office);
    assert_eq!(open.get("/types").header("x-request-id"), None, "a number that leads nowhere is none");
}

#[test]
fn what_opens_a_link_that_was_handed_out_is_not_logged() {
    let office = Office::with_story();
    let paper = Paper::default();
    let open = paper.open(&office, true, Limits::default());
    let (now, subject) = (super::moment(), qizhang::value::Uscc::parse(SUBJECT).unwrap());
    let handed = open.desk.hand(subject, now.day(), now, "clerk").unwrap();
    let path = format!("/given/{}", handed.secret.told());
    let elsewhere = SocketAddr::from(([192, 0, 2, 1], 1));
    let rows = [
        (request("GET", &path, open.address, ""), 200, json!("/given/{secret}")),
        (request("HEAD", &path, open.address, ""), 200, json!("/given/{secret}")),
        (request("GET", &format!("{path}?x=1"), open.address, ""), 400, json!("/given/{secret}")),
        (request("GET", &format!("{path}0"), open.address, ""), 403, json!("/given/{secret}")),
        (request("GET", &format!("{path}/notice"), open.address, ""), 404, Value::Null),
        (request("DELETE", &path, open.address, ""), 405, Value::Null),
        (request("GET", &path, elsewhere, ""), 421, Value::Null),
        (request("GET", &format!("{path}?x={}", "x".repeat(5000)), open.address, ""), 414, Value::Null),
    ];
    for (asked, status, _) in &rows {
        assert_eq!(client::ask(open.address, asked).status, *status, "{asked}");
    }
    drop(open);
    let told: Vec<_> =
        paper.lines("request").into_iter().map(|line| (line["status"].clone(), line["route"].clone())).collect();
    assert_eq!(told, rows.map(|(_, status, route)| (json!(status), route)));
    assert!(!paper.text().contains(&handed.secret.told()[3..]), "{}", paper.text());
}
