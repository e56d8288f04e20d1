//! The access log: each line follows the one before, whoever writes; what was changed afterwards is found, and nothing is lost that was written.

use super::{desk, now};
use crate::store::stranger::by_python;
use proptest::prelude::*;
use qizhang::access::{AccessError, AccessLog, Asker, Came, Chain, Desk, Flaw, Line, Look, Mark, Scope, Wanted};
use qizhang::value::{Day, Digest, Instant, Position};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

fn look(name: &str) -> Look {
    Look {
        at: now(),
        asker: Asker::User { name: name.into(), role: "auditor".into() },
        request: Some("0badcafe-7".into()),
        route: "GET /subjects/{code}".into(),
        about: vec!["subject:91110108551385082Q".into()],
        asked: Vec::new(),
        on: Some(now().day()),
        known: Some(Position(196)),
        came: Came::Read,
        status: Some(200),
        code: None,
    }
}

/// A desk with a token, beside which a log is kept.
fn kept() -> (TempDir, Desk) {
    let folder = TempDir::new().unwrap();
    let desk = desk(&folder, "one");
    desk.issue(("hr-system", &[Scope::Read], now().day()), now(), "clerk").unwrap();
    (folder, desk)
}

/// A log of so many lines.
fn written(count: u64) -> (TempDir, Desk, PathBuf) {
    let (folder, desk) = kept();
    let log = AccessLog::of(&desk);
    for number in 1..=count {
        assert!(log.note(&look(&format!("user{number}"))).unwrap());
    }
    let file = log.file();
    (folder, desk, file)
}

fn found(desk: &Desk) -> Chain {
    AccessLog::of(desk).verify(None).unwrap()
}

fn lines(file: &Path) -> Vec<String> {
    fs::read_to_string(file).unwrap().lines().map(str::to_owned).collect()
}

fn put(file: &Path, lines: &[String]) {
    fs::write(file, lines.join("\n") + "\n").unwrap();
}

fn code(error: &AccessError) -> &'static str {
    error.complaint().code
}

#[test]
fn it_begins_with_the_desk_and_holds_what_it_was_given() {
    let folder = TempDir::new().unwrap();
    let own = desk(&folder, "one");
    let log = AccessLog::of(&own);
    assert!(!log.note(&look("a")).unwrap() && !log.file().exists(), "before there is a user nobody can say who he is");
    assert!(log.walk(&mut |_| {}).unwrap().is_none());
    assert_eq!(code(&log.verify(None).unwrap_err()), "access-log-missing");
    own.issue(("hr-system", &[Scope::Read], now().day()), now(), "clerk").unwrap();
    let looks = [
        look("王丽 \"the\" \u{1f}\n\u{7f}\u{2028}"),
        Look { asker: Asker::Nobody, on: None, known: None, request: None, about: vec![], ..look("") },
        Look {
            asker: Asker::Token { id: "0123456789ab".into(), actor: None },
            came: Came::Refused,
            code: Some("token-revoked".into()),
            ..look("")
        },
        Look { asker: Asker::Command { name: "root".into() }, came: Came::Failed, status: None, ..look("") },
    ];
    for look in &looks {
        assert!(log.note(look).unwrap());
    }
    let mut read: Vec<Line> = Vec::new();
    let chain = log.walk(&mut |line| read.push(line)).unwrap().unwrap();
    assert_eq!(read.iter().map(|line| line.look.clone()).collect::<Vec<_>>(), looks);
    assert_eq!(read.iter().map(|line| line.number).collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert_eq!((chain.damage.as_slice(), chain.head.number), (&[][..], 4));
    assert_eq!((chain.begun, chain.ledger.as_deref()), (Some(now()), Some("one")));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&log.file()), mode(log.file().parent().unwrap())), (0o600, 0o700), "it is nobody else's");
    }
    drop(log);
    // The next process goes on where the last one ended.
    let again = AccessLog::of(&own);
    again.note(&look("b")).unwrap();
    assert_eq!(found(&own).head.number, 5);
    let other = AccessLog::of(&desk(&folder, "two"));
    assert_eq!(code(&other.note(&look("c")).unwrap_err()), "access-log-of-other-ledger");
    assert_eq!(code(&other.verify(None).unwrap_err()), "access-log-of-other-ledger");
}

