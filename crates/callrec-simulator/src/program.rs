//! The program: `callrec-simulator`, and `callrec simulate` inside the CLI.

use std::{
    io::{self, Read, Write},
    time::Duration,
};

use tokio::sync::oneshot;

use crate::{
    DEFAULT_CHILDREN, DEFAULT_MONTHS, DEFAULT_ROWS_PER_MONTH, DEFAULT_SEED, Error, Month, Plan,
    Simulator, Switches,
};

/// The arguments.
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub struct Args {
    /// Loopback port; 0 is a free one
    #[arg(long, default_value_t = 0)]
    pub port: u16,
    /// What all data follows from
    #[arg(long, default_value_t = DEFAULT_SEED)]
    pub seed: u64,
    /// CDRs of the main company in each month
    #[arg(long, default_value_t = DEFAULT_ROWS_PER_MONTH)]
    pub rows: u64,
    /// Child companies
    #[arg(long, default_value_t = DEFAULT_CHILDREN)]
    pub children: u32,
    /// The main company's id [default: from the seed]
    #[arg(long)]
    pub company: Option<String>,
    /// Months that hold data
    #[arg(long, default_value_t = DEFAULT_MONTHS)]
    pub months: u32,
    /// The last month that holds data, YYYY-MM [default: 2026-09]
    #[arg(long)]
    pub last_month: Option<Month>,
    /// Seconds without a request after which a session ends
    #[arg(long, value_name = "SECONDS", default_value_t = 1800)]
    pub session_idle: u64,
    /// Reports after which a session ends [default: never]
    #[arg(long, value_name = "N")]
    pub session_uses: Option<u64>,
    /// A fault, OPERATION:WHEN:VERB; may be given many times
    #[arg(long = "fault", value_name = "FAULT")]
    pub faults: Vec<String>,
    /// A switch, NAME=VALUE; may be given many times
    #[arg(long = "switch", value_name = "SWITCH")]
    pub switches: Vec<String>,
    /// Print lines for a shell: `export NAME='value'`, then `# ready`
    #[arg(long)]
    pub shell: bool,
    /// End when standard input closes
    #[arg(long)]
    pub until_stdin_closes: bool,
}

const AFTER_HELP: &str = "\
Prints CALLREC_IPASS_PORTAL_URL, _USERNAME, _PASSWORD and _COMPANY as NAME=value lines (the value is \
everything after the first =, unquoted), then a line `ready`. The password is another one at every start. \
Ends by Ctrl-C, SIGTERM, or as --until-stdin-closes says.

Faults: OPERATION:WHEN:VERB, e.g. monthly_cdr:2:reset-after-257B
  OPERATION  login, monthly_cdr, daily_cdr, monthly_adjustment_cdr,
             daily_adjustment_cdr, network_users, network_users_csv,
             child_companies, or *
  WHEN       2 (the second request), 1-3, 2+, or *
  VERB       return-503, return-503=RETRY-AFTER,
             return-503-in=SECONDS[@CLOCK], return-500-html,
             return-500-code-2005, redirect[-307]=URL, html-login,
             meta-refresh, auth-text, wrong-content, body=TEXT,
             header=NAME:VALUE, huge-header-2097152B, many-headers-200,
             early-hints-3, expire-session, restart, delay-250ms, reset, close,
             commit-then-reset, reset-in-head-after-12B, fin-in-head-after-12B,
             reset-after-257B, fin-after-257B, cut-chunked-after-257B,
             short-length-257B, truncate-without-length[-257B],
             stall[-after-257B][-for-2s], drip[-16B-every-10ms],
             gzip, gzip-two-members, gzip-truncated, gzip-no-trailer,
             gzip-bad-crc, gzip-bad-length, gzip-trailing-junk, gzip-empty,
             gzip-not, gzip-bomb-268435456B

Switches: NAME=VALUE, the first value is the default
  login_failure            unauthorized, login-page, login-page-with-cookie
  lock_out_after           0 (never) or a number of refused logins in a row
  no_session               unauthorized, redirect, login-page, auth-text
  unentitled               forbidden, html, not-found
  delegated                true, false: whether child companies may be read
  no_data, no_adjustments  text, header-only, zero-bytes (no_adjustments begins at zero-bytes)
  network_users            xml, csv
  is_active                true-false, one-zero
  strict_parameters        true, false: refuse parameters that the document does not name
  columns                  14, 13, 15
  header                   true, false
  line_end                 lf, crlf
  final_line_end           true, false
  newlines_in_description  false, true
  byte_order_mark          false, true
  csv_content_type         text/csv
  framing                  chunked, content-length, close-delimited
  compression              none, when-asked, always

