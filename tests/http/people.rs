//! People who sign in and record: who may, what stands in the form, what is recorded once, and what is turned away.

use super::client::{self, Reply};
use super::{Open, SUBJECT, moment};
use crate::cli::Office;
use qizhang::access::{Entry, Outcome, Password, Role};
use qizhang::http::Limits;
use qizhang::ledger::{Clock, Ledger};
use qizhang::value::Instant;
use qizhang::web::Writing;
use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

pub(super) const GOOD: &str = "four words of nothing";
const TYPE: &str = "/record/hightech.certified";

/// A browser that somebody sits at.
pub(super) struct Browser<'o> {
    pub(super) open: &'o Open,
    pub(super) cookie: String,
}

fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut all, byte| {
        let _ = write!(all, "%{byte:02X}");
        all
    })
}

/// What stands in a hidden field of a page.
pub(super) fn hidden(page: &str, name: &str) -> String {
    let field = format!("name=\"{name}\" value=\"");
    let found = page.rsplit(field.as_str()).next().filter(|rest| rest.len() < page.len());
    found.and_then(|rest| rest.split('"').next()).unwrap_or_else(|| panic!("no {name}: {page}")).to_owned()
}

impl<'o> Browser<'o> {
    pub(super) const fn new(open: &'o Open) -> Self {
        Self { open, cookie: String::new() }
    }

    /// Somebody new, who is signed in.
    pub(super) fn of(open: &'o Open, name: &str, role: Role) -> Self {
        open.desk.add_user((name, role), &Password::typed(GOOD.to_owned()), moment(), "clerk").unwrap();
        let mut browser = Self::new(open);
        let reply = browser.sign_in(name, GOOD);
        assert_eq!(reply.status, 303, "{}", reply.text);
        browser
    }

    pub(super) fn get(&self, path: &str) -> Reply {
        let (host, cookie) = (self.open.address, &self.cookie);
        let head = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nCookie: a=b; {cookie}\r\n\r\n");
        client::ask(host, &head)
    }

    fn raw(&self, path: &str, origin: Option<&str>, body: &str) -> Reply {
        let origin = origin.map(|origin| format!("Origin: {origin}\r\n")).unwrap_or_default();
        let (host, cookie, length) = (self.open.address, &self.cookie, body.len());
        client::ask(
            host,
            &format!(
                "POST {path} HTTP/1.1\r\nHost: {host}\r\n{origin}Cookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
            ),
        )
    }

    /// Sends a form as a page of ours does.
    pub(super) fn send(&self, path: &str, pairs: &[(&str, &str)]) -> Reply {
        self.raw(path, Some(&format!("http://{}", self.open.address)), &body(pairs))
    }

    /// The same with what makes the form one of the page.
    pub(super) fn fill(&self, path: &str, pairs: &[(&str, &str)]) -> Reply {
        let plain = path.split('?').next().unwrap_or_default();
        let page = self.get(plain);
        assert_eq!(page.status, 200, "{path}: {}", page.text);
        let mark = form_mark(&page.text, plain);
        self.send(path, &[pairs, &[("form", &mark)]].concat())
    }

    pub(super) fn sign_in(&mut self, name: &str, password: &str) -> Reply {
        let mark = form_mark(&self.get("/sign-in").text, "/sign-in");
        let reply = self.send("/sign-in", &[("name", name), ("password", password), ("form", &mark)]);
        if let Some(set) = reply.header("set-cookie") {
            assert!(set.ends_with("; HttpOnly; SameSite=Strict; Path=/"), "{set}");
            set.split(';').next().unwrap().clone_into(&mut self.cookie);
        }
        reply
    }
}

