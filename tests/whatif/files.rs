//! Scenario files on a ledger: what they go on from, what is kept of a run, and what is not run again.

use super::{ON, as_it_is, corrects, set, spent};
use crate::audit::Office;
use crate::ledger::{append, by_clerk, line};
use qizhang::ledger::{AsItIs, Ledger, LedgerError, Repeated, Scenario, ScenarioFile, WhatIf};
use qizhang::value::Digest;
use serde_json::json;
use std::path::PathBuf;
use tempfile::TempDir;

struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap_or_else(|error| panic!("{error}")) }
    }

    fn put(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap_or(&path)).unwrap_or_else(|error| panic!("{error}"));
        std::fs::write(&path, text).unwrap_or_else(|error| panic!("{error}"));
        path
    }
}

fn file(ledger: &Ledger, path: &std::path::Path) -> ScenarioFile {
    ledger.scenario_file(path).unwrap_or_else(|error| panic!("{:?}", error.complaint()))
}

fn run<'b>(ledger: &Ledger, base: &'b AsItIs, scenario: Scenario) -> WhatIf<'b> {
    base.what_if(ledger, scenario).unwrap_or_else(|error| panic!("{:?}", error.complaint()))
}

fn code(result: Result<ScenarioFile, LedgerError>) -> String {
    result.err().map(|error| error.complaint().code.to_owned()).unwrap_or_default()
}

const RATE: &str = "第五条/新认定/比例";

fn sets(value: &str) -> String {
    format!("set = [\"{}\"]\n", set(RATE, value))
}

/// Of 3,000,000 yuan. What a file goes on from comes first, in order, and what is said later of the same takes its place.
#[test]
fn files_that_go_on_from_others() {
    let ledger = spent("3000000").ledger();
    let base = as_it_is(&ledger, ON);
    let desk = Desk::new();
    desk.put("in/twelve.toml", &format!("title = \"十二\"\n{}read = [\"R7.2=shared\"]\n", sets("12%")));
    desk.put("in/ceiling.toml", &format!("set = [\"{}\"]", set("第五条/新认定/上限", "40万元")));
    desk.put("both.toml", "extends = [\"in/twelve.toml\", \"in/ceiling.toml\"]");
    desk.put("back.toml", "extends = [\"in/ceiling.toml\", \"in/twelve.toml\"]");
    let more = desk.put("more.toml", &format!("extends = [\"both.toml\"]\n{}", sets("15%")));
    let rows = [
        ("both.toml", "360000.00", None),
        ("back.toml", "360000.00", None),
        ("more.toml", "400000.00", None),
        ("in/twelve.toml", "360000.00", Some("十二")),
    ];
    for (name, expected, title) in rows {
        let run = run(&ledger, &base, file(&ledger, &desk.folder.path().join(name)).scenario);
        assert_eq!((run.sums.supposed.to_yuan().as_str(), run.cited.title()), (expected, title), "{name}");
    }
    let one = |name: &str| run(&ledger, &base, file(&ledger, &desk.folder.path().join(name)).scenario).cited.digest;
    assert_eq!(one("both.toml"), one("back.toml"), "the order of what does not touch is no difference");
    // It is called what the file is called only as long as nothing is added.
    let as_it_stands = Scenario {
        earlier: vec![file(&ledger, &desk.folder.path().join("in/twelve.toml")).scenario],
        ..Scenario::default()
    };
    assert_eq!(run(&ledger, &base, as_it_stands).cited.title(), Some("十二"));
    let goes_on = desk.put("goes-on.toml", &format!("extends = [\"in/twelve.toml\"]\n{}", sets("14%")));
    assert_eq!(run(&ledger, &base, file(&ledger, &goes_on).scenario).cited.title(), None, "it is more than that");
    // What is given beside a file comes after it.
    let beside = Scenario {
        title: Some("十三".to_owned()),
        sets: vec![set(RATE, "13%")],
        earlier: vec![file(&ledger, &more).scenario],
        ..Scenario::default()
    };
    let run = run(&ledger, &base, beside);
    assert_eq!((run.sums.supposed.to_yuan().as_str(), run.cited.title()), ("390000.00", Some("十三")));
}

