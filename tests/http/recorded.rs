//! Events that a program sends: who may, what is taken, what is refused, and what is written down about it.

use super::client::Reply;
use super::{ON, Open, PAYMENT, SUBJECT, moment};
use crate::cli::{Office, keeps};
use qizhang::access::{Entry, Outcome, Scope};
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};

const EVENTS: &str = "/api/v1/events";

fn renamed(name: &str) -> Value {
    json!({
        "type": "enterprise.renamed", "occurred_on": "2026-06-01",
        "data": {"uscc": SUBJECT, "old_name": "北京示例科技有限公司", "new_name": name},
    })
}

fn read(reply: &Reply) -> Value {
    serde_json::from_str(&reply.text).unwrap_or_else(|error| panic!("{error}: {}", reply.text))
}

/// A program with a token, and a key for the next batch.
struct Program<'o> {
    open: &'o Open,
    bearer: String,
}

impl<'o> Program<'o> {
    fn of(open: &'o Open, scopes: &[Scope]) -> Self {
        Self { open, bearer: format!("Bearer {}", open.token(scopes)) }
    }

    fn sends(&self, key: &str, body: &Value) -> Reply {
        self.sends_as("application/json", key, &body.to_string())
    }

    fn sends_as(&self, kind: &str, key: &str, body: &str) -> Reply {
        let headers = [("Authorization", &*self.bearer), ("Content-Type", kind), ("Idempotency-Key", key)];
        self.open.post(EVENTS, &headers, body)
    }
}

/// A refusal with its status and code, as a problem document in both languages.
fn refused(reply: &Reply, status: u16, code: &str) -> Value {
    let told = read(reply);
    assert_eq!((reply.status, &told["code"]), (status, &code.into()), "{}", reply.text);
    assert_eq!(reply.header("content-type"), Some("application/problem+json"), "{code}");
    keeps(&told, "problem.v1");
    told
}

fn head(open: &Open) -> Value {
    read(&open.get("/readyz"))["head"].clone()
}

#[test]
fn nothing_is_taken_where_the_program_was_begun_to_be_read() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let program = Program::of(&open, &[Scope::Append]);
    let reply = program.sends("k", &json!([renamed("甲")]));
    let told = refused(&reply, 405, "writing-not-enabled");
    assert_eq!(reply.header("allow"), Some("GET, HEAD"));
    assert!(told["remedy"]["en"].as_str().unwrap().contains("--write"), "{told}");
    assert_eq!(open.post("/api/v1/subjects", &[], "").status, 405, "nowhere else is anything taken");
}

#[test]
fn what_is_sent_is_recorded_and_stands_on_the_next_page() {
    let office = Office::with_story();
    let open = Open::written(&office);
    assert!(!open.page(&format!("/subjects/{SUBJECT}?{ON}")).contains("北京甲有限公司"));
    let program = Program::of(&open, &[Scope::Append]);
    let reply = program.sends("\"one\"", &json!([renamed("北京甲有限公司"), renamed("北京乙有限公司")]));
    assert_eq!((reply.status, reply.header("location")), (201, Some("/api/v1/events/197")), "{}", reply.text);
    let told = read(&reply);
    keeps(&told, "receipt.v1");
    assert_eq!(
        (&told["recorded"], &told["first"], &told["last"], &told["head"]),
        (&2.into(), &197.into(), &198.into(), &198.into())
    );
    assert!(told["checkpoint"].as_str().unwrap().contains("\n198\n"), "it is signed: {told}");
    assert!(open.page(&format!("/subjects/{SUBJECT}?{ON}")).contains("北京乙有限公司"));
    let event = read(&open.get("/api/v1/events/197"));
    assert_eq!((&event["recordedby"], &event["data"]["new_name"]), (&"hr-system".into(), &"北京甲有限公司".into()));
    let busy = office.run(&["append", &office.write("x.jsonl", renamed("丙").to_string()), "--clock-is-right"]);
    assert_eq!(busy.code, Some(6), "one process writes: {}", busy.talk);
    drop(open);
    let verified = office.run(&["verify"]);
    assert_eq!(verified.code, Some(0), "{}", verified.talk);
}

