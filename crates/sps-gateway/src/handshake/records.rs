//! The records of one direction of a TLS connection: their kind, their length and how they begin (RFC 8446 §5.1).

/// So much of a record's content is kept: enough for a ServerHello with all its extensions.
const KEPT: usize = 512;
/// The longest record that either version allows.
const LONGEST: usize = (1 << 14) + 2048;
const HEAD: usize = 5;

/// Kinds of records.
pub(super) const CHANGE_CIPHER_SPEC: u8 = 20;
pub(super) const ALERT: u8 = 21;
pub(super) const HANDSHAKE: u8 = 22;
/// Everything that is encrypted in TLS 1.3, the handshake's later part included.
pub(super) const APPLICATION_DATA: u8 = 23;

/// One record, seen from outside.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) kind: u8,
    pub(super) length: usize,
    /// How its content begins; encrypted or not.
    pub(super) start: Vec<u8>,
}

/// Cuts a stream of bytes into records, whatever the pieces it comes in.
#[derive(Debug, Default)]
pub(super) struct Records {
    head: Vec<u8>,
    begun: Option<(Record, usize)>,
    /// This is no TLS; nothing more is read.
    is_strange: bool,
}

impl Records {
    /// Takes the next bytes and returns the records that end in them.
    pub(super) fn take(&mut self, mut bytes: &[u8]) -> Vec<Record> {
        let mut ended = Vec::new();
        while !bytes.is_empty() && !self.is_strange {
            let Some((record, missing)) = &mut self.begun else {
                let (more, rest) = bytes.split_at(bytes.len().min(HEAD - self.head.len()));
                self.head.extend_from_slice(more);
                bytes = rest;
                self.begin();
                continue;
            };
            let (more, rest) = bytes.split_at(bytes.len().min(*missing));
            let room = KEPT.saturating_sub(record.start.len());
            record.start.extend(more.iter().take(room));
            *missing -= more.len();
            bytes = rest;
            if *missing == 0 {
                ended.extend(self.begun.take().map(|(record, _)| record));
            }
        }
        ended
    }

    /// Begins a record when its head is complete.
    fn begin(&mut self) {
        let &[kind, major, _minor, high, low] = self.head.as_slice() else {
            return;
        };
        let length = usize::from(u16::from_be_bytes([high, low]));
        self.head.clear();
        let is_known = (CHANGE_CIPHER_SPEC..=APPLICATION_DATA).contains(&kind) && major == 3;
        if !is_known || length > LONGEST {
            self.is_strange = true;
        } else if length > 0 {
            let start = Vec::new();
            self.begun = Some((
                Record {
                    kind,
                    length,
                    start,
                },
                length,
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STREAM: [u8; 18] = [
        22, 3, 1, 0, 3, 2, 9, 9, 20, 3, 3, 0, 0, 21, 3, 3, 0,
        2, // The last one's content follows.
    ];

    #[test]
    fn pieces_of_any_size_give_the_same_records() {
        for size in 1..=STREAM.len() {
            let mut records = Records::default();
            let mut found = Vec::new();
            for piece in STREAM.chunks(size).chain([&[2_u8, 48][..]]) {
                found.extend(records.take(piece));
            }
            let told: Vec<(u8, usize, &[u8])> = found
                .iter()
                .map(|record| (record.kind, record.length, record.start.as_slice()))
                .collect();
            assert_eq!(told, [(22, 3, &[2, 9, 9][..]), (21, 2, &[2, 48][..])]);
        }
    }

    #[test]
    fn what_is_no_tls_is_not_read() {
        let mut records = Records::default();
        assert!(records.take(b"GET / HTTP/1.1\r\n\r\n").is_empty());
        assert!(records.take(&STREAM).is_empty());
        let mut records = Records::default();
        assert!(records.take(&[23, 3, 3, 0xff, 0xff, 0]).is_empty());
        assert!(records.is_strange);
    }

    #[test]
    fn of_a_long_record_only_the_start_is_kept() {
        let mut records = Records::default();
        let mut found = records.take(&[23, 3, 3, 0x40, 0]);
        found.extend(records.take(&vec![7; 0x4000]));
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].length, found[0].start.len()), (0x4000, KEPT));
    }
}
