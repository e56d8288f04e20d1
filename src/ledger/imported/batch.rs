//! A batch: what is good in a table, bound to the ledger it was checked against and to a digest over everything in it.

use super::fault::ImportFault;
use super::sift::{Sifted, Upload, type_named};
use super::twins::{Twin, Twins};
use crate::event::{Draft, Refusal, canonical_json};
use crate::ledger::clock::derived_id;
use crate::ledger::error::LedgerError;
use crate::ledger::fault::Fault;
use crate::ledger::log::LogFilter;
use crate::ledger::service::Ledger;
use crate::sheet::folded;
use crate::value::{Digest, EventId, Instant, Position};
use serde::{Deserialize, Serialize};
use serde_json::Value;

const FORMAT: &str = "import-batch.v1";
/// What stands in a remark behind who submitted, and behind who confirmed.
const SUBMITTED: &str = " 提交，";
const CONFIRMED: &str = " 确认";

/// A batch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "docs/schemas/import-batch.v1.json describes every field in both languages")]
pub struct Batch {
    pub format: String,
    pub number: u64,
    /// The name of the ledger it was checked against.
    pub ledger: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub version: u16,
    pub file: String,
    pub sha256: String,
    pub sheet: Option<String>,
    pub submitted_by: String,
    pub submitted_at: String,
    /// How far the ledger went when it was checked.
    pub checked_at: u64,
    pub events: Vec<BatchEvent>,
    /// Over everything else in it.
    pub digest: String,
}

/// An event of a batch, with the rows it was read from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "docs/schemas/import-batch.v1.json describes every field in both languages")]
pub struct BatchEvent {
    pub rows: Vec<u32>,
    pub event: Value,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept: Option<Kept>,
}

/// What an event looks like that was kept all the same: an event of the ledger, a row of a batch, or a row above.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "docs/schemas/import-batch.v1.json describes every field in both languages")]
pub struct Kept {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// The id that row will have in the ledger.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

/// Who confirmed a batch that the ledger has, and when it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence above names both")]
pub struct OnRecord {
    pub by: String,
    pub at: Instant,
}

impl Kept {
    fn of(twin: Twin) -> Self {
        let bare = Self { event: None, batch: None, row: None, id: None };
        match twin {
            Twin::Event(position) => Self { event: Some(position.0), ..bare },
            Twin::Row(row) => Self { row: Some(row), ..bare },
            Twin::Waiting { batch, row, id } => {
                Self { batch: Some(batch), row: Some(row), id: Some(id.to_string()), ..bare }
            }
        }
    }
}

impl Batch {
    /// The batch of what is good in a table; it has no number yet.
    pub fn of(upload: &Upload, sifted: &Sifted, by: &str, ledger: &Ledger) -> Self {
        let event = |good: &super::Good| BatchEvent {
            rows: good.rows.clone(),
            event: good.line.clone(),
            kept: good.kept.map(Kept::of),
        };
        Self {
            format: FORMAT.to_owned(),
            number: 0,
            ledger: ledger.own_name().to_owned(),
            kind: sifted.kind.to_string(),
            version: sifted.version,
            file: upload.name.clone(),
            sha256: upload.sha256.to_string(),
            sheet: sifted.sheet.as_deref().map(str::to_owned),
            submitted_by: by.to_owned(),
            submitted_at: ledger.now().to_string(),
            checked_at: sifted.head.0,
            events: sifted.good.iter().map(event).collect(),
            digest: String::new(),
        }
    }

    pub(super) fn numbered(mut self, number: u64) -> Self {
        self.number = number;
        self.digest = self.reckoned().to_string();
        self
    }

    /// Whether it is as it was submitted under this number.
    pub(super) fn is_whole(&self, number: u64) -> bool {
        self.format == FORMAT && self.number == number && self.digest == self.reckoned().to_string()
    }

    /// Refuses a batch that was checked against another ledger.
    pub fn belongs_to(&self, ledger: &Ledger) -> Result<(), LedgerError> {
        if self.ledger == ledger.own_name() {
            return Ok(());
        }
        let (submitted, own) = (self.ledger.clone(), ledger.own_name().to_owned());
        Err(LedgerError::Import(ImportFault::OtherLedger { number: self.number, submitted, own }))
    }

    /// The digest over everything else in it.
    fn reckoned(&self) -> Digest {
        let bare = Self { digest: String::new(), ..self.clone() };
        let text = serde_json::to_value(&bare).ok().and_then(|value| canonical_json(&value));
        Digest::of(text.unwrap_or_default().as_bytes())
    }

    /// Refuses a second person who is the first.
    pub fn confirmed_by(&self, by: &str) -> Result<(), LedgerError> {
        if self.is_of(by) {
            return Err(LedgerError::Import(ImportFault::SamePerson { number: self.number, by: by.to_owned() }));
        }
        Ok(())
    }

