//! A review as a page of its own, to be printed or passed on (product M6.10): static HTML, no script, no secret.

use crate::changes::{
    Group, ItemEdit, Move, SecretChange, Sentence, Shown, Side, ValueChange, What,
};

/// The words of a report, from the catalogue of whoever makes it. Placeholders stand in braces.
#[derive(Debug, Clone, Copy)]
pub struct ReportWords<'a> {
    /// The language of the words (BCP 47).
    pub language: &'a str,
    /// The title, such as "Changes on sps1".
    pub title: &'a str,
    /// Lines below the title: when, who, the message.
    pub lines: &'a [&'a str],
    /// "Added".
    pub added: &'a str,
    /// "Removed".
    pub removed: &'a str,
    /// "Changed".
    pub changed: &'a str,
    /// "Moved".
    pub moved: &'a str,
    /// "Other change".
    pub other: &'a str,
    /// "was".
    pub was: &'a str,
    /// "now".
    pub now: &'a str,
    /// "not set".
    pub nothing: &'a str,
    /// "secret".
    pub secret: &'a str,
    /// "secret set".
    pub secret_set: &'a str,
    /// "secret replaced".
    pub secret_replaced: &'a str,
    /// "secret unchanged".
    pub secret_unchanged: &'a str,
    /// "secret now empty".
    pub secret_emptied: &'a str,
    /// "hidden by the appliance".
    pub secret_hidden: &'a str,
    /// "no change".
    pub unchanged: &'a str,
    /// "the appliance does not say how".
    pub untold: &'a str,
    /// "from {from} to {to}".
    pub from_to: &'a str,
    /// "now evaluated before {items}".
    pub now_before: &'a str,
    /// "now evaluated after {items}".
    pub now_after: &'a str,
    /// "{items} and {count} more".
    pub and_more: &'a str,
}

const STYLE: &str = "body{font:14px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}\
h1{font-size:1.5rem}h2{font-size:1rem;margin:1.5rem 0 .25rem;border-bottom:1px solid #999}\
ul{list-style:none;padding:0;margin:0}li{padding:.25rem 0;break-inside:avoid}h2{break-after:avoid}\
del,ins{text-decoration:none;padding:0 .2em;white-space:pre-wrap;overflow-wrap:anywhere}\
del{background:#fde8e8;border-bottom:1px dashed}ins{background:#e6f4ea;border-bottom:1px solid}\
small{color:#555}@media print{body{margin:0;max-width:none}}";

/// The page. `groups` is a review by place.
pub fn report(words: &ReportWords<'_>, groups: &[Group<Sentence>]) -> String {
    let mut page = Page {
        words,
        html: String::new(),
    };
    page.raw("<!doctype html>\n<html lang=\"")
        .text(words.language)
        .raw("\"><head><meta charset=\"utf-8\">");
    // Even if something slipped through, nothing of it could run or be fetched.
    page.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">");
    page.raw("<meta name=\"viewport\" content=\"width=device-width\"><title>")
        .text(words.title);
    page.raw("</title><style>")
        .raw(STYLE)
        .raw("</style></head><body><main>\n<h1>")
        .text(words.title)
        .raw("</h1>\n");
    for line in words.lines {
        page.raw("<p>").text(line).raw("</p>\n");
    }
    for group in groups {
        page.raw("<section><h2><bdi>")
            .text(&group.place.join(" › "))
            .raw("</bdi></h2>\n<p><small><bdi>");
        page.text(&group.path).raw("</bdi></small></p>\n<ul>\n");
        for sentence in &group.changes {
            page.raw("<li>").sentence(&sentence.what);
            page.raw("</li>\n");
        }
        page.raw("</ul></section>\n");
    }
    page.raw("</main></body></html>\n");
    page.html
}

struct Page<'a> {
    words: &'a ReportWords<'a>,
    html: String,
}