While it runs: GET /_simulator/{requests,ledger,plan,switches,totals}, POST /_simulator/{plan,switches,expire-sessions}.";

/// Starts the simulator, prints what a client needs, and stays until it is told to end.
/// A reader of `stdout` that has gone away is an end as well.
///
/// # Errors
/// What keeps the simulator from starting, and failures to write other than a closed pipe.
pub fn run(args: &Args, stdout: &mut dyn Write) -> anyhow::Result<()> {
    let simulator = start(args)?;
    match announce(&simulator, args.shell, stdout) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(()),
        other => other?,
    }
    wait_for_the_end(args.until_stdin_closes)?;
    Ok(())
}

fn start(args: &Args) -> Result<Simulator, Error> {
    let mut switches = Switches::default();
    for assignment in &args.switches {
        switches = switches.changed_by(assignment)?;
    }
    let mut builder = Simulator::builder()
        .port(args.port)
        .seed(args.seed)
        .rows_per_month(args.rows)
        .children(args.children)
        .months(args.months)
        .session_idle_timeout(Duration::from_secs(args.session_idle))
        .switches(switches)
        .plan(Plan::parse(&args.faults)?);
    if let Some(company) = &args.company {
        builder = builder.company(company);
    }
    if let Some(month) = args.last_month {
        builder = builder.last_month(month);
    }
    if let Some(uses) = args.session_uses {
        builder = builder.session_max_uses(uses);
    }
    builder.start()
}

fn announce(simulator: &Simulator, shell: bool, stdout: &mut dyn Write) -> io::Result<()> {
    let values = [
        ("URL", simulator.base_url().to_owned()),
        ("USERNAME", simulator.username().to_owned()),
        ("PASSWORD", simulator.password().to_owned()),
        ("COMPANY", simulator.company().to_owned()),
    ];
    for (name, value) in values {
        if shell {
            // Inside single quotes a shell reads everything as it is but the single quote.
            let value = value.replace('\'', r"'\''");
            writeln!(stdout, "export CALLREC_IPASS_PORTAL_{name}='{value}'")?;
        } else {
            writeln!(stdout, "CALLREC_IPASS_PORTAL_{name}={value}")?;
        }
    }
    writeln!(stdout, "{}", if shell { "# ready" } else { "ready" })?;
    stdout.flush()
}

/// On a thread of its own, since the caller may be inside a runtime already.
fn wait_for_the_end(until_stdin_closes: bool) -> io::Result<()> {
    let waiter =
        std::thread::Builder::new().name("callrec-simulator-end".to_owned()).spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async {
                let stdin = stdin_closed(until_stdin_closes)?;
                tokio::select! {
                    ended = told_by_signal() => ended,
                    _ = stdin => Ok(()),
                }
            })
        })?;
    waiter.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

async fn told_by_signal() -> io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            ended = tokio::signal::ctrl_c() => ended,
            _ = terminate.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}

/// Resolves when standard input is at its end; never when that is not asked for.
fn stdin_closed(asked: bool) -> io::Result<impl Future<Output = ()>> {
    let (sender, receiver) = oneshot::channel::<()>();
    // A blocked read cannot be cancelled: its thread is left to end with the process.
    let mut kept = Some(sender);
    if asked {
        let sender = kept.take();
        std::thread::Builder::new().name("callrec-simulator-stdin".to_owned()).spawn(
            move || {
                let mut sink = [0_u8; 256];
                let mut stdin = io::stdin();
                loop {
                    match stdin.read(&mut sink) {
                        Ok(0) => break,
                        Err(error) if error.kind() != io::ErrorKind::Interrupted => break,
                        _ => {}
                    }
                }
                drop(sender);
            },
        )?;
    }
    Ok(async move {
        let _kept = kept;
        let _ = receiver.await;
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        text.split_whitespace().map(|word| word.trim_end_matches(',')).collect()
    }

    #[test]
    fn the_help_names_every_verb_switch_and_operation() {
        let help = words(AFTER_HELP);
        let switches = serde_json::to_value(Switches::default()).unwrap();
        let mut names = words(crate::verb::FORMS);
        names.extend(switches.as_object().unwrap().keys().map(String::as_str));
        names.extend(crate::Operation::ALL.map(crate::Operation::name));
        for name in names {
            assert!(help.contains(&name), "{name}");
        }
    }
}
