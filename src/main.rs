//! The program: the command line, put together.

use std::process::ExitCode;

/// Lines are read on one processor and recorded on another, which the usual allocator is slow at (decision 0007).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    qizhang::cli::run(std::env::args_os().collect())
}
