//! How often things happen in the made-up district, and how long the office takes to hear of them.
//!
//! Counts are per calendar year for a district of [`DISTRICT`] enterprises and scale with its size. Unless a line says
//! otherwise a number is a documented guess: chosen to look like one district of Beijing, taken from no register.

use super::calendar::Lag;

// ── size ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/// Enterprises in the files of the district the counts below were chosen for.
pub(super) const DISTRICT: u32 = 2_300;
/// Enterprises of a pilot whose facts were recorded from the year before the first one.
pub(super) const PILOT: u32 = 60;
/// Enterprises that join the files each year and get a certificate the year after.
pub(super) const FUTURE_HOLDERS: u32 = 385;
/// Enterprises that join the files and the cultivation list and never get a certificate.
pub(super) const NEVER_HOLDERS: u32 = 75;
/// Of the future holders, in thousandths, those who enter the cultivation list first (with the never holders: 400 a year).
pub(super) const LISTED_FIRST: u32 = 845;
/// Of those who join, in thousandths, those founded in that very year.
pub(super) const FOUNDED_THAT_YEAR: u32 = 150;
/// The oldest year of foundation.
pub(super) const OLDEST_FOUNDATION: i32 = 2010;
/// Office days over which the files of existing enterprises were brought in, from 2 January.
pub(super) const LOADING_DAYS: i64 = 12;

// ── certificates and lists ──────────────────────────────────────────────────────────────────────────────────────────

/// Renewed certificates; with the first ones 850 a year, 45% first.
pub(super) const RENEWALS: u32 = 468;
/// Of the renewals, in thousandths, those that come a year after the old certificate ended.
pub(super) const RENEWED_AFTER_GAP: u32 = 100;
/// Certificates issued from October to December, in thousandths; the others from June to September.
pub(super) const CERTIFIED_IN_AUTUMN: u32 = 700;
/// Filings under the pilot in which filing is approval, by enterprises above scale of its fields.
pub(super) const FILINGS: u32 = 8;
/// The same by others, who are not entitled.
pub(super) const FILINGS_UNFIT: u32 = 4;
/// Certificates whose announcement is on record, in thousandths.
pub(super) const ANNOUNCED: u32 = 950;
/// Days from a certificate to its announcement.
pub(super) const ANNOUNCEMENT: Lag = Lag(5, 25);
/// Holders who file the yearly report, in thousandths.
pub(super) const ANNUAL_REPORTS: u32 = 780;
/// Of the entries to the cultivation list, in thousandths, those on the autumn list by choice (who joins late is on it anyway).
pub(super) const LISTED_IN_AUTUMN: u32 = 450;
/// Of those who entered the cultivation list, in thousandths, those coached within ninety days.
pub(super) const COACHED: u32 = 850;
/// Exits from the cultivation list by decision.
pub(super) const LIST_EXITS: u32 = 30;
/// Entries to the scale-up list.
pub(super) const SCALE_UPS: u32 = 80;
/// Enterprises whose scale is known when they join, in thousandths.
pub(super) const SCALE_KNOWN: u32 = 700;
/// Of these, in thousandths, those above designated scale.
pub(super) const ABOVE_SCALE: u32 = 350;
/// Enterprises that were never listed and grow above designated scale.
pub(super) const SCALE_CHANGES: u32 = 30;
/// Enterprises of the scale-up list that grow above designated scale.
pub(super) const LISTED_GROWN: u32 = 25;
/// Of these, in thousandths, those who leave the list for it.
pub(super) const GROWN_EXITS: u32 = 700;
/// Of those who entered the scale-up list, in thousandths, those served within four months.
pub(super) const LISTED_SERVED: u32 = 800;
/// Entries to the strong list.
pub(super) const STRONG_ENTRIES: u32 = 20;
/// Exits from it that neither a move nor a lost certificate brings about.
pub(super) const STRONG_EXITS: u32 = 3;
/// Of those on the strong list, in thousandths, those evaluated for a year; the others stay without on purpose.
pub(super) const STRONG_EVALUATED: u32 = 900;
/// Of those who entered the strong list, in thousandths, those who were called on within three months.
pub(super) const STRONG_SERVED: u32 = 850;

// ── research expense ────────────────────────────────────────────────────────────────────────────────────────────────

