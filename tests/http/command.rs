//! `serve` as it is typed: it begins, tells where, answers and ends.

use super::jobs::RATE;
use super::{ON, client};
use crate::cli::{Office, keeps};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
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
        // Where may be told behind other things.
        let mut told = BufReader::new(child.stderr.as_mut().unwrap());
        while !line.contains("http://") {
            line.clear();
            assert!(told.read_line(&mut line).unwrap() > 0, "it tells where");
        }
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
    let idle = TcpStream::connect(address).unwrap();
    assert_eq!(signalled(&mut child, "TERM"), Some(0));
    drop(idle);
}

/// The program ends before the farewell is over: nobody waits for the rest of a request.
#[test]
fn half_a_request_does_not_hold_up_the_end() {
    let office = Office::with_story();
    let (mut child, address, _) = begun(&office, &["--write"]);
    let head = |first: &str| format!("{first} HTTP/1.1\r\nHost: {address}\r\n");
    let half = [
        "GET /types HTTP/1.1\r\nHost: ".to_owned(),
        // A form of which the beginning came is waited for, whoever sends it.
        format!(
            "{}Origin: http://{address}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nname=",
            head("POST /sign-in")
        ),
        format!("{}\r\nGET /types HTTP", head("GET /healthz")),
    ];
    let open: Vec<TcpStream> = half
        .iter()
        .map(|text| {
            let mut stream = TcpStream::connect(address).unwrap();
            stream.write_all(text.as_bytes()).unwrap();
            stream
        })
        .collect();
    std::thread::sleep(Duration::from_millis(50));
    let told = Command::new("sh").args(["-c", &format!("kill -TERM {}", child.id())]).status().unwrap();
    assert!(told.success());
    let ended = (0..80).find_map(|_| {
        std::thread::sleep(Duration::from_millis(50));
        child.try_wait().unwrap()
    });
    let _ = child.kill();
    assert_eq!(ended.and_then(|status| status.code()), Some(0), "it ends within four seconds, and not after five");
    drop(open);
}

/// What came whole is answered, also where the end is asked for meanwhile.
#[test]
fn what_came_whole_is_answered_before_the_end() {
    let office = Office::with_story();
    let (mut child, address, _) = begun(&office, &[]);
    let asked = |path: &str| format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    let mut whole = TcpStream::connect(address).unwrap();
    // It takes many runs.
    let question = format!("/api/v1/whatif?set={RATE}&sensitivity=yes&{ON}");
    whole.write_all(asked(&question).as_bytes()).unwrap();
    // As soon as its connection is one of those that are open.
    let counts = || client::ask(address, &asked("/metrics")).text;
    let is_open = |_: &u32| {
        std::thread::sleep(Duration::from_millis(5));
        counts().contains("qizhang_http_connections 2")
    };
    assert!((0..400).find(is_open).is_some(), "it is answered for longer than it takes to ask for numbers");
    assert_eq!(signalled(&mut child, "TERM"), Some(0));
    let mut told = Vec::new();
    whole.read_to_end(&mut told).unwrap();
    let reply = client::Reply::read(&told);
    assert!(reply.status == 200 && reply.text.ends_with("}\n") && reply.text.contains("whatif.v1"), "{}", reply.text);
}

/// With few files it does not begin, and says how many it needs; with those it begins, and answers.
#[test]
fn too_few_files_are_told_and_enough_are_enough() {
    let office = Office::with_story();
    let begins = |files: &str, lang: &str| {
        let mut command = Command::new("sh");
        command.args(["-c", "ulimit -n $0 && exec \"$@\"", files, env!("CARGO_BIN_EXE_qizhang")]);
        command.args(["serve", "--listen", "127.0.0.1:0", "--lang", lang]).current_dir(office.path(""));
        command.env_clear().env("QIZHANG_CONFIG", "/dev/null").stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    };
    for files in ["16", "24", "32", "48", "63"] {
        for (lang, says) in
            [("zh", format!("允许 {files} 个，至少要 64 个")), ("en", format!("It allows {files}, and 64 are needed"))]
        {
            let output = begins(files, lang).wait_with_output().unwrap();
            let talk = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(1), "{files}: {talk}");
            assert!(talk.contains("[too-few-files]") && talk.contains(&says), "{files}: {talk}");
            assert!(talk.contains("ulimit -n 4608") && !talk.contains("panicked"), "{files}: {talk}");
        }
    }
    let mut child = begins("64", "en");
    let mut line = String::new();
    BufReader::new(child.stderr.as_mut().unwrap()).read_line(&mut line).unwrap();
    let address = line.split("http://").nth(1).and_then(|rest| rest.split('/').next()?.parse().ok());
    let address: SocketAddr = address.unwrap_or_else(|| panic!("no address in {line:?}"));
    // As many as there are places, and the next ones wait for theirs.
    let idle: Vec<TcpStream> = (0..12).map(|_| TcpStream::connect(address).unwrap()).collect();
    let request = format!("GET /findings?on=2026-12-31 HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    std::thread::scope(|scope| {
        for _ in 0..40 {
            scope.spawn(|| assert_eq!(client::ask(address, &request).status, 200));
        }
    });
    drop(idle);
    assert_eq!(signalled(&mut child, "TERM"), Some(0));
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
