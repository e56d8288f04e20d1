//! A ledger kept well: copied, brought back, written out, looked at, and made again where that is possible.

use super::Office;
use qizhang::ledger::{FixedClock, Ledger, LedgerError, SystemClock};
use qizhang::store::{Batch, Entry, LocalOptions, LocalStore, Store};
use qizhang::value::{Day, Digest, EventId, Instant, TypeName};
use std::fs;
use std::path::PathBuf;

const LEDGER: &str = "qizhang.ledger";

/// Everything an official asks, as other programs get it.
fn answers(office: &Office) -> Vec<String> {
    let subject = "91110108551385082Q";
    let questions: [&[&str]; 6] = [
        &["show", subject],
        &["why", "P-2026-0001"],
        &["why", subject, "第七条", "--full"],
        &["statement", subject],
        &["register"],
        &["event", "log", "--limit", "0"],
    ];
    questions.map(|words| office.done(&[words, &["--json", "--on", "2026-12-31"]].concat())).to_vec()
}

/// The story in segments so small that it fills many.
fn in_many_segments() -> Office {
    let office = Office::with_story();
    let lines = office.done(&["export", "jsonl"]);
    fs::remove_dir_all(office.path(LEDGER)).unwrap();
    let tiny = LocalOptions { segment_bytes: 4096, ..LocalOptions::default() };
    LocalStore::build(&office.path(LEDGER), tiny, |store| Ledger::bring_in(&store, lines.as_bytes(), "story")).unwrap();
    // The keys and the checkpoint are those of the ledger that was there.
    for ending in ["key", "vkeys", "checkpoint"] {
        fs::remove_file(office.path(&format!("{LEDGER}.{ending}"))).unwrap();
    }
    office
}

fn files(office: &Office, under: &str, ending: &str) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        fs::read_dir(office.path(under)).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.retain(|file| file.is_file() && file.to_string_lossy().ends_with(ending));
    found.sort();
    found
}

#[test]
fn a_backup_is_made_checked_and_brought_back() {
    let office = Office::with_story();
    let before = answers(&office);
    let said = office.done(&["backup", "saved"]);
    let root = office.done(&["verify"]).lines().last().unwrap().to_owned();
    assert!(said.contains("#196") && said.contains(&root), "{said}");
    office.done(&["verify", "--ledger", "saved"]);

    fs::remove_dir_all(office.path(LEDGER)).unwrap();
    let said = office.done(&["restore", "saved", "--lang", "en"]);
    assert!(said.contains("copied from saved to qizhang.ledger"), "{said}");
    assert_eq!(answers(&office), before);
    assert_eq!(office.run(&["doctor"]).code, Some(0));
    office.done(&["restore", "saved", "elsewhere"]);
    assert!(office.path("elsewhere/head").exists());
}

/// A copy can be checked with what lies beside it, and cannot be written to without the key, which stays where it is.
#[test]
fn a_copy_has_the_checkpoint_and_the_public_keys_and_not_the_key() {
    let office = Office::with_story();
    office.done(&["backup", "saved"]);
    office.done(&["restore", "saved", "elsewhere"]);
    for copy in ["saved", "elsewhere"] {
        for ending in ["checkpoint", "vkeys"] {
            let read = |ledger: &str| fs::read(office.path(&format!("{ledger}.{ending}"))).unwrap();
            assert_eq!(read(copy), read(LEDGER), "{copy}.{ending}");
        }
        assert!(!office.path(&format!("{copy}.key")).exists());
        office.done(&["verify", "--since", "qizhang.ledger.checkpoint", "--ledger", copy]);
    }
    let line = office.path("line.jsonl");
    fs::write(&line, "{\"type\":\"enterprise.deregistered\",\"occurred_on\":\"2026-01-05\",\"data\":{\"uscc\":\"91110114000000019R\",\"reason\":\"依申请注销\"}}\n").unwrap();
    let said = office.run(&["append", "line.jsonl", "--clock-is-right", "--ledger", "elsewhere"]);
    assert!(said.code == Some(1) && said.talk.contains("key-missing"), "{}", said.talk);
    fs::copy(office.path("qizhang.ledger.key"), office.path("elsewhere.key")).unwrap();
    office.done(&["append", "line.jsonl", "--clock-is-right", "--ledger", "elsewhere"]);

    // What a ledger left at a place guards it: an earlier copy is read there, and not written to until the loss is accepted.
    fs::remove_dir_all(office.path("elsewhere")).unwrap();
    office.done(&["restore", "saved", "elsewhere"]);
    let said = office.run(&["append", "line.jsonl", "--clock-is-right", "--ledger", "elsewhere"]);
    assert!(said.code != Some(0) && said.talk.contains("--accept-loss"), "{}", said.talk);
    office.done(&["checkpoint", "--accept-loss", "--clock-is-right", "--ledger", "elsewhere"]);
    office.done(&["append", "line.jsonl", "--clock-is-right", "--ledger", "elsewhere"]);
}

