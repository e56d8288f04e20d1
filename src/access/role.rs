//! What a person is there for, and what that lets him do. The table is here and nowhere else; what is not in it is not allowed.

use crate::value::{Bilingual, TypeName};

/// What a person is there for. Everybody has one role, so that nobody reviews what he recorded himself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Records facts.
    Recorder,
    /// Confirms what others submitted.
    Reviewer,
    /// Approves and records payments.
    Finance,
    /// Reads, and records findings.
    Auditor,
    /// Asks what would be.
    Analyst,
    /// Keeps users and rules.
    Administrator,
}

/// What a person wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deed {
    /// Read an answer.
    Look,
    /// Ask what would be if something were otherwise.
    Suppose,
    /// Record a fact.
    Record,
    /// Confirm what somebody else submitted.
    Review,
    /// Record an approval, a payment or a clawback.
    Pay,
    /// Record a finding and what became of it.
    Find,
    /// Record a type, a policy, a reading or a value of a parameter.
    Govern,
    /// See who the users are.
    Manage,
    /// See who read what.
    Oversee,
    /// Hand out links to the notice of an enterprise, and revoke them.
    HandOut,
}

/// Of the types whose name begins so, what recording one is. Every other type is a fact.
const OF_TYPES: [(&str, Deed); 10] = [
    ("grant", Deed::Pay),
    ("payment", Deed::Pay),
    ("clawback", Deed::Pay),
    ("audit", Deed::Find),
    ("policy", Deed::Govern),
    ("reading", Deed::Govern),
    ("parameter", Deed::Govern),
    ("reference", Deed::Govern),
    ("lpr", Deed::Govern),
    ("event_type", Deed::Govern),
];

impl Role {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Recorder, Self::Reviewer, Self::Finance, Self::Auditor, Self::Analyst, Self::Administrator];

    /// Its word.
    pub const fn name(self) -> &'static str {
        match self {
            Role::Recorder => "recorder",
            Role::Reviewer => "reviewer",
            Role::Finance => "finance",
            Role::Auditor => "auditor",
            Role::Analyst => "analyst",
            Role::Administrator => "administrator",
        }
    }

    /// The role of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == word)
    }

    /// What people call it.
    pub fn title(self) -> Bilingual {
        let (zh, en) = match self {
            Role::Recorder => ("录入", "recorder"),
            Role::Reviewer => ("复核", "reviewer"),
            Role::Finance => ("财务", "finance"),
            Role::Auditor => ("审计", "auditor"),
            Role::Analyst => ("分析", "analyst"),
            Role::Administrator => ("管理", "administrator"),
        };
        Bilingual::new(zh, en)
    }

    /// Whether it records events of any kind.
    pub fn records(self) -> bool {
        [Deed::Record, Deed::Pay, Deed::Find, Deed::Govern].into_iter().any(|deed| self.allows(deed))
    }

    /// Whether it allows something.
    pub const fn allows(self, deed: Deed) -> bool {
        match (self, deed) {
            (
                Role::Recorder | Role::Reviewer | Role::Finance | Role::Auditor | Role::Administrator,
                Deed::Look | Deed::Suppose,
            )
            | (Role::Recorder, Deed::Record | Deed::HandOut)
            | (Role::Reviewer, Deed::Review)
            | (Role::Finance, Deed::Pay)
            | (Role::Auditor, Deed::Find | Deed::Oversee)
            | (Role::Analyst, Deed::Suppose)
            | (Role::Administrator, Deed::Govern | Deed::Manage | Deed::Oversee | Deed::HandOut) => true,
            (Role::Recorder, Deed::Review | Deed::Pay | Deed::Find | Deed::Govern | Deed::Manage | Deed::Oversee)
            | (
                Role::Reviewer,
                Deed::Record | Deed::Pay | Deed::Find | Deed::Govern | Deed::Manage | Deed::Oversee | Deed::HandOut,
            )
            | (
                Role::Finance,
                Deed::Record | Deed::Review | Deed::Find | Deed::Govern | Deed::Manage | Deed::Oversee | Deed::HandOut,
            )
            | (Role::Auditor, Deed::Record | Deed::Review | Deed::Pay | Deed::Govern | Deed::Manage | Deed::HandOut)
            | (
                Role::Analyst,
                Deed::Look
                | Deed::Record
                | Deed::Review
                | Deed::Pay
                | Deed::Find
                | Deed::Govern
                | Deed::Manage
                | Deed::Oversee
                | Deed::HandOut,
            )
            | (Role::Administrator, Deed::Record | Deed::Review | Deed::Pay | Deed::Find) => false,
        }
    }
}

impl Deed {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Look,
        Self::Suppose,
        Self::Record,
        Self::Review,
        Self::Pay,
        Self::Find,
        Self::Govern,
        Self::Manage,
        Self::Oversee,
        Self::HandOut,
    ];

    /// What recording an event of a type is.
    pub fn of_type(name: &TypeName) -> Self {
        let family = name.as_str().split('.').next().unwrap_or_default();
        OF_TYPES.iter().find(|(own, _)| *own == family).map_or(Deed::Record, |(_, deed)| *deed)
    }

    /// What people call it.
    pub fn title(self) -> Bilingual {
        let (zh, en) = match self {
            Deed::Look => ("查看", "read"),
            Deed::Suppose => ("试算", "ask what-if"),
            Deed::Record => ("录入事实", "record facts"),
            Deed::Review => ("复核他人的提交", "confirm what others submitted"),
            Deed::Pay => ("批准和拨付", "approve and record payments"),
            Deed::Find => ("记疑点", "record findings"),
            Deed::Govern => ("发布类型、文件和口径", "issue types, documents and readings"),
            Deed::Manage => ("管理用户", "manage users"),
            Deed::Oversee => ("查看访问日志", "see who read what"),
            Deed::HandOut => ("发查阅链接", "hand out links"),
        };
        Bilingual::new(zh, en)
    }

    /// The roles that allow it.
    pub fn roles(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| role.allows(self))
    }
}
