//! What is turned away at the door, and what every answer carries.

use super::{ON, Open, SUBJECT, client};
use crate::cli::{Office, keeps};
use qizhang::http::{Limits, Listening, ServeError};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

#[test]
fn a_request_for_somebody_else_is_turned_away() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let port = open.address.port();
    let asked = |target: &str, hosts: &[String]| {
        let hosts: String = hosts.iter().flat_map(|host| ["Host: ", host, "\r\n"]).collect();
        client::ask(open.address, &format!("GET {target} HTTP/1.1\r\n{hosts}Connection: close\r\n\r\n"))
    };
    for host in ["127.0.0.1", "localhost", "LOCALHOST"] {
        assert_eq!(asked("/types", &[format!("{host}:{port}")]).status, 200, "{host}");
    }
    let ours = format!("127.0.0.1:{port}");
    let others = [
        format!("evil.example:{port}"),
        format!("127.0.0.1.evil.example:{port}"),
        "127.0.0.1".to_owned(),
        format!("localhost:{}", port ^ 1),
        format!("192.0.2.1:{port}"),
        format!("127.0.0.2:{port}"),
        format!("127.1.2.3:{port}"),
        format!("[::1]:{port}"),
        format!("0.0.0.0:{port}"),
        format!("[::1]x:{port}"),
        format!("user@127.0.0.1:{port}"),
        String::new(),
    ];
    for host in others {
        let reply = asked("/types", std::slice::from_ref(&host));
        assert_eq!(reply.status, 421, "{host}");
        assert!(reply.text.contains("host-not-ours") && !reply.text.contains("payment.made"), "{host}");
    }
    assert_eq!(asked("/types", &[]).status, 421, "nobody is named");
    assert_eq!(asked("/types", &[ours.clone(), ours.clone()]).status, 421, "two are named");
    assert_eq!(asked(&format!("http://evil.example:{port}/types"), std::slice::from_ref(&ours)).status, 421);
    assert_eq!(asked(&format!("http://{ours}/types"), &[ours]).status, 200);
}

#[test]
fn one_can_only_look() {
    let office = Office::with_story();
    let open = Open::of(&office);
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"] {
        for path in ["/", "/nowhere", "/findings.json"] {
            let request = format!(
                "{method} {path} HTTP/1.1\r\nHost: {}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                open.address
            );
            let reply = client::ask(open.address, &request);
            assert_eq!((reply.status, reply.header("allow")), (405, Some("GET, HEAD")), "{method} {path}");
        }
    }
    // Where more than looking is taken, the words say what.
    for (path, allows) in [
        ("/api/v1/whatif/jobs", "GET, HEAD, POST"),
        ("/api/v1/whatif/jobs/1/stop", "POST"),
        ("/api/v1/events", "GET, HEAD, POST"),
    ] {
        for method in ["PUT", "DELETE"] {
            let request = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", open.address);
            let reply = client::ask(open.address, &request);
            assert_eq!((reply.status, reply.header("allow")), (405, Some(allows)), "{method} {path}");
            let told: serde_json::Value = serde_json::from_str(&reply.text).unwrap();
            keeps(&told, "problem.v1");
            assert_eq!(told["code"], "method-not-allowed");
            assert_eq!(told["why"]["en"], format!("It takes {allows}."), "{method} {path}");
            assert!(!reply.text.contains("/record") && told["remedy"]["zh"].as_str().unwrap().contains("openapi"));
        }
    }
    let request =
        format!("HEAD /subjects/{SUBJECT}?{ON} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", open.address);
    let reply = client::ask(open.address, &request);
    let whole = open.page(&format!("/subjects/{SUBJECT}?{ON}")).len().to_string();
    assert_eq!((reply.status, reply.text.as_str(), reply.header("content-length")), (200, "", Some(&*whole)));
}

#[test]
fn every_answer_says_what_a_browser_may_do() {
    let office = Office::with_story();
    let open = Open::of(&office);
    for (path, status) in [
        ("/", 200),
        ("/types.json", 200),
        ("/style.css", 200),
        ("/icon.svg", 200),
        ("/copy.js", 200),
        ("/search?q=P-2026-0001&on=2026-12-31", 303),
        ("/nowhere", 404),
        ("/nowhere.json", 404),
        ("/?on=never", 400),
    ] {
        let reply = open.get(path);
        assert_eq!(reply.status, status, "{path}");
        guarded(&reply, path);
    }
    let post = format!("POST / HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", open.address);
    guarded(&client::ask(open.address, &post), "POST");
    guarded(&client::ask(open.address, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), "host");
    guarded(&open.get(&format!("/?q={}", "x".repeat(5000))), "length");
}

