//! One CDR as facts; how it is written is [`Row::write`].

use super::{
    layout::Layout,
    sessions::MonthOfSessions,
    sites::{SERVICE_TYPES, Site},
    text::{push_cell, push_grouped, push_integer, push_micros, push_quoted, push_two},
};

/// How an absent value stands in the file: OBS saw literal `null` cells; empty and
/// quoted ones are what a client must expect beside them.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Absent {
    Null,
    Empty,
    QuotedNull,
}

/// A session (or an amendment of one).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    /// Unique in the company for ever.
    pub(crate) transaction: u64,
    pub(crate) billing_code: Option<u32>,
    pub(crate) user: u32,
    pub(crate) site: &'static Site,
    pub(crate) described: bool,
    /// Day of the month, from 0, and second of that day: the stop time in GMT.
    pub(crate) day: u8,
    pub(crate) second: u32,
    pub(crate) local_time_known: bool,
    pub(crate) length_s: u64,
    /// Millionths of the account's currency, which the file does not name.
    pub(crate) rate_micros: Option<i64>,
    pub(crate) amount_micros: Option<i64>,
    pub(crate) access_known: bool,
    /// Index into `SERVICE_TYPES`.
    pub(crate) service: u8,
    pub(crate) reserved: Option<&'static str>,
    /// Millionths of the unit, which is unstated.
    pub(crate) data_used_micros: Option<i64>,
    pub(crate) absent: Absent,
    /// Where the layout asks for line ends inside descriptions, this row has one.
    pub(crate) broken_description: bool,
}

impl Row {
    /// The row in the order of the columns, without its line end.
    pub(crate) fn write(&self, month: &MonthOfSessions, layout: &Layout, out: &mut Vec<u8>) {
        month.push_transaction_id(out, self.transaction);
        out.push(b',');
        match self.billing_code {
            Some(code) => {
                out.extend_from_slice(b"BC-");
                push_integer(out, u64::from(code));
            }
            None => self.push_absent(out),
        }
        out.push(b',');
        out.extend_from_slice(month.users().cells(self.user));
        out.push(b',');
        self.push_description(layout, out);
        out.push(b',');
        month.push_time(out, i32::from(self.day), self.second);
        out.push(b',');
        if self.local_time_known {
            let local = self.second as i32 + self.site.offset_minutes * 60;
            let day = i32::from(self.day) + local.div_euclid(86_400);
            month.push_time(out, day, local.rem_euclid(86_400).unsigned_abs());
        } else {
            self.push_absent(out);
        }
        // OBS: the session length is quoted, with thousands separators.
        out.extend_from_slice(b",\"");
        push_grouped(out, self.length_s);
        out.extend_from_slice(b"\",");
        self.push_decimal(out, self.rate_micros, 2);
        out.push(b',');
        self.push_decimal(out, self.amount_micros, 2);
        out.push(b',');
        if self.access_known {
            out.extend_from_slice(self.site.access_type.as_bytes());
        } else {
            self.push_absent(out);
        }
        out.push(b',');
        push_cell(out, SERVICE_TYPES[usize::from(self.service)]);
        out.push(b',');
        match self.reserved {
            Some(text) => out.extend_from_slice(text.as_bytes()),
            None => self.push_absent(out),
        }
        if layout.columns >= 14 {
            out.push(b',');
            self.push_decimal(out, self.data_used_micros, 0);
        }
        if layout.columns >= 15 {
            out.extend_from_slice(b",x");
            push_integer(out, u64::from(self.service));
        }
    }

    fn push_description(&self, layout: &Layout, out: &mut Vec<u8>) {
        if !self.described {
            self.push_absent(out);
        } else if layout.newlines_in_description && self.broken_description {
            push_quoted(out, &self.site.description.replacen(", ", "\n", 1));
        } else {
            push_cell(out, self.site.description);
        }
    }

    fn push_decimal(&self, out: &mut Vec<u8>, micros: Option<i64>, places: usize) {
        match micros {
            Some(micros) => push_micros(out, micros, places),
            None => self.push_absent(out),
        }
    }

    fn push_absent(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(match self.absent {
            Absent::Null => b"null",
            Absent::Empty => b"",
            Absent::QuotedNull => b"\"null\"",
        });
    }
}

/// `hh24:mm:ss`
pub(crate) fn push_clock(out: &mut Vec<u8>, second: u32) {
    push_two(out, second / 3_600);
    out.push(b':');
    push_two(out, second / 60 % 60);
    out.push(b':');
    push_two(out, second % 60);
}
