//! The closed list of choices the engine itself knows; a policy sets each, most of them by a reading.

use crate::policy::table::{Parsed, Table};
use crate::value::{Rounding, YearEnd};

/// On which day statuses and conditions are tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TestDay {
    /// The application day.
    Application,
    /// The day of the fact.
    Fact,
}

/// What a block that begins after the approval does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AfterApproval {
    /// What was unpaid that day is withheld while the block lasts.
    WithholdUnpaid,
    /// Everything is to be given back.
    ClawBack,
}

/// What a row gets when a row of the same matter was approved before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LowerPaid {
    /// What it has more.
    Difference,
    /// Nothing.
    Nothing,
    /// All of its own.
    Both,
}

/// What of a difference counts against a cap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CapsCount {
    /// The money newly paid.
    NewCash,
    /// The whole amount it tops up to.
    Gross,
}

/// What support for the matter from another scheme of the district does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OtherSupport {
    /// It is deducted.
    Difference,
    /// It excludes.
    Excludes,
}

/// Which day decides the document that governs a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GovernedOn {
    /// The day the fact's call opens.
    CallOpens,
    /// The day of the fact.
    FactDay,
    /// The day of the approval.
    DecisionDay,
}

/// Whose year a yearly cap counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CapYear {
    /// The year of the fact.
    Fact,
    /// The year of the payment.
    Payment,
}

/// What becomes of money above a yearly cap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AboveCap {
    /// It is lost.
    Lost,
    /// It is offered to the following years' caps.
    Carried,
}

/// What becomes of a fact whose call closed without an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MissedCall {
    /// It is lost.
    Lost,
    /// The next call repairs it.
    NextCall,
}

/// Whether a successor is treated as one with what it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Successors {
    /// It inherits.
    Inherit,
    /// It starts afresh.
    Fresh,
}

/// The options of one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// The one rounding of an item.
    pub rounding: Rounding,
    /// The last day of a period of years.
    pub year_end: YearEnd,
    /// The day conditions are tested on.
    pub test_day: TestDay,
    /// Blocks after the approval.
    pub after_approval: AfterApproval,
    /// Matters approved before.
    pub lower_paid: LowerPaid,
    /// What counts against caps.
    pub caps_count: CapsCount,
    /// Other schemes of the district.
    pub other_support: OtherSupport,
    /// The governing document.
    pub governed_on: GovernedOn,
    /// The year of a cap.
    pub cap_year: CapYear,
    /// Money above a cap.
    pub above_cap: AboveCap,
    /// Missed calls.
    pub missed_call: MissedCall,
    /// Successors.
    pub successors: Successors,
}

impl Options {
    pub(super) fn parse(table: &Table<'_>) -> Parsed<Self> {
        table.word("same_matter", &[("matter_key", ())])?;
        let options = Self {
            rounding: table.word(
                "rounding",
                &[
                    ("half_up_fen", Rounding::HalfUpFen),
                    ("down_to_yuan", Rounding::DownToYuan),
                    ("hundredth_wan", Rounding::HundredthWan),
                ],
            )?,
            year_end: table.word(
                "year_end",
                &[("anniversary_inclusive", YearEnd::AnniversaryInclusive), ("day_before", YearEnd::DayBefore)],
            )?,
            test_day: table
                .word("test_day", &[("application_day", TestDay::Application), ("fact_day", TestDay::Fact)])?,
            after_approval: table.word(
                "after_approval",
                &[("withhold_unpaid", AfterApproval::WithholdUnpaid), ("claw_back", AfterApproval::ClawBack)],
            )?,
            lower_paid: table.word(
                "lower_paid",
                &[("difference", LowerPaid::Difference), ("nothing", LowerPaid::Nothing), ("both", LowerPaid::Both)],
            )?,
            caps_count: table.word("caps_count", &[("new_cash", CapsCount::NewCash), ("gross", CapsCount::Gross)])?,
            other_support: table.word(
                "other_support",
                &[("difference", OtherSupport::Difference), ("excludes", OtherSupport::Excludes)],
            )?,
            governed_on: table.word(
                "governed_on",
                &[
                    ("call_opens", GovernedOn::CallOpens),
                    ("fact_day", GovernedOn::FactDay),
                    ("decision_day", GovernedOn::DecisionDay),
                ],
            )?,
            cap_year: table.word("cap_year", &[("fact_year", CapYear::Fact), ("payment_year", CapYear::Payment)])?,
            above_cap: table.word("above_cap", &[("lost", AboveCap::Lost), ("carried", AboveCap::Carried)])?,
            missed_call: table
                .word("missed_call", &[("lost", MissedCall::Lost), ("next_call", MissedCall::NextCall)])?,
            successors: table.word("successors", &[("inherit", Successors::Inherit), ("fresh", Successors::Fresh)])?,
        };
        table.finish()?;
        Ok(options)
    }
}
