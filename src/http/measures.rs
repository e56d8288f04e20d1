//! What is counted while pages are given, in the text form that Prometheus reads (version 0.0.4).
//!
//! A label is a word of the program's own: the kind of an address, a status, a code. What somebody asked about stands in none of them.

use crate::value::Bilingual;
use axum::http::StatusCode;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The times that answers are told apart by: how long, in microseconds, and how Prometheus writes it in seconds.
const STEPS: [(u64, &str); 11] = [
    (5_000, "0.005"),
    (10_000, "0.01"),
    (25_000, "0.025"),
    (50_000, "0.05"),
    (100_000, "0.1"),
    (250_000, "0.25"),
    (500_000, "0.5"),
    (1_000_000, "1"),
    (2_500_000, "2.5"),
    (5_000_000, "5"),
    (10_000_000, "10"),
];

/// What is counted.
#[derive(Debug, Default)]
pub(super) struct Measures {
    counts: Mutex<Counts>,
    connections: AtomicU64,
    streams: AtomicU64,
}

#[derive(Debug, Default)]
struct Counts {
    answers: BTreeMap<(&'static str, u16), u64>,
    times: BTreeMap<&'static str, Times>,
    refusals: BTreeMap<&'static str, u64>,
}

/// How long answers of one kind took.
#[derive(Debug, Default)]
struct Times {
    /// Answers no slower than each step, those of the steps before it not counted.
    steps: [u64; STEPS.len()],
    count: u64,
    micros: u64,
}

impl Times {
    fn add(&mut self, micros: u64) {
        let place = STEPS.iter().zip(&mut self.steps).find(|((most, _), _)| micros <= *most);
        if let Some((_, count)) = place {
            *count = count.saturating_add(1);
        }
        self.count = self.count.saturating_add(1);
        self.micros = self.micros.saturating_add(micros);
    }
}

/// Something that is open: it counts as long as this is kept.
#[derive(Debug)]
pub(super) struct Open<'m>(&'m AtomicU64);

impl Drop for Open<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Measures {
    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts an answer to an address of some kind.
    pub(super) fn answered(&self, kind: &'static str, status: StatusCode, took: Duration) {
        let mut counts = self.counts();
        let count = counts.answers.entry((kind, status.as_u16())).or_default();
        *count = count.saturating_add(1);
        counts.times.entry(kind).or_default().add(u64::try_from(took.as_micros()).unwrap_or(u64::MAX));
    }

    /// Counts what was turned away at the door.
    pub(super) fn refused(&self, code: &'static str) {
        let mut counts = self.counts();
        let count = counts.refusals.entry(code).or_default();
        *count = count.saturating_add(1);
    }

    /// Counts a connection as long as the answer is kept.
    pub(super) fn connection(&self) -> Open<'_> {
        self.connections.fetch_add(1, Ordering::Relaxed);
        Open(&self.connections)
    }

    /// Counts a stream of events that begins.
    pub(super) fn stream_begins(&self) {
        self.streams.fetch_add(1, Ordering::Relaxed);
    }

    /// Counts a stream of events that ends.
    pub(super) fn stream_ends(&self) {
        self.streams.fetch_sub(1, Ordering::Relaxed);
    }

    /// All of it as text. The head is left out where it cannot be told.
    pub(super) fn text(&self, head: Option<u64>) -> String {
        let mut text = String::new();
        let counts = self.counts();
        let heads = Family("qizhang_http_requests_total", "counter");
        heads.begin(&mut text, "已回答的请求数", "Requests answered");
        for ((kind, status), count) in &counts.answers {
            heads.line(&mut text, &format!("{{class=\"{kind}\",status=\"{status}\"}} {count}"));
        }
        times(&mut text, &counts.times);
        let refusals = Family("qizhang_http_refusals_total", "counter");
        refusals.begin(&mut text, "在门口退回的请求数", "Requests turned away at the door");
        for (code, count) in &counts.refusals {
            refusals.line(&mut text, &format!("{{code=\"{code}\"}} {count}"));
        }
        let read = |number: &AtomicU64| Some(number.load(Ordering::Relaxed));
        let gauges = [
            ("qizhang_http_connections", ("打开的连接数", "Connections that are open"), read(&self.connections)),
            ("qizhang_http_streams", ("打开的事件流数", "Streams of events that are open"), read(&self.streams)),
            ("qizhang_head_position", ("账本末尾的序号", "The last position of the ledger"), head),
        ];
        for (name, (zh, en), number) in gauges {
            let gauge = Family(name, "gauge");
            let Some(number) = number else { continue };
            gauge.begin(&mut text, zh, en);
            gauge.line(&mut text, &format!(" {number}"));
        }
        text
    }
}

fn times(text: &mut String, times: &BTreeMap<&'static str, Times>) {
    let family = Family("qizhang_http_request_duration_seconds", "histogram");
    family.begin(text, "从请求头读完到开始回答的时间", "Time from the head of a request to the head of its answer");
    for (kind, times) in times {
        let mut so_far = 0_u64;
        for ((_, most), count) in STEPS.iter().zip(&times.steps) {
            so_far = so_far.saturating_add(*count);
            family.line(text, &format!("_bucket{{class=\"{kind}\",le=\"{most}\"}} {so_far}"));
        }
        let Times { count, micros, .. } = times;
        family.line(text, &format!("_bucket{{class=\"{kind}\",le=\"+Inf\"}} {count}"));
        let (seconds, part) = (micros / 1_000_000, micros % 1_000_000);
        family.line(text, &format!("_sum{{class=\"{kind}\"}} {seconds}.{part:06}"));
        family.line(text, &format!("_count{{class=\"{kind}\"}} {count}"));
    }
}

/// What is counted under one name.
struct Family(&'static str, &'static str);

impl Family {
    fn begin(&self, text: &mut String, zh: &str, en: &str) {
        let Self(name, kind) = self;
        let says = Bilingual::new(zh, en);
        // Writing to a text does not fail.
        let _ = write!(text, "# HELP {name} {} · {}\n# TYPE {name} {kind}\n", says.zh, says.en);
    }

    fn line(&self, text: &mut String, rest: &str) {
        text.push_str(self.0);
        text.push_str(rest);
        text.push('\n');
    }
}

#[test]
fn a_time_counts_in_its_step_and_all_above_it() {
    let measures = Measures::default();
    for micros in [1, 5_000, 5_001, 99_000_000] {
        measures.answered("subjects", StatusCode::OK, Duration::from_micros(micros));
    }
    let text = measures.text(Some(7));
    for line in [
        "qizhang_http_requests_total{class=\"subjects\",status=\"200\"} 4",
        "qizhang_http_request_duration_seconds_bucket{class=\"subjects\",le=\"0.005\"} 2",
        "qizhang_http_request_duration_seconds_bucket{class=\"subjects\",le=\"0.01\"} 3",
        "qizhang_http_request_duration_seconds_bucket{class=\"subjects\",le=\"10\"} 3",
        "qizhang_http_request_duration_seconds_bucket{class=\"subjects\",le=\"+Inf\"} 4",
        "qizhang_http_request_duration_seconds_sum{class=\"subjects\"} 99.010002",
        "qizhang_http_request_duration_seconds_count{class=\"subjects\"} 4",
        "qizhang_head_position 7",
    ] {
        assert!(text.lines().any(|own| own == line), "{line}: {text}");
    }
    assert!(!measures.text(None).contains("qizhang_head_position"), "what cannot be told is left out");
}
