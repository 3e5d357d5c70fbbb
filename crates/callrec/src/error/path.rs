//! A path as a part of an error's one line.

use std::path::Path;

/// Characters of a path that are shown.
const SHOWN: usize = 200;

/// The path for people. Whoever gives a report's content for its path finds neither a second line
/// nor all of it in the error.
pub(crate) fn shown(path: &Path) -> String {
    let text = path.display().to_string();
    let one_line = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    if text.chars().nth(SHOWN).is_none() {
        return one_line.collect();
    }
    one_line.take(SHOWN).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_as_it_is() {
        assert_eq!(shown(Path::new("/srv/cdr/Müller 09.csv")), "/srv/cdr/Müller 09.csv");
        assert_eq!(shown(Path::new("")), "");
    }

    #[test]
    fn content_for_a_path_stays_one_short_line() {
        assert_eq!(shown(Path::new("a\nb\0c\u{1b}[1m")), "a b c [1m");
        let long = "a,b\n".repeat(1000);
        let text = shown(Path::new(&long));
        assert!(text.chars().count() == SHOWN + 1 && text.ends_with('…'), "{text}");
    }
}
