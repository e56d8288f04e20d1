//! `serve`: pages for a browser on this machine. What serves them is handed in, because surfaces do not know each other.

use crate::access::Desk;
use crate::cli::exit::Exit;
use crate::cli::output::{Answer, Stop, log};
use crate::cli::request::{Globals, Serve};
use crate::explain::Complaint;
use crate::ledger::{Ledger, Spot};
use crate::value::{Lang, PublicName};
use crate::view::ServeV1;
use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;

/// What serves pages.
#[derive(Clone, Copy)]
pub struct Server {
    /// Whether the system lets it, which is looked at before the ledger is opened.
    pub may: fn() -> Result<(), Box<Complaint>>,
    /// Serves the pages of a ledger at an address until it is asked to end, and tells where as soon as it can be asked.
    pub serves: Serves,
}

/// Serves the pages of a ledger at an address until it is asked to end, and tells where as soon as it can be asked.
pub type Serves = fn(Serving, &mut dyn FnMut(SocketAddr)) -> Result<Served, Box<Complaint>>;

/// What is served.
pub struct Serving {
    /// The ledger; open for writing where programs may write to it.
    pub ledger: Ledger,
    /// The name people know it by.
    pub name: PathBuf,
    /// The address that is listened at.
    pub listen: SocketAddr,
    /// How what programs send is recorded; none where nothing may come in.
    pub writes: Option<Writes>,
    /// What is told of each request; nothing where nobody wants it.
    pub log: Option<Logging>,
}

/// What is told of each request.
pub struct Logging {
    /// In which form.
    pub form: LogForm,
    /// To whom.
    pub to: Box<dyn Write + Send>,
}

/// How the lines of a log are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogForm {
    /// An object a line.
    Json,
    /// Words.
    Text,
}

/// How what programs send is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Writes {
    /// The key that signs, when another place than beside the ledger is named.
    pub key: Option<PathBuf>,
    /// The clock is right although the last entry is more than thirty days old.
    pub clock_is_right: bool,
    /// Whoever reads is to be signed in, or to show a token, too.
    pub closed: bool,
    /// The name by which other machines reach the pages.
    pub public: Option<PublicName>,
}

/// How serving ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Served {
    /// It was asked to end.
    Asked,
    /// Somebody broke it off.
    Interrupted,
}

/// Serves the pages of the ledger until that is ended. Where programs may write, nobody else does meanwhile, and the key is looked at
/// before anybody is let in.
pub(super) fn serve(globals: &Globals, request: &Serve, server: Server) -> Answer {
    let Serve { listen, write, closed, ref public, clock_is_right, log: form } = *request;
    // Whoever reads objects finds nothing else on standard error.
    let globals = &Globals { quiet: globals.quiet || form == Some(LogForm::Json), ..globals.clone() };
    if let Err(complaint) = (server.may)() {
        globals.complain(&complaint, &Spot::default(), Exit::Refused);
        return Ok(Exit::Refused);
    }
    let ledger = if write { globals.open()? } else { globals.open_read()? };
    if write {
        ledger.signer(globals.key.as_deref())?;
        let standing = Desk::beside(&globals.ledger, ledger.own_name()).standing()?;
        if standing.tokens.is_empty() && standing.users.is_empty() {
            globals.talk(
                "还没有令牌，也没有用户，什么也录不进来：程序用 qizhang token new 发令牌，人用 qizhang user add 添加",
                "there is no token and no user yet, and nothing can be recorded: issue a token to a program with qizhang token new, add a person with qizhang user add",
            );
        }
    }
    let writes = write.then(|| Writes { key: globals.key.clone(), clock_is_right, closed, public: public.clone() });
    let log = form.map(|form| Logging { form, to: log() });
    let serving = Serving { ledger, name: globals.ledger.clone(), listen, writes, log };
    let mut told = Ok(());
    let ended = (server.serves)(serving, &mut |address| told = tell(globals, address, public.as_ref()));
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
fn tell(globals: &Globals, address: SocketAddr, public: Option<&PublicName>) -> Result<(), Stop> {
    let english = if globals.lang == Lang::En { "?lang=en" } else { "" };
    let url = format!("http://{address}/{english}");
    if globals.json.is_some() {
        return globals
            .row(&serde_json::to_value(ServeV1::at(&url, public.map(ToString::to_string))).unwrap_or_default());
    }
    globals
        .talk(&format!("在浏览器中打开 {url} ；按 Ctrl-C 结束"), &format!("open {url} in a browser; Ctrl-C ends it"));
    if let Some(public) = public {
        globals.talk(
            &format!("从别的机器打开 {public}/ ：由本机上加密的代理转到 {address}"),
            &format!(
                "from other machines open {public}/: a proxy on this machine that encrypts hands it on to {address}"
            ),
        );
    }
    Ok(())
}
