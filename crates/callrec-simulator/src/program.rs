//! The program: `callrec-simulator`, and `callrec simulate` inside the CLI.

mod help;

use std::{
    io::{self, Read, Write},
    sync::mpsc,
    time::Duration,
};

use help::AFTER_HELP;

use crate::{
    DEFAULT_CALLS_PER_DAY, DEFAULT_CHILDREN, DEFAULT_FEED_ACCOUNTS, DEFAULT_FEED_ROWS,
    DEFAULT_MONTHS, DEFAULT_REALM, DEFAULT_ROWS_PER_MONTH, DEFAULT_SEED, DEFAULT_USERS, Day, Error,
    Month, Plan, Simulator, Switches,
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
    /// Users of the main company at the beginning
    #[arg(long, value_name = "N", default_value_t = DEFAULT_USERS)]
    pub users: u64,
    /// The realm that usernames end with
    #[arg(long, default_value = DEFAULT_REALM)]
    pub realm: String,
    /// Rows of each account of the billing feed at the beginning
    #[arg(long, value_name = "N", default_value_t = DEFAULT_FEED_ROWS)]
    pub feed_rows: u64,
    /// Accounts of the billing feed
    #[arg(long, value_name = "N", default_value_t = DEFAULT_FEED_ACCOUNTS)]
    pub feed_accounts: u32,
    /// Records of a profile of getcalls on a day
    #[arg(long, value_name = "N", default_value_t = DEFAULT_CALLS_PER_DAY)]
    pub calls_per_day: u64,
    /// The day that it is for getcalls, YYYY-MM-DD [default: the one after the last month]
    #[arg(long, value_name = "DAY")]
    pub today: Option<Day>,
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
        .users(args.users)
        .realm(&args.realm)
        .feed_rows(args.feed_rows)
        .feed_accounts(args.feed_accounts)
        .calls_per_day(args.calls_per_day)
        .switches(switches)
        .plan(Plan::parse(&args.faults)?);
    if let Some(company) = &args.company {
        builder = builder.company(company);
    }
    if let Some(month) = args.last_month {
        builder = builder.last_month(month);
    }
    if let Some(day) = args.today {
        builder = builder.today(day);
    }
    if let Some(uses) = args.session_uses {
        builder = builder.session_max_uses(uses);
    }
    builder.start()
}

fn announce(simulator: &Simulator, shell: bool, stdout: &mut dyn Write) -> io::Result<()> {
    for (name, value) in simulator.environment() {
        if shell {
            // Inside single quotes a shell reads everything as it is but the single quote.
            let value = value.replace('\'', r"'\''");
            writeln!(stdout, "export {name}='{value}'")?;
        } else {
            writeln!(stdout, "{name}={value}")?;
        }
    }
    writeln!(stdout, "{}", if shell { "# ready" } else { "ready" })?;
    stdout.flush()
}

/// Whoever tells first ends it.
fn wait_for_the_end(until_stdin_closes: bool) -> io::Result<()> {
    let (sender, told) = mpsc::channel();
    if until_stdin_closes {
        tell_when_stdin_closes(sender.clone())?;
    }
    tell_of_signals(sender)?;
    // An error is that nobody is left to tell, which is an end as well.
    told.recv().unwrap_or(Ok(()))
}

/// Not by the runtime's own feature for it: Cargo would build that into the C library as well, whose
/// descriptors belong to somebody else's program.
#[cfg(unix)]
fn tell_of_signals(sender: mpsc::Sender<io::Result<()>>) -> io::Result<()> {
    use signal_hook::consts::{SIGINT, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGINT, SIGTERM])?;
    in_background("callrec-simulator-end", move || {
        // Until the process ends: a second signal is not to kill it where the first did not.
        for _ in signals.forever() {
            let _ = sender.send(Ok(()));
        }
    })
}

#[cfg(not(unix))]
fn tell_of_signals(sender: mpsc::Sender<io::Result<()>>) -> io::Result<()> {
    // On a thread of its own, since the caller may be inside a runtime already.
    in_background("callrec-simulator-end", move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let _ = sender.send(runtime.and_then(|all| all.block_on(tokio::signal::ctrl_c())));
    })
}

/// A blocked read cannot be cancelled: its thread is left to end with the process.
fn tell_when_stdin_closes(sender: mpsc::Sender<io::Result<()>>) -> io::Result<()> {
    in_background("callrec-simulator-stdin", move || {
        let mut sink = [0_u8; 256];
        let mut stdin = io::stdin();
        loop {
            match stdin.read(&mut sink) {
                Ok(0) => break,
                Err(error) if error.kind() != io::ErrorKind::Interrupted => break,
                _ => {}
            }
        }
        let _ = sender.send(Ok(()));
    })
}

fn in_background(name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    std::thread::Builder::new().name(name.to_owned()).spawn(work).map(drop)
}
