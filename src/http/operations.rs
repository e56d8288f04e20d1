//! Questions about the program itself: whether it lives, whether its ledger can be read and, where that is offered, written, and what it
//! has counted.

use crate::http::door::Door;
use crate::http::measures::Measures;
use crate::http::surface::Head;
use crate::view::HealthV1;
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;

/// One of these questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operation {
    /// Whether the program lives.
    Alive,
    /// Whether the ledger can be read, and written where that is offered.
    Ready,
    /// What was counted.
    Counted,
}

/// What they are counted as.
pub(super) const KIND: &str = "operations";
/// What Prometheus reads.
const EXPOSITION: &str = "text/plain; version=0.0.4; charset=utf-8";

impl Operation {
    /// The question that an address asks.
    pub(super) fn of(path: &str) -> Option<Self> {
        [Self::Alive, Self::Ready, Self::Counted].into_iter().find(|operation| operation.path() == path)
    }

    /// Its address.
    pub(super) const fn path(self) -> &'static str {
        match self {
            Operation::Alive => "/healthz",
            Operation::Ready => "/readyz",
            Operation::Counted => "/metrics",
        }
    }

    /// The answer. The ledger is read apart, where it holds up nobody.
    pub(super) async fn answer(self, door: &Door, address: (&str, Option<&str>)) -> Response {
        match self {
            Operation::Alive => health(&HealthV1::alive()),
            Operation::Ready => match asked(&door.surface.ready).await {
                Some(Ok(head)) => health(&HealthV1::ready(head)),
                Some(Err(why)) => (door.surface.face)(StatusCode::SERVICE_UNAVAILABLE, &why.0, &why.1, address),
                None => told(StatusCode::INTERNAL_SERVER_ERROR, "text/plain", String::new()),
            },
            Operation::Counted => counted(&door.measures, asked(&door.surface.head).await.and_then(Result::ok)),
        }
    }
}

async fn asked(head: &Head) -> Option<Result<u64, Box<(crate::explain::Complaint, crate::ledger::Spot)>>> {
    let head = std::sync::Arc::clone(head);
    tokio::task::spawn_blocking(move || head()).await.ok()
}

fn health(view: &HealthV1) -> Response {
    let text = serde_json::to_string(view).unwrap_or_default();
    told(StatusCode::OK, "application/json", format!("{text}\n"))
}

fn counted(measures: &Measures, head: Option<u64>) -> Response {
    told(StatusCode::OK, EXPOSITION, measures.text(head))
}

fn told(status: StatusCode, kind: &'static str, text: String) -> Response {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}
