//! A browser of few words.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

/// What came back.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    headers: Vec<(String, String)>,
    pub(super) text: String,
    /// The bytes, where they are no text.
    pub(super) bytes: Vec<u8>,
}

impl Reply {
    /// The value of a header, by its name in small letters.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Reads an answer as it came.
    pub(super) fn read(whole: &[u8]) -> Self {
        let end = whole.windows(4).position(|four| four == b"\r\n\r\n");
        let end = end.unwrap_or_else(|| panic!("no answer: {:?}", String::from_utf8_lossy(whole)));
        let (head, bytes) = (String::from_utf8_lossy(&whole[..end]), whole[end + 4..].to_vec());
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok());
        let headers = lines.filter_map(|line| line.split_once(": "));
        Self {
            status: status.unwrap_or_else(|| panic!("no status: {head}")),
            headers: headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect(),
            text: String::from_utf8_lossy(&bytes).into_owned(),
            bytes,
        }
    }
}

/// Sends a request and reads until the connection is closed.
pub(super) fn ask(address: SocketAddr, request: &str) -> Reply {
    ask_bytes(address, request.as_bytes())
}

/// The same of a request that is no text.
pub(super) fn ask_bytes(address: SocketAddr, request: &[u8]) -> Reply {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(request).unwrap();
    let mut whole = Vec::new();
    stream.read_to_end(&mut whole).unwrap();
    Reply::read(&whole)
}

/// The only script that a page has.
pub(super) const SCRIPT: &str = "<script src=\"/copy.js\" defer></script>";

/// The addresses a page leads to, as a browser reads them.
pub(super) fn links(page: &str) -> Vec<String> {
    let found = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let found = found.map(|link| link.replace("&amp;", "&")).filter(|link| !link.starts_with('#'));
    found.map(|link| link.split('#').next().unwrap_or_default().to_owned()).collect()
}
