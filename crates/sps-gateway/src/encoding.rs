//! Content negotiation for the packed forms of a file.

use http::HeaderMap;
use http::header::ACCEPT_ENCODING;

/// A packed form: its `Content-Encoding` and the ending of the file beside the plain one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Packing {
    pub(crate) coding: &'static str,
    pub(crate) ending: &'static str,
}

const BROTLI: Packing = Packing {
    coding: "br",
    ending: ".br",
};
const GZIP: Packing = Packing {
    coding: "gzip",
    ending: ".gz",
};

/// The packed forms a client accepts, best first; at equal weight the smaller one (brotli).
pub(crate) fn accepted(headers: &HeaderMap) -> Vec<Packing> {
    let mut weighted: Vec<(Packing, u16)> = [BROTLI, GZIP]
        .into_iter()
        .map(|packing| (packing, weight(headers, packing.coding)))
        .filter(|(_, weight)| *weight > 0)
        .collect();
    weighted.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
    weighted.into_iter().map(|(packing, _)| packing).collect()
}

/// The weight of a coding in thousandths; 0 = not accepted.
fn weight(headers: &HeaderMap, coding: &str) -> u16 {
    let items = headers
        .get_all(ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','));
    let mut any = 0;
    for item in items {
        let mut parts = item.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default();
        let quality = parts
            .find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")))
            .map_or(Some(1000), thousandths);
        // A weight that is no number is no permission.
        let quality = quality.unwrap_or(0);
        if name.eq_ignore_ascii_case(coding)
            || (coding == "gzip" && name.eq_ignore_ascii_case("x-gzip"))
        {
            return quality;
        }
        if name == "*" {
            any = quality;
        }
    }
    any
}

fn thousandths(text: &str) -> Option<u16> {
    let value: f32 = text.trim().parse().ok()?;
    // The range is checked first, so the cast can neither wrap nor saturate.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    (0.0..=1.0)
        .contains(&value)
        .then_some((value * 1000.0).round() as u16)
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    #[test]
    fn weights_decide() {
        for (header, expected) in [
            ("gzip, deflate, br, zstd", vec![BROTLI, GZIP]),
            ("gzip;q=1.0, br;q=0.5", vec![GZIP, BROTLI]),
            ("br;q=0, gzip", vec![GZIP]),
            ("br;q=0.000, *", vec![GZIP]),
            ("*;q=0", vec![]),
            ("identity", vec![]),
            ("br;q=nonsense", vec![]),
            ("BR", vec![BROTLI]),
            ("", vec![]),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(header));
            assert_eq!(accepted(&headers), expected, "{header}");
        }
        assert_eq!(accepted(&HeaderMap::new()), vec![]);
    }
}
