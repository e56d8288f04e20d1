//! The API described as `OpenAPI` 3.1, from the same tables that answer and the schemas that are published.

use crate::view::schema_of;
use crate::web::api::events::{BATCH, ONE};
use crate::web::api::parameters::{parameter, parameters};
use crate::web::api::routes::{API, ROUTES, alias};
use crate::web::api::turned::Turned;
use crate::web::api::{declared, record, subscribe, suppose};
use crate::web::asked::Asked;
use crate::web::routes::{PAGES, response};
use crate::web::site::Site;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// The schema of an event, and that of a job.
const EVENT: &[&str] = &["cloud-event.v1"];
const JOB: &[&str] = &["job.v1"];
/// What every page takes.
const KEPT: &[&str] = &["on", "known", "read", "lang"];

/// The description, as it is served.
#[expect(clippy::unnecessary_wraps, reason = "it stands in a table with those that may refuse")]
pub(super) fn told(site: &Site, _asked: &Asked) -> Result<Response, Turned> {
    let mut told = openapi();
    if let Some(public) = site.writing().and_then(|writing| writing.public.as_ref())
        && let Some(servers) = told.get_mut("servers").and_then(Value::as_array_mut)
    {
        // Whoever reads it from another machine reaches the ledger by this one.
        servers.insert(0, json!({"url": public.to_string()}));
    }
    let text = serde_json::to_string_pretty(&told).unwrap_or_default();
    Ok(response(StatusCode::OK, "application/json", format!("{text}\n")))
}

/// What answers an address: kind, names of the schemas of which one holds, whether they are of each line or element.
struct Answer {
    kind: &'static str,
    formats: &'static [&'static str],
    shape: Shape,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    One,
    /// An object a line.
    Lines,
    /// A list.
    List,
    /// Text in which the schema is of what follows `data:`.
    Stream,
}

/// The API, described.
pub fn openapi() -> Value {
    let mut paths = Map::new();
    let mut formats: BTreeSet<&'static str> = ["problem.v1", "receipt.v1"].into();
    let aliases = PAGES.iter().filter_map(|page| Some((alias(page)?, page.path, page.takes)));
    let aliases = aliases.map(|(path, page, takes)| (format!("{API}{path}"), page, (KEPT, takes)));
    let own = ROUTES.iter().map(|route| (format!("{API}{}", route.path), route.path, (route.keeps, route.takes)));
    let operations =
        ["/healthz", "/readyz", "/metrics"].map(|path| (path.to_owned(), path, ([].as_slice(), [].as_slice())));
    for (path, name, (keeps, takes)) in aliases.chain(own).chain(operations) {
        let answer = answer_of(&path, name);
        formats.extend(answer.formats);
        let about = says(name);
        let mut operation = json!({
            "summary": summary(about),
            "operationId": operation_id("get", &path),
            "parameters": parameters(&path, (keeps, takes)),
            "responses": {"200": content(&answer), "default": problem()},
        });
        if path.starts_with(API)
            && let Some(object) = operation.as_object_mut()
        {
            object.insert("security".to_owned(), json!([{}, {"token": []}]));
        }
        paths.insert(path, json!({"get": operation}));
    }
    if let Some(events) = paths.get_mut(record::PATH).and_then(Value::as_object_mut) {
        events.insert("post".to_owned(), recording());
    }
    for (path, (method, operation)) in supposing() {
        let own = paths.entry(path).or_insert_with(|| json!({}));
        own.as_object_mut().and_then(|own| own.insert(method.to_owned(), operation));
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "企账 · Qizhang",
            "version": "1",
            "description": "账本的接口，只在本机。说明见 docs/guides/api.zh.md。 The API of a ledger, on its machine alone; docs/guides/api.md explains it.",
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "servers": [{"url": "http://127.0.0.1:7480"}],
        "paths": paths,
        "components": {"schemas": schemas(&formats), "securitySchemes": {"token": {
            "type": "http",
            "scheme": "bearer",
            "description": "qizhang token new 发出的令牌；读取可以不出示，写入必须。 A token of qizhang token new; reading goes without one, writing does not.",
        }}},
    })
}

pub(super) fn summary((zh, en): (&str, &str)) -> String {
    format!("{zh} · {en}")
}

fn operation_id(method: &str, path: &str) -> String {
    let words =
        path.split(['/', '{', '}', '.', '-']).filter(|word| !word.is_empty() && *word != "api" && *word != "v1");
    [method].into_iter().chain(words).collect::<Vec<_>>().join("_")
}

