//! Serving ends when it is asked to, and answers first what came whole.

use super::people::{Browser, form_mark};
use super::{Open, SUBJECT, client};
use crate::cli::Office;
use qizhang::access::{AccessLog, Role};
use std::fs::File;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread::sleep;
use std::time::Duration;

/// Long enough for a form to come in and to wait for its line.
const A_WHILE: Duration = Duration::from_millis(700);

/// A form of which all came is answered although the end is asked for meanwhile; nothing is begun that comes later.
#[test]
fn a_form_that_came_whole_is_answered_before_the_end() {
    let office = Office::with_story();
    let mut open = Open::written(&office);
    let browser = Browser::of(&open, "wang.li", Role::Recorder);
    let (address, mark) = (open.address, form_mark(&browser.get("/record").text, "/sign-out"));
    assert_eq!(browser.get(&format!("/subjects/{SUBJECT}")).status, 200, "a line, so that there is a log");
    let log = File::open(AccessLog::of(&open.desk).file()).unwrap();
    // Nobody is answered while somebody else has the access log: the answer is on its way as long as that takes.
    log.lock().unwrap();
    let body = format!("form={mark}x");
    let request = format!(
        "POST /sign-out HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nCookie: {}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
        browser.cookie,
        body.len()
    );
    let mut whole = TcpStream::connect(address).unwrap();
    let (first, rest) = body.split_at(4);
    whole.write_all(format!("{request}{first}").as_bytes()).unwrap();
    sleep(A_WHILE / 7);
    whole.write_all(rest.as_bytes()).unwrap();
    sleep(A_WHILE);
    drop(open.stop.take());
    sleep(A_WHILE);
    log.unlock().unwrap();
    let mut told = Vec::new();
    whole.read_to_end(&mut told).unwrap();
    let reply = client::Reply::read(&told);
    assert_eq!(reply.status, 403, "{}", reply.text);
    assert!(reply.header("x-request-id").is_some() && reply.text.contains("form-not-ours"), "{}", reply.text);
    assert!(TcpStream::connect(address).is_err(), "nobody connects any more");
}
