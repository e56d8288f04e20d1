//! Taking events: who sends them, what they are, what the ledger says, and what is written down about it.

use crate::access::{Action, Outcome, Token, Write};
use crate::ledger::{AppendOptions, Appending, Ids, LedgerError, Receipt};
use crate::value::{Digest, Position};
use crate::view::ReceiptV1;
use crate::web::api::bearer::may_write;
use crate::web::api::body::{Asked, Kind};
use crate::web::api::key;
use crate::web::api::routes::{filled, only};
use crate::web::api::turned::{BODY_MOST, Turned};
use crate::web::api::writing::Writing;
use crate::web::asked::Asked as Address;
use crate::web::asked::Form;
use crate::web::fault::Fault;
use crate::web::routes::response;
use crate::web::sent::is_huge;
use crate::web::site::Site;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::Response;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

/// Where events are sent.
pub(in crate::web) const PATH: &str = "/api/v1/events";
/// What it takes.
pub(super) const TAKES: [&str; 1] = ["dry_run"];
/// A body is whole within this time.
const WHOLE: Duration = Duration::from_secs(30);
/// A request waits so long for its turn.
const PATIENCE: Duration = Duration::from_secs(20);

/// A request of which the head was looked at.
struct Begun {
    token: Token,
    kind: Kind,
    /// What stands for the key; none where nothing is recorded.
    key: Option<Digest>,
    dry_run: bool,
}

/// What was done.
enum Done {
    /// Recorded, or only checked, with the receipt.
    Now(String, Option<u64>),
    /// Asked before: the first answer.
    Before(Arc<str>),
}

/// The answer to a request to record.
pub(super) async fn record(State(site): State<Arc<Site>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let uri = parts.uri.clone();
    let own = Arc::clone(&site);
    let answer = match apart(move || own.begin(&parts.headers, &parts.uri)).await {
        Ok(begun) => taken(site, begun, body).await,
        Err(turned) => Err(turned),
    };
    answer.unwrap_or_else(|turned| turned.answer((uri.path(), uri.query())))
}

/// Takes the body as it comes, and then its turn: whoever sends slowly holds up no other.
async fn taken(site: Arc<Site>, begun: Begun, body: Body) -> Result<Response, Turned> {
    let waits = Arc::clone(&site);
    if is_huge(&body, BODY_MOST) {
        return apart(move || Err(site.noted(Some(&begun.token), Turned::Large))).await;
    }
    let Ok(Ok(_body)) = timeout(PATIENCE, waits.bodies().acquire()).await else { return Err(Turned::Busy) };
    let bytes = match whole(body).await {
        Ok(bytes) => bytes,
        Err(turned) => return apart(move || Err(site.noted(Some(&begun.token), turned))).await,
    };
    let Ok(Ok(_turn)) = timeout(PATIENCE, waits.turns().acquire()).await else { return Err(Turned::Busy) };
    apart(move || site.finish(&begun, &bytes)).await
}

/// Work that waits for disks, apart, where it holds up nobody.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> Result<T, Turned> + Send + 'static) -> Result<T, Turned> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(_) => Err(Turned::Page(Fault::Broken)),
    }
}

async fn whole(body: Body) -> Result<Vec<u8>, Turned> {
    match timeout(WHOLE, to_bytes(body, BODY_MOST)).await {
        Ok(Ok(bytes)) => Ok(bytes.to_vec()),
        // The limit is told by its words alone; everything else is a body that breaks off.
        Ok(Err(error)) if error.to_string().contains("length limit") => Err(Turned::Large),
        Ok(Err(_)) | Err(_) => Err(Turned::Slow),
    }
}

impl Site {
    /// Looks at the head of a request. What is refused is written down.
    fn begin(&self, headers: &HeaderMap, uri: &Uri) -> Result<Begun, Turned> {
        let mut known = None;
        self.looks(headers, uri, &mut known).map_err(|turned| match turned {
            // Where nothing can be written there is nothing to be written down.
            Turned::WritingOff => turned,
            turned => self.noted(known.as_ref(), turned),
        })
    }

    fn looks(&self, headers: &HeaderMap, uri: &Uri, known: &mut Option<Token>) -> Result<Begun, Turned> {
        if self.writing().is_none() {
            return Err(Turned::WritingOff);
        }
        if headers.contains_key(header::ORIGIN) {
            return Err(Turned::Browser);
        }
        filled(uri.query().unwrap_or_default(), &["lang"], &TAKES)?;
        let address = (uri.path().to_owned(), Form::Json);
        let address = Address::read(address, Vec::new(), uri.query().unwrap_or_default(), &TAKES)
            .and_then(|address| only(&address, &["lang"], &TAKES).map(|()| address))
            .and_then(|address| address.flag("dry_run"));
        // Whoever it was is known before anything is said of the address.
        let action = if matches!(address, Ok(true)) { Action::Try } else { Action::Record };
        let token = known.insert(may_write(self, headers, action)?).clone();
        let dry_run = address?;
        let kind = Kind::of(headers)?;
        let key = match key::key(headers)? {
            Some(key) => Some(key::digest(&token.actor, &key)).filter(|_| !dry_run),
            None if dry_run => None,
            None => return Err(Turned::Key { given: None }),
        };
        Ok(Begun { token, kind, key, dry_run })
    }

