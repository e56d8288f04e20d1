//! `policy`: attached texts, readings, documents, and files before and after they are issued.

mod answer;
mod release;

pub(super) use answer::{attach, check, diff, documents, issue, new, parameters, readings, sensitivity, text};
pub(super) use release::release;
