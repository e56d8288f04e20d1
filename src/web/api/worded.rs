//! What the API did not do, in words.

use crate::access::AccessError;
use crate::explain::Complaint;
use crate::ledger::Rejected;
use crate::value::Bilingual;
use crate::web::api::turned::{BODY_MOST, EVENTS_MOST, Turned};
use crate::web::fault::too_many_jobs;

impl Turned {
    /// The complaint, for people and for programs.
    pub(super) fn complaint(&self) -> Complaint {
        match self {
            Turned::Page(fault) => fault.complaint(),
            Turned::Access(error) => error.complaint(),
            Turned::Person(error) => error.complaint(),
            Turned::Ledger(error) => error.complaint_elsewhere(),
            Turned::Lines(lines) => of_lines(lines),
            Turned::Unnoted { why } => {
                let why = why.complaint().what;
                complaint(
                    "recorded-unnoted",
                    (
                        "已记入账本，只是写入记录没有写成。",
                        "It is recorded, and only the record of writing was not written.",
                    ),
                    (&why.zh, &why.en),
                    (
                        "用同一个 Idempotency-Key 再发一次，会得到第一次的回答，不会重复记入。",
                        "Send it again under the same Idempotency-Key: the first answer is given, and nothing is recorded twice.",
                    ),
                )
            }
            Turned::Unasked
            | Turned::Jobs { .. }
            | Turned::NoJob { .. }
            | Turned::JobRuns { .. }
            | Turned::JobStopped { .. } => self.of_job(),
            Turned::WritingOff | Turned::Browser | Turned::Subscribers { .. } | Turned::Busy => self.of_door(),
            Turned::Key { .. } | Turned::KeyReused => self.of_key(),
            Turned::Kind { .. }
            | Turned::Large
            | Turned::Slow
            | Turned::Body { .. }
            | Turned::Condition { .. }
            | Turned::NoEvents
            | Turned::Many { .. } => self.of_body(),
        }
    }

    fn of_job(&self) -> Complaint {
        match self {
            Turned::Unasked => complaint(
                "body-not-taken",
                ("没有开始：请求带了内容。", "Nothing was begun: the request has a body."),
                (
                    "这里要说的都写在地址里，内容不会算数。",
                    "Everything stands in the address here, and a body would not count.",
                ),
                (
                    "请把 set、read、drop、sweep 写进地址，不带内容。",
                    "Put set, read, drop and sweep into the address, and send no body.",
                ),
            ),
            Turned::NoJob { number } => complaint(
                "no-such-job",
                (&format!("没有编号“{number}”的试算。"), &format!("There is no job “{number}”.")),
                (
                    "只保留最近的 32 次，程序结束就都没有了。",
                    "The last 32 are kept, and all are gone when the program ends.",
                ),
                ("看 /api/v1/whatif/jobs；没有就重新开始。", "Look at /api/v1/whatif/jobs, or begin it again."),
            ),
            Turned::JobStopped { number } => complaint(
                "job-stopped",
                (&format!("试算 {number} 没有结果。"), &format!("Job {number} has no answer.")),
                ("它被叫停了。", "It was stopped."),
                ("要结果就重新开始。", "Begin it again to have one."),
            ),
            Turned::JobRuns { number } => Complaint {
                permanent: false,
                ..complaint(
                    "job-running",
                    (&format!("试算 {number} 还没有结果。"), &format!("Job {number} has no answer yet.")),
                    ("它还在算。", "It is being run."),
                    (
                        &format!("过一会儿再看 /api/v1/whatif/jobs/{number}。"),
                        &format!("Look at /api/v1/whatif/jobs/{number} again in a while."),
                    ),
                )
            },
            _ => {
                let most = if let Turned::Jobs { most } = self { *most } else { 0 };
                too_many_jobs(
                    most,
                    (
                        "等一个算完，或用 POST /api/v1/whatif/jobs/编号/stop 停下一个。",
                        "Wait until one is done, or stop one with POST /api/v1/whatif/jobs/NUMBER/stop.",
                    ),
                )
            }
        }
    }

