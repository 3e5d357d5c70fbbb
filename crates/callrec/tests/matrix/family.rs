//! From the families of a file to its cases: parameters and operations put in their places.

use toml::{Table, Value};

use crate::case::Case;
use crate::folder;

const CDR: [&str; 4] =
    ["monthly_cdr", "daily_cdr", "monthly_adjustment_cdr", "daily_adjustment_cdr"];
const OTHERS: [&str; 3] = ["network_users", "network_users_csv", "child_companies"];
/// Which hold the first 257 bytes of a row in CSV.
const CSV: [&str; 5] = [CDR[0], CDR[1], CDR[2], CDR[3], OTHERS[1]];
const XML: [&str; 2] = [OTHERS[0], OTHERS[2]];

/// All cases of one file of the matrix.
pub(crate) fn cases(file: &str) -> Vec<Case> {
    let path = folder().join(format!("{file}.toml"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let mut table: Table = text.parse().unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let Some(Value::Array(families)) = table.remove("family") else {
        panic!("{}: no [[family]]", path.display())
    };
    assert!(table.is_empty(), "{}: only [[family]]", path.display());
    families.into_iter().flat_map(|family| expanded(file, family)).collect()
}

fn expanded(file: &str, family: Value) -> Vec<Case> {
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
    let group = match named {
        Some(Value::String(group)) => group.as_str(),
        Some(Value::Array(list)) => return list.iter().map(text).collect(),
        _ => panic!("{file}: operations"),
    };
    let list = match group {
        "reports" => [&CDR[..], &OTHERS[..]].concat(),
        "cdr" => CDR.to_vec(),
        "csv" => CSV.to_vec(),
        "xml" => XML.to_vec(),
        "login" => vec!["login"],
        other => panic!("{file}: operations = {other:?}"),
    };
    list.into_iter().map(str::to_owned).collect()
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
