//! Registration codes.

use super::{
    Call, Failure, done, list,
    paging::Page,
    user_document::{Column, end_user},
};
use crate::{
    answer::Answer,
    data::prng::key_of_text,
    incoming::Incoming,
    parameters::Parameters,
    shared::Shared,
    state::{CompanyState, Refusal, RegistrationCode},
    switches::rest::CodeUpdateAnswer,
    xml::Element,
};

/// The document's root, and the item of its lists (B26).
const ITEM: &str = "registrationCodeBean";

/// Notices a request to the URL that the document prints for reports of child companies (B46),
/// whatever becomes of it.
pub(super) fn look_for_the_misprint(shared: &Shared, request: &Incoming, query: &Parameters) {
    let of_a_report = ["month", "customReportFile", "duration-type"];
    if request.body.is_empty() || of_a_report.iter().any(|name| query.get(name).is_some()) {
        shared.with_ledger(|ledger| ledger.dangerous_requests += 1);
    }
}

pub(super) fn create(call: &Call<'_>) -> Result<Answer, Failure> {
    let form = Form::read(call)?;
    let reg_code = form.reg_code.ok_or(Refusal::Missing("regCode"))?;
    let code = RegistrationCode {
        id: String::new(),
        reg_code2: form.reg_code2.ok_or(Refusal::Missing("regCode2"))?,
        duration: form.duration.ok_or(Refusal::Missing("duration"))?,
        duration_unit: form.duration_unit.ok_or(Refusal::Missing("durationUnit"))?,
        department_code: form.department_code.unwrap_or_default(),
        alt_id: form.alt_id.unwrap_or_default(),
        max_activation_date: form
            .max_activation_date
            .ok_or(Refusal::Missing("maxActivationDate"))?,
        users: Vec::new(),
        reg_code,
    };
    form.company_id.ok_or(Refusal::Missing("companyId"))?;
    let element = call.shared.with_state(|state| {
        let (company, _) = state.writing(&call.company.id).ok_or(Failure::Privileges)?;
        if company.codes.iter().any(|other| other.reg_code == code.reg_code) {
            return Err(Failure::Taken { what: "registration code", key: code.reg_code });
        }
        let number = company.codes.len() as u64;
        let id = RegistrationCode::id(key_of_text(number, &call.company.id));
        call.done(&code.reg_code, "created");
        company.codes.push(RegistrationCode { id, ..code });
        Ok(company.codes.last().map(|code| bean(call, code)))
    })?;
    Ok(element.map_or_else(super::empty, |root| super::document(call, &root)))
}

/// What is not there stays as it is.
pub(super) fn update(call: &Call<'_>) -> Result<Answer, Failure> {
    let form = Form::read(call)?;
    let id = form.id.ok_or(Refusal::Missing("id"))?;
    let element = call.shared.with_state(|state| {
        let (company, _) = state.writing(&call.company.id).ok_or(Failure::Privileges)?;
        let code = company
            .codes
            .iter_mut()
            .find(|code| code.id.eq_ignore_ascii_case(&id))
            .ok_or(Failure::NotFound { what: "Registration code", key: id })?;
        for (field, value) in [
            (&mut code.reg_code, form.reg_code),
            (&mut code.reg_code2, form.reg_code2),
            (&mut code.duration, form.duration),
            (&mut code.duration_unit, form.duration_unit),
            (&mut code.department_code, form.department_code),
            (&mut code.alt_id, form.alt_id),
            (&mut code.max_activation_date, form.max_activation_date),
        ] {
            if let Some(value) = value {
                *field = value;
            }
        }
        call.done(&code.reg_code, "updated");
        Ok::<_, Failure>(bean(call, code))
    })?;
    Ok(match call.switches.code_update_answer {
        CodeUpdateAnswer::Object => super::document(call, &element),
        CodeUpdateAnswer::Message => done(call),
        CodeUpdateAnswer::Empty => super::empty(),
    })
}

