//! A bundle taken away in a browser is the one that the command writes, and is given to whoever may read.

use super::people::Browser;
use super::{ON, Open, PAYMENT, SUBJECT};
use crate::cli::Office;
use qizhang::access::Role;
use std::os::unix::fs::PermissionsExt;

#[test]
fn a_bundle_of_a_page_is_that_of_the_command_to_the_byte() {
    let office = Office::with_story();
    office.done(&["checkpoint"]);
    for (name, page) in [(PAYMENT, format!("/payments/{PAYMENT}")), (SUBJECT, format!("/subjects/{SUBJECT}"))] {
        let asked = format!("{ON}&known=196");
        let open = Open::written(&office);
        let way = format!("{page}/bundle?{asked}");
        assert!(open.page(&format!("{page}?{asked}")).contains(&format!("href=\"{}\"", way.replace('&', "&amp;"))));
        let reply = open.get(&way);
        assert_eq!((reply.status, reply.header("content-type")), (200, Some("application/zip")), "{}", reply.text);
        let kept = format!("attachment; filename=\"{name}-2026-12-31-196.zip\"");
        assert_eq!(reply.header("content-disposition"), Some(&*kept));
        drop(open);
        let file = format!("{name}.zip");
        office.done(&["export", "bundle", name, "--on", "2026-12-31", "--known", "196", "--out", &file]);
        assert_eq!(std::fs::read(office.path(&file)).unwrap(), reply.bytes, "{name}");
        let said = office.done(&["verify", &file, "--lang", "en"]);
        assert!(said.contains("196"), "{said}");
    }
}

#[test]
fn where_nothing_can_be_signed_no_bundle_is_offered_or_given() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let page = format!("/payments/{PAYMENT}");
    assert!(!open.page(&format!("{page}?{ON}")).contains("/bundle"));
    let reply = open.get(&format!("{page}/bundle?{ON}&lang=en"));
    assert!(reply.status == 409 && reply.text.contains("bundle-not-signed"), "{}", reply.text);
    assert!(reply.text.contains("qizhang serve --write"), "{}", reply.text);
}

/// A key comes into being by a command: whoever looks at a page leaves nothing behind.
#[test]
fn no_page_makes_a_key() {
    let office = Office::with_story();
    for left in ["key", "vkeys", "checkpoint"] {
        let _ = std::fs::remove_file(office.path(&format!("qizhang.ledger.{left}")));
    }
    let open = Open::written(&office);
    let reply = open.get(&format!("/payments/{PAYMENT}/bundle?{ON}"));
    assert!(reply.status == 409 && reply.text.contains("bundle-without-key"), "{}", reply.text);
    drop(open);
    assert!(!office.path("qizhang.ledger.key").exists() && !office.path("qizhang.ledger.checkpoint").exists());
}

/// Whoever asks is told at once, whatever lies in the place of the key, and is not told where that is.
#[test]
fn what_is_no_key_keeps_nobody_waiting() {
    let office = Office::with_story();
    office.done(&["checkpoint"]);
    let open = Open::written(&office);
    let key = office.path("qizhang.ledger.key");
    let folder = office.path("").canonicalize().unwrap().display().to_string();
    let refused = |which: &str| {
        for address in [format!("/payments/{PAYMENT}/bundle?{ON}"), format!("/payments/{PAYMENT}/bundle?{ON}&lang=en")]
        {
            let reply = open.get(&address);
            assert_eq!(reply.status, 409, "{which}: {}", reply.text);
            assert!(
                reply.text.contains("qizhang.ledger.key") && !reply.text.contains(&folder),
                "{which}: {}",
                reply.text
            );
        }
    };
    let readable = |mode| std::fs::set_permissions(&key, std::fs::Permissions::from_mode(mode)).unwrap();
    readable(0o644);
    refused("others may read it");
    readable(0o600);
    std::fs::rename(&key, office.path("kept")).unwrap();
    refused("nothing");
    std::fs::create_dir(&key).unwrap();
    refused("a folder");
    std::fs::remove_dir(&key).unwrap();
    pipe(&key);
    refused("a pipe");
    std::fs::remove_file(&key).unwrap();
    std::os::unix::fs::symlink("/dev/zero", &key).unwrap();
    refused("a device");
    std::fs::remove_file(&key).unwrap();
    std::fs::rename(office.path("kept"), &key).unwrap();
    assert_eq!(open.get(&format!("/payments/{PAYMENT}/bundle?{ON}")).status, 200);
    drop(open);
    std::fs::remove_file(&key).unwrap();
    pipe(&key);
    let said = office.run(&["checkpoint"]);
    assert!(said.code == Some(1) && said.talk.contains(&folder), "the command tells where it is: {}", said.talk);
}

/// A pipe that nobody writes to.
fn pipe(at: &std::path::Path) {
    let done = std::process::Command::new("mkfifo").args(["-m", "600"]).arg(at).status().unwrap();
    assert!(done.success());
}

