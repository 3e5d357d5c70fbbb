//! Cost centres, groups and codes keep their counts.

use std::collections::HashSet;

use callrec_simulator::{Simulator, UserStatus};

use super::{ask, call, create, named, new_user, refused, small};
use crate::wire::{encoded, send};

fn in_cost_center(simulator: &Simulator, id: u64) -> (String, usize) {
    let list = ask(simulator, "costcenters?service=list", "");
    let center =
        list.children.iter().find(|center| center.text_of("id") == id.to_string()).unwrap();
    let target = format!("costcenters?service=listUsers&costCenterId={id}&page=1&limit=-1");
    let users = ask(simulator, &target, "");
    (center.text_of("assignedCount").to_owned(), users.child("endUsers").unwrap().children.len())
}

#[test]
fn counts_follow_the_users() {
    let simulator = small().users(300).start().unwrap();
    let [first, second] = [0, 1].map(|place| simulator.cost_centers()[place].id);
    let before = simulator.cost_centers()[0].assigned;
    assert!(before > 20, "{before}");
    assert_eq!(
        in_cost_center(&simulator, first),
        (before.to_string(), usize::try_from(before).unwrap())
    );
    let member = simulator.users().into_iter().find(|user| user.cost_center == Some(first));
    let member = member.unwrap();
    // A user has one cost centre: the second takes it from the first.
    let body = format!(
        "<endusers><assignedList><enduser><endUserId>{}</endUserId></enduser></assignedList></endusers>",
        member.end_user_id
    );
    let target = format!("costcenters?service=addUsers&costCenterId={second}");
    ask(&simulator, &target, &body);
    ask(&simulator, &target, &body);
    assert_eq!(in_cost_center(&simulator, first).1 as u64, before - 1);
    // The deleted are not counted, the suspended are.
    let two: Vec<_> = simulator
        .users()
        .into_iter()
        .filter(|user| user.cost_center == Some(first))
        .take(2)
        .collect();
    ask(&simulator, "users?service=delete-v2", &named(&two[0].username));
    ask(&simulator, "users?service=suspend", &named(&two[1].username));
    assert_eq!(in_cost_center(&simulator, first).1 as u64, before - 2);
    assert_eq!(simulator.cost_centers()[0].assigned, before - 2);
    // Nobody is in a cost centre that is no more, and its id is not given again.
    ask(&simulator, &format!("costcenters?service=delete&costCenterId={second}"), "");
    assert!(simulator.users().iter().all(|user| user.cost_center != Some(second)));
    let create = "<costcenter><costId>new</costId><name>New</name></costcenter>";
    ask(&simulator, "costcenters?service=create", create);
    let created = simulator.cost_centers().pop().unwrap();
    assert!(created.id > second && created.assigned == 0);
}

#[test]
fn an_unassignment_from_another_cost_centre_does_nothing() {
    let simulator = small().start().unwrap();
    create(&simulator, "user");
    let id = simulator.user("user@example.com").unwrap().end_user_id;
    let [first, second] = [0, 1].map(|place| simulator.cost_centers()[place].id);
    let list = |name: &str| {
        format!(
            "<endusers><{name}><enduser><endUserId>{id}</endUserId></enduser></{name}></endusers>"
        )
    };
    ask(
        &simulator,
        &format!("costcenters?service=addUsers&costCenterId={first}"),
        &list("assignedList"),
    );
    let remove = format!("costcenters?service=removeUsers&costCenterId={second}");
    ask(&simulator, &remove, &list("unAssignedList"));
    assert_eq!(simulator.user("user@example.com").unwrap().cost_center, Some(first));
}

#[test]
fn a_cost_centre_is_updated_by_either_id() {
    let simulator = small().start().unwrap();
    let id = simulator.cost_centers()[0].id;
    let update = |body: &str| {
        ask(&simulator, "costcenters?service=update", &format!("<costcenter>{body}</costcenter>"));
        let center = simulator.cost_centers()[0].clone();
        (center.cost_id, center.name, center.child_company)
    };
    assert_eq!(
        update("<costId>qa</costId><name>Quality</name>"),
        ("qa".into(), "Quality".into(), None)
    );
    let child = simulator.children()[0].clone();
    assert_eq!(
        update(&format!("<id>{id}</id><costid>qa-2</costid><childCompany>{child}</childCompany>")),
        ("qa-2".into(), "Quality".into(), Some(child))
    );
}