impl Page<'_> {
    fn raw(&mut self, html: &str) -> &mut Self {
        self.html += html;
        self
    }

    /// A text, escaped for content and attributes. What cannot be seen is shown as its number: control characters, and
    /// those that turn the direction of writing.
    fn text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            match c {
                '<' => self.html += "&lt;",
                '>' => self.html += "&gt;",
                '&' => self.html += "&amp;",
                '"' => self.html += "&quot;",
                '\'' => self.html += "&#39;",
                '\n' | '\t' => self.html.push(c),
                '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2066}'..='\u{2069}'
                | '\u{feff}' => {
                    self.html += &format!("\\u{:04x}", u32::from(c));
                }
                c if c.is_control() => self.html += &format!("\\u{:04x}", u32::from(c)),
                c => self.html.push(c),
            }
        }
        self
    }

    fn strong(&mut self, name: &str) {
        self.raw(" <b><bdi>").text(name).raw("</bdi></b> ");
    }

    fn sentence(&mut self, what: &What) {
        let words = self.words;
        match what {
            What::Added { name, value } => {
                self.text(words.added);
                self.strong(name.as_deref().unwrap_or_default());
                self.value(value, Side::New);
            }
            What::Removed { name, value } => {
                self.text(words.removed);
                self.strong(name.as_deref().unwrap_or_default());
                self.value(value, Side::Old);
            }
            What::Changed { member, value } => {
                self.text(words.changed);
                self.strong(&member.join(" › "));
                self.change(value);
            }
            What::Items {
                member,
                edits,
                is_evaluated,
            } => {
                self.text(words.changed);
                self.strong(&member.join(" › "));
                self.raw("<ul>");
                for edit in edits {
                    self.raw("<li>");
                    match edit {
                        ItemEdit::Inserted { item, .. } => {
                            self.text(words.added).raw(" ");
                            self.value(item, Side::New);
                        }
                        ItemEdit::Removed { item, .. } => {
                            self.text(words.removed).raw(" ");
                            self.value(item, Side::Old);
                        }
                        ItemEdit::Moved(moved) => self.moved(moved, *is_evaluated),
                    }
                    self.raw("</li>");
                }
                self.raw("</ul>");
            }
            What::Moved {
                member,
                moves,
                order,
                is_evaluated,
            } => {
                self.text(words.moved);
                self.strong(&member.join(" › "));
                if moves.is_empty() {
                    self.value(&Shown::Plain(order.join(", ")), Side::New);
                }
                self.raw("<ul>");
                for moved in moves {
                    self.raw("<li>").moved(moved, *is_evaluated);
                    self.raw("</li>");
                }
                self.raw("</ul>");
            }
            What::Other { kind } => {
                self.text(words.other);
                self.strong(kind);
            }
        }
    }

    fn change(&mut self, value: &ValueChange) {
        let words = self.words;
        match value {
            ValueChange::Scalar { old, new } => {
                self.value(old, Side::Old);
                self.raw(" → ");
                self.value(new, Side::New);
            }
            ValueChange::Text(pieces) => {
                for piece in pieces {
                    match piece.side {
                        Side::Both => {
                            self.text(&piece.text);
                        }
                        Side::Old | Side::New => self.marked(&piece.text, piece.side),
                    }
                }
            }
            ValueChange::Secret(fate) => {
                self.text(match fate {
                    SecretChange::Set => words.secret_set,
                    SecretChange::Replaced => words.secret_replaced,
                    SecretChange::Unchanged => words.secret_unchanged,
                    SecretChange::Emptied => words.secret_emptied,
                    SecretChange::Hidden => words.secret_hidden,
                });
            }
            ValueChange::Nothing(_) => {
                self.text(words.unchanged);
            }
            ValueChange::Untold => {
                self.text(words.untold);
            }
        }
    }

    fn value(&mut self, value: &Shown, side: Side) {
        let words = self.words;
        match value {
            Shown::Nothing => {
                self.text(words.nothing);
            }
            Shown::Secret => {
                self.text(words.secret);
            }
            Shown::Plain(text) => self.marked(text, side),
        }
    }

    /// A text that only one side has: with a tag, a sign, and a word for those who do not see them.
    fn marked(&mut self, text: &str, side: Side) {
        let words = self.words;
        let (tag, sign, word) = match side {
            Side::Old => ("del", "−", words.was),
            Side::New | Side::Both => ("ins", "+", words.now),
        };
        self.raw("<")
            .raw(tag)
            .raw(" title=\"")
            .text(word)
            .raw("\">")
            .raw(sign)
            .raw(" <bdi>");
        self.text(text).raw("</bdi></").raw(tag).raw(">");
    }

    fn moved(&mut self, moved: &Move, is_evaluated: bool) {
        let words = self.words;
        self.text(words.moved);
        self.strong(&moved.item);
        let way = words
            .from_to
            .replace("{from}", &moved.from.to_string())
            .replace("{to}", &moved.to.to_string());
        self.text(&way);
        for (passed, sentence) in [
            (&moved.now_before, words.now_before),
            (&moved.now_after, words.now_after),
        ] {
            if passed.is_empty() || !is_evaluated {
                continue;
            }
            let mut items = passed.names.join(", ");
            if passed.more > 0 {
                // The names are put in last: they may hold braces themselves.
                let counted = words.and_more.replace("{count}", &passed.more.to_string());
                items = counted.replace("{items}", &items);
            }
            self.raw(" – ").text(&sentence.replace("{items}", &items));
        }
    }
}
