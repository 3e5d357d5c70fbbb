//! The billing feed and getcalls, seen from below.

use callrec_simulator::{Day, Feed, Simulator as Server};
use pyo3::prelude::*;

use super::{Simulator, json};

impl Simulator {
    /// Looks at the feed of the account with a number; by default the first one's.
    fn feed<T: Send>(
        &self,
        py: Python<'_>,
        login: Option<&str>,
        look: impl FnOnce(Feed<'_>) -> Result<T, callrec_simulator::Error> + Send,
    ) -> PyResult<T> {
        self.with(py, |server| match login {
            Some(login) => look(server.feed_of(login)?),
            None => look(server.feed()),
        })
    }
}

#[pymethods]
impl Simulator {
    /// Login and password of each account of the feed.
    fn feed_accounts(&self, py: Python<'_>) -> PyResult<Vec<(String, String)>> {
        let of = |feed: &Feed<'_>| (feed.login().to_owned(), feed.password().to_owned());
        self.with(py, |server| Ok(server.feeds().iter().map(of).collect()))
    }

    fn feed_append(&self, py: Python<'_>, login: Option<&str>, rows: u64) -> PyResult<Vec<u64>> {
        self.feed(py, login, |feed| Ok(feed.append(rows)))
    }

    fn feed_append_late(
        &self,
        py: Python<'_>,
        login: Option<&str>,
        rows: u64,
    ) -> PyResult<Vec<u64>> {
        self.feed(py, login, |feed| Ok(feed.append_late(rows)))
    }

    fn feed_rerate(&self, py: Python<'_>, login: Option<&str>, id: u64) -> PyResult<()> {
        self.feed(py, login, |feed| feed.rerate(id))
    }

    fn feed_renumber(&self, py: Python<'_>, login: Option<&str>) -> PyResult<()> {
        self.feed(py, login, |feed| {
            feed.renumber();
            Ok(())
        })
    }

    fn feed_restart_numbering(
        &self,
        py: Python<'_>,
        login: Option<&str>,
        first_id: u64,
    ) -> PyResult<()> {
        self.feed(py, login, |feed| {
            feed.restart_numbering(first_id);
            Ok(())
        })
    }

    fn feed_ids(&self, py: Python<'_>, login: Option<&str>) -> PyResult<Vec<u64>> {
        self.feed(py, login, |feed| Ok(feed.ids()))
    }

    fn feed_totals(&self, py: Python<'_>, login: Option<&str>) -> PyResult<String> {
        self.feed(py, login, |feed| json(&feed.totals()))
    }

    fn profiles(&self, py: Python<'_>) -> PyResult<Vec<String>> {
        self.with(py, |server| Ok(server.get_calls().profiles()))
    }

    fn calls_totals(
        &self,
        py: Python<'_>,
        profile: &str,
        first: &str,
        end: &str,
    ) -> PyResult<String> {
        self.with(py, |server| {
            let (first, end): (Day, Day) = (first.parse()?, end.parse()?);
            json(&server.get_calls().totals(profile, first, end)?)
        })
    }

    fn calls_append(&self, py: Python<'_>, profile: &str, day: &str, records: u32) -> PyResult<()> {
        self.with(py, |server: &Server| server.get_calls().append(profile, day.parse()?, records))
    }
}
