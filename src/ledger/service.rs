//! A ledger: a store, the types registered in it, and a clock.

use crate::event::{Catalogue, Declaration, Event, Known, Query};
use crate::ledger::append::{Appending, Receipt};
use crate::ledger::clock::Clock;
use crate::ledger::error::LedgerError;
use crate::ledger::genesis;
use crate::ledger::shipped;
use crate::ledger::sight::Sight;
use crate::ledger::signing::{Files, KeyFault, guard, guard_to_try, open_store, open_store_to_try, unopened};
use crate::ledger::twofold::text_of;
use crate::policy::Compiled;
use crate::store::{LocalOptions, LocalStore, MemoryStore, ReadOptions, Store};
use crate::value::{Day, Instant, Position, TypeName};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

/// A ledger, open.
pub struct Ledger {
    pub(super) store: Arc<dyn Store>,
    pub(super) clock: Arc<dyn Clock>,
    /// What lies beside a ledger that is a directory.
    pub(super) files: Option<Files>,
    /// One checkpoint is written at a time.
    pub(super) signing: Mutex<()>,
    catalogue: RwLock<Arc<Catalogue>>,
    /// By what it was asked lately.
    pub(super) compiled: Arc<Compiled>,
}

impl Ledger {
    /// Makes a ledger in a new directory. Its first events register the types, issue the policies and record the
    /// reference rates the program brings along; they are dated now, or the first moment of a day when a history is to
    /// follow.
    pub fn create(path: &Path, as_of: Option<Day>, clock: Box<dyn Clock>) -> Result<(Self, Receipt), LedgerError> {
        let at = as_of.map_or_else(|| clock.now(), Instant::start_of);
        let drafts = genesis::drafts(at).map_err(|fault| LedgerError::Own(Box::new(fault)))?;
        Self::free_place(path)?;
        // It gets its name with its first events in it: whoever is killed on the way leaves no ledger.
        let (receipt, clock) = LocalStore::build(path, LocalOptions::default(), |store| {
            let (ledger, receipt) = Self::begin(Box::new(store), drafts, clock)?;
            Ok::<_, LedgerError>((receipt, Box::new(ledger.clock)))
        })
        .map_err(|error| error.in_making(path))?;
        Ok((Self::open(path, clock)?, receipt))
    }

    /// Whether a ledger may be made here: there is none, and none has left its keys or its checkpoint.
    pub fn free_place(path: &Path) -> Result<(), LedgerError> {
        if path.exists() && std::fs::read_dir(path).map_or(true, |mut entries| entries.next().is_some()) {
            return Err(LedgerError::exists(path));
        }
        let above = path.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if !above.exists() {
            return Err(LedgerError::no_directory(path, above));
        }
        Files::left_behind(path).map_or(Ok(()), |file| Err(LedgerError::Key(KeyFault::LeftBehind { file })))
    }

    /// Makes a ledger that lives as long as the program.
    pub fn in_memory(as_of: Option<Day>, clock: Box<dyn Clock>) -> Result<(Self, Receipt), LedgerError> {
        let at = as_of.map_or_else(|| clock.now(), Instant::start_of);
        let drafts = genesis::drafts(at).map_err(|fault| LedgerError::Own(Box::new(fault)))?;
        Self::begin(Box::new(MemoryStore::new()), drafts, clock)
    }

    /// Opens a ledger for writing; one process at a time may. Refused where the ledger is not one that grew out of the last
    /// checkpoint beside it.
    pub fn open(path: &Path, clock: Box<dyn Clock>) -> Result<Self, LedgerError> {
        let store = open_store(path)?;
        let files = Files::writing(path)?;
        guard(&files, &store)?;
        Self::over_files(Box::new(store), clock, Some(files))
    }

    /// Opens a ledger for reading; any number of processes may, also while another one writes.
    pub fn open_read(path: &Path, clock: Box<dyn Clock>) -> Result<Self, LedgerError> {
        let store = LocalStore::open_read(path, &LocalOptions::default()).map_err(|error| unopened(path, error))?;
        Self::over_files(Box::new(store), clock, Some(Files::of(path)?))
    }

    /// Whether something can be recorded, as far as is known without trying: after a failed write the ledger must be opened again.
    pub fn may_write(&self) -> Result<(), LedgerError> {
        self.store.may_write().map_err(LedgerError::Append)
    }

    /// Opens a ledger to find out what writing to it would come to. What would refuse a writer refuses this as well, but for
    /// another writer at work; nothing is changed.
    pub fn open_to_try(path: &Path, clock: Box<dyn Clock>) -> Result<Self, LedgerError> {
        let store = open_store_to_try(path)?;
        let files = Files::of(path)?;
        guard_to_try(&files, &store)?;
        Self::over_files(Box::new(store), clock, Some(files))
    }

    /// A ledger over a store that has its first events already.
    pub fn over(store: Box<dyn Store>, clock: Box<dyn Clock>) -> Result<Self, LedgerError> {
        Self::over_files(store, clock, None)
    }

    pub(super) fn over_files(
        store: Box<dyn Store>,
        clock: Box<dyn Clock>,
        files: Option<Files>,
    ) -> Result<Self, LedgerError> {
        let catalogue = registered(&*store, None)?.ok_or(LedgerError::Unbegun)?;
        Ok(Self::with(store.into(), clock.into(), files, catalogue))
    }

    fn with(store: Arc<dyn Store>, clock: Arc<dyn Clock>, files: Option<Files>, catalogue: Catalogue) -> Self {
        let catalogue = RwLock::new(Arc::new(catalogue));
        Self { store, clock, files, signing: Mutex::default(), catalogue, compiled: Arc::default() }
    }