/// Enterprises that report R&D expense, twice each: their own figure and the audited one.
pub(super) const RND_REPORTERS: u32 = 2_300;
/// Of the first certificates, in thousandths, those whose R&D stays unrecorded on purpose.
pub(super) const RND_UNRECORDED: u32 = 30;
/// Median of the R&D expense of a year: 3.0 million yuan, in fen.
pub(super) const RND_MEDIAN: i64 = 300_000_000;
/// Sigma of its logarithm, in thousandths; leaves about 0.5% above 100 million yuan.
pub(super) const RND_SIGMA: i64 = 1_400;
/// Mean growth from year to year, in thousandths.
pub(super) const RND_GROWTH: i64 = 80;
/// Standard deviation of the growth, in thousandths.
pub(super) const RND_GROWTH_SPREAD: i64 = 180;
/// The deepest fall in one year, in thousandths.
pub(super) const RND_DEEPEST_FALL: i64 = -600;
/// Reports of exactly nothing, in thousandths.
pub(super) const RND_ZERO: u32 = 10;
/// Reports of a small part of the usual, in thousandths.
pub(super) const RND_TINY: u32 = 20;
/// That part: one in so many.
pub(super) const RND_TINY_PART: i64 = 200;
/// Enterprises that spend everything in the country, in thousandths.
pub(super) const RND_ALL_DOMESTIC: u32 = 800;
/// The least part spent in the country, in thousandths.
pub(super) const RND_LEAST_DOMESTIC: i64 = 400;
/// Reports where the audit found less than the enterprise said, in thousandths.
pub(super) const RND_AUDITED_LESS: u32 = 60;
/// The least part of its own figure an audit leaves, in thousandths.
pub(super) const RND_AUDIT_LEAST: i64 = 880;
/// Own figures that come from the tax deduction, in thousandths; the others from the yearly report.
pub(super) const RND_FROM_TAX: u32 = 300;
/// The yearly target of the growth of R&D expense, in percent.
pub(super) const RND_TARGET: i64 = 8;
/// Reviews of enterprises that grew by more than the target.
pub(super) const RND_REVIEWS: u32 = 48;
/// Research projects that start; the funds of each come in two years.
pub(super) const PROJECTS: u32 = 36;
/// Median of the funds of a project: 2.0 million yuan, in fen.
pub(super) const PROJECT_MEDIAN: i64 = 200_000_000;
/// Sigma of its logarithm, in thousandths; leaves about 5% above 10 million yuan.
pub(super) const PROJECT_SIGMA: i64 = 1_000;
/// Projects whose funds are shared with others, in thousandths.
pub(super) const PROJECTS_SHARED: u32 = 400;
/// Projects whose approved amount is on record, in thousandths.
pub(super) const PROJECTS_APPROVAL_KNOWN: u32 = 700;
/// Platforms completed with a partner.
pub(super) const PLATFORMS: u32 = 12;
/// Of these, in thousandths, those whose figures stand at the bars of the article.
pub(super) const PLATFORMS_AT_THE_BARS: u32 = 150;
/// Median of the investment in a platform: 4.0 million yuan, in fen.
pub(super) const PLATFORM_MEDIAN: i64 = 400_000_000;
/// Sigma of its logarithm, in thousandths.
pub(super) const PLATFORM_SIGMA: i64 = 1_000;

// ── standards and honours ───────────────────────────────────────────────────────────────────────────────────────────

/// Standards with a local drafter among the first two.
pub(super) const STANDARDS: u32 = 70;
/// Their levels, in percent.
pub(super) const STANDARD_LEVELS: [(u32, &str); 4] =
    [(60, "national"), (25, "industry"), (10, "provincial"), (5, "international")];