    /// Takes the body. What became of it is written down at the desk before it is told.
    fn finish(&self, begun: &Begun, bytes: &[u8]) -> Result<Response, Turned> {
        let Some(writing) = self.writing() else { return Err(Turned::WritingOff) };
        let body = Digest::of(bytes);
        let noting = self.desk().noting(|| {
            let done = self.done(writing, begun, (bytes, body));
            (self.write(Some(&begun.token), outcome(&done, begun, body)), done)
        });
        let (done, noted) = noting?;
        match (done?, noted) {
            (Done::Before(first), _) => Ok(replayed(&first)),
            (Done::Now(receipt, first), Ok(())) => Ok(told(&receipt, first)),
            (Done::Now(..), Err(why)) => Err(Turned::Unnoted { why: Box::new(why) }),
        }
    }

    fn done(&self, writing: &Writing, begun: &Begun, (bytes, body): (&[u8], Digest)) -> Result<Done, Turned> {
        if let Some(key) = &begun.key
            && let Some((first, answer)) = self.desk().answered(key)?
        {
            return if first == body { Ok(Done::Before(answer)) } else { Err(Turned::KeyReused) };
        }
        let asked = Asked::read(begun.kind, bytes)?;
        let ledger = self.ledger()?;
        let options = AppendOptions {
            by: Arc::clone(&begun.token.actor),
            dry_run: begun.dry_run,
            ids: begun.key.map_or(Ids::Fresh, Ids::Of),
            clock_is_right: writing.clock_is_right,
            unless: asked.guards(ledger)?,
            ..AppendOptions::default()
        };
        // Nothing is recorded that cannot be signed.
        let signer = if begun.dry_run { None } else { Some(ledger.signer(writing.key.as_deref())?) };
        let own_ids = asked.lines.iter().any(|(_, text)| has_own_id(text));
        let mut appending = Appending::new(ledger, options);
        for (line, text) in asked.lines {
            appending.line(line, text);
        }
        let (receipt, rejected) = appending.finish()?;
        if !rejected.is_empty() {
            return Err(Turned::Lines(rejected));
        }
        let checkpoint = signer.map(|signer| ledger.sign(&signer)).transpose();
        let head = receipt.head;
        let checkpoint = checkpoint.map_err(|why| LedgerError::RecordedUnsigned { head, why: Box::new(why) })?;
        // Ids that follow from the key were there before only when the same was sent before; ids of the sender's own say nothing of it.
        let receipt = if own_ids { receipt } else { self.first_answer(receipt)? };
        let view = ReceiptV1::of(&receipt, begun.dry_run, checkpoint.as_ref().map(|signed| &*signed.note), Vec::new());
        let text = serde_json::to_string_pretty(&view).unwrap_or_default();
        // Where there is nothing new nothing was made that could be pointed at.
        let first = receipt.positions.filter(|_| receipt.recorded > 0).map(|(first, _)| first.0);
        Ok(Done::Now(format!("{text}\n"), first))
    }

    /// What was recorded before without being answered is told as it would have been then.
    fn first_answer(&self, receipt: Receipt) -> Result<Receipt, LedgerError> {
        match receipt.positions {
            Some((_, last)) if receipt.recorded == 0 => {
                let root = self.ledger()?.root(last)?;
                Ok(Receipt { recorded: receipt.repeated, repeated: 0, head: last, root, ..receipt })
            }
            Some(_) | None => Ok(receipt),
        }
    }

    /// A refusal, written down; where that fails the refusal is told all the same.
    fn noted(&self, token: Option<&Token>, turned: Turned) -> Turned {
        let mut write = self.write(token, Outcome::Refused { code: turned.code().into() });
        // A token that is known and does not count is known all the same.
        write.token = write.token.or_else(|| turned.token());
        let _ = self.desk().noting(|| (write, ()));
        turned
    }

    fn write(&self, token: Option<&Token>, outcome: Outcome) -> Write {
        let id = token.map(|token| Arc::clone(&token.id));
        let actor = token.map(|token| Arc::clone(&token.actor));
        Write { at: self.now(), token: id, actor, route: format!("POST {PATH}").into(), outcome }
    }
}

/// Whether a line brings an id of its own.
fn has_own_id(line: &str) -> bool {
    #[derive(serde::Deserialize)]
    struct Only {
        id: Option<serde::de::IgnoredAny>,
    }
    serde_json::from_str::<Only>(line).is_ok_and(|only| only.id.is_some())
}

/// What is written down of what was done.
fn outcome(done: &Result<Done, Turned>, begun: &Begun, body: Digest) -> Outcome {
    match (done, begun.key) {
        (Err(turned), _) => Outcome::Refused { code: turned.code().into() },
        (Ok(Done::Before(_)), _) => Outcome::Repeated,
        (Ok(Done::Now(..)), None) => Outcome::Tried,
        (Ok(Done::Now(answer, _)), Some(key)) => {
            let receipt: serde_json::Value = serde_json::from_str(answer).unwrap_or_default();
            let number = |name: &str| receipt.get(name).and_then(serde_json::Value::as_u64);
            let positions = number("first").zip(number("last"));
            let events = number("recorded").unwrap_or_default();
            Outcome::Recorded { events, positions, key, body, answer: answer.as_str().into() }
        }
    }
}

fn told(receipt: &str, first: Option<u64>) -> Response {
    let status = if first.is_some() { StatusCode::CREATED } else { StatusCode::OK };
    let mut response = response(status, "application/json", receipt.to_owned());
    let place = first.and_then(|first| HeaderValue::from_str(&format!("{PATH}/{}", Position(first))).ok());
    if let Some(place) = place {
        response.headers_mut().insert(header::LOCATION, place);
    }
    response
}

/// The first answer again, to the byte.
fn replayed(first: &str) -> Response {
    let mut response = response(StatusCode::OK, "application/json", first.to_owned());
    response.headers_mut().insert("idempotency-replayed", HeaderValue::from_static("true"));
    response
}
