//! The requests as the document prints them, and answers with the elements that it prints.

use callrec_simulator::{Operation, Simulator};

use super::{XML, create_or_update, good, retrieve, suspend};
use crate::wire::login;

/// SEED, "Create or Update User", 2.
const CREATE: &str = "<endUser> 
 <fname>Favorite4</fname> 
 <lname>Subscriber</lname> 
 <email>subscriber4@subscriptioncompany.com</email> 
 <homeCountry>Country</homeCountry> 
 <username>subscriber4@subcomp.com</username> 
 <password>password</password> 
 <enablePortalLogin>false</enablePortalLogin> 
 <departmentCode>Accounting</departmentCode> 
 <!-- optional notifications section --> 
 <notifications> 
 <notification subscribe=\"true\"><type>Activate</type></notification> 
 <notification subscribe=\"true\"><type>Suspend</type></notification> 
 </notifications> 
</endUser>";

/// The elements of all three answers, in the order in which they are printed.
const ANSWER: [&str; 18] = [
    "authType",
    "company",
    "createdBy",
    "createdTime",
    "email",
    "fname",
    "isActive",
    "lname",
    "modifiedBy",
    "modifiedTime",
    "username",
    "departmentCode",
    "enablePortalLogin",
    "endUserId",
    "endUserStatus",
    "homeCountry",
    "startDate",
    "notifications",
];

#[test]
fn a_user_lives_as_printed() {
    let simulator = Simulator::builder().realm("subcomp.com").start().unwrap();
    let cookie = login(&simulator);
    let response = create_or_update(&simulator, &cookie, CREATE);
    assert_eq!(response.header("content-type"), Some(XML));
    let created = good(&response);
    assert_eq!((created.name.as_str(), created.names()), ("endUser", ANSWER.to_vec()));
    for (name, text) in [
        ("authType", "HostedAuth"),
        ("company", simulator.company()),
        ("createdBy", "0"),
        ("email", "subscriber4@subscriptioncompany.com"),
        ("fname", "Favorite4"),
        ("isActive", "0"),
        ("lname", "Subscriber"),
        ("modifiedBy", "0"),
        ("username", "subscriber4@subcomp.com"),
        ("departmentCode", "Accounting"),
        ("enablePortalLogin", "false"),
        ("endUserStatus", "Active"),
        ("homeCountry", "Country"),
    ] {
        assert_eq!(created.text_of(name), text, "{name}");
    }
    let time = created.text_of("createdTime");
    assert!(time.len() == 24 && time.ends_with('Z') && !time.contains(".000"), "{time}");
    let notifications = created.child("notifications").unwrap();
    assert_eq!(notifications.column("type"), ["Activate", "Suspend"]);
    assert!(notifications.children.iter().all(|n| n.attributes.contains("subscribe=\"true\"")));

    // SEED, "Suspend User", 2.
    let request = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<statusChangeRequest> 
 <endUserCredential> 
 <companyId>{}</companyId> 
 <username>subscriber4@subcomp.com</username> 
 <email>subscriber4@subscriptioncompany.com</email> 
 </endUserCredential> 
</statusChangeRequest>",
        simulator.company()
    );
    let suspended = good(&suspend(&simulator, &cookie, &request));
    assert_eq!(suspended.names(), ANSWER);
    assert_eq!(
        (suspended.text_of("endUserStatus"), suspended.text_of("modifiedBy")),
        ("Suspended", "38328")
    );
    assert_eq!(suspended.text_of("createdTime"), time);
    assert_ne!(suspended.text_of("modifiedTime"), time);

    let retrieved = good(&retrieve(&simulator, &cookie, "subscriber4@subcomp.com"));
    assert_eq!(retrieved.names(), ANSWER);
    assert_eq!(retrieved.text_of("endUserStatus"), "Suspended");
    assert_eq!(retrieved.text_of("endUserId"), created.text_of("endUserId"));
    // `2013-12-13T23:01:57.751Z` became `23:01:58Z` (C9).
    assert_eq!(retrieved.text_of("createdTime").len(), 20);

    // "The only mandatory field in the XML payload is the username."
    let update = "<endUser><username>subscriber4@subcomp.com</username></endUser>";
    let updated = good(&create_or_update(&simulator, &cookie, update));
    assert_eq!(updated.text_of("lname"), "Subscriber");
    assert_eq!(updated.text_of("endUserStatus"), "Suspended");

    let done: Vec<_> = simulator
        .ledger()
        .effects
        .into_iter()
        .map(|effect| (effect.operation, effect.key, effect.done))
        .collect();
    let user = "subscriber4@subcomp.com".to_owned();
    assert_eq!(
        done,
        [
            (Operation::HostedCreateOrUpdateUser, user.clone(), "created".to_owned()),
            (Operation::HostedSuspendUser, user.clone(), "suspended".to_owned()),
            (Operation::HostedCreateOrUpdateUser, user, "updated".to_owned()),
        ]
    );
    let log = serde_json::to_string(&simulator.requests()).unwrap();
    assert!(!log.contains("<password>password"), "{log}");
}

#[test]
fn users_are_those_of_the_rest_api() {
    let simulator = Simulator::builder().realm("subcomp.com").users(5).start().unwrap();
    let cookie = login(&simulator);
    let created = good(&create_or_update(&simulator, &cookie, CREATE));
    let found = crate::rest::found(&simulator, "subscriber4");
    assert_eq!(found, ["subscriber4@subcomp.com"]);
    assert_eq!(
        simulator.user(&found[0]).unwrap().end_user_id.to_string(),
        created.text_of("endUserId")
    );
    crate::rest::ask(&simulator, "users?service=suspend", &crate::rest::named(&found[0]));
    let retrieved = good(&retrieve(&simulator, &cookie, &found[0]));
    assert_eq!(retrieved.text_of("endUserStatus"), "Suspended");
    crate::rest::ask(&simulator, "users?service=delete-v2", &crate::rest::named(&found[0]));
    let gone = retrieve(&simulator, &cookie, &found[0]);
    assert_eq!(gone.status, 500);
    assert!(gone.text().contains("<errorCode>2005</errorCode>"), "{}", gone.text());
    let of_seed = simulator.users()[0].clone();
    let retrieved = good(&retrieve(&simulator, &cookie, &of_seed.username));
    assert_eq!(retrieved.text_of("email"), of_seed.email);
}
