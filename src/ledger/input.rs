//! A line on its way in: as it was given, as it lies, and as it can be given back.

use crate::event::{Draft, Refusal};
use crate::ledger::fault::Fault;
use crate::store::EVENT_BYTES_MAX;

/// So many letters are shown of a line that is not given back whole.
const SHOWN: usize = 200;
/// So many bytes are those letters at most, each four of UTF-8.
pub(super) const BEGIN_BYTES: usize = 4 * SHOWN;

/// A line as it was given.
pub(super) enum Given {
    Text(String),
    /// Read already.
    Draft(Box<Draft>),
}

/// A line where it lies.
#[derive(Clone, Copy)]
pub(super) enum Input<'r> {
    Text(&'r str),
    /// These bytes are not text at all.
    NotText(&'r [u8]),
    Draft(&'r Draft),
    /// A line of so many bytes, more than an event may have, and how it begins.
    TooLong(usize, &'r [u8]),
}

/// A line as it can be given back to whoever brought it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Back {
    /// Its text, when it came as text that was read.
    pub text: Option<String>,
    /// How a line begins that is no text or too long, with U+FFFD for what is no text.
    pub begins: Option<String>,
}

impl Given {
    pub(super) fn input(&self) -> Input<'_> {
        match self {
            Given::Text(text) => Input::Text(text),
            Given::Draft(draft) => Input::Draft(draft),
        }
    }
}

impl Input<'_> {
    /// As it can be given back.
    pub(super) fn back(&self) -> Back {
        match self {
            Self::Text(text) => Back { text: Some((*text).to_owned()), begins: None },
            Self::NotText(bytes) | Self::TooLong(_, bytes) => {
                let begins = String::from_utf8_lossy(bytes).chars().take(SHOWN).collect();
                Back { text: None, begins: Some(begins) }
            }
            Self::Draft(_) => Back::default(),
        }
    }

    /// The text of a line that may be an event.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) if text.len() <= EVENT_BYTES_MAX => Some(text),
            Self::Text(_) | Self::NotText(_) | Self::Draft(_) | Self::TooLong(..) => None,
        }
    }

    /// Reads a line.
    pub(super) fn read(&self) -> Result<Draft, Fault> {
        let too_long = |bytes| Err(Fault::LineTooLong { bytes, most: EVENT_BYTES_MAX });
        match self {
            Self::Text(text) if text.len() > EVENT_BYTES_MAX => too_long(text.len()),
            Self::TooLong(bytes, _) => too_long(*bytes),
            Self::Text(text) => Draft::parse(text).map_err(|refusal| Fault::Refused(Refusal::Envelope(refusal))),
            Self::NotText(_) => Err(Fault::NotText),
            Self::Draft(draft) => Ok(Draft::clone(draft)),
        }
    }
}
