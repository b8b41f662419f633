//! A client that sends exactly the bytes a test wants, which no HTTP library would.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A parsed answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    /// The value of a header that is there once.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut values = self
            .headers
            .iter()
            .filter(|(found, _)| found.eq_ignore_ascii_case(name));
        let value = values.next().map(|(_, value)| value.as_str());
        assert!(values.next().is_none(), "{name} is there twice");
        value
    }

    /// All values of a header, in order.
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.headers
            .iter()
            .filter(|(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
            .collect()
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|_| panic!("no JSON: {}", String::from_utf8_lossy(&self.body)))
    }

    /// `error.type` of the envelope; checks the rest of the envelope on the way.
    pub fn error_type(&self) -> String {
        let body = self.json();
        assert_eq!(self.header("content-type"), Some("application/json"));
        assert!(body["error"]["message"].as_str().unwrap().len() > 10);
        assert!(body["error"]["details"]["request_id"].is_string());
        assert!(body["meta"]["href"].is_string());
        body["error"]["type"].as_str().unwrap().to_owned()
    }
}

/// A request under construction; `Host` is the gateway's own unless a header replaces it.
#[derive(Clone)]
pub struct Ask {
    address: SocketAddr,
    method: String,
    target: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Ask {
    pub fn new(address: SocketAddr, method: &str, target: &str) -> Self {
        let host = format!("localhost:{}", address.port());
        Self {
            address,
            method: method.to_owned(),
            target: target.to_owned(),
            headers: vec![("Host".to_owned(), host)],
            body: Vec::new(),
        }
    }

    /// Adds a header; `Host` is replaced.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        if name == "Host" {
            self.headers.retain(|(name, _)| name != "Host");
        }
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn without_host(mut self) -> Self {
        self.headers.retain(|(name, _)| name != "Host");
        self
    }

    /// What a page of the console sends along.
    pub fn with_page_headers(self) -> Self {
        self.with("Sec-Fetch-Site", "same-origin")
            .with("Sec-Fetch-Mode", "cors")
            .with("Sec-Fetch-Dest", "empty")
            .with("User-Agent", "Mozilla/5.0")
    }

    /// A body with its length.
    pub fn body(mut self, body: &[u8]) -> Self {
        self.body = body.to_vec();
        self.with("Content-Length", &body.len().to_string())
    }

    pub async fn send(self) -> Answer {
        let mut bytes = format!(
            "{} {} HTTP/1.1\r\nConnection: close\r\n",
            self.method, self.target
        )
        .into_bytes();
        for (name, value) in &self.headers {
            bytes.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
        }
        bytes.extend_from_slice(b"\r\n");
        bytes.extend_from_slice(&self.body);
        let answer = raw(self.address, &bytes).await;
        parse(&answer)
            .unwrap_or_else(|| panic!("incomplete answer: {:?}", String::from_utf8_lossy(&answer)))
    }
}

/// Sends bytes and reads until the other side closes (ten seconds at most).
pub async fn raw(address: SocketAddr, bytes: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(address).await.unwrap();
    // The server may close early while we still write: what it answered counts.
    let _ = stream.write_all(bytes).await;
    let mut answer = Vec::new();
    let reading = async {
        let mut piece = [0; 65536];
        while let Ok(length @ 1..) = stream.read(&mut piece).await {
            answer.extend_from_slice(&piece[..length]);
        }
    };
    tokio::time::timeout(Duration::from_secs(10), reading)
        .await
        .expect("the connection stays open");
    answer
}

/// `None` for an answer that was cut off.
pub fn parse(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..end]).unwrap();
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let headers: Vec<(String, String)> = lines
        .map(|line| line.split_once(':').unwrap())
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let mut answer = Answer {
        status,
        headers,
        body: bytes[end + 4..].to_vec(),
    };
    if answer.header("transfer-encoding") == Some("chunked") {
        answer.body = unchunked(&answer.body)?;
    }
    Some(answer)
}

fn unchunked(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let line = rest.windows(2).position(|window| window == b"\r\n")?;
        let size = usize::from_str_radix(std::str::from_utf8(&rest[..line]).unwrap(), 16).unwrap();
        if size == 0 {
            return Some(body);
        }
        body.extend_from_slice(rest.get(line + 2..line + 2 + size)?);
        rest = rest.get(line + 4 + size..)?;
    }
}
