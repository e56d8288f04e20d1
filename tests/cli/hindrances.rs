//! Files and places that stand against a command: each is told with its code, its place and what to try, in both languages,
//! and nothing is half done.

use super::{Office, Said};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

const LEDGER: &str = "qizhang.ledger";
const HEAD: &str = "qizhang.ledger/head";
const SEGMENT: &str = "qizhang.ledger/log/000000000001.segment";
const SHOW: &[&str] = &["show", "91110108551385082Q"];

fn is_chinese(text: &str) -> bool {
    text.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter))
}

/// Code, place and remedy in both languages, each without words of the other.
fn told(office: &Office, words: &[&str], ending: i32, code: &str, place: &str) {
    let (zh, en) = (office.run(words), office.run(&[words, &["--lang", "en"]].concat()));
    told_so([&zh, &en], ending, code, place);
}

fn told_so(said: [&Said; 2], ending: i32, code: &str, place: &str) {
    let [zh, en] = said;
    for one in [zh, en] {
        assert_eq!((one.code, one.data.as_str()), (Some(ending), ""), "{code}: {}", one.talk);
        assert!(one.talk.contains(&format!("[{code}]")) && one.talk.contains(place), "{code} {place}: {}", one.talk);
    }
    let lines = |said: &Said, head: &str| said.talk.lines().filter(|line| line.trim_start().starts_with(head)).count();
    assert!(lines(zh, "办法：") > 0 && lines(en, "remedy: ") > 0, "{}{}", zh.talk, en.talk);
    assert!(zh.talk.lines().filter(|line| line.contains("原因：")).all(is_chinese), "{}", zh.talk);
    assert!(!is_chinese(&en.talk), "{}", en.talk);
}

/// A harm, the ending and code of a question afterwards, and the place it names.
type Hindrance = (fn(&Office), i32, &'static str, &'static str);

#[test]
fn files_that_are_not_what_they_should_be() {
    let cases: [Hindrance; 9] = [
        (|office| shorten(office, HEAD, 50), 70, "ledger-damaged", HEAD),
        (|office| shorten(office, HEAD, 0), 70, "ledger-damaged", HEAD),
        (|office| drop(office.write(HEAD, "这不是账本\n".repeat(2000))), 70, "ledger-damaged", HEAD),
        (|office| shorten(office, SEGMENT, 3000), 70, "ledger-damaged", SEGMENT),
        (|office| shorten(office, SEGMENT, 20), 70, "ledger-damaged", SEGMENT),
        (|office| drop(office.write(SEGMENT, "这不是账本\n".repeat(2000))), 70, "ledger-damaged", SEGMENT),
        (|office| swap_for_directory(office, HEAD), 1, "input-output", HEAD),
        (|office| swap_for_directory(office, SEGMENT), 1, "input-output", SEGMENT),
        (
            |office| {
                fs::remove_dir_all(office.path("qizhang.ledger/log")).unwrap();
                drop(office.write("qizhang.ledger/log", "a file where a directory should be"));
            },
            4,
            "ledger-shorter",
            LEDGER,
        ),
    ];
    for (harm, ending, code, place) in cases {
        let office = Office::with_story();
        // Without the index, which knows some of what was in the segment.
        fs::remove_dir_all(office.path("qizhang.ledger/index")).unwrap();
        harm(&office);
        told(&office, SHOW, ending, code, place);
        let line = office.write("one.jsonl", "{}");
        let said = office.run(&["append", &line]);
        // Both are told what the last checkpoint says was there; a writer is refused.
        let ending = if code == "ledger-shorter" { 70 } else { ending };
        assert_eq!(said.code, Some(ending), "a writer stops as well: {}", said.talk);
        assert!(said.talk.contains(code) && said.talk.contains(place), "{}", said.talk);
    }
}

fn shorten(office: &Office, file: &str, length: u64) {
    fs::OpenOptions::new().write(true).open(office.path(file)).unwrap().set_len(length).unwrap();
}

