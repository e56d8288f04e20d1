//! What a made-up history is drawn from: a few enterprises, few names and few days, so that facts meet.

use super::readings::Readings;
use crate::story::POLICY;
use proptest::prelude::*;

/// One thing that happens, as small numbers that shrink well; `tell` gives them their meaning.
#[derive(Debug, Clone, Copy)]
pub(super) struct Act {
    pub(super) what: What,
    pub(super) who: usize,
    /// Which product, standard, list, contract, or which earlier act.
    pub(super) key: usize,
    pub(super) day: usize,
    pub(super) shift: i64,
    pub(super) amount: usize,
    pub(super) word: usize,
}

/// The kinds of act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    Certified,
    Product,
    FirstSet,
    Standard,
    Listed,
    Research,
    Material,
    Adopted,
    Approved,
    Paid,
    Call,
    Applied,
    Withdrawn,
    Bounced,
    ClawedBack,
    Recovered,
    Accident,
    Dishonesty,
    Cleared,
    Moved,
    Gone,
    Merged,
    Split,
    Announced,
    Revoked,
    Exited,
    Loan,
    Interest,
    LoanJudged,
    Rate,
    Premium,
    PremiumJudged,
    Elsewhere,
    Mapped,
    Decided,
    Amended,
    Lease,
    LeaseEnded,
    Crowd,
    Full,
    Award,
    AwardRevoked,
    Renamed,
    Title,
    Scale,
    ScaleUp,
    ScaleUpLeft,
    Strong,
    StrongLeft,
    StrongJudged,
    Target,
    Assessed,
    Funds,
    Platform,
    OrgJudged,
    Served,
    Filed,
    FilingApproved,
    Joined,
    Better,
    Grown,
    Listing,
    Gap,
    Corrected,
    Retracted,
}

/// How often each kind is drawn.
const WEIGHTS: [(u32, What); 65] = [
    (4, What::Certified),
    (7, What::Product),
    (7, What::FirstSet),
    (10, What::Standard),
    (3, What::Listed),
    (3, What::Research),
    (2, What::Material),
    (4, What::Adopted),
    (12, What::Approved),
    (8, What::Paid),
    (2, What::Call),
    (2, What::Applied),
    (1, What::Withdrawn),
    (1, What::Bounced),
    (2, What::ClawedBack),
    (2, What::Recovered),
    (2, What::Accident),
    (2, What::Dishonesty),
    (1, What::Cleared),
    (2, What::Moved),
    (1, What::Gone),
    (1, What::Merged),
    (1, What::Split),
    (2, What::Announced),
    (2, What::Revoked),
    (2, What::Exited),
    (5, What::Loan),
    (5, What::Interest),
    (4, What::LoanJudged),
    (1, What::Rate),
    (3, What::Premium),
    (3, What::PremiumJudged),
    (3, What::Elsewhere),
    (3, What::Mapped),
    (1, What::Decided),
    (3, What::Amended),
    (2, What::Lease),
    (1, What::LeaseEnded),
    (3, What::Crowd),
    (4, What::Full),
    (7, What::Award),
    (1, What::AwardRevoked),
    (3, What::Renamed),
    (5, What::Title),
    (1, What::Scale),
    (1, What::ScaleUp),
    (1, What::ScaleUpLeft),
    (3, What::Strong),
    (1, What::StrongLeft),
    (3, What::StrongJudged),
    (1, What::Target),
    (1, What::Assessed),
    (5, What::Funds),
    (4, What::Platform),
    (3, What::OrgJudged),
    (2, What::Served),
    (2, What::Filed),
    (1, What::FilingApproved),
    (1, What::Joined),
    (2, What::Better),
    (4, What::Grown),
    (3, What::Listing),
    (2, What::Gap),
    (4, What::Corrected),
    (3, What::Retracted),
];

/// A history and a question about it.
#[derive(Debug, Clone)]
pub(super) struct History {
    /// Of each enterprise: registered here with a certificate, registered here, registered elsewhere, or not at all.
    pub(super) founded: Vec<usize>,
    pub(super) carriers: bool,
    pub(super) acts: Vec<Act>,
    /// The day asked about, by its number in the list of late days.
    pub(super) on: (usize, i64),
    /// How many of the events are not known yet.
    pub(super) unknown: usize,
}

fn act(kinds: Vec<What>) -> impl Strategy<Value = Act> {
    let what = proptest::sample::select(kinds);
    // Mostly the days of two years and no shift, so that facts fall into the same years and on the same days.
    let day = prop_oneof![5 => 0..12_usize, 1 => 0..super::tell::DAYS.len()];
    let shift = prop_oneof![3 => Just(0_i64), 1 => -1..=1_i64];
    let numbers = (0..4_usize, 0..4_usize, day, shift, 0..8_usize, 0..8_usize);
    (what, numbers).prop_map(|(what, (who, key, day, shift, amount, word))| Act {
        what,
        who,
        key,
        day,
        shift,
        amount,
        word,
    })
}

fn spread() -> Vec<What> {
    WEIGHTS
        .iter()
        .flat_map(|(weight, what)| std::iter::repeat_n(*what, usize::try_from(*weight).unwrap_or(1)))
        .collect()
}

/// What every history may contain besides the facts themselves: qualifications, procedure, and second thoughts.
const ALWAYS: [What; 16] = [
    What::Certified,
    What::Revoked,
    What::Listed,
    What::Approved,
    What::Approved,
    What::Approved,
    What::Paid,
    What::Paid,
    What::Call,
    What::Accident,
    What::Gap,
    What::Elsewhere,
    What::Mapped,
    What::Merged,
    What::Corrected,
    What::Retracted,
];

