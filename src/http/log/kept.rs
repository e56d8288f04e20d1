//! What is told, and to whom.

use super::entry::Entry;
use super::line::{Form, What};
use super::writer::{Ending, Writer};
use crate::ledger::{Clock, SystemClock};
use axum::http::Method;
use std::fmt;
use std::io::{self, Write};
use std::panic::Location;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

/// A log that is being written.
pub struct Log {
    form: Form,
    writer: Writer,
    ending: Mutex<Ending>,
    /// Lines that could not be handed over.
    lost: AtomicU64,
}

impl fmt::Debug for Log {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Log").field("form", &self.form).finish_non_exhaustive()
    }
}

impl Log {
    /// Begins to write lines of a form.
    pub fn begun(form: Form, to: Box<dyn Write + Send>) -> io::Result<Arc<Self>> {
        let (writer, ending) = Writer::begun(to)?;
        Ok(Arc::new(Self { form, writer, ending: Mutex::new(ending), lost: AtomicU64::new(0) }))
    }

    /// Tells that the program itself failed, by the place alone: what it says about the failure may have names in it.
    pub fn failed(&self, place: Option<&Location<'_>>) {
        let place = place.map_or_else(|| "?".to_owned(), |place| format!("{}:{}", place.file(), place.line()));
        self.tell(&What::Failed { place });
    }

    /// A request that has come, under its number.
    pub(in crate::http) fn request(self: &Arc<Self>, method: &Method, number: &str) -> Entry {
        Entry::begun(Arc::clone(self), SystemClock.now(), number.to_owned(), method)
    }

    /// Tells something that has just happened.
    pub(in crate::http) fn tell(&self, what: &What) {
        self.tell_of(SystemClock.now(), what);
    }

    /// Tells something of a moment.
    pub(super) fn tell_of(&self, at: crate::value::Instant, what: &What) {
        let lines = self.lost.swap(0, Ordering::Relaxed);
        let before = if lines == 0 { String::new() } else { What::Lost { lines }.line(at, self.form) };
        if !self.writer.line(format!("{before}{}", what.line(at, self.form))) {
            self.lost.fetch_add(lines.saturating_add(1), Ordering::Relaxed);
        }
    }

    /// Tells that nothing is served any more, and waits a little until all is written.
    pub(in crate::http) fn end(&self) {
        self.tell(&What::Ended);
        if let Ok(ending) = self.ending.lock() {
            self.writer.end(&ending);
        }
    }
}

/// Paper that takes nothing until somebody lets go.
#[cfg(test)]
struct Held(Arc<Mutex<()>>, Arc<Mutex<Vec<u8>>>);

#[cfg(test)]
impl Write for Held {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let _free = self.0.lock();
        self.1.lock().map_err(|_| io::Error::other("broken"))?.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn nobody_waits_for_whoever_reads_and_what_is_lost_is_counted() {
    let (gate, paper) = (Arc::new(Mutex::new(())), Arc::new(Mutex::new(Vec::new())));
    let log = Log::begun(Form::Text, Box::new(Held(Arc::clone(&gate), Arc::clone(&paper)))).expect("it begins");
    let held = gate.lock().expect("nobody has it");
    for _ in 0..5000 {
        log.failed(None);
    }
    drop(held);
    // What waits is written, then the next line tells how many are missing.
    while String::from_utf8_lossy(&paper.lock().expect("whole")).lines().count() < 4096 {
        std::thread::yield_now();
    }
    log.failed(Some(Location::caller()));
    log.end();
    let text = String::from_utf8(paper.lock().expect("whole").clone()).expect("text");
    let told = text.lines().filter(|line| line.contains(" failed ?")).count();
    let lost: usize = text.lines().filter_map(|line| line.split(" lost ").nth(1)?.parse::<usize>().ok()).sum();
    assert!(lost > 0 && told + lost == 5000, "{told} told and {lost} lost");
    assert!(text.contains(&format!(" failed {}:", file!())) && text.ends_with(" ended\n"), "the last lines are whole");
}
