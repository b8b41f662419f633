//! The appliance's own generator of ids and tokens: seeded, reproducible, **not** secure. A
//! simulated appliance has nothing to protect; the same seed must give the same answers.

const HEX_DIGITS: &[u8; 16] = b"0123456789abcdef";
const ALPHANUMERICS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// `SplitMix64` (Steele, Lea, Flood 2014).
#[derive(Clone, Debug)]
pub(crate) struct Generator {
    state: u64,
}

impl Generator {
    pub(crate) fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`; 0 if that is 0.
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.next().checked_rem(limit).unwrap_or_default()
    }

    fn text<const N: usize>(&mut self, alphabet: &[u8; N], length: usize) -> String {
        (0..length)
            .filter_map(|_| {
                // The remainder is below `N`, which fits any `usize`.
                let place = usize::try_from(self.next() % N as u64).ok()?;
                alphabet.get(place).map(|&letter| char::from(letter))
            })
            .collect()
    }

    /// `length` lower-case hex digits: session ids (40), keys of configuration objects (22).
    pub(crate) fn hex(&mut self, length: usize) -> String {
        self.text(HEX_DIGITS, length)
    }

    /// `length` letters and digits: tokens (64).
    pub(crate) fn token(&mut self, length: usize) -> String {
        self.text(ALPHANUMERICS, length)
    }

    /// A lower-case version 4 UUID.
    pub(crate) fn uuid(&mut self) -> String {
        let variant = self.text(b"89ab", 1);
        format!(
            "{}-{}-4{}-{variant}{}-{}",
            self.hex(8),
            self.hex(4),
            self.hex(3),
            self.hex(3),
            self.hex(12)
        )
    }
}