/// What the form of an address carries on a page that may have others.
pub(super) fn form_mark(page: &str, path: &str) -> String {
    let begun = format!("method=\"post\" action=\"{path}");
    let form = page.split(begun.as_str()).nth(1).unwrap_or_else(|| panic!("no form of {path}: {page}"));
    form.split("name=\"form\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned()
}

fn body(pairs: &[(&str, &str)]) -> String {
    let pairs: Vec<String> =
        pairs.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    pairs.join("&")
}

/// What was written down, as words.
pub(super) fn noted(open: &Open) -> Vec<String> {
    let mut found = Vec::new();
    open.desk
        .entries(&mut |_, entry| {
            if let Entry::Wrote(write) = entry {
                let code = if let Outcome::Refused { code } = &write.outcome { code } else { "" };
                let actor = write.actor.as_deref().unwrap_or("-");
                found.push(format!("{actor} {} {} {code}", write.route, write.outcome.name()).trim_end().to_owned());
            }
            true
        })
        .unwrap();
    found
}

const FACT: [(&str, &str); 3] =
    [("data.uscc", SUBJECT), ("data.cert_no", "GR202611000777"), ("data.issued_on", "2026-12-01")];

#[test]
fn a_fact_is_checked_previewed_and_recorded_once() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let browser = Browser::of(&open, "wang.li", Role::Recorder);
    let head = open.get("/api/v1/events").text;
    // What is wrong stands beside its field, and what was typed is kept.
    let bad = [("data.uscc", "123"), ("data.cert_no", "GR<b>"), ("data.issued_on", ""), ("note", "两行\r\n备注")];
    for (lang, words) in
        [("", ["没有通过检查", "必填", "高新技术企业认定"]), ("?lang=en", ["Not admitted", "required", "High-tech"])]
    {
        let reply = browser.fill(&format!("{TYPE}{lang}"), &[&bad[..], &[("do", "try")]].concat());
        assert_eq!(reply.status, 422, "{}", reply.text);
        for piece in words.into_iter().chain([
            "value=\"123\"",
            "GR&lt;b&gt;",
            "两行\n备注",
            "id=\"data.uscc\" class=\"bad\"",
            "href=\"#data.issued_on\"",
        ]) {
            assert!(reply.text.contains(piece), "{piece}: {}", reply.text);
        }
        assert!(!reply.text.contains("name=\"key\""), "nothing is offered to be recorded: {}", reply.text);
    }
    assert_eq!(open.get("/api/v1/events").text, head, "a trial records nothing");
    // What is right is shown as it would be.
    let reply = browser.fill(TYPE, &[&FACT[..], &[("do", "try")]].concat());
    assert_eq!(reply.status, 200, "{}", reply.text);
    for piece in ["检查通过，尚未记入", &format!("enterprise:{SUBJECT}"), "2026-12-01", "GR202611000777", "wang.li"]
    {
        assert!(reply.text.contains(piece), "{piece}: {}", reply.text);
    }
    assert_eq!(open.get("/api/v1/events").text, head);
    let key = hidden(&reply.text, "key");
    let really = [&FACT[..], &[("do", "record"), ("key", &key)]].concat();
    let first = browser.fill(TYPE, &really);
    assert_eq!(first.status, 303, "{}", first.text);
    assert_eq!(first.header("location"), Some("/recorded/197"));
    // Twice is once, and is told so.
    let again = browser.fill(&format!("{TYPE}?lang=en"), &really);
    assert_eq!(again.header("location"), Some("/recorded/197?before=yes&lang=en"), "{}", again.text);
    let told = browser.get("/recorded/197?before=yes&lang=en").text;
    assert!(told.contains("Recorded before: event #197"), "{told}");
    let told = browser.get("/recorded/197").text;
    assert!(told.contains("已记入：事件 #197") && told.contains(&format!("/subjects/{SUBJECT}#timeline")), "{told}");
    assert!(browser.get("/events/198").status == 404, "there is one event");
    // Other content under the same key is none of it.
    let mut other = really.clone();
    other[1] = ("data.cert_no", "GR202611000778");
    let reply = browser.fill(TYPE, &other);
    assert!(reply.status == 409 && reply.text.contains("form-changed"), "{}", reply.text);
    // A second form of the same document is refused at its field.
    let reply = browser.fill(TYPE, &[&FACT[..], &[("do", "try")]].concat());
    assert!(reply.status == 422 && reply.text.contains("href=\"#data.cert_no\""), "{}", reply.text);
    // Who recorded it is who signed in, and what was done is written down.
    let event = browser.get("/events/197").text;
    assert!(event.contains("wang.li"), "{event}");
    let page = browser.get(&format!("/subjects/{SUBJECT}?on=2026-12-31")).text;
    assert!(page.contains("GR202611000777"), "{page}");
    let noted = noted(&open);
    assert_eq!(
        noted,
        [
            "wang.li POST /sign-in signed_in",
            "wang.li POST /record/hightech.certified recorded",
            "wang.li POST /record/hightech.certified repeated",
            "wang.li POST /record/hightech.certified refused form-changed",
        ]
    );
    drop(open);
    office.done(&["verify"]);
}

