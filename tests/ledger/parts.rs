//! Batches so large that they are recorded in parts: they come to what the same lines come to in small batches, and count
//! together or not at all.

use super::{append, by_clerk, codes, ledger_as_of, line, migrating, of_file, recorded, try_append};
use crate::story::{ENTERPRISE, nth_code};
use qizhang::ledger::{AppendOptions, Appending, Fault, Ids, Ledger, LineFile, Receipt, Rejected};
use qizhang::store::EVENT_BYTES_MAX;
use qizhang::value::Position;
use serde_json::{Value, json};
use std::io::{Seek, Write};

/// More lines than are recorded at once, and than one part has.
const MANY: u32 = 9_000;
const NOW: &str = "2026-06-01T09:00:00+08:00";

fn begun() -> Ledger {
    ledger_as_of(NOW, None)
}

fn id(number: u32) -> String {
    format!("0f970000-0000-7000-8000-{number:012x}")
}

fn with_id(number: u32, text: &str) -> String {
    let mut value: Value = serde_json::from_str(text).unwrap();
    value["id"] = json!(id(number));
    value.to_string()
}

fn entered(number: u32) -> String {
    let data = json!({"uscc": nth_code(number % 50), "list_no": format!("N{number}")});
    with_id(number, &line("2026-02-01", "cultivation_list.entered", data))
}

fn retracted(number: u32, target: u32) -> String {
    with_id(number, &line("2026-03-01", "fact.retracted", json!({"event": id(target), "reason": "重复"})))
}

fn corrected(number: u32, target: u32, list_no: &str) -> String {
    let data = json!({"event": id(target), "data": {"uscc": nth_code(7), "list_no": list_no}, "reason": "录错"});
    with_id(number, &line("2026-03-01", "fact.corrected", data))
}

fn many() -> Vec<String> {
    (0..MANY).map(entered).collect()
}

/// Lines that speak of lines in other parts: the name a correction gives free is taken again.
fn entangled() -> Vec<String> {
    let mut lines = many();
    lines[8_000] = retracted(8_000, 10);
    lines[8_001] = corrected(8_001, 11, "other");
    lines[8_500] = with_id(
        8_500,
        &line("2026-02-01", "cultivation_list.entered", json!({"uscc": nth_code(11), "list_no": "N11"})),
    );
    lines[8_501] = corrected(8_501, 11, "third");
    lines
}

fn in_small_batches(lines: &[String]) -> Ledger {
    let ledger = begun();
    for some in lines.chunks(1_000) {
        append(&ledger, by_clerk(), some);
    }
    ledger
}

/// How many events came after the first ones.
fn own(ledger: &Ledger) -> u64 {
    ledger.head().0 - begun().head().0
}

fn root(ledger: &Ledger) -> String {
    ledger.root(ledger.head()).unwrap_or_else(|error| panic!("{error:?}")).to_string()
}

fn file(bytes: &[u8]) -> LineFile {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    file.rewind().unwrap();
    LineFile::new(file, "lines").unwrap_or_else(|error| panic!("{error:?}"))
}

fn append_file(ledger: &Ledger, options: AppendOptions, bytes: &[u8]) -> (Receipt, Vec<Rejected>) {
    let appending = Appending::of_file(ledger, file(bytes), options);
    appending.finish().unwrap_or_else(|error| panic!("{:?}", error.complaint()))
}

fn bytes(lines: &[String]) -> Vec<u8> {
    (lines.join("\n") + "\n").into_bytes()
}

#[test]
fn parts_come_to_what_small_batches_come_to() {
    let lines = entangled();
    let (small, given, from_file) = (in_small_batches(&lines), begun(), begun());
    let receipt = append(&given, by_clerk(), &lines);
    assert_eq!((receipt.recorded, receipt.repeated), (u64::from(MANY), 0));
    let (first, last) = (begun().head().next(), given.head());
    assert_eq!((receipt.positions, receipt.head), (Some((first, last)), last));
    let (receipt, _) = append_file(&from_file, by_clerk(), &bytes(&lines));
    assert_eq!((root(&given), root(&from_file)), (root(&small), root(&small)));
    assert_eq!(receipt.root.to_string(), root(&small));
    assert_eq!(own(&from_file), u64::from(MANY));
}

#[test]
fn the_same_file_again_gets_its_first_answer() {
    let ledger = begun();
    let without_ids: Vec<String> = (0..MANY)
        .map(|number| {
            line("2026-02-01", "cultivation_list.entered", json!({"uscc": nth_code(1), "list_no": number.to_string()}))
        })
        .collect();
    let first = append(&ledger, of_file(&without_ids), &without_ids);
    let again = append(&ledger, of_file(&without_ids), &without_ids);
    assert_eq!((again.recorded, again.repeated), (0, u64::from(MANY)));
    assert_eq!((again.positions, again.root), (first.positions, first.root));
    // A file with the same ids and a line more gets that line recorded.
    let lines = many();
    append(&ledger, by_clerk(), &lines);
    let longer: Vec<String> = lines.into_iter().chain([entered(MANY)]).collect();
    let receipt = append(&ledger, by_clerk(), &longer);
    assert_eq!((receipt.recorded, receipt.repeated), (1, u64::from(MANY)));
}

