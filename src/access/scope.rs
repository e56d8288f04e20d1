//! What a token is for, and what it lets a program do. The table is here and nowhere else.

/// What a token is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Reading answers and events.
    Read,
    /// Recording events, and trying whether they could be recorded.
    Append,
}

/// What a program wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// Read an answer, an event, a declaration.
    Look,
    /// Follow the events as they come.
    Follow,
    /// Have events checked that are not recorded.
    Try,
    /// Record events.
    Record,
}

impl Scope {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Read, Self::Append];

    /// Its word.
    pub const fn name(self) -> &'static str {
        match self {
            Scope::Read => "read",
            Scope::Append => "append",
        }
    }

    /// The scope of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.name() == word)
    }

    /// Whether it allows an action.
    const fn allows(self, action: Action) -> bool {
        match (self, action) {
            (Scope::Read, Action::Look | Action::Follow) | (Scope::Append, Action::Try | Action::Record) => true,
            (Scope::Read, Action::Try | Action::Record) | (Scope::Append, Action::Look | Action::Follow) => false,
        }
    }
}

impl Action {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Look, Self::Follow, Self::Try, Self::Record];

    /// Its word.
    pub const fn name(self) -> &'static str {
        match self {
            Action::Look => "look",
            Action::Follow => "follow",
            Action::Try => "try",
            Action::Record => "record",
        }
    }

    /// The scope that allows it.
    pub fn needs(self) -> Scope {
        match self {
            Action::Look | Action::Follow => Scope::Read,
            Action::Try | Action::Record => Scope::Append,
        }
    }
}

/// Whether some scopes allow an action; without any nothing is allowed.
pub fn may(scopes: &[Scope], action: Action) -> bool {
    scopes.iter().any(|scope| scope.allows(action))
}
