//! Who writes the lines: a thread of its own, so that nobody waits for whoever reads the log.

use std::io::{self, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::thread::Builder;
use std::time::Duration;

/// So many lines wait to be written; more are lost, and counted.
const WAITING: usize = 4096;
/// At the end, whoever reads the log gets so long to take what waits.
const FAREWELL: Duration = Duration::from_secs(1);

enum Piece {
    Line(String),
    End,
}

/// A thread that writes.
#[derive(Debug)]
pub(super) struct Writer {
    pieces: SyncSender<Piece>,
}

/// Tells when all is written.
#[derive(Debug)]
pub(super) struct Ending(Receiver<()>);

impl Writer {
    /// Begins to write.
    pub(super) fn begun(mut to: Box<dyn Write + Send>) -> io::Result<(Self, Ending)> {
        let (pieces, waiting) = sync_channel(WAITING);
        let (done, ending) = sync_channel::<()>(0);
        let write = move || {
            let _done = done;
            while let Ok(Piece::Line(line)) = waiting.recv() {
                // A log that nobody can read is no reason to serve nothing.
                let _ = to.write_all(line.as_bytes()).and_then(|()| to.flush());
            }
        };
        Builder::new().name("log".to_owned()).spawn(write)?;
        Ok((Self { pieces }, Ending(ending)))
    }

    /// Hands a line over; `false` where too many wait already.
    pub(super) fn line(&self, line: String) -> bool {
        self.pieces.try_send(Piece::Line(line)).is_ok()
    }

    /// Writes what waits, and ends.
    pub(super) fn end(&self, ending: &Ending) {
        if let Err(TrySendError::Full(_)) = self.pieces.try_send(Piece::End) {
            return;
        }
        // It speaks by going away.
        let _: Result<(), RecvTimeoutError> = ending.0.recv_timeout(FAREWELL);
    }
}