fn guarded(reply: &client::Reply, which: &str) {
    let policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; \
                  frame-ancestors 'none'";
    let wanted = [
        ("content-security-policy", policy),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cache-control", "no-store"),
        ("cross-origin-resource-policy", "same-origin"),
    ];
    for (name, value) in wanted {
        assert_eq!(reply.header(name), Some(value), "{which}");
    }
    // One script of the ledger's own, in a file, which takes commands along.
    let page = reply.text.replacen(client::SCRIPT, "", 1);
    for piece in ["<script", " style=", "<style", " onclick", "javascript:", "=\"http", "url("] {
        assert!(
            !page.contains(piece) || which == "/icon.svg",
            "{which}: nothing else runs and nothing is fetched: {piece}"
        );
    }
}

#[test]
fn what_is_too_long_is_refused() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let reply = open.get(&format!("/search.json?q={}", "x".repeat(5000)));
    assert_eq!(reply.status, 414);
    let told: serde_json::Value = serde_json::from_str(&reply.text).unwrap();
    keeps(&told, "problem.v1");
    assert_eq!(told["code"], "address-too-long");
    let padded = |size: usize| {
        let padding = "x".repeat(size);
        let host = open.address;
        let request = format!("GET / HTTP/1.1\r\nHost: {host}\r\nX: {padding}\r\nConnection: close\r\n\r\n");
        client::ask(open.address, &request)
    };
    let reply = padded(20_000);
    assert!(reply.status == 431 && reply.text.contains("head-too-large"), "{}", reply.text);
    guarded(&reply, "head");
    assert_eq!(padded(40_000).status, 431);
}

/// Whoever says only half a sentence is cut off, and others are answered meanwhile.
#[test]
fn a_slow_connection_holds_up_nobody() {
    let office = Office::with_story();
    let limits = Limits { head: Duration::from_millis(300), ..Limits::default() };
    let open = Open::with(&office, limits);
    let mut slow: Vec<TcpStream> = (0..100).map(|_| TcpStream::connect(open.address).unwrap()).collect();
    for stream in &mut slow {
        stream.write_all(b"GET /types HTTP/1.1\r\nHost: ").unwrap();
    }
    assert_eq!(open.get("/types").status, 200);
    for mut stream in slow {
        let mut told = String::new();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        // Ends only when the other side has closed.
        let closed = stream.read_to_string(&mut told);
        let waits = |error: &std::io::Error| error.kind() == std::io::ErrorKind::WouldBlock;
        assert!(!closed.as_ref().is_err_and(waits), "it is cut off");
        assert!(!told.starts_with("HTTP/1.1 200"), "{told}");
    }
}

/// More connections than there are places wait until one is free.
#[test]
fn connections_wait_for_a_place() {
    let office = Office::with_story();
    let open = Open::with(&office, Limits { connections: 2, ..Limits::default() });
    let idle: Vec<TcpStream> = (0..2).map(|_| TcpStream::connect(open.address).unwrap()).collect();
    let mut third = TcpStream::connect(open.address).unwrap();
    let request = format!("GET /types HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", open.address);
    third.write_all(request.as_bytes()).unwrap();
    third.set_read_timeout(Some(Duration::from_millis(300))).unwrap();
    let mut told = [0; 16];
    assert!(third.read(&mut told).is_err(), "both places are taken");
    drop(idle);
    third.set_read_timeout(None).unwrap();
    let mut whole = Vec::new();
    third.read_to_end(&mut whole).unwrap();
    assert_eq!(client::Reply::read(&whole).status, 200);
}

/// When everything is busy, whoever cannot be answered in time is told so.
#[test]
fn too_many_questions_are_refused_and_not_queued_for_ever() {
    let office = Office::with_story();
    let open = Open::with(&office, Limits { answers: 0, patience: Duration::from_millis(50), ..Limits::default() });
    let reply = open.get("/types.json");
    assert_eq!((reply.status, reply.header("retry-after")), (503, Some("5")));
    let told: serde_json::Value = serde_json::from_str(&reply.text).unwrap();
    assert_eq!((&told["code"], &told["permanent"]), (&"too-many-questions".into(), &false.into()));
}

#[test]
fn only_this_machine_is_listened_to() {
    for address in ["0.0.0.0:0", "[::]:0", "192.0.2.1:0"] {
        let refused = Listening::at(address.parse().unwrap());
        assert!(matches!(refused, Err(ServeError::BeyondLoopback(_))), "{address}: {refused:?}");
    }
    let taken = Listening::at("127.0.0.1:0".parse().unwrap()).unwrap();
    assert!(matches!(Listening::at(taken.address()), Err(ServeError::InUse(_))));
}
