//! The door: what is let through to the pages, so many at once, and what every answer carries on its way out.

use crate::access::{RequestNumber, Sparing};
use crate::http::headers::protect;
use crate::http::host::Names;
use crate::http::limits::Limits;
use crate::http::log::{Log, Worked};
use crate::http::measures::Measures;
use crate::http::number::Numbers;
use crate::http::operations::{KIND, Operation};
use crate::http::refusal::Refusal;
use crate::http::streams::until_end;
use crate::http::surface::{Surface, TurnedAway};
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, Uri};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use std::sync::Arc;
use tokio::sync::{Semaphore, watch};
use tokio::time::{Instant, timeout};

/// The header that says under which number a log has a request.
const NUMBER: HeaderName = HeaderName::from_static("x-request-id");
/// So many letters of a path are told.
const PATH: usize = 200;

/// What the door knows.
pub(super) struct Door {
    names: Names,
    pub(super) surface: Surface,
    limits: Limits,
    places: Semaphore,
    pub(super) measures: Arc<Measures>,
    log: Option<Arc<Log>>,
    numbers: Numbers,
    sparing: Sparing<()>,
    /// Tells when the program is to end.
    ended: watch::Receiver<bool>,
}

/// A router behind the door.
pub(super) fn behind(
    surface: Surface,
    names: Names,
    limits: Limits,
    (measures, log, numbers): (Arc<Measures>, Option<Arc<Log>>, Numbers),
    ended: watch::Receiver<bool>,
) -> Router {
    let router = surface.router.clone();
    let places = Semaphore::new(limits.answers);
    let sparing = Sparing::of(limits.minute);
    let door = Door { names, surface, limits, places, measures, log, numbers, sparing, ended };
    // A middleware of the router itself would not see what no route takes.
    Router::new().fallback_service(router).layer(from_fn_with_state(Arc::new(door), through))
}

async fn through(State(door): State<Arc<Door>>, mut request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let number = door.numbers.next();
    let entry = door.log.as_ref().map(|log| log.request(request.method(), &number));
    request.extensions_mut().insert(RequestNumber(number));
    let operation = Operation::of(request.uri().path());
    let opens = (door.surface.opens)(request.uri().path());
    let kind = match operation {
        Some(_) => KIND,
        None => (door.surface.class)(request.method(), request.uri().path()),
    };
    let response = door.answer(operation, request, next).await;
    door.measures.answered(kind, response.status(), begun.elapsed());
    let worked = operation.map_or(Worked::ByPages, |operation| Worked::At(operation.path()));
    let response = protect(response, opens);
    match entry {
        Some(entry) => entry.answered(worked, response),
        None => response,
    }
}

impl Door {
    async fn answer(&self, operation: Option<Operation>, request: Request, next: Next) -> Response {
        let uri = request.uri().clone();
        let address = (uri.path(), uri.query());
        if let Err(refusal) = self.looks(&request, &uri) {
            let turned = self.turned(refusal, &request);
            drop(request);
            let number = if let Some(turned) = turned { self.tell(turned).await } else { None };
            let mut response = self.refuse(refusal, address);
            response.headers_mut().extend(number.map(|number| (NUMBER, number)));
            return response;
        }
        if let Some(operation) = operation {
            if let Some(told) = (self.surface.strange)(address) {
                return told;
            }
            return operation.answer(self, address).await;
        }
        // What is written waits for its turn where it is written: a body that comes slowly keeps no reader waiting.
        if request.method() == Method::POST {
            return next.run(request).await;
        }
        let Ok(Ok(_place)) = timeout(self.limits.patience, self.places.acquire()).await else {
            return self.refuse(Refusal::Busy, address);
        };
        until_end(next.run(request).await, self.ended.clone(), &self.measures)
    }

    /// What is told of a request that is turned away; nothing where many were told already.
    fn turned(&self, refusal: Refusal, request: &Request) -> Option<TurnedAway> {
        let number = Arc::clone(&request.extensions().get::<RequestNumber>()?.0);
        let untold = self.sparing.one((), Instant::now().into_std())?;
        Some(TurnedAway {
            number,
            method: request.method().clone(),
            path: request.uri().path().chars().take(PATH).collect(),
            status: refusal.status(),
            code: refusal.code(),
            untold,
        })
    }

    /// Tells it before the answer leaves; the number that the answer then says.
    async fn tell(&self, turned: TurnedAway) -> Option<HeaderValue> {
        let said = HeaderValue::from_str(&turned.number).ok();
        let witness = Arc::clone(&self.surface.witness);
        // Who is turned away is so, whether or not that can be written.
        let written = tokio::task::spawn_blocking(move || witness(&turned)).await;
        said.filter(|_| written.is_ok_and(|written| written))
    }

    fn refuse(&self, refusal: Refusal, address: (&str, Option<&str>)) -> Response {
        self.measures.refused(refusal.code());
        refusal.answer(self.surface.face, (self.surface.allows)(address.0), address)
    }

    fn looks(&self, request: &Request, uri: &Uri) -> Result<(), Refusal> {
        if !self.names.are_meant(request.headers(), uri) {
            return Err(Refusal::Host);
        }
        // What no address takes is no word of this list either.
        let allows = (self.surface.allows)(uri.path());
        if !allows.split(", ").any(|method| method == request.method().as_str()) {
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
