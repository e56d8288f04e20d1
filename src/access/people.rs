//! Users at the desk: adding, closing, a new password, and who one is by his password.

use crate::access::desk::{Desk, append};
use crate::access::error::AccessError;
use crate::access::record::Entry;
use crate::access::refused::PersonError;
use crate::access::role::Role;
use crate::access::signed::Person;
use crate::access::user::{Password, User};
use crate::event::{Condition, Guard, Query, QueryItem};
use crate::ledger::nearest;
use crate::value::{Instant, Position, Tag, TypeName};
use std::sync::Arc;

/// Whoever types a name in capitals means nobody else.
fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// The name, as it is found by.
pub(super) fn tag(name: &str) -> Option<Tag> {
    Tag::new("user", &name.trim().to_lowercase())
}

fn unless(name: &str, kind: &str) -> Condition {
    let item = QueryItem { types: TypeName::parse(kind).into_iter().collect(), tags: tag(name).into_iter().collect() };
    Condition { guards: vec![Guard { query: Query { items: vec![item] }, after: Position::ZERO }] }
}

impl Desk {
    /// Whether somebody of this name can be added.
    pub fn addable(&self, name: &str, password: &Password) -> Result<(), PersonError> {
        password.will_do(name)?;
        if tag(name).is_none() {
            return Err(PersonError::NoSuchUser { name: name.to_owned(), nearest: None });
        }
        match self.standing()?.users.iter().find(|user| same(&user.name, name)) {
            Some(user) => Err(PersonError::UserExists { name: user.name.to_string() }),
            None => Ok(()),
        }
    }

    /// Adds a user.
    pub fn add_user(
        &self,
        (name, role): (&str, Role),
        password: &Password,
        now: Instant,
        by: &str,
    ) -> Result<User, PersonError> {
        self.addable(name, password)?;
        let user = User {
            name: name.into(),
            role: Some(role),
            ledger: self.ledger(),
            password: password.kept()?,
            added: (now, by.into()),
            password_set: now,
            closed: None,
        };
        let store = self.write(true)?;
        match append(&store, &Entry::UserAdded(user.clone()), Some(unless(name, "user.added"))) {
            Err(AccessError::Desk(error)) if error.conflicting().is_some() => {
                Err(PersonError::UserExists { name: name.to_owned() })
            }
            other => Ok(other.map(|()| user)?),
        }
    }

    /// A user of this name who is not closed.
    pub fn user(&self, name: &str) -> Result<User, PersonError> {
        let users = self.standing()?.users;
        let found = users.iter().find(|user| same(&user.name, name)).ok_or_else(|| PersonError::NoSuchUser {
            name: name.to_owned(),
            nearest: nearest(name, users.iter().map(|user| &*user.name)),
        })?;
        match found.closed {
            Some(_) => Err(PersonError::ClosedBefore { name: found.name.to_string() }),
            None => Ok(found.clone()),
        }
    }

    /// Gives a user another password. Whoever is signed in under his name has to sign in again.
    pub fn set_password(&self, name: &str, password: &Password, now: Instant, by: &str) -> Result<User, PersonError> {
        let user = self.user(name)?;
        password.will_do(&user.name)?;
        let kept = password.kept()?;
        let entry =
            Entry::PasswordSet { name: Arc::clone(&user.name), password: Arc::clone(&kept), at: now, by: by.into() };
        append(&self.write(false)?, &entry, None)?;
        Ok(User { password: kept, password_set: now, ..user })
    }

    /// Closes a user: he signs in no more, and whoever is signed in under his name does nothing more.
    pub fn close_user(&self, name: &str, now: Instant, by: &str) -> Result<User, PersonError> {
        let user = self.user(name)?;
        let entry = Entry::UserClosed { name: Arc::clone(&user.name), at: now, by: by.into() };
        let store = self.write(false)?;
        match append(&store, &entry, Some(unless(name, "user.closed"))) {
            Err(AccessError::Desk(error)) if error.conflicting().is_some() => {
                Err(PersonError::ClosedBefore { name: user.name.to_string() })
            }
            other => Ok(other.map(|()| User { closed: Some((now, by.into())), ..user })?),
        }
    }

    /// The user of a name and a password. Nobody learns which of the two was wrong, neither by the words nor by the time.
    pub fn recognised(&self, name: &str, password: &Password) -> Result<(Arc<str>, Role), PersonError> {
        let users = self.standing()?.users;
        let user = users.into_iter().find(|user| same(&user.name, name) && user.ledger == self.ledger());
        let Some(user) = user else {
            password.compare_with_nobody();
            return Err(PersonError::WrongSignIn);
        };
        let is_he = user.has(password) && user.closed.is_none();
        match user.role.filter(|_| is_he) {
            Some(role) => Ok((user.name, role)),
            None => Err(PersonError::WrongSignIn),
        }
    }

    /// Whether somebody who signed in earlier is still one who could: not closed since, with the role and the password he had.
    pub fn still(&self, person: &Person) -> Result<(), PersonError> {
        let user = self.standing()?.users.into_iter().find(|user| user.name == person.name);
        let counts =
            |user: &User| user.closed.is_none() && user.role == Some(person.role) && user.password_set <= person.since;
        if user.as_ref().is_some_and(counts) { Ok(()) } else { Err(PersonError::NotSignedIn) }
    }
}
