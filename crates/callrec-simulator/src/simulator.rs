//! A running simulator, seen from the program that started it.

mod billing;
mod environment;
mod users;

use std::{
    fmt, io,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    sync::Arc,
    thread::JoinHandle,
};

use tokio::{runtime, sync::oneshot};

use crate::{
    Builder, Error, Ledger, LoggedRequest, Month, NetworkUser, Operation, Plan, Switches, Totals,
    UserTotals,
    server::router,
    shared::Shared,
    totals,
    wire::{Connection, WireListener},
};

/// The five systems on a loopback port, on a thread of its own. Dropping it closes the port and
/// every connection; nothing is left behind.
///
/// `Send` and `Sync`: tests may share it.
pub struct Simulator {
    shared: Arc<Shared>,
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Simulator {
    /// Sets a simulator up.
    pub fn builder() -> Builder {
        Builder::default()
    }

    pub(crate) fn run(shared: Shared, port: u16) -> Result<Self, Error> {
        let listen = |source| Error::Listen { port, source };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(listen)?;
        listener.set_nonblocking(true).map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        let runtime = runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("callrec-simulator")
            .enable_all()
            .build()
            .map_err(Error::Thread)?;
        let shared = Arc::new(shared);
        let (stop, stopped) = oneshot::channel();
        let served = Arc::clone(&shared);
        let thread = std::thread::Builder::new()
            .name("callrec-simulator".to_owned())
            .spawn(move || {
                // Ends when the handle is dropped: the sender goes with it.
                let ended = runtime.block_on(async {
                    tokio::select! {
                        ended = serve(listener, served) => ended,
                        _ = stopped => Ok(()),
                    }
                });
                drop(ended);
                // Stalled bodies are dropped where they stand.
                runtime.shutdown_background();
            })
            .map_err(Error::Thread)?;
        Ok(Self { shared, address, stop: Some(stop), thread: Some(thread) })
    }

    /// `http://127.0.0.1:PORT`, without a slash at the end.
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The address it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The user name that the login accepts, in any case.
    pub fn username(&self) -> &str {
        &self.shared.credentials.username
    }

    /// The password that the login accepts.
    pub fn password(&self) -> &str {
        &self.shared.credentials.password
    }

    /// The main company's id.
    pub fn company(&self) -> &str {
        &self.shared.accounts.main().id
    }

    /// The child companies' ids, in the order of the report.
    pub fn children(&self) -> Vec<String> {
        self.shared.accounts.children().iter().map(|child| child.id.clone()).collect()
    }

    /// The first month that holds data.
    pub fn first_month(&self) -> Month {
        self.shared.accounts.first_month()
    }

    /// The last month that holds data.
    pub fn last_month(&self) -> Month {
        self.shared.accounts.last_month()
    }

    /// Replaces the fault plan; occurrences count from here.
    pub fn plan(&self, plan: Plan) {
        self.shared.set_plan(plan);
    }

    /// How the systems behave at present.
    pub fn switches(&self) -> Switches {
        self.shared.switches()
    }

    /// Changes how the systems behave, from the next request on.
    ///
    /// # Errors
    /// [`Error::Invalid`] for switches that cannot be.
    pub fn set_switches(&self, switches: Switches) -> Result<(), Error> {
        let text = format!("{switches:?}");
        let switches =
            switches.checked().map_err(|reason| Error::invalid("switches", &text, reason))?;
        self.shared.set_switches(switches);
        Ok(())
    }

    /// Ends every session: how many there were.
    pub fn expire_all_sessions(&self) -> u64 {
        self.shared.end_all_sessions()
    }

    /// The requests to the systems so far, in the order of arrival.
    pub fn requests(&self) -> Vec<LoggedRequest> {
        self.shared.requests()
    }

    /// The effects so far.
    pub fn ledger(&self) -> Ledger {
        self.shared.ledger()
    }

    /// The exact sums of a CDR report, made from the facts and not from the text; a period
    /// is `YYYY-MM` or `YYYY-MM-DD`. Takes some seconds for ten million rows.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a company, report or period that is none.
    pub fn totals(&self, company: &str, report: Operation, period: &str) -> Result<Totals, Error> {
        totals::of_cdr(&self.shared.accounts, company, report, period)
    }

    /// The lines of the network and client user report of a month (`YYYY-MM`).
    ///
    /// # Errors
    /// [`Error::Invalid`] for a company or month that is none.
    pub fn network_users(&self, company: &str, month: &str) -> Result<Vec<NetworkUser>, Error> {
        totals::users(&self.shared.accounts, company, month)
    }

    /// The counts of the network and client user report of a month (`YYYY-MM`).
    ///
    /// # Errors
    /// [`Error::Invalid`] for a company or month that is none.
    pub fn user_totals(&self, company: &str, month: &str) -> Result<UserTotals, Error> {
        self.network_users(company, month).map(|users| UserTotals::of(&users))
    }
}

async fn serve(listener: TcpListener, shared: Arc<Shared>) -> io::Result<()> {
    let listener = WireListener(tokio::net::TcpListener::from_std(listener)?);
    let service = router(shared).into_make_service_with_connect_info::<Connection>();
    axum::serve(listener, service).await
}

impl Drop for Simulator {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl fmt::Debug for Simulator {
    /// The address alone: no password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Simulator").field("address", &self.address).finish_non_exhaustive()
    }
}
