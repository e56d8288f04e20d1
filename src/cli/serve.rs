//! `serve`: pages for a browser on this machine. What serves them is handed in, because surfaces do not know each other.

use crate::cli::exit::Exit;
use crate::cli::output::{Answer, Stop};
use crate::cli::request::Globals;
use crate::explain::Complaint;
use crate::ledger::{Ledger, Spot};
use crate::value::Lang;
use crate::view::ServeV1;
use std::net::SocketAddr;
use std::path::Path;

/// What serves the pages of a ledger at an address until it is asked to end, and tells where as soon as it can be asked. The name is that
/// under which people know the ledger.
pub type Server = fn(Ledger, &Path, SocketAddr, &mut dyn FnMut(SocketAddr)) -> Result<Served, Box<Complaint>>;

/// How serving ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Served {
    /// It was asked to end.
    Asked,
    /// Somebody broke it off.
    Interrupted,
}

/// Serves the pages of the ledger until that is ended.
pub(super) fn serve(globals: &Globals, listen: SocketAddr, server: Server) -> Answer {
    let ledger = globals.open_read()?;
    let mut told = Ok(());
    let ended = server(ledger, &globals.ledger, listen, &mut |address| told = tell(globals, address));
    match (ended, told) {
        (_, Err(stop)) => Err(stop),
        (Ok(Served::Asked), Ok(())) => Ok(Exit::Done),
        (Ok(Served::Interrupted), Ok(())) => Ok(Exit::Interrupted),
        (Err(complaint), Ok(())) => {
            globals.complain(&complaint, &Spot::default(), Exit::Refused);
            Ok(Exit::Refused)
        }
    }
}

/// Says where the pages are, to people and to programs that want to open them.
fn tell(globals: &Globals, address: SocketAddr) -> Result<(), Stop> {
    let english = if globals.lang == Lang::En { "?lang=en" } else { "" };
    let url = format!("http://{address}/{english}");
    if globals.json.is_some() {
        return globals.row(&serde_json::to_value(ServeV1::at(&url)).unwrap_or_default());
    }
    globals
        .talk(&format!("在浏览器中打开 {url} ；按 Ctrl-C 结束"), &format!("open {url} in a browser; Ctrl-C ends it"));
    Ok(())
}
