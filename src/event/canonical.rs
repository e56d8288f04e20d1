//! Canonical bytes: one content, one spelling (RFC 8785).

/// The canonical JSON of a value: keys sorted by UTF-16, no spaces, numbers in their shortest form.
///
/// Bodies hold no fractions, so every number is a whole one and canonicalisation cannot lose anything.
pub fn canonical_json(value: &serde_json::Value) -> Option<String> {
    serde_json_canonicalizer::to_string(value).ok()
}
