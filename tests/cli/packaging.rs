//! What is installed around the program: unit, image and package name commands and files that are there.

use super::{Office, Said};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn place(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn text(name: &str) -> String {
    std::fs::read_to_string(place(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Begins to serve, asks whether it lives, and ends it: what it said, and the first line of the answer.
fn served(office: &Office, variables: &[(&str, &str)], words: &[&str]) -> (Said, String) {
    let mut command = office.command(words);
    command.envs(variables.iter().copied()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let (mut talk, mut answer) = (String::new(), String::new());
    let mut reader = BufReader::new(child.stderr.take().unwrap());
    reader.read_line(&mut talk).unwrap();
    let begun: serde_json::Value = serde_json::from_str(&talk).unwrap_or_else(|error| panic!("{error}: {talk}"));
    let address: SocketAddr = begun["address"].as_str().unwrap().parse().unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET /readyz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    BufReader::new(stream).read_line(&mut answer).unwrap();
    let told = Command::new("sh").args(["-c", &format!("kill -TERM {}", child.id())]).status().unwrap();
    assert!(told.success());
    reader.read_to_string(&mut talk).unwrap();
    let mut said = Said::of(child.wait_with_output().unwrap());
    said.talk = talk;
    (said, answer)
}

/// The unit begins what it says, with the settings that are installed, on a ledger of its own and at a port that is free.
#[test]
fn the_unit_begins_a_service() {
    let unit = text("packaging/qizhang.service");
    let begins = unit.lines().find_map(|line| line.strip_prefix("ExecStart=")).unwrap();
    let words: Vec<&str> = begins.split(' ').collect();
    assert_eq!(words[0], "/usr/bin/qizhang");
    assert!(words.contains(&"/etc/qizhang/config.toml"), "{begins}");
    let office = Office::with_story();
    let settings = text("packaging/config.toml")
        .replace("/var/lib/qizhang/qizhang.ledger", "qizhang.ledger")
        .replace("\"127.0.0.1:7480\"", "\"127.0.0.1:0\"");
    office.write("config.toml", settings);
    let words: Vec<&str> =
        words[1..].iter().map(|word| if *word == "/etc/qizhang/config.toml" { "config.toml" } else { word }).collect();
    let (said, answer) = served(&office, &[], &words);
    assert_eq!((said.code, answer.as_str()), (Some(0), "HTTP/1.1 200 OK\r\n"), "{}", said.talk);
    // What the unit leaves writable is where the settings put the ledger.
    assert!(unit.contains("StateDirectory=qizhang\n") && text("packaging/config.toml").contains("\"/var/lib/qizhang/"));
}

/// Where the system has the means, it looks at the unit itself.
#[test]
fn the_system_takes_the_unit() {
    let office = Office::new();
    let program = env!("CARGO_BIN_EXE_qizhang");
    let unit = text("packaging/qizhang.service").replace("/usr/bin/qizhang", program);
    // The page of the manual is not installed here.
    let unit: Vec<&str> = unit.lines().filter(|line| !line.starts_with("Documentation=")).collect();
    office.write("qizhang.service", unit.join("\n"));
    let mut command = Command::new("systemd-analyze");
    let Ok(output) = command.args(["verify", "--man=no"]).arg(office.path("qizhang.service")).output() else { return };
    let told = String::from_utf8(output.stderr).unwrap();
    let own: Vec<&str> = told.lines().filter(|line| line.contains("qizhang.service")).collect();
    assert!(own.is_empty(), "{told}");
}

/// The image is set by variables that are settings, and its check and its command work.
#[test]
fn the_image_names_commands_and_settings_that_are_there() {
    let file = text("packaging/Dockerfile");
    let list = |line: &str| -> Vec<String> {
        serde_json::from_str(line.split_once('[').map(|(_, rest)| format!("[{rest}")).unwrap().as_str()).unwrap()
    };
    let line =
        |begins: &str| file.lines().find(|line| line.starts_with(begins)).unwrap_or_else(|| panic!("no {begins}"));
    let office = Office::with_story();
    let ledger = office.path("qizhang.ledger").display().to_string();
    let variables: Vec<(String, String)> = line("ENV ")
        .split(' ')
        .skip(1)
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.replace("/ledger/qizhang.ledger", &ledger)))
        .collect();
    let mut variables: Vec<(&str, &str)> = variables.iter().map(|(name, value)| (&**name, &**value)).collect();
    assert!(variables.contains(&("QIZHANG_LEDGER", &*ledger)), "{variables:?}");
    let run = |words: &[&str], variables: &[(&str, &str)]| {
        Said::of(office.command(words).envs(variables.iter().copied()).output().unwrap())
    };
    let shown: serde_json::Value = serde_json::from_str(&run(&["config", "show", "--json"], &variables).data).unwrap();
    assert_eq!(shown["strangers"], serde_json::json!([]));
    let entry = list(line("ENTRYPOINT"));
    assert_eq!(entry, ["/usr/bin/qizhang"]);
    let check = list(line("HEALTHCHECK"));
    assert_eq!(check[..1], entry[..]);
    let check: Vec<&str> = check[1..].iter().map(String::as_str).collect();
    assert_eq!(run(&check, &variables).code, Some(0));
    let nowhere = run(&check, &[("QIZHANG_LEDGER", "nowhere")]);
    assert_eq!(nowhere.code, Some(1), "a ledger that is not there is not well: {}", nowhere.talk);
    variables.push(("QIZHANG_SERVE_LISTEN", "127.0.0.1:0"));
    let command = list(line("CMD"));
    let command: Vec<&str> = command.iter().map(String::as_str).collect();
    let (said, answer) = served(&office, &variables, &command);
    assert_eq!((said.code, answer.as_str()), (Some(0), "HTTP/1.1 200 OK\r\n"), "{}", said.talk);
    let script = text("packaging/build");
    assert!(script.contains("CARGO_TARGET_DIR:-target}") && script.contains("=\"$made/$target/release/qizhang\""));
    assert!(line("COPY").contains("target/${TARGET}/release/qizhang "), "{}", line("COPY"));
}

/// The texts in quotes on a line.
fn quoted(line: &str) -> Vec<&str> {
    line.split('"').skip(1).step_by(2).collect()
}

/// What goes into the package is there, or is made by the script that makes the package.
#[test]
fn the_package_has_what_it_names() {
    let manifest = text("Cargo.toml");
    let own: Vec<&str> = manifest.lines().skip_while(|line| *line != "[package.metadata.deb]").collect();
    let assets: Vec<Vec<&str>> =
        own.iter().filter(|line| line.starts_with("    [\"")).map(|line| quoted(line)).collect();
    assert!(assets.len() > 8, "the list is read: {assets:?}");
    let script = text("packaging/deb");
    for asset in &assets {
        let [from, to, mode] = asset.as_slice() else { panic!("{asset:?}") };
        assert!(["644", "755"].contains(mode) && !to.starts_with('/'), "{asset:?}");
        match from.strip_prefix("target/package/") {
            Some(path) => {
                let folder = path.split(['/', '-']).next().unwrap();
                assert!(script.contains(&format!("$made/{folder}")), "packaging/deb does not make {from}");
            }
            None if *from == "target/release/qizhang" => {}
            None => assert!(place(from).is_file(), "there is no {from}"),
        }
    }
    let settings = own.iter().find(|line| line.starts_with("conf-files")).map(|line| quoted(line)).unwrap();
    for file in settings {
        assert!(assets.iter().any(|asset| asset[1] == file.trim_start_matches('/')), "{file} is not in the package");
    }
    for folder in ["packaging/debian/postinst", "packaging/debian/postrm", "packaging/qizhang.service"] {
        assert!(place(folder).is_file(), "{folder}");
    }
}

/// The scripts are read by the shell they name, and the commands they give the program are ones it takes.
#[test]
fn the_scripts_give_the_program_words_that_it_takes() {
    for script in ["build", "same", "deb", "debian/postinst", "debian/postrm"].map(|name| format!("packaging/{name}")) {
        let output = Command::new("sh").arg("-n").arg(place(&script)).output().unwrap();
        assert!(output.status.success(), "{script}: {}", String::from_utf8_lossy(&output.stderr));
    }
    let office = Office::new();
    std::fs::create_dir(office.path("made")).unwrap();
    let script = text("packaging/deb");
    let calls = script.lines().filter_map(|line| line.trim().strip_prefix("\"$qizhang\" "));
    let calls: Vec<String> = calls
        .map(|line| {
            let line = line.split_once(" >").map_or(line, |(call, _)| call).replace('"', "");
            line.replace("$made", "made").replace("$lang", "en").replace("$shell", "fish")
        })
        .collect();
    assert_eq!(calls.len(), 2, "{calls:?}");
    for call in calls {
        office.done(&call.split(' ').collect::<Vec<_>>());
    }
    let version = office.done(&["--version"]);
    assert_eq!(version, format!("qizhang {}\n", env!("CARGO_PKG_VERSION")), "packaging/build asks for it");
}

/// A server in front writes whole addresses into its log, and in one of a link stands what opens it.
#[test]
fn the_server_in_front_logs_no_link() {
    let settings = text("packaging/nginx.conf");
    let of = |place: &str| -> Vec<&str> {
        let lines = settings.lines().map(str::trim).skip_while(|line| *line != format!("location {place} {{"));
        lines.skip(1).take_while(|line| *line != "}").collect()
    };
    let (given, rest) = (of("/given/"), of("/"));
    for line in ["access_log off;", "error_log /dev/null crit;"] {
        assert!(given.contains(&line) && !rest.contains(&line), "{line}: {given:?} {rest:?}");
    }
    // It is handed on as everything else is.
    for line in ["proxy_pass http://127.0.0.1:7480;", "proxy_set_header Host $http_host;"] {
        assert!(given.contains(&line) && rest.contains(&line), "{line}: {given:?} {rest:?}");
    }
}
