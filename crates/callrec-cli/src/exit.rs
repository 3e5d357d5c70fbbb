//! Exit codes: what a script may rely on.

use callrec::ErrorKind;

/// How the program ended. The numbers are a contract, see `docs/cli.md`: never renumber.
#[repr(u8)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Everything asked for is there.
    Done = 0,
    /// The command line or the configuration cannot work; nothing was asked of the service.
    Usage = 2,
    /// The output is complete under its final name, but rows were quarantined.
    Quarantined = 3,
    /// The service could not be reached, or the connection failed.
    Network = 10,
    /// The body was cut, or its end could not be proven.
    Incomplete = 11,
    /// The credentials were refused, or the session could not be renewed.
    Auth = 20,
    /// The company or report may not be seen, or does not exist.
    NoAccess = 21,
    /// The service refused the request or failed.
    Service = 22,
    /// It is not known whether what was asked for was carried out.
    Ambiguous = 23,
    /// What was collected before is gone from the feed, or was revised.
    Continuity = 24,
    /// Another thing than the report came: HTML, another format.
    NotData = 30,
    /// The report cannot be read as a whole, or a limit was reached, or `--strict` found a bad row.
    Decode = 31,
    /// A local file could not be read or written.
    Io = 40,
    /// The cursor file is of another feed, or damaged.
    State = 41,
    /// A bug in callrec.
    Internal = 50,
    /// Ctrl-C or SIGINT.
    Interrupted = 130,
    /// SIGTERM.
    Terminated = 143,
}

impl Exit {
    /// The number that the process ends with.
    pub(crate) fn code(self) -> u8 {
        self as u8
    }
}

impl From<ErrorKind> for Exit {
    fn from(kind: ErrorKind) -> Self {
        use ErrorKind as K;
        match kind {
            K::InvalidArgument | K::Config | K::Unsupported => Self::Usage,
            K::Dns | K::Connect | K::Tls | K::Timeout | K::Transport => Self::Network,
            K::Truncated | K::Incomplete => Self::Incomplete,
            K::Auth => Self::Auth,
            K::Forbidden | K::NotFound => Self::NoAccess,
            K::RateLimited | K::Rejected | K::Service | K::NoProgress => Self::Service,
            K::ContinuityBroken | K::RowRevised => Self::Continuity,
            K::WrongState | K::StateCorrupt => Self::State,
            K::Ambiguous => Self::Ambiguous,
            K::NotData => Self::NotData,
            K::Decode | K::Strict | K::Limit => Self::Decode,
            K::Io => Self::Io,
            K::Cancelled => Self::Interrupted,
            _ => Self::Internal,
        }
    }
}

/// The table at the end of `--help`.
pub(crate) const HELP: &str = "\
Exit codes:
    0  done
    2  the command line or the configuration cannot work; nothing was sent
    3  done and written, but rows were quarantined
   10  network: name service, connection, TLS, timeout
   11  the body was cut, or its end could not be proven
   20  the credentials were refused
   21  company or report forbidden or not found
   22  the service refused the request or failed
   23  it is not known whether it was carried out: look before it is sent again
   24  what was collected before is gone from the feed, or was revised
   30  something else than the report came, such as HTML
   31  the report cannot be read as a whole, or --strict met a bad row
   40  a local file could not be read or written
   41  the cursor file is of another feed, or damaged
   50  a bug in callrec
  130  interrupted (Ctrl-C), 143 terminated: nothing half-written is left
";

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Exit; 17] = [
        Exit::Done,
        Exit::Usage,
        Exit::Quarantined,
        Exit::Network,
        Exit::Incomplete,
        Exit::Auth,
        Exit::NoAccess,
        Exit::Service,
        Exit::Ambiguous,
        Exit::Continuity,
        Exit::NotData,
        Exit::Decode,
        Exit::Io,
        Exit::State,
        Exit::Internal,
        Exit::Interrupted,
        Exit::Terminated,
    ];

    #[test]
    fn help_and_manual_list_every_code() {
        let manual = include_str!("../../../docs/cli.md");
        for exit in ALL {
            let code = exit.code().to_string();
            assert!(HELP.split_whitespace().any(|word| word == code), "--help lacks {code}");
            assert!(manual.contains(&format!("| {code} |")), "docs/cli.md lacks {code}");
        }
    }

    #[test]
    fn every_kind_of_error_is_a_failure() {
        for kind in ErrorKind::ALL {
            assert!(Exit::from(kind).code() > 1, "{}", kind.name());
            assert_ne!(Exit::from(kind), Exit::Quarantined, "{}", kind.name());
        }
    }
}
