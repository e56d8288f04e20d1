//! The access log of the pages: every look at somebody and every refusal has a line before the answer leaves, and nobody reads what cannot be
//! written down.

use super::client::{self, Reply};
use super::people::{Browser, GOOD};
use super::{ON, Open, PAYMENT, SUBJECT, moment};
use crate::cli::{Office, keeps};
use qizhang::access::{AccessLog, Asker, Came, Deed, Line, Role, Scope};
use qizhang::web::openapi;
use serde_json::Value;
use std::sync::Arc;

/// Whom the event of the examples is about.
const PAID: &str = "91110114000000027L";

/// The lines there are.
fn lines(open: &Open) -> Vec<Line> {
    let mut found = Vec::new();
    let chain = AccessLog::of(&open.desk).walk(&mut |line| found.push(line)).unwrap();
    assert!(chain.is_none_or(|chain| chain.damage.is_empty()), "each line follows the one before");
    found
}

/// The one line that something leaves.
fn only(open: &Open, what: &str, work: impl FnOnce() -> Reply) -> (Reply, Line) {
    let before = lines(open).len();
    let reply = work();
    let mut after = lines(open);
    assert_eq!(after.len(), before + 1, "{what}: {} {:?}", reply.status, &after[before.min(after.len())..]);
    let line = after.pop().unwrap();
    assert_eq!(line.look.status, Some(reply.status), "{what}");
    assert_eq!(
        line.look.request.as_deref(),
        reply.header("x-request-id"),
        "{what}: the answer has the number of its line"
    );
    assert!(line.look.request.is_some() && line.look.at == moment(), "{what}");
    (reply, line)
}

fn about(line: &Line) -> Vec<&str> {
    line.look.about.iter().map(|about| &**about).collect()
}

fn head(open: &Open, method: &str, path: &str, more: &str) -> Reply {
    let host = open.address;
    client::ask(host, &format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{more}\r\n"))
}

#[test]
fn there_is_none_before_there_is_somebody_to_name() {
    let office = Office::with_story();
    let open = Open::written(&office);
    assert_eq!(open.get(&format!("/subjects/{SUBJECT}?{ON}")).status, 200);
    assert_eq!(open.get("/access").status, 403);
    assert!(lines(&open).is_empty() && !AccessLog::of(&open.desk).file().exists());
}

/// What it is called, who asks, and what is told of it: the status, the route and the code.
type Turned<'a> = (&'a str, &'a dyn Fn() -> Reply, u16, &'a str, &'a str);

/// What is turned away at the door is refused too, and has a line; a flood of it has no more than sixty a minute.
#[test]
fn what_the_door_turns_away_has_a_line_and_a_flood_has_few() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let host = open.address;
    let other = || client::ask(host, "GET /subjects?x=1 HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
    assert_eq!((other().status, lines(&open).len()), (421, 0), "there is nobody to name yet");
    open.token(&[Scope::Read]);
    let long = format!("/{}", "x".repeat(5000));
    let padded = format!("X: {}\r\n", "x".repeat(20_000));
    let cases: [Turned<'_>; 4] = [
        ("421", &other, 421, "GET /subjects", "host-not-ours"),
        ("405", &|| head(&open, "DELETE", "/types?on=2026-12-31", ""), 405, "DELETE /types", "method-not-allowed"),
        ("414", &|| head(&open, "GET", &long, ""), 414, &format!("GET {}", &long[..200]), "address-too-long"),
        ("431", &|| head(&open, "GET", "/types", &padded), 431, "GET /types", "head-too-large"),
    ];
    for (what, work, status, route, code) in cases {
        let (reply, line) = only(&open, what, work);
        assert_eq!((reply.status, &*line.look.route, line.look.code.as_deref()), (status, route, Some(code)), "{what}");
        assert!(line.look.came == Came::Refused && line.look.asker == Asker::Nobody && line.look.asked.is_empty());
    }
    for _ in 0..100 {
        assert_eq!(other().status, 421);
    }
    // The one before there was a log counted too.
    assert_eq!(lines(&open).len(), 59);
}

/// However somebody is named, the line has his code, by which it is looked for; and who is led to one was told whose a name is.
#[test]
fn whom_it_is_about_stands_under_his_code() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let auditor = Browser::of(&open, "auditor", Role::Auditor);
    let (subject, name) = (
        format!("subject:{SUBJECT}"),
        "%E5%8C%97%E4%BA%AC%E7%A4%BA%E4%BE%8B%E7%A7%91%E6%8A%80%E6%9C%89%E9%99%90%E5%85%AC%E5%8F%B8",
    );
    let paid = format!("payment:{PAYMENT}");
    for (path, status, of) in [
        (format!("/search?q={name}&{ON}"), 303, vec![&*subject]),
        (format!("/search?q={PAYMENT}&{ON}"), 303, vec![&*paid]),
        (format!("/events?tag=enterprise%3A{SUBJECT}"), 200, vec![&*subject]),
        (format!("/api/v1/events?tag=payment%3A{PAYMENT}"), 200, vec![&*paid]),
        (format!("/events?subject={name}"), 200, vec![&*subject]),
        (format!("/findings?of={name}&{ON}"), 200, vec![&*subject]),
        (format!("/never-paid?of={SUBJECT}&{ON}"), 200, vec![&*subject]),
        ("/findings?of=nobody".to_owned(), 404, vec!["subject:nobody"]),
        ("/recorded/190".to_owned(), 200, vec!["event:190", "subject:91110114000000027L"]),
    ] {
        let (reply, line) = only(&open, &path, || auditor.get(&path));
        assert_eq!((reply.status, about(&line)), (status, of), "{path}");
    }
}

