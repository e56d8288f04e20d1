//! Stories beside declarations: told to a new ledger that has the type, and held against what they came to before.

use super::json::keeps;
use super::{Office, is_legible};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

const NAME: &str = "talent.vice_president_appointed";
const FILE: &str = "events/types/talent.vice_president_appointed/1.json";
const STORY: &str = "events/types/talent.vice_president_appointed/story.jsonl";
const TOLD: &str = "events/types/talent.vice_president_appointed/story.txt";

/// Every story that lies beside a declaration in the tree, with the newest version beside it.
fn stories() -> Vec<(PathBuf, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in ["events/types", "docs/examples/types"] {
        for kind in fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path()) {
            let files = || fs::read_dir(&kind).unwrap().map(|entry| entry.unwrap().path());
            let version = |path: &PathBuf| path.file_stem()?.to_str()?.parse::<u16>().ok();
            if let Some(newest) = files().max_by_key(version).filter(|_| kind.join("story.jsonl").is_file()) {
                found.push((newest, kind.join("story.jsonl")));
            }
        }
    }
    found
}

#[test]
fn every_story_comes_to_what_was_reviewed() {
    let (office, stories) = (Office::new(), stories());
    assert!(!stories.is_empty());
    for (newest, story) in stories {
        let (newest, story) = (newest.display().to_string(), story.display().to_string());
        let mut words = vec!["event", "check", &newest, "--story", &story];
        words.extend(option_env!("QIZHANG_UPDATE").map(|_| "--keep"));
        let said = office.run(&words);
        assert!(Path::new(&story).with_extension("txt").is_file(), "{story}: add --keep");
        assert_eq!(said.code, Some(0), "{story} comes to something else now:\n{}{}", said.data, said.talk);
    }
}

fn office() -> Office {
    let office = Office::new();
    fs::create_dir_all(office.path("events/types")).unwrap();
    office.done(&["event", "new", NAME, "--zh", "聘任科技副总", "--en", "Vice president appointed", "--story"]);
    office
}

#[test]
fn a_new_type_has_a_story_and_a_change_is_seen() {
    let office = office();
    let check = |more: &[&str]| office.run(&[&["event", "check", FILE, "--story", STORY], more].concat());
    let said = check(&[]);
    assert_eq!(said.code, Some(0), "{}", said.talk);
    for words in ["北京示例芯科技有限公司", "聘任科技副总", "Vice president appointed", "示〔2027〕1号"]
    {
        assert!(said.data.contains(words) && is_legible(&said.data), "{words}: {}", said.data);
    }
    assert!(said.talk.contains("--keep") && !office.path(TOLD).exists(), "{}", said.talk);
    assert_eq!(check(&["--keep"]).code, Some(0));
    assert_eq!(fs::read_to_string(office.path(TOLD)).unwrap(), said.data);
    let same = check(&["--lang", "en"]);
    assert!(same.code == Some(0) && same.data.is_empty() && same.talk.contains("the same as"), "{}", same.talk);
    // Another day of the question, another label of the type, another fact: each is seen, and nothing else.
    let other = check(&["--on", "2027-02-28"]);
    assert!(
        other.code == Some(4) && other.data.lines().all(|line| line.starts_with("- ") || line.starts_with("+ ")),
        "{}",
        other.data
    );
    let text = fs::read_to_string(office.path(FILE)).unwrap();
    office.write(FILE, text.replace("聘任科技副总", "选派科技副总"));
    let other = check(&[]);
    assert_eq!(other.code, Some(4), "{}", other.talk);
    let changed = |sign: &str, word: &str| {
        other.data.lines().filter(|line| line.starts_with(sign) && line.contains(word)).count()
    };
    assert!(
        changed("-", "聘任科技副总") > 0 && changed("-", "聘任科技副总") == changed("+", "选派科技副总"),
        "{}",
        other.data
    );
    assert_eq!(
        changed("-", "") + changed("+", ""),
        changed("-", "科技副总") + changed("+", "科技副总"),
        "{}",
        other.data
    );
    office.write(FILE, &text);
    let lines = fs::read_to_string(office.path(STORY)).unwrap();
    let more = json!({"type": NAME, "data": {"uscc": "91110114QYDEM0018C", "document_no": "示〔2027〕2号", "happened_on": "2027-04-01"}});
    office.write(STORY, format!("{lines}\n{more}\n"));
    let other = check(&[]);
    let came: Vec<&str> = other.data.lines().filter(|line| line.starts_with('+')).collect();
    assert!(other.code == Some(4) && came.iter().any(|line| line.contains("示〔2027〕2号")), "{}", other.data);
    assert!(!other.data.lines().any(|line| line.starts_with('-') && line.contains("示〔2027〕1号")), "{}", other.data);
    // What the ledger would not take ends it, with the line.
    office.write(STORY, format!("{lines}{}\n", more.to_string().replace("91110114QYDEM0018C", "91110114QYDEM00180")));
    let said = check(&["--keep"]);
    let place = format!("{STORY} 第 3 行");
    assert!(said.code == Some(1) && said.talk.contains(&place) && said.talk.contains("bad-uscc"), "{}", said.talk);
    assert_eq!(fs::read_to_string(office.path(TOLD)).unwrap().matches("示〔2027〕2号").count(), 0, "nothing was kept");
    let told: Value = serde_json::from_str(&check(&["--json"]).data).unwrap();
    keeps(&told, "story.v1");
    assert_eq!((&told["refused"][0]["line"], &told["text"], &told["had"]), (&json!(3), &Value::Null, &json!(false)));
    assert_eq!(check(&["--known", "3"]).code, Some(2), "a story is known to its end");
    assert_eq!(office.run(&["event", "check", FILE, "--keep"]).code, Some(2));
}

