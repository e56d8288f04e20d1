//! The pages as a browser and a program meet them, over a real connection.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so and stops")]

mod client;
mod command;
mod crawled;
mod deprecated;
mod desk;
mod door;
mod fresh;
mod guides;
mod hostile;
mod links;
mod looks;
mod pages;
mod registered;
mod retagged;
mod same;
mod tables;
mod times;
mod ways;

use crate::cli::Office;
use client::Reply;
use qizhang::http::{Ended, Limits, Listening, ServeError};
use qizhang::ledger::{FixedClock, Ledger};
use qizhang::value::Instant;
use qizhang::web::{Site, refused, router};
use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::thread::JoinHandle;
use tokio::sync::oneshot;

const SUBJECT: &str = "91110108551385082Q";
const PAYMENT: &str = "P-2026-0001";
/// The times of most questions here.
const ON: &str = "on=2026-12-31";

/// The pages of a ledger, given until the value goes away.
struct Open {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    serving: Option<JoinHandle<Result<Ended, ServeError>>>,
}

impl Open {
    /// The pages of the ledger of an office, on a day of January 2027.
    fn of(office: &Office) -> Self {
        Self::with(office, Limits::default())
    }

    fn with(office: &Office, limits: Limits) -> Self {
        let moment = Instant::parse("2027-01-05T09:00:00.000+08:00").unwrap();
        let ledger = Ledger::open_read(&office.path("qizhang.ledger"), Box::new(FixedClock(moment))).unwrap();
        let listening = Listening::at(SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
        let address = listening.address();
        let (stop, stopped) = oneshot::channel::<()>();
        let until = Box::new(move || {
            let asked = async move {
                let _ = stopped.await;
                Ended::Asked
            };
            Ok(Box::pin(asked) as Pin<Box<dyn Future<Output = Ended> + Send>>)
        });
        let router = router(Site::new(ledger, "qizhang.ledger"));
        let serving = std::thread::Builder::new().spawn(move || listening.serve(router, refused, limits, until, || {}));
        Self { address, stop: Some(stop), serving: Some(serving.unwrap()) }
    }

    /// The answer to a path with its query.
    fn get(&self, path: &str) -> Reply {
        client::ask(
            self.address,
            &format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address),
        )
    }

    /// A page that is there.
    fn page(&self, path: &str) -> String {
        let reply = self.get(path);
        assert_eq!(reply.status, 200, "{path}: {}", reply.text);
        assert_eq!(reply.header("content-type"), Some("text/html; charset=utf-8"), "{path}");
        reply.text
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        drop(self.stop.take());
        let ended = self.serving.take().map(JoinHandle::join);
        if !std::thread::panicking() {
            assert!(matches!(ended, Some(Ok(Ok(Ended::Asked)))), "serving ends when it is asked to: {ended:?}");
        }
    }
}
