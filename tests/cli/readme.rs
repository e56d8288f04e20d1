//! Both front pages name the same commands, and each of them works when it is typed as written.

use super::Office;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;

/// The commands of a page: in blocks, and in code inside tables.
fn commands(page: &str) -> Vec<String> {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('['));
    let pieces = lines.flat_map(|line| {
        let quoted: Vec<&str> = line.split('`').skip(1).step_by(2).collect();
        if line.starts_with("qizhang ") || line.starts_with("export ") { vec![line] } else { quoted }
    });
    let typed = |piece: &&str| piece.starts_with("qizhang ") || piece.starts_with("export ");
    let whole = |piece: &&str| !piece.contains("FILE") && !piece.contains("文件") && !piece.contains("--help");
    pieces.filter(typed).filter(whole).map(str::to_owned).collect()
}

#[test]
fn the_front_pages_name_the_same_commands_and_they_work() {
    let english = commands("README.md");
    assert_eq!(english, commands("README.zh.md"));
    assert!(english.len() > 10, "{english:?}");
    let office = Office::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    std::fs::create_dir_all(office.path("docs/examples")).unwrap();
    for example in ["docs/examples/first.jsonl", "docs/examples/ten.jsonl"] {
        std::fs::copy(root.join(example), office.path(example)).unwrap();
    }
    let mut ledger = None;
    for line in &english {
        if let Some(setting) = line.strip_prefix("export ") {
            ledger = setting.strip_prefix("QIZHANG_LEDGER=").map(str::to_owned).or(ledger);
            continue;
        }
        let words: Vec<&str> = line.split_whitespace().skip(1).collect();
        if words == ["serve"] {
            serves(&office, ledger.as_deref());
            continue;
        }
        let mut command = office.command(&words);
        command.envs(ledger.iter().map(|path| ("QIZHANG_LEDGER", path)));
        let output = command.output().unwrap();
        // An audit that finds something says so by its exit code.
        let found = (line.starts_with("qizhang audit --on") || line.starts_with("qizhang audit impact"))
            && output.status.code() == Some(4);
        assert!(found || output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
        let silent = [" init ", " append ", " --out "].iter().any(|word| line.contains(word));
        assert!(silent || !output.stdout.is_empty(), "{line} answers something");
    }
}

/// The command that goes on until it is ended: it says where its pages are.
fn serves(office: &Office, ledger: Option<&str>) {
    let mut command = office.command(&["serve", "--listen", "127.0.0.1:0", "--json"]);
    command.envs(ledger.iter().map(|path| ("QIZHANG_LEDGER", path))).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(line.contains("http://127.0.0.1:"), "{line}");
}
