//! How a simulator is set up.

mod billing;
mod users;

pub use billing::{
    DEFAULT_CALL_PROFILES, DEFAULT_CALLS_PER_DAY, DEFAULT_FEED_ACCOUNTS, DEFAULT_FEED_FIRST_ID,
    DEFAULT_FEED_ROWS, DEFAULT_GET_CALLS_USERNAME,
};
pub use users::{DEFAULT_REALM, DEFAULT_USERS};

use std::time::Duration;

use crate::{
    Day, Error, Month, Plan, Simulator, Switches,
    billing_feed::FeedSetup,
    data::{Accounts, Scale},
    getcalls::CallsSetup,
    login::Credentials,
    session::{Sessions, unguessable},
    shared::{Setting, Shared},
    state::Beginning,
};

/// The seed when none is given.
pub const DEFAULT_SEED: u64 = 2014;
/// Rows of the main company in each month when nothing is said.
pub const DEFAULT_ROWS_PER_MONTH: u64 = 1_000;
/// Child companies when nothing is said.
pub const DEFAULT_CHILDREN: u32 = 3;
/// Months that hold data when nothing is said.
pub const DEFAULT_MONTHS: u32 = 36;
/// The user name when none is given: user names may hold `@` and `+` (A13).
pub const DEFAULT_USERNAME: &str = "Bill.Viewer+cdr@example.com";
/// Sessions end after so long without a request (DOC).
pub const DEFAULT_IDLE_TIMEOUT: Duration = Duration::from_secs(30 * 60);

/// Sets a [`Simulator`] up.
#[derive(Debug, Clone)]
pub struct Builder {
    scale: Scale,
    username: String,
    /// Never shown: see [`Password`].
    password: Password,
    rest_key: Password,
    beginning: Beginning,
    port: u16,
    idle_timeout: Duration,
    max_uses: Option<u64>,
    switches: Switches,
    plan: Plan,
    feed: FeedSetup,
    calls: CallsSetup,
    today: Option<Day>,
}

#[derive(Clone)]
struct Password(String);

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("REDACTED")
    }
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            scale: Scale {
                seed: DEFAULT_SEED,
                rows_per_month: DEFAULT_ROWS_PER_MONTH,
                children: DEFAULT_CHILDREN,
                company: None,
                months: DEFAULT_MONTHS,
                last_month: default_last_month(),
            },
            username: DEFAULT_USERNAME.to_owned(),
            // The characters that careless encoding mangles (SEED: "Passwords with Special Characters").
            password: Password(format!("p+w&d% @é/{}", unguessable())),
            rest_key: Password(format!("{}{}", unguessable(), unguessable())),
            beginning: Beginning::default(),
            port: 0,
            idle_timeout: DEFAULT_IDLE_TIMEOUT,
            max_uses: None,
            switches: Switches::default(),
            plan: Plan::new(),
            feed: FeedSetup::default(),
            calls: CallsSetup::default(),
            today: None,
        }
    }
}

/// The last month that holds data when nothing is said: September 2026, whatever the
/// clock says, so that a seed means the same files for ever.
pub fn default_last_month() -> Month {
    let month = Month::new(2026, 9);
    month.unwrap_or_else(|| unreachable!("2026-09 is a month"))
}

impl Builder {
    /// What all data follows from.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.scale.seed = seed;
        self
    }

    /// CDRs of the main company in each month; children have between a fourth and a twentieth.
    #[must_use]
    pub fn rows_per_month(mut self, rows: u64) -> Self {
        self.scale.rows_per_month = rows;
        self
    }

    /// How many child companies there are; every fourth is not active.
    #[must_use]
    pub fn children(mut self, children: u32) -> Self {
        self.scale.children = children;
        self
    }

    /// The main company's id, one path segment; from the seed when not given.
    #[must_use]
    pub fn company(mut self, id: impl Into<String>) -> Self {
        self.scale.company = Some(id.into());
        self
    }

    /// How many months hold data, up to the last one.
    #[must_use]
    pub fn months(mut self, months: u32) -> Self {
        self.scale.months = months;
        self
    }

    /// The last month that holds data; [`default_last_month`] when not given.
    #[must_use]
    pub fn last_month(mut self, month: Month) -> Self {
        self.scale.last_month = month;
        self
    }

    /// What the login accepts. Without it: [`DEFAULT_USERNAME`] and a password that is
    /// another one at every start and holds special characters.
    #[must_use]
    pub fn credentials(mut self, username: impl Into<String>, password: impl Into<String>) -> Self {
        self.username = username.into();
        self.password = Password(password.into());
        self
    }

    /// The loopback port; 0, the default, is a free one.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Sessions end after so long without a request; 30 minutes (DOC) when not given.
    #[must_use]
    pub fn session_idle_timeout(mut self, timeout: Duration) -> Self {
        self.idle_timeout = timeout;
        self
    }

    /// Sessions end after so many reports; never when not given.
    #[must_use]
    pub fn session_max_uses(mut self, uses: u64) -> Self {
        self.max_uses = Some(uses);
        self
    }

    /// How the systems behave where their documents are silent.
    #[must_use]
    pub fn switches(mut self, switches: Switches) -> Self {
        self.switches = switches;
        self
    }

    /// The faults.
    #[must_use]
    pub fn plan(mut self, plan: Plan) -> Self {
        self.plan = plan;
        self
    }

    /// Starts the simulator on a thread of its own; it answers when this returns. For
    /// sync and async callers alike.
    ///
    /// # Errors
    /// [`Error::Listen`] when the port cannot be had, [`Error::Thread`], and
    /// [`Error::Invalid`] for switches or a company that cannot be.
    pub fn start(mut self) -> Result<Simulator, Error> {
        let switches = self.switches.clone().checked().map_err(|reason| {
            Error::invalid("switches", &format!("{:?}", self.switches), reason)
        })?;
        if let Some(id) = self.scale.company.as_deref().filter(|id| matches!(*id, "" | "." | ".."))
        {
            return Err(Error::invalid("company", id, "one path segment"));
        }
        let port = self.port;
        let (feeds, reseller) = (self.feeds(), self.reseller());
        self.beginning.check()?;
        self.beginning.seed = self.scale.seed;
        let shared = Shared::new(Setting {
            accounts: Accounts::new(&self.scale),
            credentials: Credentials { username: self.username, password: self.password.0 },
            rest_key: self.rest_key.0,
            beginning: self.beginning,
            feeds,
            reseller,
            switches,
            plan: self.plan,
            sessions: Sessions::new(self.idle_timeout, self.max_uses),
        });
        Simulator::run(shared, port)
    }
}
