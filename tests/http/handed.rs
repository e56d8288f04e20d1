//! The link an office hands to an enterprise: one notice without signing in, nothing else, and every look at it written down.

use super::client::{Reply, ask};
use super::people::Browser;
use super::{Open, PAYMENT, SUBJECT, moment};
use crate::cli::Office;
use qizhang::access::{AccessLog, Asker, Came, Handed, Line, Role};
use qizhang::ledger::{Clock, SystemClock};
use qizhang::value::{Instant, Uscc};

pub(super) fn lines(open: &Open) -> Vec<Line> {
    let mut found = Vec::new();
    AccessLog::of(&open.desk).walk(&mut |line| found.push(line)).unwrap();
    found
}

pub(super) fn handed(open: &Open) -> Handed {
    open.desk.hand(Uscc::parse(SUBJECT).unwrap(), moment().day().plus_days(1), moment(), "clerk").unwrap()
}

/// The address that a page shows once.
pub(super) fn address(page: &str) -> String {
    let found = page.split("<code id=\"address\">").nth(1).and_then(|rest| rest.split('<').next());
    found.unwrap_or_else(|| panic!("no address: {page}")).to_owned()
}

/// What a page says: the words of its titles, lines and cells, without what leads on from them.
fn said(page: &str) -> Vec<String> {
    let main = page.split("<main").nth(1).and_then(|rest| rest.split("</main>").next()).unwrap_or_default();
    let begins = ["h1>", "h2>", "th ", "td>", "td ", "p class=\"in-"];
    let parts = main.split('<').enumerate().filter(|(_, part)| begins.iter().any(|own| part.starts_with(own)));
    let pieces: Vec<&str> = main.split('<').collect();
    let whole = |(at, part): (usize, &str)| {
        let end = format!("/{}>", part.split([' ', '>']).next().unwrap_or_default());
        let inner = pieces.iter().skip(at).take_while(|piece| !piece.starts_with(end.as_str()));
        inner.filter_map(|piece| piece.split_once('>').map(|(_, words)| words)).collect::<String>()
    };
    parts.map(whole).collect()
}

