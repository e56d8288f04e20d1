//! Settings: who wins, that `config show` tells what a command really does, and that nothing in a file is passed over.

use super::json::keeps;
use super::{Office, Said};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};

/// What is set in the environment and on the command line, and what is told of it.
type Told<'t> = (&'t [(&'t str, &'t str)], &'t [&'t str], &'t str);

/// What a command says that goes on until it is ended: until it says where it listens, and what follows when it is ended.
fn begun(office: &Office, variables: &[(&str, &str)], words: &[&str]) -> Said {
    let mut command = office.command(words);
    command.envs(variables.iter().copied()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut first = String::new();
    let mut reader = BufReader::new(child.stderr.take().unwrap());
    while !first.contains("127.0.0.1") && reader.read_line(&mut first).unwrap() > 0 {}
    let told = Command::new("sh").args(["-c", &format!("kill -TERM {}", child.id())]).status().unwrap();
    assert!(told.success());
    let mut rest = String::new();
    reader.read_to_string(&mut rest).unwrap();
    let mut said = Said::of(child.wait_with_output().unwrap());
    said.talk = format!("{first}{rest}");
    said
}

/// The answer of a command with variables.
fn run(office: &Office, variables: &[(&str, &str)], words: &[&str]) -> Said {
    Said::of(office.command(words).envs(variables.iter().copied()).output().unwrap())
}

/// What `config show` tells of a setting in place of a command with the same words.
fn told(office: &Office, variables: &[(&str, &str)], words: &[&str], key: &str) -> Value {
    let said = run(office, variables, &[&["config", "show", "--json"], words].concat());
    assert_eq!((said.code, said.talk.as_str()), (Some(0), ""), "{words:?}");
    let told: Value = serde_json::from_str(&said.data).unwrap();
    keeps(&told, "config.v1");
    let settings = told["settings"].as_array().unwrap().iter();
    settings.clone().find(|setting| setting["key"] == key).unwrap_or_else(|| panic!("no {key}: {told}")).clone()
}

/// A setting under each of its names, with a value of its own for each.
struct Case {
    key: &'static str,
    variable: &'static str,
    flag: &'static str,
    /// The value of the flag, of the variable, of the line of the file and of nobody, as `config show` tells them.
    values: [&'static str; 4],
    /// The line of the file.
    line: &'static str,
    /// A command that shows which value it uses.
    command: &'static [&'static str],
    /// What it shows.
    shows: fn(&Office, &Said) -> String,
}

fn place_of_error(_: &Office, said: &Said) -> String {
    let told: Value = serde_json::from_str(&said.talk).unwrap_or_else(|_| panic!("{}", said.talk));
    told["place"]["file"].as_str().unwrap_or_default().to_owned()
}

fn key_made(office: &Office, said: &Said) -> String {
    assert_eq!(said.code, Some(0), "{}", said.talk);
    let made = ["f.key", "v.key", "folder/l.key", "qizhang.ledger.key"].into_iter().filter(|name| {
        let path = office.path(name);
        let is_there = path.exists();
        let _ = std::fs::remove_file(path);
        is_there
    });
    let made: Vec<&str> = made.collect();
    for left in ["", ".vkeys", ".rotations", ".checkpoint"] {
        let path = office.path(&format!("qizhang.ledger{left}"));
        let _ = std::fs::remove_dir_all(&path).or_else(|_| std::fs::remove_file(path));
    }
    made.join(" ")
}

fn language_of(_: &Office, said: &Said) -> String {
    if said.talk.contains("error[") { "en" } else { "zh" }.to_owned()
}

fn address_of_error(_: &Office, said: &Said) -> String {
    let told: Value = serde_json::from_str(&said.talk).unwrap_or_else(|_| panic!("{}", said.talk));
    let what = told["what"]["en"].as_str().unwrap_or_default();
    what.trim_start_matches("Pages are not served at ").trim_end_matches('.').to_owned()
}

fn whether_it_writes(_: &Office, said: &Said) -> String {
    assert!(said.talk.contains("listen-beyond-loopback"), "{}", said.talk);
    if said.talk.contains("还没有令牌") { "on" } else { "off" }.to_owned()
}

fn form_of_log(_: &Office, said: &Said) -> String {
    assert_eq!(said.code, Some(0), "{}", said.talk);
    let form = if said.talk.starts_with("{\"format\":\"log.v1\"") {
        "json"
    } else if said.talk.contains(" begun 127.0.0.1:") {
        "text"
    } else {
        assert!(said.talk.contains("在浏览器中打开"), "{}", said.talk);
        "off"
    };
    form.to_owned()
}

fn public_name(_: &Office, said: &Said) -> String {
    let told = said.talk.split("从别的机器打开 ").nth(1).map(|rest| rest.split("/ ").next().unwrap_or_default());
    told.unwrap_or("off").to_owned()
}

/// Who is to be signed in must be able to be so: without `--write` it is refused.
fn whether_it_is_closed(_: &Office, said: &Said) -> String {
    let refused = said.code == Some(2) && said.talk.contains("--write");
    assert!(refused || said.talk.contains("192.0.2.1"), "{}", said.talk);
    if refused { "on" } else { "off" }.to_owned()
}

const CASES: [Case; 8] = [
    Case {
        key: "ledger",
        variable: "QIZHANG_LEDGER",
        flag: "--ledger=flag.ledger",
        values: ["flag.ledger", "variable.ledger", "folder/line.ledger", "qizhang.ledger"],
        line: "ledger = \"line.ledger\"",
        command: &["verify", "--json"],
        shows: place_of_error,
    },
    Case {
        key: "key",
        variable: "QIZHANG_KEY",
        flag: "--key=f.key",
        values: ["f.key", "v.key", "folder/l.key", "qizhang.ledger.key"],
        line: "key = 'l.key'",
        command: &["init"],
        shows: key_made,
    },
    Case {
        key: "lang",
        variable: "QIZHANG_LANG",
        flag: "--lang=en",
        values: ["en", "en", "en", "zh"],
        line: "lang = \"en\"",
        command: &["verify"],
        shows: language_of,
    },
    Case {
        key: "serve.listen",
        variable: "QIZHANG_SERVE_LISTEN",
        flag: "--listen=192.0.2.1:1",
        values: ["192.0.2.1:1", "192.0.2.2:2", "192.0.2.3:3", "127.0.0.1:7480"],
        line: "serve.listen = \"192.0.2.3:3\"",
        command: &["serve", "--json"],
        shows: address_of_error,
    },
    Case {
        key: "serve.write",
        variable: "QIZHANG_SERVE_WRITE",
        flag: "--write",
        values: ["on", "on", "on", "off"],
        line: "[serve]\nwrite = true",
        command: &["serve", "--listen", "192.0.2.1:1"],
        shows: whether_it_writes,
    },
    Case {
        key: "serve.closed",
        variable: "QIZHANG_SERVE_CLOSED",
        flag: "--closed",
        values: ["on", "on", "on", "off"],
        line: "[serve]\nclosed = true",
        command: &["serve", "--listen", "192.0.2.1:1"],
        shows: whether_it_is_closed,
    },
    Case {
        key: "serve.public",
        variable: "QIZHANG_SERVE_PUBLIC",
        flag: "--public=https://A.example:443",
        values: ["https://a.example", "https://b.example", "https://c.example:8443", "off"],
        line: "serve.public = \"https://c.example:8443\"",
        command: &["serve", "--write", "--closed", "--listen", "127.0.0.1:0"],
        shows: public_name,
    },
    Case {
        key: "serve.log",
        variable: "QIZHANG_SERVE_LOG",
        flag: "--log=json",
        values: ["json", "text", "json", "off"],
        line: "[serve]\nlog = 'json'",
        command: &["serve", "--listen", "127.0.0.1:0"],
        shows: form_of_log,
    },
];

/// Whether a command can be run without anybody having said anything: the usual port may be somebody's.
fn has_default(case: &Case) -> bool {
    case.key != "serve.listen"
}

#[test]
fn every_source_counts_where_none_before_it_says_anything() {
    for case in &CASES {
        let office = Office::new();
        std::fs::create_dir(office.path("folder")).unwrap();
        office.write("folder/config.toml", format!("# settings\n\n{}\n", case.line));
        if case.command.contains(&"serve") {
            office.done(&["init"]);
        }
        // All of them speak, then one after the other falls silent.
        let variable = (case.variable, case.values[1]);
        let file = ("QIZHANG_CONFIG", "folder/config.toml");
        let said: [Told; 4] = [
            (&[variable, file], &[case.flag], "flag"),
            (&[variable, file], &[], "variable"),
            (&[file], &[], "file"),
            (&[], &[], "default"),
        ];
        for ((variables, flag, source), value) in said.into_iter().zip(case.values) {
            let shown = told(&office, variables, flag, case.key);
            assert_eq!((&shown["source"], &shown["value"]), (&json!(source), &json!(value)), "{}", case.key);
            let line = if case.line.starts_with('[') { 4 } else { 3 };
            let (path, line) = if source == "file" { (json!(file.1), json!(line)) } else { (Value::Null, Value::Null) };
            assert_eq!((&shown["file"], &shown["line"]), (&path, &line), "{}", case.key);
            if source != "default" || has_default(case) {
                let goes_on = ["serve.log", "serve.public"].contains(&case.key);
                let did = if goes_on { begun } else { run };
                let did = did(&office, variables, &[case.command, flag].concat());
                assert_eq!((case.shows)(&office, &did), value, "{} from {source}: {}", case.key, did.talk);
            }
        }
    }
}

#[test]
fn a_switch_that_a_file_turns_on_is_turned_off_by_a_flag() {
    let office = Office::new();
    office.write("config.toml", "serve.write = true\n");
    let file = [("QIZHANG_CONFIG", "config.toml")];
    assert_eq!(told(&office, &file, &["--write=off"], "serve.write")["value"], "off");
    assert_eq!(told(&office, &[file[0], ("QIZHANG_SERVE_WRITE", "off")], &[], "serve.write")["value"], "off");
    let said = office.run(&["serve", "--write=maybe"]);
    assert!(said.code == Some(2) && said.talk.contains("--write") && said.talk.contains("maybe"), "{}", said.talk);
    let said = office.run(&["serve", "--clock-is-right"]);
    assert!(said.code == Some(2) && said.talk.contains("--write"), "it would mean nothing: {}", said.talk);
    for (more, missing) in [(&[][..], "--write --closed"), (&["--write"], "--closed")] {
        let said = office.run(&[&["serve", "--public", "https://a.example"], more].concat());
        assert!(said.code == Some(2) && said.talk.contains(missing), "others would read along: {}", said.talk);
    }
    for name in ["http://a.example", "a.example", "https://a.example/ledger", "https://企账.cn"] {
        let said = office.run(&["serve", "--write", "--closed", "--public", name]);
        assert!(said.code == Some(2) && said.talk.contains("https://qizhang.example.gov.cn"), "{name}: {}", said.talk);
    }
}

#[test]
fn nothing_in_a_file_is_passed_over() {
    let office = Office::new();
    let rows = [
        ("ledger = \n", "config-not-toml", "config.toml:1:10", "引号"),
        ("lang = \"zh\"\nlang = \"en\"\n", "config-not-toml", "config.toml:2:1", "两次"),
        ("# 一\n  ledgr = \"x\"\n", "config-unknown-key", "config.toml:2:3", "是不是“ledger”"),
        ("listen = \"127.0.0.1:1\"\n", "config-unknown-key", "config.toml:1:1", "是不是“serve.listen”"),
        ("[server]\nlisten = \"127.0.0.1:1\"\n", "config-unknown-key", "config.toml:1:2", "是不是“serve”"),
        ("[serve]\n一 = 1\n\n", "config-not-toml", "config.toml:2:1", "引号"),
        ("serve = true\n", "config-wrong-type", "config.toml:1:9", "[serve]"),
        ("[serve]\nwrite = \"on\"\n", "config-wrong-type", "config.toml:2:9", "true"),
        ("ledger = 7\n", "config-wrong-type", "config.toml:1:10", "文本"),
        ("ledger = [\"a\"]\n", "config-wrong-type", "config.toml:1:10", "文本"),
        ("ledger = \"\"\n", "config-value", "config.toml:1:10", "ledger"),
        ("lang = \"中文\"\n", "config-value", "config.toml:1:8", "zh, en"),
        ("lang = \"en\"\nserve.listen = \"7480\"\n", "config-value", "config.toml:2:16", "127.0.0.1:7480"),
    ];
    for (text, code, place, says) in rows {
        office.write("config.toml", text);
        // Also where a flag would win, and where the command has no use for the setting.
        for words in [&["config", "show"][..], &["config", "show", "--lang", "zh", "--ledger", "a"], &["event", "docs"]]
        {
            let said = office.run(&[words, &["--config", "config.toml"]].concat());
            assert_eq!(said.code, Some(1), "{text}: {}", said.talk);
            assert!(!said.data.contains("config.toml") && !said.data.contains("默认"), "{text}: {}", said.data);
            assert!(said.talk.contains(&format!("[{code}]")), "{text}: {}", said.talk);
            let said = office.run(&[words, &["--config=config.toml", "--json"]].concat());
            let told: Value = serde_json::from_str(&said.talk).unwrap();
            keeps(&told, "error.v1");
            for lang in ["zh", "en"] {
                assert!(told["what"][lang].as_str().unwrap().contains(place), "{text}: {told}");
            }
            assert!(said.talk.contains(says), "{text}: {told}");
            let line: u64 = place.split(':').nth(1).unwrap().parse().unwrap();
            assert_eq!((&told["code"], &told["place"]["line"]), (&json!(code), &json!(line)), "{text}");
        }
    }
    let english = office.run(&["config", "show", "--config", "config.toml", "--lang", "en"]).talk;
    assert!(english.contains("config.toml:2:16: serve.listen: “7480” is not understood."), "{english}");
}

#[test]
fn help_is_there_when_the_file_is_not_and_slips_come_first() {
    let office = Office::new();
    office.write("config.toml", "lang =");
    assert!(office.done(&["show", "--help", "--config", "config.toml"]).contains("用法"));
    assert!(office.done(&["--help", "--lang", "en", "--config", "config.toml"]).contains("Usage"));
    let said = office.run(&["shw", "--config", "config.toml"]);
    assert!(said.code == Some(2) && said.talk.contains("是不是“show”"), "{}", said.talk);
    office.write("config.toml", "lang = \"en\"");
    assert!(
        office.done(&["--help", "--config", "config.toml"]).contains("Usage"),
        "help speaks the language of the file"
    );
}

/// A broken file stops what would need a setting. What needs none goes on, and two commands tell what is wrong.
#[test]
fn a_broken_file_stops_nothing_that_needs_no_setting() {
    let office = Office::new();
    office.done(&["init"]);
    office.write("config.toml", "ledger = \"/nowhere/x.ledger\"\nlang =");
    let broken = ["--config", "config.toml"];
    let run = |words: &[&str]| office.run(&[words, &broken].concat());
    assert_eq!(run(&["verify"]).code, Some(1));
    for (words, says) in [
        (&["completions", "bash"][..], "complete"),
        (&["help"], "用法"),
        (&["help", "show"], "用法"),
        (&["man", "show"], ".TH"),
    ] {
        let said = run(words);
        assert!(said.code == Some(0) && said.data.contains(says), "{words:?}: {said:?}");
    }
    for (lang, says) in [
        ("zh", ["config.toml:2:7：这个配置文件读不懂", "办法：请改正这一行"]),
        ("en", ["config.toml:2:7: This config file is not understood", "Correct this line"]),
    ] {
        let said = run(&["doctor", "--lang", lang]);
        assert!(said.code == Some(4) && says.iter().all(|words| said.data.contains(words)), "{said:?}");
        let said = run(&["doctor", "--lang", lang, "--ledger", "none.ledger"]);
        assert!(said.code == Some(4) && said.data.contains("none.ledger"), "{said:?}");
        assert!(says.iter().all(|words| said.data.contains(words)), "{said:?}");
    }
    keeps(&serde_json::from_str(&run(&["doctor", "--json"]).data).unwrap(), "doctor.v1");
    assert_eq!(
        office.run(&["doctor", "--ledger", "none.ledger"]).code,
        Some(1),
        "with a sound file it is refused as before"
    );
}

/// The places in their order, and which of them is broken: no other takes its place, and no value is told that may be another one.
#[test]
fn the_places_are_told_when_a_file_is_broken() {
    let office = Office::new();
    std::fs::create_dir_all(office.path("home/.config/qizhang")).unwrap();
    office.write("home/.config/qizhang/config.toml", "ledgr = \"/a\"");
    let home = office.path("home").display().to_string();
    let shown = |words: &[&str]| {
        let mut command = office.command(&[&["config", "show", "--ledger", "mine"], words].concat());
        command.env_remove("QIZHANG_CONFIG").env("HOME", &home).env("QIZHANG_SERVE_WRITE", "on");
        Said::of(command.output().unwrap())
    };
    for (lang, first, last) in [
        ("zh", "配置文件有错，没有采用：", "/etc/qizhang/config.toml"),
        ("en", "broken, and nothing of it counts: ", "/etc/qizhang/config.toml"),
    ] {
        let said = shown(&["--lang", lang]);
        assert_eq!(said.code, Some(1), "{}", said.talk);
        let own = said
            .talk
            .find(&format!("{first}{home}/.config/qizhang/config.toml"))
            .unwrap_or_else(|| panic!("{}", said.talk));
        let system = said.talk.find(last).unwrap();
        let why = said.talk.find("config-unknown-key").unwrap();
        assert!(own < system && system < why, "{}", said.talk);
        let keys: Vec<&str> = said.data.lines().filter_map(|line| line.split_whitespace().next()).collect();
        assert_eq!(keys, ["ledger", "lang", "serve.write"], "what flags and variables say: {}", said.data);
    }
    let said = shown(&["--json"]);
    let told: Value = serde_json::from_str(&said.data).unwrap();
    keeps(&told, "config.v1");
    assert_eq!((&told["places"][0]["state"], said.code), (&json!("broken"), Some(1)));
    keeps(&serde_json::from_str(&said.talk).unwrap(), "error.v1");
}

/// What is no file is not waited for, what is too large is not read, and what is quoted of a file is short.
#[test]
fn a_config_file_is_a_small_plain_file() {
    let office = Office::new();
    let made = std::process::Command::new("mkfifo").arg(office.path("pipe")).status();
    assert!(made.unwrap().success());
    std::fs::File::create(office.path("large")).unwrap().set_len(50 << 20).unwrap();
    let text = format!("ledger = \"{}\"\n", "长".repeat(1 << 20));
    office.write("text", text);
    for (file, zh, en) in [
        ("pipe", "管道或设备", "a pipe or a device"),
        ("/dev/zero", "管道或设备", "a pipe or a device"),
        ("large", "超过 64 KiB", "more than 64 KiB"),
        ("text", "超过 64 KiB", "more than 64 KiB"),
    ] {
        let mut child = office.command(&["config", "show", "--config", file, "--json"]);
        child.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
        let mut child = child.spawn().unwrap();
        let ended = (0..100).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(100));
            child.try_wait().unwrap().is_some()
        });
        if !ended {
            child.kill().unwrap();
        }
        let said = Said::of(child.wait_with_output().unwrap());
        assert!(ended && said.code == Some(1), "{file}: {said:?}");
        for words in ["config-unreadable", zh, en] {
            assert!(said.talk.contains(words), "{file}: {}", said.talk);
        }
        assert!(said.talk.len() < 2000, "{file}: {}", said.talk.len());
    }
    for text in [
        format!("lang = \"{}\"", "长".repeat(10_000)),
        format!("{} = 1", "a".repeat(30_000)),
        format!("serve = {{ {} = 1 }}", "b".repeat(30_000)),
    ] {
        office.write("config.toml", &text);
        let said = office.run(&["config", "show", "--config", "config.toml", "--json"]);
        assert!(said.code == Some(1) && said.talk.len() < 2000 && said.talk.contains('…'), "{}", said.talk.len());
    }
    assert_eq!(office.run(&["config", "show", "--config", "/dev/null"]).code, Some(0));
}