/// What answers an address.
fn answer_of(path: &str, name: &str) -> Answer {
    let answer = |kind, formats, shape| Answer { kind, formats, shape };
    let json = |formats| answer("application/json", formats, Shape::One);
    match name {
        "/events" => answer(BATCH, EVENT, Shape::List),
        "/events/{position}" => answer(ONE, EVENT, Shape::One),
        "/types/{name}/{version}" => answer(declared::SCHEMA, &[], Shape::One),
        "/subscribe" => answer(subscribe::KIND, EVENT, Shape::Stream),
        "/openapi.json" => json(&[]),
        "/types" => answer("application/jsonl", &["event-type.v1"], Shape::Lines),
        "/types/{name}" => json(&["event-type.v1"]),
        "/subjects/{code}" => json(&["position.v1"]),
        "/findings" | "/findings/{number}" => json(&["finding.v1"]),
        "/whatif" => json(&["whatif.v1", "whatif-sweep.v1"]),
        suppose::PATH => answer("application/json", JOB, Shape::List),
        "/whatif/jobs/{number}" => json(JOB),
        "/whatif/jobs/{number}/result" => json(&["whatif.v1", "whatif-sweep.v1"]),
        "/healthz" | "/readyz" => json(&["health.v1"]),
        _ if path.starts_with(API) => json(&["trace.v1"]),
        _ => answer("text/plain", &[], Shape::One),
    }
}

fn content(answer: &Answer) -> Value {
    let named: Vec<Value> = answer.formats.iter().map(|format| reference(format)).collect();
    let of = match &named[..] {
        [] => None,
        [one] => Some(one.clone()),
        several => Some(json!({"anyOf": several})),
    };
    let schema = match (answer.shape, of) {
        (Shape::One, Some(of)) => of,
        (Shape::List, Some(of)) => json!({"type": "array", "items": of}),
        // Each line is one; the whole of it is text.
        (Shape::Lines, Some(of)) => json!({"type": "string", "contentSchema": of}),
        (Shape::Stream, Some(of)) => message(&of),
        (Shape::One, None) if answer.kind.ends_with("json") => json!({"type": "object"}),
        (_, None) => json!({"type": "string"}),
    };
    let mut told = json!({"description": "回答 · The answer", "content": {answer.kind: {"schema": schema}}});
    if let Some(object) = told.as_object_mut().filter(|_| answer.formats == EVENT && answer.shape != Shape::Stream) {
        let head = json!({
            "description": "读到的账本末尾：到此为止没有列出的就没有，写入条件的 after 用它。 How far the ledger was read: what is not listed up to there does not exist; the after of a condition is this.",
            "schema": {"type": "integer", "minimum": 0},
        });
        object.insert("headers".to_owned(), json!({"Qizhang-Head": head}));
    }
    told
}

/// A schema where it stands in the description.
fn reference(format: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{format}")})
}

/// A message of a stream, as whoever reads Server-Sent Events has it in hands.
fn message(event: &Value) -> Value {
    let refused = reference("problem.v1");
    json!({
        "description": "一条消息：data 是一个事件；event 为 refused 时是没有办成的原因，其后不再有消息。 A message: its data is an event, or, where event is refused, why it cannot go on, and it is the last.",
        "type": "object",
        "required": ["data"],
        "properties": {
            "id": {"type": "string", "pattern": "^[0-9]+$"},
            "event": {"enum": ["message", "refused"]},
            "data": {"type": "string", "contentMediaType": "application/json", "contentSchema": {"anyOf": [event, refused]}},
        },
    })
}

fn problem() -> Value {
    json!({
        "description": "没有办成（RFC 9457） · It was not done (RFC 9457)",
        "content": {"application/problem+json": {"schema": reference("problem.v1")}},
    })
}

/// What an address is about.
fn says(name: &str) -> (&'static str, &'static str) {
    match name {
        "/" => ("概况", "The overview"),
        "/search" => ("查找", "Search"),
        "/subjects/{code}" => ("一企一档", "The file of a subject"),
        "/subjects/{code}/statement" => ("对账单", "Its statement of account"),
        "/subjects/{code}/notice" => ("告知单", "A notice for it"),
        "/subjects/{code}/articles/{article}" => ("一条为什么给、为什么不给", "Why a clause gives what it gives"),
        "/payments/{number}" => ("一笔付款", "A payment"),
        "/findings" => ("疑点", "Findings"),
        "/findings/{number}" => ("一处疑点", "One finding"),
        "/never-paid" => ("应享未享", "Eligible, never paid"),
        "/plan" => ("兑现方案", "The plan of a call"),
        "/lapses" => ("即将到期", "What lapses"),
        "/registers" => ("台账", "Registers"),
        "/registers/{name}" => ("一个台账", "One register"),
        "/policies" => ("文件", "Documents"),
        "/policies/readings" => ("口径", "Readings"),
        "/policies/parameters" => ("参数", "Parameters"),
        "/events" => ("事件（CloudEvents 1.0）", "Events (CloudEvents 1.0)"),
        "/events/{position}" => ("一个事件", "One event"),
        "/types" => ("事件类型，一行一个", "Event types, one a line"),
        "/types/{name}" => ("一种事件类型", "One event type"),
        "/types/{name}/{version}" => ("类型的声明（JSON Schema）", "The declaration of a type (JSON Schema)"),
        "/whatif" => ("试算", "What if"),
        suppose::PATH => ("后台试算，最近的在前", "What-ifs behind requests, the newest first"),
        "/whatif/jobs/{number}" => ("一次后台试算走到了哪里", "How far one is"),
        "/whatif/jobs/{number}/result" => ("它的结果", "Its answer"),
        "/subscribe" => ("跟随账本（Server-Sent Events）", "Follow the ledger (Server-Sent Events)"),
        "/openapi.json" => ("本说明", "This description"),
        "/healthz" => ("程序在运行", "The program lives"),
        "/readyz" => ("账本能读取，可写时也能写入", "The ledger can be read and, where it may be written, written"),
        "/metrics" => ("计数（Prometheus）", "What was counted (Prometheus)"),
        _ => ("", ""),
    }
}