/// Every address that a page leads to.
fn leads_to(page: &str) -> Vec<&str> {
    page.split(" href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn whoever_has_it_reads_the_notice_and_nothing_else() {
    let office = Office::with_story();
    let open = Open::closed(&office);
    let browser = Browser::of(&open, "wang.li", Role::Recorder);
    let Handed { link, secret } = handed(&open);
    let path = format!("/given/{}", secret.told());
    for (lang, brand) in [("", "惠企政策告知单"), ("?lang=en", "Support that is open to")] {
        let page = open.page(&format!("{path}{lang}"));
        let own = browser.get(&format!("/subjects/{SUBJECT}/notice{lang}")).text;
        assert!(page.contains(brand), "{page}");
        assert!(said(&page).len() > 20, "{page}");
        assert_eq!(said(&page), said(&own), "every word and amount of the notice of the office, in order");
        let other = if lang.is_empty() { "?lang=en" } else { "?lang=zh" };
        let leads: Vec<_> =
            leads_to(&page).into_iter().filter(|to| !["/style.css", "/icon.svg"].contains(to)).collect();
        assert_eq!(leads, [other], "it leads nowhere but to itself in the other language");
        for piece in ["<form", "<nav", secret.told(), "qizhang.ledger", "accesskey"] {
            assert!(!page.contains(piece), "{piece}: {page}");
        }
        assert!(page.contains(&*link.id) && page.contains("2027-01-06"), "how long it opens: {page}");
    }
    // What opens it opens nothing else.
    for other in ["/", &format!("/subjects/{SUBJECT}/notice"), &format!("/payments/{PAYMENT}")] {
        assert_eq!(open.get(&format!("{other}?given={}", secret.told())).status, 303, "{other}");
    }
    let as_token = [("Authorization", format!("Bearer {}", secret.told()))];
    let api = super::client::ask(
        open.address,
        &format!(
            "GET /api/v1/subjects/{SUBJECT} HTTP/1.1\r\nHost: {}\r\n{}: {}\r\nConnection: close\r\n\r\n",
            open.address, as_token[0].0, as_token[0].1
        ),
    );
    assert_eq!(api.status, 401, "{}", api.text);
}

#[test]
fn it_holds_now_with_everything_known_and_takes_no_other_question() {
    let office = Office::with_story();
    let open = Open::closed(&office);
    let Handed { secret, .. } = handed(&open);
    let path = format!("/given/{}", secret.told());
    let page = open.page(&path);
    assert!(page.contains("2027-01-05") && page.contains("按 #196 所知"), "both times stand on paper: {page}");
    let rows = [
        ("on=2026-12-31", "parameter-unknown"),
        ("known=5", "parameter-unknown"),
        ("read=R1%3Da", "parameter-unknown"),
        ("rows=all", "parameter-unknown"),
        ("lang=fr", "parameter-not-understood"),
        ("x=1", "parameter-unknown"),
    ];
    for (query, code) in rows {
        let reply = open.get(&format!("{path}?{query}"));
        assert!(reply.status == 400 && reply.text.contains(code), "{query}: {} {}", reply.status, reply.text);
        assert!(leads_to(&reply.text).iter().all(|to| ["/style.css", "/icon.svg"].contains(to)), "{}", reply.text);
    }
    assert_eq!(open.get(&format!("{path}.json")).status, 403, "there is no other form of it");
    assert_eq!(open.get(&format!("{path}/notice")).status, 404);
}

#[test]
fn what_opens_no_more_says_so_and_leads_nowhere() {
    let office = Office::with_story();
    let open = Open::closed(&office);
    let Handed { link, secret } = handed(&open);
    let today = open.desk.hand(Uscc::parse(SUBJECT).unwrap(), moment().day(), moment(), "clerk").unwrap();
    assert_eq!(open.get(&format!("/given/{}", today.secret.told())).status, 200, "its last day is one of its days");
    let old = Instant::parse("2026-12-01T09:00:00.000+08:00").unwrap();
    let ended = open.desk.hand(Uscc::parse(SUBJECT).unwrap(), moment().day().prev(), old, "clerk").unwrap();
    open.desk.revoke_link(&link.id, moment(), "clerk").unwrap();
    let guessed = format!("qz_{}", "0".repeat(64));
    let rows = [
        (secret.told(), "link-revoked"),
        (ended.secret.told(), "link-expired"),
        (&guessed, "link-unknown"),
        ("x", "link-unknown"),
        ("%FF", "link-unknown"),
    ];
    for (shown, code) in rows {
        for (lang, word) in [("", "企账"), ("?lang=en", "Qizhang")] {
            let reply = open.get(&format!("/given/{shown}{lang}"));
            assert!(
                reply.status == 403 && reply.text.contains(code) && reply.text.contains(word),
                "{shown}: {}",
                reply.text
            );
            assert!(leads_to(&reply.text).iter().all(|to| ["/style.css", "/icon.svg"].contains(to)), "{}", reply.text);
            assert!(!reply.text.contains(SUBJECT) && !reply.text.contains("<form"), "{}", reply.text);
        }
    }
}

#[test]
fn nobody_else_learns_its_address() {
    let office = Office::with_story();
    let open = Open::closed(&office);
    let Handed { link, secret } = handed(&open);
    let path = format!("/given/{}", secret.told());
    let reply = open.get(&path);
    is_guarded(&reply);
    let last = lines(&open).pop().unwrap();
    assert_eq!(last.look.asker, Asker::Link { id: link.id.clone() });
    assert_eq!((&*last.look.route, last.look.came, last.look.status), ("GET /given/{secret}", Came::Read, Some(200)));
    assert_eq!(last.look.about, [format!("subject:{SUBJECT}").into()]);
    assert!(
        last.look.asked.is_empty()
            && last.look.on == Some(moment().day())
            && last.look.known.map(|known| known.0) == Some(196)
    );
    open.desk.revoke_link(&link.id, moment(), "clerk").unwrap();
    is_guarded(&open.get(&path));
    let last = lines(&open).pop().unwrap();
    assert_eq!((last.look.came, last.look.code.as_deref()), (Came::Refused, Some("link-revoked")));
    assert_eq!(last.look.asker, Asker::Link { id: link.id.clone() }, "which link was tried");
    is_guarded(&open.get("/given/x"));
    let last = lines(&open).pop().unwrap();
    assert_eq!((&last.look.asker, last.look.code.as_deref()), (&Asker::Nobody, Some("link-unknown")));
    // What the door turns away is told without it too.
    let host = open.address;
    for head in [
        format!("DELETE {path} HTTP/1.1\r\nHost: {host}"),
        format!("GET {path} HTTP/1.1\r\nHost: evil.example"),
        format!("GET {path}{} HTTP/1.1\r\nHost: {host}", "x".repeat(5000)),
    ] {
        let reply = super::client::ask(host, &format!("{head}\r\nConnection: close\r\n\r\n"));
        assert!([405, 421, 414].contains(&reply.status), "{}", reply.status);
        let last = lines(&open).pop().unwrap();
        assert!(last.look.route.ends_with(" /given/…"), "{}", last.look.route);
    }
    let file = std::fs::read_to_string(AccessLog::of(&open.desk).file()).unwrap();
    assert!(!file.contains(&secret.told()[3..]), "it stands in no line");
}

/// A flood of guesses under one address has few lines, and another's link is opened all the same.
/// No other place that a browser asks learns an address that opens something, and no search engine keeps it.
fn is_guarded(reply: &Reply) {
    let heads = ["referrer-policy", "x-robots-tag", "cache-control"].map(|name| reply.header(name));
    assert_eq!(heads, [Some("no-referrer"), Some("noindex, nofollow"), Some("no-store")], "{}", reply.text);
}

/// What the door turns away, and what no page answers, is no way to the office either.
#[test]
fn whatever_is_asked_of_its_address_keeps_it() {
    let office = Office::with_story();
    let open = Open::closed(&office);
    let path = format!("/given/{}", handed(&open).secret.told());
    let asked = |method: &str, path: &str, host: &str| {
        ask(open.address, &format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"))
    };
    let own = open.address.to_string();
    let long = format!("{path}?x={}", "x".repeat(5000));
    let rows = [
        ("GET", path.clone(), &*own, 200),
        ("GET", format!("{path}/notice"), &own, 404),
        ("DELETE", path.clone(), &own, 405),
        ("POST", path.clone(), &own, 405),
        ("GET", path.clone(), "evil.example", 421),
        ("GET", long, &own, 414),
    ];
    for (method, path, host, status) in rows {
        let reply = asked(method, &path, host);
        assert_eq!(reply.status, status, "{method} {host}: {}", reply.text);
        is_guarded(&reply);
        assert!(
            !reply.text.contains("href=\"/\"") && !reply.text.contains("/sign-in"),
            "{method} {host}: {}",
            reply.text
        );
    }
    // Only what opens something: the pages go on saying where a form was sent from.
    for path in ["/given", "/types", "/sign-in"] {
        assert_eq!(open.get(path).header("referrer-policy"), Some("same-origin"), "{path}");
    }
}

#[test]
fn guesses_fill_no_disk_and_keep_nobody_out() {
    let office = Office::with_story();
    let open = Open::closed(&office);
    let Handed { secret, .. } = handed(&open);
    for at in 0..80 {
        assert_eq!(open.get(&format!("/given/qz_{at:064x}")).status, 403);
    }
    assert_eq!(lines(&open).len(), 60);
    assert_eq!(open.get(&format!("/given/{}", secret.told())).status, 200);
    assert_eq!(lines(&open).len(), 61);
}

/// A program that is begun to be read shows what a link opens too: it is the desk that says what does.
#[test]
fn it_opens_where_nothing_can_be_written() {
    let office = Office::with_story();
    // The command goes by the clock of this machine, the pages here by one of their own.
    let until = SystemClock.now().day().plus_days(360).to_string();
    let path = office.done(&["link", "new", SUBJECT, "--until", &until]);
    let open = Open::of(&office);
    assert!(open.page(path.trim_end()).contains("惠企政策告知单"));
}

pub(super) const OTHER: &str = "91110114000000027L";

#[test]
fn each_shows_its_own_enterprise() {
    let office = Office::with_story();
    let open = Open::closed(&office);
    let browser = Browser::of(&open, "wang.li", Role::Recorder);
    let hand = |code| open.desk.hand(Uscc::parse(code).unwrap(), moment().day(), moment(), "clerk").unwrap();
    let mut words = Vec::new();
    for (code, handed) in [SUBJECT, OTHER].map(|code| (code, hand(code))) {
        let page = open.page(&format!("/given/{}", handed.secret.told()));
        let last = lines(&open).pop().unwrap();
        assert_eq!(last.look.about, [format!("subject:{code}").into()]);
        assert_eq!(said(&page), said(&browser.get(&format!("/subjects/{code}/notice")).text));
        words.push(said(&page));
    }
    assert_ne!(words[0], words[1]);
}

#[test]
fn it_holds_on_the_day_it_is_read_and_not_on_the_one_it_was_handed_out() {
    let office = Office::with_story();
    let open = Open::closed(&office);
    let browser = Browser::of(&open, "wang.li", Role::Recorder);
    let before = Instant::parse("2026-10-01T09:00:00.000+08:00").unwrap();
    let until = moment().day().plus_days(30);
    let old = open.desk.hand(Uscc::parse(SUBJECT).unwrap(), until, before, "clerk").unwrap();
    let page = open.page(&format!("/given/{}", old.secret.told()));
    let notice = |times: &str| browser.get(&format!("/subjects/{SUBJECT}/notice{times}")).text;
    let every = |page: &str| {
        let found = page.split("<p class=\"every\">").nth(1).and_then(|rest| rest.split("</p>").next());
        found.unwrap_or_else(|| panic!("nothing for every sheet: {page}")).to_owned()
    };
    assert_eq!((said(&page), every(&page)), (said(&notice("")), every(&notice(""))), "times and root as at the office");
    for other in ["?on=2026-10-01", "?known=2026-10-01", "?on=2027-02-04"] {
        assert_ne!(every(&page), every(&notice(other)), "{other}");
    }
}

#[test]
fn what_is_asked_wrongly_or_too_late_is_as_guarded_and_written_down() {
    let office = Office::with_story();
    let open = Open::closed(&office);
    let Handed { link, secret } = handed(&open);
    let old = Instant::parse("2026-12-01T09:00:00.000+08:00").unwrap();
    let ended = open.desk.hand(Uscc::parse(SUBJECT).unwrap(), moment().day().prev(), old, "clerk").unwrap();
    let rows = [
        (format!("/given/{}?x=1", secret.told()), &link.id, 400, "parameter-unknown", Came::Failed),
        (format!("/given/{}", ended.secret.told()), &ended.link.id, 403, "link-expired", Came::Refused),
    ];
    for (path, id, status, code, came) in rows {
        let reply = open.get(&path);
        assert_eq!(reply.status, status, "{}", reply.text);
        is_guarded(&reply);
        let look = lines(&open).pop().unwrap().look;
        assert_eq!((&look.asker, look.came, look.code.as_deref()), (&Asker::Link { id: id.clone() }, came, Some(code)));
    }
}

#[test]
fn a_flood_through_one_link_has_few_lines_and_hides_no_other() {
    let office = Office::with_story();
    let open = Open::closed(&office);
    let (one, other) = (handed(&open), handed(&open));
    for Handed { link, .. } in [&one, &other] {
        open.desk.revoke_link(&link.id, moment(), "clerk").unwrap();
    }
    for _ in 0..80 {
        assert_eq!(open.get(&format!("/given/{}", one.secret.told())).status, 403);
    }
    assert_eq!(lines(&open).len(), 60);
    assert_eq!(open.get(&format!("/given/{}", other.secret.told())).status, 403);
    let all = lines(&open);
    assert_eq!((all.len(), &all[60].look.asker), (61, &Asker::Link { id: other.link.id.clone() }));
}

#[test]
fn what_is_not_written_down_is_not_shown() {
    let office = Office::with_story();
    let open = Open::closed(&office);
    let path = format!("/given/{}", handed(&open).secret.told());
    assert_eq!(open.get(&path).status, 200);
    let file = AccessLog::of(&open.desk).file();
    let away = file.with_extension("away");
    std::fs::rename(&file, &away).unwrap();
    let reply = open.get(&path);
    assert!(reply.status == 503 && reply.text.contains("access-log-gone"), "{} {}", reply.status, reply.text);
    is_guarded(&reply);
    let folder = file.parent().unwrap().display().to_string();
    assert!(!reply.text.contains(&folder), "where the office keeps its files is its business: {}", reply.text);
    assert!(reply.text.contains("请把下面的代码告诉"), "{}", reply.text);
    assert!(!reply.text.contains("惠企政策告知单") && !reply.text.contains(&path), "{}", reply.text);
    std::fs::rename(&away, &file).unwrap();
    assert!(open.page(&path).contains("惠企政策告知单"), "it goes on where the file is back");
    assert_eq!(lines(&open).len(), 2);
}

#[test]
fn it_is_counted_as_what_it_is_and_not_by_what_opens_it() {
    let office = Office::with_story();
    let open = Open::closed(&office);
    let browser = Browser::of(&open, "wang.li", Role::Recorder);
    let Handed { secret, .. } = handed(&open);
    open.page(&format!("/given/{}", secret.told()));
    assert_eq!(open.get("/given/x").status, 403);
    assert_eq!(browser.get(&format!("/subjects/{SUBJECT}/links")).status, 200);
    let counted = open.get("/metrics").text;
    for line in ["given\",status=\"200\"} 1", "given\",status=\"403\"} 1", "links\",status=\"200\"} 1"] {
        assert!(counted.contains(&format!("qizhang_http_requests_total{{class=\"{line}")), "{line}: {counted}");
    }
    assert!(!counted.contains(&secret.told()[3..]), "{counted}");
}
