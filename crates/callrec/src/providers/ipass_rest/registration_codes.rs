//! Registration codes.

use super::IpassRest;
use super::client::at;
use super::operation;
use super::paging::CODES_A_PAGE;
use super::search::SearchOptions;
use super::wire::Call;
use crate::providers::objects::{
    NewRegistrationCode, Outcome, RegistrationCode, RegistrationCodeUpdate, Xml, XmlBody,
    not_empty, object, us_date,
};
use crate::{Error, Reader, Result};

/// Asks for the codes that were used: redundant beside the service's name, and sent as printed (SEED,
/// reading B42).
const USED: (&str, &str) = ("used", "true");

impl IpassRest {
    /// The codes that were used, as a table
    /// ([`Report::RegistrationCodes`](crate::Report::RegistrationCodes)).
    pub async fn list_used_registration_codes(&self) -> Result<Reader> {
        let (name, value) = USED;
        let call = Call::new(&operation::LIST_USED_REGISTRATION_CODES).with(name, value);
        self.read_pages(call, CODES_A_PAGE, SearchOptions::default()).await
    }

    /// The same as typed objects.
    pub async fn used_registration_codes(&self) -> Result<Vec<RegistrationCode>> {
        let operation = &operation::LIST_USED_REGISTRATION_CODES;
        self.typed(operation, self.list_used_registration_codes().await?).await
    }

    /// Codes of which the code, the second code, the department or another field *begins* with
    /// `criteria` (SEED), as a table. Empty `criteria` are not sent. Users that the answer tells beside
    /// a code are no part of the table.
    pub async fn search_registration_codes(&self, criteria: &str) -> Result<Reader> {
        let mut call = Call::new(&operation::SEARCH_REGISTRATION_CODES);
        if !criteria.is_empty() {
            call = call.with("searchCriteria", criteria);
        }
        self.read_pages(call, CODES_A_PAGE, SearchOptions::default()).await
    }

    /// The same as typed objects.
    pub async fn registration_codes_matching(
        &self,
        criteria: &str,
    ) -> Result<Vec<RegistrationCode>> {
        let operation = &operation::SEARCH_REGISTRATION_CODES;
        self.typed(operation, self.search_registration_codes(criteria).await?).await
    }

    /// Creates a registration code. Never sent twice: after `Ambiguous`, ask
    /// [`reconcile_create_registration_code`](Self::reconcile_create_registration_code).
    ///
    /// The company is that of this client; another one in `code` is refused (reading B44).
    pub async fn create_registration_code(
        &self,
        code: &NewRegistrationCode,
    ) -> Result<Outcome<RegistrationCode>> {
        let operation = &operation::CREATE_REGISTRATION_CODE;
        let body = new_code(self.company(), code).map_err(|error| at(operation, error))?;
        let key = self.key("new registration code", &code.reg_code);
        let outcome = self.write(Call::new(operation).body(body).on(key), object).await?;
        Ok(outcome.created("registration code"))
    }

    /// Changes what is set in `update`, by the provider's id.
    pub async fn update_registration_code(
        &self,
        update: &RegistrationCodeUpdate,
    ) -> Result<Outcome<RegistrationCode>> {
        let operation = &operation::UPDATE_REGISTRATION_CODE;
        let body = code_update(update).map_err(|error| at(operation, error))?;
        let key = self.key("registration code", &update.id);
        self.write(Call::new(operation).body(body).on(key), object).await
    }
}

/// In the order of the print (SEED).
fn new_code(company: &str, code: &NewRegistrationCode) -> Result<XmlBody> {
    not_empty("regCode", &code.reg_code)?;
    not_empty("regCode2", &code.reg_code2)?;
    if code.duration == 0 {
        return Err(Error::invalid_argument("the duration is 0"));
    }
    if let Some(other) = code.company_id.as_ref().filter(|other| *other != company) {
        let detail = format!("the code is for company {other:?}, the client for {company:?}");
        return Err(Error::invalid_argument(detail)
            .with_hint("leave company_id out, or use with_company for that company"));
    }
    let mut xml = Xml::new("registrationCodeBean")?;
    xml.open("registrationCode")?;
    xml.text("regCode", &code.reg_code)?;
    xml.text("regCode2", &code.reg_code2)?;
    xml.text("duration", &code.duration.to_string())?;
    xml.text("durationUnit", code.duration_unit.name())?;
    xml.optional("departmentCode", code.department_code.as_deref())?;
    xml.optional("altId", code.alt_id.as_deref())?;
    xml.text("companyId", company)?;
    xml.text("maxActivationDate", &us_date(code.max_activation_date))?;
    xml.finish()
}

fn code_update(update: &RegistrationCodeUpdate) -> Result<XmlBody> {
    not_empty("id", &update.id)?;
    if update.duration == Some(0) {
        return Err(Error::invalid_argument("the duration is 0"));
    }
    let mut xml = Xml::new("registrationCodeBean")?;
    xml.open("registrationCode")?;
    xml.text("id", &update.id)?;
    xml.optional("regCode", update.reg_code.as_deref())?;
    xml.optional("regCode2", update.reg_code2.as_deref())?;
    xml.optional("duration", update.duration.map(|duration| duration.to_string()).as_deref())?;
    xml.optional("durationUnit", update.duration_unit.map(|unit| unit.name()))?;
    xml.optional("departmentCode", update.department_code.as_deref())?;
    xml.optional("altId", update.alt_id.as_deref())?;
    xml.optional("maxActivationDate", update.max_activation_date.map(us_date).as_deref())?;
    xml.finish()
}
