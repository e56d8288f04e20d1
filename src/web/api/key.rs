//! The key by which a request is not done twice: the header `Idempotency-Key` of the IETF draft of that name.

use crate::value::Digest;
use crate::web::api::turned::Turned;
use axum::http::HeaderMap;

const HEADER: &str = "idempotency-key";
/// It has at most so many letters.
const MOST: usize = 128;

/// The key of a request, without the quotation marks the draft asks for.
pub(super) fn key(headers: &HeaderMap) -> Result<Option<String>, Turned> {
    let mut all = headers.get_all(HEADER).iter();
    let (Some(first), None) = (all.next(), all.next()) else {
        return match headers.get(HEADER) {
            None => Ok(None),
            Some(_) => Err(Turned::Key { given: Some("…, …".to_owned()) }),
        };
    };
    let given = first.to_str().unwrap_or_default().trim();
    let plain = given.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(given);
    let visible = plain.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"' && byte != b'\\');
    if visible && (1..=MOST).contains(&plain.len()) {
        return Ok(Some(plain.to_owned()));
    }
    Err(Turned::Key { given: Some(given.to_owned()) })
}

/// What stands for a key of an actor, so that two of them may use the same one.
pub(super) fn digest(actor: &str, key: &str) -> Digest {
    Digest::of_parts(&[b"qizhang api append", &[0], actor.as_bytes(), &[0], key.as_bytes()])
}
