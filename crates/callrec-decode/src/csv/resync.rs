//! Where reading can go on after a record that has no trustworthy end.

use super::record::line_end;

/// A physical line, quotes not looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// More bytes are needed to tell.
    More,
    /// One past the last byte without the line end, and with it.
    Ends { end: usize, next: usize },
    /// No line end within the limit.
    TooLong,
}

/// The physical line at the start of `bytes`, which may have `limit` bytes.
pub(crate) fn line(bytes: &[u8], ended: bool, limit: usize) -> Line {
    let window = &bytes[..bytes.len().min(limit.saturating_add(1))];
    match memchr::memchr2(b'\n', b'\r', window) {
        Some(end) => match line_end(bytes, end, ended) {
            Some(width) => Line::Ends { end, next: end + width },
            None => Line::More,
        },
        None if bytes.len() > limit => Line::TooLong,
        None if ended => Line::Ends { end: bytes.len(), next: bytes.len() },
        None => Line::More,
    }
}

/// The outcome of [`resync`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Resync {
    /// More bytes are needed to tell.
    More,
    /// Reading goes on at `next`; the bytes up to `end` are to be set aside.
    At { end: usize, next: usize, lines: u64 },
    /// No line fits.
    Nowhere,
}

/// Looks for the next physical line, after the first, that `fits` by itself and starts within
/// `window` bytes.
pub(crate) fn resync(
    bytes: &[u8],
    ended: bool,
    window: usize,
    longest: usize,
    mut fits: impl FnMut(&[u8]) -> bool,
) -> Resync {
    let mut last = match line(bytes, ended, window) {
        Line::Ends { end, next } => (end, next),
        Line::More => return Resync::More,
        Line::TooLong => return Resync::Nowhere,
    };
    let mut lines = 1;
    loop {
        let (before, start) = last;
        if start > window || (ended && start == bytes.len()) {
            return Resync::Nowhere;
        }
        match line(&bytes[start..], ended, longest) {
            Line::More => return Resync::More,
            Line::TooLong => return Resync::Nowhere,
            Line::Ends { end, next } => {
                if end > 0 && fits(&bytes[start..start + end]) {
                    return Resync::At { end: before, next: start, lines };
                }
                last = (start + end, start + next);
                lines += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines that begin with `ok` fit.
    fn run(bytes: &[u8], ended: bool, window: usize) -> Resync {
        resync(bytes, ended, window, 8, |line| line.starts_with(b"ok"))
    }

    #[test]
    fn the_first_line_is_never_the_one() {
        assert_eq!(run(b"ok 1\nok 2\n", true, 20), Resync::At { end: 4, next: 5, lines: 1 });
        assert_eq!(run(b"ok 1\n", true, 20), Resync::Nowhere);
    }

    #[test]
    fn lines_are_counted_and_their_ends_told() {
        let text = b"bad\r\n\r\nworse\rok";
        assert_eq!(run(text, true, 20), Resync::At { end: 12, next: 13, lines: 3 });
        assert_eq!(run(text, false, 20), Resync::More);
    }

    #[test]
    fn the_window_bounds_where_the_line_starts() {
        let text = b"bad\nbad\nok\n";
        assert_eq!(run(text, true, 8), Resync::At { end: 7, next: 8, lines: 2 });
        assert_eq!(run(text, true, 7), Resync::Nowhere);
        assert_eq!(run(b"bad\n123456789\nok\n", true, 99), Resync::Nowhere, "a line too long");
    }

    #[test]
    fn a_line_needs_its_end_or_the_end_of_the_input() {
        assert_eq!(line(b"ab", false, 5), Line::More);
        assert_eq!(line(b"ab\r", false, 5), Line::More);
        assert_eq!(line(b"ab\r", true, 5), Line::Ends { end: 2, next: 3 });
        assert_eq!(line(b"ab\r\n", false, 5), Line::Ends { end: 2, next: 4 });
        assert_eq!(line(b"ab", true, 5), Line::Ends { end: 2, next: 2 });
        assert_eq!(line(b"abc\n", true, 3), Line::Ends { end: 3, next: 4 });
        assert_eq!(line(b"abcd\n", true, 3), Line::TooLong);
    }
}
