//! How much one client may ask of the program.

use std::time::Duration;

/// Limits of connections and requests.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// So many connections are open at once, or as many as the system lets; further ones wait to be accepted. One that sends nothing holds its
    /// place as long as a head may take: there are more places than somebody who does no harm on purpose fills.
    pub connections: usize,
    /// So many answers are worked out at once.
    pub answers: usize,
    /// An answer that cannot be begun within this time is refused as busy.
    pub patience: Duration,
    /// The head of a request, its line and its headers, must be whole within this time; between two requests a connection waits no
    /// longer.
    pub head: Duration,
    /// The head of a request has at most so many bytes.
    pub head_bytes: usize,
    /// An address has at most so many bytes.
    pub address_bytes: usize,
    /// A client that takes nothing of an answer for so many milliseconds is cut off.
    pub unread_millis: u32,
    /// Answers that are being given when the program is to stop get so long.
    pub farewell: Duration,
    /// Of what is turned away at the door so many lines and no more are told in this time.
    pub minute: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 4096,
            answers: 8,
            patience: Duration::from_secs(20),
            head: Duration::from_secs(10),
            head_bytes: 16 * 1024,
            address_bytes: 4 * 1024,
            unread_millis: 30_000,
            farewell: Duration::from_secs(5),
            minute: Duration::from_mins(1),
        }
    }
}
