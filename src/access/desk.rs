//! The desk of a ledger: the log in which tokens and what was written with them stand. It is opened for the time of one act, so that a
//! token can be revoked while pages are served.
//!
//! It is known by its first record, a token, a user or a link, which names the ledger it was made for. Anything else that lies in its place, another ledger
//! or the desk of one, is neither read nor written to.

use crate::access::error::AccessError;
use crate::access::handed::HandedLink;
use crate::access::record::{Entry, Outcome, Write};
use crate::access::scope::{Action, Scope, may};
use crate::access::token::{Issued, Secret, Token};
use crate::access::user::User;
use crate::event::{Condition, Guard, Query, QueryItem};
use crate::explain::{Count, Cure, Finding, State};
use crate::ledger::{Examined, Ledger, LedgerError, nearest};
use crate::store::{AppendRefusal, Batch, LocalOptions, LocalStore, OpenError, ReadOptions, Store};
use crate::value::{Day, Digest, Instant, Position, Tag};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// How often, and after what time, it is tried again while another process writes.
const TRIES: u32 = 100;
const PAUSE: Duration = Duration::from_millis(50);
/// The log is small; a segment lies on the disk whole.
const SEGMENT: u64 = 1 << 20;

/// The desk of a ledger.
#[derive(Debug, Clone)]
pub struct Desk {
    path: PathBuf,
    /// The name of the ledger it is for.
    ledger: Arc<str>,
}

/// The desk as it stands: what was read of it.
#[derive(Debug, Default)]
pub struct Standing {
    /// Every token, the oldest first.
    pub tokens: Vec<Token>,
    /// Every user, the first one first.
    pub users: Vec<User>,
    /// Every link that was handed out, the oldest first.
    pub links: Vec<HandedLink>,
}