#[test]
fn two_clicks_at_once_are_one_event() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let browser = Browser::of(&open, "wang.li", Role::Recorder);
    let reply = browser.fill(TYPE, &[&FACT[..], &[("do", "try")]].concat());
    let (key, mark) = (hidden(&reply.text, "key"), form_mark(&reply.text, TYPE));
    let really = [&FACT[..], &[("do", "record"), ("key", &key), ("form", &mark)]].concat();
    let places: Vec<String> = std::thread::scope(|scope| {
        let clicks: Vec<_> = (0..3).map(|_| scope.spawn(|| browser.send(TYPE, &really))).collect();
        clicks
            .into_iter()
            .map(|click| click.join().unwrap().header("location").unwrap_or_default().to_owned())
            .collect()
    });
    assert_eq!(places.iter().filter(|place| *place == "/recorded/197").count(), 1, "{places:?}");
    assert_eq!(places.iter().filter(|place| *place == "/recorded/197?before=yes").count(), 2, "{places:?}");
    assert_eq!(browser.get("/events/198").status, 404);
}

#[test]
fn a_list_is_rows_and_another_row_is_a_button() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let browser = Browser::of(&open, "wang.li", Role::Recorder);
    let path = "/record/standard.published";
    let page = browser.get(path).text;
    assert!(page.contains("data.units[0].rank") && !page.contains("data.units[1].rank"), "{page}");
    let typed = [
        ("data.standard_no", "GB/T 99998-2026"),
        ("data.title", "示例方法"),
        ("data.level", "national"),
        ("data.nature", "new"),
        ("occurred_on", "2026-11-01"),
        ("rows:data.units", "1"),
        ("data.units[0].name", "甲院"),
    ];
    let more = browser.fill(path, &[&typed[..], &[("add", "data.units")]].concat());
    assert!(more.status == 200 && more.text.contains("data.units[1].rank") && more.text.contains("value=\"甲院\""));
    assert!(more.text.contains("<option value=\"national\" selected>"), "{}", more.text);
    // The row in the middle is left blank: what is wrong is told at the row where it stands.
    let mut typed = typed.to_vec();
    typed[5] = ("rows:data.units", "3");
    typed.extend([("data.units[0].rank", "1"), ("data.units[2].rank", "zwei"), ("data.units[2].name", "乙院")]);
    let reply = browser.fill(path, &typed);
    assert!(reply.status == 422 && reply.text.contains("href=\"#data.units[2].rank\""), "{}", reply.text);
    let last = typed.len() - 2;
    typed[last] = ("data.units[2].rank", "1000");
    let reply = browser.fill(path, &typed);
    assert!(
        reply.status == 422 && reply.text.contains("href=\"#data.units[2].rank\""),
        "what the declaration says: {}",
        reply.text
    );
    typed[last] = ("data.units[2].rank", "2");
    // A document with half of what belongs to it.
    let half =
        browser.fill(path, &[&typed[..], &[("evidence[0].title", "公告"), ("evidence[0].sha256", "12")]].concat());
    assert!(half.status == 422 && half.text.contains("href=\"#evidence[0].sha256\""), "{}", half.text);
    let digest = "ab".repeat(32);
    typed.extend([("evidence[0].title", "公告"), ("evidence[0].sha256", &digest)]);
    let reply = browser.fill(path, &typed);
    assert_eq!(reply.status, 200, "{}", reply.text);
    assert_eq!(reply.text.matches("发生日</th>").count(), 1, "{}", reply.text);
    let key = hidden(&reply.text, "key");
    let back = browser.fill(path, &[&typed[..], &[("do", "edit"), ("key", &key)]].concat());
    assert!(back.status == 200 && back.text.contains("value=\"乙院\""), "{}", back.text);
    let done = browser.fill(path, &[&typed[..], &[("do", "record"), ("key", &key)]].concat());
    assert_eq!(done.status, 303, "{}", done.text);
    let event = browser.get("/events/197").text;
    assert!(event.contains("乙院") && event.contains("公告"), "{event}");
}