/// Who is to sign in first has read nothing.
#[test]
fn who_is_led_to_sign_in_is_refused() {
    let office = Office::with_story();
    let open = Open::closed(&office);
    let auditor = Browser::of(&open, "auditor", Role::Auditor);
    let long = "x".repeat(3000);
    for path in [
        format!("/subjects/{SUBJECT}?{ON}"),
        format!("/payments/{PAYMENT}"),
        "/".to_owned(),
        format!("/search?q={long}"),
        "/record".to_owned(),
        "/recorded/190".to_owned(),
    ] {
        let (reply, line) = only(&open, &path, || open.get(&path));
        assert_eq!((reply.status, line.look.came), (303, Came::Refused), "{path}");
        assert_eq!((line.look.code.as_deref(), &line.look.asker), (Some("not-signed-in"), &Asker::Nobody), "{path}");
        let told: usize = line.look.asked.iter().map(|asked| asked.len()).sum();
        assert!(told <= 100, "what is refused fills no disk: {told}");
    }
    let (_, line) = only(&open, "read", || auditor.get(&format!("/search?q={long}")));
    assert_eq!(line.look.asked[0].len(), 3002, "what is read is told whole");
}

/// Every role at every kind of page: what it may is given and written down, what it may not is refused and written down.
#[test]
fn each_role_leaves_a_line_whether_it_reads_or_is_refused() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let subject = format!("subject:{SUBJECT}");
    let rows: [(String, &str, Vec<String>, Deed); 9] = [
        (format!("/subjects/{SUBJECT}?{ON}"), "/subjects/{code}", vec![subject.clone()], Deed::Look),
        (format!("/subjects/{SUBJECT}.csv?table=items&{ON}"), "/subjects/{code}", vec![subject.clone()], Deed::Look),
        (
            format!("/subjects/{SUBJECT}/articles/5?{ON}"),
            "/subjects/{code}/articles/{article}",
            vec![subject.clone()],
            Deed::Look,
        ),
        (
            format!("/payments/{PAYMENT}.json?{ON}"),
            "/payments/{number}",
            vec![format!("payment:{PAYMENT}"), subject.clone()],
            Deed::Look,
        ),
        (format!("/findings?of={SUBJECT}&{ON}"), "/findings", vec![subject.clone()], Deed::Look),
        (format!("/never-paid.json?{ON}"), "/never-paid.json", vec![], Deed::Look),
        (
            format!("/events/190?{ON}"),
            "/events/{position}",
            vec!["event:190".to_owned(), format!("subject:{PAID}")],
            Deed::Look,
        ),
        (format!("/whatif?{ON}"), "/whatif", vec![], Deed::Suppose),
        ("/access.json".to_owned(), "/access.json", vec![], Deed::Oversee),
    ];
    for role in Role::ALL {
        let browser = Browser::of(&open, &format!("{}.one", role.name()), role);
        for (path, pattern, of, deed) in &rows {
            let what = format!("{role:?} {path}");
            let (reply, line) = only(&open, &what, || browser.get(path));
            let may = role.allows(*deed);
            assert_eq!(reply.status, if may { 200 } else { 403 }, "{what}: {}", reply.text);
            assert_eq!(line.look.came, if may { Came::Read } else { Came::Refused }, "{what}");
            assert_eq!(line.look.code.as_deref(), (!may).then_some("not-allowed"), "{what}");
            assert_eq!(*line.look.route, format!("GET {pattern}"), "{what}");
            let own = Asker::User { name: format!("{}.one", role.name()).into(), role: role.name().into() };
            assert_eq!(line.look.asker, own, "{what}");
            if may {
                assert_eq!(about(&line), *of, "{what}");
                let day = if path.contains(ON) { "2026-12-31" } else { "2027-01-05" };
                assert_eq!(line.look.on.map(|on| on.to_string()).as_deref(), Some(day), "{what}");
                assert_eq!(line.look.known.map(|known| known.0), Some(196), "{what}");
            }
        }
        let (reply, line) = only(&open, "users", || browser.get("/users"));
        let manages = role.allows(Deed::Manage);
        assert_eq!((reply.status, line.look.came), if manages { (200, Came::Read) } else { (403, Came::Refused) });
        // What shows nobody is nobody's business.
        let before = lines(&open).len();
        assert_eq!(browser.get("/types").status, 200);
        assert_eq!(lines(&open).len(), before, "{role:?}");
    }
}

