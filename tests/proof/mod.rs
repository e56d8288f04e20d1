//! The tree of RFC 6962 and its proofs, against the standard itself.

mod consistency;
mod inclusion;
mod naive;
mod signed;
mod sweep;
mod vectors;
