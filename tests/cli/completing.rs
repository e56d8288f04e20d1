//! What the tab key brings, asked as each shell asks: by the script that the program wrote for it.

use super::Office;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const NAME: &str = "talent.vice_president_appointed";

/// Of each shell how it is called, and what makes it complete the line in `$LINE`, whose last word in the shell's own sense is `$2`
/// and on.
const BASH: &str = r#"
source ./script
COMP_LINE="$LINE" COMP_POINT=${#LINE} COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
last="${!#}"
[[ $last == = || $last == : ]] && last=''
_qizhang "$QIZHANG" "$last" ''
printf '%s\n' "${COMPREPLY[@]}"
"#;
const ZSH: &str = r#"
compdef() { : }
compset() { : }
_files() { print -l *(N) }
compadd() { while [[ $1 != -a ]]; do shift; done; print -l -- "${(@P)2}" }
source ./script
words=("$@") CURRENT=$# PREFIX="${@[-1]}"
_qizhang
"#;
const FISH: &str = "source ./script; complete --do-complete \"$LINE\"";

fn there(shell: &str) -> bool {
    Command::new(shell).arg("-c").arg("true").stdin(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// The words of a line as bash breaks them.
fn broken(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for word in line.split(' ') {
        let mut piece = String::new();
        for letter in word.chars() {
            if "=:@".contains(letter) {
                words.extend((!piece.is_empty()).then(|| std::mem::take(&mut piece)));
                words.push(letter.to_string());
            } else {
                piece.push(letter);
            }
        }
        if !piece.is_empty() || word.is_empty() {
            words.push(piece);
        }
    }
    words
}

/// What a shell completes a line to, each word without what is told beside it.
pub(crate) fn completed(office: &Office, shell: &str, line: &str, environment: &[(&str, &str)]) -> Vec<String> {
    office.write("script", office.done(&["completions", shell, "--lang", "en"]));
    let (program, words) = match shell {
        "bash" => (BASH, broken(line)),
        "zsh" => (ZSH, line.split(' ').map(str::to_owned).collect()),
        _ => (FISH, Vec::new()),
    };
    let product = env!("CARGO_BIN_EXE_qizhang");
    let (mut words, mut line) = (words, line.to_owned());
    if shell == "zsh" {
        product.clone_into(&mut words[0]);
    }
    if shell == "fish" {
        // What it completes is found by its name.
        line = format!("qizhang{}", line.strip_prefix("qizhang").unwrap());
    }
    let path = format!("{}:/usr/bin:/bin", Path::new(product).parent().unwrap().display());
    let mut command = Command::new(shell);
    command.current_dir(office.path("")).env_clear().stdin(Stdio::null());
    command.env("PATH", path).env("HOME", office.path("")).env("LINE", line).env("QIZHANG", product);
    command.env("LC_ALL", "C.UTF-8").envs(environment.iter().copied());
    if shell == "bash" {
        command.args(["--norc", "--noprofile"]);
    } else {
        command.arg(if shell == "zsh" { "-f" } else { "--no-config" });
    }
    command.args(["-c", program]);
    if shell != "fish" {
        command.arg(shell).args(&words);
    }
    let said = command.output().unwrap();
    assert_eq!(String::from_utf8(said.stderr).unwrap(), "", "{shell}: it is silent");
    std::fs::remove_file(office.path("script")).unwrap();
    let text = String::from_utf8(said.stdout).unwrap();
    let word = |line: &str| line.split('\t').next().unwrap_or_default().to_owned();
    let mut words: Vec<String> = text.lines().map(word).filter(|word| !word.is_empty()).collect();
    words.sort();
    words
}

/// In every shell there is. bash is everywhere; the others are asked where they are.
fn everywhere(office: &Office, line: &str, environment: &[(&str, &str)], check: impl Fn(&str, &[String])) {
    for shell in ["bash", "zsh", "fish"] {
        if shell == "bash" || there(shell) {
            check(shell, &completed(office, shell, line, environment));
        }
    }
}

/// What stands in the folder, with the time each file was changed.
fn untouched(office: &Office) -> BTreeMap<PathBuf, (u64, std::time::SystemTime)> {
    let (mut open, mut found) = (vec![office.path("")], BTreeMap::new());
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let told = entry.metadata().unwrap();
            if told.is_dir() {
                open.push(entry.path());
            }
            found.insert(entry.path(), (told.len(), told.modified().unwrap()));
        }
    }
    found.remove(&office.path(""));
    found.retain(|path, _| {
        *path != office.path("script")
            && !path.starts_with(office.path(".local"))
            && !path.starts_with(office.path(".config"))
            && !path.starts_with(office.path(".cache"))
    });
    found
}

#[test]
fn commands_and_options_are_completed_without_a_ledger() {
    let office = Office::new();
    everywhere(&office, "qizhang ev", &[], |shell, words| assert_eq!(words, ["event"], "{shell}"));
    everywhere(&office, "qizhang event re", &[], |shell, words| {
        assert_eq!(words, ["register", "release"], "{shell}");
    });
    everywhere(&office, "qizhang event new --st", &[], |shell, words| assert_eq!(words, ["--story"], "{shell}"));
    everywhere(&office, "qizhang show --lang ", &[], |shell, words| assert_eq!(words, ["en", "zh"], "{shell}"));
    everywhere(&office, "qizhang audit --rule D01,D0", &[], |shell, words| {
        assert!(words.contains(&"D01,D02".to_owned()), "{shell}: {words:?}");
        assert!(!words.contains(&"D01,D01".to_owned()), "{shell}: {words:?}");
    });
    everywhere(&office, "qizhang token new --may read,", &[], |shell, words| {
        assert_eq!(words, ["read,append"], "{shell}");
    });
    everywhere(&office, "qizhang completions ", &[], |shell, words| {
        assert_eq!(words, ["bash", "fish", "zsh"], "{shell}");
    });
    // The types that the program has are known without one; what only a ledger can say is not there, and nothing is said of that.
    everywhere(&office, "qizhang event docs hightech.ce", &[], |shell, words| {
        assert_eq!(words, ["hightech.certified"], "{shell}");
    });
    for line in
        ["qizhang policy text --policy ", "qizhang show --read ", "qizhang whatif run --set ", "qizhang show x y "]
    {
        everywhere(&office, line, &[], |shell, words| assert!(words.is_empty(), "{shell}: {line}: {words:?}"));
    }
    everywhere(&office, "qizhang show --read R", &[("QIZHANG_LEDGER", "/nowhere")], |shell, words| {
        assert!(words.is_empty(), "{shell}: {words:?}");
    });
    assert!(untouched(&office).is_empty(), "{:?}", untouched(&office));
}

#[test]
fn values_come_from_the_ledger_and_the_folder_at_hand() {
    let office = Office::with_story();
    std::fs::create_dir_all(office.path("events/types")).unwrap();
    let only = |line: &str, expected: &[&str]| {
        everywhere(&office, line, &[], |shell, words| assert_eq!(words, expected, "{shell}: {line}"));
    };
    only("qizhang event docs talent.", &[]);
    // One file, made by a command, and every shell knows it.
    office.done(&["event", "new", NAME, "--zh", "聘任科技副总", "--en", "Vice president appointed"]);
    let before = untouched(&office);
    only("qizhang event docs talent.", &[NAME]);
    only("qizhang event log --type talent.vi", &[NAME]);
    only("qizhang import template ta", &[NAME]);
    only("qizhang event new tal", &[NAME]);
    only("qizhang event release tal", &[&format!("{NAME}/1")]);
    only("qizhang policy text --policy ", &["changping-2024-5", "changping-2025-8"]);
    everywhere(&office, "qizhang show --read R5.3=", &[], |shell, words| {
        let whole: Vec<&str> = words.iter().map(|word| word.trim_start_matches("R5.3=")).collect();
        assert!(whole.len() > 1 && (shell == "bash") == (words[0] == whole[0]), "{shell}: {words:?}");
        office.done(&["show", "91110108551385082Q", "--read", &format!("R5.3={}", whole[1])]);
    });
    everywhere(&office, "qizhang whatif run --set changping-2025-8:第五条/新认定/比", &[], |shell, words| {
        let whole = "changping-2025-8:第五条/新认定/比例=";
        let expected = if shell == "bash" { whole.split_once(':').unwrap().1 } else { whole };
        assert_eq!(words, [expected], "{shell}");
    });
    everywhere(&office, "qizhang register 第二十", &[], |shell, words| {
        assert!(words.iter().any(|word| word.ends_with("条/应用场景")), "{shell}: {words:?}");
    });
    // A ledger somewhere else, named on the line or by the environment; one that is called as a command is.
    std::fs::rename(office.path("qizhang.ledger"), office.path("demo")).unwrap();
    only("qizhang policy text --policy ", &[]);
    only("qizhang --ledger demo policy text --policy changping-2025", &["changping-2025-8"]);
    everywhere(
        &office,
        "qizhang policy text --policy changping-2025",
        &[("QIZHANG_LEDGER", "demo")],
        |shell, words| {
            assert_eq!(words, ["changping-2025-8"], "{shell}");
        },
    );
    std::fs::rename(office.path("demo"), office.path("qizhang.ledger")).unwrap();
    let after = untouched(&office);
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    assert_eq!(before, after, "nothing was written");
}

#[test]
fn files_are_the_business_of_the_shell() {
    let office = Office::new();
    office.write("facts of May.jsonl", "");
    office.write("other.jsonl", "");
    assert_eq!(completed(&office, "bash", "qizhang append fa", &[]), ["facts of May.jsonl"]);
    assert_eq!(completed(&office, "bash", "qizhang policy check oth", &[]), ["other.jsonl"]);
    assert_eq!(completed(&office, "bash", "qizhang show --paper=oth", &[]), ["other.jsonl"]);
    if there("fish") {
        assert!(completed(&office, "fish", "qizhang append oth", &[]).contains(&"other.jsonl".to_owned()));
        assert!(
            completed(&office, "fish", "qizhang show --paper=oth", &[]).contains(&"--paper=other.jsonl".to_owned())
        );
    }
    if there("zsh") {
        assert!(completed(&office, "zsh", "qizhang append oth", &[]).contains(&"other.jsonl".to_owned()));
    }
}

/// What a script asks is answered whatever it is, and a damaged ledger is no reason to speak.
#[test]
fn whatever_is_asked_there_is_an_answer_or_silence() {
    let office = Office::new();
    std::fs::create_dir_all(office.path("qizhang.ledger/log")).unwrap();
    office.write("qizhang.ledger/log/head", "no ledger");
    for line in [
        &["qizhang"][..],
        &[],
        &["qizhang", "--", ""],
        &["qizhang", "--ledger"],
        &["qizhang", "--read", "R"],
        &["qizhang", "event", "docs", "hightech.ce"],
        &["qizhang", "show", "--on=", "-"],
        &["qizhang", "whatif", "run", "--set", "--set"],
        &["qizhang", "event", "check", "--", "--", "x"],
        &["qizhang", "--lang", "fr", ""],
    ] {
        let said = office.run(&[&["complete", "en", "--"], line].concat());
        assert_eq!((said.code, said.talk.as_str()), (Some(0), ""), "{line:?}: {}", said.data);
        assert!(line.last() != Some(&"hightech.ce") || said.data.starts_with("hightech.certified\t"), "{}", said.data);
    }
    let slip = office.run(&["completions", "tcsh", "--lang", "en"]);
    assert!(slip.code == Some(2) && slip.talk.contains("bash, zsh, fish"), "{}", slip.talk);
    assert_eq!(office.run(&["completions", "bash", "--json"]).code, Some(2));
    assert_eq!(office.run(&["completions", "bash", "--on", "2027-01-01"]).code, Some(2));
    assert_eq!(office.run(&["complete", "en"]).code, Some(2), "what a script asks is no command");
}
