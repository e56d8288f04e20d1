//! The page of an office where links are handed out and revoked: once, by whom the role lets, from its own form.

use super::handed::{OTHER, address, handed, lines};
use super::people::{Browser, form_mark};
use super::{Open, SUBJECT, moment};
use crate::cli::Office;
use qizhang::access::{Came, Role};
use qizhang::value::{Instant, Uscc};

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

/// What makes a form one of an address, for whoever is signed in: also who may not open its page can make it up.
fn made_up(browser: &Browser<'_>, path: &str) -> String {
    let cookie = browser.cookie.split('=').nth(1).unwrap();
    qizhang::access::Shown::parse(cookie).unwrap().form(path).to_string()
}

#[test]
fn a_form_that_is_made_up_does_what_the_role_may_and_no_more() {
    let office = Office::with_story();
    let open = Open::closed(&office);
    let page = format!("/subjects/{SUBJECT}/links");
    for role in Role::ALL {
        let may = [Role::Recorder, Role::Administrator].contains(&role);
        let browser = Browser::of(&open, role.name(), role);
        let link = handed(&open).link;
        let (mark, before) = (made_up(&browser, &page), open.desk.links(None).unwrap().len());
        let sent = browser.send(&page, &[("until", "2027-03-31"), ("form", &mark)]);
        assert_eq!(sent.status, if may { 200 } else { 403 }, "{role:?}: {}", sent.text);
        assert_eq!(sent.text.contains("not-allowed"), !may, "{role:?}: {}", sent.text);
        assert_eq!(open.desk.links(None).unwrap().len(), before + usize::from(may), "{role:?}");
        let sent = browser.send(&page, &[("revoke", &link.id), ("form", &mark)]);
        assert_eq!(sent.status, if may { 303 } else { 403 }, "{role:?}: {}", sent.text);
        assert_eq!(sent.text.contains("not-allowed"), !may, "{role:?}: {}", sent.text);
        let kept = open.desk.links(None).unwrap().into_iter().find(|own| own.id == link.id).unwrap();
        assert_eq!(kept.revoked.is_some(), may, "{role:?}");
    }
}

#[test]
fn a_form_of_another_page_hands_out_nothing() {
    let office = Office::with_story();
    let open = Open::closed(&office);
    let browser = Browser::of(&open, "wang.li", Role::Recorder);
    let other = Browser::of(&open, "li.hua", Role::Recorder);
    let page = format!("/subjects/{SUBJECT}/links");
    let elsewhere = made_up(&browser, &format!("/subjects/{OTHER}/links"));
    for mark in ["", "00", &made_up(&other, &page), &elsewhere] {
        let reply = browser.send(&page, &[("until", "2027-03-31"), ("form", mark)]);
        assert!(reply.status == 403 && reply.text.contains("form-not-ours"), "{mark}: {}", reply.text);
    }
    assert!(open.desk.links(None).unwrap().is_empty());
    let reply = browser.send(&page, &[("until", "2027-03-31"), ("form", &made_up(&browser, &page))]);
    assert_eq!((reply.status, open.desk.links(None).unwrap().len()), (200, 1), "{}", reply.text);
}

#[test]
fn its_page_says_of_each_how_it_stands_the_newest_first() {
    let office = Office::with_story();
    let open = Open::closed(&office);
    let browser = Browser::of(&open, "wang.li", Role::Recorder);
    let page = format!("/subjects/{SUBJECT}/links");
    let old = Instant::parse("2026-12-01T09:00:00.000+08:00").unwrap();
    let hand = |code, until, now| open.desk.hand(Uscc::parse(code).unwrap(), until, now, "clerk").unwrap().link;
    let today = moment().day();
    let ended = hand(SUBJECT, today.prev(), old);
    let last = hand(SUBJECT, today, moment());
    let revoked = hand(SUBJECT, today.next(), moment());
    let others = hand(OTHER, today, moment());
    // Who asked in a language is led back in it.
    let reply = browser.fill(&format!("{page}?lang=en"), &[("revoke", &revoked.id)]);
    assert_eq!((reply.status, reply.header("location")), (303, Some(format!("{page}?lang=en").as_str())));
    let listed = browser.get(&format!("{page}?lang=en")).text;
    let rows: Vec<&str> = listed.split("<tr><td>").skip(1).collect();
    let told = [
        (&revoked, "<td>revoked on 2027-01-05 by wang.li</td>", false),
        (&last, "<td>opens <form", true),
        (&ended, "<td>ended</td>", false),
    ];
    assert_eq!(rows.len(), told.len(), "{listed}");
    for (row, (link, words, revocable)) in rows.iter().zip(told) {
        assert!(row.starts_with(&*link.id) && row.contains(words), "{words}: {row}");
        assert_eq!(row.split("</tr>").next().unwrap().contains("name=\"revoke\""), revocable, "{words}: {row}");
    }
    assert!(!listed.contains(&*others.id), "another's stands on another page: {listed}");
    // Who looks at them leaves a line, and what is misspelt is told.
    let look = lines(&open).pop().unwrap().look;
    assert_eq!((&*look.route, look.came), ("GET /subjects/{code}/links", Came::Read));
    assert_eq!(look.about, [format!("subject:{SUBJECT}").into()]);
    let reply = browser.get(&format!("{page}?of={OTHER}"));
    assert!(reply.status == 400 && reply.text.contains("parameter-unknown"), "{}", reply.text);
}