#[test]
fn copies_overwrite_nothing_and_damage_is_not_copied() {
    let office = Office::with_story();
    office.done(&["backup", "saved"]);
    for (words, code) in [
        (&["backup", "saved"][..], "ledger-exists"),
        (&["restore", "saved"], "ledger-exists"),
        (&["restore", "nowhere", "new"], "no-ledger"),
        (&["backup", "qizhang.ledger/copy"], "copy-inside"),
    ] {
        let said = office.run(words);
        assert_eq!((said.code, said.data.as_str()), (Some(1), ""), "{words:?}: {}", said.talk);
        assert!(said.talk.contains(code) && said.talk.contains("办法"), "{words:?}: {}", said.talk);
    }
    let segment = office.path("saved/log/000000000001.segment");
    let mut bytes = fs::read(&segment).unwrap();
    bytes[5000] ^= 1;
    fs::write(&segment, bytes).unwrap();
    let said = office.run(&["restore", "saved", "new"]);
    assert_eq!(said.code, Some(70), "{}", said.talk);
    assert!(
        said.talk.contains("saved/log/000000000001.segment") && said.talk.contains("帧的校验和不符"),
        "{}",
        said.talk
    );
    assert!(!office.path("new").exists() && !office.path("new.creating").exists());
}

#[test]
fn a_ledger_goes_out_as_lines_and_comes_in_again() {
    let office = Office::with_story();
    let before = answers(&office);
    let said = office.run(&["export", "jsonl", "--out", "all.jsonl"]);
    assert_eq!((said.code, said.data.as_str()), (Some(0), ""));
    let root = office.done(&["verify"]).lines().last().unwrap().rsplit('　').next().unwrap().to_owned();
    assert!(said.talk.contains(&root), "{}", said.talk);
    let lines = fs::read_to_string(office.path("all.jsonl")).unwrap();
    assert_eq!(lines, office.done(&["export", "jsonl", "--out", "-"]));
    assert_eq!(lines.lines().count(), 196);
    assert_eq!(office.done(&["export", "jsonl", "--known", "#180"]).lines().count(), 180);

    let again = office.run(&["export", "jsonl", "--out", "all.jsonl"]);
    assert_eq!(again.code, Some(1), "nothing is overwritten: {}", again.talk);
    fs::rename(office.path(LEDGER), office.path("old")).unwrap();
    for ending in ["key", "vkeys", "checkpoint"] {
        let left = office.path(&format!("{LEDGER}.{ending}"));
        let said = office.run(&["init", "--from", "all.jsonl"]);
        assert!(said.code == Some(1) && said.talk.contains("keys-left-behind"), "{ending}: {}", said.talk);
        fs::rename(left, office.path(&format!("old.{ending}"))).unwrap();
    }
    let said = office.run(&["init", "--from", "all.jsonl", "--dry-run"]);
    assert!(said.code == Some(0) && said.talk.contains(&root) && !office.path(LEDGER).exists(), "{}", said.talk);
    let said = office.run(&["init", "--from", "all.jsonl"]);
    assert!(said.code == Some(0) && said.talk.contains(&root), "{}", said.talk);
    assert_eq!(answers(&office), before);
    assert!(office.done(&["verify"]).contains("签名有效"), "and is signed");

    let cut = lines.lines().take(100).collect::<Vec<_>>().join("\n");
    office.write("cut.jsonl", cut);
    let said = office.run(&["init", "--from", "cut.jsonl", "half"]);
    assert_eq!(said.code, Some(1), "{}", said.talk);
    assert!(said.talk.contains("第 100 行") && said.talk.contains("line-cut"), "{}", said.talk);
    assert!(!office.path("half").exists() && !office.path("half.creating").exists(), "all or nothing");
    assert_eq!(office.run(&["init", "--from", "all.jsonl", "x", "--as-of", "2020-01-01"]).code, Some(2));
    assert_eq!(office.run(&["init", "--from", "nowhere.jsonl", "x"]).code, Some(1));
    assert_eq!(office.run(&["init", "--from", "all.jsonl"]).code, Some(1), "a ledger is there");
}