impl Desk {
    /// The desk of a ledger at a path, which has a name of its own.
    pub fn beside(ledger: &Path, name: &str) -> Self {
        let real = crate::ledger::true_place(ledger).unwrap_or_else(|| ledger.to_owned());
        Self { path: real.with_added_extension("desk"), ledger: name.into() }
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The name of the ledger it is for.
    pub(super) fn ledger(&self) -> Arc<str> {
        Arc::clone(&self.ledger)
    }

    fn options() -> LocalOptions {
        LocalOptions { segment_bytes: SEGMENT, ..LocalOptions::default() }
    }

    /// Opens it for reading; none where no token was ever issued.
    fn read(&self) -> Result<Option<LocalStore>, AccessError> {
        if !self.is_there() {
            return Ok(None);
        }
        let store = LocalStore::open_read(&self.path, &Self::options()).map_err(Self::unopened)?;
        self.is_own(&store)?;
        Ok(Some(store))
    }

    /// Whether anything lies in its place; a link that leads nowhere does: what it led to may be a desk.
    fn is_there(&self) -> bool {
        self.path.symlink_metadata().is_ok()
    }

    /// Why it does not open. Where something is, and no log in it, that is no desk.
    fn unopened(error: OpenError) -> AccessError {
        if let OpenError::Missing(path) = &error
            && path.symlink_metadata().is_ok()
        {
            return AccessError::NoDesk { path: path.clone() };
        }
        LedgerError::from(error).into()
    }

    /// Refuses what is no desk of this ledger. Whoever made one and was stopped before the first record left a desk of nobody's. Where the ledger
    /// does not tell its name, any desk will do.
    fn is_own(&self, store: &LocalStore) -> Result<(), AccessError> {
        let mut first = None;
        let one = ReadOptions { limit: Some(1), ..ReadOptions::default() };
        let read = store.read(&Query::all(), one, &mut |stored| {
            first = Some(Entry::of(&stored));
            false
        });
        read.map_err(LedgerError::from)?;
        let path = || self.path.clone();
        let of = match first {
            None => return Ok(()),
            Some(Some(Entry::Issued(token))) => token.ledger,
            Some(Some(Entry::UserAdded(user))) => user.ledger,
            Some(Some(Entry::LinkHanded(link))) => link.ledger,
            Some(
                None
                | Some(
                    Entry::Revoked { .. }
                    | Entry::LinkRevoked { .. }
                    | Entry::PasswordSet { .. }
                    | Entry::UserClosed { .. }
                    | Entry::Pseudonyms { .. }
                    | Entry::Wrote(_),
                ),
            ) => return Err(AccessError::NoDesk { path: path() }),
        };
        if self.ledger.is_empty() || of == self.ledger {
            return Ok(());
        }
        Err(AccessError::DeskOfOther { path: path(), of, own: Arc::clone(&self.ledger) })
    }

    /// Opens it for writing. Another process that writes is waited for. Only the first token or user makes it: a desk that went away is not to be
    /// replaced by an empty one of which nobody knows.
    pub(super) fn write(&self, make: bool) -> Result<LocalStore, AccessError> {
        let mut tries = 0;
        loop {
            let opened = match (self.is_there(), make) {
                (true, _) => self.own_for_writing()?,
                (false, true) => LocalStore::create(&self.path, Self::options()),
                (false, false) => return Err(AccessError::Unknown),
            };
            match opened {
                Ok(store) => return Ok(store),
                // Whoever else makes it has made it by the next time.
                Err(OpenError::Locked(_) | OpenError::Exists(_) | OpenError::Place { .. }) if tries < TRIES => {
                    tries = tries.saturating_add(1);
                    std::thread::sleep(PAUSE);
                }
                Err(error) => return Err(Self::unopened(error)),
            }
        }
    }

    /// Opens what is there for writing, once a look at it has said that it is this desk: opening for writing writes.
    fn own_for_writing(&self) -> Result<Result<LocalStore, OpenError>, AccessError> {
        Ok(match LocalStore::open_read(&self.path, &Self::options()) {
            Ok(store) => {
                self.is_own(&store)?;
                LocalStore::open(&self.path, Self::options())
            }
            Err(error) => Err(error),
        })
    }

    /// How the desk of a ledger is, looked at without changing anything; nothing where there is none. Every record of it is read. A damaged
    /// ledger may not tell its name.
    pub fn looked_at(ledger: &Path, name: Option<&str>) -> Option<Finding> {
        let desk = Self::beside(ledger, name.unwrap_or_default());
        desk.is_there().then(|| match desk.whole() {
            Ok(Standing { tokens, users, links }) => Finding {
                state: State::DeskWhole {
                    file: desk.path.display().to_string().into(),
                    tokens: Count::of(tokens.len(), "token"),
                    users: Count::of(users.len(), "user"),
                    links: Count::of(links.len(), "link"),
                },
                cure: None,
            },
            Err(error) => {
                let told = error.complaint();
                let state = State::Told { what: told.what, why: told.why };
                Finding { state, cure: Some(Cure::AsTold { remedy: told.remedy }) }
            }
        })
    }

    /// How it stands, if every byte of it is as it was written and every record can be read.
    fn whole(&self) -> Result<Standing, AccessError> {
        self.read()?;
        if let Examined::Damaged(found) = Ledger::examine(&self.path)? {
            return found.into_iter().next().map_or_else(|| self.standing(), |damage| Err(damage.into()));
        }
        self.entries(&mut |_, _| true)?;
        self.standing()
    }

    /// Everything it holds, in order.
    pub fn entries(&self, visit: &mut dyn FnMut(Position, Entry) -> bool) -> Result<(), AccessError> {
        self.selected(&Query::all(), visit)
    }

    /// What of it is asked for, in order.
    pub(super) fn selected(
        &self,
        query: &Query,
        visit: &mut dyn FnMut(Position, Entry) -> bool,
    ) -> Result<(), AccessError> {
        match self.read()? {
            Some(store) => each(&store, query, visit),
            None => Ok(()),
        }
    }

    /// How it stands.
    pub fn standing(&self) -> Result<Standing, AccessError> {
        match self.read()? {
            Some(store) => standing(&store),
            None => Ok(Standing::default()),
        }
    }

    /// Issues a token: what the program is to show is told once and not kept.
    pub fn issue(
        &self,
        (actor, scopes, until): (&str, &[Scope], Day),
        now: Instant,
        by: &str,
    ) -> Result<Issued, AccessError> {
        Self::may_end(until, now)?;
        let secret = Secret::draw().map_err(AccessError::NoChance)?;
        let sha256 = secret.digest();
        let token = Token {
            id: Token::id_of(&sha256),
            sha256,
            actor: actor.into(),
            scopes: scopes.to_vec(),
            ledger: Arc::clone(&self.ledger),
            until,
            issued: (now, by.into()),
            revoked: None,
        };
        append(&self.write(true)?, &Entry::Issued(token.clone()), None)?;
        Ok(Issued { token, secret })
    }

    /// Whether a token may count until a day.
    pub fn may_end(until: Day, now: Instant) -> Result<(), AccessError> {
        let today = now.day();
        if until < today { Err(AccessError::Past { until, today }) } else { Ok(()) }
    }

    /// The token that would be revoked.
    pub fn revocable(&self, id: &str) -> Result<Token, AccessError> {
        let standing = self.standing()?;
        let token = standing.named(id)?.clone();
        match token.revoked {
            Some(_) => Err(AccessError::RevokedBefore { id: token.id.to_string() }),
            None => Ok(token),
        }
    }

    /// Revokes a token; the beginning of its name is enough where it is the only one that begins so.
    pub fn revoke(&self, id: &str, now: Instant, by: &str) -> Result<Token, AccessError> {
        let token = self.revocable(id)?;
        let store = self.write(false)?;
        let tag = Tag::new("token", &token.id).into_iter().collect();
        let kind = crate::value::TypeName::parse("token.revoked").into_iter().collect();
        let query = Query { items: vec![QueryItem { types: kind, tags: tag }] };
        let guards = vec![Guard { query, after: Position::ZERO }];
        let entry = Entry::Revoked { id: Arc::clone(&token.id), at: now, by: by.into() };
        match append(&store, &entry, Some(Condition { guards })) {
            Err(AccessError::Desk(error)) if error.conflicting().is_some() => {
                Err(AccessError::RevokedBefore { id: token.id.to_string() })
            }
            Err(error) => Err(error),
            Ok(()) => Ok(Token { revoked: Some((now, by.into())), ..token }),
        }
    }

    /// The token that was shown, if it lets a program do something now.
    pub fn admit(&self, shown: Option<&str>, action: Action, today: Day) -> Result<Token, AccessError> {
        let shown = shown.ok_or(AccessError::Missing)?;
        let secret = Secret::shown(shown).ok_or(AccessError::Unknown)?;
        let sha256 = secret.digest();
        let known = self.standing()?.tokens.into_iter().find(|token| token.sha256 == sha256);
        let token = known.filter(|token| token.ledger == self.ledger).ok_or(AccessError::Unknown)?;
        let id = || token.id.to_string();
        if token.revoked.is_some() {
            return Err(AccessError::Revoked { id: id() });
        }
        if today > token.until {
            return Err(AccessError::Expired { id: id(), until: token.until });
        }
        if !may(&token.scopes, action) {
            return Err(AccessError::NotFor { id: id(), action, scopes: token.scopes.clone() });
        }
        Ok(token)
    }

    /// What was answered under a key before, with the digest of what was sent then.
    pub fn answered(&self, key: &Digest) -> Result<Option<(Digest, Arc<str>)>, AccessError> {
        let Some((store, tag)) = self.read()?.zip(Tag::new("key", &key.to_string())) else { return Ok(None) };
        let mut found = None;
        each(&store, &Query::tagged(tag), &mut |_, entry| {
            if let Entry::Wrote(Write { outcome: Outcome::Recorded { body, answer, .. }, .. }) = entry {
                found.get_or_insert((body, answer));
            }
            found.is_none()
        })?;
        Ok(found)
    }

    /// Does something that is written down afterwards. Whether it can be written down is found out before.
    pub fn noting<T>(&self, work: impl FnOnce() -> (Write, T)) -> Result<(T, Result<(), AccessError>), AccessError> {
        let store = self.write(false)?;
        let (write, done) = work();
        Ok((done, append(&store, &Entry::Wrote(write), None)))
    }
}

impl Standing {
    /// The token of a name, or of the only one that begins so.
    fn named(&self, id: &str) -> Result<&Token, AccessError> {
        let begins = |token: &&Token| !id.is_empty() && token.id.starts_with(id);
        let mut found = self.tokens.iter().filter(begins);
        match (found.next(), found.next()) {
            (Some(token), None) => Ok(token),
            _ => {
                let near = nearest(id, self.tokens.iter().map(|token| &*token.id));
                Err(AccessError::NoSuchToken { id: id.to_owned(), nearest: near })
            }
        }
    }
}

/// The records that say how the desk stands.
const STANDING: [&str; 7] =
    ["token.issued", "token.revoked", "user.added", "user.password_set", "user.closed", "link.handed", "link.revoked"];

fn standing(store: &LocalStore) -> Result<Standing, AccessError> {
    let mut standing = Standing::default();
    let types = STANDING.into_iter().filter_map(crate::value::TypeName::parse).collect();
    each(store, &Query::of_types(types), &mut |_, entry| {
        match entry {
            Entry::Issued(token) => standing.tokens.push(token),
            Entry::Revoked { id, at, by } => {
                for token in standing.tokens.iter_mut().filter(|token| token.id == id) {
                    token.revoked.get_or_insert((at, Arc::clone(&by)));
                }
            }
            Entry::UserAdded(user) => standing.users.push(user),
            Entry::PasswordSet { name, password, at, .. } => {
                for user in standing.users.iter_mut().filter(|user| user.name == name) {
                    user.password = Arc::clone(&password);
                    user.password_set = at;
                }
            }
            Entry::UserClosed { name, at, by } => {
                for user in standing.users.iter_mut().filter(|user| user.name == name) {
                    user.closed.get_or_insert((at, Arc::clone(&by)));
                }
            }
            Entry::LinkHanded(link) => standing.links.push(link),
            Entry::LinkRevoked { id, at, by } => {
                for link in standing.links.iter_mut().filter(|link| link.id == id) {
                    link.revoked.get_or_insert((at, Arc::clone(&by)));
                }
            }
            Entry::Pseudonyms { .. } | Entry::Wrote(_) => {}
        }
        true
    })?;
    Ok(standing)
}

fn each(store: &LocalStore, query: &Query, visit: &mut dyn FnMut(Position, Entry) -> bool) -> Result<(), AccessError> {
    let mut unreadable = None;
    let read = store.read(query, ReadOptions::default(), &mut |stored| match Entry::of(&stored) {
        Some(entry) => visit(stored.position, entry),
        None => {
            unreadable = Some(AccessError::Unreadable { position: stored.position });
            false
        }
    });
    read.map_err(LedgerError::from)?;
    unreadable.map_or(Ok(()), Err)
}

pub(super) fn append(store: &LocalStore, entry: &Entry, condition: Option<Condition>) -> Result<(), AccessError> {
    let mut id = [0_u8; 16];
    getrandom::fill(&mut id).map_err(|error| AccessError::NoChance(std::io::Error::other(error.to_string())))?;
    let stored = entry.stored(id).ok_or(AccessError::from(LedgerError::Append(AppendRefusal::Empty)))?;
    let batch = Batch { entries: vec![stored], condition };
    store.append(&batch).map(|_| ()).map_err(|refusal| LedgerError::Append(refusal).into())
}
