//! Guides name commands that work when they are typed as written, the same in both languages.

use super::Office;
use super::amended::{AMENDED, amended_text};
use std::path::Path;

/// A command of a guide, what it says, and the code it ends with.
struct Step {
    command: String,
    says: Vec<String>,
    code: i32,
}

/// The steps of a page: in its console blocks a command stands behind `$`, and below it what it says.
fn steps(page: &str) -> Vec<Step> {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap();
    let mut found: Vec<Step> = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        if line.starts_with("```") {
            inside = line == "```console";
        } else if let Some(command) = line.strip_prefix("$ qizhang ").filter(|_| inside) {
            found.push(Step { command: command.to_owned(), says: Vec::new(), code: 0 });
        } else if let Some(step) = found.last_mut().filter(|_| inside && line != "…") {
            match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                Some(code) => step.code = code.parse().unwrap(),
                None => step.says.push(line.to_owned()),
            }
        }
    }
    found
}

/// Blanks are for the eye.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn take(page: &str, lang: &str, examples: &[&str]) -> Vec<String> {
    take_in(&Office::new(), page, lang, examples)
}

fn take_in(office: &Office, page: &str, lang: &str, examples: &[&str]) -> Vec<String> {
    std::fs::create_dir_all(office.path("docs/examples")).unwrap();
    for example in examples {
        let example = format!("docs/examples/{example}");
        std::fs::create_dir_all(office.path(&example).parent().unwrap()).unwrap();
        std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(&example), office.path(&example)).unwrap();
    }
    let mut taken = Vec::new();
    for Step { command, says, code } in steps(page) {
        let words: Vec<&str> = command.split_whitespace().chain(["--lang", lang]).collect();
        let said = office.run(&words);
        assert_eq!(said.code, Some(code), "{command}: {}{}", said.data, said.talk);
        let told = plain(&format!("{}{}", said.data, said.talk));
        let mut rest = told.as_str();
        for line in says.iter().map(|line| plain(line)) {
            let (_, after) = rest.split_once(&line).unwrap_or_else(|| panic!("{command}: {line}\n{rest}"));
            rest = after;
        }
        taken.push(command);
    }
    taken
}

#[test]
fn the_audits_of_the_guide_go_as_written_in_both_languages() {
    const EXAMPLES: [&str; 3] = ["first.jsonl", "second-payment.jsonl", "treasury.csv"];
    let english = take("docs/guides/audit.md", "en", &EXAMPLES);
    assert!(english.len() > 20, "{english:?}");
    assert_eq!(english, take("docs/guides/audit.zh.md", "zh", &EXAMPLES));
}

#[test]
fn the_what_ifs_of_the_guide_go_as_written_in_both_languages() {
    const EXAMPLES: [&str; 2] = ["rate-15.toml", "rate-15-ceiling.toml"];
    let english = take("docs/guides/whatif.md", "en", &EXAMPLES);
    assert_eq!(english.len(), 19, "{english:?}");
    assert_eq!(english, take("docs/guides/whatif.zh.md", "zh", &EXAMPLES));
}

#[test]
fn a_new_event_type_of_the_guide_goes_as_written_in_both_languages() {
    const EXAMPLES: [&str; 6] = [
        "first.jsonl",
        "types/talent.vice_president_appointed/1.json",
        "types/talent.vice_president_appointed/story.jsonl",
        "types/talent.vice_president_appointed/story.txt",
        "vice-president.jsonl",
        "accepted.toml",
    ];
    let english = take("docs/guides/event-type.md", "en", &EXAMPLES);
    assert!(english.len() > 12, "{english:?}");
    assert_eq!(english, take("docs/guides/event-type.zh.md", "zh", &EXAMPLES));
}

/// The text that the guide has written by hand is the one that its lines make of the text that was issued.
#[test]
fn a_change_of_the_policy_of_the_guide_goes_as_written_in_both_languages() {
    const EXAMPLES: [&str; 4] = ["first.jsonl", "facts-2027.jsonl", "accepted-2027.toml", "national-2027.jsonl"];
    let taken = |page: &str, lang: &str| {
        let office = Office::new();
        office.write(AMENDED, amended_text());
        take_in(&office, page, lang, &EXAMPLES)
    };
    let english = taken("docs/guides/policy.md", "en");
    assert!(english.len() > 16, "{english:?}");
    assert_eq!(english, taken("docs/guides/policy.zh.md", "zh"));
    for page in ["docs/guides/policy.md", "docs/guides/policy.zh.md"] {
        let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap();
        let blocks = text.split("```toml\n").skip(1).filter_map(|rest| rest.split_once("```").map(|(block, _)| block));
        for line in blocks.flat_map(str::lines) {
            assert!(amended_text().lines().any(|known| known == line), "{page}: {line}");
        }
    }
}

/// The commands of a guide, and the code each ends with.
fn commands(page: &str) -> Vec<(String, i32)> {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap();
    let mut found = Vec::new();
    for line in text.lines().filter(|line| line.starts_with("qizhang ")) {
        let (words, code) = line.split_once("   # exit code ").unwrap_or((line, "0"));
        found.push((words.trim().to_owned(), code.trim().parse().unwrap()));
    }
    found
}

#[test]
fn the_guide_to_imports_works_as_written_in_both_languages() {
    let english = commands("docs/guides/import.md");
    assert_eq!(english, commands("docs/guides/import.zh.md"));
    assert!(english.len() > 7, "{english:?}");
    let office = Office::new();
    std::fs::create_dir_all(office.path("docs/examples")).unwrap();
    for example in ["docs/examples/interest.csv", "docs/examples/headings.csv"] {
        std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join(example), office.path(example)).unwrap();
    }
    for (line, code) in english {
        let words: Vec<&str> = line.split_whitespace().skip(1).collect();
        let said = office.run(&words);
        assert_eq!(said.code, Some(code), "{line}: {}", said.talk);
    }
    assert!(office.done(&["event", "log", "--limit", "1"]).contains("HT-2026-002"));
}

/// How it is installed and set, and what the commands say that are shown there.
#[test]
fn the_guide_to_installing_says_what_the_program_says() {
    const EXAMPLES: [&str; 2] = ["config.toml", "config-mistyped.toml"];
    let english = take("docs/guides/install.md", "en", &EXAMPLES);
    assert!(english.len() > 1, "the blocks are read: {english:?}");
    assert_eq!(english, take("docs/guides/install.zh.md", "zh", &EXAMPLES));
}
