//! What can go wrong here stops the run and is told in the words of whoever said it.

use std::error::Error;

/// A result, or trouble in words.
pub(crate) type Done<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// Prints a line for people.
pub(crate) fn say(line: &str) {
    println!("{line}");
}

/// Prints a line about the run itself.
pub(crate) fn complain(line: &str) {
    eprintln!("{line}");
}
