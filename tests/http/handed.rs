//! The link an office hands to an enterprise: one notice without signing in, nothing else, and every look at it written down.

use super::client::Reply;
use super::people::{Browser, form_mark};
use super::{Open, PAYMENT, SUBJECT, moment};
use crate::cli::Office;
use qizhang::access::{AccessLog, Asker, Came, Handed, Line, Role};
use qizhang::ledger::{Clock, SystemClock};
use qizhang::value::{Instant, Uscc};

fn lines(open: &Open) -> Vec<Line> {
    let mut found = Vec::new();
    AccessLog::of(&open.desk).walk(&mut |line| found.push(line)).unwrap();
    found
}

fn handed(open: &Open) -> Handed {
    open.desk.hand(Uscc::parse(SUBJECT).unwrap(), moment().day().plus_days(1), moment(), "clerk").unwrap()
}

/// The address that a page shows once.
fn address(page: &str) -> String {
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
    let is_guarded = |reply: &Reply| {
        let heads = ["referrer-policy", "x-robots-tag", "cache-control"]
            .map(|name| reply.header(name).unwrap_or_default().to_owned());
        assert_eq!(heads, ["no-referrer", "noindex, nofollow", "no-store"]);
    };
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

#[test]
fn the_office_hands_it_out_once_and_revokes_it_on_its_page() {
    let office = Office::with_story();
    let open = Open::closed(&office);
    let browser = Browser::of(&open, "wang.li", Role::Recorder);
    let page = format!("/subjects/{SUBJECT}/links");
    let notice = browser.get(&format!("/subjects/{SUBJECT}/notice")).text;
    assert!(notice.contains(&format!("href=\"{page}\"")), "{notice}");
    let empty = browser.get(&page).text;
    assert!(empty.contains("还没有发过") && empty.contains("value=\"2027-04-05\""), "{empty}");
    assert!(browser.get(&format!("{page}?lang=en")).text.contains("None was handed out yet"));
    for (until, status, code) in [
        ("", 400, "parameter-not-understood"),
        ("soon", 400, "parameter-not-understood"),
        ("2027-01-04", 409, "link-until-past"),
        ("2028-01-07", 409, "link-until-far"),
    ] {
        let reply = browser.fill(&page, &[("until", until)]);
        assert!(reply.status == status && reply.text.contains(code), "{until}: {} {}", reply.status, reply.text);
    }
    assert!(open.desk.links(None).unwrap().is_empty());
    let made = browser.fill(&page, &[("until", "2027-03-31")]);
    assert_eq!(made.status, 200, "{}", made.text);
    let own = address(&made.text);
    let begun = format!("http://{}/given/qz_", open.address);
    assert!(own.starts_with(&begun) && own.len() == begun.len() + 64, "{own}");
    assert!(made.text.contains("只在本机能打开"), "{}", made.text);
    let path = own.strip_prefix(&format!("http://{}", open.address)).unwrap();
    assert!(open.page(path).contains("惠企政策告知单"));
    let link = open.desk.links(None).unwrap().pop().unwrap();
    assert_eq!(
        (&*link.handed.1, link.until.to_string().as_str(), link.subject.as_str()),
        ("wang.li", "2027-03-31", SUBJECT)
    );
    let listed = browser.get(&page).text;
    assert!(
        listed.contains(&*link.id) && listed.contains("2027-03-31") && !listed.contains(&own[own.len() - 64..]),
        "{listed}"
    );
    // A form of another page of links, or of nobody, revokes nothing.
    let other = "/subjects/91110114000000027L/links";
    let reply = browser.fill(other, &[("revoke", &link.id)]);
    assert!(reply.status == 400 && open.desk.links(None).unwrap()[0].revoked.is_none(), "{}", reply.text);
    let reply = browser.send(&page, &[("revoke", &link.id)]);
    assert!(reply.status == 403 && reply.text.contains("form-not-ours"), "{}", reply.text);
    let reply = browser.fill(&page, &[("revoke", &link.id)]);
    assert_eq!((reply.status, reply.header("location")), (303, Some(page.as_str())), "{}", reply.text);
    assert_eq!(open.get(path).status, 403);
    let listed = browser.get(&format!("{page}?lang=en")).text;
    assert!(listed.contains("revoked on 2027-01-05 by wang.li") && !listed.contains(">Revoke<"), "{listed}");
    let reply = browser.fill(&page, &[("revoke", &link.id)]);
    assert!(reply.status == 409 && reply.text.contains("link-revoked-before"), "{}", reply.text);
}

/// Every role, written out by hand.
#[test]
fn who_records_and_who_administers_hands_out_and_nobody_else() {
    let office = Office::with_story();
    let open = Open::closed(&office);
    let page = format!("/subjects/{SUBJECT}/links");
    for (role, may) in [
        (Role::Recorder, true),
        (Role::Reviewer, false),
        (Role::Finance, false),
        (Role::Auditor, false),
        (Role::Analyst, false),
        (Role::Administrator, true),
    ] {
        let browser = Browser::of(&open, role.name(), role);
        let reply = browser.get(&page);
        assert_eq!(reply.status, if may { 200 } else { 403 }, "{role:?}: {}", reply.text);
        let notice = browser.get(&format!("/subjects/{SUBJECT}/notice")).text;
        assert_eq!(
            notice.contains(&format!("href=\"{page}\"")),
            may,
            "{role:?}: the way is shown to whoever may go it"
        );
        let mark =
            if may { form_mark(&reply.text, &page) } else { form_mark(&browser.get("/record").text, "/sign-out") };
        let before = open.desk.links(None).unwrap().len();
        let sent = browser.send(&page, &[("until", "2027-03-31"), ("form", &mark)]);
        assert_eq!(sent.status, if may { 200 } else { 403 }, "{role:?}: {}", sent.text);
        assert_eq!(open.desk.links(None).unwrap().len(), before + usize::from(may), "{role:?}");
    }
    assert_eq!(open.get(&page).status, 303, "who is nobody signs in first");
    drop(open);
    let read = Open::of(&office);
    assert_eq!(read.get(&page).status, 403, "a program begun to be read hands nothing out");
}

#[test]
fn under_the_public_name_it_begins_with_that_name() {
    let office = Office::with_story();
    let open = Open::reached(&office, "qizhang.example");
    let browser = Browser::of(&open, "wang.li", Role::Recorder);
    let made = browser.fill(&format!("/subjects/{SUBJECT}/links"), &[("until", "2027-03-31")]);
    let own = address(&made.text);
    let path = own.strip_prefix("https://qizhang.example").unwrap_or_else(|| panic!("{own}"));
    assert!(!made.text.contains("只在本机能打开"), "{}", made.text);
    let host = open.address;
    let outside =
        super::client::ask(host, &format!("GET {path} HTTP/1.1\r\nHost: qizhang.example\r\nConnection: close\r\n\r\n"));
    assert!(outside.status == 200 && outside.text.contains("惠企政策告知单"), "{}", outside.text);
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
