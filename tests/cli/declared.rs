//! Declarations on their way: a file to begin with, every remark at its place, versions beside each other, releases, pages.

use super::json::keeps;
use super::{Office, is_legible};
use serde_json::{Value, json};
use std::path::Path;

const NAME: &str = "talent.vice_president_appointed";
const FILE: &str = "events/types/talent.vice_president_appointed/1.json";
const SHIPPED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/events/types");

/// A folder of types with one new file in it, whose words are written.
fn begun() -> Office {
    let office = Office::new();
    std::fs::create_dir_all(office.path("events/types")).unwrap();
    office.done(&["event", "new", NAME, "--zh", "聘任科技副总", "--en", "Technology vice president appointed"]);
    office
}

fn text(office: &Office) -> String {
    std::fs::read_to_string(office.path(FILE)).unwrap()
}

/// The file with its words written.
fn written(office: &Office) -> String {
    text(office)
        .replace("待写：这件事是什么，由谁依据什么材料录入。", "企业聘任高校、院所人员任科技副总，由人才处依聘书录入。")
        .replace(
            "To be written: what the fact is, who records it and from which paper.",
            "An enterprise appoints somebody of a university; recorded from the letter of appointment.",
        )
        .replace("待写：随附的材料", "聘书")
        .replace("To be written: the paper that comes with it", "letter of appointment")
}

/// Each change of a text stands in it once.
fn with(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "{from} stands in the file once");
    text.replace(from, to)
}

fn checked(office: &Office, code: i32) -> Value {
    let said = office.run(&["event", "check", "--json"]);
    assert_eq!(said.code, Some(code), "{}{}", said.data, said.talk);
    assert_eq!(said.talk, "");
    let told: Value = serde_json::from_str(&said.data).unwrap();
    keeps(&told, "event-check.v1");
    assert_eq!(told["fine"], code == 0);
    told
}

fn remarks(told: &Value) -> Vec<(String, String, String)> {
    let all = told["files"].as_array().unwrap().iter().flat_map(|file| file["remarks"].as_array().unwrap());
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    all.map(|remark| {
        let place = format!("{}:{}", remark["line"], remark["column"]);
        (text(&remark["code"]), place, text(&remark["path"]))
    })
    .collect()
}

#[test]
fn a_new_file_passes_the_check_and_says_what_is_still_to_be_written() {
    let office = begun();
    let told = checked(&office, 0);
    let found = remarks(&told);
    assert!(found.iter().all(|(code, _, _)| code == "placeholder-left"), "{found:?}");
    let paths: Vec<&str> = found.iter().map(|(_, _, path)| path.as_str()).collect();
    assert_eq!(paths, ["x-description.zh", "x-description.en", "x-evidence[0].title.zh", "x-evidence[0].title.en"]);
    office.write(FILE, written(&office));
    assert!(remarks(&checked(&office, 0)).is_empty());
    // Without a folder of types, or with the file in place, nothing is written.
    let said = office.run(&["event", "new", NAME, "--lang", "en"]);
    assert_eq!(said.code, Some(1), "{}", said.talk);
    assert!(said.talk.contains("type-exists") && said.talk.contains("--next"), "{}", said.talk);
    assert_eq!(Office::new().run(&["event", "new", NAME]).code, Some(1));
    assert_eq!(office.run(&["event", "new", "Talent"]).code, Some(2));
    let dry = office.run(&["event", "new", "talent.left", "--dry-run"]);
    assert!(dry.data.contains("urn:qizhang:event:talent.left:1"), "{}", dry.data);
    assert!(!office.path("events/types/talent.left").exists());
    let told: Value = serde_json::from_str(&office.done(&["event", "new", "talent.left", "--json"])).unwrap();
    keeps(&told, "event-file.v1");
    assert_eq!((&told["file"], &told["written"]), (&json!("events/types/talent.left/1.json"), &json!(true)));
}