fn swap_for_directory(office: &Office, file: &str) {
    fs::remove_file(office.path(file)).unwrap();
    fs::create_dir(office.path(file)).unwrap();
}

/// An index of somebody else's making hinders nobody.
#[test]
fn a_foreign_index_is_no_hindrance() {
    let office = Office::with_story();
    let before = office.done(SHOW);
    let index = office.path("qizhang.ledger/index");
    fs::remove_dir_all(&index).unwrap();
    fs::create_dir(&index).unwrap();
    for name in ["db", "conf", "letter.txt"] {
        fs::write(index.join(name), "这不是索引").unwrap();
    }
    assert_eq!(office.done(SHOW), before);
    assert_eq!(office.run(&["doctor"]).code, Some(4));
    office.done(&["index", "rebuild"]);
    assert_eq!(office.done(SHOW), before);
    assert_eq!(office.run(&["doctor"]).code, Some(0));
}

/// A later program raised the version; this one says so, and does not call it damage.
#[test]
fn a_newer_format_is_named() {
    let office = Office::with_story();
    let mut head = fs::read(office.path(HEAD)).unwrap();
    for slot in [0, 4096] {
        head[slot + 8] = 2;
        let checksum = crc32c::crc32c(&head[slot..slot + 68]).to_le_bytes();
        head[slot + 68..slot + 72].copy_from_slice(&checksum);
    }
    fs::write(office.path(HEAD), head).unwrap();
    told(&office, SHOW, 1, "ledger-format", HEAD);
    told(&office, &["verify"], 1, "ledger-format", HEAD);
    told(&office, &["backup", "saved"], 1, "ledger-format", HEAD);
    let said = office.run(&["doctor"]);
    assert_eq!(said.code, Some(4), "{}", said.talk);
    assert!(said.data.contains("的格式是 2") && !said.data.contains("第 1 版"), "{}", said.data);

    let office = Office::with_story();
    let mut segment = fs::read(office.path(SEGMENT)).unwrap();
    segment[8] = 2;
    fs::write(office.path(SEGMENT), segment).unwrap();
    told(&office, SHOW, 1, "ledger-format", SEGMENT);
}

#[test]
fn a_path_that_is_a_file() {
    let office = Office::with_story();
    let file = office.write("letter.txt", "a letter");
    told(&office, &["show", "x", "--ledger", &file], 1, "no-ledger", "letter.txt");
    told(&office, &["show", "x", "--ledger", "letter.txt/inner"], 1, "no-ledger", "letter.txt/inner");
    told(&office, &["init", &file], 1, "ledger-exists", "letter.txt");
    told(&office, &["init", "letter.txt/inner"], 1, "input-output", "letter.txt/inner");
    told(&office, &["backup", &file], 1, "ledger-exists", "letter.txt");
    told(&office, &["backup", "letter.txt/inner"], 1, "input-output", "letter.txt/inner");
    told(&office, &["export", "jsonl", "--out", "letter.txt/inner"], 1, "file", "letter.txt/inner");
    told(&office, &["restore", &file, "new"], 1, "no-ledger", "letter.txt");
    assert_eq!(fs::read(office.path("letter.txt")).unwrap(), b"a letter");
    assert_eq!(office.run(&["doctor"]).code, Some(0), "and the ledger is as it was");
}

/// Runs the program as somebody without rights of his own; nothing where this machine has no such person to offer.
fn as_nobody(office: &Office, words: &[&str]) -> Option<Said> {
    let mut command = Command::new("setpriv");
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups", "--", env!("CARGO_BIN_EXE_qizhang")]);
    run_if_possible(office, command, words)
}

/// Runs the program where the office's folder cannot be written.
fn read_only(office: &Office, words: &[&str]) -> Option<Said> {
    let mut command = Command::new("unshare");
    let script = "mount --bind -o ro . . && cd \"$PWD\" && exec \"$@\"";
    command.args(["-m", "sh", "-c", script, "sh", env!("CARGO_BIN_EXE_qizhang")]);
    run_if_possible(office, command, words)
}