/// Every cell of the table by way of a browser: what a role may record, read and see, and nothing else.
#[test]
fn a_role_may_what_it_is_for_and_nothing_else() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let all = Browser::of(&open, "boss", Role::Administrator);
    let forms = [
        "/record/hightech.certified",
        "/record/payment.made",
        "/record/audit.finding_recorded",
        "/record/reading.decided",
    ];
    // Record, Pay, Find, Govern; Look, Suppose, Manage.
    let rows = [
        ("recorder", "1...", "++."),
        ("reviewer", "....", "++."),
        ("finance", ".1..", "++."),
        ("auditor", "..1.", "++."),
        ("analyst", "....", ".+."),
        ("administrator", "...1", "+++"),
    ];
    for (word, forms_may, pages_may) in rows {
        let browser = Browser::of(&open, word, Role::parse(word).unwrap());
        for (path, cell) in forms.iter().zip(forms_may.chars()) {
            let (may, status) = (cell != '.', browser.get(path).status);
            assert_eq!(status, if may { 200 } else { 403 }, "{word} {path}");
            // Also who makes up the address of the form: the mark alone does not help.
            let mark = qizhang::access::Shown::parse(browser.cookie.split('=').nth(1).unwrap()).unwrap().form(path);
            let reply = browser.send(path, &[("do", "try"), ("form", &mark.to_string())]);
            assert_eq!(reply.status, if may { 422 } else { 403 }, "{word} {path}: {}", reply.text);
            assert_eq!(reply.text.contains("not-allowed"), !may, "{word} {path}");
            let name = path.rsplit('/').next().unwrap();
            let listed = browser.get("/record").text.contains(&format!("<code>{name}</code>"));
            assert_eq!(listed, may, "{word} {path}");
            let linked = browser.get(&format!("/types/{name}")).text.contains(&format!("href=\"{path}\""));
            assert_eq!(linked, may, "{word} {name}: the catalogue leads to the form");
        }
        for (path, cell) in ["/findings", "/whatif", "/users"].iter().zip(pages_may.chars()) {
            assert_eq!(browser.get(path).status, if cell == '.' { 403 } else { 200 }, "{word} {path}");
        }
    }
    let users = all.get("/users").text;
    assert!(users.contains("analyst") && !users.contains("argon2"), "{users}");
    // To take a payment back is an act of whoever may pay, although a retraction is a fact.
    let id = open.get("/events.json?type=payment.made").text;
    let id: serde_json::Value = serde_json::from_str(id.lines().next().unwrap()).unwrap();
    let mut clerk = Browser::new(&open);
    clerk.sign_in("recorder", GOOD);
    let typed =
        [("data.event", id["id"].as_str().unwrap()), ("data.reason", "重复录入"), ("occurred_on", "2026-12-01")];
    let reply = clerk.fill("/record/fact.retracted", &typed);
    assert!(reply.status == 403 && reply.text.contains("not-allowed"), "{}", reply.text);
    // The catalogue leads to the form whoever may open it.
    for (word, leads) in [("recorder", true), ("finance", true), ("reviewer", false)] {
        let mut browser = Browser::new(&open);
        browser.sign_in(word, GOOD);
        let page = browser.get("/types/fact.retracted").text;
        assert_eq!(page.contains("href=\"/record/fact.retracted\""), leads, "{word}");
    }
}

