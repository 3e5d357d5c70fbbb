//! One call: who asks, for which company, with what.

use super::Failure;
use crate::{
    Operation, Switches,
    data::{Company, Month},
    incoming::Incoming,
    parameters::Parameters,
    shared::Shared,
    state::CompanyState,
    switches::{RestSwitches, rest::CompanyHeader},
    xml::{self, Element},
};

/// SEED
const KEY_HEADER: &str = "x-ipass-key";
/// SEED
const COMPANY_HEADER: &str = "x-ipass-company-id";

/// A call whose key and company are good.
pub(super) struct Call<'a> {
    pub(super) shared: &'a Shared,
    pub(super) all_switches: &'a Switches,
    pub(super) switches: &'a RestSwitches,
    pub(super) operation: Operation,
    pub(super) company: &'a Company,
    pub(super) parameters: Parameters,
    request: &'a Incoming,
}

impl<'a> Call<'a> {
    /// # Errors
    /// [`Failure::Privileges`] where key or company is missing or wrong (B8, B57).
    pub(super) fn begin(
        shared: &'a Shared,
        switches: &'a Switches,
        operation: Operation,
        request: &'a Incoming,
    ) -> Result<Self, Failure> {
        if request.header(KEY_HEADER) != Some(shared.rest_key.as_str()) {
            return Err(Failure::Privileges);
        }
        let main = shared.accounts.main();
        let company = match (request.header(COMPANY_HEADER), switches.ipass_rest.company_header) {
            (Some(id), _) => shared.accounts.find(id),
            (None, CompanyHeader::Optional) => Some(main),
            (None, CompanyHeader::Required) => None,
        };
        let company = company
            .filter(|company| company.id == main.id || switches.ipass_rest.child_companies)
            .ok_or(Failure::Privileges)?;
        let parameters = request.query().map_err(|_| Failure::Parameter("service"))?;
        Ok(Self {
            shared,
            all_switches: switches,
            switches: &switches.ipass_rest,
            operation,
            company,
            parameters,
            request,
        })
    }

    /// A parameter that must be there and hold something.
    pub(super) fn required(&self, name: &'static str) -> Result<&str, Failure> {
        self.optional(name).ok_or(Failure::Parameter(name))
    }

    /// A parameter that holds something.
    pub(super) fn optional(&self, name: &str) -> Option<&str> {
        self.parameters.get(name).filter(|value| !value.is_empty())
    }

    pub(super) fn month(&self) -> Result<Month, Failure> {
        self.required("month")?.parse().map_err(|_| Failure::Parameter("month"))
    }

    /// The document of the body, whose root must bear the name.
    pub(super) fn document(&self, root: &str) -> Result<Element, Failure> {
        xml::parse(&self.request.body)
            .ok()
            .filter(|element| element.name == root)
            .ok_or(Failure::InvalidXml)
    }

    /// The account of the company.
    pub(super) fn state<R>(&self, look: impl FnOnce(&CompanyState) -> R) -> Result<R, Failure> {
        let found = self.shared.with_state(|state| state.company(&self.company.id).map(look));
        found.ok_or(Failure::Privileges)
    }

    /// Writes down what has been done; called with the accounts held.
    pub(super) fn done(&self, key: &str, done: &str) {
        self.shared.effect(self.request.entry, self.operation, &self.company.id, key, done);
    }

    /// Writes down what a client should not have sent.
    pub(super) fn warn(&self, warning: &str) {
        let warning = format!("{}: {warning}", self.operation.full_name());
        self.shared.with_ledger(|ledger| ledger.warnings.push(warning));
    }
}
