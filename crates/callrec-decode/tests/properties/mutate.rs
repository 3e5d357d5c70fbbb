//! Deterministic damage to an input, for the smoke test.

/// xorshift64*: the same numbers on every machine.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// Below `bound`, which is not zero.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }
}

/// What breaks texts: marks of every syntax, line ends, digits, bytes that are no text.
const PIECES: [&[u8]; 32] = [
    b"\"",
    b"\"\"",
    b",",
    b"|",
    b"\t",
    b"\n",
    b"\r",
    b"\r\n",
    b"\\",
    b"'",
    b"$",
    b"null",
    b"[",
    b"]",
    b"{",
    b"}",
    b":",
    b"<",
    b">",
    b"</",
    b"/>",
    b"<!--",
    b"]]>",
    b"&#0;",
    b"&amp;",
    b"0",
    b"9999999999999999999",
    b"-",
    b"\0",
    b"\xff",
    b"\xc3",
    b"\xef\xbb\xbf",
];

/// Damages a copy of the input in one to four places, then adds a plan for the laws.
pub(crate) fn mutate(input: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = input.to_vec();
    for _ in 0..1 + random.below(4) {
        let at = random.below(bytes.len() + 1);
        match random.below(6) {
            0 | 1 => {
                let piece = PIECES[random.below(PIECES.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
            2 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
            3 => {
                let end = (at + 1 + random.below(40)).min(bytes.len());
                bytes.drain(at..end);
            }
            4 => {
                let end = (at + random.below(200)).min(bytes.len());
                let again = bytes[at..end].to_vec();
                let to = random.below(bytes.len() + 1);
                bytes.splice(to..to, again);
            }
            _ => bytes.truncate(at.max(bytes.len() / 2)),
        }
    }
    bytes.extend_from_slice(&random.next().to_le_bytes()[..2]);
    bytes
}