#[test]
fn a_reader_of_an_export_who_goes_away_is_3() {
    let office = Office::with_story();
    let mut child = office.command(&["export", "jsonl"]).stdout(std::process::Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(3));
}

/// Deleted, or flipped anywhere: the answers stay the same to the byte, before and after all is made again.
#[test]
fn index_and_postings_can_be_lost_and_made_again() {
    let office = in_many_segments();
    let before = answers(&office);
    let postings = files(&office, "qizhang.ledger/log", ".postings");
    assert!(postings.len() > 5, "{postings:?}");
    let old: Vec<Vec<u8>> = postings.iter().map(|file| fs::read(file).unwrap()).collect();
    let lose = |office: &Office| {
        fs::remove_dir_all(office.path("qizhang.ledger/index")).unwrap();
        for file in &postings {
            fs::remove_file(file).unwrap();
        }
    };
    lose(&office);
    let said = office.run(&["doctor"]);
    assert_eq!(said.code, Some(4));
    for file in &postings {
        let segment = file.with_extension("segment");
        let name = segment.file_name().unwrap().to_string_lossy();
        assert!(said.data.contains(&format!("{name} 的本版检索文件")), "{name} is not told: {}", said.data);
    }
    assert_eq!(answers(&office), before);
    let said = office.done(&["index", "rebuild"]);
    assert!(said.contains("#196"), "{said}");
    assert_eq!(postings.iter().map(|file| fs::read(file).unwrap()).collect::<Vec<_>>(), old);
    assert_eq!(answers(&office), before);
    assert_eq!(office.run(&["doctor"]).code, Some(0));

    for seed in 0..4_usize {
        let mut changed = files(&office, "qizhang.ledger/index", "");
        changed.extend(postings.iter().cloned());
        for (at, file) in changed.iter().enumerate() {
            let mut bytes = fs::read(file).unwrap();
            let length = bytes.len().max(1);
            (0..9).for_each(|step| {
                if let Some(byte) = bytes.get_mut((seed * 7919 + at * 104_729 + step * 31_337) % length) {
                    *byte ^= 1 << ((seed + step) % 8);
                }
            });
            fs::write(file, bytes).unwrap();
        }
        assert_eq!(answers(&office), before, "flipped {seed}");
        office.done(&["index", "rebuild"]);
        assert_eq!(answers(&office), before, "made again {seed}");
        let said = office.run(&["doctor"]);
        assert_eq!(said.code, Some(0), "{}", said.data);
    }
}

/// A harm, what `doctor` says of it, and whether making the index again clears it away.
type Harm = (fn(&Office), &'static str, &'static str, bool);

fn flip(office: &Office, file: &str, byte: usize) {
    let path = office.path(file);
    let mut bytes = fs::read(&path).unwrap();
    bytes[byte] ^= 1;
    fs::write(path, bytes).unwrap();
}

/// As a writer leaves it that was killed after it made the next segment.
fn empty_second_segment(office: &Office) {
    let mut bytes = fs::read(office.path(FIRST)).unwrap();
    bytes[28] = 2;
    let checksum = crc32c::crc32c(&bytes[..44]).to_le_bytes();
    bytes[44..48].copy_from_slice(&checksum);
    bytes[64..].fill(0);
    fs::write(office.path(&FIRST.replace("01.segment", "02.segment")), bytes).unwrap();
}

const FIRST: &str = "qizhang.ledger/log/000000000001.segment";

