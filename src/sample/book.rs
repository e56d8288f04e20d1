//! The lines written so far.

use super::body::Body;
use super::calendar;
use super::documents;
use super::line::{Document, Line, uuid, uuid_text};
use super::rng::Rng;
use chrono::NaiveDate;
use serde_json::Value;
use std::collections::BTreeMap;

/// Where a line was written: what others need to refer to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Written {
    /// Its id.
    pub(super) id: [u8; 16],
    /// When it was recorded.
    pub(super) at: i64,
}

impl Written {
    /// Its id as text.
    pub(super) fn id_text(self) -> String {
        uuid_text(self.id)
    }
}

/// All lines, in the order they were drawn, and the running numbers of documents.
#[derive(Debug)]
pub(super) struct Book {
    lines: Vec<Line>,
    numbers: BTreeMap<(&'static str, i32), u32>,
    rng: Rng,
}

impl Book {
    /// An empty book.
    pub(super) fn new(seed: u64) -> Self {
        Self { lines: Vec::new(), numbers: BTreeMap::new(), rng: Rng::part(seed, "book", 0) }
    }

    /// Writes a line, with its document where its kind has one.
    pub(super) fn write(&mut self, kind: &'static str, day: NaiveDate, at: i64, body: Body) -> Written {
        self.write_by(documents::desk_of(kind), kind, day, at, body)
    }

    /// Writes a line recorded by somebody other than the desk of its kind.
    pub(super) fn write_by(
        &mut self,
        by: &'static str,
        kind: &'static str,
        day: NaiveDate,
        at: i64,
        body: Body,
    ) -> Written {
        self.write_whole(by, kind, (day, at), body.into_value())
    }

    /// Writes a line with its whole body.
    pub(super) fn write_whole(
        &mut self,
        by: &'static str,
        kind: &'static str,
        (day, at): (NaiveDate, i64),
        data: Value,
    ) -> Written {
        let id = uuid(at, self.rng.bytes16());
        let evidence = self.document(kind, id).into_iter().collect();
        self.lines.push(Line { kind, occurred_on: day, recorded_at: at, recorded_by: by, id, data, evidence });
        Written { id, at }
    }

    fn document(&mut self, kind: &'static str, id: [u8; 16]) -> Option<Document> {
        let title = documents::document_of(kind)?;
        let uri = format!("archive/{kind}/{}.pdf", uuid_text(id));
        Some(Document { title, sha256: self.rng.digest(), uri })
    }

    /// A moment some days after a day, in office hours, and later than another moment.
    pub(super) fn moment(&mut self, day: NaiveDate, lag: calendar::Lag, after: i64) -> i64 {
        let heard = calendar::plus(day, self.rng.between(lag.0, lag.1));
        let at = calendar::moment(&mut self.rng, heard);
        if at > after {
            return at;
        }
        let later = calendar::plus(calendar::day_of(after), self.rng.between(1, 8));
        calendar::moment(&mut self.rng, later)
    }

    /// The next running number of a kind of document in a year, from 1.
    pub(super) fn number(&mut self, of: &'static str, year: i32) -> u32 {
        let last = self.numbers.entry((of, year)).or_insert(0);
        *last += 1;
        *last
    }

    /// The lines so far, in the order they were drawn.
    pub(super) fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The finished lines up to a moment, in order of recording.
    pub(super) fn finish(mut self, until: i64) -> Vec<Line> {
        self.lines.retain(|line| line.recorded_at <= until);
        self.lines.sort_by_key(|line| line.recorded_at);
        self.lines
    }
}
