//! What the parameters of an address mean, for the description of the API.

use crate::web::api::openapi::summary;
use crate::web::api::routes::API;
use crate::web::api::suppose;
use crate::web::examples;
use crate::web::pages::OF_A_FORM;
use serde_json::{Value, json};

pub(super) fn parameters(path: &str, (keeps, takes): (&[&str], &[&str])) -> Vec<Value> {
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

/// What a name means, and its schema.
type Means = ((&'static str, &'static str), Value);

/// A text that is not empty.
fn words() -> Value {
    json!({"type": "string", "minLength": 1})
}

/// A step of a path that is a name.
fn step(name: &str) -> Means {
    match name {
        "code" => (("统一社会信用代码或名称", "Code or name of a subject"), words()),
        "article" => (("条、支持条目或事实年度", "An article, a grant, or a year of facts"), words()),
        "number" => (("付款编号", "Number of a payment"), words()),
        "finding" => (("疑点编号", "Number of a finding"), words()),
        "job" => (("后台试算的编号", "Number of a job"), json!({"type": "integer", "minimum": 1})),
        "position" => (("序号", "The position"), json!({"type": "integer", "minimum": 1})),
        "name" => (("类型的名称", "Name of a type"), words()),
        "register" => (("台账的名称或条", "Name or article of a register"), words()),
        "version" => (("版本", "The version"), json!({"type": "integer", "minimum": 1})),
        _ => (("", ""), words()),
    }
}

/// A name of an address: what it means, an example that answers in the ledger of the front page, and its schema.
pub(super) fn parameter(name: &str, place: &str) -> Value {
    let like = |pattern: &str| json!({"type": "string", "pattern": pattern});
    let number = || json!({"type": "integer", "minimum": 0});
    let yes = || json!({"const": "yes"});
    let (says, schema) = match name {
        _ if place == "path" => step(name),
        "version" => (
            (
                "内容按类型的这一版给出，列表要同 type 一起用；那一版说不出的事件以 406 指明",
                "Bodies as this version of the type, for a list with type; an event that it cannot say is named with 406",
            ),
            json!({"type": "integer", "minimum": 1}),
        ),
        "on" => (
            ("业务日；默认今天", "The business day; today when not given"),
            json!({"type": "string", "format": "date"}),
        ),
        "known" => (
            ("所知：日、时刻或序号；默认全部", "Knowledge: a day, a moment or a position; everything when not given"),
            json!({"anyOf": [
                {"type": "string", "format": "date"},
                {"type": "string", "format": "date-time"},
                {"type": "integer", "minimum": 0},
            ]}),
        ),
        "read" => {
            (("只为这次查询改一个口径：R=OPTION", "A reading flipped for this question: R=OPTION"), like("^[^=]+=.+$"))
        }
        "lang" => (("语言", "The language"), json!({"enum": ["zh", "en"]})),
        "q" => (("名称、代码或编号", "A name, a code or a number"), words()),
        "kind" | "type" => (("事件类型", "An event type"), words()),
        "subject" | "of" => (("只看一个主体", "Of one subject"), words()),
        "tag" => (("标签", "A label"), words()),
        "by" => (("只看这个人记录的", "Recorded by this person"), words()),
        "since" | "until" => of_days(name),
        "from" => (("从这个序号起，含", "From this position on, that one included"), number()),
        "limit" => (
            ("最多几个，1 至 1000", "At most so many, 1 to 1000"),
            json!({"type": "integer", "minimum": 1, "maximum": 1000, "default": 100}),
        ),
        "backwards" => (("由新到旧", "The newest first"), yes()),
        "full" | "all" | "why" | "sensitivity" => (("更全的回答", "A fuller answer"), yes()),
        "dry_run" => (("只检查，不写入", "Check everything and record nothing"), yes()),
        "year" => (("年度", "The year"), like("^[1-9][0-9]{3}$")),
        "rule" => (("检查规则", "A detector"), words()),
        "within" => (("多少天以内", "Within so many days"), like("^[0-9]{1,4}[d天日]?$")),
        "policy" => (("政策", "A policy"), words()),
        "Last-Event-ID" => {
            (("收到的最后一个序号，从它之后继续", "The last position received; it goes on behind it"), number())
        }
        other => of_a_run(other),
    };
    let mut told =
        json!({"name": name, "in": place, "required": place == "path", "description": summary(says), "schema": schema});
    let example =
        if place == "path" { examples::step(name) } else { examples::example(name).and_then(|own| own.asked) };
    let number = told.pointer("/schema/type").is_some_and(|kind| kind == "integer");
    if let Some((object, example)) = told.as_object_mut().zip(example) {
        let whole = example.parse::<u64>().ok().filter(|_| number);
        object.insert("example".to_owned(), whole.map_or_else(|| json!(example), |whole| json!(whole)));
    }
    told
}

/// The days between which something happened.
fn of_days(name: &str) -> Means {
    let says = match name {
        "since" => ("这一日起发生的，含", "Happened on this day or later"),
        _ => ("到这一日为止发生的，含", "Happened on this day or earlier"),
    };
    (says, json!({"type": "string", "format": "date"}))
}

/// The same of what is supposed.
fn of_a_run(name: &str) -> Means {
    match name {
        "only-known" => (
            (
                "试算一边只知道到这一日、时刻或序号",
                "The supposed side knows no more than up to this day, moment or position",
            ),
            words(),
        ),
        "afresh" => (
            ("两边都撇开已作的批准、拨付和追回", "On both sides without what was approved, paid and asked back"),
            json!({"const": "yes"}),
        ),
        "drop" => (("假定没有这个事件", "An event supposed away"), words()),
        "sweep" => (
            ("一个参数取一段值：PATH=5%..20%/1%", "A parameter through a range of values: PATH=5%..20%/1%"),
            json!({"type": "string", "pattern": "^[^=]+=.+$"}),
        ),
        "set" | "path" => (("参数，set 还有值", "A parameter; for set with its value"), words()),
        _ => (("", ""), words()),
    }
}
