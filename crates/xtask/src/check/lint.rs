//! Rules for the console's source that clippy has no lint for.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome};

/// Texts that a source line must not hold, and why.
const FORBIDDEN: &[(&str, &str)] = &[
    ("inner_html", "appliance text is never HTML: use text nodes"),
    (
        "href=\"/",
        "links go through the route function, which adds the base path",
    ),
    (
        "style=\"",
        "the content security policy forbids style attributes: use a class or `style:name`",
    ),
];
const TEXT_REASON: &str = "text for people belongs into src/messages";

/// A broken rule.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    file: PathBuf,
    line: usize,
    reason: &'static str,
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{}:{}: {}",
            self.file.display(),
            self.line,
            self.reason
        )
    }
}

/// Checks every Rust file below `folder`.
///
/// # Errors
/// When a file cannot be read.
pub fn check(folder: &Path) -> Outcome<Vec<Finding>> {
    let unreadable = |error| Failure::io("cannot read", folder, &error);
    let mut findings = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.is_dir() {
            findings.extend(check(&path)?);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let source = fs::read_to_string(&path)
                .map_err(|error| Failure::io("cannot read", &path, &error))?;
            let messages = path.iter().any(|part| part == "messages")
                || path.file_stem().is_some_and(|stem| stem == "messages");
            findings.extend(
                broken_rules(&source, messages)
                    .into_iter()
                    .map(|(line, reason)| Finding {
                        file: path.clone(),
                        line,
                        reason,
                    }),
            );
        }
    }
    Ok(findings)
}

/// The lines (from 1) that break a rule. Tests at the end of a file are free to write text.
fn broken_rules(source: &str, messages: bool) -> Vec<(usize, &'static str)> {
    let mut broken = Vec::new();
    // How many brackets are open since the outermost `view!`; 0 outside.
    let mut depth = 0_usize;
    for (index, line) in source.lines().enumerate() {
        let code = line.trim();
        if code.starts_with("#[cfg(test)]") {
            break;
        }
        if code.starts_with("//") {
            continue;
        }
        for (text, reason) in FORBIDDEN {
            if code.contains(text) {
                broken.push((index + 1, *reason));
            }
        }
        let opens_view = depth == 0 && code.contains("view!");
        let inside = if opens_view {
            code.split_once("view!").map_or(code, |(_, rest)| rest)
        } else {
            code
        };
        if (depth > 0 || opens_view) && !messages && has_text_node(inside) {
            broken.push((index + 1, TEXT_REASON));
        }
        if depth > 0 || opens_view {
            depth = depth_after(depth, inside);
        }
    }
    broken
}

/// Whether a line of a view holds a text node literal: a quoted text with a letter that stands alone at the start of the
/// line, or right after a tag.
fn has_text_node(line: &str) -> bool {
    let starts_text = |rest: &str| {
        rest.strip_prefix('"')
            .is_some_and(|text| text.starts_with(char::is_alphabetic))
    };
    let alone =
        starts_text(line) && !line.contains("=>") && !line.ends_with(',') && !line.ends_with(')');
    alone
        || line.match_indices('>').any(|(at, _)| {
            let before = line.get(..at).unwrap_or_default();
            let after = line.get(at + 1..).unwrap_or_default();
            !before.ends_with(['=', '-']) && starts_text(after.trim_start())
        })
}

/// The bracket depth after a line; text in quotes does not count.
fn depth_after(mut depth: usize, line: &str) -> usize {
    let mut quoted = false;
    let mut escaped = false;
    for letter in line.chars() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '{' | '(' | '[' if !quoted => depth += 1,
            '}' | ')' | ']' if !quoted => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    break;
                }
            }
            _ => {}
        }
    }
    depth
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(source: &str) -> Vec<usize> {
        broken_rules(source, false)
            .into_iter()
            .map(|(line, _)| line)
            .collect()
    }

    #[test]
    fn finds_what_the_policy_forbids() {
        let source = "fn a() {\n    x.set_inner_html(y);\n    view! { <a href=\"/keys\"></a> };\n    view! { <p style=\"x\"></p> };\n}";
        assert_eq!(lines(source), [2, 3, 4]);
        let clean = "// never inner_html\nview! { <a href=href(Route::Keys)></a> }\nview! { <p style:width=w></p> }";
        assert_eq!(lines(clean), []);
    }

    #[test]
    fn finds_text_in_views() {
        let source = "view! {\n    <p>\"Hello\"</p>\n    <p>\n        \"Hello\"\n    </p>\n    <b>{t(Msg::Hello)}</b>\n}";
        assert_eq!(lines(source), [2, 4]);
    }

    #[test]
    fn text_outside_views_and_in_arguments_is_free() {
        let source = "let a = [\n    \"GET\"\n];\nmatch b {\n    \"x\" => 1,\n}\nview! {\n    <p class=\"wide\">{f(\n        \"name\",\n    )}</p>\n}\nlet c =\n    \"after\";";
        assert_eq!(lines(source), []);
    }

    #[test]
    fn a_match_arm_inside_a_view_is_no_text_node() {
        let source = "view! {\n    <i class=move || match s {\n        A => \"on\",\n        B => \"off\",\n    }></i>\n}";
        assert_eq!(lines(source), []);
    }

    #[test]
    fn messages_and_tests_may_hold_text() {
        let text = "view! {\n    <p>\"Hello\"</p>\n}";
        assert!(broken_rules(text, true).is_empty());
        assert_eq!(
            lines(&format!("#[cfg(test)]\nmod tests {{\n{text}\n}}")),
            []
        );
    }

    #[test]
    fn walks_folders_and_names_file_and_line() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("pages")).unwrap();
        fs::create_dir_all(folder.path().join("messages")).unwrap();
        let text = "view! {\n<p>\"Hello\"</p>\n}";
        fs::write(folder.path().join("pages/a.rs"), text).unwrap();
        fs::write(folder.path().join("messages/en.rs"), text).unwrap();
        fs::write(folder.path().join("note.txt"), text).unwrap();
        let findings = check(folder.path()).unwrap();
        assert_eq!(findings.len(), 1);
        assert!(findings[0].to_string().contains("a.rs:2: "));
    }
}