#[test]
fn a_path_that_only_a_shell_understands_is_refused() {
    let office = Office::new();
    for (text, zh, en) in [
        ("ledger = \"~/x.ledger\"", "只有 shell 才换成主目录", "Only a shell puts a home folder"),
        ("key = \"~li/x.key\"", "只有 shell 才换成主目录", "Only a shell puts a home folder"),
        ("ledger = \"~\"", "只有 shell 才换成主目录", "Only a shell puts a home folder"),
        ("ledger = \"a\\u0000b\"", "空字符", "A byte of zero"),
    ] {
        office.write("config.toml", text);
        for (lang, words) in [("zh", [zh, "请写全路径"]), ("en", [en, "Write the whole path"])] {
            let said = office.run(&["init", "--config", "config.toml", "--lang", lang]);
            assert!(said.code == Some(1) && said.talk.contains("config-path"), "{text}: {}", said.talk);
            assert!(words.iter().all(|word| said.talk.contains(word)), "{text}: {}", said.talk);
        }
    }
    office.write("config.toml", "ledger = \"./~\"");
    office.done(&["init", "--config", "config.toml"]);
    assert!(office.path("~/head").exists() || office.path("~").is_dir());
}

#[test]
fn a_file_that_somebody_names_must_be_there() {
    let office = Office::new();
    let rows: [Told; 4] = [
        (&[], &["--config", "none.toml"], "--config"),
        (&[("QIZHANG_CONFIG", "none.toml")], &[], "QIZHANG_CONFIG"),
        (&[], &["--config", "."], "--config"),
        (&[("QIZHANG_CONFIG", "none.toml")], &["--config", "/dev/null"], ""),
    ];
    for (variables, words, by) in rows {
        let said = run(&office, variables, &[&["config", "show", "--lang", "en"], words].concat());
        if by.is_empty() {
            assert_eq!(said.code, Some(0), "the flag is asked first: {}", said.talk);
        } else {
            assert_eq!(said.code, Some(1), "{}", said.talk);
            assert!(said.talk.contains(&format!("(named by {by}) was not read")), "{}", said.talk);
        }
    }
    let said = office.run(&["config", "show", "--config", ""]);
    assert_eq!(said.code, Some(2), "{}", said.talk);
}