/// Their natures, in percent.
pub(super) const STANDARD_NATURES: [(u32, &str); 3] = [(80, "new"), (17, "revision"), (3, "amendment")];
/// Standards that are a part of a series, in thousandths.
pub(super) const STANDARD_PARTS: u32 = 120;
/// Local drafters on the first rank, in thousandths; the others on the second.
pub(super) const DRAFTED_FIRST: u32 = 500;
/// Two units named on one rank, in thousandths.
pub(super) const TIES: u32 = 30;
/// A second local unit at the end of the list, in thousandths.
pub(super) const SECOND_LOCAL: u32 = 200;
/// Of the standards, national ones made from an international standard of the year before.
pub(super) const ADOPTIONS: u32 = 3;
/// Awards with a local unit among the first two.
pub(super) const AWARDS: u32 = 14;
/// Local winners on the first rank, in thousandths; the others on the second.
pub(super) const AWARDED_FIRST: u32 = 600;
/// Awards revoked, of those won the year before.
pub(super) const AWARDS_REVOKED: u32 = 1;
/// IP titles.
pub(super) const IP_TITLES: u32 = 46;
/// IP titles removed, of those granted before the year.
pub(super) const IP_TITLES_REMOVED: u32 = 3;
/// New technologies and products recognised by Beijing.
pub(super) const NEW_PRODUCTS: u32 = 104;
/// Of these, products recognised before, with a new certificate.
pub(super) const NEW_PRODUCTS_AGAIN: u32 = 5;
/// First sets recognised.
pub(super) const FIRST_SETS: u32 = 16;
/// Of these, products that were recognised as new products the year before.
pub(super) const FIRST_SETS_OF_NEW_PRODUCTS: u32 = 4;
/// First sets recognised by the state, in thousandths; the others by Beijing.
pub(super) const FIRST_SETS_NATIONAL: u32 = 250;
/// New materials first applied.
pub(super) const NEW_MATERIALS: u32 = 3;
/// Support from other policies on record.
pub(super) const EXTERNAL_SUPPORT: u32 = 6;

// ── finance ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/// Loans signed; four interest payments of each are recorded.
pub(super) const LOANS: u32 = 800;
/// Interest payments recorded of each loan.
pub(super) const INTEREST_PAYMENTS: u32 = 4;
/// Median of the principal: 5 million yuan, in fen.
pub(super) const PRINCIPAL_MEDIAN: i64 = 500_000_000;
/// Sigma of its logarithm, in thousandths.
pub(super) const PRINCIPAL_SIGMA: i64 = 900;
/// Terms in months, in percent.
pub(super) const LOAN_TERMS: [(u32, i64); 5] = [(60, 12), (15, 24), (15, 36), (4, 60), (6, 84)];
/// Mean of the rate above the LPR, in hundredths of a percent.
pub(super) const RATE_ABOVE_LPR: i64 = 30;
/// Standard deviation of the rate, in hundredths of a percent.
pub(super) const RATE_SPREAD: i64 = 50;
/// The lowest rate, in hundredths of a percent.
pub(super) const LOWEST_RATE: i64 = 220;
/// Months in which the invented LPR changes, in thousandths.
pub(super) const LPR_CHANGES: u32 = 120;
/// Bounds of the invented one-year LPR, in hundredths of a percent.
pub(super) const LPR_ONE_YEAR: (i64, i64) = (260, 310);
/// Bounds of the invented LPR over five years, in hundredths of a percent.
pub(super) const LPR_FIVE_YEAR: (i64, i64) = (320, 360);
/// Interest payments made late and with a penalty, in thousandths.
pub(super) const PENALTIES: u32 = 30;
/// Enterprises whose loans were evaluated for a year, in thousandths; the others stay without on purpose.
pub(super) const LOANS_EVALUATED: u32 = 950;
/// Evaluations passed, in thousandths.
pub(super) const LOANS_PASSED: u32 = 920;
/// Passed evaluations that state a share, in thousandths.
pub(super) const LOANS_GRADED: u32 = 500;
/// Insurance policies whose premium was paid.
pub(super) const INSURANCES: u32 = 115;
/// Median premium: 40,000 yuan, in fen.
pub(super) const PREMIUM_MEDIAN: i64 = 4_000_000;
/// Sigma of its logarithm, in thousandths.
pub(super) const PREMIUM_SIGMA: i64 = 800;
/// Enterprises whose insurance was evaluated, in thousandths.
pub(super) const INSURANCE_EVALUATED: u32 = 920;

// ── conduct and moves: 170 a year together ──────────────────────────────────────────────────────────────────────────

/// Safety accidents.
pub(super) const ACCIDENTS: u32 = 14;
/// Records of serious dishonesty.
pub(super) const DISHONESTIES: u32 = 12;
/// Of both, records cleared later.
pub(super) const CLEARED: u32 = 8;
/// Certificates revoked.
pub(super) const REVOCATIONS: u32 = 12;
/// Revocations that act from the year of issue and so void the certificate, in thousandths.
pub(super) const REVOKED_FROM_START: u32 = 250;
/// Changes of name.
pub(super) const RENAMES: u32 = 62;
/// Whole moves to another district.
pub(super) const MOVES_OUT: u32 = 24;
/// Moves of a part to another district.
pub(super) const MOVES_OF_A_PART: u32 = 14;
/// Holders of a certificate that move in.
pub(super) const MOVES_IN: u32 = 16;
/// Deregistrations, besides the absorbed ones.
pub(super) const DEREGISTRATIONS: u32 = 6;
/// Mergers.
pub(super) const MERGERS: u32 = 2;