/// Those that were used; with `used=false` the others (B42: the parameter is redundant, INF).
pub(super) fn used(call: &Call<'_>) -> Result<Answer, Failure> {
    let page = Page::required(call)?;
    let used = match call.optional("used") {
        None | Some("true") => true,
        Some("false") => false,
        Some(_) => return Err(Failure::Parameter("used")),
    };
    let beans = call.state(|company| {
        let codes = company.codes.iter().filter(|code| code.users.is_empty() != used);
        page.of(codes.map(|code| bean(call, code)))
    })?;
    Ok(list::ready(call, &list::wrapper(call, ITEM), beans))
}

/// By the beginning of code, second code and department, with the users of each (SEED).
pub(super) fn search(call: &Call<'_>) -> Result<Answer, Failure> {
    let page = Page::required(call)?;
    let wanted = call.optional("searchCriteria").unwrap_or_default().to_lowercase();
    let beans = call.state(|company| {
        let found = company.codes.iter().filter(|code| {
            [&code.reg_code, &code.reg_code2, &code.department_code]
                .into_iter()
                .any(|field| field.to_lowercase().starts_with(&wanted))
        });
        page.of(found.map(|code| with_users(call, company, code)))
    })?;
    Ok(list::ready(call, &list::wrapper(call, ITEM), beans))
}

fn bean(call: &Call<'_>, code: &RegistrationCode) -> Element {
    let element = Element::new("registrationCode")
        .with_text("regCode", &code.reg_code)
        .with_text("regCode2", &code.reg_code2)
        .with_text("duration", &code.duration)
        .with_text("durationUnit", &code.duration_unit)
        .with_text("useCount", code.users.len().to_string())
        .with_text("id", &code.id)
        .with_text("departmentCode", &code.department_code)
        .with_text("altId", &code.alt_id)
        .with_text("companyId", &call.company.id)
        .with_text("maxActivationDate", &code.max_activation_date);
    Element::new(ITEM).with(element)
}

fn with_users(call: &Call<'_>, company: &CompanyState, code: &RegistrationCode) -> Element {
    let users = code.users.iter().map(|&number| company.users.at(number));
    let users: Vec<_> = users
        .filter(|user| user.is_live())
        .map(|user| end_user(&user, &company.id, Column::List, call.switches))
        .collect();
    bean(call, code).with(Element { children: users, ..Element::new("endUsers") })
}

/// A `registrationCodeBean` of a request.
struct Form {
    id: Option<String>,
    reg_code: Option<String>,
    reg_code2: Option<String>,
    duration: Option<String>,
    duration_unit: Option<String>,
    department_code: Option<String>,
    alt_id: Option<String>,
    company_id: Option<String>,
    max_activation_date: Option<String>,
}

impl Form {
    fn read(call: &Call<'_>) -> Result<Self, Failure> {
        let body = call.document(ITEM)?;
        let code = body.child("registrationCode").ok_or(Failure::InvalidXml)?;
        let text = |name: &str| code.filled(name).map(str::to_owned);
        let form = Self {
            id: text("id"),
            reg_code: text("regCode"),
            reg_code2: text("regCode2"),
            duration: text("duration"),
            duration_unit: text("durationUnit"),
            department_code: text("departmentCode"),
            alt_id: text("altId"),
            company_id: text("companyId"),
            max_activation_date: text("maxActivationDate"),
        };
        // Days or months, in any case (B43).
        let unit = form.duration_unit.as_deref().map(str::to_lowercase);
        let is_unit = |unit: &str| ["days", "months"].contains(&unit);
        let is_number = |text: &str| text.parse::<u32>().is_ok_and(|number| number > 0);
        if unit.as_deref().is_some_and(|unit| !is_unit(unit))
            || form.duration.as_deref().is_some_and(|text| !is_number(text))
        {
            return Err(Failure::InvalidXml);
        }
        // The body's company is the header's (B44).
        if form.company_id.as_ref().is_some_and(|id| *id != call.company.id) {
            return Err(Failure::Privileges);
        }
        Ok(form)
    }
}