    fn of_door(&self) -> Complaint {
        match self {
            Turned::WritingOff => complaint(
                "writing-not-enabled",
                ("这里现在只能查看。", "Here one can only look at present."),
                ("程序启动时没有加 --write。", "The program was begun without --write."),
                (
                    "用 qizhang serve --write 启动；或用 qizhang append 记入。",
                    "Begin it with qizhang serve --write, or record with qizhang append.",
                ),
            ),
            Turned::Browser => complaint(
                "write-from-browser",
                (
                    "没有写入：请求来自浏览器里的网页。",
                    "Nothing was written: the request comes from a page in a browser.",
                ),
                (
                    "请求头有 Origin；别的网站可能借浏览器写入账本。",
                    "It has the header Origin; another site may want to write to the ledger through the browser.",
                ),
                ("请由程序直接发送，不要 Origin。", "Send it from a program, without Origin."),
            ),
            Turned::Subscribers { most } => Complaint {
                permanent: false,
                ..complaint(
                    "too-many-subscribers",
                    (
                        "跟随账本的程序太多，没有开始。",
                        "Too many programs follow the ledger, and this one was not begun.",
                    ),
                    (&format!("同时最多 {most} 个。"), &format!("There are at most {most} at once.")),
                    (
                        "请关掉不用的，或过一会儿再试；也可以定时读 /api/v1/events?from=…。",
                        "End those that are not used, or try again later; or ask /api/v1/events?from=… from time to time.",
                    ),
                )
            },
            _ => Complaint {
                permanent: false,
                ..complaint(
                    "too-many-writers",
                    ("正在写入的太多，没有开始。", "Too much is being written, and this was not begun."),
                    ("一次只写入一批。", "One batch is written at a time."),
                    (
                        "请过几秒再试，用同一个 Idempotency-Key。",
                        "Try again in a few seconds, under the same Idempotency-Key.",
                    ),
                )
            },
        }
    }

    fn of_key(&self) -> Complaint {
        match self {
            Turned::KeyReused => complaint(
                "idempotency-key-reused",
                (
                    "没有写入：这个 Idempotency-Key 已用于别的内容。",
                    "Nothing was written: this Idempotency-Key stands for other content.",
                ),
                (
                    "一个键只代表一次请求，重试时内容要完全相同。",
                    "A key stands for one request, which is the same to the byte when it is tried again.",
                ),
                ("新的内容请用新的键。", "Use a new key for new content."),
            ),
            _ => {
                let given = if let Turned::Key { given: Some(given) } = self { given.as_str() } else { "" };
                complaint(
                    "idempotency-key",
                    (
                        &format!("没有写入：Idempotency-Key 缺少或读不懂“{given}”。"),
                        &format!("Nothing was written: the Idempotency-Key is missing or not understood: “{given}”."),
                    ),
                    (
                        "有了键，网络中断后重发同一请求也不会重复记入。",
                        "With a key the same request may be sent again after a broken connection, and is recorded once.",
                    ),
                    (
                        "请每批取一个新的键，如 Idempotency-Key: \"8e03978e-40d5-43dd-bc93-6894a57f9324\"，最多 128 个可见字符。",
                        "Take a new key for each batch, as Idempotency-Key: \"8e03978e-40d5-43dd-bc93-6894a57f9324\", at most 128 visible letters of ASCII.",
                    ),
                )
            }
        }
    }

