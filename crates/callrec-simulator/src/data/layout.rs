//! How a CDR file is laid out: what the switches say about its columns and lines.

/// The columns in the order of the file. 0 to 6 are DOC; the order from 7 on is OBS;
/// the headings from 7 on are INF except Net Billing Amount and Service Type (DOC).
/// The 13th is present with an unknown meaning, the 15th is the simulator's own.
const HEADINGS: [&str; 15] = [
    "Transaction ID",
    "Billing Code",
    "User ID",
    "Authentication Domain",
    "Description",
    "GMT Time",
    "Local Time",
    "Session Length",
    "Billing Rate",
    "Net Billing Amount",
    "Access Type",
    "Service Type",
    "Reserved",
    "Data Used",
    "Connection Reason",
];

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Layout {
    /// 13, 14 or 15.
    pub(crate) columns: u8,
    pub(crate) header: bool,
    pub(crate) crlf: bool,
    pub(crate) final_line_end: bool,
    pub(crate) newlines_in_description: bool,
    pub(crate) byte_order_mark: bool,
}

impl Layout {
    /// What stands before the first row.
    pub(crate) fn prologue(&self) -> Vec<u8> {
        let mut out = Vec::new();
        if self.byte_order_mark {
            out.extend_from_slice("\u{feff}".as_bytes());
        }
        if self.header {
            out.extend_from_slice(HEADINGS[..usize::from(self.columns)].join(",").as_bytes());
            out.extend_from_slice(self.line_end());
        }
        out
    }

    pub(crate) fn line_end(&self) -> &'static [u8] {
        if self.crlf { b"\r\n" } else { b"\n" }
    }
}
