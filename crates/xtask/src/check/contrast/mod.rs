//! The contrast of the design tokens, computed for every pair that the stylesheets put on top of each other.

mod colour;
mod tokens;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::failure::{Failure, Outcome};

use self::colour::{Colour, contrast};
use self::tokens::{Themed, declarations, without_comments};

/// Colours, the backgrounds that each of them stands on, and the smallest contrast ratio that will do.
type Pairs = (&'static [&'static str], &'static [&'static str], f64);

/// For text. Source: WCAG 2.2, success criterion 1.4.3.
const TEXT: f64 = 4.5;
/// For the border of a control, and for the focus. Source: WCAG 2.2, success criterion 1.4.11.
const SHAPE: f64 = 3.0;

const SURFACES: &[&str] = &["surface", "raised", "sunken"];
/// Behind notices, changes, and what is chosen or pointed at.
const SOFT: &[&str] = &[
    "accent-soft",
    "added-soft",
    "removed-soft",
    "changed-soft",
    "warning-soft",
    "danger-soft",
];

/// What stands on what in `style/*.css`.
const PAIRS: &[Pairs] = &[
    (&["text", "muted", "accent", "accent-hover"], SURFACES, TEXT),
    (&["added", "removed", "changed", "moved"], SURFACES, TEXT),
    (&["warning", "danger"], SURFACES, TEXT),
    // Links stand in notices too.
    (&["text", "muted", "accent", "accent-hover"], SOFT, TEXT),
    (&["added"], &["added-soft"], TEXT),
    (&["removed"], &["removed-soft"], TEXT),
    (&["changed"], &["changed-soft"], TEXT),
    (&["warning"], &["warning-soft"], TEXT),
    (&["danger"], &["danger-soft"], TEXT),
    (&["on-accent"], &["accent", "accent-hover"], TEXT),
    (&["on-danger"], &["danger"], TEXT),
    // Confirmations are the other way round.
    (&["surface"], &["text"], TEXT),
    (&["control-border"], SURFACES, SHAPE),
    // The ring around what has the focus.
    (&["accent"], SURFACES, SHAPE),
];

/// Colours that part what stands apart anyway.
const DECORATION: &[&str] = &["border"];
/// Tokens that nothing is read or found by the colour of.
const NO_COLOURS: &[&str] = &[
    "control",
    "mono",
    "radius",
    "radius-card",
    "shadow",
    "strip",
];

/// Checks the tokens of a stylesheet; the findings are lines for people.
///
/// # Errors
/// When the file cannot be read.
pub fn check(file: &Path) -> Outcome<Vec<String>> {
    let css = fs::read_to_string(file).map_err(|error| Failure::io("cannot read", file, &error))?;
    Ok(findings(&css, PAIRS)
        .into_iter()
        .map(|finding| format!("{}: {finding}", file.display()))
        .collect())
}

/// What is wrong with the tokens of a stylesheet: what cannot be understood, then the pairs that are too close.
fn findings(css: &str, pairs: &[Pairs]) -> Vec<String> {
    let css = without_comments(css);
    let mut findings = Vec::new();
    // A colour that is not understood is here too, as nothing: it is not missing.
    let mut colours = BTreeMap::new();
    for declaration in declarations(&css) {
        let (line, name) = (declaration.line, declaration.name);
        if NO_COLOURS.contains(&name) {
            continue;
        }
        let colour = Themed::parse(declaration.value);
        if colour.is_none() {
            findings.push(format!(
                "line {line}: --{name} is not understood, write light-dark(oklch(L C H), oklch(L C H)): {}",
                declaration.value
            ));
        }
        if !DECORATION.contains(&name) && !names(pairs).any(|known| known == name) {
            findings.push(format!(
                "line {line}: --{name} is in no pair, say in xtask's check/contrast what it stands on"
            ));
        }
        if colours.insert(name, colour).is_some() {
            findings.push(format!(
                "line {line}: --{name} is declared twice, only one of its values is checked"
            ));
        }
    }
    let missing: BTreeSet<_> = names(pairs)
        .filter(|name| !colours.contains_key(name))
        .collect();
    findings.extend(
        missing
            .iter()
            .map(|name| format!("--{name} is not declared")),
    );
    for (foregrounds, backgrounds, least) in pairs {
        for foreground in *foregrounds {
            for background in *backgrounds {
                let themed = |name| colours.get(name).copied().flatten();
                let (Some(front), Some(back)) = (themed(*foreground), themed(*background)) else {
                    continue;
                };
                for (theme, front, back) in [
                    ("light", front.light, back.light),
                    ("dark", front.dark, back.dark),
                ] {
                    findings.extend(trouble(front, back, *least).map(|trouble| {
                        format!("--{foreground} on --{background}, {theme}: {trouble}")
                    }));
                }
            }
        }
    }
    findings
}