    fn of_body(&self) -> Complaint {
        match self {
            Turned::Kind { given } => complaint(
                "media-type",
                (&format!("不收这种内容：“{given}”。"), &format!("A body of this kind is not taken: “{given}”.")),
                (
                    "收 application/json 和 application/x-ndjson，UTF-8。",
                    "What is taken is application/json and application/x-ndjson, in UTF-8.",
                ),
                ("请写明 Content-Type。", "Say what it is in Content-Type."),
            ),
            Turned::Large => complaint(
                "body-too-large",
                ("没有写入：内容太大。", "Nothing was written: the body is too large."),
                (&format!("最多 {BODY_MOST} 个字节。"), &format!("It has at most {BODY_MOST} bytes.")),
                (
                    "请分批发送；很大的文件用 qizhang append。",
                    "Send it in batches; for a very large file use qizhang append.",
                ),
            ),
            Turned::Slow => Complaint {
                permanent: false,
                ..complaint(
                    "body-not-whole",
                    ("没有写入：内容没有及时到齐。", "Nothing was written: the body did not come whole in time."),
                    ("发送中断或太慢。", "It was broken off or came too slowly."),
                    ("请用同一个 Idempotency-Key 再发一次。", "Send it again under the same Idempotency-Key."),
                )
            },
            Turned::Body { line, column } => complaint(
                "body-not-understood",
                (
                    &format!("没有写入：内容读不懂，第 {line} 行第 {column} 列。"),
                    &format!("Nothing was written: the body is not understood at line {line}, column {column}."),
                ),
                (
                    "应为事件的列表，或 {\"events\": […], \"condition\": {\"after\": 序号, \"query\": […]}}。",
                    "It is a list of events, or {\"events\": […], \"condition\": {\"after\": POSITION, \"query\": […]}}.",
                ),
                ("请核对 JSON 和字段名。", "Check the JSON and the names of its fields."),
            ),
            Turned::Condition { name, value, example } => complaint(
                "condition-not-understood",
                (
                    &format!("没有写入：条件里的 {name} 读不懂“{value}”。"),
                    &format!("Nothing was written: {name} of the condition is not understood: “{value}”."),
                ),
                ("条件写错会拦不住该拦的。", "A condition that is wrong would stop nothing."),
                (&format!("例如：{example}。"), &format!("For example: {example}.")),
            ),
            Turned::Many { events } => complaint(
                "too-many-events",
                (
                    &format!("没有写入：一批有 {events} 个事件。"),
                    &format!("Nothing was written: there are {events} events in one batch."),
                ),
                (&format!("一批最多 {EVENTS_MOST} 个。"), &format!("A batch has at most {EVENTS_MOST}.")),
                (
                    "请分批发送；很大的文件用 qizhang append。",
                    "Send it in batches; for a very large file use qizhang append.",
                ),
            ),
            _ => complaint(
                "no-events",
                ("没有写入：里面没有事件。", "Nothing was written: there are no events in it."),
                ("一批至少有一个事件。", "A batch has at least one."),
                ("请核对要发送的内容。", "Check what was to be sent."),
            ),
        }
    }
}

/// Of several lines the first is told in words; all of them stand beside it.
fn of_lines(lines: &[Rejected]) -> Complaint {
    let Some(first) = lines.first() else { return Turned::NoEvents.complaint() };
    let inner = first.fault.complaint();
    let (line, more) = (first.line, lines.len().saturating_sub(1));
    let rest = if more == 0 {
        (String::new(), String::new())
    } else {
        (format!("另有 {more} 个。"), format!(" And {more} more."))
    };
    let what = Bilingual::new(
        &format!("没有写入：第 {line} 个事件：{}{}", inner.what.zh, rest.0),
        &format!("Nothing was written: event {line}: {}{}", inner.what.en, rest.1),
    );
    Complaint { what, ..inner }
}

fn complaint(code: &'static str, what: (&str, &str), why: (&str, &str), remedy: (&str, &str)) -> Complaint {
    let both = |words: (&str, &str)| Bilingual::new(words.0, words.1);
    Complaint { code, what: both(what), why: both(why), remedy: both(remedy), permanent: true }
}

/// That the program was begun to be read, as the pages tell it too.
pub(in crate::web) fn writing_off() -> Complaint {
    Turned::WritingOff.complaint()
}

/// Every code that only the API has, with sentences about an example.
pub(in crate::web) fn complaints() -> Vec<Complaint> {
    let given = || "…".to_owned();
    let turned = [
        Turned::WritingOff,
        Turned::Browser,
        Turned::Kind { given: given() },
        Turned::Large,
        Turned::Slow,
        Turned::Body { line: 3, column: 7 },
        Turned::Condition { name: "after", value: given(), example: "48213" },
        Turned::NoEvents,
        Turned::Many { events: 2000 },
        Turned::Key { given: None },
        Turned::KeyReused,
        Turned::Subscribers { most: 32 },
        Turned::Busy,
        Turned::Unasked,
        Turned::Jobs { most: 2 },
        Turned::NoJob { number: given() },
        Turned::JobRuns { number: 7 },
        Turned::JobStopped { number: 7 },
        Turned::Unnoted { why: Box::new(AccessError::Unknown) },
    ];
    turned.iter().map(Turned::complaint).collect()
}
