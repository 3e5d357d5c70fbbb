//! The one line that people read.

use std::fmt;

use super::Error;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.inner;
        match (inner.provider, inner.operation) {
            (Some(provider), Some(operation)) => write!(f, "{provider} {operation}: ")?,
            (Some(provider), None) => write!(f, "{provider}: ")?,
            (None, Some(operation)) => write!(f, "{operation}: ")?,
            (None, None) => {}
        }
        f.write_str(&inner.detail)?;
        self.place(f)?;
        write!(f, "; {}", self.hint())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {self}", self.kind())
    }
}

impl Error {
    fn place(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.inner;
        let parts = [
            inner.http_status.map(|status| format!("HTTP {status}")),
            inner.provider_code.as_ref().map(|code| format!("code {code}")),
            inner.line.map(|line| format!("line {line}")),
            inner.offset.map(|offset| format!("byte {offset}")),
            inner.record.map(|record| format!("record {record}")),
            inner.column.as_ref().map(|column| format!("column {column}")),
        ];
        let mut separator = " (";
        for part in parts.into_iter().flatten() {
            write!(f, "{separator}{part}")?;
            separator = ", ";
        }
        if separator == ", " { f.write_str(")") } else { Ok(()) }
    }
}
