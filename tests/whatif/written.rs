//! Scenario files as text: what they say, what is no scenario, and a file that says what was read.

use proptest::prelude::*;
use qizhang::explain::Complaint;
use qizhang::value::{Day, Instant, KnownAt, Position};
use qizhang::whatif::{Beside, Brought, Saved, Supposed, Written};

fn parse(text: &str) -> Written {
    Written::parse(text).unwrap_or_else(|error| panic!("{text}: {:?}", Complaint::of_policy(&error, text)))
}

#[test]
fn a_file_says_what_the_options_say() {
    let written = parse(
        r#"
title = "试"
on = 2030-12-31
known = "2030-12-31T12:00:00+08:00"
extends = ["a.toml"]
beside = "b.toml"
afresh = true
sweep = "P=1..2/1"
set = ["a:b=1", "c@2028-01-01=5%"]
read = ["R7.1 = eligible_units"]
drop = [214, "type=x.y,of=某某"]
add = ["more.jsonl"]
policy = ["draft.toml"]
only_known = 2028-06-30
[[events]]
name = "e"
lines = ['{"a":"b"}']
"#,
    );
    let texts = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    assert_eq!(written.known, KnownAt::parse("2030-12-31T12:00:00+08:00"));
    assert_eq!(written.beside, Some(Beside::File("b.toml".to_owned())));
    assert_eq!((written.extends, written.afresh), (texts(&["a.toml"]), Some(true)));
    let supposed = Supposed {
        sets: texts(&["a:b=1", "c@2028-01-01=5%"]),
        reads: vec![("R7.1".to_owned(), "eligible_units".to_owned())],
        drops: texts(&["214", "type=x.y,of=某某"]),
        adds: texts(&["more.jsonl"]),
        policies: texts(&["draft.toml"]),
        events: vec![Brought { name: "e".to_owned(), lines: texts(&["{\"a\":\"b\"}"]) }],
        only_known: KnownAt::parse("2028-06-30"),
    };
    assert_eq!(written.supposed, supposed);
    assert_eq!(parse(""), Written::default());
}

/// Line and column in characters, what is wrong, and what to write.
#[test]
fn what_is_no_scenario() {
    let rows = [
        ("format = 2", "unknown-format", "第 1 行第 10 列", "format = 1"),
        ("set = [\"a=1\"", "not-toml", "", "引号"),
        ("value = 0.15", "float", "第 1 行第 9 列", "写成文本"),
        ("# 注\n  seet = [\"a=1\"]", "unknown-key", "第 2 行第 3 列", "set"),
        ("set = \"a=1\"", "policy-wrong-type", "第 1 行第 7 列", "按此改写"),
        ("set = [1]", "policy-wrong-type", "第 1 行第 8 列", "按此改写"),
        ("set = [\"a=1\", \"a=1\"]", "repeated-word", "第 1 行第 15 列", ""),
        ("read = [\"R7.1\"]", "policy-wrong-type", "第 1 行第 9 列", "按此改写"),
        ("on = \"2030-12-31\"", "policy-wrong-type", "第 1 行第 6 列", "按此改写"),
        ("known = true", "policy-wrong-type", "第 1 行第 9 列", "按此改写"),
        ("known = \"昨天\"", "policy-wrong-type", "第 1 行第 9 列", "按此改写"),
        ("title = \" \"", "blank", "第 1 行第 9 列", ""),
        ("afresh = \"yes\"", "policy-wrong-type", "第 1 行第 10 列", "按此改写"),
        ("policy = \"draft.toml\"", "policy-wrong-type", "第 1 行第 10 列", "按此改写"),
        ("[[events]]\nname = \"e\"", "missing-key", "第 1 行", "补上"),
        ("[[events]]\nname = \"e\"\nlines = []", "nothing-listed", "第 3 行第 9 列", ""),
        ("[beside]\non = 2030-12-31", "unknown-key", "第 2 行第 1 列", ""),
        ("[saved]\nposition = 1", "missing-key", "第 1 行", "补上"),
    ];
    for (text, code, place, remedy) in rows {
        let Err(error) = Written::parse(text) else { panic!("{text} is a scenario") };
        let told = Complaint::of_toml(&error, text, ["方案文件没有采用", "The scenario file was not taken"]);
        assert_eq!(told.code, code, "{text}");
        assert!(told.what.zh.contains(place), "{text}: {}", told.what.zh);
        assert!(told.remedy.zh.contains(remedy), "{text}: {}", told.remedy.zh);
        assert!(told.what.en.contains("scenario file") && !told.remedy.en.is_empty(), "{text}");
    }
}

fn some_text() -> impl Strategy<Value = String> {
    // Whatever a title or a line may hold: quotes of both kinds, control characters, other scripts.
    "[a-z\"'\\\\\n\r\t\u{0}\u{7f}条=＝🜁 ]{0,12}[a-z]"
}

