//! The enterprises of the planted stories.

use super::Plan;
use super::codes::{Codes, Registry};
use super::rng::Rng;

/// A part in a planted story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    CorrectedRnd,
    LateCertificate,
    ProductChoice,
    RefusedRank3,
    AccidentBeforePayment,
    MissedCall,
    UnrecordedRnd,
    ZeroRnd,
    UnevaluatedLoan,
    RateAboveLpr,
    TwoCarriers,
    Adopted,
    AdoptedAbroad,
    SecondListing,
    RevokedBackwards,
    StandardsOverCap,
    UnnamedGrade,
}

const ALL: [Part; 17] = [
    Part::CorrectedRnd,
    Part::LateCertificate,
    Part::ProductChoice,
    Part::RefusedRank3,
    Part::AccidentBeforePayment,
    Part::MissedCall,
    Part::UnrecordedRnd,
    Part::ZeroRnd,
    Part::UnevaluatedLoan,
    Part::RateAboveLpr,
    Part::TwoCarriers,
    Part::Adopted,
    Part::AdoptedAbroad,
    Part::SecondListing,
    Part::RevokedBackwards,
    Part::StandardsOverCap,
    Part::UnnamedGrade,
];

/// The codes of the enterprises whose stories were planted. `Y` is the plan's first year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planted {
    /// First certified in November `Y`; its audited R&D of `Y`-1, 4,200,000.00, is corrected to 3,100,000.00 on
    /// 2 November `Y`+1, after the payment.
    pub corrected_rnd: String,
    /// Certificate dated 30 November `Y`-2 and recorded on 6 February `Y`-1.
    pub late_certificate: String,
    /// One product recognised as new in `Y`+1 and as a first set in `Y`+2, with two more first sets that year.
    pub product_choice: String,
    /// Third of the drafting units of a national standard of `Y`+1.
    pub refused_rank3: String,
    /// First certified in `Y`+1; an accident on 3 September `Y`+2, between the decision and the payment.
    pub accident_before_payment: String,
    /// First certified in `Y`; did not apply in the call of `Y`+1.
    pub missed_call: String,
    /// First certified in `Y`; no R&D on record.
    pub unrecorded_rnd: String,
    /// First certified in `Y`; R&D of 0.00 on record.
    pub zero_rnd: String,
    /// A loan with four interest payments in `Y`+1 and no evaluation.
    pub unevaluated_loan: String,
    /// A loan at 4.35%, well above the LPR of its day, evaluated, one payment with a penalty.
    pub rate_above_lpr: String,
    /// First certified in `Y` as the tenant of two carriers.
    pub two_carriers: String,
    /// First drafter of an international standard of `Y`+1 and of the national one made from it (IDT) in `Y`+2.
    pub adopted: String,
    /// First drafter of a national standard of `Y`+1 from which an international one grows in `Y`+2 (MOD).
    pub adopted_abroad: String,
    /// Enters the cultivation list in `Y`, leaves it in `Y`+1, enters the next one in `Y`+2.
    pub second_listing: String,
    /// First certified in `Y`; revoked in `Y`+2 with effect from `Y`, after the payment.
    pub revoked_backwards: String,
    /// Four national standards in `Y`+1: 1,200,000 yuan against a cap of 1,000,000.
    pub standards_over_cap: String,
    /// Wins a patent award of `Y`+1 in a grade the policy does not name.
    pub unnamed_grade: String,
}

/// Which enterprises play the planted stories of this plan.
pub fn planted(plan: &Plan) -> Planted {
    let given = codes(&mut Codes::default(), plan);
    let of = |part| given.iter().find(|(of, _)| *of == part).map(|(_, code)| code.clone()).unwrap_or_default();
    Planted {
        corrected_rnd: of(Part::CorrectedRnd),
        late_certificate: of(Part::LateCertificate),
        product_choice: of(Part::ProductChoice),
        refused_rank3: of(Part::RefusedRank3),
        accident_before_payment: of(Part::AccidentBeforePayment),
        missed_call: of(Part::MissedCall),
        unrecorded_rnd: of(Part::UnrecordedRnd),
        zero_rnd: of(Part::ZeroRnd),
        unevaluated_loan: of(Part::UnevaluatedLoan),
        rate_above_lpr: of(Part::RateAboveLpr),
        two_carriers: of(Part::TwoCarriers),
        adopted: of(Part::Adopted),
        adopted_abroad: of(Part::AdoptedAbroad),
        second_listing: of(Part::SecondListing),
        revoked_backwards: of(Part::RevokedBackwards),
        standards_over_cap: of(Part::StandardsOverCap),
        unnamed_grade: of(Part::UnnamedGrade),
    }
}

/// The code of every part: the first codes given out.
pub(super) fn codes(codes: &mut Codes, plan: &Plan) -> Vec<(Part, String)> {
    let mut rng = Rng::part(plan.seed, "cast", 0);
    ALL.iter().map(|part| (*part, codes.next(&mut rng, Registry::Here))).collect()
}