#[test]
fn a_retry_gets_its_first_answer_and_a_key_stands_for_one_content() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let program = Program::of(&open, &[Scope::Append]);
    let body = json!([renamed("北京甲有限公司"), renamed("北京乙有限公司")]);
    let first = program.sends("\"one\"", &body);
    program.sends("two", &json!([renamed("北京丙有限公司")]));
    for key in ["\"one\"", "one"] {
        let again = program.sends(key, &body);
        assert_eq!((again.status, &again.text), (200, &first.text), "the first answer, to the byte");
        assert_eq!((again.header("idempotency-replayed"), first.header("idempotency-replayed")), (Some("true"), None));
    }
    for other in [json!([renamed("北京丁有限公司")]), json!([renamed("北京甲有限公司")])] {
        refused(&program.sends("one", &other), 422, "idempotency-key-reused");
    }
    // Somebody else may use the same word.
    let until = moment().day().next();
    let theirs = open.desk.issue(("other", &[Scope::Append], until), moment(), "clerk").unwrap();
    let theirs = Program { open: &open, bearer: format!("Bearer {}", theirs.secret.told()) };
    assert_eq!(theirs.sends("one", &json!([renamed("北京戊有限公司")])).status, 201);
    assert_eq!(head(&open), 200);
    // What was recorded without being written down, as by a loss of power, is known by the ids that follow from the key.
    std::fs::remove_dir_all(open.desk.path()).unwrap();
    let program = Program::of(&open, &[Scope::Append]);
    let told = read(&program.sends("one", &body));
    let before = read(&first);
    for name in ["recorded", "repeated", "first", "last", "head", "root"] {
        assert_eq!(told[name], before[name], "{name}");
    }
    std::fs::remove_dir_all(open.desk.path()).unwrap();
    let program = Program::of(&open, &[Scope::Append]);
    let other = refused(&program.sends("one", &json!([renamed("北京己有限公司")])), 422, "id-taken");
    assert_eq!(other["lines"][0]["line"], 1);
    assert_eq!(head(&open), 200, "nothing was recorded twice");
}

#[test]
fn a_condition_that_does_not_hold_names_what_happened() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let program = Program::of(&open, &[Scope::Append]);
    let with = |name: &str, after: u64, query: Value| json!({"events": [renamed(name)], "condition": {"after": after, "query": query}});
    let renames = json!([{"types": ["enterprise.renamed"], "tags": [format!("enterprise:{SUBJECT}")]}]);
    let body = with("北京甲有限公司", 196, renames.clone());
    assert_eq!(program.sends("1", &body).status, 201);
    assert_eq!(program.sends("1", &body).status, 200, "a retry is not held against what it did itself");
    let told = refused(&program.sends("2", &with("北京乙有限公司", 196, renames.clone())), 412, "conflict");
    assert_eq!(told["events"], json!([197]));
    assert_eq!(program.sends("3", &with("北京乙有限公司", 197, renames.clone())).status, 201);
    // Of several conditions each has a boundary of its own; items are OR-ed, tags AND-ed.
    let payments = json!([{"types": ["payment.made"]}, {"tags": [format!("payment:{PAYMENT}")]}]);
    let two = json!({"events": [renamed("北京丙有限公司")], "condition": [{"after": 198, "query": renames}, {"after": 0, "query": payments}]});
    let told = refused(&program.sends("4", &two), 412, "conflict");
    assert_eq!(told["events"], json!([195]));
    let foreign = json!([{"types": ["enterprise.renamed"], "tags": ["enterprise:91110000802100433B"]}]);
    assert_eq!(program.sends("5", &with("北京丙有限公司", 0, foreign)).status, 201);
    // Trying it asks the same.
    let reply = open.post(
        "/api/v1/events?dry_run=yes",
        &[("Authorization", &program.bearer), ("Content-Type", "application/json")],
        &with("北京丁有限公司", 197, json!([{}])).to_string(),
    );
    assert_eq!(refused(&reply, 412, "conflict")["events"], json!([198, 199]));
    // What would stop nothing was meant otherwise.
    for (after, query, status, code) in [
        (0, json!([]), 400, "condition-not-understood"),
        (0, json!([{"types": ["enterprise.renamd"]}]), 404, "no-such-type"),
        (0, json!([{"tags": ["enterprise"]}]), 400, "condition-not-understood"),
        // What no event can carry would guard nothing.
        (0, json!([{"tags": ["bogus:1"]}]), 400, "condition-not-understood"),
        (0, json!([{"tags": ["enterprise:91110108551385082q"]}]), 400, "condition-not-understood"),
        (0, json!([{"tags": ["enterprise: 91110108551385082Q"]}]), 400, "condition-not-understood"),
        (0, json!([{"tags": ["payment: P-1"]}]), 400, "condition-not-understood"),
        (900, json!([{}]), 400, "beyond-head"),
        (0, json!([{"type": ["payment.made"]}]), 400, "body-not-understood"),
    ] {
        refused(&program.sends("6", &with("北京丁有限公司", after, query)), status, code);
    }
    assert_eq!(head(&open), 199);
}