    /// The ids of its events follow from it, so that a batch confirmed twice is recorded once.
    pub fn identity(&self) -> Digest {
        Digest::parse(&self.digest).unwrap_or_else(|| self.reckoned())
    }

    /// The drafts of its events. A remark says which batch, file and row each comes from, who submitted it and who confirmed it.
    pub fn drafts(&self, by: &str) -> Result<Vec<Draft>, LedgerError> {
        let sheet = self.sheet.as_ref().map(|sheet| format!("〔{sheet}〕")).unwrap_or_default();
        let of = |one: &BatchEvent| {
            let refused = |refusal| LedgerError::Own(Box::new(Fault::Refused(Refusal::Envelope(refusal))));
            let mut draft = Draft::parse(&one.event.to_string()).map_err(refused)?;
            let rows = one.shown_rows();
            let (number, file, submitted) = (self.number, &self.file, &self.submitted_by);
            let origin = format!("导入批 {number}，{file}{sheet} 第 {rows} 行；{submitted}{SUBMITTED}{by}{CONFIRMED}");
            let note = draft.note.as_deref().map_or_else(|| origin.clone(), |note| format!("{note}（{origin}）"));
            draft.note = Some(note.into());
            Ok(draft)
        };
        self.events.iter().map(of).collect()
    }

    /// The id that an event of it will have, by its place from 0.
    pub(super) fn id_of(&self, at: usize) -> EventId {
        id_in(&self.identity(), at)
    }

    /// Where an event of it is in the ledger, by its place from 0; nowhere before the batch is recorded.
    pub fn place_of(&self, ledger: &Ledger, at: usize) -> Result<Option<Position>, LedgerError> {
        Ok(ledger.store.find(self.id_of(at))?)
    }

    /// Whether somebody is who submitted it. Names are compared without regard to width, blanks and capitals.
    pub fn is_of(&self, name: &str) -> bool {
        let plain = |name: &str| folded(name).to_lowercase();
        plain(&self.submitted_by) == plain(name)
    }

    /// Who confirmed it, where the ledger has it already.
    pub fn on_record(&self, ledger: &Ledger) -> Result<Option<OnRecord>, LedgerError> {
        on_record(ledger, &self.identity())
    }

    /// Asks once more what may be there already, of what was recorded after the batch was checked: nobody has chosen about that.
    /// What was kept beside a row of another batch may stand beside the event of that row.
    pub fn ask_again(&self, ledger: &Ledger) -> Result<(), LedgerError> {
        let twins = Twins::of(ledger, type_named(&ledger.catalogue(), &self.kind)?, Position(self.checked_at))?;
        let mut rows = Vec::new();
        for one in &self.events {
            let Some(Twin::Event(position)) = twins.of_line(&one.event).map(|(twin, _)| twin) else { continue };
            let kept = one.kept.as_ref().and_then(|kept| EventId::parse(kept.id.as_ref()?));
            let chosen = kept.map(|id| ledger.store.find(id)).transpose()?.flatten();
            if chosen != Some(position) {
                rows.push((one.shown_rows(), position));
            }
        }
        if rows.is_empty() {
            return Ok(());
        }
        Err(LedgerError::Import(ImportFault::RecordedSince { number: self.number, rows }))
    }
}

/// The id that an event of a batch has, by its place from 0.
fn id_in(batch: &Digest, at: usize) -> EventId {
    derived_id(batch, u64::try_from(at).unwrap_or(u64::MAX).saturating_add(1))
}

/// Who confirmed a batch, where the ledger has it. It is recorded whole, so its first event tells.
pub(super) fn on_record(ledger: &Ledger, batch: &Digest) -> Result<Option<OnRecord>, LedgerError> {
    let Some(position) = ledger.store.find(id_in(batch, 0))? else { return Ok(None) };
    let mut found = None;
    let filter = LogFilter { from: Some(position), until: position, ..LogFilter::default() };
    ledger.log(&filter, &mut |entry| {
        let note = entry.event.note.as_deref().unwrap_or_default();
        let by = note.rsplit_once(SUBMITTED).and_then(|(_, by)| by.trim_end_matches('）').strip_suffix(CONFIRMED));
        found = Some(OnRecord { by: by.unwrap_or_default().to_owned(), at: entry.event.recorded_at });
        false
    })?;
    Ok(found)
}

impl BatchEvent {
    /// Its rows, from the first to the last.
    pub fn shown_rows(&self) -> String {
        match self.rows[..] {
            [first, .., last] => format!("{first}–{last}"),
            [row] => row.to_string(),
            [] => String::new(),
        }
    }
}