#[test]
fn doctor_names_what_is_wrong_and_what_to_do() {
    let harms: [Harm; 11] = [
        (|office| flip(office, "qizhang.ledger/head", 4096 + 30), "第 1 槽不完整", "slot 1 is not whole", true),
        (empty_second_segment, "末尾之后还有段", "a segment after the head", true),
        (|office| flip(office, FIRST, (1 << 20) - 10), "字节：未完成的写入", "bytes after the head", true),
        (
            |office| fs::write(office.path("qizhang.ledger/log/000000000002.segment.new"), "x").unwrap(),
            "没有做完",
            "was never finished",
            true,
        ),
        (|office| fs::create_dir(office.path("qizhang.ledger.creating")).unwrap(), "没有做完", "never finished", false),
        (
            |office| fs::write(office.path("qizhang.ledger/log/notes.txt"), "x").unwrap(),
            "不是账本的文件",
            "no file of a",
            false,
        ),
        (
            |office| fs::remove_dir_all(office.path("qizhang.ledger/index")).unwrap(),
            "没有索引",
            "there is no index",
            true,
        ),
        (
            |office| {
                let index = office.path("qizhang.ledger/index");
                fs::remove_dir_all(&index).unwrap();
                fs::write(index, "a file where a directory should be").unwrap();
            },
            "索引损坏",
            "the index is damaged",
            true,
        ),
        (|office| flip(office, FIRST, 5000), "帧的校验和不符", "the frame's checksum does not fit", false),
        (
            |office| fs::remove_file(office.path("qizhang.ledger/head")).unwrap(),
            "没有 head 文件",
            "the head is missing",
            false,
        ),
        (|office| fs::remove_file(office.path(FIRST)).unwrap(), "缺少这个段文件", "the segment is missing", false),
    ];
    for (harm, zh, en, cleared) in harms {
        let office = Office::with_story();
        harm(&office);
        let said = office.run(&["doctor"]);
        assert_eq!(said.code, Some(4), "{zh}: {}{}", said.data, said.talk);
        assert!(said.data.contains(zh) && said.data.contains("办法："), "{zh}: {}", said.data);
        assert!(said.data.contains("发现 1 处"), "{zh}: {}", said.data);
        let english = office.run(&["doctor", "--lang", "en"]);
        assert!(english.data.contains(en) && english.data.contains("remedy: "), "{}", english.data);
        let after = office.run(&["index", "rebuild"]);
        if cleared {
            assert_eq!(after.code, Some(0), "{zh}: {}", after.talk);
            assert_eq!(office.run(&["doctor"]).code, Some(0), "{zh}: {}", office.run(&["doctor"]).data);
        }
    }
}

#[test]
fn doctor_tells_who_writes_and_changes_nothing() {
    let office = Office::with_story();
    let before = fs::read(office.path("qizhang.ledger/head")).unwrap();
    office.done(&["doctor"]);
    assert_eq!(fs::read(office.path("qizhang.ledger/head")).unwrap(), before);
    let _writing = Ledger::open(&office.path(LEDGER), Box::new(SystemClock)).unwrap();
    let said = office.run(&["doctor"]);
    assert_eq!(said.code, Some(0), "{}", said.data);
    assert!(said.data.contains("正在写入") && said.data.contains("未查看"), "{}", said.data);
    if cfg!(target_os = "linux") {
        assert!(said.data.contains(&format!("进程 {}", std::process::id())), "{}", said.data);
    }
    assert_eq!(office.run(&["index", "rebuild"]).code, Some(6));
    let json = office.run(&["doctor", "--json"]);
    assert!(json.data.contains("\"slots_whole\""), "{}", json.data);
}