fn knowledge() -> impl Strategy<Value = KnownAt> {
    prop_oneof![
        (0u64..1 << 40).prop_map(|place| KnownAt::Position(Position(place))),
        (2000i32..2100, 1u32..13, 1u32..29)
            .prop_map(|(y, m, d)| Day::new(y, m, d).map_or(KnownAt::Position(Position(1)), KnownAt::Day)),
        (0i64..4_000_000_000_000).prop_map(|millis| KnownAt::Instant(Instant::from_millis(millis))),
    ]
}

prop_compose! {
    fn some_supposed()(
        sets in prop::collection::btree_set(some_text(), 0..3),
        reads in prop::collection::btree_set("R[0-9]{1,2}\\.[0-9]", 0..3),
        drops in prop::collection::btree_set(some_text(), 0..3),
        adds in prop::collection::btree_set(some_text(), 0..3),
        policies in prop::collection::btree_set(some_text(), 0..3),
        events in prop::collection::vec((some_text(), prop::collection::btree_set(some_text(), 1..3)), 0..3),
        only_known in prop::option::of(knowledge()),
    ) -> Supposed {
        let events = events.into_iter().map(|(name, lines)| Brought { name, lines: lines.into_iter().collect() });
        Supposed {
            sets: sets.into_iter().collect(),
            reads: reads.into_iter().map(|id| (id, "option".to_owned())).collect(),
            drops: drops.into_iter().collect(),
            adds: adds.into_iter().collect(),
            policies: policies.into_iter().collect(),
            events: events.collect(),
            only_known,
        }
    }
}

fn some_beside() -> impl Strategy<Value = Option<Beside>> {
    let here = (prop::option::of(some_text()), some_supposed());
    prop::option::of(prop_oneof![
        some_text().prop_map(Beside::File),
        here.prop_map(|(title, supposed)| Beside::Here { title, supposed }),
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// What is written is what is read again, and has one digest.
    #[test]
    fn a_file_says_what_was_read(
        title in prop::option::of(some_text()),
        on in (2000i32..2100, 1u32..13, 1u32..29),
        known in prop::option::of(knowledge()),
        extends in prop::collection::btree_set(some_text(), 0..3),
        beside in some_beside(),
        afresh in any::<Option<bool>>(),
        sweep in prop::option::of(some_text()),
        supposed in some_supposed(),
        is_saved in any::<bool>(),
        word in some_text(),
    ) {
        let saved = is_saved.then(|| Saved {
            position: 7, root: word.clone(), digest: word.clone(), answer: word.clone(), engine: word.clone(),
        });
        let extends = extends.into_iter().collect();
        let written = Written { title, on: Day::new(on.0, on.1, on.2), known, extends, beside, afresh, sweep, supposed, saved };
        let file = written.to_toml();
        let again = Written::parse(&file);
        prop_assert_eq!(again.as_ref(), Ok(&written), "{}", file);
        prop_assert_eq!(again.map(|again| again.digest("root")), Ok(written.digest("root")));
    }
}

/// What a scenario is called and what a run left in it are not in its digest; everything else is.
#[test]
fn the_digest_is_of_what_is_supposed() {
    let text = "title = \"甲\"\non = 2030-12-31\nknown = 7\nset = [\"a=1\", \"b=2\"]\nread = [\"R1.1=x\"]\ndrop = [5]\nadd = [\"m\"]\nonly_known = 6\nsweep = \"c=1..2/1\"\nextends = [\"e\"]\nbeside = \"f\"\npolicy = [\"p\"]\nafresh = true";
    let own = parse(text).digest("root");
    for (old, new) in [("\"甲\"", "\"乙\""), ("title = \"甲\"\n", "")] {
        assert_eq!(parse(&text.replace(old, new)).digest("root"), own, "{new}");
    }
    let others = [
        ("2030-12-31", "2030-12-30"),
        ("known = 7", "known = 8"),
        ("\"a=1\"", "\"a=2\""),
        ("\"a=1\", \"b=2\"", "\"b=2\", \"a=1\""),
        ("R1.1=x", "R1.1=y"),
        ("R1.1=x", "R1.2=x"),
        ("drop = [5]", "drop = [6]"),
        ("\"m\"", "\"n\""),
        ("only_known = 6", "only_known = 5"),
        ("1..2/1", "1..3/1"),
        ("\"e\"", "\"d\""),
        ("\"f\"", "\"g\""),
        ("\"p\"", "\"q\""),
        ("\npolicy = [\"p\"]", ""),
        ("afresh = true", "afresh = false"),
    ];
    for (old, new) in others {
        let changed = text.replace(old, new);
        assert_ne!(changed, text, "{old}");
        assert_ne!(parse(&changed).digest("root"), own, "{new}");
    }
    assert_ne!(parse(text).digest("another"), own);
}