/// Each way in which somebody may touch it, and the line that is named.
#[test]
fn what_was_changed_is_named_by_its_line() {
    type Touch = fn(&mut Vec<String>);
    type Row<'r> = (&'r str, Touch, &'r [(u64, Flaw)]);
    let rows: [Row<'_>; 11] = [
        ("nothing", |_| {}, &[]),
        ("a name", |lines| lines[3] = lines[3].replace("user3", "user9"), &[(5, Flaw::Unlinked)]),
        (
            "a blank",
            |lines| lines[3] = lines[3].replace("\"user3\"", " \"user3\""),
            &[(4, Flaw::Unreadable), (5, Flaw::Unlinked)],
        ),
        ("nonsense", |lines| lines[3] = "{}".to_owned(), &[(4, Flaw::Unreadable), (5, Flaw::Unlinked)]),
        ("one taken out", |lines| drop(lines.remove(3)), &[(4, Flaw::Unlinked)]),
        ("two swapped", |lines| lines.swap(3, 4), &[(4, Flaw::Unlinked), (5, Flaw::Unlinked), (6, Flaw::Unlinked)]),
        ("one twice", |lines| lines.insert(3, lines[2].clone()), &[(4, Flaw::Unlinked)]),
        ("the first", |lines| lines[0] = lines[0].replace("\"one\"", "\"two\""), &[(2, Flaw::Unlinked)]),
        ("the first taken out", |lines| drop(lines.remove(0)), &[(1, Flaw::Heading)]),
        (
            "one put behind",
            |lines| {
                let last = lines.last().unwrap().replace("\"n\":6", "\"n\":7");
                lines.push(last);
            },
            &[(8, Flaw::Unlinked)],
        ),
        (
            "one put behind with its digest",
            |lines| {
                let last = lines.last().unwrap().clone();
                let before = last.split("\"prev\":\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
                lines.push(
                    last.replace(&before, &Digest::of(last.as_bytes()).to_string()).replace("\"n\":6", "\"n\":9"),
                );
            },
            &[(8, Flaw::Misnumbered)],
        ),
    ];
    for (what, touch, named) in rows {
        let (_folder, desk, file) = written(6);
        let mut own = lines(&file);
        touch(&mut own);
        put(&file, &own);
        let result = AccessLog::of(&desk).verify(None);
        if what == "the first" {
            assert_eq!(code(&result.unwrap_err()), "access-log-of-other-ledger");
            continue;
        }
        let chain = result.unwrap();
        let told: Vec<(u64, Flaw)> = chain.damage.iter().map(|damage| (damage.line, damage.flaw)).collect();
        assert_eq!(told, named, "{what}");
        assert_eq!(AccessLog::of(&desk).faults(&chain).len(), named.len());
        let finds = AccessLog::looked_at(&desk.path().with_extension(""), Some("one"));
        assert_eq!(finds.iter().filter(|finding| finding.cure.is_some()).count(), named.len(), "{what}");
        let strange = by_python("docs/examples/access_verify.py", &[&file.display().to_string()]);
        let Some(strange) = strange else { continue };
        assert_eq!(strange.status.code(), Some(if named.is_empty() { 0 } else { 4 }), "{what}: {strange:?}");
        let said = String::from_utf8(strange.stdout).unwrap();
        for (line, _) in named {
            assert!(said.contains(&format!("line {line} is not")), "{what}: {said}");
        }
        assert!(!named.is_empty() || said == format!("{}\n", chain.head), "{said}");
    }
}

/// Whoever may write the file can cut its end or write it anew; whoever noted an end finds it out.
/// Read from its end, a log shows what it shows as a whole, and what was held against each other once is so again when it was not left alone.
#[test]
fn the_last_lines_are_those_of_the_whole_log() {
    let last = |log: &AccessLog, most| log.seen(&Wanted::default(), Some(most)).unwrap();
    let whole = |log: &AccessLog, most| {
        let all = Wanted { since: Some(now().day()), ..Wanted::default() };
        log.seen(&all, Some(most)).unwrap()
    };
    let (_folder, desk) = kept();
    let log = AccessLog::of(&desk);
    assert_eq!(last(&log, 5), whole(&log, 5), "there is none yet");
    for count in [1, 1, 3, 1, 40, 400] {
        for number in 0..count {
            log.note(&look(&format!("user{number}"))).unwrap();
        }
        for most in [1, 4, 5, 6, 200, 1000] {
            assert_eq!(last(&log, most), whole(&log, most), "{count} {most}");
        }
    }
    log.end();
    // What is added or changed behind what was looked at, and a log that became shorter or another one.
    let file = log.file();
    let kept = lines(&file);
    let damages: [fn(&mut Vec<String>); 4] = [
        |lines| drop(lines.pop()),
        |lines| lines.swap(440, 441),
        |lines| lines[446] = lines[446].replace("auditor", "analyst"),
        |lines| lines.push("{}".to_owned()),
    ];
    for damage in damages {
        let mut lines = kept.clone();
        damage(&mut lines);
        put(&file, &lines);
        assert_eq!(last(&log, 7), whole(&log, 7));
        assert_eq!(last(&log, 7), last(&log, 7), "looked at once more");
        put(&file, &kept);
        assert!(last(&log, 7).chain.unwrap().damage.is_empty());
    }
}

#[test]
fn a_log_that_was_cut_or_written_anew_did_not_grow_out_of_what_was_noted() {
    let (_folder, desk, file) = written(6);
    let log = AccessLog::of(&desk);
    let noted = found(&desk).head;
    let early = Mark { number: 3, digest: Digest::of(lines(&file)[3].as_bytes()) };
    assert_eq!(Mark::parse(&noted.to_string()), Some(noted));
    for text in ["", "6", "6:", "x:00", "6:00", &noted.to_string().to_uppercase()] {
        assert_eq!(Mark::parse(text), None, "{text}");
    }
    assert!(log.verify(Some(noted)).is_ok() && log.verify(Some(early)).is_ok());
    let strange = |mark: Mark| {
        by_python("docs/examples/access_verify.py", &[&file.display().to_string(), &mark.to_string()])
            .map(|output| output.status.code())
    };
    assert!(strange(early).is_none_or(|code| code == Some(0)));
    let mut own = lines(&file);
    own.truncate(6);
    put(&file, &own);
    assert!(found(&desk).damage.is_empty(), "what is left is whole");
    let refused = log.verify(Some(noted)).unwrap_err();
    assert_eq!(code(&refused), "access-log-other-past");
    assert!(refused.complaint().why.en.contains("ends at 5"), "{:?}", refused.complaint());
    assert!(log.verify(Some(early)).is_ok(), "what was noted before is still there");
    assert!(strange(noted).is_none_or(|code| code == Some(4)));
    // It goes on and is as long as it was, and is another.
    drop(log);
    AccessLog::of(&desk).note(&look("somebody else")).unwrap();
    let refused = AccessLog::of(&desk).verify(Some(noted)).unwrap_err();
    assert!(refused.complaint().why.en.contains("and not"), "{:?}", refused.complaint());
    // The last line alone is held by nothing but what was noted.
    let (_folder, desk, file) = written(6);
    let noted = found(&desk).head;
    let mut own = lines(&file);
    own[6] = own[6].replace("user6", "user7");
    put(&file, &own);
    assert!(found(&desk).damage.is_empty());
    assert_eq!(code(&AccessLog::of(&desk).verify(Some(noted)).unwrap_err()), "access-log-other-past");
}

#[test]
fn a_line_that_was_not_written_whole_is_put_aside_and_told() {
    for torn in [&b"{\"about\":[\"sub"[..], &[0; 5000], b"{}", "{\"who\":\"王".as_bytes()] {
        let (_folder, desk, file) = written(3);
        let whole = fs::read(&file).unwrap();
        fs::write(&file, [&whole, torn].concat()).unwrap();
        let told = found(&desk).damage;
        assert_eq!(told.iter().map(|damage| (damage.line, damage.flaw)).collect::<Vec<_>>(), [(5, Flaw::Torn)]);
        let log = AccessLog::of(&desk);
        log.note(&look("next")).unwrap();
        let chain = found(&desk);
        assert_eq!((chain.damage.len(), chain.head.number, chain.aside.len()), (0, 4, 1), "{chain:?}");
        assert!(chain.aside[0].ends_with("torn-4") && fs::read(&chain.aside[0]).unwrap() == torn);
        assert!(fs::read(&file).unwrap().starts_with(&whole), "what was written before stays");
        let finds = AccessLog::looked_at(&desk.path().with_extension(""), Some("one"));
        assert_eq!(finds.iter().filter(|finding| finding.cure.is_some()).count(), 1, "{finds:?}");
        // A second one has a name of its own.
        log.end();
        let own = lines(&file);
        put(&file, &own[..4]);
        fs::write(&file, [&fs::read(&file).unwrap(), torn].concat()).unwrap();
        AccessLog::of(&desk).note(&look("again")).unwrap();
        assert_eq!(found(&desk).aside.len(), 2);
    }
    // Stopped in the very first line.
    let (_folder, desk) = kept();
    let log = AccessLog::of(&desk);
    fs::create_dir(log.file().parent().unwrap()).unwrap();
    fs::write(log.file(), b"{\"at\":\"20").unwrap();
    log.note(&look("a")).unwrap();
    assert_eq!((found(&desk).head.number, found(&desk).aside.len()), (1, 1));
}

#[test]
fn what_cannot_be_written_is_told_and_leaves_no_half_line() {
    // The disk is full.
    let (_folder, desk) = kept();
    let log = AccessLog::of(&desk);
    fs::create_dir(log.file().parent().unwrap()).unwrap();
    std::os::unix::fs::symlink("/dev/full", log.file()).unwrap();
    assert_eq!(code(&log.note(&look("a")).unwrap_err()), "access-log-unwritable");
    fs::remove_file(log.file()).unwrap();
    log.note(&look("a")).unwrap();
    assert_eq!(found(&desk).head.number, 1, "it goes on as soon as there is room");

    // Something else lies where the folder belongs.
    let (_folder, desk) = kept();
    let log = AccessLog::of(&desk);
    fs::write(log.file().parent().unwrap(), "x").unwrap();
    assert_eq!(code(&log.note(&look("a")).unwrap_err()), "access-log-unwritable");

    // Nobody may write there; whoever may do everything is not kept out.
    let (_folder, desk, file) = written(1);
    let rights = |path: &Path, mode| {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    rights(&file, 0o400);
    let may_all = fs::OpenOptions::new().append(true).open(&file).is_ok();
    let noted = AccessLog::of(&desk).note(&look("b"));
    assert_eq!(noted.as_ref().err().map(code), (!may_all).then_some("access-log-unwritable"), "{noted:?}");
    rights(&file, 0o600);

    // It is taken away, replaced or cut while somebody writes.
    let (_folder, desk, file) = written(3);
    let log = AccessLog::of(&desk);
    log.note(&look("a")).unwrap();
    let away = file.with_extension("away");
    fs::rename(&file, &away).unwrap();
    assert_eq!(code(&log.note(&look("b")).unwrap_err()), "access-log-gone");
    fs::copy(&away, &file).unwrap();
    assert_eq!(code(&log.note(&look("b")).unwrap_err()), "access-log-gone", "a copy is another file");
    fs::rename(&away, &file).unwrap();
    log.note(&look("b")).unwrap();
    let own = lines(&file);
    let cut = own[..4].iter().map(|line| line.len() as u64 + 1).sum();
    fs::OpenOptions::new().write(true).open(&file).unwrap().set_len(cut).unwrap();
    let refused = log.note(&look("c")).unwrap_err();
    assert_eq!(code(&refused), "access-log-shorter");
    assert!(refused.complaint().why.en.contains("number 5"), "{:?}", refused.complaint());

    // What others add must follow.
    let (_folder, desk, file) = written(3);
    let log = AccessLog::of(&desk);
    log.note(&look("a")).unwrap();
    let own = lines(&file);
    put(&file, &own);
    assert!(log.note(&look("b")).is_ok(), "the same bytes in the same file");
    let mut other = fs::read(&file).unwrap();
    other.extend_from_slice(own[2].as_bytes());
    other.push(b'\n');
    fs::write(&file, other).unwrap();
    let refused = log.note(&look("c")).unwrap_err();
    assert_eq!((code(&refused), refused.spot().line), ("access-log-damaged", Some(7)));
    // A last line that is none is not written behind either.
    let (_folder, desk, file) = written(3);
    let mut own = lines(&file);
    own[3] = "{}".to_owned();
    put(&file, &own);
    let refused = AccessLog::of(&desk).note(&look("c")).unwrap_err();
    assert_eq!((code(&refused), refused.spot().line), ("access-log-damaged", Some(4)));
}

/// Sixty-four at once, of whom half write by another process, as far as the file can tell.
#[test]
fn many_write_one_chain() {
    let (_folder, desk) = kept();
    let logs = [AccessLog::of(&desk), AccessLog::of(&desk)].map(Arc::new);
    let threads: Vec<_> = (0..64)
        .map(|number| {
            let log = Arc::clone(&logs[number % 2]);
            std::thread::Builder::new()
                .spawn(move || (0..20).all(|time| log.note(&look(&format!("{number}/{time}"))).unwrap()))
                .unwrap()
        })
        .collect();
    assert!(threads.into_iter().all(|thread| thread.join().unwrap()));
    let mut names = Vec::new();
    let chain =
        logs[0].walk(&mut |line| names.extend(line.look.asker.name().map(ToString::to_string))).unwrap().unwrap();
    assert_eq!((chain.damage.len(), chain.head.number), (0, 64 * 20));
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 64 * 20, "every line is there once");
}

fn any_text() -> impl Strategy<Value = Arc<str>> {
    prop_oneof![any::<String>(), "[a-z]{0,9}", Just("\u{0}\u{1f}\"\\\u{7f}\u{fdd0}".to_owned())].prop_map(Arc::from)
}

fn any_look() -> impl Strategy<Value = Look> {
    let asker = prop_oneof![
        (any_text(), any_text()).prop_map(|(name, role)| Asker::User { name, role }),
        (any_text(), proptest::option::of(any_text())).prop_map(|(id, actor)| Asker::Token { id, actor }),
        any_text().prop_map(|name| Asker::Command { name }),
        Just(Asker::Nobody),
    ];
    let lists = (proptest::collection::vec(any_text(), 0..4), proptest::collection::vec(any_text(), 0..4));
    let times = (0_i64..4_000_000_000_000, proptest::option::of(0_i64..40_000), proptest::option::of(0_u64..1 << 50));
    let came = proptest::sample::select(&Came::ALL[..]);
    (asker, any_text(), lists, times, came, proptest::option::of(any_text())).prop_map(
        |(asker, route, (about, asked), (at, on, known), came, code)| Look {
            at: Instant::from_millis(at),
            asker,
            request: code.clone(),
            route,
            about,
            asked,
            on: on.and_then(|days| Day::parse("1990-01-01").map(|day| day.plus_days(days))),
            known: known.map(Position),
            came,
            status: Some(200),
            code,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Whatever is written is read again, and no bit of it can be changed without being found by whoever noted where the log ended.
    #[test]
    fn no_bit_of_it_changes_unseen(
        looks in proptest::collection::vec(any_look(), 1..12),
        at in any::<proptest::sample::Index>(),
        bit in 0_u32..8,
    ) {
        let (_folder, desk) = kept();
        let log = AccessLog::of(&desk);
        for look in &looks {
            log.note(look).unwrap();
        }
        let mut read = Vec::new();
        let chain = log.walk(&mut |line| read.push(line.look)).unwrap().unwrap();
        prop_assert_eq!(&read, &looks);
        prop_assert!(chain.damage.is_empty() && log.verify(Some(chain.head)).is_ok());
        let mut bytes = fs::read(log.file()).unwrap();
        let place = at.index(bytes.len());
        bytes[place] ^= 1 << bit;
        fs::write(log.file(), &bytes).unwrap();
        let ends = bytes.iter().take(place).filter(|byte| **byte == b'\n').count();
        match log.verify(Some(chain.head)) {
            Err(error) => prop_assert!(["access-log-other-past", "access-log-of-other-ledger"].contains(&code(&error))),
            Ok(changed) => {
                let near = changed.damage.iter().any(|damage| damage.line.abs_diff(ends as u64 + 1) <= 1);
                prop_assert!(near, "{changed:?} for a bit of line {}", ends + 1);
            }
        }
    }
}