#[test]
fn a_forged_form_does_nothing() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let browser = Browser::of(&open, "wang.li", Role::Recorder);
    let other = Browser::of(&open, "li.si", Role::Recorder);
    let mark = form_mark(&browser.get(TYPE).text, TYPE);
    let sent = |mark: &str| body(&[&FACT[..], &[("do", "record"), ("key", "k"), ("form", mark)]].concat());
    let ours = format!("http://{}", open.address);
    let foreign =
        ["null", "http://evil.example", "https://127.0.0.1", &format!("{ours}.evil.example"), &format!("{ours}/")];
    for origin in foreign.map(Some).into_iter().chain([None]) {
        let reply = browser.raw(TYPE, origin, &sent(&mark));
        assert!(reply.status == 403 && reply.text.contains("form-from-elsewhere"), "{origin:?}: {}", reply.text);
    }
    let others = form_mark(&other.get(TYPE).text, TYPE);
    let elsewhere = form_mark(&browser.get("/record/award.won").text, "/record/award.won");
    for mark in ["", "00", &others, &elsewhere] {
        let reply = browser.raw(TYPE, Some(&ours), &sent(mark));
        assert!(reply.status == 403 && reply.text.contains("form-not-ours"), "{mark}: {}", reply.text);
    }
    // Without a cookie, or with one that nobody was given.
    let nobody = Browser::new(&open);
    let stranger =
        Browser { open: &open, cookie: browser.cookie.replace(|letter: char| letter.is_ascii_lowercase(), "0") };
    for someone in [&nobody, &stranger] {
        let reply = someone.raw(TYPE, Some(&ours), &sent(&mark));
        assert!(reply.status == 403 && reply.text.contains("not-signed-in"), "{}", reply.text);
        let reply = someone.get(TYPE);
        assert_eq!(
            (reply.status, reply.header("location")),
            (303, Some("/sign-in?next=%2Frecord%2Fhightech.certified"))
        );
    }
    // Signing in with somebody else's form, or on the way to another site.
    for (pairs, origin) in
        [(&[("form", mark.as_str())][..], Some(ours.as_str())), (&[], Some(ours.as_str())), (&[], None)]
    {
        let pairs = [pairs, &[("name", "wang.li"), ("password", GOOD)]].concat();
        let reply = nobody.raw("/sign-in", origin, &body(&pairs));
        assert!(reply.status == 403 && reply.header("set-cookie").is_none(), "{}", reply.text);
    }
    let mark = form_mark(&nobody.get("/sign-in?next=//evil.example/").text, "/sign-in");
    let pairs = [("name", "wang.li"), ("password", GOOD), ("form", &mark), ("next", "/\\evil.example")];
    assert_eq!(nobody.send("/sign-in", &pairs).header("location"), Some("/record"));
    // Where somebody goes on is a page of ours in his language, and not the way in itself.
    for (form, next, place) in [
        ("/sign-in", "", "/record"),
        ("/sign-in?lang=en", "", "/record?lang=en"),
        ("/sign-in?lang=en", "/sign-in?lang=en", "/record?lang=en"),
        ("/sign-in", "/sign-in", "/record"),
        ("/sign-in?lang=en", "/findings?on=2026-12-31&lang=en", "/findings?on=2026-12-31&lang=en"),
        ("/sign-in", "/sign-info", "/sign-info"),
    ] {
        let mark = form_mark(&nobody.get(form).text, "/sign-in");
        let pairs = [("name", "wang.li"), ("password", GOOD), ("form", &mark), ("next", next)];
        assert_eq!(nobody.send(form, &pairs).header("location"), Some(place), "{form} {next}");
    }
    // What is no form.
    let host = open.address;
    for kind in ["text/plain", "multipart/form-data; boundary=x"] {
        let reply =
            open.post(TYPE, &[("Origin", &ours), ("Content-Type", kind), ("Cookie", &browser.cookie)], &sent(""));
        assert!(reply.status == 400 && reply.text.contains("form-not-understood"), "{host}: {}", reply.text);
    }
    assert_eq!(browser.get("/events/197").status, 404, "nothing was recorded");
    let refused: Vec<String> = noted(&open).into_iter().filter(|line| line.contains("refused")).collect();
    assert_eq!(refused.iter().filter(|line| line.ends_with("form-from-elsewhere")).count(), 7, "{refused:?}");
    assert_eq!(refused.iter().filter(|line| **line == format!("wang.li POST {TYPE} refused form-not-ours")).count(), 4);
    assert!(!refused.iter().any(|line| line.contains(GOOD)));
}

/// A clock that a test moves.
#[derive(Clone)]
pub(super) struct Moved(Arc<AtomicI64>);

impl Clock for Moved {
    fn now(&self) -> Instant {
        moment().plus_millis(self.0.load(Ordering::SeqCst))
    }
}

impl Moved {
    pub(super) fn open(office: &Office) -> (Self, Open) {
        let clock = Self(Arc::new(AtomicI64::new(0)));
        let ledger = Ledger::open(&office.path("qizhang.ledger"), Box::new(clock.clone())).unwrap();
        let writing = Writing { clock_is_right: true, ..Writing::default() };
        (clock, Open::serving(office, ledger, Some(writing), Limits::default()))
    }

    pub(super) fn minutes(&self, minutes: i64) {
        self.0.store(minutes * 60_000, Ordering::SeqCst);
    }
}

