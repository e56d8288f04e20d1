//! From the tree of a policy file to a program, with every name resolved and every stranger named.

mod document;
mod fields;
mod grant;
mod measure;
mod names;
mod rules;
mod service;
mod status;
mod term;
mod test;
mod trigger;

pub use document::Policy;
use names::{Base, Compiler, Deps};
