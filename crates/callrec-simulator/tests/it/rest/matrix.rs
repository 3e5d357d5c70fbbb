//! "Attributes Contained in User API call Responses" (SEED), row by row.

use super::{ask, named, new_user, small};
use crate::xml::Node;

/// create, listAll, listActive, update, suspend, activate, delete; `x` is X, `?` is the undefined XX.
const MATRIX: [(&str, &str); 20] = [
    ("authType", ".xxxxx."),
    ("company", ".xxxxx."),
    ("email", "xxxxxx."),
    ("fname", "xxxxxx."),
    ("isActive", ".xxxxx."),
    ("lname", "xxxxxx."),
    ("thorUserId", ".xxxxx."),
    ("username", "xxxxxx?"),
    ("enablePortalLogin", "xxxxxx."),
    ("endUserId", ".xxxxx."),
    ("endUserStatus", ".xxxxx."),
    ("homeCountry", "?xxxxx."),
    ("locale", "?..xxx."),
    ("departmentCode", "......."),
    ("notifications", ".xxxxx."),
    ("numDevices", ".xx...."),
    ("numActiveDevices", ".xx...."),
    ("regCodeUser", ".xx...."),
    ("startDate", ".xxxxx."),
    ("selfServiceActivationUrl", ".....x."),
];

#[test]
fn answers_hold_what_the_matrix_says() {
    // What live answers have beside it is off here (B16).
    let simulator = small()
        .switches(super::turned(&[
            "ipass_rest.create_ids=false",
            "ipass_rest.create_activation_url=false",
        ]))
        .start()
        .unwrap();
    let name = "matrix@example.com";
    let by_name =
        |service: &str| ask(&simulator, &format!("users?service={service}"), &named(name));
    let mut created = new_user("matrix");
    created = created.replace("<fname>", "<deviceLimit>2</deviceLimit><fname>");
    let created = ask(&simulator, "users?service=create-v2", &created);
    assert_eq!(created.text_of("deviceLimit"), "2");
    let in_list = |service: &str| -> Node {
        let list = ask(&simulator, &format!("users?service={service}&page=1&limit=-1"), "");
        list.children.into_iter().find(|user| user.text_of("username") == name).unwrap()
    };
    let answers = [
        created,
        in_list("listAll"),
        in_list("listActive"),
        by_name("update"),
        by_name("suspend"),
        by_name("activate"),
        by_name("delete-v2"),
    ];
    for (element, marks) in MATRIX {
        for (column, (mark, answer)) in marks.chars().zip(&answers).enumerate() {
            let is_there = answer.child(element).is_some();
            assert_eq!(is_there, mark != '.', "{element} in column {column}");
        }
    }
    for (column, answer) in answers.iter().enumerate() {
        for name in answer.names() {
            // The token comes with the URL that it is in; deviceLimit is XX under create.
            let beside = ["acaToken", "deviceLimit"].contains(&name);
            assert!(beside || MATRIX.iter().any(|(row, _)| *row == name), "{name} in {column}");
        }
    }
}
