//! Pages that other machines reach by a name: a server on this machine encrypts and hands on what comes for that name, and for no other.

use super::client::{Reply, ask};
use super::people::{GOOD, form_mark};
use super::{ON, Open, SUBJECT, moment};
use crate::cli::Office;
use qizhang::access::{Password, Role};

const NAME: &str = "qizhang.example";

/// A request as a proxy hands it on: with the name in `Host`, and what the browser sends.
fn handed_on(
    open: &Open,
    (method, path): (&str, &str),
    (host, origin): (&str, &str),
    (cookie, body): (&str, &str),
) -> Reply {
    let origin = if origin.is_empty() { String::new() } else { format!("Origin: {origin}\r\n") };
    let length = body.len();
    ask(
        open.address,
        &format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\n{origin}Cookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        ),
    )
}

#[test]
fn it_is_there_under_its_name_and_under_no_other() {
    let office = Office::with_story();
    let rows = |open: &Open| {
        let own = open.address.to_string();
        ["qizhang.example", "QIZHANG.EXAMPLE:443", &own, "qizhang.example:80", "evil.example", "qizhang.example.evil"]
            .map(|host| handed_on(open, ("GET", "/types"), (host, ""), ("", "")).status)
    };
    assert_eq!(rows(&Open::reached(&office, NAME)), [200, 200, 200, 421, 421, 421]);
    assert_eq!(rows(&Open::closed(&office)), [421, 421, 200, 421, 421, 421], "nobody said that it has a name");
    let open = Open::reached(&office, NAME);
    let api: serde_json::Value = serde_json::from_str(&open.get("/api/v1/openapi.json").text).unwrap();
    assert_eq!(
        api["servers"][0]["url"],
        format!("https://{NAME}"),
        "whoever reads the description from afar reaches it"
    );
    for (path, status) in [("http://qizhang.example/types", 200), ("http://evil.example/types", 421)] {
        assert_eq!(handed_on(&open, ("GET", path), (NAME, ""), ("", "")).status, status, "{path}");
    }
}

#[test]
fn a_form_comes_encrypted_from_its_own_page_and_the_cookie_goes_nowhere_else() {
    let office = Office::with_story();
    let open = Open::reached(&office, NAME);
    open.desk.add_user(("wang.li", Role::Auditor), &Password::typed(GOOD.to_owned()), moment(), "clerk").unwrap();
    let own = open.address.to_string();
    let enter = |host: &str, origin: &str| {
        let mark = form_mark(&handed_on(&open, ("GET", "/sign-in"), (host, ""), ("", "")).text, "/sign-in");
        let body = format!("name=wang.li&password={}&form={mark}", GOOD.replace(' ', "+"));
        handed_on(&open, ("POST", "/sign-in"), (host, origin), ("", &body))
    };
    for (host, origin) in [
        (NAME, "http://qizhang.example"),
        (NAME, "https://qizhang.example:8443"),
        (NAME, "https://evil.example"),
        (NAME, "null"),
        (NAME, ""),
        (NAME, &format!("http://{own}")),
        (&own, "https://qizhang.example"),
        (&own, &format!("https://{own}")),
    ] {
        let reply = enter(host, origin);
        assert_eq!((reply.status, reply.header("set-cookie")), (403, None), "{host} {origin}: {}", reply.text);
    }
    let reply = enter(NAME, "https://qizhang.example");
    let set = reply.header("set-cookie").unwrap_or_else(|| panic!("{}", reply.text)).to_owned();
    assert!(reply.status == 303 && set.starts_with("__Host-qizhang="), "{set}");
    assert!(set.ends_with("; HttpOnly; SameSite=Strict; Path=/; Secure"), "{set}");
    let cookie = set.split(';').next().unwrap();
    let page = format!("/subjects/{SUBJECT}?{ON}");
    let looked = |host: &str, cookie: &str| handed_on(&open, ("GET", &page), (host, ""), (cookie, ""));
    assert_eq!((looked(NAME, cookie).status, looked(NAME, "").status), (200, 303));
    assert_eq!(looked(&own, cookie).status, 303, "a cookie of the name is none of this machine");
    let at_home = enter(&own, &format!("http://{own}"));
    let set = at_home.header("set-cookie").unwrap();
    assert!(
        set.starts_with("qizhang-") && set.ends_with("; Path=/"),
        "what is not encrypted has no such cookie: {set}"
    );
    let mark = form_mark(&looked(NAME, cookie).text, "/sign-out");
    let reply =
        handed_on(&open, ("POST", "/sign-out"), (NAME, "https://qizhang.example"), (cookie, &format!("form={mark}")));
    assert!(reply.status == 303 && reply.header("set-cookie").unwrap().contains("Secure; Max-Age=0"), "{}", reply.text);
    assert_eq!(looked(NAME, cookie).status, 303);
}
