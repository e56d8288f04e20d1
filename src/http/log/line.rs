//! A line of the log. Its words are the program's own: the pattern of an address and never the address, a method that is known, a status, a
//! code. No header, no query, no name of a person or a program, and nothing of a body can get into it.

use crate::value::Instant;
use crate::view::LogV1;
use std::fmt::Write;

/// How lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// An object a line.
    Json,
    /// Words, for whoever looks over a shoulder.
    Text,
}

/// What a line tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::http) enum What {
    /// Pages can be asked for at an address of this machine.
    Begun { address: String },
    /// A request, answered or broken off.
    Answered(Answered),
    /// A connection that ended before it had a request that could be told apart.
    Unheard { status: Option<u16>, code: &'static str },
    /// The program itself failed at a place of its source.
    Failed { place: String },
    /// So many lines could not be written.
    Lost { lines: u64 },
    /// Nothing is served any more.
    Ended,
}

/// A request and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::http) struct Answered {
    pub(in crate::http) request: String,
    pub(in crate::http) method: &'static str,
    /// The pattern of its address; none where no page has one like it.
    pub(in crate::http) route: Option<String>,
    /// None where whoever asked was gone before there was an answer.
    pub(in crate::http) status: Option<u16>,
    /// Why it was refused.
    pub(in crate::http) code: Option<&'static str>,
    pub(in crate::http) millis: u64,
    pub(in crate::http) bytes: u64,
    /// Whether all of the answer was taken.
    pub(in crate::http) whole: bool,
}

impl What {
    const fn name(&self) -> &'static str {
        match self {
            What::Begun { .. } => "begun",
            What::Answered(_) => "request",
            What::Unheard { .. } => "connection",
            What::Failed { .. } => "failed",
            What::Lost { .. } => "lost",
            What::Ended => "ended",
        }
    }

    fn view(&self, at: Instant) -> LogV1 {
        let mut view = LogV1::of(at, self.name());
        match self {
            What::Begun { address } => view.address = Some(address.clone()),
            What::Answered(answered) => {
                let Answered { request, method, route, status, code, millis, bytes, whole } = answered;
                (view.request, view.method, view.route) = (Some(request.clone()), Some(*method), route.clone());
                (view.status, view.code) = (*status, *code);
                (view.ms, view.bytes, view.whole) = (Some(*millis), Some(*bytes), Some(*whole));
            }
            What::Unheard { status, code } => (view.status, view.code) = (*status, Some(*code)),
            What::Failed { place } => view.place = Some(place.clone()),
            What::Lost { lines } => view.lines = Some(*lines),
            What::Ended => {}
        }
        view
    }

    /// The line, with its end.
    pub(in crate::http) fn line(&self, at: Instant, form: Form) -> String {
        match form {
            Form::Json => format!("{}\n", serde_json::to_string(&self.view(at)).unwrap_or_default()),
            Form::Text => format!("{at} {}\n", self.words()),
        }
    }

    fn words(&self) -> String {
        let status = |status: &Option<u16>| status.map_or_else(|| "-".to_owned(), |status| status.to_string());
        match self {
            What::Begun { address } => format!("{} {address}", self.name()),
            What::Answered(answered) => {
                let Answered { request, method, route, code, millis, bytes, whole, .. } = answered;
                let (route, status) = (route.as_deref().unwrap_or("-"), status(&answered.status));
                let mut text = format!("{request} {method} {route} {status} {millis}ms {bytes}B");
                // Writing to a text does not fail.
                if let Some(code) = code {
                    let _ = write!(text, " {code}");
                }
                if !whole {
                    text.push_str(" cut");
                }
                text
            }
            What::Unheard { status: given, code } => format!("{} {} {code}", self.name(), status(given)),
            What::Failed { place } => format!("{} {place}", self.name()),
            What::Lost { lines } => format!("{} {lines}", self.name()),
            What::Ended => self.name().to_owned(),
        }
    }
}

#[test]
fn a_line_of_words_has_what_an_object_has() {
    let at = Instant::from_millis(0);
    let answered = Answered {
        request: "0badcafe-7".to_owned(),
        method: "GET",
        route: Some("/subjects/{code}".to_owned()),
        status: Some(404),
        code: Some("unknown-subject"),
        millis: 12,
        bytes: 3456,
        whole: false,
    };
    let gone = Answered { status: None, route: None, code: None, ..answered.clone() };
    for (what, text) in [
        (What::Begun { address: "127.0.0.1:7480".to_owned() }, "begun 127.0.0.1:7480"),
        (What::Answered(answered), "0badcafe-7 GET /subjects/{code} 404 12ms 3456B unknown-subject cut"),
        (What::Answered(gone), "0badcafe-7 GET - - 12ms 3456B cut"),
        (What::Unheard { status: None, code: "head-too-late" }, "connection - head-too-late"),
        (What::Failed { place: "src/web/site.rs:7".to_owned() }, "failed src/web/site.rs:7"),
        (What::Lost { lines: 3 }, "lost 3"),
        (What::Ended, "ended"),
    ] {
        assert_eq!(what.line(at, Form::Text), format!("1970-01-01T08:00:00.000+08:00 {text}\n"));
        let view: serde_json::Value = serde_json::from_str(&what.line(at, Form::Json)).expect("it is JSON");
        let cells = view.as_object().into_iter().flatten().filter(|(name, value)| {
            !value.is_null() && !["format", "time", "what", "whole", "bytes", "ms"].contains(&name.as_str())
        });
        for (name, value) in cells {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            assert!(text.contains(&value), "{name}: {text}");
        }
    }
}