/// Kinds of act that touch one another, with the readings that speak of them.
type Theme = (&'static [What], &'static [&'static str]);

const AWARDS: Theme = (
    &[
        What::Award,
        What::Award,
        What::Award,
        What::Award,
        What::AwardRevoked,
        What::Renamed,
        What::Renamed,
        What::Renamed,
        What::Title,
        What::Title,
        What::Title,
        What::Better,
        What::Better,
        What::Product,
    ],
    &["R8.1", "R8.2", "R8.3", "R8.4", "R9.1", "R22.2", "R22.4"],
);

const FIGURES: Theme = (
    &[
        What::Grown,
        What::Grown,
        What::Research,
        What::Target,
        What::Assessed,
        What::Funds,
        What::Funds,
        What::Funds,
        What::Platform,
        What::Platform,
    ],
    &["R0.1", "R5.5", "R11.1", "R12.1", "R12.1", "R23.3"],
);

const LISTS: Theme = (
    &[
        What::Listing,
        What::Listing,
        What::Listing,
        What::Scale,
        What::ScaleUp,
        What::ScaleUpLeft,
        What::Strong,
        What::Strong,
        What::StrongJudged,
        What::StrongJudged,
        What::StrongLeft,
        What::OrgJudged,
        What::Served,
        What::Served,
        What::Served,
        What::Filed,
        What::Filed,
        What::FilingApproved,
        What::Joined,
        What::Research,
    ],
    &["R0.2", "R0.3", "R10.1", "R23.3", "R23.6"],
);

const STANDARDS: Theme = (
    &[
        What::Standard,
        What::Standard,
        What::Standard,
        What::Standard,
        What::Adopted,
        What::Adopted,
        What::Adopted,
        What::Full,
        What::Full,
        What::Renamed,
        What::Amended,
    ],
    &["R7.1", "R7.2", "R7.3", "R7.4", "R7.5", "R7.6", "R7.7", "R8.3", "R22.2"],
);

const FINANCE: Theme = (
    &[
        What::Loan,
        What::Loan,
        What::Interest,
        What::Interest,
        What::LoanJudged,
        What::Rate,
        What::Premium,
        What::Premium,
        What::PremiumJudged,
        What::Lease,
        What::Crowd,
    ],
    &["R16.1", "R16.2", "R16.3", "R17.1", "R17.2", "R17.3", "R17.4", "R17.5"],
);

const THEMES: [Theme; 5] = [AWARDS, FIGURES, LISTS, STANDARDS, FINANCE];

fn about(theme: usize) -> impl Strategy<Value = History> {
    of([&ALWAYS, THEMES[theme].0].concat())
}

/// Histories of three to forty acts: of any kind, or of a few kinds that touch one another.
pub(super) fn history() -> impl Strategy<Value = History> {
    prop_oneof![4 => of(spread()), 1 => about(0), 1 => about(1), 1 => about(2), 1 => about(3), 1 => about(4)]
}

/// Histories about one thing, and any answers to the questions about it.
pub(super) fn themed() -> impl Strategy<Value = (History, Readings)> {
    let one = |theme: usize| {
        let ids = THEMES[theme].1;
        let options = proptest::collection::vec(0..6_usize, ids.len());
        (about(theme), options).prop_map(|(history, options)| {
            let mut readings = Readings::default();
            for (id, option) in ids.iter().zip(options) {
                let reading = POLICY.readings.iter().find(|reading| &*reading.id.0 == *id);
                let reading = reading.unwrap_or_else(|| panic!("no reading {id}"));
                let option = &reading.options[option % reading.options.len()];
                readings.0.insert((*id).to_owned(), option.token.to_string());
            }
            (history, readings)
        })
    };
    prop_oneof![2 => one(0), 2 => one(1), 2 => one(2), 1 => one(3), 1 => one(4)]
}

/// Histories of products, first sets and materials alone, under caps that are amended.
pub(super) fn crowded() -> impl Strategy<Value = History> {
    let kinds =
        [What::Product, What::FirstSet, What::Material, What::Material, What::Amended, What::Approved, What::Paid];
    of(kinds.to_vec())
}

fn of(kinds: Vec<What>) -> impl Strategy<Value = History> {
    let one = || prop_oneof![10 => Just(0_usize), 6 => Just(1), 2 => Just(2), 1 => Just(3)];
    let founded = prop_oneof![
        3 => proptest::collection::vec(one(), 1..=1),
        2 => proptest::collection::vec(one(), 2..=2),
        1 => proptest::collection::vec(one(), 3..=4),
    ];
    let acts = proptest::collection::vec(act(kinds), 3..=40);
    let on = (0..super::tell::LATE.len(), -1..=1_i64);
    let unknown = prop_oneof![3 => Just(0_usize), 1 => 0..8_usize];
    (founded, any::<bool>(), acts, on, unknown).prop_map(|(founded, carriers, acts, on, unknown)| History {
        founded,
        carriers,
        acts,
        on,
        unknown,
    })
}

/// Defaults, one reading flipped, or any of them.
pub(super) fn readings() -> impl Strategy<Value = Readings> {
    let pick = || (0..POLICY.readings.len(), 1..3_usize);
    let some = proptest::collection::vec(pick(), 1..=1);
    let many = proptest::collection::vec(pick(), 2..=12);
    prop_oneof![2 => Just(Vec::new()), 3 => some, 3 => many].prop_map(|flips| {
        let mut readings = Readings::default();
        for (index, option) in flips {
            let reading = &POLICY.readings[index];
            let option = &reading.options[option % reading.options.len()];
            readings.0.insert(reading.id.0.to_string(), option.token.to_string());
        }
        readings
    })
}