#[test]
fn one_bad_line_in_a_late_part_keeps_all_of_them_out() {
    let mut lines = many();
    lines[8_999] = retracted(8_999, MANY + 1);
    lines[20] = "{".to_owned();
    let ledger = begun();
    let before = root(&ledger);
    let (receipt, rejected) = try_append(&ledger, by_clerk(), &lines).unwrap();
    assert_eq!(codes(&rejected), [(21, "not-json"), (9_000, "no-such-event")]);
    assert_eq!(rejected[0].back.text.as_deref(), Some("{"));
    assert_eq!((receipt.recorded, root(&ledger)), (0, before));
    let kept = AppendOptions { atomic: false, ..by_clerk() };
    let (receipt, rejected) = append_file(&ledger, kept, &bytes(&lines));
    assert_eq!((receipt.recorded, rejected.len(), own(&ledger)), (u64::from(MANY) - 2, 2, u64::from(MANY) - 2));
    let good: Vec<String> =
        lines.into_iter().enumerate().filter(|(at, _)| ![20, 8_999].contains(at)).map(|(_, line)| line).collect();
    assert_eq!(root(&ledger), root(&in_small_batches(&good)));
}

/// What another line of the batch took is told by its line, as in a small batch, also where lines before it were refused.
#[test]
fn what_an_earlier_part_took_is_told_by_its_line() {
    let mut lines = many();
    lines[100] = "{".to_owned();
    lines[8_800] = entered(200);
    let name = |number: u32| json!({"uscc": nth_code(number % 50), "list_no": format!("N{number}")});
    lines[8_801] = with_id(8_801, &line("2026-02-01", "cultivation_list.entered", name(300)));
    let changed = line("2026-02-01", "cultivation_list.entered", name(8_802));
    lines[8_802] = with_id(400, &changed);
    let (_, rejected) = try_append(&begun(), by_clerk(), &lines).unwrap();
    assert_eq!(codes(&rejected), [(101, "not-json"), (8_801, "id-taken"), (8_802, "key-taken"), (8_803, "id-taken")]);
    let held: Vec<_> = rejected[1..]
        .iter()
        .map(|one| match &one.fault {
            Fault::IdTaken { by, line, .. } | Fault::KeyTaken { by, line, .. } => (*by, *line),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(held, [(None, Some(201)), (None, Some(301)), (None, Some(401))]);
}

#[test]
fn what_the_ledger_had_before_is_told_by_its_position() {
    let ledger = begun();
    append(&ledger, by_clerk(), &[entered(MANY + 5)]);
    let mut lines = many();
    let data = json!({"uscc": nth_code((MANY + 5) % 50), "list_no": format!("N{}", MANY + 5)});
    lines[8_900] = with_id(8_900, &line("2026-02-01", "cultivation_list.entered", data));
    let (_, rejected) = try_append(&ledger, by_clerk(), &lines).unwrap();
    let [Rejected { line: 8_901, fault: Fault::KeyTaken { by: Some(by), line: None, .. }, .. }] = rejected.as_slice()
    else {
        panic!("{rejected:?}");
    };
    assert_eq!(*by, ledger.head());
}

#[test]
fn a_dry_run_says_what_would_come_of_it() {
    let ledger = begun();
    append(&ledger, by_clerk(), &many()[..50]);
    let before = root(&ledger);
    let dry = AppendOptions { dry_run: true, ..by_clerk() };
    let receipt = append(&ledger, dry, &many());
    assert_eq!((receipt.recorded, receipt.repeated), (u64::from(MANY) - 50, 50));
    assert_eq!((root(&ledger), receipt.head, receipt.positions), (before, ledger.head(), None));
    append(&ledger, by_clerk(), &many());
}

/// A type registered in one part is not what the lines of the next are read by, so they are refused.
#[test]
fn types_of_an_early_part_are_heeded_in_a_late_one() {
    let mut lines = many();
    lines[10] = registration();
    let (receipt, rejected) = try_append(&begun(), by_clerk(), &lines).unwrap();
    assert_eq!((receipt.recorded, rejected.len()), (0, lines.len() - 11));
    assert!(matches!(rejected[8_900].fault, Fault::AfterTypes { line: 11 }), "{:?}", rejected[8_900]);
    let (mut first, ledger) = (many(), begun());
    first.push(registration());
    append(&ledger, by_clerk(), &first);
    let visit = line("2026-02-03", "visit.paid", json!({"uscc": ENTERPRISE, "no": "1"}));
    append(&ledger, by_clerk(), &[visit]);
}

fn registration() -> String {
    let text = super::history::registration("2026-05-01T09:00:00.000+08:00", 1);
    let mut value: Value = serde_json::from_str(&text).unwrap();
    let envelope = value.as_object_mut().unwrap();
    for field in ["recorded_at", "recorded_by", "id"] {
        envelope.remove(field);
    }
    envelope["occurred_on"] = json!("2026-05-01");
    value.to_string()
}

#[test]
fn moments_go_forward_from_part_to_part() {
    let at = |number: u32| if number == 8_700 { "2026-01-01T09:00:00+08:00" } else { "2026-02-02T09:00:00+08:00" };
    let lines: Vec<String> = (0..MANY)
        .map(|number| {
            let data = json!({"uscc": ENTERPRISE, "list_no": number.to_string()});
            recorded(at(number), "2025-12-01", "cultivation_list.entered", data)
        })
        .collect();
    let ledger = ledger_as_of(NOW, Some("2025-01-01"));
    let (_, rejected) = try_append(&ledger, migrating(), &lines).unwrap();
    assert_eq!(codes(&rejected), [(8_701, "recorded-backwards")]);
}

/// Whatever ends its lines, a file has the lines one sees in it; what is no line of facts comes back with its number.
#[test]
fn a_file_is_read_as_an_editor_shows_it() {
    let good = |number: u32| entered(number).into_bytes();
    let mut bytes = b"\xef\xbb\xbf".to_vec();
    bytes.extend(good(1));
    bytes.extend(b"\r\n\n  \t\n");
    bytes.extend(good(2));
    bytes.extend(b"\n\xff\xfe\n");
    bytes.extend(vec![b'x'; EVENT_BYTES_MAX + 1]);
    bytes.extend(b"\n");
    bytes.extend(vec![b'y'; 3 * EVENT_BYTES_MAX]);
    bytes.extend(b"\r\n");
    bytes.extend(good(3));
    let ledger = begun();
    let (receipt, rejected) = append_file(&ledger, AppendOptions { atomic: false, ..by_clerk() }, &bytes);
    assert_eq!(codes(&rejected), [(5, "not-text"), (6, "line-too-long"), (7, "line-too-long")]);
    let lengths: Vec<usize> = rejected
        .iter()
        .filter_map(|one| if let Fault::LineTooLong { bytes, .. } = one.fault { Some(bytes) } else { None })
        .collect();
    assert_eq!(lengths, [EVENT_BYTES_MAX + 1, 3 * EVENT_BYTES_MAX + 2]);
    assert_eq!((receipt.recorded, own(&ledger)), (3, 3));
    assert_eq!(append_file(&ledger, by_clerk(), b"").0.recorded, 0);
    assert_eq!(append_file(&ledger, by_clerk(), b"\xef\xbb\xbf\n \n").0.recorded, 0);
    assert_eq!(ledger.head(), Position(begun().head().0 + 3));
}

/// A file that another program has saved again gives its lines the ids they had, so none of them is recorded twice.
#[test]
fn a_file_saved_again_is_the_same_file() {
    let ledger = begun();
    let lines: Vec<String> = (1..=3)
        .map(|number| line("2026-02-01", "cultivation_list.entered", json!({"uscc": nth_code(number), "list_no": "N"})))
        .collect();
    let text = format!("{}\n\n{}\n{}", lines[0], lines[1], lines[2]);
    let mut recorded = Vec::new();
    for text in [
        text.clone(),
        format!("{text}\n"),
        format!("{text}\r\n\r\n\n"),
        text.replace('\n', "\r\n"),
        format!("\u{feff}{text}"),
        text.replacen("\n\n", "\n", 1),
    ] {
        let options = AppendOptions { ids: Ids::Of(file(text.as_bytes()).digest().unwrap()), ..by_clerk() };
        let (receipt, rejected) = append_file(&ledger, options, text.as_bytes());
        recorded.push((receipt.recorded, receipt.repeated, rejected.len()));
    }
    let same = (0, 3, 0);
    // Lines in other places are another file; here the documents have names that are taken.
    assert_eq!(recorded, [(3, 0, 0), same, same, same, same, (0, 0, 3)]);
    let plain = file(b"a\nb\n").digest().unwrap();
    assert_eq!(plain, qizhang::value::Digest::of(b"a\nb\n"), "of a plain file it is that of its bytes");
}

/// Of two lines with one id the later is refused, also when it says the same and stands in another part.
#[test]
fn a_line_that_stands_twice_is_told() {
    let mut lines = many();
    // A type without document numbers: nothing but the id tells.
    let data = json!({"uscc": ENTERPRISE, "scale": "above"});
    lines[7] = with_id(7, &line("2026-02-01", "enterprise.scale_changed", data));
    lines[8_600] = lines[7].clone();
    let (receipt, rejected) = try_append(&begun(), by_clerk(), &lines).unwrap();
    assert_eq!((receipt.recorded, codes(&rejected)), (0, vec![(8_601, "id-taken")]));
}
