//! What is said of a file that was released, or could be: of a declaration and of a text of a policy alike.

use crate::cli::exit::Exit;
use crate::cli::output::{Answer, data};
use crate::cli::request::Globals;
use serde_json::Value;

/// A version that is pinned, or would be.
pub(super) struct Released {
    pub(super) name: String,
    pub(super) version: u16,
    pub(super) digest: String,
    /// The file that pins it.
    pub(super) lock: String,
    /// It was released before.
    pub(super) already: bool,
    /// It was pinned now.
    pub(super) written: bool,
}

/// Tells it to people, or its view to programs.
pub(super) fn told(globals: &Globals, released: Released, view: impl FnOnce(Released) -> Value) -> Answer {
    if globals.json.is_some() {
        globals.value(&view(released))?;
        return Ok(Exit::Done);
    }
    let Released { name, version, digest, lock, already, written } = released;
    data(&format!("{name}/{version}  {digest}\n"))?;
    match (already, written) {
        (true, _) => globals.talk("早已发布，没有变化", "it was released before and has not changed"),
        (false, true) => globals.talk(&format!("已发布，登记在 {lock}"), &format!("released, and pinned in {lock}")),
        (false, false) => globals.talk(
            &format!("可以发布，会登记在 {lock}；没有写入"),
            &format!("it can be released and would be pinned in {lock}; nothing was written"),
        ),
    }
    Ok(Exit::Done)
}
