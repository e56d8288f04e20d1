//! Connections: so many at once, each with its own time, all finished before the end.

use crate::http::limits::Limits;
use crate::http::measures::Measures;
use crate::http::stop::Ended;
use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
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
    pub(super) measures: Arc<Measures>,
}

/// Accepts connections until it is to end, tells that it ends, and waits for the answers that are being given then.
pub(super) async fn accept(
    listener: TcpListener,
    served: Served,
    mut ending: Pin<Box<dyn Future<Output = Ended> + Send>>,
    end: watch::Sender<bool>,
) -> Ended {
    let limits = served.limits;
    let graceful = GracefulShutdown::new();
    let ended = {
        let mut accepting = pin!(accepted(&listener, &served, &graceful));
        poll_fn(|context| {
            if let Poll::Ready(ended) = ending.as_mut().poll(context) {
                return Poll::Ready(ended);
            }
            accepting.as_mut().poll(context).map(|never| match never {})
        })
        .await
    };
    // Nobody connects any more; what is still unfinished after the farewell is cut off.
    drop(listener);
    end.send_replace(true);
    let _ = timeout(limits.farewell, graceful.shutdown()).await;
    ended
}

async fn accepted(listener: &TcpListener, served: &Served, graceful: &GracefulShutdown) -> Infallible {
    let Served { router, limits, measures } = served;
    let places = Arc::new(Semaphore::new(limits.connections));
    loop {
        // Nobody closes the places.
        let place = Arc::clone(&places).acquire_owned().await;
        match listener.accept().await {
            Ok((stream, _)) => {
                let served = graceful.watch(connection(stream, router.clone(), *limits));
                let measures = Arc::clone(measures);
                tokio::spawn(async move {
                    let _open = measures.connection();
                    // A client that went away or broke off is nothing to tell anybody about.
                    let _ = served.await;
                    drop(place);
                });
            }
            Err(_) => sleep(PAUSE).await,
        }
    }
}

type Connection = http1::Connection<TokioIo<TcpStream>, TowerToHyperService<Router>>;

fn connection(stream: TcpStream, router: Router, limits: Limits) -> Connection {
    // Both only make it quicker or end it sooner.
    let _ = stream.set_nodelay(true);
    let _ = set_tcp_user_timeout(&stream, limits.unread_millis);
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        // What is larger by less than that again is told so by a page.
        .max_buf_size(limits.head_bytes.saturating_mul(2))
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router))
}
