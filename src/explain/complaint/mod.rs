//! What is said when something is refused: what was not done, why, and the way out, in both languages.

mod catalogue;
mod codes;
mod declaration;
mod lint;
mod parser;
mod policy;
mod refusal;
mod told;

pub use codes::{CodeFamily, complaint_codes};
pub use parser::{json_said, toml_said};
pub use told::{Complaint, Told};