/// A request, its status, who it was, why it was refused, and about whom: `NAME` is how an address spells the name of the subject.
const ASKED: [&str; 13] = [
    "GET /subjects/CODE?ON | 200 nobody - | subject:CODE",
    "HEAD /subjects/CODE?ON | 200 nobody - | subject:CODE",
    "GET /subjects/NAME.xlsx?ON | 200 nobody - | subject:北京示例科技有限公司 subject:CODE",
    "GET /subjects/none | 404 nobody unknown-subject | subject:none",
    "GET /search?q=P-2026-0001&ON | 303 nobody - | payment:P-2026-0001",
    "GET /api/v1/subjects/CODE?ON READS | 200 token - | subject:CODE",
    "GET /api/v1/events/190 READS | 200 token - | event:190 subject:91110114000000027L",
    "GET /api/v1/events?subject=CODE&limit=2 READS | 200 token - | subject:CODE",
    "GET /api/v1/events APPENDS | 403 token token-not-for-this |",
    "GET /api/v1/events STRANGE | 401 nobody token-unknown |",
    "GET /api/v1/openapi.json STRANGE | 401 nobody token-unknown |",
    "POST /api/v1/events NONE | 401 nobody token-missing |",
    "POST /api/v1/events FOREIGN | 403 nobody write-from-browser |",
];

#[test]
fn nobody_and_programs_are_written_down_as_what_they_are() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let (reads, appends) = (open.token(&[Scope::Read]), open.token(&[Scope::Append]));
    let name = "北京示例科技有限公司".bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat();
    for row in ASKED {
        let plain = row.replace("CODE", SUBJECT).replace("ON ", &format!("{ON} ")).replace("NAME", &name);
        let parts: Vec<&str> = plain.split('|').map(str::trim).collect();
        let words: Vec<&str> = parts[..2].iter().flat_map(|part| part.split(' ')).collect();
        let (method, path, shows) = (words[0], words[1], if words.len() == 6 { words[2] } else { "" });
        let more = match shows {
            "READS" => format!("Authorization: Bearer {reads}\r\n"),
            "APPENDS" => format!("Authorization: Bearer {appends}\r\n"),
            "STRANGE" => "Authorization: Bearer qz_x\r\n".to_owned(),
            "NONE" => "Content-Length: 0\r\n".to_owned(),
            "FOREIGN" => "Origin: http://evil.example\r\nContent-Length: 0\r\n".to_owned(),
            _ => String::new(),
        };
        let [status, by, code] = words[words.len() - 3..] else { panic!("{row}") };
        let (reply, line) = only(&open, row, || head(&open, method, path, &more));
        assert_eq!(reply.status.to_string(), status, "{row}: {}", reply.text);
        let came = match status {
            "401" | "403" => Came::Refused,
            "404" => Came::Failed,
            _ => Came::Read,
        };
        assert_eq!((line.look.came, line.look.asker.kind()), (came, by), "{row}");
        assert_eq!(line.look.code.as_deref().unwrap_or("-"), code, "{row}");
        assert_eq!(about(&line).join(" "), parts[2], "{row}");
        if by == "token" {
            assert!(line.look.asker.token().is_some_and(|id| id.len() == 12), "{row}");
            let counts = (came == Came::Read).then_some("hr-system");
            assert_eq!(line.look.asker.name().map(|name| &**name), counts, "{row}");
        }
    }
    let (_, line) = only(&open, "search", || open.get(&format!("/search?q={PAYMENT}&lang=en&{ON}")));
    let asked = line.look.asked.join(" ");
    assert_eq!(asked, format!("q={PAYMENT} {ON}"), "what was asked stands in it, the language does not");
    let text = std::fs::read_to_string(AccessLog::of(&open.desk).file()).unwrap();
    assert!(!text.contains("qz_"), "no token stands in it");
}

