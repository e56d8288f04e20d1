//! The pages as a browser and a program meet them, over a real connection.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so and stops")]

mod accessed;
mod api;
mod batches;
mod brought;
mod bundled;
mod client;
mod command;
mod crawled;
mod deprecated;
mod described;
mod desk;
mod door;
mod ending;
mod floods;
mod follows;
mod fresh;
mod guides;
mod handed;
mod handing;
mod hostile;
mod imported;
mod jobs;
mod keys;
mod links;
mod logged;
mod looks;
mod operations;
mod pages;
mod parts;
mod people;
mod program;
mod reached;
mod recorded;
mod registered;
mod retagged;
mod same;
mod strange;
mod tables;
mod times;
mod veiled;
mod versions;
mod waiting;
mod ways;

use crate::cli::Office;
use client::Reply;
use qizhang::access::{Desk, Scope};
use qizhang::http::{Ended, Head, Limits, Listening, Log, ServeError, Surface, TurnedAway, Witness};
use qizhang::ledger::{Batches, FixedClock, Ledger, LedgerError};
use qizhang::value::{Instant, PublicName};
use qizhang::web::{Away, Site, Writing, allows, class, opens, refused, router, strange};
use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::thread::JoinHandle;
use tokio::sync::oneshot;

const SUBJECT: &str = "91110108551385082Q";
const PAYMENT: &str = "P-2026-0001";
/// The times of most questions here.
const ON: &str = "on=2026-12-31";

/// The moment it is in most tests here.
fn moment() -> Instant {
    Instant::parse("2027-01-05T09:00:00.000+08:00").unwrap()
}

/// The pages of a ledger, given until the value goes away.
struct Open {
    desk: Desk,
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
        let ledger = Ledger::open_read(&office.path("qizhang.ledger"), Box::new(FixedClock(moment()))).unwrap();
        Self::serving(office, ledger, None, limits)
    }

    /// The same, and programs may write.
    fn written(office: &Office) -> Self {
        let ledger = Ledger::open(&office.path("qizhang.ledger"), Box::new(FixedClock(moment()))).unwrap();
        let writing = Writing { clock_is_right: true, ..Writing::default() };
        Self::serving(office, ledger, Some(writing), Limits::default())
    }

    /// The same, and whoever reads is to be signed in too.
    fn closed(office: &Office) -> Self {
        let ledger = Ledger::open(&office.path("qizhang.ledger"), Box::new(FixedClock(moment()))).unwrap();
        let writing = Writing { clock_is_right: true, closed: true, ..Writing::default() };
        Self::serving(office, ledger, Some(writing), Limits::default())
    }

    /// The same, and other machines reach it by a name.
    fn reached(office: &Office, name: &str) -> Self {
        let ledger = Ledger::open(&office.path("qizhang.ledger"), Box::new(FixedClock(moment()))).unwrap();
        let public = PublicName::parse(&format!("https://{name}"));
        let writing = Writing { clock_is_right: true, closed: true, public, ..Writing::default() };
        Self::serving(office, ledger, Some(writing), Limits::default())
    }

    /// The same as written, with limits.
    fn floodable(office: &Office, limits: Limits) -> Self {
        let ledger = Ledger::open(&office.path("qizhang.ledger"), Box::new(FixedClock(moment()))).unwrap();
        let writing = Writing { clock_is_right: true, ..Writing::default() };
        Self::serving(office, ledger, Some(writing), limits)
    }

    /// The same with a log, and programs may write where that is said.
    fn logged(office: &Office, writes: bool, limits: Limits, log: Option<Arc<Log>>) -> Self {
        let (path, clock) = (office.path("qizhang.ledger"), Box::new(FixedClock(moment())));
        let ledger = if writes { Ledger::open(&path, clock) } else { Ledger::open_read(&path, clock) };
        let writing = writes.then_some(Writing { clock_is_right: true, ..Writing::default() });
        Self::serving_with(office, ledger.unwrap(), writing, (limits, log))
    }

    fn serving(office: &Office, ledger: Ledger, writing: Option<Writing>, limits: Limits) -> Self {
        Self::serving_with(office, ledger, writing, (limits, None))
    }

    fn serving_with(
        office: &Office,
        ledger: Ledger,
        writing: Option<Writing>,
        (limits, log): (Limits, Option<Arc<Log>>),
    ) -> Self {
        let desk = Desk::beside(&office.path("qizhang.ledger"), ledger.own_name());
        let listening = Listening::at(SocketAddr::from(([127, 0, 0, 1], 0))).unwrap().logged(log);
        let listening = listening.reached(writing.as_ref().and_then(|writing| writing.public.clone()));
        let address = listening.address();
        let (stop, stopped) = oneshot::channel::<()>();
        let until = Box::new(move || {
            let asked = async move {
                let _ = stopped.await;
                Ended::Asked
            };
            Ok(Box::pin(asked) as Pin<Box<dyn Future<Output = Ended> + Send>>)
        });
        let site = Site::new(ledger, "qizhang.ledger").at_desk(desk.clone());
        let site = site.with_batches(Batches::beside(&office.path("qizhang.ledger"))).telling_every(limits.minute);
        let site = Arc::new(match writing {
            Some(writing) => site.written(writing),
            None => site,
        });
        let told = |error: LedgerError| Box::new((error.complaint_elsewhere(), error.spot_elsewhere()));
        let [own, same] = [(); 2].map(|()| Arc::clone(&site));
        let head: Head = Arc::new(move || own.head().map(|head| head.0).map_err(told));
        let ready: Head = Arc::new(move || same.ready().map(|head| head.0).map_err(told));
        let door = Arc::clone(&site);
        let witness: Witness = Arc::new(move |turned: &TurnedAway| {
            let TurnedAway { number, method, path, status, code, untold } = turned;
            let (method, status) = (method.as_str(), status.as_u16());
            door.turned_away(&Away { number, method, path, status, code, untold: *untold })
        });
        let surface =
            Surface { router: router(site), face: refused, class, head, ready, witness, strange, opens, allows };
        let serving = std::thread::Builder::new().spawn(move || listening.serve(surface, limits, until, || {}));
        Self { desk, address, stop: Some(stop), serving: Some(serving.unwrap()) }
    }

    /// A token of somebody, for something, until the end of the month.
    fn token(&self, scopes: &[Scope]) -> String {
        let until = moment().day().plus_days(26);
        self.desk.issue(("hr-system", scopes, until), moment(), "clerk").unwrap().secret.told().to_owned()
    }

    /// The answer to events that a program sends: with some headers, to an address that may have a query.
    fn post(&self, path: &str, headers: &[(&str, &str)], body: &str) -> Reply {
        let headers: String = headers.iter().flat_map(|(name, value)| [*name, ": ", *value, "\r\n"]).collect();
        let (host, length) = (self.address, body.len());
        client::ask(
            self.address,
            &format!(
                "POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {length}\r\nConnection: close\r\n{headers}\r\n{body}"
            ),
        )
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