/// The ledger knows a later time than this machine.
#[test]
fn a_clock_before_the_last_entry_is_told() {
    let office = Office::new();
    let clock = FixedClock(Instant::parse("2100-01-01T00:00:00+08:00").unwrap());
    drop(Ledger::create(&office.path(LEDGER), Day::parse("2100-01-01"), Box::new(clock)).unwrap());
    let said = office.run(&["doctor"]);
    assert_eq!(said.code, Some(4), "{}", said.data);
    assert!(said.data.contains("早于最后一条记录 2100-01-01") && said.data.contains("校正本机时钟"), "{}", said.data);
    let file = office.write("one.jsonl", r#"{"type":"list.published","occurred_on":"2026-01-01","data":{}}"#);
    let said = office.run(&["append", &file]);
    assert_eq!(said.code, Some(1), "{}", said.talk);
    assert!(said.talk.contains("clock-behind") && said.talk.contains("2100-01-01"), "{}", said.talk);
}

/// A ledger put back to an earlier state is whole, and `doctor` says all the same what it lacks.
#[test]
fn doctor_holds_the_ledger_against_its_last_checkpoint() {
    let office = Office::with_story();
    let said = office.run(&["doctor", "--lang", "en"]);
    assert!(said.code == Some(0) && said.data.contains("up to #196, validly signed"), "{}", said.data);
    office.done(&["backup", "saved"]);
    office.write(
        "line.jsonl",
        r#"{"type":"enterprise.deregistered","occurred_on":"2026-01-05","data":{"uscc":"91110114000000019R","reason":"依申请注销"}}"#,
    );
    office.done(&["append", "line.jsonl", "--clock-is-right"]);
    fs::remove_dir_all(office.path(LEDGER)).unwrap();
    office.done(&["restore", "saved"]);
    let said = office.run(&["doctor"]);
    assert!(said.code == Some(4) && said.data.contains("签到 #197，账本只到 #196"), "{}", said.data);

    // A checkpoint that was taken away is missed: the keys say that there was one.
    fs::remove_file(office.path("qizhang.ledger.checkpoint")).unwrap();
    let said = office.run(&["verify"]);
    assert!(said.code == Some(4) && said.talk.contains("checkpoint-missing"), "{}{}", said.data, said.talk);
    assert_eq!(office.run(&["doctor"]).code, Some(4));
}

/// An option that says what a question is about means nothing to a command that answers none.
#[test]
fn commands_of_upkeep_take_no_question() {
    let office = Office::with_story();
    for words in [
        &["backup", "saved", "--known", "#5"][..],
        &["restore", "saved", "new", "--on", "2026-01-01"],
        &["doctor", "--known", "#5"],
        &["index", "rebuild", "--read", "R5.3=year_before_application"],
        &["init", "other", "--on", "2026-01-01"],
    ] {
        let said = office.run(words);
        assert_eq!(said.code, Some(2), "{words:?}: {}{}", said.data, said.talk);
        assert!(said.talk.contains("这个命令不回答查询"), "{}", said.talk);
    }
    assert!(!office.path("saved").exists() && !office.path("new").exists() && !office.path("other").exists());
}

/// An empty path is a variable that was not set, and a path without a name has no place beside it: what lies in the directory
/// one stands in stays as it is.
#[test]
fn an_empty_path_touches_nothing() {
    let office = Office::with_story();
    let before = listed(&office);
    for words in [
        &["backup", ""][..],
        &["restore", LEDGER, ""],
        &["init", ""],
        &["demo", ""],
        &["init", "new", "--from", ""],
        &["doctor", "--ledger", ""],
        &["export", "jsonl", "--out", ""],
    ] {
        let said = office.run(words);
        assert_eq!(said.code, Some(2), "{words:?}: {}{}", said.data, said.talk);
        assert!(said.talk.contains("没有给出值"), "{words:?}: {}", said.talk);
        assert_eq!(listed(&office), before, "{words:?}");
    }
    for words in [&["backup", "."][..], &["backup", ".."], &["init", "."]] {
        let said = office.run(words);
        assert_eq!(said.code, Some(1), "{words:?}: {}{}", said.data, said.talk);
        assert_eq!(listed(&office), before, "{words:?}");
    }
}

fn listed(office: &Office) -> Vec<PathBuf> {
    let entries = fs::read_dir(office.path(".")).unwrap();
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    found.sort();
    found
}

/// Whoever changes an event and mends the checksums over it is found out by the lines, which make another root.
#[test]
fn an_event_that_is_not_what_its_leaf_says_is_not_exported() {
    let office = Office::with_story();
    change_an_amount(&office.path(FIRST));
    fs::remove_dir_all(office.path("qizhang.ledger/index")).unwrap();
    let said = office.run(&["export", "jsonl", "--out", "all.jsonl"]);
    assert!(said.code == Some(70) && said.talk.contains("ledger-damaged"), "{:?} {}", said.code, said.talk);
    assert!(!office.path("all.jsonl").exists() && !office.path("all.jsonl.new").exists());
}

/// Somebody mends all that an event is held against one by one: only the root over all of them shows that it was changed.
#[test]
fn an_export_whose_lines_do_not_lead_to_the_root_is_refused() {
    let office = in_many_segments();
    let root = office.done(&["verify", "--json=root"]);
    // In a full segment, whose root is kept with its postings and not computed again at every opening.
    let has_it = |file: &PathBuf| fs::read(file).unwrap().windows(7).any(|window| window == b"4200000");
    let segment = files(&office, "qizhang.ledger/log", ".segment").into_iter().find(has_it).unwrap();
    alter_an_amount(&segment, true);
    for (lang, words) in
        [("zh", ["事件 #196 证明不了", "从备份恢复"]), ("en", ["event #196 cannot be proved", "restore a backup"])]
    {
        let said = office.run(&["export", "jsonl", "--out", "all.jsonl", "--lang", lang]);
        assert!(said.code == Some(70) && said.talk.contains("[event-unproved]"), "{:?} {}", said.code, said.talk);
        assert!(words.iter().all(|word| said.talk.contains(word)), "{}", said.talk);
        assert!(!office.path("all.jsonl").exists());
    }
    // What went to standard output before is not told as whole: no root, and the ending says so.
    let said = office.run(&["export", "jsonl", "--json"]);
    assert_eq!(said.code, Some(70), "{}", said.talk);
    let told: serde_json::Value = serde_json::from_str(&said.talk).unwrap();
    assert_eq!((&told["format"], &told["code"]), (&"error.v1".into(), &"event-unproved".into()));
    assert!(!said.talk.contains(root.split('"').nth(3).unwrap()));
}

/// Writes 4,200,001 for 4,200,000 in the first event that has it, and mends the checksums of event and frame.
pub(super) fn change_an_amount(segment: &std::path::Path) {
    alter_an_amount(segment, false);
}

/// The leaf of an event as `docs/format.md` has it.
fn leaf_of(event: &[u8]) -> [u8; 32] {
    let mut rest = &event[57..];
    let mut take = |count: usize| {
        let (part, after) = rest.split_at(count);
        rest = after;
        part
    };
    let mut content = vec![0];
    let mut add = |part: &[u8]| {
        content.extend(u32::try_from(part.len()).unwrap().to_le_bytes());
        content.extend(part);
    };
    let kind = take(1)[0];
    add(take(kind.into()));
    let tags = u16::from_le_bytes(take(2).try_into().unwrap());
    let tags: Vec<&[u8]> = (0..tags)
        .map(|_| {
            let length = take(1)[0];
            take(length.into())
        })
        .collect();
    let keys = u16::from_le_bytes(take(2).try_into().unwrap());
    for _ in 0..keys {
        let length = u16::from_le_bytes(take(3)[1..].try_into().unwrap());
        take(length.into());
    }
    let length = u32::from_le_bytes(take(4).try_into().unwrap());
    let envelope = take(usize::try_from(length).unwrap());
    content.extend(u32::try_from(tags.len()).unwrap().to_le_bytes());
    for part in tags.into_iter().chain([envelope]) {
        content.extend(u32::try_from(part.len()).unwrap().to_le_bytes());
        content.extend(part);
    }
    Digest::of(&content).0
}

/// The same; the leaf is mended as well where that is wanted.
fn alter_an_amount(segment: &std::path::Path, leaf: bool) {
    let mut bytes = fs::read(segment).unwrap();
    let u32_at =
        |bytes: &[u8], at: usize| usize::try_from(u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap())).unwrap();
    let amount = bytes.windows(7).position(|window| window == b"4200000").unwrap();
    bytes[amount + 6] = b'1';
    let mut frame = 64;
    while frame + 40 + u32_at(&bytes, frame + 28) <= amount {
        frame += 40 + u32_at(&bytes, frame + 28);
    }
    let mut position = u64::from_le_bytes(bytes[frame + 16..frame + 24].try_into().unwrap());
    let mut event = frame + 40;
    while event + u32_at(&bytes, event) <= amount {
        event += u32_at(&bytes, event);
        position += 1;
    }
    let end = event + u32_at(&bytes, event);
    if leaf {
        let new = leaf_of(&bytes[event..end]);
        bytes[event + 24..event + 56].copy_from_slice(&new);
    }
    let sum = [&position.to_le_bytes()[..], &bytes[event..event + 4], &bytes[event + 8..end]].concat();
    bytes[event + 4..event + 8].copy_from_slice(&crc32c::crc32c(&sum).to_le_bytes());
    let payload_end = frame + 40 + u32_at(&bytes, frame + 28);
    let sum = [&bytes[12..28], &bytes[frame..frame + 36], &bytes[frame + 40..payload_end]].concat();
    bytes[frame + 36..frame + 40].copy_from_slice(&crc32c::crc32c(&sum).to_le_bytes());
    fs::write(segment, bytes).unwrap();
}

