//! A place on this machine that is listened at.

use crate::http::connections::{Served, accept};
use crate::http::door::behind;
use crate::http::error::ServeError;
use crate::http::host::Names;
use crate::http::limits::Limits;
use crate::http::log::{Log, What};
use crate::http::measures::Measures;
use crate::http::number::Numbers;
use crate::http::places::places;
use crate::http::stop::{Ended, Until};
use crate::http::surface::Surface;
use crate::value::PublicName;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use tokio::sync::watch;

/// Threads beside those that work out answers: for subscribers, for writers, and to find out whether the ledger can be read.
const BESIDE: usize = 4;

/// A place that is listened at: whoever connects waits until pages are served.
#[derive(Debug)]
pub struct Listening {
    listener: TcpListener,
    address: SocketAddr,
    log: Option<Arc<Log>>,
    public: Option<PublicName>,
}

impl Listening {
    /// Listens at an address of this machine alone; port 0 takes any that is free.
    pub fn at(address: SocketAddr) -> Result<Self, ServeError> {
        if !address.ip().is_loopback() {
            return Err(ServeError::BeyondLoopback(address));
        }
        let begun = || {
            let listener = TcpListener::bind(address)?;
            listener.set_nonblocking(true)?;
            let address = listener.local_addr()?;
            Ok(Self { listener, address, log: None, public: None })
        };
        begun().map_err(|error| ServeError::of(address, error))
    }

    /// The same, with a log.
    #[must_use]
    pub fn logged(self, log: Option<Arc<Log>>) -> Self {
        Self { log, ..self }
    }

    /// The same, reached from other machines by a name, which a server on this machine hands on.
    #[must_use]
    pub fn reached(self, public: Option<PublicName>) -> Self {
        Self { public, ..self }
    }

    /// The address with the port that is really used.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until it is to end. `ready` is called as soon as both pages and the end can be asked for. Answers that are being given are
    /// finished first; streams of events end at once.
    pub fn serve(
        self,
        surface: Surface,
        limits: Limits,
        until: Until,
        ready: impl FnOnce(),
    ) -> Result<Ended, ServeError> {
        let Self { listener, address, log, public } = self;
        let names = Names { place: address, public };
        // Whatever is opened from here on finds room.
        let places = places(&listener, limits.connections)?;
        let measures = Arc::new(Measures::default());
        let (end, ended) = watch::channel(false);
        let numbers = Numbers::begun().map_err(|error| ServeError::System(address, error))?;
        let router = behind(surface, names, limits, (Arc::clone(&measures), log.clone(), numbers), ended.clone());
        let run = || -> io::Result<Ended> {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .worker_threads(2)
                .max_blocking_threads(limits.answers.saturating_add(BESIDE))
                .enable_all()
                .build()?;
            let ended = runtime.block_on(async {
                let ending = until()?;
                let listener = tokio::net::TcpListener::from_std(listener)?;
                ready();
                if let Some(log) = &log {
                    log.tell(&What::Begun { address: address.to_string() });
                }
                let served = Served { router, limits, places, measures, log: log.clone() };
                Ok(accept(listener, served, ending, (end, ended)).await)
            });
            // Whoever works on an answer that nobody waits for any more is not waited for.
            runtime.shutdown_background();
            ended
        };
        let ended = run();
        if let Some(log) = &log {
            log.end();
        }
        ended.map_err(|error| ServeError::of(address, error))
    }
}
