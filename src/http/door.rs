//! The door: what is let through to the pages, so many at once, and what every answer carries on its way out.

use crate::http::headers::protect;
use crate::http::host::is_ours;
use crate::http::limits::Limits;
use crate::http::refusal::{Face, Refusal};
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{Method, Uri};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// What the door knows.
struct Door {
    place: SocketAddr,
    face: Face,
    limits: Limits,
    places: Semaphore,
}

/// A router behind the door.
pub(super) fn behind(router: Router, place: SocketAddr, face: Face, limits: Limits) -> Router {
    let door = Arc::new(Door { place, face, limits, places: Semaphore::new(limits.answers) });
    // A middleware of the router itself would not see what no route takes.
    Router::new().fallback_service(router).layer(from_fn_with_state(door, through))
}

async fn through(State(door): State<Arc<Door>>, request: Request, next: Next) -> Response {
    let uri = request.uri().clone();
    let refuse = |refusal: Refusal| protect(refusal.answer(door.face, (uri.path(), uri.query())));
    if let Err(refusal) = door.looks(&request, &uri) {
        return refuse(refusal);
    }
    let Ok(Ok(_place)) = timeout(door.limits.patience, door.places.acquire()).await else {
        return refuse(Refusal::Busy);
    };
    protect(next.run(request).await)
}

impl Door {
    fn looks(&self, request: &Request, uri: &Uri) -> Result<(), Refusal> {
        if !is_ours(request.headers(), uri, self.place) {
            return Err(Refusal::Host);
        }
        if request.method() != Method::GET && request.method() != Method::HEAD {
            return Err(Refusal::Method);
        }
        let length = uri.path_and_query().map_or(0, |whole| whole.as_str().len());
        if length > self.limits.address_bytes {
            return Err(Refusal::Address);
        }
        let heads = request.headers().iter();
        let bytes: usize = heads.map(|(name, value)| name.as_str().len().saturating_add(value.len())).sum();
        if bytes > self.limits.head_bytes { Err(Refusal::Head) } else { Ok(()) }
    }
}
