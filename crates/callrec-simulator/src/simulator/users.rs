//! The accounts' users, seen from the program that started the simulator.

use super::Simulator;
use crate::{
    CostCenterRecord, Error, GroupRecord, RegistrationCodeRecord, UserRecord,
    state::{CompanyState, Refusal},
};

impl Simulator {
    /// The base URL of the REST API: `http://127.0.0.1:PORT/v1`.
    pub fn rest_base_url(&self) -> String {
        format!("{}/v1", self.base_url())
    }

    /// What `x-ipass-key` must be.
    pub fn rest_key(&self) -> &str {
        &self.shared.rest_key
    }

    /// What `x-ipass-company-id` must be: [`Simulator::company`], or a child company.
    pub fn rest_company(&self) -> &str {
        self.company()
    }

    /// The realm that usernames end with.
    pub fn realm(&self) -> &str {
        self.shared.realm()
    }

    /// All users that the main company ever had, in the order of lists; the deleted are among them.
    pub fn users(&self) -> Vec<UserRecord> {
        self.company_state(CompanyState::user_records)
    }

    /// The main company's user of a name in any case: the live one, else the one deleted last.
    pub fn user(&self, username: &str) -> Option<UserRecord> {
        self.company_state(|company| {
            let users = &company.users;
            let found = users.by_name(username).or_else(|| {
                users.deleted(|user| user.username.to_lowercase() == username.to_lowercase())
            });
            found.map(|user| company.record_of(&user))
        })
    }

    /// The main company's cost centres.
    pub fn cost_centers(&self) -> Vec<CostCenterRecord> {
        self.company_state(CompanyState::cost_center_records)
    }

    /// The main company's groups.
    pub fn groups(&self) -> Vec<GroupRecord> {
        self.company_state(CompanyState::group_records)
    }

    /// The main company's registration codes.
    pub fn registration_codes(&self) -> Vec<RegistrationCodeRecord> {
        self.company_state(CompanyState::code_records)
    }

    /// Registers a device of a user, as the activation of an app does: its uuid.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a user that the main company does not have.
    pub fn add_device(
        &self,
        username: &str,
        manufacturer: &str,
        model: &str,
        platform: &str,
    ) -> Result<String, Error> {
        let company = self.company();
        let added = self.shared.with_state(|state| {
            state.add_device(company, username, [manufacturer, model, platform])
        });
        added.map_err(|refusal| invalid(username, &refusal))
    }

    /// Lets a user register with a code, as the registration page does.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a user or a code that the main company does not have.
    pub fn use_registration_code(&self, reg_code: &str, username: &str) -> Result<(), Error> {
        let company = self.company();
        let used = self
            .shared
            .with_state(|state| state.use_registration_code(company, reg_code, username));
        used.map_err(|refusal| invalid(&format!("{reg_code}, {username}"), &refusal))
    }

    /// Makes the accounts of all companies what they were in the beginning. The ledger stays.
    pub fn reset(&self) {
        self.shared.reset_state();
    }

    fn company_state<R: Default>(&self, look: impl FnOnce(&CompanyState) -> R) -> R {
        let company = self.company();
        self.shared.with_state(|state| state.company(company).map(look)).unwrap_or_default()
    }
}

fn invalid(text: &str, refusal: &Refusal) -> Error {
    let expected = match refusal {
        Refusal::CodeNotFound(_) => "a registration code of the account",
        _ => "the name of a live user of the account",
    };
    Error::invalid("user or registration code", text, expected)
}
