//! The description of the API: what is committed is what the program says, every address in it answers, and each answer is as described.

use super::client::Reply;
use super::{Open, client};
use crate::cli::{Office, reviewed};
use serde_json::{Value, json};

#[test]
fn what_is_committed_is_what_the_program_says() {
    let text = serde_json::to_string_pretty(&qizhang::web::openapi()).unwrap();
    reviewed("docs/openapi.json", &format!("{text}\n"));
    let office = Office::with_story();
    assert_eq!(Open::of(&office).get("/api/v1/openapi.json").text, format!("{text}\n"));
}

/// The parts of a description that stand at their names.
fn resolved(api: &Value) -> Value {
    let mut schema = json!({"$schema": "https://json-schema.org/draft/2020-12/schema"});
    schema["components"] = api["components"].clone();
    schema
}

/// Whether a value is as a schema of the description says.
fn fits(api: &Value, schema: &Value, value: &Value, which: &str) {
    let mut whole = resolved(api);
    whole["allOf"] = json!([schema]);
    let validator = jsonschema::validator_for(&whole).unwrap_or_else(|error| panic!("{which}: {error}"));
    let faults: Vec<String> = validator.iter_errors(value).map(|fault| fault.to_string()).take(3).collect();
    assert!(faults.is_empty(), "{which}: {faults:?}");
    if schema["$ref"].is_string() {
        assert!(!validator.is_valid(&json!({"stranger": 1})), "{which}: the schema is found");
    }
}

