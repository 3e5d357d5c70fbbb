//! The archive's names: data to be shown, never a path.

/// Characters of a label, at most.
const MOST: usize = 200;

/// The name as text without anything that a file system or a terminal would act on: separators become
/// `/`, and parts that are empty or only dots, control characters and a drive are left out.
pub(super) fn label(raw: &[u8]) -> String {
    let text = String::from_utf8_lossy(raw).replace('\\', "/");
    let parts = text.split('/').map(part).filter(|part| !part.is_empty());
    let label = parts.collect::<Vec<_>>().join("/");
    label.chars().take(MOST).collect()
}

fn part(text: &str) -> String {
    let shown = |c: &char| {
        !c.is_control()
            && !matches!(*c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let kept: String = text.chars().filter(shown).map(|c| if c == ':' { '_' } else { c }).collect();
    let kept = kept.trim();
    if kept.chars().all(|c| c == '.') { String::new() } else { kept.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::label;

    #[test]
    fn labels_are_no_paths() {
        let cases: [(&[u8], &str); 9] = [
            (b"Child A/report.csv", "Child A/report.csv"),
            (b"../../etc/passwd", "etc/passwd"),
            (b"/abs//x", "abs/x"),
            (b"C:\\Windows\\x.csv", "C_/Windows/x.csv"),
            (b"\\\\host\\share\\x", "host/share/x"),
            (b"a\0b\x1b[31m/.\x07./x", "ab[31m/x"),
            ("Zürich/ü.csv".as_bytes(), "Zürich/ü.csv"),
            ("a\u{202e}vsc.exe".as_bytes(), "avsc.exe"),
            (b"\xff\xfe", "\u{fffd}\u{fffd}"),
        ];
        for (raw, expected) in cases {
            assert_eq!(label(raw), expected);
        }
        assert_eq!(label(&[b'x'; 1000]).len(), 200);
    }
}