/// What somebody calls `all.jsonl.new` is theirs, and so is what a link of that name leads to.
#[test]
fn an_export_leaves_its_neighbours_alone() {
    let office = Office::with_story();
    office.write("letter.txt", "mine");
    std::os::unix::fs::symlink(office.path("letter.txt"), office.path("all.jsonl.new")).unwrap();
    office.done(&["export", "jsonl", "--out", "all.jsonl"]);
    assert_eq!(fs::read_to_string(office.path("letter.txt")).unwrap(), "mine");
    assert!(fs::symlink_metadata(office.path("all.jsonl.new")).unwrap().is_symlink());
    assert!(!fs::symlink_metadata(office.path("all.jsonl")).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(office.path("all.jsonl")).unwrap(), office.done(&["export", "jsonl"]));
    let half_made = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().starts_with('.');
    assert!(!listed(&office).iter().any(half_made), "{:?}", listed(&office));
}

/// Editors put a mark before the text and blank lines after it; both mean nothing. A blank line in between does.
#[test]
fn a_mark_before_a_history_and_blank_lines_after_it_are_harmless() {
    let office = Office::with_story();
    let lines = office.done(&["export", "jsonl"]);
    let root = office.done(&["verify"]).lines().last().unwrap().rsplit('　').next().unwrap().to_owned();
    let edited =
        [format!("\u{feff}{lines}"), format!("{lines}\n"), format!("{lines}\r\n \n\n"), format!("\u{feff}{lines}\n  ")];
    for (number, text) in edited.iter().enumerate() {
        office.write("edited.jsonl", text);
        let said = office.run(&["init", "--from", "edited.jsonl", &format!("new{number}")]);
        assert!(said.code == Some(0) && said.talk.contains(&root), "{number}: {}", said.talk);
    }
    let cut = lines.replacen('\n', "\n\n \n", 1);
    for text in [cut.clone(), format!("\n{lines}"), format!("\u{feff}\n{lines}")] {
        let line = if text == cut { 2 } else { 1 };
        office.write("edited.jsonl", text);
        for (lang, says) in
            [("zh", format!("第 {line} 行：这一行是空的")), ("en", format!("line {line}: this line is blank"))]
        {
            let said = office.run(&["init", "--from", "edited.jsonl", "no", "--lang", lang]);
            assert!(
                said.code == Some(1) && said.talk.contains("line-blank") && said.talk.contains(&says),
                "{}",
                said.talk
            );
        }
    }
    assert!(!office.path("no").exists());
}

