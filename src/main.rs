//! The command `qizhang`.

fn main() -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
