//! Our limits in the suite's terms.
//!
//! We limit bytes: of an envelope, and of the tags and keys of an event together. The suite wants to know how much data
//! and how many tags that is, so both figures are those of the very events it tries them with. Were they off by one, the
//! suite would be told "accepted" or "refused" by the store where it expects the other.

use qizhang::store::LABEL_BYTES_MAX;

use crate::envelope;

/// The most data of an event of this type, as the rule names it.
pub(crate) const DATA_MAX: usize = envelope::data_max("AtTheCeiling".len());

/// The most tags spelled as the rule spells them; each takes a byte more for its length.
pub(crate) const TAGS_MAX: usize = LABEL_BYTES_MAX / ("k00000:v00000".len() + 1);
