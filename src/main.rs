//! The program: its surfaces, put together.

use qizhang::cli::Server;
use std::process::ExitCode;

/// Lines are read on one processor and recorded on another, which the usual allocator is slow at (decision 0007).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    qizhang::cli::run(std::env::args_os().collect(), SERVER)
}

#[cfg(not(feature = "serve"))]
const SERVER: Option<Server> = None;

#[cfg(feature = "serve")]
const SERVER: Option<Server> = Some(serving::serve);

/// The pages behind the door, for the command line.
#[cfg(feature = "serve")]
mod serving {
    use qizhang::cli::Served;
    use qizhang::explain::Complaint;
    use qizhang::http::{Ended, Limits, Listening, signals};
    use qizhang::ledger::Ledger;
    use qizhang::web::{Site, refused, router};
    use std::net::SocketAddr;
    use std::path::Path;

    pub(super) fn serve(
        ledger: Ledger,
        name: &Path,
        listen: SocketAddr,
        tell: &mut dyn FnMut(SocketAddr),
    ) -> Result<Served, Box<Complaint>> {
        let complaint = |error: qizhang::http::ServeError| Box::new(error.complaint());
        let listening = Listening::at(listen).map_err(complaint)?;
        let address = listening.address();
        let site = Site::new(ledger, &name.display().to_string());
        let ready = || tell(address);
        let ended = listening.serve(router(site), refused, Limits::default(), signals(), ready).map_err(complaint)?;
        Ok(match ended {
            Ended::Asked => Served::Asked,
            Ended::Interrupted => Served::Interrupted,
        })
    }
}
