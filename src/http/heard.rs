//! What is heard on a connection: whether anything was asked on it, and whether the last request came whole. At the end nobody waits for the
//! rest of a request that may never come.

use axum::Router;
use axum::body::{Bytes, HttpBody};
use axum::http::Request;
use axum::response::Response;
use hyper::body::{Frame, Incoming, SizeHint};
use hyper::service::Service;
use hyper_util::service::TowerToHyperService;
use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

/// How far a connection is.
#[derive(Debug, Default)]
pub(super) struct Stage {
    /// The head of a request has come.
    asked: AtomicBool,
    /// All of it has come, or it was answered without the rest.
    whole: AtomicBool,
}

impl Stage {
    /// Whether anything was ever asked.
    pub(super) fn was_asked(&self) -> bool {
        self.asked.load(Ordering::Relaxed)
    }

    /// Whether there is something to be answered, or being answered.
    pub(super) fn is_whole(&self) -> bool {
        self.whole.load(Ordering::Relaxed)
    }

    fn begins(&self, whole: bool) {
        self.whole.store(whole, Ordering::Relaxed);
        self.asked.store(true, Ordering::Relaxed);
    }

    fn is_there(&self) {
        self.whole.store(true, Ordering::Relaxed);
    }
}

/// The pages, as a connection asks them.
pub(super) struct Heard {
    pages: TowerToHyperService<Router>,
    stage: Arc<Stage>,
}

impl Heard {
    /// Pages that are asked on a new connection, and how far that is.
    pub(super) fn new(router: Router) -> (Self, Arc<Stage>) {
        let stage = Arc::new(Stage::default());
        (Self { pages: TowerToHyperService::new(router), stage: Arc::clone(&stage) }, stage)
    }
}

impl Service<Request<Incoming>> for Heard {
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn call(&self, request: Request<Incoming>) -> Self::Future {
        let stage = Arc::clone(&self.stage);
        stage.begins(request.body().is_end_stream());
        let request = request.map(|body| Coming { body, stage: Arc::clone(&stage) });
        let answer = self.pages.call(request);
        Box::pin(async move {
            let answer = answer.await;
            stage.is_there();
            answer
        })
    }
}

/// The body of a request while it comes.
struct Coming {
    body: Incoming,
    stage: Arc<Stage>,
}

impl HttpBody for Coming {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let came = Pin::new(&mut self.body).poll_frame(context);
        if matches!(came, Poll::Ready(None)) || self.body.is_end_stream() {
            self.stage.is_there();
        }
        came
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
