//! Which requests meet which fault.

use std::{fmt, str::FromStr};

use crate::{Error, Operation, Verb};

/// Faults in the order in which they are looked at; the first that fits a request is met.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    faults: Vec<Fault>,
}

/// One line of a plan. Its text form is `OPERATION:WHEN:VERB`, such as
/// `monthly_cdr:2:reset-after-257B`, `*:1-3:return-503=1` or
/// `ipass_rest.create_user:1:commit-then-reset`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The operation; every one (`*`) when none.
    pub operation: Option<Operation>,
    /// Which of the operation's requests, counted from when the plan was given.
    pub when: When,
    /// What happens.
    pub verb: Verb,
}

/// Which occurrences, counted from 1: `2` (the second only), `1-3`, `2+`, `*`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    first: u64,
    last: u64,
}

impl When {
    /// Every time.
    pub const ALWAYS: Self = Self { first: 1, last: u64::MAX };

    /// Only the `n`th time.
    pub const fn nth(n: u64) -> Self {
        Self { first: n, last: n }
    }

    /// The first `n` times.
    pub const fn first(n: u64) -> Self {
        Self { first: 1, last: n }
    }

    /// The `n`th time and ever after.
    pub const fn from_nth(n: u64) -> Self {
        Self { first: n, last: u64::MAX }
    }

    fn holds(self, occurrence: u64) -> bool {
        (self.first..=self.last).contains(&occurrence)
    }
}

impl Plan {
    /// No faults.
    pub fn new() -> Self {
        Self::default()
    }

    /// This plan with one fault more; `None` is every operation.
    #[must_use]
    pub fn with(mut self, operation: impl Into<Option<Operation>>, when: When, verb: Verb) -> Self {
        self.faults.push(Fault { operation: operation.into(), when, verb });
        self
    }

    /// A plan from text forms.
    ///
    /// # Errors
    /// [`Error::Invalid`] for the first that is not of the form.
    pub fn parse<T: AsRef<str>>(faults: impl IntoIterator<Item = T>) -> Result<Self, Error> {
        let faults =
            faults.into_iter().map(|fault| fault.as_ref().parse()).collect::<Result<_, _>>()?;
        Ok(Self { faults })
    }

    /// The faults.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }
}

impl FromStr for Fault {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let form = || {
            Error::invalid(
                "fault",
                text,
                "OPERATION:WHEN:VERB, e.g. monthly_cdr:2:reset-after-257B",
            )
        };
        // A verb may hold colons of its own (a date, a URL).
        let mut parts = text.splitn(3, ':');
        let mut part = || parts.next().ok_or_else(form);
        let (operation, when, verb) = (part()?, part()?, part()?);
        let operation = if operation == "*" { None } else { Some(operation.parse()?) };
        Ok(Self { operation, when: when.parse()?, verb: verb.parse()? })
    }
}

impl FromStr for When {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let number = |text: &str| text.parse::<u64>().ok().filter(|&n| n > 0);
        let parsed = if text == "*" {
            Some(Self::ALWAYS)
        } else if let Some(first) = text.strip_suffix('+') {
            number(first).map(Self::from_nth)
        } else if let Some((first, last)) = text.split_once('-') {
            number(first)
                .zip(number(last))
                .filter(|(first, last)| first <= last)
                .map(|(first, last)| Self { first, last })
        } else {
            number(text).map(Self::nth)
        };
        parsed.ok_or_else(|| Error::invalid("occurrence", text, "2, 1-3, 2+ or *"))
    }
}

impl fmt::Display for Fault {
    /// The text form.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.operation {
            Some(operation) => write!(f, "{operation}:{}:{}", self.when, self.verb),
            None => write!(f, "*:{}:{}", self.when, self.verb),
        }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.first, self.last) {
            (1, u64::MAX) => f.write_str("*"),
            (first, u64::MAX) => write!(f, "{first}+"),
            (first, last) if first == last => write!(f, "{first}"),
            (first, last) => write!(f, "{first}-{last}"),
        }
    }
}

/// A plan at work: it counts what each fault has seen.
#[derive(Debug, Default)]
pub(crate) struct RunningPlan {
    faults: Vec<(Fault, u64)>,
}

impl RunningPlan {
    pub(crate) fn new(plan: Plan) -> Self {
        Self { faults: plan.faults.into_iter().map(|fault| (fault, 0)).collect() }
    }

    /// The fault that the next request of an operation meets.
    pub(crate) fn next(&mut self, operation: Operation) -> Option<Verb> {
        let mut met = None;
        for (fault, seen) in &mut self.faults {
            if fault.operation.is_none_or(|wanted| wanted == operation) {
                *seen += 1;
                if met.is_none() && fault.when.holds(*seen) {
                    met = Some(fault.verb.clone());
                }
            }
        }
        met
    }

    pub(crate) fn texts(&self) -> Vec<String> {
        self.faults.iter().map(|(fault, _)| fault.to_string()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_met_by_operation_and_occurrence() {
        let plan =
            Plan::parse(["monthly-cdr:2:auth-text", "*:3+:html-login", "login:1:return-503=a:b"])
                .unwrap();
        let mut running = RunningPlan::new(plan);
        assert_eq!(running.next(Operation::MonthlyCdr), None);
        assert_eq!(running.next(Operation::MonthlyCdr), Some(Verb::AuthText));
        assert_eq!(running.next(Operation::Login), Some(Verb::HtmlLogin));
        assert_eq!(
            running.texts(),
            ["monthly_cdr:2:auth-text", "*:3+:html-login", "login:1:return-503=a:b"]
        );
    }

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "",
            "monthly_cdr",
            "monthly_cdr:1",
            "x:1:auth-text",
            "login:0:auth-text",
            "login:3-2:auth-text",
        ] {
            assert!(text.parse::<Fault>().is_err(), "{text}");
        }
    }
}