#[test]
fn of_several_who_decided_on_the_same_one_is_admitted() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let program = Program::of(&open, &[Scope::Append]);
    let query = json!([{"types": ["enterprise.renamed"]}]);
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let each = |number: usize| {
            let body = json!({"events": [renamed(&format!("北京{number}号有限公司"))], "condition": {"after": 196, "query": query}});
            program.sends(&number.to_string(), &body).status
        };
        let all: Vec<_> = (0..4).map(|number| scope.spawn(move || each(number))).collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let admitted = statuses.iter().filter(|status| **status == 201).count();
    let stopped = statuses.iter().filter(|status| **status == 412).count();
    assert_eq!((admitted, stopped, head(&open)), (1, 3, 197.into()), "{statuses:?}");
}

#[test]
fn all_is_recorded_or_nothing_and_each_line_says_why() {
    let office = Office::with_story();
    let second = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/examples/second-payment.jsonl");
    let known = office.run(&["append", second, "--clock-is-right", "--json"]).data;
    let known: Value = serde_json::from_str(&known).unwrap();
    let second = std::fs::read_to_string(second).unwrap();
    let open = Open::written(&office);
    let program = Program::of(&open, &[Scope::Append]);
    let mut bad = renamed("北京乙有限公司");
    bad["data"]["uscc"] = json!("91110108551385028Q");
    let unknown = json!({"type": "enterprise.renamd", "data": {}});
    let told = refused(&program.sends("1", &json!([renamed("北京甲有限公司"), bad, unknown])), 422, "bad-uscc");
    let lines: Vec<(u64, &str, &str)> = told["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| (line["line"].as_u64().unwrap(), line["field"].as_str().unwrap(), line["code"].as_str().unwrap()))
        .collect();
    assert_eq!(lines, [(2, "data.uscc", "bad-uscc"), (3, "type", "unknown-type")]);
    assert_eq!((&told["place"]["line"], &told["place"]["field"]), (&2.into(), &"data.uscc".into()));
    // The key was not used up by what was refused.
    assert_eq!(program.sends("1", &json!([renamed("北京甲有限公司")])).status, 201);
    // Who records is the token's: another name is refused, the same one says nothing new.
    let mut signed = renamed("北京丙有限公司");
    signed["recorded_by"] = json!("somebody");
    let told = refused(&program.sends("2", &json!([signed])), 422, "recorded-not-kept");
    assert_eq!(told["place"]["field"], "recorded_by");
    signed["recorded_by"] = json!("hr-system");
    assert_eq!(program.sends("2", &json!([signed])).status, 201);
    // The guards ask as they ask everybody.
    let reply = program.sends_as("application/x-ndjson", "3", &second);
    refused(&reply, 422, known["refused"][0]["complaint"]["code"].as_str().unwrap());
    assert_eq!(head(&open), 198);
}

#[test]
fn lines_are_taken_too_and_a_trial_records_nothing() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let program = Program::of(&open, &[Scope::Append]);
    let lines = format!("{}\n\n{}\n", renamed("北京甲有限公司"), renamed("北京乙有限公司"));
    let trial = open.post(
        "/api/v1/events?dry_run=yes",
        &[("Authorization", &program.bearer), ("Content-Type", "application/x-ndjson; charset=utf-8")],
        &lines,
    );
    let told = read(&trial);
    assert_eq!((trial.status, &told["dry_run"], &told["recorded"]), (200, &true.into(), &2.into()), "{told}");
    assert_eq!(head(&open), 196);
    assert_eq!(program.sends_as("application/jsonl", "1", &lines).status, 201);
    let text = format!("{}\n\n{{\"type\":1}}\n", renamed("北京丙有限公司"));
    let told = refused(&program.sends_as("application/x-ndjson", "2", &text), 422, "wrong-type");
    assert_eq!(told["lines"][0]["line"], 3, "lines are counted as they stand");
}