/// A number of a document has letters and signs of Chinese, and its file has them too.
#[test]
fn a_file_is_called_as_what_it_is_about() {
    let office = Office::with_story();
    let line =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/examples/second-payment.jsonl")).unwrap();
    let line = office.write("paid.jsonl", line.replace("P-2026-0002", "区拨〔2026〕7号"));
    office.done(&["append", &line, "--override", "会议纪要〔2027〕3号"]);
    let open = Open::written(&office);
    let number = "%E5%8C%BA%E6%8B%A8%E3%80%942026%E3%80%957%E5%8F%B7";
    let reply = open.get(&format!("/payments/{number}/bundle?{ON}&known=198"));
    let told =
        format!("attachment; filename=\"---2026-7--2026-12-31-198.zip\"; filename*=UTF-8''{number}-2026-12-31-198.zip");
    assert_eq!((reply.status, reply.header("content-disposition")), (200, Some(&*told)), "{}", reply.text);
    let reply = open.get(&format!("/payments/{number}.xlsx?{ON}&known=198"));
    let told = format!(
        "attachment; filename=\"payments----2026-7--2026-12-31-198.xlsx\"; filename*=UTF-8''payments-{number}-2026-12-31-198.xlsx"
    );
    assert_eq!((reply.status, reply.header("content-disposition")), (200, Some(&*told)), "{}", reply.text);
}

/// A browser takes a step of dots for a folder; behind a blank it is the number of a payment. A number that ends as the address of another form does
/// has its dot spelt out, and still has its other forms.
#[test]
fn a_number_that_looks_like_something_else_has_an_address() {
    for (number, step) in [("..", "%20.."), ("a.json", "a%2Ejson"), ("付.csv", "%E4%BB%98%2Ecsv")] {
        let office = Office::with_story();
        let line = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/examples/second-payment.jsonl"));
        let line = office.write("paid.jsonl", line.unwrap().replace("P-2026-0002", number));
        office.done(&["append", &line, "--override", "会议纪要〔2027〕3号"]);
        let open = Open::written(&office);
        let found = open.get(&format!("/search?q={}&{ON}", step.replace("%20", "")));
        assert_eq!(
            (found.status, found.header("location")),
            (303, Some(&*format!("/payments/{step}?{ON}"))),
            "{}",
            found.text
        );
        let page = open.page(&format!("/payments/{step}?{ON}"));
        assert!(page.contains(&format!("href=\"/payments/{step}/bundle?on=2026-12-31\"")), "{page}");
        assert!(page.contains(&format!("href=\"/payments/{step}.xlsx?on=2026-12-31\"")), "{page}");
        let json = open.get(&format!("/payments/{step}.json?{ON}"));
        assert_eq!((json.status, json.header("content-type")), (200, Some("application/json")), "{}", json.text);
        assert_eq!(open.get(&format!("/payments/{step}/bundle?{ON}")).status, 200);
        assert_eq!(open.get(&format!("/api/v1/payments/{step}?{ON}")).status, 200);
    }
}

#[test]
fn what_is_asked_wrongly_is_refused_as_on_the_page() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let rows = [
        ("/payments/P-2026-9999/bundle", 404, "unknown-payment"),
        ("/subjects/nobody/bundle", 404, "unknown-subject"),
        ("/payments/P-2026-0001/bundle?known=196&kown=1", 400, "parameter-unknown"),
        ("/payments/P-2026-0001/bundle?on=2026-13-01", 400, "parameter-not-understood"),
        ("/payments/P-2026-0001/bundle?read=nowhere%3Dx", 400, "no-such-reading"),
        ("/payments/%ff/bundle", 404, "page-not-found"),
    ];
    for (address, status, code) in rows {
        let reply = open.get(address);
        assert_eq!((reply.status, reply.text.contains(code)), (status, true), "{address}: {}", reply.text);
    }
}

#[test]
fn a_bundle_is_for_whoever_may_look() {
    let office = Office::with_story();
    let open = Open::written(&office);
    for (role, status) in [("auditor", 200), ("recorder", 200), ("analyst", 403)] {
        let browser = Browser::of(&open, role, Role::parse(role).unwrap());
        assert_eq!(browser.get(&format!("/payments/{PAYMENT}/bundle?{ON}")).status, status, "{role}");
    }
}

/// Many take bundles away while a program records: each bundle holds, and the last checkpoint is that of the last event.
#[test]
fn bundles_are_signed_beside_what_is_recorded() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let token = open.token(&[qizhang::access::Scope::Append]);
    std::thread::scope(|scope| {
        for taker in 0..3 {
            let open = &open;
            scope.spawn(move || {
                for turn in 0..4 {
                    let reply = open.get(&format!("/payments/{PAYMENT}/bundle?{ON}&known=196"));
                    assert_eq!(reply.status, 200, "{taker} {turn}: {}", reply.text);
                }
            });
        }
        for number in 0..6 {
            let bearer = format!("Bearer {token}");
            let key = format!("\"{number}\"");
            let headers =
                [("Authorization", &*bearer), ("Content-Type", "application/json"), ("Idempotency-Key", &*key)];
            let body = format!(
                r#"[{{"type":"enterprise.renamed","occurred_on":"2026-06-0{}","data":{{"uscc":"{SUBJECT}","old_name":"北京示例科技有限公司","new_name":"北京第{number}公司"}}}}]"#,
                number + 1
            );
            let reply = open.post("/api/v1/events", &headers, &body);
            assert_eq!(reply.status, 201, "{}", reply.text);
        }
    });
    drop(open);
    let note = std::fs::read_to_string(office.path("qizhang.ledger.checkpoint")).unwrap();
    assert_eq!(note.lines().nth(1), Some("202"), "{note}");
    office.done(&["verify"]);
}