#[test]
fn groups_count_their_members() {
    let simulator = small().users(100).start().unwrap();
    let groups = simulator.groups();
    let list = ask(&simulator, "groups?service=list", "");
    let counts: Vec<_> = groups.iter().map(|group| group.assigned.to_string()).collect();
    assert_eq!(list.column("assignedCount"), counts);
    assert!(groups.iter().all(|group| group.assigned > 0));
    // One moves from the first to the second and one leaves, in one call.
    let of =
        |id: u64| simulator.users().into_iter().find(move |user| user.group == Some(id)).unwrap();
    let (joins, leaves) = (of(groups[0].id), of(groups[1].id));
    let body = format!(
        "<group><id>{}</id><users><user><userName>{}</userName><action>assign</action></user>\
         <user><userName>{}</userName><action>unassign</action></user></users></group>",
        groups[1].id, joins.username, leaves.username
    );
    ask(&simulator, "groups?service=update", &body);
    let after: Vec<_> = simulator.groups().iter().map(|group| group.assigned).collect();
    assert_eq!(after, [groups[0].assigned - 1, groups[1].assigned, groups[2].assigned]);
    assert_eq!(simulator.user(&joins.username).unwrap().group, Some(groups[1].id));
    assert_eq!(simulator.user(&leaves.username).unwrap().group, None);
}

#[test]
fn codes_are_used_or_not() {
    let simulator = small().start().unwrap();
    let list = |used: &str| {
        let target = format!("registrationcode?service=listUsed&used={used}&page=1&limit=-1");
        let list = ask(&simulator, &target, "");
        let codes = list.children.iter().map(|bean| bean.children[0].text_of("regCode").to_owned());
        codes.collect::<Vec<_>>()
    };
    assert_eq!((list("true").len(), list("false").len()), (4, 8));
    let user = simulator.users()[1].clone();
    simulator.use_registration_code("regcode1", &user.username).unwrap();
    assert_eq!((list("true").len(), list("false").len()), (5, 7));
    assert!(list("true").contains(&"regcode1".to_owned()));
    assert!(simulator.use_registration_code("none", &user.username).is_err());
    assert!(simulator.use_registration_code("regcode1", "ghost@example.com").is_err());
    let target = "registrationcode?service=search&searchCriteria=REGCODE1&page=1&limit=-1";
    let found = ask(&simulator, target, "");
    let bean = found
        .children
        .iter()
        .find(|bean| bean.children[0].text_of("regCode") == "regcode1")
        .unwrap();
    let users = bean.child("endUsers").unwrap();
    assert_eq!(users.column("username"), [user.username.as_str()]);
    assert_eq!(users.column("regCodeUser"), ["true"]);
    let first = "registrationcode?service=search&page=2&limit=5";
    assert_eq!(ask(&simulator, first, "").children.len(), 5);
}

#[test]
fn no_two_companies_share_an_id_or_an_address() {
    let simulator = small().users(40).start().unwrap();
    let mut companies = simulator.children();
    companies.push(simulator.company().to_owned());
    let (mut ids, mut emails, mut all) = (HashSet::new(), HashSet::new(), 0);
    for company in &companies {
        let target = format!("/_simulator/users?company={company}");
        let response = send(&simulator, "GET", &target, &[], "");
        let users: serde_json::Value = serde_json::from_str(response.text()).unwrap();
        for user in users.as_array().unwrap() {
            ids.insert(user["end_user_id"].as_u64().unwrap());
            ids.insert(user["thor_user_id"].as_u64().unwrap());
            emails.insert(user["email"].as_str().unwrap().to_owned());
            all += 1;
        }
    }
    assert_eq!((all, ids.len(), emails.len()), (40 + 3 * 10, 2 * all, all));
    // What a child has, the main company cannot have.
    let child = simulator.children()[0].clone();
    let headers = [("x-ipass-key", simulator.rest_key()), ("x-ipass-company-id", child.as_str())];
    let target = "/v1/users?service=create-v2";
    assert_eq!(send(&simulator, "POST", target, &headers, &new_user("twin")).status, 200);
    let error = refused(&simulator, "users?service=create-v2", &new_user("twin"));
    assert_eq!(error.2, "The email address twin@mail.example is unavailable.");
    // The same username is another user's there.
    let other = new_user("twin").replace("twin@mail", "other@mail");
    ask(&simulator, "users?service=create-v2", &other);
}