#[test]
fn signing_in_ends_by_itself_by_signing_out_and_by_closing() {
    let office = Office::with_story();
    let (clock, open) = Moved::open(&office);
    let mut browser = Browser::of(&open, "wang.li", Role::Recorder);
    let is_in = |browser: &Browser<'_>| browser.get("/record").status == 200;
    let mark = form_mark(&browser.get(TYPE).text, TYPE);
    assert!(browser.get("/").text.contains("wang.li（录入）"), "every page says who is signed in");
    clock.minutes(29);
    assert!(is_in(&browser));
    clock.minutes(60);
    let late = browser.send(TYPE, &[&FACT[..], &[("do", "try"), ("form", &mark)]].concat());
    assert!(late.status == 403 && late.text.contains("not-signed-in"), "{}", late.text);
    assert!(!is_in(&browser) && !browser.get("/").text.contains("wang.li"));
    assert_eq!(browser.sign_in("wang.li", GOOD).status, 303);
    for step in 1..24 {
        clock.minutes(60 + step * 20);
        assert!(is_in(&browser), "{step}");
    }
    clock.minutes(60 + 480);
    assert!(!is_in(&browser), "eight hours are enough");
    // Signing out takes a form, and what the browser shows counts no more.
    browser.sign_in("wang.li", GOOD);
    assert_eq!(browser.get("/sign-out").status, 405);
    let mark = form_mark(&browser.get("/").text, "/sign-out");
    assert_eq!(browser.send("/sign-out", &[]).status, 403, "nobody else signs him out");
    let reply = browser.send("/sign-out", &[("form", &mark)]);
    assert!(reply.status == 303 && reply.header("set-cookie").unwrap().contains("Max-Age=0"), "{reply:?}");
    assert!(!is_in(&browser));
    // A closed user does nothing more, also where he is signed in.
    browser.sign_in("wang.li", GOOD);
    let mark = form_mark(&browser.get(TYPE).text, TYPE);
    open.desk.close_user("wang.li", clock.now(), "boss").unwrap();
    let reply = browser.send(TYPE, &[&FACT[..], &[("do", "try"), ("form", &mark)]].concat());
    assert!(reply.status == 403 && reply.text.contains("not-signed-in"), "{}", reply.text);
    assert!(!is_in(&browser));
    assert_eq!(browser.sign_in("wang.li", GOOD).status, 403);
    assert!(noted(&open).contains(&"wang.li POST /sign-out signed_out".to_owned()));
}

#[test]
fn who_fails_too_often_has_to_wait_and_learns_nothing() {
    let office = Office::with_story();
    let (clock, open) = Moved::open(&office);
    for name in ["wang.li", "li.si"] {
        open.desk.add_user((name, Role::Recorder), &Password::typed(GOOD.to_owned()), moment(), "clerk").unwrap();
    }
    let mut browser = Browser::new(&open);
    // Whether it is the name or the password that is wrong, the page is the same.
    let wrong = browser.sign_in("wang.li", "not the password");
    let nobody = browser.sign_in("nobody.x", GOOD);
    assert_eq!((wrong.status, nobody.status), (403, 403));
    assert_eq!(wrong.text.replace("wang.li", "…"), nobody.text.replace("nobody.x", "…"));
    assert!(wrong.text.contains("用户名或密码不对") && wrong.header("set-cookie").is_none(), "{}", wrong.text);
    for name in ["wang.li", "nobody.x"] {
        for _ in 0..4 {
            assert_eq!(browser.sign_in(name, "not the password").status, 403);
        }
        let locked = browser.sign_in(name, GOOD);
        assert_eq!((locked.status, locked.header("retry-after")), (429, Some("900")), "{}", locked.text);
        assert!(locked.text.contains("还要等 15 分钟"), "{}", locked.text);
    }
    assert_eq!(browser.sign_in("li.si", GOOD).status, 303, "others go on");
    clock.minutes(14);
    assert_eq!(browser.sign_in("wang.li", GOOD).status, 429);
    clock.minutes(15);
    assert_eq!(browser.sign_in("wang.li", GOOD).status, 303);
    let noted = noted(&open);
    assert!(noted.contains(&"wang.li POST /sign-in refused sign-in-wrong".to_owned()), "{noted:?}");
    assert!(noted.contains(&"- POST /sign-in refused sign-in-locked".to_owned()), "{noted:?}");
    assert!(!noted.iter().any(|line| line.contains("nobody")), "a name that nobody has may be a password: {noted:?}");
}

#[test]
fn where_nothing_can_be_written_the_pages_say_what_to_do() {
    let office = Office::with_story();
    let open = Open::of(&office);
    for path in ["/record", TYPE, "/sign-in", "/users", "/recorded/1"] {
        let reply = open.get(&format!("{path}?lang=en"));
        assert!(reply.status == 403 && reply.text.contains("qizhang serve --write"), "{path}: {}", reply.text);
    }
    for path in ["/", "/types/hightech.certified"] {
        assert!(!open.page(path).contains("/record") && !open.page(path).contains("/sign-in"), "{path}");
    }
    let origin = format!("http://{}", open.address);
    let form = [("Origin", origin.as_str()), ("Content-Type", "application/x-www-form-urlencoded")];
    assert_eq!(open.post("/sign-in", &form, "name=a&password=b").status, 403);
    assert!(!office.path("qizhang.ledger.desk").exists());
    assert_eq!(open.post("/types", &form, "").status, 405, "other pages take no form");
}

