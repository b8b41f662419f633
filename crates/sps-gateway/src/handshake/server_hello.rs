//! What the appliance's ServerHello tells: the version, and whether an earlier handshake is gone on with (RFC 8446 §4.1.3).

const SERVER_HELLO: u8 = 2;
const SUPPORTED_VERSIONS: u16 = 43;
const PRE_SHARED_KEY: u16 = 41;

/// The two things that matter here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ServerHello {
    /// TLS 1.3: all that follows is encrypted.
    pub(super) is_13: bool,
    /// An earlier handshake is gone on with, and nobody shows a certificate again. Known in TLS 1.3 only.
    pub(super) is_resumed: bool,
}

/// Reads the start of a handshake record; `None` where it is something else, or cut off.
pub(super) fn read(record: &[u8]) -> Option<ServerHello> {
    let (&kind, rest) = record.split_first()?;
    if kind != SERVER_HELLO {
        return None;
    }
    // Length, version, random.
    let rest = rest.get(3 + 2 + 32..)?;
    let (&session, rest) = rest.split_first()?;
    // Session, cipher suite, compression.
    let rest = rest.get(usize::from(session) + 2 + 1..)?;
    let mut found = ServerHello {
        is_13: false,
        is_resumed: false,
    };
    if rest.is_empty() {
        // An older version.
        return Some(found);
    }
    let (length, rest) = number(rest)?;
    let mut extensions = rest.get(..length)?;
    while let Some((name, rest)) = number(extensions) {
        let (length, rest) = number(rest)?;
        found.is_13 |= name == usize::from(SUPPORTED_VERSIONS);
        found.is_resumed |= name == usize::from(PRE_SHARED_KEY);
        extensions = rest.get(length..)?;
    }
    Some(found)
}

fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (&number, rest) = bytes.split_first_chunk::<2>()?;
    Some((usize::from(u16::from_be_bytes(number)), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hello(extensions: &[(u8, &[u8])]) -> Vec<u8> {
        let mut body = vec![3, 3];
        body.extend([9; 32]);
        body.extend([1, 7, 0x13, 0x01, 0]);
        let all: Vec<u8> = extensions
            .iter()
            .flat_map(|(name, content)| {
                let mut one = vec![0, *name, 0, content.len() as u8];
                one.extend(*content);
                one
            })
            .collect();
        body.extend((all.len() as u16).to_be_bytes());
        body.extend(all);
        let mut whole = vec![SERVER_HELLO, 0, 0, body.len() as u8];
        whole.extend(body);
        whole
    }

    #[test]
    fn version_and_resumption() {
        let told = |extensions: &[(u8, &[u8])]| {
            let hello = read(&hello(extensions)).unwrap();
            (hello.is_13, hello.is_resumed)
        };
        assert_eq!(told(&[]), (false, false));
        assert_eq!(told(&[(51, &[1; 36]), (43, &[3, 4])]), (true, false));
        assert_eq!(told(&[(43, &[3, 4]), (41, &[0, 0])]), (true, true));
    }

    #[test]
    fn cut_off_or_something_else_is_nothing() {
        let whole = hello(&[(43, &[3, 4])]);
        // Up to the compression it is a whole one without extensions.
        let without = whole.len() - 8;
        for length in (0..whole.len()).filter(|length| *length != without) {
            assert_eq!(read(&whole[..length]), None, "{length}");
        }
        assert_eq!(read(&[11, 0, 0, 3, 0, 0, 0]), None);
    }
}
