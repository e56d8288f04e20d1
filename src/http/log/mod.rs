//! The log: a line for each request, and for what goes wrong before there is one, without anything that somebody asked about (decision 0040).

mod entry;
mod kept;
mod line;
mod writer;

pub(super) use entry::Worked;
pub use kept::Log;
pub use line::Form;
pub(super) use line::What;