/// What stands in the file and instead, how the versions stand to each other, what bars an old reader, and the remarks.
type Bends = (&'static str, &'static str, &'static str, &'static [&'static str], &'static [&'static str]);

/// What stands in the file, what stands there instead, and the remark with its place: lines, and columns in letters, also behind
/// Chinese ones.
const ROWS: &[(&str, &str, &str, &str)] = &[
    (r#""title": "talent."#, r#""title": "talents."#, "title-not-name", "4:12"),
    ("event:talent.vice_president_appointed:1", "event:talent.vice_president:1", "declaration-misplaced", "3:10"),
    (r#""zh": "聘任科技副总""#, r#""zh": "vice president""#, "label-not-chinese", "6:21"),
    (r#""en": "Technology"#, r#""en": "科技 Technology"#, "label-not-english", "6:37"),
    (r#""zh": "文书编号""#, r#""zh": "统一社会信用代码""#, "label-repeated", "30:25"),
    (r#""zh": "文书编号""#, r#""zh": "联系人手机""#, "public-looks-personal", "16:21"),
    (r#""zh": "金额""#, r#""zh": "负责人姓名""#, "looks-personal", "33:5"),
    ("\n    \"uscc\": \"enterprise\",", "", "code-without-tag", "20:5"),
    ("  \"x-natural-key\": [\"document_no\"],\n", "", "no-natural-key", "1:1"),
    ("\n      \"maxLength\": 60,", "", "text-without-bound", "26:5"),
    (r#", "amount": "120000.00"}"#, "}", "no-full-example", "43:3"),
    (
        r#""happened_on": "2027-03-01"},
    {"#,
        r#""happened_on": "2027-03-01", "amount": "1"},
    {"#,
        "no-smallest-example",
        "43:3",
    ),
    (r#""document_no": "示〔2027〕2号""#, r#""document_no": 7"#, "example-refused", "45:51"),
    (r#""code": "bad-day""#, r#""code": "bad-uscc""#, "refused-example-otherwise", "60:15"),
    (r#""happened_on": "2027-02-30""#, r#""happened_on": "2027-02-28""#, "refused-example-accepted", "60:15"),
    (r#""x-unit": "yuan","#, "", "unit-missing", "33:15"),
    (r#""format": "date""#, r#""format": "date", "maxLength": 9"#, "never-holds", "32:5"),
    ("\n      \"minLength\": 1,\n      \"maxLength\": 60,", "\n      \"maxLength\": 0,", "never-holds", "26:5"),
    (r#""document_no": "document""#, r#""amount": "money""#, "tag-not-a-name", "14:5"),
];

#[test]
fn every_remark_stands_at_its_place() {
    let office = begun();
    let clean = written(&office);
    let mut wrong = Vec::new();
    for (from, to, code, place) in ROWS {
        let spoilt = with(&clean, from, to);
        office.write(FILE, &spoilt);
        let said = office.run(&["event", "check", "--json"]);
        let told: Value = serde_json::from_str(&said.data).unwrap();
        keeps(&told, "event-check.v1");
        let found = remarks(&told);
        if !found.iter().any(|(found, at, _)| found == code && at == place) {
            wrong.push(format!("{code} {place}: {found:?}"));
            continue;
        }
        let faults = told["files"][0]["remarks"].as_array().unwrap().iter().any(|remark| remark["level"] == "fault");
        assert_eq!(said.code, Some(i32::from(faults)), "{code}");
        for lang in ["zh", "en"] {
            let shown = office.run(&["event", "check", FILE, "--lang", lang]).data;
            assert!(shown.contains(&format!("{FILE}:{place}: ")), "{code}: {shown}");
            assert!(shown.contains(&format!("docs/errors.md#{code}")) && is_legible(&shown), "{shown}");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let told = office.write(FILE, clean.replace("聘任科技副总", "待写"));
    assert!(office.done(&["event", "check", &told]).contains("placeholder-left"));
}

/// A field under another name that nothing reads the old one as.
const RENAMED: Bends =
    (r#""amount": {"#, r#""sum": {"#, "backward", &["sum"], &["example-refused", "field-not-read", "no-full-example"]);

/// Every page that a remark names has its part there.
#[test]
fn every_code_of_the_check_has_its_part_on_the_page_of_codes() {
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/errors.md")).unwrap();
    for lint in qizhang::event::Lint::all() {
        assert!(page.contains(&format!("\n### `{}`\n", lint.code())), "{}", lint.code());
    }
}

#[test]
fn the_types_of_the_program_have_nothing_to_be_mended() {
    let office = Office::new();
    let told: Value = serde_json::from_str(&office.done(&["event", "check", "--dir", SHIPPED, "--json"])).unwrap();
    let files = told["files"].as_array().unwrap();
    assert!(files.len() > 70, "{}", files.len());
    assert!(files.iter().all(|file| file["released"] == true), "all of them are released");
    // A released file that says something else is found out by the pins of the program, wherever it lies.
    std::fs::create_dir_all(office.path("types/hightech.certified")).unwrap();
    let text = std::fs::read_to_string(format!("{SHIPPED}/hightech.certified/1.json")).unwrap();
    office.write("types/hightech.certified/1.json", with(&text, "\"maxLength\": 80", "\"maxLength\": 90"));
    let said = office.run(&["event", "check", "types", "--json"]);
    let told: Value = serde_json::from_str(&said.data).unwrap();
    assert_eq!((said.code, remarks(&told)[0].0.as_str()), (Some(1), "released-changed"));
    // A next version without a field that a rule reads is told what it breaks.
    office.write("types/hightech.certified/1.json", &text);
    office.done(&["event", "new", "hightech.certified", "--next", "--dir", "types"]);
    let next = std::fs::read_to_string(office.path("types/hightech.certified/2.json")).unwrap();
    let next = next
        .replace("\"cert_no\"", "\"number\"")
        .replace("\"x-upcast\": {}", "\"x-upcast\": {\"rename\": {\"cert_no\": \"number\"}}");
    office.write("types/hightech.certified/2.json", &next);
    let said = office.run(&["event", "check", "types", "--lang", "en"]);
    assert_eq!(said.code, Some(1), "{}", said.data);
    assert!(said.data.contains("type-breaks") && said.data.contains("cert_no"), "{}", said.data);
}

/// The second version of the new type with something changed, and what comes of it.
fn second(office: &Office, change: impl Fn(&str) -> String) -> Value {
    let file = "events/types/talent.vice_president_appointed/2.json";
    if !office.path(file).exists() {
        office.done(&["event", "new", NAME, "--next"]);
    }
    let fresh = written(office)
        .replace("appointed:1\"", "appointed:2\"")
        .replace("  \"properties\": {", "  \"x-upcast\": {},\n  \"properties\": {");
    assert_eq!(fresh.matches("x-upcast").count(), 1);
    office.write(file, change(&fresh));
    let said = office.run(&["event", "check", file, "--json"]);
    let told: Value = serde_json::from_str(&said.data).unwrap();
    keeps(&told, "event-check.v1");
    told
}

#[test]
fn versions_stand_beside_each_other() {
    let office = begun();
    office.write(FILE, written(&office));
    let first = office.run(&["event", "new", NAME, "--next"]);
    assert_eq!(first.code, Some(0), "{}", first.talk);
    let shape = |told: &Value| {
        let shape = &told["files"][0]["shape"];
        let barriers =
            shape["not_forward"].as_array().unwrap().iter().map(|one| one["field"].as_str().unwrap().to_owned());
        (shape["compatible"].as_str().unwrap().to_owned(), barriers.collect::<Vec<_>>())
    };
    let codes = |told: &Value| remarks(told).into_iter().map(|(code, _, _)| code).collect::<Vec<_>>();
    let rows: [Bends; 11] = [
        ("", "", "full", &[], &[]),
        (r#""maxLength": 60"#, r#""maxLength": 40"#, "full", &[], &["bounds-narrowed"]),
        (r#""maxLength": 60"#, r#""maxLength": 90"#, "backward", &["document_no"], &[]),
        (
            r#""amount": {"#,
            r#""term": {"type": "integer", "minimum": 1, "maximum": 60, "x-unit": "month", "x-title": {"zh": "聘期", "en": "Term"}},
    "amount": {"#,
            "backward",
            &["term"],
            &["no-full-example"],
        ),
        (
            r#""document_no", "happened_on"],"#,
            r#""document_no", "happened_on", "amount"],"#,
            "forward",
            &[],
            &["upcast-no-source", "example-refused"],
        ),
        (
            r#"["uscc", "document_no", "happened_on"]"#,
            r#"["uscc", "document_no"]"#,
            "backward",
            &["happened_on"],
            &["no-smallest-example"],
        ),
        (r#""document_no": "document""#, r#""document_no": "letter""#, "full", &[], &["tags-added", "tags-gone"]),
        RENAMED,
        (r#"["document_no"]"#, r#"["document_no", "uscc"]"#, "full", &[], &["key-changed"]),
        ("  \"x-occurred-on\": \"happened_on\",\n", "", "full", &[], &["day-changed"]),
        (
            r#""x-upcast": {}"#,
            r#""x-upcast": {"rename": {"document_no": "uscc"}}"#,
            "forward",
            &[],
            &["tags-added", "tags-gone", "upcast-kind-changed", "upcast-two-sources"],
        ),
    ];
    for (from, to, compatible, barriers, wanted) in rows {
        let told = second(&office, |fresh| if from.is_empty() { fresh.to_owned() } else { with(fresh, from, to) });
        assert_eq!(shape(&told), (compatible.to_owned(), barriers.iter().map(ToString::to_string).collect()), "{to}");
        let (mut found, mut wanted) = (codes(&told), wanted.iter().map(ToString::to_string).collect::<Vec<_>>());
        found.retain(|code| code != "key-changed" || to.contains("document_no\", \"uscc"));
        found.sort();
        wanted.sort();
        found.dedup();
        wanted.dedup();
        assert_eq!(found, wanted, "{to}");
    }
    // A gap is told at the number, and a file that says it is another version at its place.
    let told = second(&office, |fresh| fresh.replace("appointed:2\"", "appointed:3\""));
    assert_eq!(codes(&told), ["declaration-misplaced", "declaration-version-missing"]);
    let told =
        second(&office, |fresh| fresh.replace("appointed:2\"", "appointed:1\"").replace("  \"x-upcast\": {},\n", ""));
    assert!(codes(&told).contains(&"declaration-repeated".to_owned()), "{told}");
}

#[test]
fn a_released_version_never_changes() {
    let office = begun();
    let release = |version: &str, lang: &str| office.run(&["event", "release", version, "--lang", lang]);
    let (one, two) = (format!("{NAME}/1"), format!("{NAME}/2"));
    let said = release(&one, "en");
    assert_eq!(said.code, Some(1), "{}", said.talk);
    assert!(said.data.contains("placeholder-left"), "{}", said.data);
    assert!(!office.path("events/lock.json").exists());
    office.write(FILE, written(&office));
    let dry = office.run(&["event", "release", &one, "--dry-run"]);
    assert_eq!((dry.code, office.path("events/lock.json").exists()), (Some(0), false));
    // The second waits for the first.
    office.done(&["event", "new", NAME, "--next"]);
    let said = release(&two, "en");
    assert!(said.code == Some(1) && said.talk.contains("version-before-unreleased"), "{}", said.talk);
    let told: Value = serde_json::from_str(&office.done(&["event", "release", &one, "--json"])).unwrap();
    keeps(&told, "event-release.v1");
    assert_eq!((&told["already"], &told["written"]), (&json!(false), &json!(true)));
    let lock = std::fs::read_to_string(office.path("events/lock.json")).unwrap();
    let digest = qizhang::value::Digest::of(text(&office).as_bytes()).to_string();
    assert_eq!(lock, format!("{{\n  \"{one}\": \"{digest}\"\n}}\n"));
    assert!(release(&one, "en").talk.contains("before"));
    office.done(&["event", "release", &two]);
    // One letter more.
    office.write(FILE, text(&office).replace("依聘书录入", "依聘任书录入"));
    office.done(&["event", "new", NAME, "--next"]);
    let three = format!("{NAME}/3");
    for words in [vec!["event", "check"], vec!["event", "release", &one], vec!["event", "release", &three]] {
        let said = office.run(&words);
        assert_eq!(said.code, Some(1), "{words:?}: {}", said.talk);
        assert!(said.data.contains("released-changed"), "{words:?}: {}", said.data);
    }
    let kept = std::fs::read_to_string(office.path("events/lock.json")).unwrap();
    assert!(kept.starts_with(&lock[..lock.len() - 3]) && kept.matches(NAME).count() == 2, "{kept}");
    office.write("events/lock.json", "[]");
    let said = release(&one, "zh");
    assert!(said.code == Some(1) && said.talk.contains("bad-lock"), "{}", said.talk);
    assert_eq!(office.run(&["event", "release", "talent.left/1"]).code, Some(1));
    assert_eq!(office.run(&["event", "release", NAME]).code, Some(2));
}

/// What the ledger itself must understand has no other version: neither the check nor a release takes what a ledger would refuse.
#[test]
fn a_type_of_the_ledgers_own_has_one_version() {
    let office = Office::new();
    for name in ["fact.corrected", "policy.attached"] {
        let folder = office.path(&format!("types/{name}"));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::copy(format!("{SHIPPED}/{name}/1.json"), folder.join("1.json")).unwrap();
        office.done(&["event", "new", name, "--next", "--dir", "types"]);
        let said = office.run(&["event", "check", &format!("types/{name}/2.json")]);
        assert!(said.code == Some(1) && said.data.contains("type-breaks"), "{name}: {} {}", said.data, said.talk);
    }
}

#[test]
fn the_types_are_pages_that_lead_to_each_other() {
    let office = Office::new();
    for (form, lang, said) in [("html", "zh", "高新技术企业认定"), ("md", "en", "High-tech certificate issued")]
    {
        let folder = format!("pages-{form}");
        office.done(&["event", "docs", "--out", &folder, "--form", form, "--lang", lang]);
        let index = std::fs::read_to_string(office.path(&format!("{folder}/index.{form}"))).unwrap();
        let mut leads = 0;
        for part in index.split(['"', '(', ')']).filter(|part| part.ends_with(&format!(".{form}"))) {
            assert!(office.path(&format!("{folder}/{part}")).is_file(), "{part}");
            leads += 1;
        }
        assert!(leads > 70, "{leads}");
        let page = std::fs::read_to_string(office.path(&format!("{folder}/hightech.certified.{form}"))).unwrap();
        assert!(page.contains(said) && page.contains("cert_no"), "{page}");
        let again = office.run(&["event", "docs", "--out", &folder]);
        assert_eq!(again.code, Some(1), "nothing is overwritten: {}", again.talk);
    }
}

/// A file that was recorded is there, whatever became of the types since: its lines without a version are of the one they were read by.
#[test]
fn the_same_file_after_another_version_of_its_type_is_there_already() {
    let office = begun();
    office.write(FILE, written(&office));
    office.done(&["init", "--as-of", "2020-01-01"]);
    office.done(&["event", "register", FILE, "--clock-is-right"]);
    let line = |number: &str, more: &str| {
        format!(
            "{{\"type\": \"{NAME}\", {more}\"data\": {{\"uscc\": \"91110114QYDEM0018C\", \"document_no\": \"{number}\", \"happened_on\": \"2026-03-01\"}}}}\n"
        )
    };
    let own = "\"id\": \"01970000-0000-7000-8000-000000000001\", ";
    let facts = office.write("facts.jsonl", line("示〔2026〕1号", "") + &line("示〔2026〕2号", own));
    office.done(&["append", &facts, "--clock-is-right"]);
    office.done(&["event", "new", NAME, "--next"]);
    office.done(&["event", "register", &FILE.replace("1.json", "2.json"), "--clock-is-right"]);
    for dry in [&["--dry-run"][..], &[]] {
        let told = office.done(&[&["append", &facts, "--clock-is-right", "--json"][..], dry].concat());
        let told: Value = serde_json::from_str(&told).unwrap();
        assert_eq!((&told["recorded"], &told["repeated"]), (&json!(0), &json!(2)), "{told}");
    }
    // What says another version, or something else, under an id that is taken is another event.
    for other in [line("示〔2026〕2号", &format!("{own}\"version\": 2, ")), line("示〔2026〕3号", own)] {
        let other = office.write("other.jsonl", other);
        let said = office.run(&["append", &other, "--clock-is-right"]);
        assert!(said.code == Some(1) && said.talk.contains("id-taken"), "{}", said.talk);
    }
}

/// What was written a moment ago is shown as it will be, and said to be in no ledger yet; the pages are whole by themselves.
#[test]
fn a_type_of_the_folder_is_shown_and_pages_need_no_server() {
    let office = begun();
    office.done(&["init"]);
    let said = office.run(&["event", "docs", NAME, "--lang", "en"]);
    assert!(
        said.code == Some(0) && said.data.contains("document_no*") && said.talk.contains("no ledger has this type yet"),
        "{}{}",
        said.data,
        said.talk
    );
    let other = office.run(&["event", "docs", "talent.left"]);
    assert!(other.code == Some(1) && other.talk.contains("no-such-type"), "{}", other.talk);
    office.done(&["event", "register", &{
        office.write(FILE, written(&office));
        FILE.to_owned()
    }]);
    assert!(!office.run(&["event", "docs", NAME, "--lang", "en"]).talk.contains("no ledger has"));
    for (lang, words) in [
        (
            "zh",
            [
                "条款 第五条 第七条 第十六条",
                "标签 uscc → enterprise、cert_no → certificate",
                "文号键 cert_no",
                "发生日 issued_on",
                "全部事件类型",
            ],
        ),
        (
            "en",
            [
                "clauses 第五条 第七条 第十六条",
                "tags uscc → enterprise, cert_no → certificate",
                "natural key cert_no",
                "business day issued_on",
                "All event types",
            ],
        ),
    ] {
        let folder = format!("pages-{lang}");
        office.done(&["event", "docs", "--out", &folder, "--lang", lang]);
        let page = std::fs::read_to_string(office.path(&folder).join("hightech.certified.html")).unwrap();
        for word in words {
            assert!(page.contains(word), "{word}: {page}");
        }
        assert!(!page.contains('`') && (lang == "zh" || !page.contains("（")), "{page}");
        let index = std::fs::read_to_string(office.path(&folder).join("index.html")).unwrap();
        for text in [&page, &index] {
            assert!(!text.contains("src=") && !text.contains("<link") && !text.contains("http"), "{text}");
            for name in text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(office.path(&folder).join(name).is_file(), "{name} is beside it");
            }
        }
        assert!(index.contains(&format!("{NAME}.html")));
        office.done(&["event", "docs", "--out", &format!("{folder}-md"), "--form", "md", "--lang", lang]);
        let page = std::fs::read_to_string(office.path(&format!("{folder}-md")).join("hightech.certified.md")).unwrap();
        assert!(page.contains("`cert_no` → `certificate`") && page.contains("```json"), "{page}");
    }
}
