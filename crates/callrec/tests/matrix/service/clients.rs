//! A client of each system for one simulator, or for a server in its place: made when it is first
//! asked for, and then used again.

use std::cell::OnceCell;
use std::time::Duration;

use callrec::{
    BillingFeed, DecodeOptions, GetCalls, GetCallsFormat, HostedUsers, IpassPortal, IpassRest,
};
use callrec_simulator::Simulator;

use super::case::Client;

/// The clients that say who they are as `simulator` wants to hear it, and go to `base_url`.
#[derive(Debug)]
pub(crate) struct Clients<'a> {
    simulator: &'a Simulator,
    base_url: String,
    options: Client,
    portal: OnceCell<IpassPortal>,
    hosted: OnceCell<HostedUsers>,
    rest: OnceCell<IpassRest>,
    feed: OnceCell<BillingFeed>,
    calls: OnceCell<GetCalls>,
}

impl<'a> Clients<'a> {
    pub(crate) fn new(simulator: &'a Simulator, base_url: String, options: Client) -> Self {
        crate::trace::if_asked_for();
        Self {
            simulator,
            base_url,
            options,
            portal: OnceCell::new(),
            hosted: OnceCell::new(),
            rest: OnceCell::new(),
            feed: OnceCell::new(),
            calls: OnceCell::new(),
        }
    }

    pub(super) fn base_url(&self) -> &str {
        &self.base_url
    }
}

/// The builders' common part: what a case says, and nothing that takes time.
macro_rules! client {
    ($name:ident, $client:ident, |$simulator:ident, $url:ident, $options:ident, $builder:ident| $with:expr) => {
        impl Clients<'_> {
            pub(super) fn $name(&self) -> &$client {
                self.$name.get_or_init(|| {
                    let ($simulator, $url) = (self.simulator, &self.base_url);
                    let $options = &self.options;
                    let $builder = $client::builder();
                    let mut builder = $with.retry_pause(Duration::from_millis(2)).circuit_after(0);
                    if let Some(tries) = self.options.tries {
                        builder = builder.tries(tries);
                    }
                    if let Some(idle) = self.options.idle_ms {
                        builder = builder.idle_timeout(Duration::from_millis(idle));
                    }
                    if let Some(rows) = self.options.batch_rows {
                        let options = DecodeOptions::default().with_batch_rows(rows);
                        builder = builder.decode_options(options);
                    }
                    builder.build().expect("a client")
                })
            }
        }
    };
}

client!(portal, IpassPortal, |simulator, url, _options, builder| builder
    .base_url(url)
    .credentials(simulator.username(), simulator.password()));
client!(hosted, HostedUsers, |simulator, url, _options, builder| builder
    .base_url(url)
    .credentials(simulator.username(), simulator.password())
    .realm(simulator.realm()));
client!(rest, IpassRest, |simulator, url, _options, builder| builder
    .base_url(format!("{url}/v1"))
    .key(simulator.rest_key())
    .company(simulator.rest_company())
    .realm(simulator.realm()));
client!(feed, BillingFeed, |simulator, url, _options, builder| builder
    .base_url(url)
    .credentials(simulator.feed_username(), simulator.feed_password()));
client!(calls, GetCalls, |simulator, url, options, builder| builder
    .base_url(url)
    .format(if options.csv { GetCallsFormat::Csv } else { GetCallsFormat::Json })
    .credentials(simulator.get_calls_username(), simulator.get_calls_password()));
