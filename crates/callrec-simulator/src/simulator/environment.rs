//! What clients need to know, under the names that all of callrec reads.

use super::Simulator;

impl Simulator {
    /// The environment variables of all five systems, secrets among them.
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        let url = self.base_url();
        vec![
            ("CALLREC_IPASS_PORTAL_URL", url.clone()),
            ("CALLREC_IPASS_PORTAL_USERNAME", self.username().to_owned()),
            ("CALLREC_IPASS_PORTAL_PASSWORD", self.password().to_owned()),
            ("CALLREC_IPASS_PORTAL_COMPANY", self.company().to_owned()),
            ("CALLREC_IPASS_REST_URL", self.rest_base_url()),
            ("CALLREC_IPASS_REST_KEY", self.rest_key().to_owned()),
            ("CALLREC_IPASS_REST_COMPANY", self.rest_company().to_owned()),
            ("CALLREC_BILLING_FEED_URL", url.clone()),
            ("CALLREC_BILLING_FEED_USERNAME", self.feed_username().to_owned()),
            ("CALLREC_BILLING_FEED_PASSWORD", self.feed_password().to_owned()),
            ("CALLREC_GETCALLS_URL", url),
            ("CALLREC_GETCALLS_USERNAME", self.get_calls_username().to_owned()),
            ("CALLREC_GETCALLS_PASSWORD", self.get_calls_password().to_owned()),
            ("CALLREC_GETCALLS_PROFILE", self.get_calls_profile().to_owned()),
        ]
    }
}