/// A file that has no times, baseline or range of its own has those of the last file it goes on from that has some.
#[test]
fn what_a_file_goes_on_with() {
    let ledger = spent("3000000").ledger();
    let desk = Desk::new();
    let other = set("第五条/新认定/上限", "40万元");
    desk.put("base.toml", &format!("set = [\"{other}\"]"));
    let range = set(RATE, "5%..15%/5%");
    let one = format!("on = 2027-04-01\nknown = 100\nbeside = \"base.toml\"\nsweep = \"{range}\"\n");
    desk.put("one.toml", &one);
    desk.put("two.toml", "on = 2027-04-02");
    let read = |text: &str| file(&ledger, &desk.put("own.toml", text));
    let known = |text: &str| qizhang::value::KnownAt::parse(text);
    let found = read("extends = [\"one.toml\", \"two.toml\"]");
    assert_eq!((found.on, found.known), (Some(crate::story::day("2027-04-02")), known("100")));
    assert_eq!(found.sweep.as_deref(), Some(range.as_str()));
    assert_eq!(found.beside.map(|beside| beside.sets), Some(vec![other]));
    let own = "extends = [\"one.toml\"]\non = 2027-04-03\nknown = 99\nsweep = \"x=1..2/1\"\nbeside = \"two.toml\"";
    let own = read(own);
    assert_eq!((own.on, own.known), (Some(crate::story::day("2027-04-03")), known("99")));
    assert_eq!((own.sweep.as_deref(), own.beside.map(|beside| beside.sets.len())), (Some("x=1..2/1"), Some(0)));
    let ranged = ledger.baseline_file(&desk.put("ranged.toml", "extends = [\"one.toml\"]"));
    assert_eq!(ranged.err().map(|error| error.complaint().code), Some("whatif-range-as-baseline"));
}

fn entered(number: &str) -> String {
    let data = json!({"uscc": crate::story::ENTERPRISE, "list_no": number});
    line("2027-03-02", "cultivation_list.entered", data)
}

/// A later layer takes a value back, leaves out more or the same events, and brings the same file in once; what comes of it can be kept.
#[test]
fn layers_replace_each_other() {
    let certificate = json!({"cert_no": "GR2", "issued_on": "2027-01-05", "track": "ordinary"});
    let office = spent("3000000").fact("2027-01-05", "hightech.certified", certificate);
    let (ledger, last) = (office.ledger(), office.last());
    let base = as_it_is(&ledger, ON);
    let desk = Desk::new();
    desk.put("more.jsonl", &entered("L9"));
    desk.put("one.toml", &format!("{}drop = [\"{last}\"]\nadd = [\"more.jsonl\"]\n", sets("15%")));
    desk.put("all.toml", "drop = [\"type=hightech.certified\"]");
    let kinds = |text: &str| -> Vec<&'static str> {
        let first = run(&ledger, &base, file(&ledger, &desk.put("own.toml", text)).scenario);
        let kept = desk.put("kept.toml", &first.cited.file(Digest::of(b"")));
        let again = run(&ledger, &base, file(&ledger, &kept).scenario);
        assert_eq!((again.cited.digest, &again.sums), (first.cited.digest, &first.sums), "{text}");
        first.changes.iter().map(|(change, _)| super::baseline::kind(change)).collect()
    };
    assert_eq!(kinds("extends = [\"one.toml\"]"), ["set", "drop", "add"]);
    let taken_back = format!("extends = [\"one.toml\"]\n{}", sets("10%"));
    assert_eq!(kinds(&taken_back), ["drop", "add"], "taken back");
    let all = ["set", "drop_alike", "add"];
    assert_eq!(kinds("extends = [\"one.toml\", \"all.toml\"]"), all, "all, and so the one");
    assert_eq!(kinds("extends = [\"all.toml\", \"one.toml\"]"), all, "one of all");
    assert_eq!(kinds("extends = [\"one.toml\"]\nadd = [\"more.jsonl\"]"), ["set", "drop", "add"], "brought in once");
}

/// What people call a file is nothing that is supposed, nor in which order files of events are named.
#[test]
fn names_and_order_are_not_cited() {
    let ledger = spent("3000000").ledger();
    let base = as_it_is(&ledger, ON);
    let desk = Desk::new();
    for (name, number) in [("a.jsonl", "L8"), ("in/b.jsonl", "L9"), ("c.jsonl", "L9"), ("d.jsonl", "L7")] {
        desk.put(name, &entered(number));
    }
    let cited = |adds: &str| {
        let path = desk.put("own.toml", &format!("add = [{adds}]"));
        run(&ledger, &base, file(&ledger, &path).scenario).cited.digest
    };
    let own = cited("\"a.jsonl\", \"in/b.jsonl\"");
    assert_eq!(cited("\"c.jsonl\", \"a.jsonl\""), own);
    assert_ne!(cited("\"a.jsonl\", \"d.jsonl\""), own);
    let reads = ["R7.1=eligible_units", "R7.2=shared"];
    let read = |reads: [&str; 2]| {
        let path = desk.put("own.toml", &format!("read = {reads:?}"));
        run(&ledger, &base, file(&ledger, &path).scenario)
    };
    let (one, other) = (read(reads), read([reads[1], reads[0]]));
    assert_eq!(one.cited.digest, other.cited.digest);
    let told = |run: &WhatIf<'_>| run.changes.iter().map(|(change, _)| format!("{change:?}")).collect::<Vec<_>>();
    assert_eq!(told(&one), told(&other));
}

