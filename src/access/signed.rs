//! Who is signed in, and who has to wait. Both are known to the process alone: what a browser shows is 256 random bits of which the
//! digest is remembered, and whoever begins the program anew has everybody sign in again.

use crate::access::refused::PersonError;
use crate::access::role::Role;
use crate::value::{Digest, Instant};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Who does nothing for so long is signed in no more.
const IDLE: i64 = 30 * 60_000;
/// Nobody is signed in for longer.
const WHOLE: i64 = 8 * 3_600_000;
/// So many are signed in at once; the one who did nothing for the longest time makes room.
const MOST: usize = 1000;
/// After so many failures in a row a name has to wait.
const FAILURES: u32 = 5;
/// For so long.
const WAIT: i64 = 15 * 60_000;
/// So many names are remembered that failed.
const NAMES: usize = 10_000;

/// Somebody who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// His name, which is the author of what he records.
    pub name: Arc<str>,
    /// What he is there for.
    pub role: Role,
    /// Since when.
    pub since: Instant,
}

/// A sign-in on its way to a browser.
#[derive(Clone)]
pub struct Shown(Digest);

/// It does not stand in a log by mistake.
impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Shown(…)")
    }
}

impl Shown {
    /// A new one that nobody can guess.
    pub fn draw() -> Result<Self, PersonError> {
        let mut bytes = [0_u8; 32];
        getrandom::fill(&mut bytes).map_err(|_| PersonError::Unhashed)?;
        Ok(Self(Digest(bytes)))
    }

    /// What a browser showed, where it can be one at all.
    pub fn parse(text: &str) -> Option<Self> {
        Digest::parse(text).map(Self)
    }

    /// What the browser is to show.
    pub fn told(&self) -> String {
        self.0.to_string()
    }

    fn digest(&self) -> Digest {
        Digest::of(self.0.to_string().as_bytes())
    }

    /// What a form of this sign-in carries, so that no other page can have made it.
    pub fn form(&self, path: &str) -> Digest {
        Digest::of_parts(&[b"qizhang form", &[0], self.0.to_string().as_bytes(), &[0], path.as_bytes()])
    }
}

struct Open {
    person: Person,
    seen: Instant,
}

struct Failed {
    times: u32,
    last: Instant,
}

#[derive(Default)]
struct Known {
    open: BTreeMap<Digest, Open>,
    failed: BTreeMap<Digest, Failed>,
    /// What the form of signing in carries.
    key: Option<Shown>,
}

/// Everybody who is signed in.
#[derive(Default)]
pub struct SignIns(Mutex<Known>);

impl Open {
    fn counts(&self, now: Instant) -> bool {
        let after = |since: Instant| now.millis().saturating_sub(since.millis());
        after(self.seen) < IDLE && after(self.person.since) < WHOLE
    }
}

impl Failed {
    /// How many minutes it has to wait yet; none where it need not.
    fn waits(&self, now: Instant) -> Option<i64> {
        let left = WAIT.saturating_sub(now.millis().saturating_sub(self.last.millis()));
        (self.times >= FAILURES && left > 0).then(|| left.saturating_add(59_999).saturating_div(60_000))
    }

    fn is_over(&self, now: Instant) -> bool {
        now.millis().saturating_sub(self.last.millis()) >= WAIT
    }
}

/// Whoever types a name in capitals is nobody else.
fn named(name: &str) -> Digest {
    Digest::of(name.trim().to_lowercase().as_bytes())
}

impl SignIns {
    fn known(&self) -> MutexGuard<'_, Known> {
        // What is held here is whole at every moment.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Somebody is signed in from now on.
    pub fn begin(&self, name: &Arc<str>, role: Role, now: Instant) -> Result<Shown, PersonError> {
        let shown = Shown::draw()?;
        let mut known = self.known();
        known.open.retain(|_, open| open.counts(now));
        if known.open.len() >= MOST {
            let oldest = known.open.iter().min_by_key(|(_, open)| open.seen).map(|(digest, _)| *digest);
            oldest.map(|digest| known.open.remove(&digest));
        }
        known.failed.remove(&named(name));
        let person = Person { name: Arc::clone(name), role, since: now };
        known.open.insert(shown.digest(), Open { person, seen: now });
        Ok(shown)
    }

    /// Who shows this, if it still counts. Asking keeps it going.
    pub fn person(&self, shown: &Shown, now: Instant) -> Option<Person> {
        let mut known = self.known();
        let digest = shown.digest();
        match known.open.get_mut(&digest) {
            Some(open) if open.counts(now) => {
                open.seen = now;
                Some(open.person.clone())
            }
            Some(_) => {
                known.open.remove(&digest);
                None
            }
            None => None,
        }
    }

    /// Whoever shows this is signed in no more.
    pub fn end(&self, shown: &Shown) -> Option<Person> {
        self.known().open.remove(&shown.digest()).map(|open| open.person)
    }

    /// What the form of signing in carries.
    pub fn form(&self, path: &str) -> Result<Digest, PersonError> {
        let mut known = self.known();
        let key = match &known.key {
            Some(key) => key.clone(),
            None => known.key.insert(Shown::draw()?).clone(),
        };
        Ok(key.form(path))
    }

    /// Whether a name may be tried now.
    pub fn may_try(&self, name: &str, now: Instant) -> Result<(), PersonError> {
        let waits = self.known().failed.get(&named(name)).and_then(|failed| failed.waits(now));
        waits.map_or(Ok(()), |minutes| Err(PersonError::LockedOut { minutes }))
    }

    /// A name was tried in vain. Whether anybody has it makes no difference.
    pub fn failed(&self, name: &str, now: Instant) {
        let mut known = self.known();
        known.failed.retain(|_, failed| !failed.is_over(now));
        if known.failed.len() >= NAMES {
            let oldest = known.failed.iter().min_by_key(|(_, failed)| failed.last).map(|(digest, _)| *digest);
            oldest.map(|digest| known.failed.remove(&digest));
        }
        let failed = known.failed.entry(named(name)).or_insert(Failed { times: 0, last: now });
        failed.times = failed.times.saturating_add(1);
        failed.last = now;
    }
}
