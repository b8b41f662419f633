//! OKLCH colours as the stylesheet writes them, and the contrast of two of them.

/// A colour of the stylesheet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Colour {
    /// Lightness, 0 (black) to 1 (white).
    lightness: f64,
    /// Distance from grey, from 0.
    chroma: f64,
    /// Angle in degrees.
    hue: f64,
    /// Opacity, 0 to 1.
    alpha: f64,
}

impl Colour {
    /// Reads `oklch(L C H)` or `oklch(L C H / A)`, with numbers or percentages. Nothing for any other way to write a colour.
    pub fn parse(text: &str) -> Option<Self> {
        let inner = text.trim().strip_prefix("oklch(")?.strip_suffix(')')?;
        let (components, alpha) = match inner.split_once('/') {
            Some((components, alpha)) => (components, number(alpha.trim(), 1.0)?),
            None => (inner, 1.0),
        };
        let mut components = components.split_whitespace();
        let colour = Self {
            lightness: number(components.next()?, 1.0)?,
            // 100 % of chroma is 0.4: CSS Color 4, "Specifying Oklab and Oklch".
            chroma: number(components.next()?, 0.4)?,
            hue: angle(components.next()?)?,
            alpha,
        };
        let sound = components.next().is_none()
            && (0.0..=1.0).contains(&colour.lightness)
            && colour.chroma >= 0.0
            && (0.0..=1.0).contains(&alpha);
        sound.then_some(colour)
    }

    /// Whether nothing of what lies below shows.
    pub fn is_opaque(self) -> bool {
        self.alpha >= 1.0
    }

    /// Red, green and blue as amounts of light, 0 to 1. What sRGB cannot show is clipped.
    /// Source of the numbers: <https://bottosson.github.io/posts/oklab/>.
    fn linear_srgb(self) -> [f64; 3] {
        let (sine, cosine) = self.hue.to_radians().sin_cos();
        let (a, b) = (self.chroma * cosine, self.chroma * sine);
        let long = (self.lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
        let medium = (self.lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
        let short = (self.lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
        [
            4.076_741_662_1 * long - 3.307_711_591_3 * medium + 0.230_969_929_2 * short,
            -1.268_438_004_6 * long + 2.609_757_401_1 * medium - 0.341_319_396_5 * short,
            -0.004_196_086_3 * long - 0.703_418_614_7 * medium + 1.707_614_701_0 * short,
        ]
        .map(|light| light.clamp(0.0, 1.0))
    }

    /// Relative luminance, 0 to 1. Source: WCAG 2.2, "relative luminance".
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.linear_srgb();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

/// The contrast ratio of two opaque colours, 1 to 21. Source: WCAG 2.2, "contrast ratio".
pub fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (one.luminance(), other.luminance());
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// A number, or a percentage of `whole`.
fn number(text: &str, whole: f64) -> Option<f64> {
    let value = match text.strip_suffix('%') {
        Some(percent) => percent.parse::<f64>().ok()? / 100.0 * whole,
        None => text.parse().ok()?,
    };
    // `parse` also takes "inf" and "nan".
    value.is_finite().then_some(value)
}

/// Degrees, with or without the unit.
fn angle(text: &str) -> Option<f64> {
    let degrees: f64 = text.strip_suffix("deg").unwrap_or(text).parse().ok()?;
    degrees.is_finite().then_some(degrees)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).unwrap()
    }

    /// The sRGB percentages that a colour is shown with.
    fn percentages(text: &str) -> [f64; 3] {
        colour(text).linear_srgb().map(|light| {
            100.0
                * if light <= 0.003_130_8 {
                    12.92 * light
                } else {
                    1.055 * light.powf(1.0 / 2.4) - 0.055
                }
        })
    }

    fn assert_close(actual: [f64; 3], expected: [f64; 3]) {
        for (actual, expected) in actual.into_iter().zip(expected) {
            assert!((actual - expected).abs() < 0.02, "{actual} != {expected}");
        }
    }

    #[test]
    fn converts_the_samples_of_the_web_platform_tests() {
        // css/css-color/oklch-011, -004 and -006 of https://github.com/web-platform-tests/wpt; the first is #008000.
        assert_close(
            percentages("oklch(51.975% 44.215% 142.495)"),
            [0.0, 128.0 / 2.55, 0.0],
        );
        assert_close(percentages("oklch(50% 0.2 0)"), [70.492, 2.351, 37.073]);
        assert_close(percentages("oklch(80% 0.15 160)"), [32.022, 85.805, 61.147]);
    }

    #[test]
    fn computes_known_contrasts() {
        let (black, white) = (colour("oklch(0 0 0)"), colour("oklch(1 0 0)"));
        assert!((contrast(white, black) - 21.0).abs() < 0.001);
        assert!((contrast(black, white) - 21.0).abs() < 0.001);
        assert!((contrast(white, white) - 1.0).abs() < 0.001);
        // #767676, the lightest grey that text on white may have: 4.54. A grey's lightness is the cube root of its light.
        let grey = colour("oklch(0.56583 0 0)");
        assert!((contrast(grey, white) - 4.54).abs() < 0.01);
    }

    #[test]
    fn reads_every_way_to_write_the_numbers() {
        let plain = colour("oklch(0.5 0.1 200)");
        let with_units = colour(" oklch( 50%  25% 200deg / 100% ) ");
        assert!((contrast(plain, with_units) - 1.0).abs() < 0.001);
        assert!(plain.is_opaque() && with_units.is_opaque());
        assert!(!colour("oklch(0.5 0.1 200 / 0.4)").is_opaque());
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        for text in [
            "",
            "#fff",
            "white",
            "rgb(0 0 0)",
            "var(--text)",
            "oklch(0.5 0.1)",
            "oklch(0.5 0.1 200 7)",
            "oklch(0.5 0.1 200 /)",
            "oklch(0.5, 0.1, 200)",
            "oklch(0.5 0.1 1turn)",
            "oklch(0.5 none 200)",
            "oklch(nan 0.1 200)",
            "oklch(1.5 0.1 200)",
            "oklch(0.5 -0.1 200)",
            "oklch(0.5 0.1 200 / 2)",
            "oklch(from red l c h)",
        ] {
            assert_eq!(Colour::parse(text), None, "{text}");
        }
    }
}
