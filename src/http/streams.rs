//! Answers that go on until somebody ends them: they end with the program.

use crate::http::measures::Measures;
use axum::body::{Body, Bytes, HttpBody};
use axum::http::header;
use axum::response::Response;
use hyper::body::{Frame, SizeHint};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tokio::sync::watch;

/// A stream of events.
const EVENTS: &str = "text/event-stream";

/// The body of an answer until the program is to end.
struct UntilEnd {
    body: Body,
    ending: Pin<Box<dyn Future<Output = ()> + Send>>,
    measures: Arc<Measures>,
}

impl Drop for UntilEnd {
    fn drop(&mut self) {
        self.measures.stream_ends();
    }
}

impl HttpBody for UntilEnd {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        if self.ending.as_mut().poll(context).is_ready() {
            return Poll::Ready(None);
        }
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::default()
    }
}

/// An answer that ends when the program does, where it would go on; any other as it is.
pub(super) fn until_end(response: Response, mut ended: watch::Receiver<bool>, measures: &Arc<Measures>) -> Response {
    let kind = response.headers().get(header::CONTENT_TYPE);
    if kind.is_none_or(|kind| kind.as_bytes() != EVENTS.as_bytes()) {
        return response;
    }
    let measures = Arc::clone(measures);
    measures.stream_begins();
    let ending = Box::pin(async move {
        // Whoever would tell the end is gone only when everything ends.
        let _ = ended.wait_for(|ended| *ended).await;
    });
    response.map(|body| Body::new(UntilEnd { body, ending, measures }))
}
