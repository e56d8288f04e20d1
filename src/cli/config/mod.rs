//! Settings: what may be said once for all commands, who wins where it is said twice, and `config show`, which tells it.

mod chosen;
mod define;
mod environment;
mod fault;
mod file;
mod places;
mod setting;
mod show;

pub(super) use chosen::{Settings, given};
pub(super) use define::command;
pub(super) use environment::Said;
pub(super) use fault::ConfigFault;
pub use fault::config_codes;
pub(super) use show::show;