/// A request that is refused: its headers, its body, the status and the code.
type Row = (Vec<(&'static str, String)>, String, u16, &'static str);

const NEVER: &str = "北京不该记入有限公司";

fn bearer(token: &str) -> String {
    format!("Bearer {token}")
}

/// The headers of a request that would be taken, with a token.
fn full(token: &str) -> Vec<(&'static str, String)> {
    let others = [("Content-Type", "application/json"), ("Idempotency-Key", "k")];
    let others = others.into_iter().map(|(name, value)| (name, value.to_owned()));
    [("Authorization", bearer(token))].into_iter().chain(others).collect()
}

/// Requests of those who may not.
fn forbidden(open: &Open, append: &str) -> Vec<Row> {
    let (look, revoked) = (open.token(&[Scope::Read]), open.token(&[Scope::Append]));
    let id = open.desk.standing().unwrap().tokens.last().unwrap().id.to_string();
    open.desk.revoke(&id, moment(), "clerk").unwrap();
    let before = qizhang::value::Instant::parse("2026-12-01T09:00:00.000+08:00").unwrap();
    let over = open.desk.issue(("old", &[Scope::Append], before.day()), before, "clerk").unwrap();
    let body = || json!([renamed(NEVER)]).to_string();
    let none = full(append).split_off(1);
    let with = |name: &'static str, value: String| full(append).into_iter().chain([(name, value)]).collect();
    let basic = none.iter().cloned().chain([("Authorization", format!("Basic {append}"))]).collect();
    vec![
        (none, body(), 401, "token-missing"),
        (full("qz_x"), body(), 401, "token-unknown"),
        (full(&look), body(), 403, "token-not-for-this"),
        (full(&revoked), body(), 401, "token-revoked"),
        (full(over.secret.told()), body(), 401, "token-expired"),
        (basic, body(), 401, "token-unknown"),
        (with("Authorization", bearer(append)), body(), 401, "token-unknown"),
        (with("Origin", "http://evil.example".to_owned()), body(), 403, "write-from-browser"),
        (with("Origin", format!("http://{}", open.address)), body(), 403, "write-from-browser"),
    ]
}

/// Requests that are no batch.
fn unfit(append: &str) -> Vec<Row> {
    let body = || json!([renamed(NEVER)]).to_string();
    let without = |name: &str| full(append).into_iter().filter(|(own, _)| *own != name).collect::<Vec<_>>();
    let with = |name: &'static str, value: &str| without(name).into_iter().chain([(name, value.to_owned())]).collect();
    let of = |body: &str, status, code| (full(append), body.to_owned(), status, code);
    vec![
        (without("Content-Type"), body(), 415, "media-type"),
        (with("Content-Type", "text/plain"), body(), 415, "media-type"),
        (with("Content-Type", "application/json; charset=gbk"), body(), 415, "media-type"),
        (with("Content-Encoding", "gzip"), body(), 415, "media-type"),
        (without("Idempotency-Key"), body(), 400, "idempotency-key"),
        (with("Idempotency-Key", "a b"), body(), 400, "idempotency-key"),
        (with("Idempotency-Key", &"x".repeat(129)), body(), 400, "idempotency-key"),
        of("[", 400, "body-not-understood"),
        of("{\"event\": []}", 400, "body-not-understood"),
        of("", 400, "body-not-understood"),
        of("[]", 400, "no-events"),
        of(&json!(vec![renamed(NEVER); 1001]).to_string(), 413, "too-many-events"),
        of(&" ".repeat((4 << 20) + 1), 413, "body-too-large"),
    ]
}

/// What is written down: a code or another outcome for each request, with who it was.
fn noted(open: &Open) -> Vec<(String, Option<String>)> {
    let mut found = Vec::new();
    let mut visit = |_, entry| {
        if let Entry::Wrote(write) = entry {
            assert_eq!(&*write.route, "POST /api/v1/events");
            let shown = matches!(&write.outcome, Outcome::Refused { code } if ["token-revoked", "token-expired", "token-not-for-this"].contains(&&**code));
            assert!(!shown || write.token.is_some(), "a token that is known and does not count is named");
            let outcome = match &write.outcome {
                Outcome::Refused { code } => code.to_string(),
                other => other.name().to_owned(),
            };
            found.push((outcome, write.actor.map(|actor| actor.to_string())));
        }
        true
    };
    open.desk.entries(&mut visit).unwrap();
    found
}

#[test]
fn who_may_not_and_what_is_not_taken_is_refused_and_written_down() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let append = open.token(&[Scope::Append]);
    let rows: Vec<Row> = forbidden(&open, &append).into_iter().chain(unfit(&append)).collect();
    for (headers, body, status, code) in &rows {
        let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let reply = open.post(EVENTS, &headers, body);
        let told = refused(&reply, *status, code);
        let challenged = [401, 403].contains(status) && *code != "write-from-browser";
        assert_eq!(reply.header("www-authenticate").is_some(), challenged, "{code}");
        assert!(!told.to_string().contains(&append), "no token is told back");
    }
    assert_eq!(head(&open), 196, "nothing of it was recorded");
    let noted = noted(&open);
    let codes: Vec<&str> = noted.iter().map(|(code, _)| code.as_str()).collect();
    assert_eq!(codes, rows.iter().map(|(.., code)| *code).collect::<Vec<_>>());
    assert_eq!((&noted[0].1, noted.last().unwrap().1.as_deref()), (&None, Some("hr-system")));
    let log = open.desk.path().join("log").read_dir().unwrap().flatten();
    let raw: Vec<u8> = log.flat_map(|entry| std::fs::read(entry.path()).unwrap()).collect();
    let has = |text: &str| raw.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(has("body-too-large") && !has(NEVER) && !has(&append), "what was sent stands nowhere");
}

