//! Following the ledger by Server-Sent Events: what is there from a place on, then each event as it comes, whoever appends it.
//!
//! The id of a message is the position of its event, so whoever comes back with `Last-Event-ID` misses nothing and is told nothing
//! twice. Where it cannot go on, the last message is of the kind `refused` and says why, as a problem document.

use crate::access::{Action, Deed};
use crate::ledger::{LedgerError, LogEntry, LogFilter};
use crate::value::{Lang, Position};
use crate::view::{ProblemV1, cloud_event};
use crate::web::api::events::{ends_at, narrowed, number};
use crate::web::api::followed::Followed;
use crate::web::api::routes::admitted;
use crate::web::api::turned::Turned;
use crate::web::asked::Asked;
use crate::web::fault::Fault;
use crate::web::routes::response;
use crate::web::seen::Shows;
use crate::web::site::Site;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc::{Sender, channel};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout};

/// A stream of events.
pub(super) const KIND: &str = "text/event-stream";
/// Where it is.
const PATH: &str = "/api/v1/subscribe";
/// What it takes.
pub(super) const TAKES: [&str; 6] = ["from", "type", "version", "subject", "tag", "by"];
/// So many follow the ledger at once.
const MOST: usize = 32;
/// How often it is looked whether the ledger has grown.
const LOOK: Duration = Duration::from_millis(250);
/// After so long without an event something is sent, so that both sides know that the other is there.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// A piece has at most so many events, and not more than so many bytes and one event.
const EVENTS: u64 = 256;
const BYTES: usize = 1 << 20;
/// What begins a stream: after a break one should come back within a second.
const BEGINS: &str = "retry: 1000\n: qizhang\n\n";
const BEAT: &str = ": \n\n";

/// The places of those who follow the ledger.
pub(in crate::web) struct Subscribers(Arc<Semaphore>);

impl Default for Subscribers {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(MOST)))
    }
}

/// What somebody follows, and how far that is.
struct Following {
    /// What was shown when it began. Whoever may not read any more is sent nothing more.
    headers: HeaderMap,
    filter: LogFilter,
    /// The next position that was not looked at.
    next: Position,
    lang: Lang,
}

/// The events that came.
struct Piece {
    text: String,
    next: Position,
    /// Whether the head was reached.
    whole: bool,
}

/// The answer to somebody who wants to follow the ledger.
pub(super) fn subscribe(site: &Arc<Site>, asked: &Asked, headers: &HeaderMap) -> Result<Response, Turned> {
    let place = Arc::clone(&site.subscribers().0).try_acquire_owned();
    let place = place.map_err(|_| Turned::Subscribers { most: MOST })?;
    let following = begun(site, asked, headers)?;
    let (sender, pieces) = channel(1);
    tokio::spawn(follow(Arc::clone(site), following, sender));
    let body = Followed::<OwnedSemaphorePermit>::new(pieces, place);
    Ok(response(StatusCode::OK, KIND, Body::new(body)))
}

/// Where it begins: behind what was received last, from a place that is asked for, or with what comes next.
fn begun(site: &Site, asked: &Asked, headers: &HeaderMap) -> Result<Following, Turned> {
    let horizon = site.horizon(asked)?;
    let ledger = site.ledger()?;
    let filter = narrowed(ledger, asked, horizon)?;
    let last = headers.get("last-event-id").map(|value| {
        let given = value.to_str().unwrap_or_default();
        let bad = || Fault::Parameter { name: "Last-Event-ID".to_owned(), value: given.to_owned(), example: "48213" };
        given.trim().parse().map(Position).map_err(|_| bad())
    });
    let next = match (last.transpose()?, number(asked, "from", "48213")?) {
        (Some(last), _) => last.next(),
        (None, Some(from)) => Position(from.max(1)),
        (None, None) => horizon.known.next(),
    };
    // Whoever has seen what is not there has seen another ledger.
    if next > horizon.known.next() {
        return Err(LedgerError::BeyondHead { asked: Position(next.0.saturating_sub(1)), head: horizon.known }.into());
    }
    Ok(Following { headers: headers.clone(), filter, next, lang: asked.lang })
}

/// The last message of a stream that cannot go on.
fn refused(turned: &Turned, lang: Lang) -> String {
    let problem = ProblemV1::of(&turned.complaint(), &turned.spot(), (turned.status().as_u16(), PATH), lang);
    format!("event: refused\ndata: {}\n\n", serde_json::to_string(&problem).unwrap_or_default())
}

/// Sends what comes until nobody reads any more.
async fn follow(site: Arc<Site>, mut following: Following, sender: Sender<Bytes>) {
    if sender.send(Bytes::from_static(BEGINS.as_bytes())).await.is_err() {
        return;
    }
    let mut sent = Instant::now();
    loop {
        // Looking at the head is a look at a file of two slots; reading events, and whether they may still be read, is done apart.
        let beats = sent.elapsed() >= HEARTBEAT;
        let whole = if !beats && site.served().clock().head() < following.next {
            true
        } else {
            let own = Arc::clone(&site);
            let work = tokio::task::spawn_blocking(move || {
                let piece = following.piece(&own);
                (following, piece)
            });
            let Ok((back, piece)) = work.await else { return };
            let piece = match piece {
                Ok(piece) => piece,
                Err(turned) => {
                    // Whether anybody still reads it makes no difference any more.
                    let _ = sender.send(Bytes::from(refused(&turned, back.lang))).await;
                    return;
                }
            };
            following = Following { next: piece.next, ..back };
            let text = if beats && piece.text.is_empty() { BEAT.to_owned() } else { piece.text };
            if !text.is_empty() {
                if sender.send(Bytes::from(text)).await.is_err() {
                    return;
                }
                sent = Instant::now();
            }
            piece.whole
        };
        if whole && timeout(LOOK, sender.closed()).await.is_ok() {
            return;
        }
    }
}

impl Following {
    /// The next events, as many as make a piece, for whoever still may read them: a token is revoked, and somebody signs out or is closed, while
    /// a stream is open.
    fn piece(&self, site: &Site) -> Result<Piece, Turned> {
        admitted(site, &self.headers, (Shows::Everybody, Deed::Look, Action::Follow))?;
        // Types that were registered since are taken into use.
        let ledger = site.ledger()?;
        let head = ledger.head();
        if head < self.next {
            return Ok(Piece { text: String::new(), next: self.next, whole: true });
        }
        let filter = LogFilter { from: Some(self.next), until: head, limit: Some(EVENTS), ..self.filter.clone() };
        let (mut text, mut count, mut last) = (String::new(), 0_u64, None);
        let read = ledger.log(&filter, &mut |entry: LogEntry| {
            let position = entry.event.position;
            // Writing to a text does not fail.
            let _ = write!(text, "id: {}\ndata: {}\n\n", position.0, cloud_event(&entry, ledger.own_name()));
            (count, last) = (count.saturating_add(1), Some(position));
            text.len() < BYTES
        });
        let ends = ends_at(read, text.is_empty())?;
        let full = ends.is_some() || count >= EVENTS || text.len() >= BYTES;
        let next = if full { last.unwrap_or(head).next() } else { head.next() };
        Ok(Piece { text, next, whole: !full })
    }
}
