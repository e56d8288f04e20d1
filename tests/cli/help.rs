//! The help of every command is a page of the documentation, in both languages.

use super::{Office, reviewed};
use std::fmt::Write;

const COMMANDS: [&[&str]; 82] = [
    &[],
    &["init"],
    &["append"],
    &["import"],
    &["import", "template"],
    &["import", "check"],
    &["import", "submit"],
    &["import", "confirm"],
    &["import", "list"],
    &["import", "drop"],
    &["show"],
    &["why"],
    &["notice"],
    &["statement"],
    &["lapses"],
    &["overview"],
    &["search"],
    &["pay"],
    &["pay", "plan"],
    &["pay", "approve"],
    &["pay", "record"],
    &["audit"],
    &["audit", "show"],
    &["audit", "rules"],
    &["audit", "never-paid"],
    &["audit", "impact"],
    &["audit", "explain"],
    &["audit", "close"],
    &["whatif", "run"],
    &["policy"],
    &["policy", "attach"],
    &["policy", "readings"],
    &["policy", "parameters"],
    &["policy", "documents"],
    &["policy", "text"],
    &["policy", "governing"],
    &["policy", "transitions"],
    &["policy", "issue"],
    &["policy", "diff"],
    &["policy", "new"],
    &["policy", "check"],
    &["policy", "release"],
    &["engine", "items"],
    &["engine", "check"],
    &["register"],
    &["event", "log"],
    &["event", "docs"],
    &["event", "new"],
    &["event", "check"],
    &["event", "release"],
    &["event", "register"],
    &["checkpoint"],
    &["verify"],
    &["serve"],
    &["config"],
    &["config", "show"],
    &["token"],
    &["token", "new"],
    &["token", "list"],
    &["token", "revoke"],
    &["token", "log"],
    &["link"],
    &["link", "new"],
    &["link", "list"],
    &["link", "revoke"],
    &["access"],
    &["access", "log"],
    &["access", "verify"],
    &["user"],
    &["user", "add"],
    &["user", "list"],
    &["user", "password"],
    &["user", "close"],
    &["demo"],
    &["backup"],
    &["restore"],
    &["export", "jsonl"],
    &["export", "bundle"],
    &["doctor"],
    &["index", "rebuild"],
    &["completions"],
    &["man"],
];

/// What other programs call `help` is `--help` here, to the byte.
#[test]
fn help_is_a_word_too() {
    let office = super::Office::new();
    for (typed, asked) in [
        (&["help"][..], &["--help"][..]),
        (&["help", "help"], &["--help"]),
        (&["help", "show"], &["show", "--help"]),
        (&["help", "import", "check", "--lang", "en"], &["import", "check", "--lang", "en", "--help"]),
        (&["--lang", "en", "help", "verify"], &["--lang", "en", "verify", "--help"]),
    ] {
        assert_eq!(office.done(typed), office.done(asked), "{typed:?}");
    }
    let said = office.run(&["help", "shw"]);
    assert!(said.code == Some(2) && said.talk.contains("是不是“show”"), "{}", said.talk);
    // A ledger may be called so.
    assert_eq!(office.run(&["--ledger", "help", "verify"]).code, Some(1));
}

#[test]
fn the_page_of_commands_is_what_help_says() {
    let office = Office::new();
    let mut page = "# 命令 · Commands\n\n由 `--help` 生成。Generated from `--help`.\n".to_owned();
    for words in COMMANDS {
        let _ = write!(page, "\n## `{}`\n", [&["qizhang"], words].concat().join(" "));
        for lang in ["zh", "en"] {
            let asked: Vec<&str> = words.iter().copied().chain(["--help", "--lang", lang]).collect();
            let _ = write!(page, "\n```text\n{}```\n", office.done(&asked));
        }
    }
    reviewed("docs/cli.md", &page);
}