#[test]
fn what_is_named_and_left_empty_is_no_order() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let headers = full(&open.token(&[Scope::Append]));
    let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
    for query in ["dry_run=", "dry_run", "dry_run=%20", "dry_run=yes&lang="] {
        let told = refused(
            &open.post(&format!("{EVENTS}?{query}"), &headers, &json!([renamed(NEVER)]).to_string()),
            400,
            "parameter-not-understood",
        );
        let name = query.rsplit('&').next().unwrap().split('=').next().unwrap();
        assert_eq!(told["place"]["field"], name, "{query}");
    }
    assert_eq!(head(&open), 196, "a trial that was meant records nothing");
    for path in ["/api/v1/events?subject=", "/api/v1/events?backwards", "/api/v1/subscribe?from="] {
        refused(&open.get(path), 400, "parameter-not-understood");
    }
}

#[test]
fn an_event_with_an_id_of_its_own_is_new_once() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let program = Program::of(&open, &[Scope::Append]);
    let mut own = renamed("北京甲有限公司");
    own["id"] = "018f0000-0000-7000-8000-00000000abcd".into();
    let counts = |reply: &Reply| (reply.status, read(reply)["recorded"].clone(), read(reply)["repeated"].clone());
    assert_eq!(counts(&program.sends("1", &json!([own]))), (201, 1.into(), 0.into()));
    assert_eq!(
        counts(&program.sends("2", &json!([own]))),
        (200, 0.into(), 1.into()),
        "under another key it is there already"
    );
    assert_eq!(
        counts(&program.sends("1", &json!([own]))),
        (200, 1.into(), 0.into()),
        "under the same key it is the first answer"
    );
    assert_eq!(head(&open), 197);
}

