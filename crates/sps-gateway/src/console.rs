//! `/console/`: the console's files, and `index.html` for every page of the application (engineering guide §3.5).

use std::borrow::Cow;

use axum::body::Body;
use axum::response::Response;
use http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use http::{HeaderMap, HeaderValue, Method, Request, StatusCode};
use percent_encoding::percent_decode_str;
use sha2::{Digest, Sha256};

use crate::answer::{Context, Problem, empty, redirect};
use crate::assets::{Assets, INDEX};
use crate::encoding;

/// Endings of files: such a name without a file is a missing file (an old tab after an upgrade), not a page. Ids in
/// page addresses hold dots too (`10.20.30.40`, `host.example.com`), so every other ending is a page.
const FILE_ENDINGS: [&str; 23] = [
    "avif",
    "br",
    "css",
    "gif",
    "gz",
    "html",
    "ico",
    "jpeg",
    "jpg",
    "js",
    "json",
    "map",
    "mjs",
    "otf",
    "pdf",
    "png",
    "svg",
    "ttf",
    "txt",
    "wasm",
    "webmanifest",
    "woff",
    "woff2",
];

/// Answers one request below `/console/`.
pub(crate) async fn handle(assets: &Assets, context: &Context, request: Request<Body>) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Problem::method("GET, HEAD").answer(context);
    }
    match find(assets, request.uri().path(), request.headers()).await {
        Ok(answer) => answer,
        Err(problem) => problem.answer(context),
    }
}

async fn find(assets: &Assets, path: &str, headers: &HeaderMap) -> Result<Response, Problem> {
    let raw = path.strip_prefix("/console/").unwrap_or_default();
    let name = percent_decode_str(raw)
        .decode_utf8()
        .map_err(|_| bad_path())?;
    if name
        .split(['/', '\\'])
        .any(|segment| matches!(segment, "." | ".."))
        || name.chars().any(char::is_control)
    {
        return Err(bad_path());
    }
    if name == INDEX {
        return Ok(redirect(StatusCode::PERMANENT_REDIRECT, "/console/"));
    }
    let ending = raw
        .rsplit('/')
        .next()
        .and_then(|last| last.rsplit_once('.'))
        .map(|(_, ending)| ending.to_ascii_lowercase());
    // The packed forms have no address of their own.
    let packed = matches!(ending.as_deref(), Some("br" | "gz"));
    if !packed && let Some(answer) = file(assets, &name, headers).await? {
        return Ok(answer);
    }
    if ending.is_some_and(|ending| FILE_ENDINGS.contains(&ending.as_str())) {
        return Err(Problem::new(
            StatusCode::NOT_FOUND,
            "NotFound",
            "The console has no such file; a new version may have been installed.",
        ));
    }
    let page = file(assets, INDEX, headers).await?;
    page.ok_or_else(|| {
        Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "ConsoleNotBuilt",
            "The console's files are gone; it may be being rebuilt.",
        )
    })
}

async fn file(
    assets: &Assets,
    name: &str,
    headers: &HeaderMap,
) -> Result<Option<Response>, Problem> {
    for packing in encoding::accepted(headers) {
        let packed = format!("{name}{}", packing.ending);
        if let Some(content) = assets
            .read(&packed)
            .await
            .map_err(|error| unreadable(&error))?
        {
            return Ok(Some(answer(name, Some(packing.coding), content, headers)));
        }
    }
    let content = assets
        .read(name)
        .await
        .map_err(|error| unreadable(&error))?;
    Ok(content.map(|content| answer(name, None, content, headers)))
}

