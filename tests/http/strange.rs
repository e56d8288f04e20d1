//! A name in an address that a page does not take is refused by it, with the one that was probably meant: on pages with a form as on all others.

use super::people::Browser;
use super::{Open, SUBJECT};
use crate::cli::Office;
use qizhang::access::Role;

#[test]
fn a_page_with_a_form_refuses_what_it_does_not_take() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let recorder = Browser::of(&open, "wang.li", Role::Recorder);
    let keeper = Browser::of(&open, "li.na", Role::Administrator);
    let form = "/record/hightech.certified";
    let rows: [(&Browser<'_>, String, u16, &str); 23] = [
        (&recorder, "/record".to_owned(), 200, ""),
        (&recorder, format!("/record?q=x&uscc={SUBJECT}&on=2026-12-31&known=100&lang=en"), 200, ""),
        (&recorder, "/record?uscx=1".to_owned(), 400, "是不是“uscc”？"),
        (&recorder, "/record?q=a&q=b".to_owned(), 400, "parameter-twice"),
        (&recorder, "/record?on=never".to_owned(), 400, "parameter-not-understood"),
        (&recorder, "/record?rows=items:51".to_owned(), 400, "parameter-unknown"),
        (&recorder, format!("{form}?uscc={SUBJECT}&cert_no=GR1&issued_on=2026-01-01"), 200, "GR1"),
        (&recorder, format!("{form}?certno=GR1"), 400, "是不是“cert_no”？"),
        (&recorder, format!("{form}?certno=GR1&lang=en"), 400, "Did you mean “cert_no”?"),
        (&recorder, format!("{form}?data.cert_no=GR1"), 400, "parameter-unknown"),
        (&recorder, format!("/record/standard.published?uscc={SUBJECT}"), 200, SUBJECT),
        (&recorder, format!("/record/lpr.published?uscc={SUBJECT}"), 403, "not-allowed"),
        (&recorder, "/record/no.such_type?x=1".to_owned(), 404, "no.such_type"),
        (&recorder, "/recorded/190?before=yes".to_owned(), 200, ""),
        (&recorder, "/recorded/190?befor=yes".to_owned(), 400, "是不是“before”？"),
        (&recorder, "/import?typ=hightech.certified".to_owned(), 400, "是不是“type”？"),
        (&keeper, "/users".to_owned(), 200, ""),
        (&keeper, "/users?q=li".to_owned(), 400, "parameter-unknown"),
        (&recorder, "/users?q=li".to_owned(), 403, "not-allowed"),
        (&recorder, "/sign-in?next=%2Fplan&lang=en".to_owned(), 200, "value=\"/plan\""),
        (&recorder, "/sign-in?next=%2Fplan%1B".to_owned(), 200, "value=\"/record\""),
        (&recorder, "/sign-in?nxt=%2Fplan".to_owned(), 400, "是不是“next”？"),
        (&recorder, "/sign-in?next=%2Fplan&next=%2F".to_owned(), 400, "parameter-twice"),
    ];
    for (browser, path, status, piece) in rows {
        let reply = browser.get(&path);
        assert_eq!(reply.status, status, "{path}: {}", reply.text);
        assert!(reply.text.contains(piece), "{path} {piece}: {}", reply.text);
    }
    // Whoever is to sign in first learns of a slip afterwards.
    assert_eq!(open.get("/record?uscx=1").status, 303);
}
