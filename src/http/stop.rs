//! When to stop.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::Poll;
use tokio::signal::unix::{SignalKind, signal};

/// How serving ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// It was asked to end, as a system asks its services.
    Asked,
    /// Somebody broke it off at the keyboard.
    Interrupted,
}

/// Ends when serving is to end; it is made where the serving runs.
pub type Until = Box<dyn FnOnce() -> io::Result<Pin<Box<dyn Future<Output = Ended> + Send>>> + Send>;

/// Serves until a signal comes: Ctrl-C or SIGTERM.
pub fn signals() -> Until {
    Box::new(|| {
        let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
        let first = std::future::poll_fn(move |context| {
            if interrupt.poll_recv(context).is_ready() {
                return Poll::Ready(Ended::Interrupted);
            }
            terminate.poll_recv(context).map(|_| Ended::Asked)
        });
        Ok(Box::pin(first) as Pin<Box<dyn Future<Output = Ended> + Send>>)
    })
}
