//! A line that is written as it would be recorded is admitted as it lies, and as any other line would be.

use super::files::{CATALOGUE, DECLARATIONS};
use super::generate::{body, change};
use super::quick::{Around, around, harm, text};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use qizhang::event::{Declaration, Draft, Event, Refusal, Stamp, admit, admit_written};
use qizhang::value::Day;
use serde_json::Value;
use std::cell::Cell;

/// What the careful way makes of a line: the event and the text it is recorded as.
fn carefully(line: &str) -> Result<(Event, String), Option<Refusal>> {
    let draft = Draft::parse(line).map_err(|refusal| Some(Refusal::Envelope(refusal)))?;
    let (Some(id), Some(recorded_at), Some(recorded_by)) = (draft.id, draft.recorded_at, draft.recorded_by.clone())
    else {
        return Err(None);
    };
    admit(&CATALOGUE, draft, Stamp { id, recorded_at, recorded_by, keep_unknown: false }).map_err(Some)
}

/// Whether a line was admitted as it lies; then the careful way gives the same event and the line itself.
fn admitted(line: &str) -> Result<bool, TestCaseError> {
    let Some(written) = admit_written(&CATALOGUE, line) else { return Ok(false) };
    prop_assert_eq!(carefully(line), Ok((written, line.to_owned())));
    Ok(true)
}

/// The day that a body says it happened.
fn day(declaration: &Declaration, body: &Value) -> Option<Day> {
    Day::parse(body[&declaration.fields[declaration.occurred_on?].name].as_str()?)
}

#[test]
fn what_is_admitted_as_it_lies_is_what_would_be_recorded() {
    let (mut as_it_lies, mut otherwise) = (0_u32, 0_u32);
    for declaration in DECLARATIONS.iter() {
        let mut runner =
            TestRunner::new(ProptestConfig { cases: 150, failure_persistence: None, ..Default::default() });
        let counts = Cell::new((as_it_lies, otherwise));
        // What is made at random is seldom written as it would be recorded; the examples are, unless they are changed.
        let bodies = prop_oneof![body(declaration), proptest::sample::select(declaration.examples.clone())];
        let arounds = prop_oneof![around(), Just(Around::of(declaration))];
        let made = (bodies, proptest::option::weighted(0.2, change()), arounds, harm());
        let run = runner.run(&made, |(mut body, change, mut around, harm)| {
            if let Some(change) = change {
                change.apply(&mut body, &declaration.fields);
            }
            if around.evidence.is_empty() {
                around.evidence = Around::of(declaration).evidence;
            }
            around.occurred_on = day(declaration, &body).unwrap_or(around.occurred_on);
            let Ok(line) = String::from_utf8(harm.apply(&text(declaration, &body, &around))) else { return Ok(()) };
            let (yes, no) = counts.get();
            counts.set(if admitted(&line)? { (yes + 1, no) } else { (yes, no + 1) });
            Ok(())
        });
        run.unwrap_or_else(|error| panic!("{}: {error}", declaration.name));
        (as_it_lies, otherwise) = counts.get();
    }
    assert!(as_it_lies > 300 && otherwise > 300, "both are met: {as_it_lies}, {otherwise}");
}

/// The first example of a type, as the ledger would record it.
fn example(kind: &str) -> String {
    let declaration = DECLARATIONS.iter().find(|one| one.name.as_str() == kind).expect("it is there");
    let body = declaration.examples.first().expect("an example");
    let around = Around::of(declaration);
    let occurred_on = day(declaration, body).unwrap_or(around.occurred_on);
    text(declaration, body, &Around { note: Some("备注".to_owned()), occurred_on, ..around })
}

/// A line of a type that must come with a document.
fn line() -> String {
    example("clawback.waived")
}

fn replaced(from: &str, to: &str) -> String {
    let line = line();
    assert!(line.contains(from), "{line} has no {from}");
    line.replacen(from, to, 1)
}

/// So many documents, the first of them the one that must be there.
fn documents(count: usize) -> String {
    let line = line();
    let (start, end) = (line.find("{\"sha256\"").expect("a document"), line.find("],\"id\"").expect("their end"));
    let more = vec![&line[start..end]; count].join(",");
    format!("{}{more}{}", &line[..start], &line[end..])
}

#[test]
fn a_line_is_admitted_as_it_lies_up_to_every_bound() {
    let won = example("hightech.certified");
    let (before, after) = won.split_once("\"occurred_on\":\"").expect("a day");
    let other_day = format!("{before}\"occurred_on\":\"1999-12-31{}", &after[10..]);
    let cases = [
        ("as it is", line(), true),
        ("a remark of 2,000 letters", replaced("备注", &"备".repeat(2000)), true),
        ("a remark of 2,001 letters", replaced("备注", &"备".repeat(2001)), false),
        ("an empty remark", replaced("备注", ""), false),
        ("who recorded it, 200 letters", replaced(":\"li\"", &format!(":\"{}\"", "l".repeat(200))), true),
        ("who recorded it, 201 letters", replaced(":\"li\"", &format!(":\"{}\"", "l".repeat(201))), false),
        ("nobody recorded it", replaced(":\"li\"", ":\"\""), false),
        ("100 documents", documents(100), true),
        ("101 documents", documents(101), false),
        (
            "a document of a title of 201 letters",
            documents(2).replacen("\"title\":\"", &format!("\"title\":\"{}", "长".repeat(200)), 1),
            false,
        ),
        ("without the document it must come with", documents(1).replacen("\"title\":\"", "\"title\":\"另", 1), false),
        ("another offset", replaced("+08:00", "+09:00"), false),
        ("no parts of a second", replaced(".000+08:00", "+08:00"), false),
        ("a digest in capitals", replaced("\"sha256\":\"", "\"sha256\":\"A"), false),
        ("a blank", replaced("\"note\":", "\"note\": "), false),
        ("an escape", replaced("备注", "\\u5907"), false),
        ("no moment", replaced("\"recorded_at\":\"1970-01-01T08:00:00.000+08:00\",", ""), false),
        (
            "keys in another order",
            replaced("\"type\":\"clawback.waived\",\"version\":1", "\"version\":1,\"type\":\"clawback.waived\""),
            false,
        ),
        ("a version that nobody knows", replaced("\"version\":1", "\"version\":9"), false),
        ("a day that the body says too", won.clone(), true),
        ("another day than the body says", other_day, false),
        ("a line end behind it", format!("{}\n", line()), false),
    ];
    for (what, line, as_it_lies) in cases {
        assert_eq!(admitted(&line).map_err(|error| error.to_string()), Ok(as_it_lies), "{what}: {line}");
        let recorded = carefully(&line).is_ok_and(|(_, text)| text == line);
        assert_eq!(recorded, as_it_lies, "{what}: what is not admitted as it lies is refused or recorded otherwise");
    }
}
