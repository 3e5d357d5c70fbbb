//! What a caller gave, as a part of an error's one line: never all of something long.

/// Characters of one quoted text that are shown.
const SHOWN: usize = 200;

/// The line with each text between double quotes cut to the first 200 characters, as `Debug` writes
/// them: a backslash stands before a quote within.
///
/// Whoever gives a report's content for its name finds the error readable.
#[doc(hidden)]
pub fn shortened(line: impl Into<String>) -> String {
    let line = line.into();
    if line.len() <= SHOWN {
        return line;
    }
    let mut short = String::with_capacity(SHOWN * 2);
    let (mut inside, mut escaped, mut count) = (false, false, 0_usize);
    for character in line.chars() {
        let ends = inside && character == '"' && !escaped;
        let begins = !inside && character == '"';
        if begins || ends {
            if count > SHOWN {
                short.push('…');
            }
            (inside, count) = (begins, 0);
        } else if inside {
            count += 1;
        }
        escaped = inside && character == '\\' && !escaped;
        if count <= SHOWN {
            short.push(character);
        }
    }
    if count > SHOWN {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn what_is_short_stays_as_it_is() {
        let long = "no quote ".repeat(100);
        for line in ["", "no user is named \"ann\", nothing was sent", long.as_str()] {
            assert_eq!(shortened(line), line);
        }
    }

    #[test]
    fn each_quoted_text_is_cut_and_the_rest_is_there() {
        let name = "n".repeat(10_000_000);
        let shown = "n".repeat(200);
        let line = format!("{name:?} is about {:?}, not {name:?}; look", "ann");
        let expected = format!("\"{shown}…\" is about \"ann\", not \"{shown}…\"; look");
        assert_eq!(shortened(line), expected);
    }

    #[test]
    fn a_quote_within_ends_nothing() {
        let line = format!("no user is named {:?}, nothing was sent", "a\"\\".repeat(300));
        let short = shortened(line);
        assert!(short.ends_with("…\", nothing was sent"), "{short}");
        assert!(short.chars().count() < 250, "{short}");
    }

    #[test]
    fn a_quote_that_nobody_closes_is_cut_too() {
        let short = shortened(format!("it says \"{}", "x".repeat(1000)));
        assert_eq!(short, format!("it says \"{}…", "x".repeat(200)));
    }
}