#[test]
fn signing_in_in_vain_and_forms_of_others_are_written_down() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let mut browser = Browser::of(&open, "wang.li", Role::Recorder);
    browser.cookie.clear();
    for name in ["wang.li", "nobody.at.all"] {
        let before = lines(&open).len();
        assert_eq!(browser.sign_in(name, "not the word at all").status, 403);
        let line = lines(&open).pop().unwrap();
        assert_eq!(lines(&open).len(), before + 1);
        assert_eq!((line.look.came, line.look.code.as_deref()), (Came::Refused, Some("sign-in-wrong")));
        let known: &[&str] = if name == "wang.li" { &["user:wang.li"] } else { &[] };
        assert_eq!(
            (about(&line), &line.look.asker),
            (known.to_vec(), &Asker::Nobody),
            "of a name that nobody has nothing is kept"
        );
    }
    for _ in 0..4 {
        browser.sign_in("wang.li", "not the word at all");
    }
    assert_eq!(browser.sign_in("wang.li", GOOD).status, 429);
    let line = lines(&open).pop().unwrap();
    assert_eq!((line.look.status, line.look.code.as_deref()), (Some(429), Some("sign-in-locked")));
    let text = std::fs::read_to_string(AccessLog::of(&open.desk).file()).unwrap();
    assert!(!text.contains("not the word") && !text.contains(GOOD) && !text.contains("nobody.at.all"));
    // A form from elsewhere.
    let host = open.address;
    let form =
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 0\r\nOrigin: http://evil.example\r\n";
    let reply = head(&open, "POST", "/record/hightech.certified", form);
    assert_eq!(reply.status, 403, "{host}: {}", reply.text);
    let line = lines(&open).pop().unwrap();
    assert_eq!((&*line.look.route, line.look.came), ("POST /record/{name}", Came::Refused));
}

/// The description of the API lists its paths: each of them leaves a line, but for those that show nobody. One that is added later leaves one too.
#[test]
fn every_path_that_programs_have_leaves_a_line_unless_it_shows_nobody() {
    const RULES: [&str; 9] = [
        "/policies",
        "/policies/readings",
        "/policies/parameters",
        "/types",
        "/types/{name}",
        "/types/{name}/{version}",
        "/openapi.json",
        "/whatif/jobs",
        "/whatif/jobs/{number}",
    ];
    let office = Office::with_story();
    let open = Open::written(&office);
    open.token(&[Scope::Read]);
    let described = openapi();
    let mut asked = 0;
    let read = described["paths"].as_object().unwrap().iter().filter(|(_, methods)| methods.get("get").is_some());
    for path in read.map(|(path, _)| path) {
        let Some(rest) = path.strip_prefix("/api/v1") else { continue };
        if rest == "/subscribe" {
            continue;
        }
        let address = path
            .replace("{code}", SUBJECT)
            .replace("{article}", "5")
            .replace("/payments/{number}", &format!("/payments/{PAYMENT}"))
            .replace("{position}", "190")
            .replace("/registers/{name}", "/registers/19")
            .replace("{name}", "payment.made")
            .replace("{version}", "1")
            .replace("{number}", "1");
        let before = lines(&open).len();
        let reply = open.get(&address);
        let left = lines(&open).len() - before;
        assert_eq!(left, usize::from(!RULES.contains(&rest)), "{address}: {}", reply.status);
        asked += 1;
    }
    assert!(asked > 20, "{asked}");
}

#[test]
fn nobody_reads_what_cannot_be_written_down() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let token = open.token(&[Scope::Read]);
    let path = format!("/subjects/{SUBJECT}?{ON}");
    assert_eq!(open.get(&path).status, 200);
    let file = AccessLog::of(&open.desk).file();
    let away = file.with_extension("away");
    std::fs::rename(&file, &away).unwrap();
    let bearer = format!("Authorization: Bearer {token}\r\n");
    for asked in [
        path.clone(),
        format!("/subjects/{SUBJECT}.json?{ON}"),
        format!("/subjects/{SUBJECT}.xlsx?{ON}"),
        format!("/never-paid.csv?{ON}"),
        format!("/api/v1/payments/{PAYMENT}?{ON}"),
        "/api/v1/subscribe?from=1".to_owned(),
        "/subjects/none".to_owned(),
        "/".to_owned(),
    ] {
        let reply = head(&open, "GET", &asked, &bearer);
        assert_eq!(reply.status, 503, "{asked}: {}", reply.text);
        assert!(reply.text.contains("access-log-gone"), "{asked}: {}", reply.text);
        for piece in ["北京示例科技有限公司", "345,", "CloudEvent", "specversion"] {
            assert!(!reply.text.contains(piece), "{asked}: {}", reply.text);
        }
    }
    assert_eq!(open.get("/types").status, 200, "rules are everybody's");
    assert_eq!(head(&open, "GET", "/api/v1/events", "Authorization: Bearer qz_x\r\n").status, 401);
    std::fs::rename(&away, &file).unwrap();
    assert_eq!(open.get(&path).status, 200, "it goes on where the file is back");
    assert_eq!(lines(&open).len(), 2);
}