/// All names in the pairs, some more than once.
fn names(pairs: &[Pairs]) -> impl Iterator<Item = &'static str> {
    pairs
        .iter()
        .flat_map(|(foregrounds, backgrounds, _)| foregrounds.iter().chain(*backgrounds))
        .copied()
}

/// What is wrong with a colour in front of another one.
fn trouble(front: Colour, back: Colour, least: f64) -> Option<String> {
    if !front.is_opaque() || !back.is_opaque() {
        return Some("a see-through colour has no contrast of its own".to_owned());
    }
    let ratio = contrast(front, back);
    // Rounded down: 4.499 must not read as 4.5.
    (ratio < least).then(|| format!("{:.2}, needs {least}", (ratio * 100.0).floor() / 100.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &[Pairs] = &[
        (&["text", "muted"], &["surface"], TEXT),
        (&["muted"], &["surface"], SHAPE),
    ];
    const GOOD: &str = ":root {
        --surface: light-dark(oklch(1 0 0), oklch(0 0 0));
        --text: light-dark(oklch(0 0 0), oklch(1 0 0));
        --muted: light-dark(oklch(0.4 0.01 230), oklch(0.7 0.01 230));
        --border: oklch(0.5 0 0);
        --radius: 6px;
    }";

    /// The findings after one text of the good stylesheet was replaced.
    fn findings_with(old: &str, new: &str) -> Vec<String> {
        assert!(GOOD.contains(old), "{old}");
        findings(&GOOD.replace(old, new), SMALL)
    }

    #[test]
    fn good_tokens_have_no_findings() {
        assert_eq!(findings(GOOD, SMALL), [""; 0]);
    }

    #[test]
    fn a_pair_that_is_too_close_is_found_in_its_theme() {
        // Enough for a shape, not for text.
        assert_eq!(
            findings_with("oklch(0.7 0.01 230)", "oklch(0.51 0 0)"),
            ["--muted on --surface, dark: 3.65, needs 4.5"]
        );
        assert_eq!(
            findings_with("oklch(0.4 0.01 230)", "oklch(1 0 0)"),
            [
                "--muted on --surface, light: 1.00, needs 4.5",
                "--muted on --surface, light: 1.00, needs 3"
            ]
        );
    }

    #[test]
    fn a_ratio_is_never_rounded_up_to_the_limit() {
        let grey = |lightness: f64| Colour::parse(&format!("oklch({lightness} 0 0)")).unwrap();
        // 4.498 and 4.542.
        assert_eq!(
            trouble(grey(0.568_2), grey(1.0), TEXT).unwrap(),
            "4.49, needs 4.5"
        );
        assert_eq!(trouble(grey(0.565_83), grey(1.0), TEXT), None);
    }

    #[test]
    fn unknown_syntax_is_reported_and_hides_nothing_else() {
        assert_eq!(
            findings_with("light-dark(oklch(0 0 0), oklch(1 0 0))", "#000"),
            [
                "line 3: --text is not understood, write light-dark(oklch(L C H), oklch(L C H)): #000"
            ]
        );
        assert_eq!(
            findings_with("--radius: 6px", "--accent: teal"),
            [
                "line 6: --accent is not understood, write light-dark(oklch(L C H), oklch(L C H)): teal",
                "line 6: --accent is in no pair, say in xtask's check/contrast what it stands on",
            ]
        );
    }

    #[test]
    fn tokens_that_are_missing_doubled_or_see_through_are_reported() {
        assert_eq!(
            findings_with("--text:", "--border:"),
            [
                "line 5: --border is declared twice, only one of its values is checked",
                "--text is not declared",
            ]
        );
        assert_eq!(
            findings_with(
                "oklch(0 0 0), oklch(1 0 0)",
                "oklch(0 0 0 / 0.9), oklch(1 0 0)"
            ),
            ["--text on --surface, light: a see-through colour has no contrast of its own"]
        );
    }

    #[test]
    fn the_table_watches_the_stylesheet_of_the_console() {
        let tokens = crate::workspace::root().join("style/tokens.css");
        let css = fs::read_to_string(tokens).unwrap();
        let faded = format!("{css}\n:root {{ --muted: oklch(0.6 0 0); }}");
        let findings = findings(&faded, PAIRS).join("\n");
        for pair in [
            "--muted on --sunken, light: 3.",
            "--muted on --warning-soft, dark: 3.",
        ] {
            assert!(findings.contains(pair), "{pair} is not in\n{findings}");
        }
    }

    #[test]
    fn reads_the_file_and_names_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("tokens.css");
        assert!(check(&file).is_err());
        fs::write(&file, GOOD).unwrap();
        let findings = check(&file).unwrap();
        assert!(findings[0].contains("tokens.css: --accent is not declared"));
        assert!(findings.iter().all(|finding| finding.contains(": --")));
    }
}
