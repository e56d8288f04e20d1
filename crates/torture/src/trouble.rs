//! Why a torture could not be carried out. What the store does wrong is counted instead.

use std::fmt;

/// One sentence about it.
#[derive(Debug)]
pub(crate) struct Trouble(String);

impl Trouble {
    pub(crate) fn new(why: impl Into<String>) -> Self {
        Self(why.into())
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

/// Says what was being done when something failed that a torture itself depends on.
pub(crate) trait While<T> {
    fn while_doing(self, what: &str) -> Result<T, Trouble>;
}

impl<T, E: fmt::Debug> While<T> for Result<T, E> {
    fn while_doing(self, what: &str) -> Result<T, Trouble> {
        self.map_err(|error| Trouble(format!("{what}: {error:?}")))
    }
}