#[test]
fn a_group_is_renamed_and_gets_another_plan() {
    let simulator = small().start().unwrap();
    let id = simulator.groups()[0].id;
    let of_list = |simulator: &Simulator| {
        let list = ask(simulator, "groups?service=list", "");
        let group = &list.children[0];
        [group.text_of("name"), group.text_of("groupPlanId"), group.text_of("modifiedDate")]
            .map(str::to_owned)
    };
    let before = of_list(&simulator);
    assert_eq!(before[..2], ["QA Group1", "5"]);
    let body = format!("<group><id>{id}</id><name>New</name><groupPlanId>1</groupPlanId></group>");
    ask(&simulator, "groups?service=update", &body);
    let after = of_list(&simulator);
    assert_eq!(after[..2], ["New", "1"]);
    assert_ne!(after[2], before[2]);
    let body = format!("<group><id>{id}</id><name>Exec</name></group>");
    let error = refused(&simulator, "groups?service=update", &body);
    assert_eq!(error.2, "The group Exec is unavailable.");
    assert_eq!(of_list(&simulator), after);
}

#[test]
fn a_code_makes_a_suspended_user_active_and_forgets_a_deleted_one() {
    let simulator = small().start().unwrap();
    create(&simulator, "coded");
    let name = "coded@example.com";
    ask(&simulator, "users?service=suspend", &named(name));
    simulator.use_registration_code("regcode10", name).unwrap();
    assert_eq!(simulator.user(name).unwrap().status, UserStatus::Active);
    let users = || {
        let target = "registrationcode?service=search&searchCriteria=regcode10&page=1&limit=1";
        let found = ask(&simulator, target, "");
        let bean = &found.children[0];
        let names = bean.child("endUsers").unwrap().column("username").len();
        (bean.children[0].text_of("useCount").to_owned(), names)
    };
    assert_eq!(users(), ("1".to_owned(), 1));
    ask(&simulator, "users?service=delete-v2", &named(name));
    // It was used all the same.
    assert_eq!(users(), ("1".to_owned(), 0));
}

#[test]
fn devices_are_counted_and_each_activation_has_its_token() {
    let simulator = small().users(0).start().unwrap();
    let created = create(&simulator, "phone");
    let name = "phone@example.com";
    let uuids =
        ["A", "B"].map(|model| simulator.add_device(name, "LGE", model, "Android").unwrap());
    assert_ne!(uuids[0], uuids[1]);
    let counts = || {
        let list = ask(&simulator, "users?service=listAll&page=1&limit=1", "");
        let user = &list.children[0];
        (user.text_of("numDevices").to_owned(), user.text_of("numActiveDevices").to_owned())
    };
    assert_eq!(counts(), ("2".to_owned(), "2".to_owned()));
    let target = "devices?service=deactivate&email=phone%40mail.example";
    let body = |uuid: &str| format!("<device><deviceUuid>{uuid}</deviceUuid></device>");
    assert_eq!(call(&simulator, target, &body(&uuids[1])).status, 200);
    assert_eq!(counts(), ("2".to_owned(), "1".to_owned()));
    let states: Vec<_> =
        simulator.users()[0].devices.iter().map(|device| device.registered).collect();
    assert_eq!(states, [true, false]);
    let error = refused(&simulator, target, &body("AAABBB111222333"));
    assert_eq!(error.2, "Device AAABBB111222333 not found in our system.");
    ask(&simulator, "users?service=suspend", &named(name));
    assert_eq!(counts(), ("2".to_owned(), "0".to_owned()));
    let activated = ask(&simulator, "users?service=activate", &named(name));
    let again = ask(&simulator, "users?service=activate", &named(name));
    let tokens = [&created, &activated, &again].map(|user| user.text_of("acaToken").to_owned());
    assert!(tokens[0] != tokens[1] && tokens[1] != tokens[2], "{tokens:?}");
    let url = activated.text_of("selfServiceActivationUrl");
    assert!(url.contains(&encoded(&tokens[1])), "{url} {}", tokens[1]);
}
