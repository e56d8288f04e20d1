//! What the pages are made from.

use crate::access::{AccessError, AccessLog, Deed, Desk, SignIns, Sparing};
use crate::ledger::{Batches, Horizon, Ledger, LedgerError, Served};
use crate::value::{Day, Digest, Instant, Position, Pseudonyms, PublicName};
use crate::web::api::{Subscribers, Writing};
use crate::web::asked::Asked;
use crate::web::people::{Uploads, Who};
use crate::web::supposing::Jobs;
use axum::http::{HeaderMap, header};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// So many requests to write wait for their turn.
const TURNS: usize = 4;
/// So many passwords are worked out at once, each of which takes 19 MiB and a processor.
const PASSWORDS: usize = 2;
/// So many bodies are on their way at once. One that comes slowly keeps nobody from his turn.
const BODIES: usize = 48;

/// So many files are on their way at once.
const BRINGS: usize = 4;
/// So many tables are checked at once, each of which may take much memory.
const TABLES: usize = 1;

/// Refusals, by whom and why.
type Refusals = Sparing<(Arc<str>, Option<Arc<str>>)>;

/// A ledger whose pages are given, under the name people know it by.
pub struct Site {
    served: Arc<Served>,
    name: String,
    desk: Desk,
    /// Who read what.
    access_log: AccessLog,
    /// How many refusals of somebody for one reason have a line.
    sparing: Refusals,
    /// Where tables wait that were submitted.
    batches: Batches,
    /// How what comes in is recorded; none where nothing may come in.
    writing: Option<Writing>,
    turns: Semaphore,
    bodies: Semaphore,
    passwords: Semaphore,
    brings: Semaphore,
    tables: Semaphore,
    uploads: Uploads,
    subscribers: Subscribers,
    jobs: Jobs,
    sign_ins: SignIns,
}

impl Site {
    /// The pages of a ledger, to be read. Its desk lies beside it, and so does what waits.
    pub fn new(ledger: Ledger, name: &str) -> Self {
        let place = std::path::Path::new(name);
        let (desk, batches) = (Desk::beside(place, ledger.own_name()), Batches::beside(place));
        Self {
            served: Arc::new(Served::new(ledger)),
            name: name.to_owned(),
            access_log: AccessLog::of(&desk),
            sparing: Refusals::default(),
            desk,
            batches,
            writing: None,
            turns: Semaphore::new(TURNS),
            bodies: Semaphore::new(BODIES),
            passwords: Semaphore::new(PASSWORDS),
            brings: Semaphore::new(BRINGS),
            tables: Semaphore::new(TABLES),
            uploads: Uploads::default(),
            subscribers: Subscribers::default(),
            jobs: Jobs::default(),
            sign_ins: SignIns::default(),
        }
    }

    /// The same, also to be written to; the ledger must be open for writing.
    #[must_use]
    pub fn written(self, writing: Writing) -> Self {
        Self { writing: Some(writing), ..self }
    }

    /// The same, with a desk at another place than beside the name of the ledger.
    #[must_use]
    pub fn at_desk(self, desk: Desk) -> Self {
        Self { access_log: AccessLog::of(&desk), desk, ..self }
    }

    /// The same, with another time for so many refusals of a kind to be told in than a minute.
    #[must_use]
    pub fn telling_every(self, minute: Duration) -> Self {
        Self { sparing: Refusals::of(minute), ..self }
    }

    /// The same, with batches at another place than beside the name of the ledger.
    #[must_use]
    pub fn with_batches(self, batches: Batches) -> Self {
        Self { batches, ..self }
    }

    /// Nobody reads any more: what was written down of who read what is made durable.
    pub fn end(&self) {
        self.access_log.end();
    }

    /// Where the ledger ends, after finding out that it can be read.
    pub fn head(&self) -> Result<Position, LedgerError> {
        let ledger = self.ledger()?;
        let head = ledger.head();
        ledger.logged(head, head).map(|_| head)
    }

    /// The same for whoever wants to know whether all that is offered can be done: where programs and people may write, also that.
    pub fn ready(&self) -> Result<Position, LedgerError> {
        let head = self.head()?;
        match &self.writing {
            Some(_) => self.ledger()?.may_write().map(|()| head),
            None => Ok(head),
        }
    }

    /// The name people know the ledger by.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The name by which other machines reach the pages, where a request names it.
    pub(super) fn public(&self, headers: &HeaderMap) -> Option<&PublicName> {
        let host = headers.get(header::HOST)?.to_str().ok()?;
        self.writing.as_ref()?.public.as_ref().filter(|public| public.is(host))
    }

    pub(super) const fn served(&self) -> &Arc<Served> {
        &self.served
    }

    pub(super) const fn desk(&self) -> &Desk {
        &self.desk
    }

    pub(super) const fn access_log(&self) -> &AccessLog {
        &self.access_log
    }

    pub(super) const fn sparing(&self) -> &Refusals {
        &self.sparing
    }

    /// Whether whoever reads is to be signed in, or to show a token.
    pub(super) fn is_closed(&self) -> bool {
        self.writing.as_ref().is_some_and(|writing| writing.closed)
    }

    pub(super) const fn writing(&self) -> Option<&Writing> {
        self.writing.as_ref()
    }

    pub(super) const fn jobs(&self) -> &Jobs {
        &self.jobs
    }

    pub(super) const fn turns(&self) -> &Semaphore {
        &self.turns
    }

    pub(super) const fn bodies(&self) -> &Semaphore {
        &self.bodies
    }

    pub(super) const fn passwords(&self) -> &Semaphore {
        &self.passwords
    }

    pub(super) const fn brings(&self) -> &Semaphore {
        &self.brings
    }

    pub(super) const fn tables(&self) -> &Semaphore {
        &self.tables
    }

    pub(super) const fn uploads(&self) -> &Uploads {
        &self.uploads
    }

    pub(super) const fn batches(&self) -> &Batches {
        &self.batches
    }

    pub(super) const fn sign_ins(&self) -> &SignIns {
        &self.sign_ins
    }

    pub(super) const fn subscribers(&self) -> &Subscribers {
        &self.subscribers
    }

    /// What stands in the place of subjects for somebody; none for those who may know whose something is.
    pub(super) fn veil(&self, who: Option<&Who>) -> Result<Option<Pseudonyms>, AccessError> {
        let veiled = who.filter(|who| !who.person.role.allows(Deed::Look));
        veiled.map(|_| self.desk.pseudonyms(self.now())).transpose()
    }

    pub(super) fn today(&self) -> Day {
        self.served.clock().today()
    }

    pub(super) fn now(&self) -> Instant {
        self.served.clock().now()
    }

    /// The ledger as it is now.
    pub(super) fn ledger(&self) -> Result<&Ledger, LedgerError> {
        self.served.ledger()
    }

    /// The root of the ledger at a place, where it can be told.
    pub(super) fn root(&self, known: Position) -> Option<Digest> {
        self.ledger().and_then(|ledger| ledger.root(known)).ok()
    }

    /// The two times a page asks about.
    pub(super) fn horizon(&self, asked: &Asked) -> Result<Horizon, LedgerError> {
        self.ledger()?.horizon(asked.on, asked.known)
    }
}
