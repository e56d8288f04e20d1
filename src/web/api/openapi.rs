//! The API described as `OpenAPI` 3.1, from the same tables that answer and the schemas that are published.

use crate::view::schema_of;
use crate::web::api::events::{BATCH, ONE};
use crate::web::api::routes::{API, ROUTES, alias};
use crate::web::api::turned::Turned;
use crate::web::api::{declared, record, subscribe, suppose};
use crate::web::asked::Asked;
use crate::web::pages::OF_A_FORM;
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
pub(super) fn told(_site: &Site, _asked: &Asked) -> Result<Response, Turned> {
    Ok(response(StatusCode::OK, "application/json", text()))
}

/// The description as text.
fn text() -> String {
    format!("{}\n", serde_json::to_string_pretty(&openapi()).unwrap_or_default())
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

fn summary((zh, en): (&str, &str)) -> String {
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

fn parameters(path: &str, (keeps, takes): (&[&str], &[&str])) -> Vec<Value> {
    let steps = path.split('/').filter_map(|step| step.strip_prefix('{')?.strip_suffix('}'));
    // A register has a name as a type has, and a finding a number as a payment has.
    let told_apart = |name| match (name, path.strip_prefix(API)) {
        ("name", Some("/registers/{name}")) => "register",
        ("number", Some("/findings/{number}")) => "finding",
        ("number", Some(path)) if path.starts_with(suppose::PATH) => "job",
        (name, _) => name,
    };
    let of_path = steps.map(|name| renamed(parameter(told_apart(name), "path"), name));
    let own = takes.iter().filter(|name| path != format!("{API}/whatif") || !OF_A_FORM.contains(name));
    let own = own.chain(keeps).map(|name| parameter(name, "query"));
    let last = (path == format!("{API}/subscribe")).then(|| parameter("Last-Event-ID", "header"));
    of_path.chain(own).chain(last).collect()
}

/// The same under the name that stands in the path.
fn renamed(mut parameter: Value, name: &str) -> Value {
    if let Some(told) = parameter.get_mut("name") {
        *told = json!(name);
    }
    parameter
}

/// What a name means, an example of it, and its schema.
type Means = ((&'static str, &'static str), Value, Value);

/// A text that is not empty.
fn words() -> Value {
    json!({"type": "string", "minLength": 1})
}

/// A step of a path that is a name.
fn step(name: &str) -> Means {
    match name {
        "code" => (("统一社会信用代码或名称", "Code or name of a subject"), json!("91110108551385082Q"), words()),
        "article" => (("条、支持条目或事实年度", "An article, a grant, or a year of facts"), json!("5"), words()),
        "number" => (("付款编号", "Number of a payment"), json!("P-2026-0001"), words()),
        "finding" => (("疑点编号", "Number of a finding"), json!("D05-64c76e818251"), words()),
        "job" => (("后台试算的编号", "Number of a job"), json!(1), json!({"type": "integer", "minimum": 1})),
        "position" => (("序号", "The position"), json!(190), json!({"type": "integer", "minimum": 1})),
        "name" => (("类型的名称", "Name of a type"), json!("payment.made"), words()),
        "register" => (("台账的名称或条", "Name or article of a register"), json!("19"), words()),
        "version" => (("版本", "The version"), json!(1), json!({"type": "integer", "minimum": 1})),
        _ => (("", ""), Value::Null, words()),
    }
}

/// A name of an address: what it means, an example that answers in the ledger of the front page, and its schema.
fn parameter(name: &str, place: &str) -> Value {
    let like = |pattern: &str| json!({"type": "string", "pattern": pattern});
    let number = || json!({"type": "integer", "minimum": 0});
    let yes = || json!({"const": "yes"});
    let (says, example, schema) = match name {
        _ if place == "path" => step(name),
        "version" => (
            (
                "内容按类型的这一版给出，列表要同 type 一起用；那一版说不出的事件以 406 指明",
                "Bodies as this version of the type, for a list with type; an event that it cannot say is named with 406",
            ),
            json!(1),
            json!({"type": "integer", "minimum": 1}),
        ),
        "on" => (
            ("业务日；默认今天", "The business day; today when not given"),
            json!("2026-12-31"),
            json!({"type": "string", "format": "date"}),
        ),
        "known" => (
            ("所知：日、时刻或序号；默认全部", "Knowledge: a day, a moment or a position; everything when not given"),
            json!("2026-12-31"),
            json!({"anyOf": [
                {"type": "string", "format": "date"},
                {"type": "string", "format": "date-time"},
                {"type": "integer", "minimum": 0},
            ]}),
        ),
        "read" => (
            ("只为这次查询改一个口径：R=OPTION", "A reading flipped for this question: R=OPTION"),
            json!("R5.3=year_before_application"),
            like("^[^=]+=.+$"),
        ),
        "lang" => (("语言", "The language"), json!("zh"), json!({"enum": ["zh", "en"]})),
        "q" => (("名称、代码或编号", "A name, a code or a number"), json!("P-2026-0001"), words()),
        "kind" | "type" => (("事件类型", "An event type"), json!("payment.made"), words()),
        "subject" | "of" => (("只看一个主体", "Of one subject"), json!("91110108551385082Q"), words()),
        "tag" => (("标签", "A label"), json!("payment:P-2026-0001"), words()),
        "from" => (("从这个序号起，含", "From this position on, that one included"), json!(190), number()),
        "limit" => (
            ("最多几个，1 至 1000", "At most so many, 1 to 1000"),
            json!(10),
            json!({"type": "integer", "minimum": 1, "maximum": 1000, "default": 100}),
        ),
        "backwards" => (("由新到旧", "The newest first"), json!("yes"), yes()),
        "full" | "all" | "why" | "sensitivity" => (("更全的回答", "A fuller answer"), json!("yes"), yes()),
        "dry_run" => (("只检查，不写入", "Check everything and record nothing"), json!("yes"), yes()),
        "year" => (("年度", "The year"), json!("2026"), like("^[1-9][0-9]{3}$")),
        "rule" => (("检查规则", "A detector"), json!("D05"), words()),
        "within" => (("多少天以内", "Within so many days"), json!("90d"), like("^[0-9]{1,4}[d天日]?$")),
        "policy" => (("政策", "A policy"), json!("changping-2025-8"), words()),
        "only-known" => (
            (
                "试算一边只知道到这一日、时刻或序号",
                "The supposed side knows no more than up to this day, moment or position",
            ),
            json!("150"),
            words(),
        ),
        "afresh" => (
            ("两边都撇开已作的批准、拨付和追回", "On both sides without what was approved, paid and asked back"),
            json!("yes"),
            yes(),
        ),
        "drop" => (("假定没有这个事件", "An event supposed away"), json!("190"), words()),
        "sweep" => (
            ("一个参数取一段值：PATH=5%..20%/1%", "A parameter through a range of values: PATH=5%..20%/1%"),
            Value::Null,
            like("^[^=]+=.+$"),
        ),
        "set" | "path" => (("参数，set 还有值", "A parameter; for set with its value"), Value::Null, words()),
        "Last-Event-ID" => (
            ("收到的最后一个序号，从它之后继续", "The last position received; it goes on behind it"),
            json!(195),
            number(),
        ),
        _ => (("", ""), Value::Null, words()),
    };
    let mut told =
        json!({"name": name, "in": place, "required": place == "path", "description": summary(says), "schema": schema});
    if let Some(object) = told.as_object_mut().filter(|_| !example.is_null()) {
        object.insert("example".to_owned(), example);
    }
    told
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
