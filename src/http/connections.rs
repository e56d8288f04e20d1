//! Connections: so many at once, each with its own time, all finished before the end.

use crate::http::heard::{Heard, Stage};
use crate::http::limits::Limits;
use crate::http::log::{Log, What};
use crate::http::measures::Measures;
use crate::http::stop::Ended;
use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use rustix::net::sockopt::set_tcp_user_timeout;
use std::convert::Infallible;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::time::{sleep, timeout};

/// After a connection that could not be accepted: the system has too many files open, which takes a while to pass.
const PAUSE: Duration = Duration::from_millis(50);

/// What is given to whoever connects.
pub(super) struct Served {
    pub(super) router: Router,
    pub(super) limits: Limits,
    /// So many connections at once.
    pub(super) places: usize,
    pub(super) measures: Arc<Measures>,
    pub(super) log: Option<Arc<Log>>,
}

/// Accepts connections until it is to end, tells that it ends, and waits for the answers that are being given then.
pub(super) async fn accept(
    listener: TcpListener,
    served: Served,
    mut ending: Pin<Box<dyn Future<Output = Ended> + Send>>,
    (end, ended): (watch::Sender<bool>, watch::Receiver<bool>),
) -> Ended {
    let limits = served.limits;
    let graceful = GracefulShutdown::new();
    let how = {
        let mut accepting = pin!(accepted(&listener, &served, (&graceful, ended)));
        poll_fn(|context| {
            if let Poll::Ready(how) = ending.as_mut().poll(context) {
                return Poll::Ready(how);
            }
            accepting.as_mut().poll(context).map(|never| match never {})
        })
        .await
    };
    // Nobody connects any more; what is still unfinished after the farewell is cut off.
    drop(listener);
    end.send_replace(true);
    let _ = timeout(limits.farewell, graceful.shutdown()).await;
    how
}

async fn accepted(
    listener: &TcpListener,
    served: &Served,
    (graceful, ended): (&GracefulShutdown, watch::Receiver<bool>),
) -> Infallible {
    let Served { router, limits, places, measures, log } = served;
    let places = Arc::new(Semaphore::new(*places));
    loop {
        // Nobody closes the places.
        let place = Arc::clone(&places).acquire_owned().await;
        match listener.accept().await {
            Ok((stream, _)) => {
                let (heard, stage) = Heard::new(router.clone());
                let served = graceful.watch(connection(stream, heard, *limits));
                let (measures, log, ended) = (Arc::clone(measures), log.clone(), ended.clone());
                tokio::spawn(async move {
                    let _open = measures.connection();
                    if let (Some(Err(error)), Some(log)) = (while_whole(served, ended, &stage).await, log)
                        && let Some(what) = unheard(&error, stage.was_asked())
                    {
                        log.tell(&what);
                    }
                    drop(place);
                });
            }
            Err(_) => sleep(PAUSE).await,
        }
    }
}

/// A connection until it ends; or until the program is to end, where nothing whole was asked on it by then.
async fn while_whole<C: Future>(connection: C, mut ended: watch::Receiver<bool>, stage: &Stage) -> Option<C::Output> {
    let mut connection = pin!(connection);
    let mut half = pin!(async move {
        // Whoever would tell the end is gone only when everything ends.
        let _ = ended.wait_for(|ended| *ended).await;
        if stage.is_whole() {
            std::future::pending::<()>().await;
        }
    });
    poll_fn(|context| {
        if let Poll::Ready(done) = connection.as_mut().poll(context) {
            return Poll::Ready(Some(done));
        }
        half.as_mut().poll(context).map(|()| None)
    })
    .await
}

/// What the log tells of a connection that broke off. Most clients that went away have lines of their own by what they asked, and one that
/// falls idle after its answers is as it should be.
fn unheard(error: &hyper::Error, asked: bool) -> Option<What> {
    if error.is_parse_too_large() {
        return Some(What::Unheard { status: Some(431), code: "head-too-large" });
    }
    if error.is_parse() {
        return Some(What::Unheard { status: Some(400), code: "head-not-understood" });
    }
    let is_late = error.is_timeout() && !asked;
    is_late.then_some(What::Unheard { status: None, code: "head-too-late" })
}

type Connection = http1::Connection<TokioIo<TcpStream>, Heard>;

fn connection(stream: TcpStream, heard: Heard, limits: Limits) -> Connection {
    // Both only make it quicker or end it sooner.
    let _ = stream.set_nodelay(true);
    let _ = set_tcp_user_timeout(&stream, limits.unread_millis);
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        // What is larger by less than that again is told so by a page.
        .max_buf_size(limits.head_bytes.saturating_mul(2))
        .serve_connection(TokioIo::new(stream), heard)
}