/// The next version reads the old one's facts, and a file that the program has in other words is not registered over it.
#[test]
fn a_story_is_told_to_the_versions_there_are() {
    let office = office();
    office.done(&["event", "new", NAME, "--next"]);
    let next = FILE.replace("1.json", "2.json");
    let lines = fs::read_to_string(office.path(STORY)).unwrap();
    office.write(STORY, lines.replace(&format!("\"{NAME}\","), &format!("\"{NAME}\", \"version\": 1,")));
    let said = office.run(&["event", "check", &next, "--story", STORY]);
    assert!(said.code == Some(0) && said.data.contains("示〔2027〕1号"), "{}", said.talk);
    fs::create_dir_all(office.path("types/lpr.published")).unwrap();
    let shipped = concat!(env!("CARGO_MANIFEST_DIR"), "/events/types/lpr.published/1.json");
    let text = fs::read_to_string(shipped).unwrap().replace("\"maxLength\": 200", "\"maxLength\": 199");
    office.write("types/lpr.published/1.json", text);
    let said = office.run(&["event", "check", "types/lpr.published/1.json", "--story", STORY]);
    assert_eq!(said.code, Some(1), "{}", said.talk);
}

/// What a ledger begins with, and how many versions a type has, is not what a story is about.
#[test]
fn another_version_of_the_type_changes_no_number_of_a_story() {
    let office = office();
    office.done(&["event", "check", FILE, "--story", STORY, "--keep"]);
    let told = fs::read_to_string(office.path(TOLD)).unwrap();
    assert!(told.contains("#1,001") && told.contains("#1,002") && !told.contains("#1,003"), "{told}");
    office.done(&["event", "new", NAME, "--next"]);
    let next = FILE.replace("1.json", "2.json");
    let said = office.run(&["event", "check", &next, "--story", STORY, "--lang", "en"]);
    assert!(said.code == Some(0) && said.talk.contains("the same as"), "{}{}", said.data, said.talk);
    // To programs, the same in one view; what differs stands in it line by line.
    let view = |words: &[&str], code| {
        let said = office.run(&[&["event", "check", &next, "--story", STORY, "--json"], words].concat());
        assert_eq!((said.code, said.talk.as_str()), (Some(code), ""), "{}", said.data);
        let told: Value = serde_json::from_str(&said.data).unwrap();
        keeps(&told, "story.v1");
        told
    };
    let same = view(&[], 0);
    assert_eq!((&same["same"], &same["text"], &same["changes"]), (&json!(true), &json!(told), &json!([])));
    let other = view(&["--on", "2027-02-28"], 4);
    assert_eq!((&other["on"], &other["same"], &other["written"]), (&json!("2027-02-28"), &json!(false), &json!(false)));
    let changes: Vec<&str> = other["changes"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert!(
        changes.len() > 2 && changes.iter().all(|line| line.starts_with("- ") || line.starts_with("+ ")),
        "{changes:?}"
    );
    assert_eq!(fs::read_to_string(office.path(TOLD)).unwrap(), told, "nothing was kept");
    let kept = view(&["--on", "2027-02-28", "--keep"], 0);
    assert_eq!((&kept["written"], &kept["had"]), (&json!(true), &json!(true)));
}

#[test]
fn a_type_that_is_not_there_is_told_by_its_name_and_the_place() {
    let office = office();
    let lines = fs::read_to_string(office.path(STORY)).unwrap();
    office.write(STORY, lines.replace(NAME, "talent.vice_presidnet_appointed"));
    for (lang, place, meant) in [("zh", "story.jsonl 第 2 行", "是不是"), ("en", "story.jsonl, line 2", "Did you mean")]
    {
        let said = office.run(&["event", "check", FILE, "--story", STORY, "--lang", lang]);
        assert_eq!(said.code, Some(1), "{}", said.talk);
        for word in ["unknown-type", place, meant, &format!("“{NAME}”")] {
            assert!(said.talk.contains(word), "{word}: {}", said.talk);
        }
    }
    office.write(STORY, "{\"type\":\n");
    let said = office.run(&["event", "check", FILE, "--story", STORY, "--lang", "en"]);
    assert!(said.talk.contains("story.jsonl, line 1") && said.talk.contains("not-json"), "{}", said.talk);
}

/// A story begins for a type that is there as well, whatever it asks for, and is told as it stands.
#[test]
fn a_type_that_is_there_gets_a_story_and_nothing_else() {
    let office = Office::new();
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("events/types");
    for name in ["hightech.certified", "enterprise.registered", "call.opened", "standard.published", "payment.made"] {
        let own = office.path(&format!("events/types/{name}"));
        fs::create_dir_all(&own).unwrap();
        for version in fs::read_dir(shipped.join(name)).unwrap().map(|entry| entry.unwrap().path()) {
            if version.extension().is_some_and(|end| end == "json") {
                fs::copy(&version, own.join(version.file_name().unwrap())).unwrap();
            }
        }
        let before = fs::read_dir(&own).unwrap().count();
        let newest = format!("events/types/{name}/{before}.json");
        let dry = office.run(&["event", "new", name, "--story", "--dry-run", "--lang", "en"]);
        assert!(dry.data.contains(name) && dry.talk.contains("nothing was written"), "{}{}", dry.data, dry.talk);
        let story = office.done(&["event", "new", name, "--story"]);
        assert_eq!(story.trim(), format!("events/types/{name}/story.jsonl"));
        assert_eq!(fs::read_dir(&own).unwrap().count(), before + 1);
        assert_eq!(fs::read_to_string(office.path(story.trim())).unwrap(), dry.data);
        let said = office.run(&["event", "check", &newest, "--story", story.trim()]);
        assert_eq!(said.code, Some(0), "{name}: {}", said.talk);
        let again = office.run(&["event", "new", name, "--story", "--lang", "en"]);
        assert!(again.code == Some(1) && again.talk.contains("not overwritten"), "{}", again.talk);
    }
    let told: Value =
        serde_json::from_str(&office.done(&["event", "new", "call.opened", "--story", "--dry-run", "--json"])).unwrap();
    keeps(&told, "event-file.v1");
    assert_eq!((&told["file"], &told["written"]), (&json!("events/types/call.opened/story.jsonl"), &json!(false)));
}