/// Recording events.
fn recording() -> Value {
    let line =
        json!({"type": "object", "description": "一行事件，同 qizhang append。 A line as qizhang append takes it."});
    let condition = json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["after", "query"],
        "description": "这些事件在 after 之后都没有发生。 None of these happened after that position.",
        "properties": {
            "after": {"type": "integer", "minimum": 0},
            "query": {"type": "array", "minItems": 1, "items": {
                "type": "object",
                "additionalProperties": false,
                "properties": {
                    "types": {"type": "array", "items": {"type": "string"}},
                    "tags": {"type": "array", "items": {"type": "string"}},
                },
            }},
        },
    });
    let batch = json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["events"],
        "properties": {
            "events": {"type": "array", "minItems": 1, "items": line},
            "condition": {"oneOf": [condition, {"type": "array", "items": condition}]},
        },
    });
    let key = json!({
        "name": "Idempotency-Key",
        "in": "header",
        "required": false,
        "description": "这一批的键，只检查时可不写；重发得到第一次的回答。 The key of this batch, not needed to check only; sent again it gets the first answer.",
        "schema": {"type": "string", "minLength": 1, "maxLength": 130},
    });
    let receipt = json!({"application/json": {"schema": reference("receipt.v1")}});
    json!({
        "summary": summary(("记入事件，全收或全退", "Record events, all or none")),
        "operationId": operation_id("post", record::PATH),
        "parameters": [key, parameter("dry_run", "query"), parameter("lang", "query")],
        "security": [{"token": []}],
        "requestBody": {"required": true, "content": {
            "application/json": {"schema": {"oneOf": [{"type": "array", "minItems": 1, "items": line}, batch]}},
            "application/x-ndjson": {"schema": {"type": "string"}},
        }},
        "responses": {
            "201": {"description": "已记入 · It is recorded", "content": receipt},
            "200": {"description": "只检查了；或早已记入，给出第一次的回答 · It was checked only; or recorded before, and this is the first answer", "content": receipt},
            "default": problem(),
        },
    })
}

/// Beginning a what-if, and stopping one.
fn supposing() -> [(String, (&'static str, Value)); 2] {
    let all = format!("{API}{}", suppose::PATH);
    let stopped = format!("{all}/{{number}}{}", suppose::STOP);
    let job = || json!({"application/json": {"schema": reference("job.v1")}});
    let operation = |(zh, en), path: &str, takes: (&[&str], &[&str]), (status, told): (&str, Value)| {
        json!({
            "summary": summary((zh, en)),
            "operationId": operation_id("post", path),
            "parameters": parameters(path, takes),
            "security": [{}, {"token": []}],
            "responses": {status: told, "default": problem()},
        })
    };
    let location = json!({"Location": {
        "description": "在哪里看它走到了哪里。 Where it is looked at.",
        "schema": {"type": "string"},
    }});
    let accepted = json!({"description": "已开始 · It has begun", "headers": location, "content": job()});
    let told = json!({"description": "在下一遍之前停下 · It stops before its next run", "content": job()});
    let begin = operation(
        ("开始一次后台试算，参数同试算", "Begin a what-if behind the request; what it takes is what a what-if takes"),
        &all,
        (KEPT, &suppose::TAKES),
        ("202", accepted),
    );
    let stop = operation(("停下一次后台试算", "Stop one"), &stopped, (&["lang"], &[]), ("200", told));
    [(all, ("post", begin)), (stopped, ("post", stop))]
}

/// The published schemas. Their references lead to where they stand in the description: not every reader of one knows a schema by its
/// name inside of another document.
fn schemas(formats: &BTreeSet<&'static str>) -> Map<String, Value> {
    let read = |format: &&'static str| {
        let mut schema: Value = serde_json::from_str(schema_of(format)?).ok()?;
        if let Some(object) = schema.as_object_mut() {
            object.remove("$schema");
            object.remove("$id");
        }
        moved(&mut schema, format);
        Some(((*format).to_owned(), schema))
    };
    formats.iter().filter_map(read).collect()
}

/// Leads the references of a schema to its place.
fn moved(part: &mut Value, format: &str) {
    match part {
        Value::Object(members) => {
            if let Some(Value::String(at)) = members.get_mut("$ref")
                && let Some(own) = at.strip_prefix("#/")
            {
                *at = format!("#/components/schemas/{format}/{own}");
            }
            members.values_mut().for_each(|member| moved(member, format));
        }
        Value::Array(elements) => elements.iter_mut().for_each(|element| moved(element, format)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
