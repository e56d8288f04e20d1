//! `serve` as it is typed: it begins, tells where, answers and ends.

use super::client;
use crate::cli::{Office, keeps};
use std::io::{BufRead, BufReader, Read};
use std::net::{SocketAddr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// The program serving, and where.
fn begun(office: &Office, words: &[&str]) -> (Child, SocketAddr, String) {
    let mut command = office.command(&[&["serve", "--listen", "127.0.0.1:0"], words].concat());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let json = words.contains(&"--json");
    let mut line = String::new();
    if json {
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    } else {
        BufReader::new(child.stderr.as_mut().unwrap()).read_line(&mut line).unwrap();
    }
    let address = line.split("http://").nth(1).and_then(|rest| rest.split('/').next()?.parse().ok());
    (child, address.unwrap_or_else(|| panic!("no address in {line:?}")), line)
}

fn signalled(child: &mut Child, signal: &str) -> Option<i32> {
    let told = Command::new("sh").args(["-c", &format!("kill -{signal} {}", child.id())]).status().unwrap();
    assert!(told.success());
    child.wait().unwrap().code()
}

#[test]
fn it_begins_tells_where_answers_and_ends() {
    let office = Office::with_story();
    for (words, signal, code, says) in [
        (&[][..], "TERM", 0, "在浏览器中打开 http://127.0.0.1:"),
        (&["--lang", "en"], "INT", 130, "open http://127.0.0.1:"),
    ] {
        let (mut child, address, line) = begun(&office, words);
        assert!(line.contains(says), "{line}");
        assert!(line.contains("/?lang=en") == words.contains(&"en"), "{line}");
        let request = format!("GET /?on=2026-12-31 HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
        assert_eq!(client::ask(address, &request).status, 200);
        assert_eq!(signalled(&mut child, signal), Some(code), "{signal}");
    }
    let (mut child, address, line) = begun(&office, &["--json"]);
    let told: serde_json::Value = serde_json::from_str(&line).unwrap();
    keeps(&told, "serve.v1");
    assert_eq!(told["url"], format!("http://{address}/"));
    assert_eq!(signalled(&mut child, "TERM"), Some(0));
    let mut rest = String::new();
    child.stderr.take().unwrap().read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "", "a program is told nothing else");
}

/// Whoever reads the log as objects finds nothing else.
#[test]
fn a_log_of_objects_is_all_there_is() {
    let office = Office::with_story();
    let mut command = office.command(&["serve", "--listen", "127.0.0.1:0", "--write", "--log", "json"]);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut reader = BufReader::new(child.stderr.take().unwrap());
    let mut text = String::new();
    reader.read_line(&mut text).unwrap();
    let begun: serde_json::Value = serde_json::from_str(&text).unwrap();
    let address: SocketAddr = begun["address"].as_str().unwrap().parse().unwrap();
    let request = format!("GET /types HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    let reply = client::ask(address, &request);
    assert_eq!(signalled(&mut child, "TERM"), Some(0));
    reader.read_to_string(&mut text).unwrap();
    let lines: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for line in &lines {
        keeps(line, "log.v1");
    }
    let told: Vec<&str> = lines.iter().filter_map(|line| line["what"].as_str()).collect();
    assert_eq!(told, ["begun", "request", "ended"], "{text}");
    assert_eq!(lines[1]["request"].as_str(), reply.header("x-request-id"));
}

/// A connection that is kept open and silent does not hold up the end.
#[test]
fn an_idle_browser_does_not_hold_up_the_end() {
    let office = Office::with_story();
    let (mut child, address, _) = begun(&office, &[]);
    let idle = std::net::TcpStream::connect(address).unwrap();
    assert_eq!(signalled(&mut child, "TERM"), Some(0));
    drop(idle);
}

/// How a `serve` ends that should not begin, and what it says; one that does begin is ended here.
fn refused(office: &Office, words: &[&str]) -> (Option<i32>, String) {
    let mut command = office.command(&[&["serve"], words].concat());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    for _ in 0..400 {
        if child.try_wait().unwrap().is_some() {
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    let _ = child.kill();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.stdout, b"", "{words:?}");
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn what_cannot_be_served_is_told_with_the_way_out() {
    let office = Office::with_story();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().map(|address| (taken, address.to_string())).unwrap();
    let rows: [(&[&str], i32, &str, [&str; 2]); 6] = [
        (&["--listen", "0.0.0.0:7480"], 1, "listen-beyond-loopback", ["查看不用登录", "reading needs no sign-in"]),
        (&["--listen", "[::]:7480"], 1, "listen-beyond-loopback", ["127.0.0.1:7480", "127.0.0.1:7480"]),
        (&["--listen", &taken.1], 1, "listen-in-use", ["127.0.0.1:0", "127.0.0.1:0"]),
        (&["--ledger", "nowhere"], 1, "no-ledger", ["nowhere", "nowhere"]),
        (&["--listen", "7480"], 2, "value-not-understood", ["127.0.0.1:7480", "127.0.0.1:7480"]),
        (&["--on", "2026-12-31"], 2, "no-question", ["--on", "--on"]),
    ];
    for (words, code, name, says) in rows {
        for (lang, says) in ["zh", "en"].into_iter().zip(says) {
            let (ended, talk) = refused(&office, &[words, &["--lang", lang]].concat());
            assert_eq!(ended, Some(code), "{words:?}: {talk}");
            assert!(talk.contains(says), "{words:?}: {talk}");
        }
        let (_, talk) = refused(&office, &[words, &["--json"]].concat());
        let told: serde_json::Value = serde_json::from_str(&talk).unwrap();
        keeps(&told, "error.v1");
        assert_eq!(told["code"], name, "{words:?}");
    }
}