#[test]
fn sixty_four_readers_leave_a_whole_chain() {
    let office = Office::with_story();
    let open = Open::written(&office);
    open.token(&[Scope::Read]);
    let address = open.address;
    let readers: Vec<_> = (0..64)
        .map(|number| {
            std::thread::Builder::new()
                .spawn(move || {
                    let path = if number % 2 == 0 {
                        format!("/events/{}", 1 + number)
                    } else {
                        format!("/subjects/{SUBJECT}/notice?{ON}")
                    };
                    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
                    (0..3).all(|_| client::ask(address, &request).status == 200)
                })
                .unwrap()
        })
        .collect();
    assert!(readers.into_iter().all(|reader| reader.join().unwrap()));
    let all = lines(&open);
    assert_eq!(all.len(), 64 * 3);
    let mut numbers: Vec<Arc<str>> = all.iter().filter_map(|line| line.look.request.clone()).collect();
    numbers.sort();
    numbers.dedup();
    assert_eq!(numbers.len(), 64 * 3, "each request has a line of its own");
}

#[test]
fn the_log_is_a_page_for_whoever_oversees() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let auditor = Browser::of(&open, "zhao.min", Role::Auditor);
    let clerk = Browser::of(&open, "wang.li", Role::Recorder);
    clerk.get(&format!("/subjects/{SUBJECT}?{ON}"));
    clerk.get(&format!("/payments/{PAYMENT}?{ON}"));
    clerk.get("/access");
    open.get(&format!("/events/190?{ON}"));
    let page = auditor.get("/access?lang=en");
    assert_eq!(page.status, 200, "{}", page.text);
    for piece in [
        "each line follows the one before",
        "wang.li",
        "recorder",
        "nobody signed in",
        "refused not-allowed",
        "GET /payments/{number}",
        &format!("/payments/{PAYMENT}"),
        "qizhang access log",
    ] {
        assert!(page.text.contains(piece), "{piece}: {}", page.text);
    }
    assert!(auditor.get("/").text.contains("href=\"/access\"") && !clerk.get("/").text.contains("href=\"/access\""));
    let json = |path: &str| -> Value {
        let told: Value = serde_json::from_str(&auditor.get(path).text).unwrap();
        keeps(&told, "access-log.v1");
        told
    };
    let of = |told: &Value| -> Vec<String> {
        told["lines"].as_array().unwrap().iter().map(|line| line["route"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(of(&json("/access.json?by=wang.li&about=P-2026-0001")), ["GET /payments/{number}"]);
    assert_eq!(of(&json("/access.json?about=event:190")), ["GET /events/{position}"]);
    assert_eq!(of(&json("/access.json?by=nobody")), ["GET /events/{position}"]);
    assert_eq!(of(&json("/access.json?until=2027-01-04")).len(), 0);
    assert!(of(&json("/access.json?since=2027-01-05")).len() > 6, "looking at the log is a line too");
    assert_eq!(of(&json("/access.json?before=2")).len(), 1);
    let csv = auditor.get("/access.csv?by=wang.li&lang=en");
    assert!(csv.text.lines().count() > 3 && csv.text.contains("wang.li,recorder,given,"), "{}", csv.text);
    for bad in ["since=soon", "before=x", "who=me"] {
        assert_eq!(auditor.get(&format!("/access?{bad}")).status, 400, "{bad}");
    }
    assert_eq!(open.get("/access").status, 403, "nobody who is not signed in");
    let token = open.token(&[Scope::Read]);
    assert_eq!(head(&open, "GET", "/access.json", &format!("Authorization: Bearer {token}\r\n")).status, 403);
    assert_eq!(open.get("/api/v1/access").status, 404, "no program oversees");
    open.desk.close_user("zhao.min", moment(), "clerk").unwrap();
    assert_eq!(auditor.get("/access").status, 403, "who was closed oversees nothing more");
}