#[test]
fn the_list_is_narrowed_and_an_enterprise_is_filled_in() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let browser = Browser::of(&open, "wang.li", Role::Recorder);
    let all = browser.get("/record").text;
    assert!(all.contains("高新技术企业认定") && all.contains("第七条") && all.contains("标准发布"), "{all}");
    let some = browser.get(&format!("/record?q={}&uscc={SUBJECT}", encoded("标准发布"))).text;
    assert!(some.contains("标准发布") && !some.contains("hightech.certified</code>"), "{some}");
    assert!(some.contains(&format!("/record/standard.published?uscc={SUBJECT}")), "{some}");
    let english = browser.get("/record?q=standard+PUBLISHED&lang=en").text;
    assert!(
        english.contains("Standard published") && english.contains("/record/standard.published?lang=en"),
        "{english}"
    );
    assert!(browser.get("/record?q=zzzz").text.contains("没有含这些字的事件类型"));
    let form = browser.get(&format!("{TYPE}?uscc={SUBJECT}")).text;
    assert!(form.contains(&format!("name=\"data.uscc\" value=\"{SUBJECT}\"")), "{form}");
    let page = browser.get(&format!("/subjects/{SUBJECT}?on=2026-12-31")).text;
    assert!(page.contains(&format!("/record?uscc={SUBJECT}&amp;on=2026-12-31")), "{page}");
    assert!(
        !open.page(&format!("/subjects/{SUBJECT}?on=2026-12-31")).contains("/record?uscc"),
        "who is not signed in is not led there"
    );
    assert_eq!(browser.get("/record/no.such_type").status, 404);
    let finance = Browser::of(&open, "zhang.san", Role::Finance);
    let typed = [
        ("data.uscc", SUBJECT),
        ("data.payment_no", "P-2026-9001"),
        ("data.approval_no", "PF-9999"),
        ("data.amount", "1,000,000.00"),
        ("occurred_on", "2026-12-20"),
    ];
    // What a guard refuses is told with a field for a reason, and recorded with one.
    let reply = finance.fill("/record/payment.made", &typed);
    assert!(reply.status == 422 && reply.text.contains("name=\"override\""), "{}", reply.text);
    let reasoned = [&typed[..], &[("override", "区长办公会决定")]].concat();
    let reply = finance.fill("/record/payment.made", &reasoned);
    assert_eq!(reply.status, 200, "{}", reply.text);
    let key = hidden(&reply.text, "key");
    let done = finance.fill("/record/payment.made", &[&reasoned[..], &[("do", "record"), ("key", &key)]].concat());
    assert_eq!(done.header("location"), Some("/recorded/197"), "{}", done.text);
    let beside = finance.get("/events?type=audit.finding_recorded").text;
    assert!(beside.contains("#198"), "the finding stands behind it: {beside}");
}

/// What is wrong is said in the words of the form and in one language.
#[test]
fn a_form_speaks_of_its_own_fields_and_in_one_language() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let browser = Browser::of(&open, "wang.li", Role::Recorder);
    let bad = [("data.uscc", SUBJECT), ("data.cert_no", "GR1"), ("data.issued_on", "next Tuesday")];
    let bad = [&bad[..], &[("data.track", "none of these"), ("data.recognition", "none of these")]].concat();
    let reply = browser.fill(&format!("{TYPE}?lang=en"), &bad);
    assert!(reply.status == 422 && reply.text.contains("there is no such day"), "{}", reply.text);
    assert!(!reply.text.contains("has no time of day"), "{}", reply.text);
    let english = browser.fill("/record/standard.published?lang=en", &[("data.level", "galactic")]).text;
    let whys: Vec<&str> = english.split("class=\"why\">").skip(1).filter_map(|rest| rest.split("</").next()).collect();
    assert!(whys.iter().any(|why| why.contains("National (national)") || why.contains("(national)")), "{whys:?}");
    let chinese = |letter: char| ('\u{4e00}'..='\u{9fff}').contains(&letter);
    assert!(!whys.iter().any(|why| why.contains(chinese)), "{whys:?}");
    // A day that is missing goes by its label.
    let digest = "ab".repeat(32);
    let typed = [
        ("data.standard_no", "GB/T 99998-2026"),
        ("data.title", "示例方法"),
        ("data.level", "national"),
        ("data.nature", "new"),
        ("data.units[0].name", "甲院"),
        ("data.units[0].rank", "1"),
        ("evidence[0].title", "公告"),
        ("evidence[0].sha256", &digest),
    ];
    for (path, label) in
        [("/record/standard.published", "“发生日”"), ("/record/standard.published?lang=en", "“Day it happened”")]
    {
        let reply = browser.fill(path, &typed);
        assert!(reply.status == 422 && reply.text.contains(label), "{}", reply.text);
        let said: Vec<&str> =
            reply.text.split("class=\"why\">").skip(1).filter_map(|rest| rest.split("</").next()).collect();
        assert!(!said.iter().any(|why| why.contains("occurred_on")), "{said:?}");
    }
    let odd = browser.get("/record/%zz");
    assert!(odd.status == 404 && odd.text.contains("“%zz”"), "{}", odd.text);
    // The clauses stand in the order of the document.
    let list = browser.get("/record").text;
    let heads: Vec<&str> = list.split("<h2>").skip(1).filter_map(|rest| rest.split("</h2>").next()).collect();
    let at = |begun: &str| {
        heads.iter().position(|head| head.starts_with(begun)).unwrap_or_else(|| panic!("no {begun}: {heads:?}"))
    };
    let order = ["第四条", "第五条", "第七条", "第八条", "第十三条", "第十七条"].map(at);
    assert!(order.is_sorted(), "{heads:?}");
    assert_eq!(heads.last(), Some(&"其他"), "{heads:?}");
}