// ── carriers ────────────────────────────────────────────────────────────────────────────────────────────────────────

/// Incubation carriers.
pub(super) const CARRIERS: u32 = 12;
/// New or landed holders the carriers reach, one after another; each year the list moves on by one carrier.
pub(super) const TENANTS: [usize; 12] = [9, 10, 11, 23, 4, 6, 2, 7, 12, 3, 5, 8];
/// Of these, in thousandths, those certified first as a tenant; the others landed with a certificate.
pub(super) const TENANTS_CERTIFIED_HERE: u32 = 650;
/// Tenancies that end, in thousandths.
pub(super) const TENANCIES_ENDED: u32 = 180;

// ── services, institutions, space ───────────────────────────────────────────────────────────────────────────────────

/// Services for the people of holders.
pub(super) const TALENT_SERVICES: u32 = 60;
/// Services of the information platform.
pub(super) const INFORMATION_SERVICES: u32 = 80;
/// Quotas of residence permits or housing allotted.
pub(super) const QUOTAS: u32 = 40;
/// Service institutions and operators of public platforms.
pub(super) const INSTITUTIONS: u32 = 10;
/// As many even in a small district.
pub(super) const FEWEST_INSTITUTIONS: usize = 2;
/// Institutions evaluated for a year, in thousandths.
pub(super) const INSTITUTIONS_EVALUATED: u32 = 850;
/// The most an evaluation says, in ten thousands of yuan: above the yearly cap of 200.
pub(super) const INSTITUTION_MOST: i64 = 250;
/// Places in the register of space.
pub(super) const SITES: u32 = 24;
/// Of these, in thousandths, those run by a carrier.
pub(super) const SITES_OF_CARRIERS: u32 = 400;
/// Allocations of space.
pub(super) const ALLOCATIONS: u32 = 30;
/// Of these, in thousandths, those given back after a year or two.
pub(super) const RELEASED: u32 = 300;
/// Pieces of land supplied.
pub(super) const LANDS: u32 = 3;
/// Application scenarios, with one to four members each.
pub(super) const SCENARIOS: u32 = 10;

// ── calls ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/// Applications in one call.
pub(super) const APPLICATIONS: u32 = 2_070;
/// Enterprises with a fact that may earn money, in thousandths, that apply.
pub(super) const EARNERS_APPLY: u32 = 880;
/// Applications sent back to be completed, in thousandths.
pub(super) const RETURNED: u32 = 70;
/// Applications withdrawn, in thousandths.
pub(super) const WITHDRAWN: u32 = 8;
/// Applications rejected at the door, in thousandths.
pub(super) const REJECTED: u32 = 12;
/// Reviews passed, in thousandths.
pub(super) const REVIEWS_PASSED: u32 = 970;
/// Applicants who were told of the policy or coached before they applied, in thousandths.
pub(super) const INFORMED: u32 = 450;
/// Applicants advised while their application was prepared or reviewed, in thousandths.
pub(super) const ADVISED: u32 = 150;
/// Objections filed in one call.
pub(super) const OBJECTIONS: u32 = 3;
/// Objections upheld, in thousandths.
pub(super) const UPHELD: u32 = 250;
/// Days a list is open to objections.
pub(super) const PUBLICITY_DAYS: i64 = 7;

// ── corrections ─────────────────────────────────────────────────────────────────────────────────────────────────────

/// Facts corrected later, in thousandths of all facts.
pub(super) const CORRECTIONS: usize = 10;
/// Of these, in thousandths, those retracted instead.
pub(super) const RETRACTED: u32 = 40;
/// Days from a record to its correction.
pub(super) const CORRECTION: Lag = Lag(30, 400);

// ── how long the office takes to hear ───────────────────────────────────────────────────────────────────────────────

/// Most facts.
pub(super) const DAYS: Lag = Lag(1, 9);
/// What the office or a bank does itself.
pub(super) const AT_ONCE: Lag = Lag(0, 2);
/// Facts somebody else publishes.
pub(super) const WEEKS: Lag = Lag(5, 40);
/// Certificates and their announcements: one to three months.
pub(super) const MONTHS: Lag = Lag(31, 90);