#[test]
fn files_that_are_not_read() {
    let ledger = spent("3000000").ledger();
    let desk = Desk::new();
    desk.put("a.toml", "extends = [\"b.toml\"]");
    let b = desk.put("b.toml", "beside = \"a.toml\"");
    let own = desk.put("own.toml", "extends = [\"own.toml\"]");
    let float = desk.put("float.toml", "\nx = 0.1");
    let nowhere = desk.put("nowhere.toml", "extends = [\"nobody.toml\"]");
    let adds = desk.put("adds.toml", "add = [\"nobody.jsonl\"]");
    let rows = [
        (b, "whatif-circle"),
        (own, "whatif-circle"),
        (float, "float"),
        (nowhere, "file"),
        (adds, "file"),
        (desk.folder.path().to_owned(), "file"),
    ];
    for (path, expected) in rows {
        let read = ledger.scenario_file(&path);
        let told = read.as_ref().err().map(|error| error.complaint().what.zh.to_string()).unwrap_or_default();
        assert_eq!(code(read), expected, "{}: {told}", path.display());
    }
    // The same file on two ways is no circle.
    desk.put("left.toml", "extends = [\"in.toml\"]");
    desk.put("in.toml", &sets("12%"));
    let both = desk.put("both.toml", "extends = [\"left.toml\", \"in.toml\"]");
    assert_eq!(
        run(&ledger, &as_it_is(&ledger, ON), file(&ledger, &both).scenario).sums.supposed.to_yuan(),
        "360000.00"
    );
}

/// A run is kept with everything looked up, and is the same again after more was recorded, also of what it brings in.
#[test]
fn a_scenario_is_kept_and_run_again() {
    let (office, report) = Office::reported();
    let ledger = office.ledger();
    let desk = Desk::new();
    desk.put("more.jsonl", &corrects(&report, "2000000"));
    let listed = json!({"type": "cultivation_list.entered", "occurred_on": "2027-03-02",
        "data": {"uscc": crate::story::ENTERPRISE, "list_no": "L9"}});
    desk.put("listed.jsonl", &listed.to_string());
    let path = desk.put(
        "own.toml",
        &format!("title = \"甲\"\n{}add = [\"more.jsonl\"]\nread = [\"R7.2=shared\", \"R7.1=eligible_units\"]\ndrop = [\"type=hightech.certified\"]\n", sets("15%")),
    );
    let beside = desk.put("beside.toml", &format!("title = \"乙\"\nadd = [\"listed.jsonl\"]\n{}", sets("12%")));
    let law = as_it_is(&ledger, ON);
    let base = law.baseline(&ledger, file(&ledger, &beside).scenario).unwrap_or_else(|error| panic!("{error:?}"));
    let first = run(&ledger, &base, file(&ledger, &path).scenario);
    let answer = Digest::of(b"answer");
    let kept = desk.put("kept/own.toml", &first.cited.file(answer));

    let later = [
        listed.to_string(),
        corrects(&report, "2000000"),
        line("2027-03-03", "cultivation_list.entered", json!({"uscc": crate::story::ENTERPRISE, "list_no": "L8"})),
    ];
    append(&ledger, by_clerk(), &later);
    let again = file(&ledger, &kept);
    let horizon = ledger.horizon(again.on, again.known.unwrap_or(qizhang::value::KnownAt::Head));
    let law = horizon.and_then(|horizon| ledger.as_it_is(horizon)).unwrap_or_else(|error| panic!("{error:?}"));
    let baseline = again.beside.unwrap_or_else(|| panic!("what it is held against is kept"));
    let base = law.baseline(&ledger, baseline).unwrap_or_else(|error| panic!("{:?}", error.complaint()));
    let second = run(&ledger, &base, again.scenario);
    assert_eq!((second.cited.digest, &second.sums), (first.cited.digest, &first.sums));
    assert_eq!(second.cited.file(answer), first.cited.file(answer));
    let trees = |run: &WhatIf<'_>| run.trees(9);
    assert!(
        !trees(&first).is_empty() && trees(&second) == trees(&first),
        "also what was brought in is as late as it was"
    );
    let told = |run: &WhatIf<'_>| run.changes.iter().map(|(change, _)| change.clone()).collect::<Vec<_>>();
    assert_eq!(told(&second), told(&first), "in one order, whatever order they were asked in");
    let saved = again.saved.unwrap_or_else(|| panic!("saved"));
    assert_eq!(second.cited.repeats(&saved, answer), Some(Repeated::Same));
    assert_eq!(second.cited.repeats(&saved, Digest::of(b"another")), Some(Repeated::Differs { by_another: false }));
    let older = qizhang::whatif::Saved { engine: "0.0.9".to_owned(), ..saved.clone() };
    assert_eq!(second.cited.repeats(&older, Digest::of(b"another")), Some(Repeated::Differs { by_another: true }));
    // With something more it is another scenario, and there is nothing it should repeat.
    let other =
        Scenario { sets: vec![set(RATE, "14%")], earlier: vec![file(&ledger, &kept).scenario], ..Scenario::default() };
    assert_eq!(run(&ledger, &base, other).cited.repeats(&saved, answer), None);
}

