//! The custom properties of a stylesheet.

use super::colour::Colour;

/// One declaration `--name: value;`.
#[derive(Debug, PartialEq, Eq)]
pub struct Declaration<'a> {
    /// The line of the name, from 1.
    pub line: usize,
    /// The name, without the dashes.
    pub name: &'a str,
    /// What is declared.
    pub value: &'a str,
}

/// A colour in both themes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Themed {
    /// In the light theme.
    pub light: Colour,
    /// In the dark theme.
    pub dark: Colour,
}

impl Themed {
    /// Reads `light-dark(COLOUR, COLOUR)`, or one colour for both themes. Nothing for anything else.
    pub fn parse(value: &str) -> Option<Self> {
        let Some(pair) = value.strip_prefix("light-dark(") else {
            return Colour::parse(value).map(|colour| Self {
                light: colour,
                dark: colour,
            });
        };
        // The colours that are understood hold no comma of their own.
        let (light, dark) = pair.strip_suffix(')')?.split_once(',')?;
        Some(Self {
            light: Colour::parse(light)?,
            dark: Colour::parse(dark)?,
        })
    }
}

/// The declarations of custom properties, in order. Expects a stylesheet without comments, as [`without_comments`] makes it.
pub fn declarations(css: &str) -> Vec<Declaration<'_>> {
    let mut found = Vec::new();
    let mut line = 1;
    for part in css.split_inclusive([';', '{', '}']) {
        let blank = part.len() - part.trim_start().len();
        let (before, rest) = part.split_at(blank);
        if let Some(declaration) = rest.strip_prefix("--") {
            let declaration = declaration.trim_end_matches([';', '{', '}']);
            let (name, value) = declaration.split_once(':').unwrap_or((declaration, ""));
            found.push(Declaration {
                line: line + before.matches('\n').count(),
                name: name.trim(),
                value: value.trim(),
            });
        }
        line += part.matches('\n').count();
    }
    found
}

/// The stylesheet without its comments; the lines stay where they are.
pub fn without_comments(css: &str) -> String {
    let mut left = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((code, comment)) = rest.split_once("/*") {
        left.push_str(code);
        let (comment, after) = comment.split_once("*/").unwrap_or((comment, ""));
        left.extend(comment.matches('\n'));
        rest = after;
    }
    left.push_str(rest);
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_declarations_and_their_lines() {
        let css = "/* one; --no: 1;\n two */\n@layer a {\n  :root {\n    color-scheme: light dark;\n\n    --text: light-dark(a,\n      b);\n    --last: 1px }\n}\n:root { --x: y; /* z */ --broken }";
        let code = without_comments(css);
        let found: Vec<_> = declarations(&code)
            .into_iter()
            .map(|found| (found.line, found.name, found.value))
            .collect();
        assert_eq!(
            found,
            [
                (7, "text", "light-dark(a,\n      b)"),
                (9, "last", "1px"),
                (11, "x", "y"),
                (11, "broken", ""),
            ]
        );
    }

    #[test]
    fn a_colour_is_for_one_theme_or_for_both() {
        let (light, dark) = ("oklch(1 0 0)", "oklch(0 0 0 / 0.5)");
        let themed = Themed::parse(&format!("light-dark({light}, {dark})")).unwrap();
        assert_eq!(Some(themed.light), Colour::parse(light));
        assert_eq!(Some(themed.dark), Colour::parse(dark));
        let same = Themed::parse(light).unwrap();
        assert_eq!(same.light, same.dark);
    }

    #[test]
    fn refuses_half_a_pair_and_other_syntax() {
        for value in [
            "light-dark(oklch(1 0 0))",
            "light-dark(oklch(1 0 0), #000)",
            "light-dark(oklch(1 0 0), oklch(0 0 0)",
            "light-dark(oklch(1 0 0), oklch(0 0 0), oklch(0 0 0))",
            "0 1px light-dark(oklch(1 0 0), oklch(0 0 0))",
        ] {
            assert_eq!(Themed::parse(value), None, "{value}");
        }
    }
}
