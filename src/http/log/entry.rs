//! A request on its way through, until its line is written: when its answer has been taken, or nobody is there to take it.

use super::kept::Log;
use super::line::{Answered, What};
use crate::explain::Told;
use crate::value::Instant;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::MatchedPath;
use axum::http::{HeaderName, HeaderValue, Method};
use axum::response::Response;
use hyper::body::{Frame, SizeHint};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use tokio::time::Instant as Moment;

/// The header that says under which number the log has a request.
const NUMBER: HeaderName = HeaderName::from_static("x-request-id");

/// A line that is written when this goes away.
pub(in crate::http) struct Entry {
    log: Arc<Log>,
    at: Instant,
    begun: Moment,
    answered: Answered,
}

/// How a request was worked on: by a question about the program itself, or by whoever says in the answer.
#[derive(Debug, Clone, Copy)]
pub(in crate::http) enum Worked {
    /// At an address of the program's own.
    At(&'static str),
    /// By the pages.
    ByPages,
}

impl Entry {
    pub(super) fn begun(log: Arc<Log>, at: Instant, request: String, method: &Method) -> Self {
        let answered = Answered {
            request,
            method: name_of(method),
            route: None,
            status: None,
            code: None,
            millis: 0,
            bytes: 0,
            whole: false,
        };
        Self { log, at, begun: Moment::now(), answered }
    }

    /// The answer on its way out, with its number; the line waits until it is taken.
    pub(in crate::http) fn answered(mut self, worked: Worked, mut response: Response) -> Response {
        let of = response.extensions();
        self.answered.route = match worked {
            Worked::At(path) => Some(path.to_owned()),
            Worked::ByPages => of.get::<MatchedPath>().map(|path| path.as_str().to_owned()),
        };
        self.answered.code = of.get::<Told>().map(|told| told.0);
        self.answered.status = Some(response.status().as_u16());
        if let Ok(number) = HeaderValue::from_str(&self.answered.request) {
            response.headers_mut().insert(NUMBER, number);
        }
        // Of an answer to HEAD nobody takes a body.
        self.answered.whole = self.answered.method == "HEAD";
        response.map(|body| Body::new(Taken { body, entry: self }))
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        self.answered.millis = u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.log.tell_of(self.at, &What::Answered(self.answered.clone()));
    }
}

/// A method by its name; what is none of HTTP may be anything, a name too.
fn name_of(method: &Method) -> &'static str {
    const KNOWN: [(Method, &str); 9] = [
        (Method::GET, "GET"),
        (Method::HEAD, "HEAD"),
        (Method::POST, "POST"),
        (Method::PUT, "PUT"),
        (Method::DELETE, "DELETE"),
        (Method::PATCH, "PATCH"),
        (Method::OPTIONS, "OPTIONS"),
        (Method::TRACE, "TRACE"),
        (Method::CONNECT, "CONNECT"),
    ];
    KNOWN.iter().find(|(known, _)| known == method).map_or("other", |(_, name)| name)
}

/// A body whose bytes are counted as they are taken.
struct Taken {
    body: Body,
    entry: Entry,
}

impl HttpBody for Taken {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        let answered = &mut self.entry.answered;
        match &frame {
            Some(Ok(frame)) => {
                let bytes = frame.data_ref().map_or(0, Bytes::len);
                answered.bytes = answered.bytes.saturating_add(u64::try_from(bytes).unwrap_or(u64::MAX));
            }
            Some(Err(_)) => {}
            None => answered.whole = true,
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        // A body that says itself that it is at its end is not asked once more.
        self.entry.answered.whole |= self.body.is_end_stream();
    }
}

#[test]
fn an_answer_that_is_not_taken_is_cut() {
    use std::sync::Mutex;

    #[derive(Clone, Default)]
    struct Paper(Arc<Mutex<Vec<u8>>>);
    impl std::io::Write for Paper {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().map_err(|_| std::io::Error::other("broken"))?.extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let paper = Paper::default();
    let log = Log::begun(super::line::Form::Text, Box::new(paper.clone())).expect("it begins");
    let answer = |method: &Method| {
        log.request(method, "0badcafe-7").answered(Worked::At("/healthz"), Response::new(Body::from("whole")))
    };
    drop(answer(&Method::GET));
    drop(answer(&Method::HEAD));
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("it begins");
    drop(runtime.block_on(axum::body::to_bytes(answer(&Method::GET).into_body(), 9)));
    drop(log.request(&Method::from_bytes(b"SOMEBODY").expect("a token"), "0badcafe-8"));
    log.end();
    let text = String::from_utf8(paper.0.lock().expect("whole").clone()).expect("text");
    let told: Vec<&str> = text.lines().filter_map(|line| line.split_once(' ').map(|(_, rest)| rest)).collect();
    for (line, (begins, ends)) in told.iter().zip([
        ("GET /healthz 200 ", "ms 0B cut"),
        ("HEAD /healthz 200 ", "ms 0B"),
        ("GET /healthz 200 ", "ms 5B"),
        ("other - - ", "ms 0B cut"),
    ]) {
        let own = line.split_once(' ').map_or("", |(_, rest)| rest);
        assert!(own.starts_with(begins) && own.ends_with(ends), "{line}");
    }
    assert_eq!(told.len(), 5, "{text}");
}