/// A program before this one took such a history. Nothing is done to the event; who keeps the ledger is told.
#[test]
fn doctor_names_an_event_that_contradicts_its_own_text() {
    let office = Office::with_story();
    let lines = office.done(&["export", "jsonl"]);
    let issued = lines.lines().find(|line| line.contains("\"type\":\"policy.issued\"")).unwrap();
    let (before, behind) = issued.split_once("\"digest\":\"").unwrap();
    let id = EventId::parse("01970000-0000-7000-8000-00000000abcd").unwrap();
    let (front, own) = before.split_at(before.find("{\"digest").unwrap_or(before.len()));
    let bytes = format!("{front}{own}\"digest\":\"{}{}", "0".repeat(64), &behind[64..]);
    let named = bytes.rsplit_once("\"id\":\"").unwrap();
    let bytes = format!("{}\"id\":\"{id}{}", named.0, &named.1[36..]);
    LocalStore::build(&office.path("taken"), LocalOptions::default(), |store| {
        Ledger::bring_in(&store, lines.as_bytes(), "story")?;
        let kind = TypeName::parse("policy.issued").unwrap();
        let entry = Entry { id, kind, tags: Vec::new(), keys: Vec::new(), bytes: bytes.into_bytes() };
        let batch = Batch { entries: vec![entry], condition: None };
        store.append(&batch).map(|_| ()).map_err(LedgerError::Append)
    })
    .unwrap();
    let said = office.run(&["doctor", "--ledger", "taken"]);
    assert_eq!(said.code, Some(4), "{}{}", said.data, said.talk);
    for words in ["事件 #197（policy.issued）与它自己带的文本不符", "digest：与文本的 SHA-256 不符", "原件"]
    {
        assert!(said.data.contains(words), "{words}: {}", said.data);
    }
    assert!(!said.data.contains("。；"), "{}", said.data);
    let said = office.run(&["doctor", "--ledger", "taken", "--lang", "en"]);
    assert!(said.data.contains("event #197 (policy.issued) contradicts the text it carries"), "{}", said.data);
}