fn escaped(value: &Value) -> String {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    text.bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

/// An address with its examples put in.
fn address(path: &str, operation: &Value) -> String {
    let (mut path_told, mut query) = (path.to_owned(), Vec::new());
    for parameter in operation["parameters"].as_array().unwrap() {
        let name = parameter["name"].as_str().unwrap();
        let example = match (path, name) {
            // Of a what-if one event is supposed away and nothing else; of lists, all of it at once would narrow them to nothing.
            (_, "read")
            | ("/api/v1/whatif", "set" | "sweep" | "only-known" | "afresh" | "all" | "why" | "sensitivity")
            | ("/api/v1/lapses" | "/api/v1/findings" | "/api/v1/findings/{number}", "known" | "rule") => Value::Null,
            (_, "known") => json!(196),
            _ => parameter["example"].clone(),
        };
        match parameter["in"].as_str().unwrap() {
            "path" => path_told = path_told.replace(&format!("{{{name}}}"), &escaped(&example)),
            "query" if !example.is_null() => query.push(format!("{name}={}", escaped(&example))),
            _ => {}
        }
    }
    if query.is_empty() { path_told } else { format!("{path_told}?{}", query.join("&")) }
}

/// The first piece of an answer that goes on.
fn begun(open: &Open, path: &str) -> Reply {
    use std::io::{Read, Write};
    let mut stream = std::net::TcpStream::connect(open.address).unwrap();
    stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", open.address).as_bytes()).unwrap();
    let mut whole = Vec::new();
    while !String::from_utf8_lossy(&whole).contains("\ndata: {") || !whole.ends_with(b"\n\n\r\n") {
        let mut piece = [0_u8; 4096];
        let read = stream.read(&mut piece).unwrap();
        whole.extend_from_slice(&piece[..read]);
    }
    Reply::read(&whole)
}

#[test]
fn every_address_answers_as_described() {
    let office = Office::with_story();
    let open = Open::of(&office);
    let api: Value = serde_json::from_str(&open.get("/api/v1/openapi.json").text).unwrap();
    // One job is there to be asked about.
    super::jobs::ended(&open, &super::jobs::begun(&open, "drop=190"));
    let mut asked = 0;
    for (path, operations) in api["paths"].as_object().unwrap() {
        let operation = &operations["get"];
        // What only begins or stops something is asked elsewhere.
        if operation.is_null() {
            continue;
        }
        let address = address(path, operation);
        let content = operation["responses"]["200"]["content"].as_object().unwrap();
        let (kind, media) = content.iter().next().unwrap();
        let streams = kind == "text/event-stream";
        let reply = if streams { begun(&open, &address) } else { open.get(&address) };
        assert_eq!(reply.status, 200, "{address}: {}", reply.text);
        assert_eq!(
            reply.header("content-type").and_then(|told| told.split(';').next()),
            Some(kind.as_str()),
            "{address}"
        );
        let schema = &media["schema"];
        let data = &schema["properties"]["data"];
        let each = if streams { &data["contentSchema"] } else { &schema["contentSchema"] };
        if kind.ends_with("json") {
            fits(&api, schema, &serde_json::from_str(&reply.text).unwrap(), &address);
        } else if each.is_object() {
            let lines = reply.text.lines().map(|line| line.strip_prefix("data: ").unwrap_or(line));
            let objects: Vec<Value> =
                lines.filter(|line| line.starts_with('{')).map(|line| serde_json::from_str(line).unwrap()).collect();
            assert!(!objects.is_empty(), "{address}");
            for object in &objects {
                fits(&api, each, object, &address);
            }
        }
        asked += 1;
        // What is refused is as described as well.
        if path.starts_with("/api/") {
            let wrong = open.get(&format!("{}?stranger=1", address.split('?').next().unwrap_or_default()));
            let problem = &operation["responses"]["default"]["content"]["application/problem+json"]["schema"];
            assert_eq!(wrong.status, 400, "{address}");
            fits(&api, problem, &serde_json::from_str(&wrong.text).unwrap(), &address);
            // A program names only what it means: an empty variable is not the same as none.
            for empty in ["lang=", "on=", "known=%20"] {
                let wrong = open.get(&format!("{}?{empty}", address.split('?').next().unwrap_or_default()));
                assert_eq!(wrong.status, 400, "{address} {empty}: {}", wrong.text);
            }
        }
    }
    assert!(asked >= 31, "{asked}");
}

/// The addresses of the description are those that the program has: each page, and nothing that is not there.
#[test]
fn the_one_way_in_answers_as_described() {
    let office = Office::with_story();
    let open = Open::written(&office);
    let api = qizhang::web::openapi();
    let post = &api["paths"]["/api/v1/events"]["post"];
    let token = open.token(&[qizhang::access::Scope::Append]);
    let body = json!({"events": [{
        "type": "enterprise.renamed", "occurred_on": "2026-06-01",
        "data": {"uscc": super::SUBJECT, "old_name": "北京示例科技有限公司", "new_name": "北京甲有限公司"},
    }], "condition": {"after": 196, "query": [{"types": ["payment.made"], "tags": []}]}});
    fits(&api, &post["requestBody"]["content"]["application/json"]["schema"], &body, "the body");
    let bearer = format!("Bearer {token}");
    let headers = [("Authorization", &*bearer), ("Content-Type", "application/json"), ("Idempotency-Key", "k")];
    for (path, headers, status) in [
        ("/api/v1/events?dry_run=yes", &headers[..2], 200),
        ("/api/v1/events", &headers[..], 201),
        ("/api/v1/events", &headers[..], 200),
        ("/api/v1/events", &headers[..2], 400),
    ] {
        let reply = open.post(path, headers, &body.to_string());
        assert_eq!(reply.status, status, "{}", reply.text);
        let (name, kind) = if status < 300 {
            (status.to_string(), "application/json")
        } else {
            ("default".to_owned(), "application/problem+json")
        };
        let schema = &post["responses"][name]["content"][kind]["schema"];
        fits(&api, schema, &serde_json::from_str(&reply.text).unwrap(), "the answer");
    }
    let put = client::ask(
        open.address,
        &format!("PUT /api/v1/events HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", open.address),
    );
    assert_eq!((put.status, put.header("allow")), (405, Some("GET, HEAD, POST")));
}