/// A connection on which the head of a request came, and a part of its body.
fn begun(open: &Open, program: &Program<'_>, body: &str, length: usize) -> TcpStream {
    let mut stream = TcpStream::connect(open.address).unwrap();
    let (host, bearer) = (open.address, &program.bearer);
    let head = format!(
        "POST {EVENTS} HTTP/1.1\r\nHost: {host}\r\nAuthorization: {bearer}\r\nContent-Type: application/json\r\nIdempotency-Key: slow\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream
}

#[test]
fn slow_bodies_keep_nobody_from_his_turn_and_a_broken_one_is_told() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let program = Program::of(&open, &[Scope::Append]);
    let slow: Vec<TcpStream> = (0..12).map(|_| begun(&open, &program, "[", 4000)).collect();
    let reply = program.sends("k", &json!([renamed("北京甲有限公司")]));
    assert_eq!(reply.status, 201, "{}", reply.text);
    drop(slow);
    let mut broken = begun(&open, &program, "[", 50);
    broken.shutdown(Shutdown::Write).unwrap();
    let mut answer = String::new();
    broken.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 408 ") && answer.contains("body-not-whole"), "{answer}");
}

/// What a head says is enough: nobody waits for a body that is not taken, which would be told 408 in the end.
#[test]
fn a_body_that_is_too_large_is_refused_before_it_is_read() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let program = Program::of(&open, &[Scope::Append]);
    let mut large = begun(&open, &program, "[", usize::MAX / 4);
    let mut answer = String::new();
    large.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 413 ") && answer.contains("body-too-large"), "{answer}");
}

/// The words of a command say the same of what was written.
#[test]
fn the_record_of_writing_is_shown() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let program = Program::of(&open, &[Scope::Append]);
    program.sends("1", &json!([renamed("北京甲有限公司")]));
    program.sends("1", &json!([renamed("北京甲有限公司")]));
    program.sends("1", &json!([renamed("北京乙有限公司")]));
    let told: Value = serde_json::from_str(&office.done(&["token", "log", "--json"])).unwrap();
    keeps(&told, "access.v1");
    let outcomes: Vec<&Value> = told["writes"].as_array().unwrap().iter().map(|write| &write["outcome"]).collect();
    assert_eq!(outcomes, ["recorded", "repeated", "refused"]);
    assert_eq!(
        (&told["writes"][0]["first"], &told["writes"][2]["code"]),
        (&197.into(), &"idempotency-key-reused".into())
    );
    let english = office.done(&["token", "log", "--lang", "en", "--limit", "1"]);
    assert!(english.contains("refused: idempotency-key-reused") && english.lines().count() == 1, "{english}");
    assert!(office.done(&["token", "log"]).contains("记入 1 条 #197–#197"));
}
