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
const SERVER: Option<Server> = Some(Server { may: serving::may, serves: serving::serve });

/// The pages behind the door, for the command line.
#[cfg(feature = "serve")]
mod serving {
    use qizhang::access::Desk;
    use qizhang::cli::{LogForm, Logging, Served, Serving, Writes};
    use qizhang::explain::Complaint;
    use qizhang::http::{
        Ended, Form, Head, Limits, Listening, Log, ServeError, Surface, TurnedAway, Witness, files_to_begin, signals,
    };
    use qizhang::ledger::Batches;
    use qizhang::web::{Away, Site, Writing, allows, class, opens, refused, router, strange};
    use std::net::SocketAddr;
    use std::sync::Arc;

    pub(super) fn may() -> Result<(), Box<Complaint>> {
        files_to_begin().map_err(|error| Box::new(error.complaint()))
    }

    pub(super) fn serve(serving: Serving, tell: &mut dyn FnMut(SocketAddr)) -> Result<Served, Box<Complaint>> {
        let complaint = |error: qizhang::http::ServeError| Box::new(error.complaint());
        let listening = Listening::at(serving.listen).map_err(complaint)?;
        let log = serving.log.map(|log| logged(log, serving.listen)).transpose().map_err(complaint)?;
        let public = serving.writes.as_ref().and_then(|writes| writes.public.clone());
        let listening = listening.logged(log).reached(public);
        let address = listening.address();
        let desk = Desk::beside(&serving.name, serving.ledger.own_name());
        let batches = Batches::beside(&serving.name);
        let site = Site::new(serving.ledger, &serving.name.display().to_string()).at_desk(desk).with_batches(batches);
        let site = Arc::new(match serving.writes {
            Some(Writes { key, clock_is_right, closed, public }) => {
                site.written(Writing { key, clock_is_right, closed, public })
            }
            None => site,
        });
        let told =
            |error: qizhang::ledger::LedgerError| Box::new((error.complaint_elsewhere(), error.spot_elsewhere()));
        let [own, same, door, read] = [(); 4].map(|()| Arc::clone(&site));
        let head: Head = Arc::new(move || own.head().map(|head| head.0).map_err(told));
        let ready: Head = Arc::new(move || same.ready().map(|head| head.0).map_err(told));
        let witness: Witness = Arc::new(move |turned| told_away(&door, turned));
        let surface =
            Surface { router: router(site), face: refused, class, head, ready, witness, strange, opens, allows };
        let ended = listening.serve(surface, Limits::default(), signals(), || tell(address));
        read.end();
        let ended = ended.map_err(complaint)?;
        Ok(match ended {
            Ended::Asked => Served::Asked,
            Ended::Interrupted => Served::Interrupted,
        })
    }

    /// What the door turned away goes into the access log.
    fn told_away(site: &Site, TurnedAway { number, method, path, status, code, untold }: &TurnedAway) -> bool {
        site.turned_away(&Away {
            number,
            method: method.as_str(),
            path,
            status: status.as_u16(),
            code,
            untold: *untold,
        })
    }

    /// A log, which is also told where the program itself fails: the usual message of a failure may have a name in it.
    fn logged(Logging { form, to }: Logging, address: SocketAddr) -> Result<Arc<Log>, ServeError> {
        let form = match form {
            LogForm::Json => Form::Json,
            LogForm::Text => Form::Text,
        };
        let log = Log::begun(form, to).map_err(|error| ServeError::System(address, error))?;
        let told = Arc::clone(&log);
        std::panic::set_hook(Box::new(move |failure| told.failed(failure.location())));
        Ok(log)
    }
}