#[test]
fn a_file_is_looked_for_where_a_user_keeps_such_files() {
    let office = Office::new();
    let folder = |name: &str| std::fs::create_dir_all(office.path(name)).unwrap();
    folder("home/.config/qizhang");
    folder("xdg/qizhang");
    office.write("home/.config/qizhang/config.toml", "ledger = \"/a\"");
    office.write("xdg/qizhang/config.toml", "ledger = \"/b\"");
    let (home, xdg) = (office.path("home").display().to_string(), office.path("xdg").display().to_string());
    let looked = |variables: &[(&str, &str)]| {
        let mut command = office.command(&["config", "show", "--json"]);
        command.env_remove("QIZHANG_CONFIG").envs(variables.iter().copied());
        let told: Value = serde_json::from_str(&Said::of(command.output().unwrap()).data).unwrap();
        keeps(&told, "config.v1");
        let place = |at: usize| {
            let place = &told["places"][at];
            (
                place["path"].as_str().unwrap_or_default().to_owned(),
                place["state"].as_str().unwrap_or_default().to_owned(),
            )
        };
        (told["settings"][0]["value"].clone(), place(0), place(1))
    };
    let own = format!("{home}/.config/qizhang/config.toml");
    let (value, first, last) = looked(&[("HOME", &home)]);
    assert_eq!((value, first), (json!("/a"), (own.clone(), "read".to_owned())));
    assert_eq!(last.0, "/etc/qizhang/config.toml");
    assert!(last.1 == "absent" || last.1 == "shadowed", "{last:?}");
    let (value, first, _) = looked(&[("HOME", &home), ("XDG_CONFIG_HOME", &xdg)]);
    assert_eq!((value, first.0), (json!("/b"), format!("{xdg}/qizhang/config.toml")));
    // A folder that is not whole from the root is none.
    assert_eq!(looked(&[("HOME", &home), ("XDG_CONFIG_HOME", "xdg")]).1.0, own);
    let (_, first, _) = looked(&[("HOME", &xdg)]);
    assert_eq!(first.1, "absent");
}