/// What names a form is made by the server, for this sign-in.
#[test]
fn a_key_that_was_never_given_records_nothing() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let browser = Browser::of(&open, "wang.li", Role::Recorder);
    let other = Browser::of(&open, "zhang.san", Role::Recorder);
    let given =
        |browser: &Browser<'_>| hidden(&browser.fill(TYPE, &[&FACT[..], &[("do", "try")]].concat()).text, "key");
    let (own, others) = (given(&browser), given(&other));
    let name = own.split('-').next().unwrap();
    for key in [
        "k",
        "",
        "-",
        name,
        &format!("{name}-{}", "0".repeat(64)),
        &others,
        &format!("{name}0-{}", own.split('-').nth(1).unwrap()),
    ] {
        let reply = browser.fill(TYPE, &[&FACT[..], &[("do", "record"), ("key", key)]].concat());
        // Without any it is one more check.
        let turned = if key.is_empty() {
            reply.status == 200
        } else {
            reply.status == 403 && reply.text.contains("form-not-ours")
        };
        assert!(turned, "{key}: {} {}", reply.status, reply.text);
    }
    assert_eq!(browser.get("/events/197").status, 404, "nothing was recorded");
    let done = browser.fill(TYPE, &[&FACT[..], &[("do", "record"), ("key", &own)]].concat());
    assert_eq!(done.header("location"), Some("/recorded/197"), "{}", done.text);
}

/// What a role may not see on a page it does not see through the API either, as long as whoever has it is signed in.
#[test]
fn a_role_is_the_same_at_the_api() {
    let office = Office::with_story();
    let open = Open::written(&office);
    for (word, looks) in [("analyst", 403), ("recorder", 200), ("auditor", 200)] {
        let browser = Browser::of(&open, word, Role::parse(word).unwrap());
        for (path, status) in [
            ("/api/v1/overview", looks),
            ("/api/v1/payments/P-2026-0001?on=2026-12-31", looks),
            ("/api/v1/events?limit=2", looks),
            ("/api/v1/events/190", looks),
            ("/api/v1/subscribe", looks),
            ("/api/v1/whatif?drop=190", 200),
            ("/api/v1/whatif/jobs", 200),
            ("/api/v1/openapi.json", 200),
        ] {
            // What goes on is not waited for.
            if status == 200 && path.ends_with("subscribe") {
                continue;
            }
            let reply = browser.get(path);
            assert_eq!(reply.status, status, "{word} {path}: {}", reply.text);
            assert_eq!(reply.text.contains("\"not-allowed\""), status == 403, "{word} {path}");
        }
    }
    assert_eq!(open.get("/api/v1/events/190").status, 200, "without signing in everybody on the machine reads");
}

/// Whoever sends a few letters slowly does not keep others from signing in.
#[test]
fn a_short_form_is_not_waited_for_long() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let host = open.address;
    let mut stream = std::net::TcpStream::connect(host).unwrap();
    stream.set_read_timeout(Some(std::time::Duration::from_secs(20))).unwrap();
    let half = format!(
        "POST /sign-in HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nname="
    );
    std::io::Write::write_all(&mut stream, half.as_bytes()).unwrap();
    let mut told = Vec::new();
    std::io::Read::read_to_end(&mut stream, &mut told).unwrap();
    let reply = Reply::read(&told);
    assert_eq!((reply.status, reply.text.contains("form-not-understood")), (400, true), "{}", reply.text);
}
