//! From the families of a file to its cases: parameters and operations put in their places.

use serde::de::DeserializeOwned;
use toml::{Table, Value};

use crate::folder;

const CDR: [&str; 4] =
    ["monthly_cdr", "daily_cdr", "monthly_adjustment_cdr", "daily_adjustment_cdr"];
const OTHERS: [&str; 3] = ["network_users", "network_users_csv", "child_companies"];
/// Which hold the first 257 bytes of a row in CSV.
const CSV: [&str; 5] = [CDR[0], CDR[1], CDR[2], CDR[3], OTHERS[1]];
const XML: [&str; 2] = [OTHERS[0], OTHERS[2]];

const CREATES: [&str; 4] = [
    "ipass_rest.create_user",
    "ipass_rest.create_cost_center",
    "ipass_rest.create_registration_code",
    "ipass_rest.create_group",
];
const DELETES: [&str; 2] = ["ipass_rest.delete_user", "ipass_rest.delete_cost_center"];
/// Whose answers have a body.
const ANSWERED: [&str; 12] = [
    "ipass_rest.update_user",
    "ipass_rest.update_cost_center",
    "ipass_rest.update_registration_code",
    "ipass_rest.update_group",
    "ipass_rest.assign_cost_center_users",
    "ipass_rest.unassign_cost_center_users",
    "ipass_rest.assign_group_users",
    "ipass_rest.unassign_group_users",
    "ipass_rest.suspend_user",
    "ipass_rest.activate_user",
    "hosted_users.create_or_update_user",
    "hosted_users.suspend_user",
];
const UNANSWERED: [&str; 1] = ["ipass_rest.deactivate_device"];
const HOSTED_SETS: [&str; 2] = ["hosted_users.create_or_update_user", "hosted_users.suspend_user"];
const READS: [&str; 22] = [
    "ipass_rest.search_users",
    "ipass_rest.list_users",
    "ipass_rest.list_active_users",
    "ipass_rest.list_cost_centers",
    "ipass_rest.list_cost_center_users",
    "ipass_rest.list_devices",
    "ipass_rest.list_used_registration_codes",
    "ipass_rest.search_registration_codes",
    "ipass_rest.custom_report",
    "ipass_rest.child_custom_report",
    "ipass_rest.monthly_cdr",
    "ipass_rest.daily_cdr",
    "ipass_rest.monthly_adjustment_cdr",
    "ipass_rest.daily_adjustment_cdr",
    "ipass_rest.network_users",
    "ipass_rest.list_groups",
    "ipass_rest.list_group_plans",
    "hosted_users.retrieve_user",
    "billing_feed.feed",
    "billing_feed.recording",
    "ipass_portal.child_custom_report",
    "getcalls.get_calls",
];

/// One user, who may not be there, a report that is a page itself, and one that has a session.
const OBJECTS: [&str; 3] =
    ["hosted_users.retrieve_user", "ipass_rest.custom_report", "ipass_portal.child_custom_report"];

/// All cases of one file of the matrix.
pub(crate) fn cases<Case: DeserializeOwned>(file: &str) -> Vec<Case> {
    let path = folder().join(format!("{file}.toml"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let mut table: Table = text.parse().unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let Some(Value::Array(families)) = table.remove("family") else {
        panic!("{}: no [[family]]", path.display())
    };
    assert!(table.is_empty(), "{}: only [[family]]", path.display());
    families.into_iter().flat_map(|family| expanded(file, family)).collect()
}

fn expanded<Case: DeserializeOwned>(file: &str, family: Value) -> Vec<Case> {
    let Value::Table(mut family) = family else { panic!("{file}: a family is a table") };
    let operations = operations(file, family.remove("operations").as_ref());
    let parameters = match family.remove("each") {
        Some(Value::Array(parameters)) => parameters,
        None => vec![Value::Table(Table::new())],
        Some(other) => panic!("{file}: each = {other}"),
    };
    let mut cases = Vec::new();
    for parameters in &parameters {
        let Value::Table(parameters) = parameters else { panic!("{file}: each holds tables") };
        for operation in &operations {
            let places: Vec<(String, String)> = parameters
                .iter()
                .map(|(name, value)| (format!("{{{name}}}"), text(value)))
                .collect();
            let mut case = Value::Table(family.clone());
            fill(&mut case, &places, operation);
            let Value::Table(mut case) = case else { continue };
            let name = case.get("name").map(text).unwrap_or_default();
            case.insert("name".to_owned(), format!("{file}/{name}/{operation}").into());
            case.insert("operation".to_owned(), operation.clone().into());
            let shown = format!("{file}/{name}/{operation}");
            cases.push(case.try_into().unwrap_or_else(|error| panic!("{shown}: {error}")));
        }
    }
    cases
}

fn operations(file: &str, named: Option<&Value>) -> Vec<String> {
    match named {
        Some(Value::String(name)) => group(name).into_iter().map(str::to_owned).collect(),
        Some(Value::Array(list)) => list.iter().map(text).collect(),
        _ => panic!("{file}: operations"),
    }
}

/// The operations that go by one name.
pub(crate) fn group(name: &str) -> Vec<&'static str> {
    match name {
        "reports" => [&CDR[..], &OTHERS[..]].concat(),
        "cdr" => CDR.to_vec(),
        "csv" => CSV.to_vec(),
        "xml" => XML.to_vec(),
        "login" => vec!["login"],
        "creates" => CREATES.to_vec(),
        "deletes" => DELETES.to_vec(),
        "notifies" => vec!["ipass_rest.resend_activation"],
        "sets" => [&ANSWERED[..], &UNANSWERED[..]].concat(),
        "answered_sets" => ANSWERED.to_vec(),
        "hosted_sets" => HOSTED_SETS.to_vec(),
        "keyed_sets" => {
            let sets = ANSWERED.into_iter().chain(UNANSWERED);
            sets.filter(|set| !HOSTED_SETS.contains(set)).collect()
        }
        "reads" => READS.to_vec(),
        "tables" => READS.into_iter().filter(|read| !OBJECTS.contains(read)).collect(),
        other => panic!("operations = {other:?}"),
    }
}

/// Puts the parameters where their names stand. A text that is nothing but a name becomes a number
/// or a truth value, if the parameter is one.
fn fill(value: &mut Value, places: &[(String, String)], operation: &str) {
    match value {
        Value::String(text) => {
            let alone = places.iter().any(|(place, _)| place == text);
            for (place, with) in places {
                *text = text.replace(place, with);
            }
            *text = with_operation(text, operation);
            if alone && let Ok(number) = text.parse::<i64>() {
                *value = Value::Integer(number);
            } else if alone && let Ok(truth) = text.parse::<bool>() {
                *value = Value::Boolean(truth);
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|value| fill(value, places, operation)),
        Value::Table(table) => {
            let filled = std::mem::take(table).into_iter().map(|(key, mut value)| {
                fill(&mut value, places, operation);
                (with_operation(&key, operation), value)
            });
            *table = filled.collect();
        }
        _ => {}
    }
}

/// `@` stands for the operation where it is alone, before a colon, or one of several.
fn with_operation(text: &str, operation: &str) -> String {
    match text.strip_prefix('@') {
        Some("") => operation.to_owned(),
        Some(rest) if rest.starts_with(':') => format!("{operation}{rest}"),
        _ => text.replace("| @", &format!("| {operation}")),
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