fn answer(
    name: &str,
    coding: Option<&'static str>,
    content: Cow<'static, [u8]>,
    asked: &HeaderMap,
) -> Response {
    let caching = Caching::of(name);
    // Unhashed files are asked for again at each start: the tag spares sending them again.
    let tag = (caching == Caching::Ask)
        .then(|| tag(&content))
        .and_then(|tag| HeaderValue::try_from(tag).ok());
    let known = tag.as_ref().is_some_and(|tag| is_known(asked, tag));
    let mut answer = empty(if known {
        StatusCode::NOT_MODIFIED
    } else {
        StatusCode::OK
    });
    let headers = answer.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(caching.header()));
    headers.insert(VARY, HeaderValue::from_static("Accept-Encoding"));
    if let Some(tag) = tag {
        headers.insert(ETAG, tag);
    }
    if known {
        return answer;
    }
    headers.insert(CONTENT_TYPE, content_type(name));
    if let Some(coding) = coding {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    *answer.body_mut() = match content {
        Cow::Borrowed(content) => Body::from(content),
        Cow::Owned(content) => Body::from(content),
    };
    answer
}

/// A tag of what is sent, so each packed form has its own.
fn tag(content: &[u8]) -> String {
    let digest = Sha256::digest(content);
    let hexadecimal: String = digest
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("\"{hexadecimal}\"")
}

fn is_known(asked: &HeaderMap, tag: &HeaderValue) -> bool {
    let tags = asked
        .get_all(IF_NONE_MATCH)
        .iter()
        .flat_map(|value| value.as_bytes().split(|byte| *byte == b','));
    tags.map(|given| given.trim_ascii())
        .map(|given| given.strip_prefix(b"W/").unwrap_or(given))
        .any(|given| given == tag.as_bytes())
}

fn content_type(name: &str) -> HeaderValue {
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    let text = kind.type_() == mime_guess::mime::TEXT;
    let kind = if text {
        format!("{kind}; charset=utf-8")
    } else {
        kind.to_string()
    };
    HeaderValue::try_from(kind).unwrap_or(HeaderValue::from_static("application/octet-stream"))
}

/// How long a browser may keep a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Caching {
    /// Pages: an old one would name files that are gone.
    Never,
    /// Kept, but asked for each time.
    Ask,
    /// The name changes with the content.
    Forever,
}

impl Caching {
    fn of(name: &str) -> Self {
        let last = name.rsplit('/').next().unwrap_or_default();
        if last.ends_with(".html") {
            Self::Never
        } else if has_hash(last) {
            Self::Forever
        } else {
            Self::Ask
        }
    }

    const fn header(self) -> &'static str {
        match self {
            Self::Never => "no-store",
            Self::Ask => "no-cache",
            Self::Forever => "public, max-age=31536000, immutable",
        }
    }
}

/// Trunk's hashed names: `console-0123456789abcdef.js`, `console-0123456789abcdef_bg.wasm`.
fn has_hash(name: &str) -> bool {
    name.match_indices('-').any(|(at, _)| {
        let rest = name.get(at + 1..).unwrap_or_default();
        let after = rest.trim_start_matches(|letter: char| matches!(letter, '0'..='9' | 'a'..='f'));
        rest.len() - after.len() >= 8 && (after.starts_with('.') || after.starts_with("_bg."))
    })
}

fn bad_path() -> Problem {
    Problem::new(
        StatusCode::BAD_REQUEST,
        "PathRefused",
        "The path holds a dot segment, a control character or no valid UTF-8.",
    )
}

fn unreadable(error: &std::io::Error) -> Problem {
    Problem::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "ConsoleUnreadable",
        "The gateway cannot read the console's files.",
    )
    .because(error.kind().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashed_names() {
        for hashed in [
            "sps-console-1a2b3c4d5e6f7a8b.js",
            "sps-console-1a2b3c4d5e6f7a8b_bg.wasm",
            "style-01234567.css",
            "a-01234567.min.css",
        ] {
            assert!(has_hash(hashed), "{hashed}");
        }
        for plain in [
            "boot.js",
            "icon-512.png",
            "style-0123456.css",
            "a-0123456g.js",
            "de-adbeefly.js",
            "a-01234567_x.js",
        ] {
            assert!(!has_hash(plain), "{plain}");
        }
    }
}
