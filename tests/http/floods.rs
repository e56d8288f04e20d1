//! Whoever is refused over and over fills no disk: so many refusals have a line, and a line says how many before it have none.

use super::people::Browser;
use super::{Open, client};
use crate::cli::Office;
use qizhang::access::{AccessLog, Came, Line, Role, Scope};
use qizhang::http::Limits;
use std::thread::sleep;
use std::time::Duration;

/// So long that a flood of a hundred is over in it, and a test can wait for its end.
const MINUTE: Duration = Duration::from_secs(6);
/// So many have a line in it.
const MOST: usize = 60;

fn lines(open: &Open) -> Vec<Line> {
    let mut found = Vec::new();
    AccessLog::of(&open.desk).walk(&mut |line| found.push(line)).unwrap();
    found
}

/// What a line says of those before it that have none.
fn untold(line: &Line) -> u64 {
    let said = line.look.asked.iter().find_map(|asked| asked.strip_prefix("untold="));
    said.map_or(0, |count| count.parse().unwrap())
}

/// Of some lines those of a code.
fn of<'l>(lines: &'l [Line], code: &str) -> Vec<&'l Line> {
    lines.iter().filter(|line| line.look.code.as_deref() == Some(code)).collect()
}

/// A flood of so many, then a pause, then one more: how many lines there are of its code, and what the last one says.
fn flooded(open: &Open, code: &str, ask: &dyn Fn() -> client::Reply) -> (usize, u64) {
    let before = of(&lines(open), code).len();
    for _ in 0..100 {
        ask();
    }
    let told = of(&lines(open), code).len() - before;
    sleep(MINUTE);
    let reply = ask();
    let after = lines(open);
    let last = *of(&after, code).last().unwrap();
    assert!(reply.header("x-request-id").is_some() && last.look.came == Came::Refused);
    (told, untold(last))
}

#[test]
fn what_has_no_line_is_counted_in_the_next() {
    let office = Office::with_story();
    let open = Open::floodable(&office, Limits { minute: MINUTE, ..Limits::default() });
    open.token(&[Scope::Read]);
    let host = open.address;
    let strange = || client::ask(host, "GET /subjects HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
    let recorder = Browser::of(&open, "wang.li", Role::Recorder);
    for (what, code, ask) in [
        ("at the door", "host-not-ours", &strange as &dyn Fn() -> client::Reply),
        // One who is signed in may forge no count of his own.
        ("signed in", "not-allowed", &|| recorder.get("/access?untold=5")),
        ("nobody", "token-unknown", &|| open.post("/api/v1/events", &[("Authorization", "Bearer qz_x")], "")),
    ] {
        let (told, untold) = flooded(&open, code, ask);
        assert!((MOST..100).contains(&told), "{what}: {told}");
        assert_eq!(told as u64 + untold, 100, "{what}: each of them has a line or is counted");
    }
}

#[test]
fn nobody_hides_behind_the_flood_of_another() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let recorder = Browser::of(&open, "wang.li", Role::Recorder);
    let other = Browser::of(&open, "li.na", Role::Recorder);
    for _ in 0..80 {
        assert_eq!(recorder.get("/access").status, 403, "refused all the same");
    }
    assert_eq!(recorder.get("/access").header("x-request-id"), None, "there is no line to be found by it");
    assert_eq!(of(&lines(&open), "not-allowed").len(), MOST);
    other.get("/access");
    open.get("/access");
    let mut nobody = Browser::of(&open, "zhao.min", Role::Auditor);
    nobody.cookie.clear();
    nobody.sign_in("wang.li", "not the word at all");
    let all = lines(&open);
    assert_eq!(of(&all, "not-allowed").len(), MOST + 1, "another one has his own");
    assert_eq!(of(&all, "sign-in-wrong").len(), 1);
    let read = recorder.get("/subjects?lang=en");
    assert_eq!(read.status, 404);
    assert!(all.iter().all(|line| untold(line) == 0));
}
