//! User groups and their price plans.

use std::collections::BTreeMap;
use std::time::SystemTime;

use callrec_decode::Report;

use super::Row;
use super::columns::Columns;
use super::row::sealed::FromColumns;
use crate::{Error, ErrorKind, Result};

/// A group of users (SEED).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Group {
    /// The provider's id.
    pub id: String,
    /// Any text.
    pub name: Option<String>,
    /// The [`id`](GroupPlan::id) of its price plan.
    pub group_plan_id: Option<String>,
    /// Number of users in it.
    pub assigned_count: Option<i64>,
    /// Who changed it last; text here, a number in the older API (reading B54).
    pub modified_by: Option<String>,
    /// When.
    pub modified_date: Option<SystemTime>,
    /// User names of its members, where the answer holds them.
    pub users: Vec<String>,
    /// What has no field, under the provider's own names.
    pub extra: BTreeMap<String, String>,
}

impl Row for Group {
    const REPORT: Report = Report::Groups;
}

impl FromColumns for Group {
    fn from_columns(of: &Columns<'_>, row: usize) -> Result<Self> {
        Ok(Self {
            id: of.key("id", row)?,
            name: of.text("name", row)?,
            group_plan_id: of.text("group_plan_id", row)?,
            assigned_count: of.whole("assigned_count", row)?,
            modified_by: of.text("modified_by", row)?,
            modified_date: of.instant("modified_date", row)?,
            users: of.str("users", row)?.map_or(Ok(Vec::new()), strings)?,
            extra: of.extra(row)?,
        })
    }
}

/// A price plan of groups (SEED).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct GroupPlan {
    /// What a group's `group_plan_id` names.
    pub id: String,
    /// Id of the company.
    pub company_id: Option<String>,
    /// Whether it is the default.
    pub default_plan: Option<bool>,
    /// Who changed it last.
    pub modified_by: Option<String>,
    /// When.
    pub modified_time: Option<SystemTime>,
    /// Its code, as in `FLAT_RATE_ULTD_LPT`.
    pub plan: Option<String>,
    /// For people.
    pub plan_description: Option<String>,
    /// As in `NON_PREMIUM`.
    pub plan_type: Option<String>,
    /// What has no field, under the provider's own names.
    pub extra: BTreeMap<String, String>,
}

impl Row for GroupPlan {
    const REPORT: Report = Report::GroupPlans;
}

impl FromColumns for GroupPlan {
    fn from_columns(of: &Columns<'_>, row: usize) -> Result<Self> {
        Ok(Self {
            id: of.key("id", row)?,
            company_id: of.text("company_id", row)?,
            default_plan: of.flag("default_plan", row)?,
            modified_by: of.text("modified_by", row)?,
            modified_time: of.instant("modified_time", row)?,
            plan: of.text("plan", row)?,
            plan_description: of.text("plan_description", row)?,
            plan_type: of.text("plan_type", row)?,
            extra: of.extra(row)?,
        })
    }
}

/// A group to be created.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[must_use]
pub struct NewGroup {
    /// Any text (SEED).
    pub name: String,
    /// The [`id`](GroupPlan::id) of a price plan (SEED).
    pub group_plan_id: String,
    /// User names of its first members.
    pub users: Vec<String>,
}

impl NewGroup {
    /// The two values that every group must have.
    pub fn new(name: impl Into<String>, group_plan_id: impl Into<String>) -> Self {
        Self { name: name.into(), group_plan_id: group_plan_id.into(), users: Vec::new() }
    }

    /// Adds a member.
    pub fn user(mut self, username: impl Into<String>) -> Self {
        self.users.push(username.into());
        self
    }
}

/// The strings of a JSON array of strings, which is how the table holds a group's members.
fn strings(text: &str) -> Result<Vec<String>> {
    let parse = || {
        let mut rest = text.strip_prefix('[')?.strip_suffix(']')?.chars();
        let mut strings = Vec::new();
        while let Some('"') = rest.next() {
            let mut string = String::new();
            loop {
                match rest.next()? {
                    '"' => break,
                    '\\' => string.push(match rest.next()? {
                        'u' => {
                            let digits: String = rest.by_ref().take(4).collect();
                            char::from_u32(u32::from_str_radix(&digits, 16).ok()?)?
                        }
                        quoted => quoted,
                    }),
                    character => string.push(character),
                }
            }
            strings.push(string);
            match rest.next() {
                Some(',') => {}
                None => return Some(strings),
                Some(_) => return None,
            }
        }
        None
    };
    parse().ok_or_else(|| Error::new(ErrorKind::Internal, "a group's members are no JSON array"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members() {
        let members = strings(r#"["a@qa","\"b\"\\\u000a, é"]"#).expect("an array");
        assert_eq!(members, ["a@qa", "\"b\"\\\n, é"]);
        for text in ["", "[]x", "[\"a]", "[\"a\"\"b\"]", "[\"\\u00\"]"] {
            assert!(strings(text).is_err(), "{text}");
        }
    }
}