/// What was kept is run on the ledger it was kept of, as it was kept.
#[test]
fn what_is_not_run_again() {
    let ledger = spent("3000000").ledger();
    let desk = Desk::new();
    let own = desk.put("own.toml", &sets("15%"));
    let base = as_it_is(&ledger, ON);
    let kept = run(&ledger, &base, file(&ledger, &own).scenario).cited.file(Digest::of(b""));
    let path = desk.put("kept.toml", &kept);
    assert_eq!(code(ledger.scenario_file(&path)), "");
    for (old, new) in
        [("15%", "16%"), ("2027-04-01", "2027-04-02"), ("known = ", "known = 1"), ("digest = \"", "digest = \"0")]
    {
        assert_ne!(kept.replacen(old, new, 1), kept, "{old}");
        let edited = desk.put("edited.toml", &kept.replacen(old, new, 1));
        assert_eq!(code(ledger.scenario_file(&edited)), "whatif-edited", "{old}");
    }
    let titled = desk.put("titled.toml", &format!("title = \"后来起的名\"\n{kept}"));
    assert_eq!(code(ledger.scenario_file(&titled)), "", "a name may be given later");
    let goes_on = desk.put("goes-on.toml", "extends = [\"edited.toml\"]");
    assert_eq!(code(ledger.scenario_file(&goes_on)), "whatif-edited", "also where another goes on from it");
    assert_eq!(code(spent("3000001").ledger().scenario_file(&path)), "whatif-other-ledger");
    assert_eq!(
        code(Office::new().ledger().scenario_file(&path)),
        "whatif-other-ledger",
        "there are not so many events"
    );
}

/// What was recorded since is not there for a scenario of before: neither the id, nor the number of a document, nor what was taken back.
#[test]
fn events_are_brought_in_where_the_ledger_stood() {
    let certificate = |number: &str, day: &str| {
        json!({"id": "01970000-0000-7000-8000-0000000000bb", "type": "hightech.certified", "occurred_on": day, "data": {"uscc": crate::story::ENTERPRISE,
            "cert_no": number, "issued_on": day, "track": "ordinary"}})
        .to_string()
    };
    let office = Office::certified();
    let own = office.last();
    let ledger = office.fact("2026-12-01", "rnd.expense_reported", crate::audit::research("3000000")).ledger();
    let then = ledger.head();
    let run_then = |line: &str| {
        let horizon = ledger.horizon(Some(crate::story::day(ON)), qizhang::value::KnownAt::Position(then));
        let base = horizon.and_then(|horizon| ledger.as_it_is(horizon)).unwrap_or_else(|error| panic!("{error:?}"));
        let adds = vec![super::added(&[line.to_owned()])];
        let run = base.what_if(&ledger, Scenario { adds, ..Scenario::default() });
        run.map(|run| (run.cited.digest, run.sums)).map_err(|error| error.complaint().code)
    };
    let (new, taken) = (certificate("GR9", "2026-12-02"), certificate("GR1", "2026-12-02"));
    let before = (run_then(&new), run_then(&taken));
    assert!(before.0.is_ok(), "{before:?}");
    assert_eq!(before.1, Err("key-taken"));
    // The first number is given back, and the new certificate recorded.
    let id = "01970000-0000-7000-8000-0000000000aa";
    let report = json!({"id": id, "type": "rnd.expense_reported", "occurred_on": "2027-03-02", "data": {
        "uscc": crate::story::ENTERPRISE, "year": 2026, "amount": "1", "basis": "special_audit"}});
    let back = line("2027-03-01", "fact.retracted", json!({"event": own, "reason": "示例"}));
    append(&ledger, by_clerk(), &[back, new.clone(), report.to_string()]);
    assert_eq!((run_then(&new), run_then(&taken)), before);
    // What speaks of an event that was not there yet speaks of none.
    assert_eq!(run_then(&corrects(id, "2")), Err("no-such-event"));
}