#[test]
fn a_variable_that_sets_nothing_is_told() {
    let office = Office::new();
    let variables = [("QIZHANG_LEGDER", "/x"), ("QIZHANG_ZZZZZZZZZZZZ", "1"), ("QIZHANG_LANG", "")];
    let said = run(&office, &variables, &["config", "show", "--lang", "en"]);
    assert_eq!(said.code, Some(0), "{}", said.talk);
    assert!(said.talk.contains("QIZHANG_LEGDER sets nothing; did you mean QIZHANG_LEDGER?"), "{}", said.talk);
    assert!(said.talk.contains("QIZHANG_ZZZZZZZZZZZZ sets nothing."), "{}", said.talk);
    assert!(!said.talk.contains("QIZHANG_LANG sets"), "{}", said.talk);
    assert!(said.data.contains("ledger        qizhang.ledger      default\n"), "{}", said.data);
    let bad = run(&office, &[("QIZHANG_SERVE_LISTEN", "7480")], &["verify"]);
    assert!(bad.code == Some(2) && bad.talk.contains("QIZHANG_SERVE_LISTEN"), "{}", bad.talk);
}

#[test]
fn the_tab_key_knows_the_ledger_of_the_file() {
    let office = Office::new();
    office.done(&["init", "named.ledger"]);
    office.write("config.toml", "ledger = \"named.ledger\"\n");
    let words = ["complete", "zh", "--", "qizhang", "event", "docs", "hightech"];
    assert!(run(&office, &[("QIZHANG_CONFIG", "config.toml")], &words).data.contains("hightech.certified"));
}

/// The example that is installed says every setting, and reads.
#[test]
fn the_example_is_complete() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("packaging/config.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let office = Office::new();
    // What is only shown is put in force too.
    let is_shown = |line: &str| line.starts_with("# ") && line.contains(" = \"");
    let all: Vec<&str> =
        text.lines().map(|line| if is_shown(line) { line.trim_start_matches("# ") } else { line }).collect();
    for text in [text.clone(), all.join("\n")] {
        office.write("config.toml", text);
        assert_eq!(told(&office, &[("QIZHANG_CONFIG", "config.toml")], &[], "lang")["source"], "file");
    }
    let said = run(&office, &[("QIZHANG_CONFIG", "config.toml")], &["config", "show", "--json"]);
    let shown: Value = serde_json::from_str(&said.data).unwrap();
    for setting in shown["settings"].as_array().unwrap() {
        assert_eq!(setting["source"], "file", "packaging/config.toml does not say {setting}");
        for name in ["flag", "variable"] {
            let name = setting[name].as_str().unwrap();
            assert!(text.contains(name), "packaging/config.toml does not tell {name}");
        }
    }
}