/// Only the superuser can become nobody, or mount; whoever runs the tests as somebody else goes without these.
pub(super) fn run_if_possible(office: &Office, mut command: Command, words: &[&str]) -> Option<Said> {
    let name = command.get_program().to_owned();
    let possible = Command::new(&name).arg(if name == "unshare" { "-m" } else { "--reuid=65534" }).arg("true").output();
    if possible.is_ok_and(|done| done.status.success()) {
        let output = command
            .args(words)
            .current_dir(office.path(""))
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("USER", "clerk")
            .output();
        return Some(Said::of(output.unwrap()));
    }
    #[expect(clippy::print_stdout, reason = "a test that did not happen must not look like one that did")]
    {
        println!("{} does not run here; {words:?} was not tried", name.display());
    }
    None
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_ledger_one_may_not_read_or_write() {
    let office = Office::with_story();
    mode(&office.path(""), 0o755);
    let line = office.write("one.jsonl", "{}");
    let both =
        |words: &[&str]| Some([as_nobody(&office, words)?, as_nobody(&office, &[words, &["--lang", "en"]].concat())?]);

    // It may be read, and not written.
    let Some(said) = as_nobody(&office, SHOW) else { return };
    assert_eq!(said.code, Some(0), "questions are answered: {}", said.talk);
    let Some([zh, en]) = both(&["append", &line]) else { return };
    told_so([&zh, &en], 1, "input-output", "qizhang.ledger/lock");
    assert!(zh.talk.contains("没有权限") && en.talk.contains("permission is denied"), "{}", zh.talk);
    let Some([zh, en]) = both(&["backup", "saved"]) else { return };
    told_so([&zh, &en], 1, "input-output", "saved.creating");
    let Some([zh, en]) = both(&["index", "rebuild"]) else { return };
    told_so([&zh, &en], 1, "input-output", "qizhang.ledger/lock");
    let Some(said) = as_nobody(&office, &["doctor"]) else { return };
    assert_eq!(said.code, Some(4), "{}{}", said.data, said.talk);
    assert!(said.data.contains("不能写入 qizhang.ledger/lock") && said.data.contains("权限"), "{}", said.data);

    // It may not even be read: a part of it, and all of it.
    mode(&office.path(SEGMENT), 0o600);
    let Some([zh, en]) = both(SHOW) else { return };
    told_so([&zh, &en], 1, "input-output", SEGMENT);
    mode(&office.path(LEDGER), 0o700);
    let Some([zh, en]) = both(SHOW) else { return };
    told_so([&zh, &en], 1, "input-output", "qizhang.ledger/log");
    assert!(!office.path("saved.creating").exists());
}

#[test]
fn a_disk_that_is_read_only() {
    let office = Office::with_story();
    let line = office.write("one.jsonl", "{}");
    let Some(said) = read_only(&office, SHOW) else { return };
    assert_eq!(said.code, Some(0), "questions are answered: {}", said.talk);
    for (words, code, place) in [
        (&["append", line.as_str()][..], "input-output", "qizhang.ledger/lock"),
        (&["init", "new"], "input-output", "new.creating"),
        (&["backup", "saved"], "input-output", "saved.creating"),
        (&["export", "jsonl", "--out", "all.jsonl"], "file", "all.jsonl"),
    ] {
        let Some(zh) = read_only(&office, words) else { return };
        let Some(en) = read_only(&office, &[words, &["--lang", "en"]].concat()) else { return };
        told_so([&zh, &en], 1, code, place);
        assert!(zh.talk.contains("文件系统只读") && en.talk.contains("the file system is read-only"), "{}", zh.talk);
    }
    let Some(said) = read_only(&office, &["doctor"]) else { return };
    assert_eq!(said.code, Some(4), "{}", said.data);
    assert!(said.data.contains("不能写入 qizhang.ledger") && said.data.contains("只读"), "{}", said.data);
}
