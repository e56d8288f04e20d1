//! The program: the command line, put together.

use std::process::ExitCode;

fn main() -> ExitCode {
    qizhang::cli::run(std::env::args_os().collect())
}
