//! A place on this machine that is listened at.

use crate::http::connections::accept;
use crate::http::door::behind;
use crate::http::error::ServeError;
use crate::http::limits::Limits;
use crate::http::refusal::Face;
use crate::http::stop::{Ended, Until};
use axum::Router;
use std::io;
use std::net::{SocketAddr, TcpListener};

/// A place that is listened at: whoever connects waits until pages are served.
#[derive(Debug)]
pub struct Listening {
    listener: TcpListener,
    address: SocketAddr,
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
            Ok(Self { listener, address })
        };
        begun().map_err(|error| ServeError::of(address, error))
    }

    /// The address with the port that is really used.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves a router until it is to end; `face` tells whoever is turned away. `ready` is called as soon as both pages and the end can be
    /// asked for. Answers that are being given are finished first.
    pub fn serve(
        self,
        router: Router,
        face: Face,
        limits: Limits,
        until: Until,
        ready: impl FnOnce(),
    ) -> Result<Ended, ServeError> {
        let Self { listener, address } = self;
        let router = behind(router, address, face, limits);
        let run = || -> io::Result<Ended> {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .worker_threads(2)
                .max_blocking_threads(limits.answers.max(1))
                .enable_all()
                .build()?;
            let ended = runtime.block_on(async {
                let ending = until()?;
                let listener = tokio::net::TcpListener::from_std(listener)?;
                ready();
                Ok(accept(listener, router, limits, ending).await)
            });
            // Whoever works on an answer that nobody waits for any more is not waited for.
            runtime.shutdown_background();
            ended
        };
        run().map_err(|error| ServeError::System(address, error))
    }
}