/// What came in and nobody reads is told after the import, for people and for programs; it is no refusal.
#[test]
fn what_nobody_reads_in_a_history_is_told() {
    let office = Office::with_story();
    let line = r#"{"type":"visit.dreamt","version":3,"occurred_on":"2032-01-02","recorded_at":"AT","recorded_by":"clerk","data":{"no":"1"}}"#;
    let lines = office.done(&["export", "jsonl"]);
    let (_, at) = lines.lines().last().unwrap().rsplit_once("\"recorded_at\":\"").unwrap();
    office.write("raw.jsonl", line.replace("AT", &at[..29]) + "\n");
    let told = "note: 1 event of visit.dreamt version 3";
    for words in [&["--dry-run"][..], &[]] {
        let said = office.run(&[&["append", "raw.jsonl", "--preserve-recorded-at", "--lang", "en"], words].concat());
        assert!(said.code == Some(0) && said.talk.contains(told), "{}", said.talk);
    }
    let again = office.run(&["append", "raw.jsonl", "--preserve-recorded-at", "--json"]);
    assert!(again.code == Some(0) && !again.data.contains("unread"), "it came before: {}", again.data);
    office.done(&["export", "jsonl", "--out", "all.jsonl"]);
    let said = office.run(&["init", "--from", "all.jsonl", "one"]);
    assert_eq!(said.code, Some(0), "{}", said.talk);
    assert!(said.talk.contains("注意：1 条是 visit.dreamt 第 3 版"), "{}", said.talk);
    let said = office.run(&["init", "--from", "all.jsonl", "two", "--lang", "en"]);
    assert!(said.talk.contains("note: 1 event of visit.dreamt version 3"), "{}", said.talk);
    let told: serde_json::Value =
        serde_json::from_str(&office.done(&["init", "--from", "all.jsonl", "three", "--json"])).unwrap();
    super::keeps(&told, "receipt.v1");
    let wanted = serde_json::json!([{"type": "visit.dreamt", "version": 3, "newest": null, "events": 1}]);
    assert_eq!(told["unread"], wanted);
    office.write("plain.jsonl", lines);
    let said = office.run(&["init", "--from", "plain.jsonl", "four", "--json"]);
    assert!(said.code == Some(0) && !said.data.contains("unread"), "{}", said.data);
}

/// English says one of a thing otherwise than several.
#[test]
fn one_of_a_thing_is_said_as_one() {
    let office = Office::with_story();
    let said = office.run(&["export", "jsonl", "--known", "#1", "--lang", "en"]);
    assert!(said.talk.starts_with("1 event written out"), "{}", said.talk);
    fs::remove_dir_all(office.path("qizhang.ledger/index")).unwrap();
    let said = office.run(&["doctor", "--lang", "en"]);
    assert!(said.data.contains("\n1 finding, each"), "{}", said.data);
    flip(&office, FIRST, 5000);
    let said = office.run(&["verify", "--lang", "en"]);
    assert!(said.talk.ends_with("damaged in 1 place\n"), "{}", said.talk);
}