    /// The same ledger, read through another store.
    pub(super) fn read_through(&self, store: impl Store + 'static) -> Result<Self, LedgerError> {
        let catalogue = registered(&store, None)?.ok_or(LedgerError::Unbegun)?;
        Ok(Self::with(Arc::new(store), Arc::clone(&self.clock), self.files.clone(), catalogue))
    }

    fn begin(
        store: Box<dyn Store>,
        drafts: Vec<crate::event::Draft>,
        clock: Box<dyn Clock>,
    ) -> Result<(Self, Receipt), LedgerError> {
        let catalogue =
            Catalogue::new(shipped_declarations()?).map_err(|error| LedgerError::Catalogue(Box::new(error)))?;
        let ledger = Self::with(store.into(), clock.into(), None, catalogue);
        let mut appending = Appending::genesis(&ledger);
        for (line, draft) in (1..).zip(drafts) {
            appending.draft(line, draft);
        }
        let (receipt, rejected) = appending.finish()?;
        match rejected.into_iter().next() {
            Some(fault) => Err(LedgerError::Own(Box::new(fault.fault))),
            None => Ok((ledger, receipt)),
        }
    }

    /// The types registered up to the head.
    pub fn catalogue(&self) -> Arc<Catalogue> {
        Arc::clone(&self.catalogue.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The types registered up to a position; none before the first.
    pub(super) fn catalogue_at(&self, known: Position) -> Result<Option<Arc<Catalogue>>, LedgerError> {
        if known >= self.store.head() {
            return Ok(Some(self.catalogue()));
        }
        Ok(registered(&*self.store, Some(known))?.map(Arc::new))
    }

    /// Takes newly registered types into use. Whoever reads while another process writes calls it when the head has moved.
    pub fn reload(&self) -> Result<(), LedgerError> {
        if let Some(catalogue) = registered(&*self.store, None)? {
            *self.catalogue.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(catalogue);
        }
        Ok(())
    }

    /// The ledger as it is, to be read.
    pub(super) fn sight(&self) -> Sight<'_> {
        Sight::of(&*self.store)
    }

    /// The name it signs with, by which it is told from others; none in memory.
    pub fn own_name(&self) -> &str {
        self.files.as_ref().map_or("", |files| &files.origin)
    }

    /// The last position.
    pub fn head(&self) -> Position {
        self.store.head()
    }

    /// The moment by the ledger's clock.
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// Today, in Beijing, by the ledger's clock.
    pub fn today(&self) -> Day {
        self.clock.now().day()
    }
}

/// The declarations the program brings along.
pub(super) fn shipped_declarations() -> Result<Vec<Declaration>, LedgerError> {
    shipped::declarations()
        .map_err(|complaint| LedgerError::Own(Box::new(crate::ledger::Fault::Shipped(Box::new(complaint)))))
}

/// The one type the program knows before it has read any ledger.
pub(super) fn bootstrap() -> Result<Catalogue, LedgerError> {
    let first = Known::EventTypeRegistered.name();
    let own = shipped_declarations()?.into_iter().filter(|declaration| declaration.name.as_str() == first);
    Catalogue::new(own.collect()).map_err(|error| LedgerError::Catalogue(Box::new(error)))
}

/// The types registered in a store up to a position.
///
/// A ledger explains itself: only the declaration of `event_type.registered` is the program's own, and only until the
/// registered ones are read. A type of which a newer program has written every declaration, so that none can be read here, is not
/// known here: its events are kept as they are written. Of a type that is read in part facts would be left out unseen, and the ledger
/// is not opened.
pub(super) fn registered(store: &dyn Store, until: Option<Position>) -> Result<Option<Catalogue>, LedgerError> {
    let first = Known::EventTypeRegistered.name();
    let bootstrap = bootstrap()?;
    let mut texts = Vec::new();
    let mut unreadable = None;
    let types = TypeName::parse(first).into_iter().collect();
    store.read(&Query::of_types(types), ReadOptions { until, ..ReadOptions::default() }, &mut |stored| {
        match Event::decode(&bootstrap, stored.position, stored.bytes) {
            Ok(event) => {
                let said = text_of(&bootstrap, &event, "name").zip(text_of(&bootstrap, &event, "text"));
                texts.extend(said.map(|(name, text)| (name, stored.position, Declaration::parse(&text))));
            }
            Err(refusal) => {
                unreadable = Some(LedgerError::Unreadable { position: stored.position, refusal: Box::new(refusal) });
            }
        }
        unreadable.is_none()
    })?;
    if let Some(error) = unreadable {
        return Err(error);
    }
    if texts.is_empty() {
        return Ok(None);
    }
    let (mut declarations, mut unread, mut places) = (Vec::new(), Vec::new(), Vec::new());
    for (name, place, read) in texts {
        match read {
            Ok(declaration) => {
                places.push((declaration.name.clone(), declaration.version, place));
                declarations.push(declaration);
            }
            Err(error) => unread.push((name, error)),
        }
    }
    let is_in_part = |name: &str| declarations.iter().any(|known| known.name.as_str() == name);
    if let Some((name, error)) = unread.into_iter().find(|(name, _)| is_in_part(name)) {
        return Err(LedgerError::NewerType { name, error: Box::new(error) });
    }
    let mut catalogue = Catalogue::new(declarations).map_err(|error| LedgerError::Catalogue(Box::new(error)))?;
    for (name, version, place) in places {
        catalogue.registered_at(&name, version, place);
    }
    Ok(Some(catalogue))
}
