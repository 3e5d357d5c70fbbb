//! Against the simulator, which was written from the same documents without a look at the client:
//! every operation, by what it did.

use std::collections::HashSet;
use std::time::Duration;

use callrec::{
    CostCenterUpdate, DurationUnit, ErrorKind, IpassRest, IpassRestBuilder, NewCostCenter,
    NewGroup, NewRegistrationCode, NewUser, Reader, Reconciled, RegistrationCodeUpdate, RestFault,
    SearchOptions, UserUpdate,
};
use callrec_simulator::{Operation, Plan, Simulator, System, UserStatus};

use super::day;

const USERS: u64 = 57;

fn simulator() -> Simulator {
    crate::trace::if_asked_for();
    Simulator::builder()
        .credentials("user@example.com", "c4n4ry simulator")
        .seed(5)
        .rows_per_month(500)
        .users(USERS)
        .realm("example.com")
        .start()
        .expect("a simulator")
}

fn builder(simulator: &Simulator) -> IpassRestBuilder {
    IpassRest::builder()
        .base_url(simulator.rest_base_url())
        .key(simulator.rest_key())
        .company(simulator.rest_company())
        .realm(simulator.realm())
        .retry_pause(Duration::from_millis(1))
}

fn rest(simulator: &Simulator) -> IpassRest {
    builder(simulator).build().expect("a client")
}

fn new_user() -> NewUser {
    NewUser::new("new.one@example.com", "new.one@example.org", "New", "One")
        .department_code("Labs")
        .home_country("LU")
        .enable_portal_login(true)
        .notify_suspend(false)
}

const NAME: &str = "new.one@example.com";

async fn rows(reader: Reader) -> usize {
    let read = crate::fixture::read(reader).await;
    assert!(read.error.is_none(), "{:?}", read.error);
    assert_eq!(read.accounting.quarantined, 0);
    read.ids.len()
}

async fn users(simulator: &Simulator, rest: &IpassRest) {
    let created = rest.create_user(&new_user()).await.expect("created");
    assert!(created.warnings.is_empty(), "{:?}", created.warnings);
    assert_eq!(created.value.expect("a user").username, NAME);
    let record = simulator.user(NAME).expect("there");
    assert_eq!(record.email, "new.one@example.org");
    assert_eq!((record.fname.as_str(), record.lname.as_str()), ("New", "One"));
    assert_eq!((record.home_country.as_str(), record.department_code.as_str()), ("LU", "Labs"));
    assert!(record.enable_portal_login && record.notify_activate && !record.notify_suspend);

    // What is not said stays, portal login and notifications among it.
    let update = UserUpdate::new(NAME).lname("O'Neil & <Sons>");
    rest.update_user(&update).await.expect("updated");
    let record = simulator.user(NAME).expect("there");
    assert_eq!((record.fname.as_str(), record.lname.as_str()), ("New", "O'Neil & <Sons>"));
    assert!(record.enable_portal_login && record.notify_activate && !record.notify_suspend);

    let suspended = rest.suspend_user(NAME).await.expect("suspended");
    assert!(suspended.value.expect("a user").is_suspended());
    assert_eq!(simulator.user(NAME).expect("there").status, UserStatus::Suspended);
    let active = rest.active_users().await.expect("listed");
    assert!(!active.iter().any(|user| user.username == NAME));
    let found = rest.find_user(NAME).await.expect("searched").expect("found");
    assert!(found.is_suspended());
    rest.activate_user(NAME).await.expect("activated");
    assert_eq!(simulator.user(NAME).expect("there").status, UserStatus::Active);
    let told = rest.resend_activation(NAME).await.expect("sent");
    assert_eq!(told.message.as_deref(), Some("Operation completed successfully"));

    let listed = rest.users().await.expect("listed");
    assert_eq!(listed.len() as u64, USERS + 1);
    let names: HashSet<_> = listed.iter().map(|user| &user.username).collect();
    assert_eq!(names.len(), listed.len());
    assert!(rest.find_user_by_email("NEW.one@example.org").await.expect("searched").is_some());
    let some = rest.users_matching("new.", &SearchOptions::default()).await.expect("found");
    assert!(some.iter().any(|user| user.username == NAME));

    rest.delete_user(NAME).await.expect("deleted");
    assert_eq!(simulator.user(NAME).expect("kept").status, UserStatus::Deleted);
    assert_eq!(rows(rest.list_users().await.expect("opened")).await as u64, USERS);
    assert!(rest.find_user(NAME).await.expect("searched").is_none());
    for done in ["created", "updated", "suspended", "activated", "mail sent", "deleted"] {
        let effects = simulator.ledger();
        let effects = effects.effects_on(NAME).into_iter().filter(|effect| effect.done == done);
        assert_eq!(effects.count(), 1, "{done}");
    }
    assert_eq!(simulator.ledger().warnings, Vec::<String>::new());
}

async fn cost_centers(simulator: &Simulator, rest: &IpassRest) {
    rest.create_cost_center(&NewCostCenter::new("labs", "Labs")).await.expect("created");
    let there = rest.cost_centers().await.expect("listed");
    let made = there.iter().find(|center| center.cost_id.as_deref() == Some("labs"));
    let id = made.expect("made").id.clone();
    let update = CostCenterUpdate::new(&id, "labs", "Laboratories");
    rest.update_cost_center(&update).await.expect("updated");
    let record = |simulator: &Simulator| {
        simulator.cost_centers().into_iter().find(|center| center.cost_id == "labs")
    };
    assert_eq!(record(simulator).expect("there").name, "Laboratories");
    let all = rest.users().await.expect("listed");
    let some: Vec<_> = all.iter().take(18).filter_map(|user| user.end_user_id.clone()).collect();
    assert_eq!(some.len(), 18);
    rest.assign_cost_center_users(&id, &some).await.expect("assigned");
    assert_eq!(record(simulator).expect("there").assigned, 18);
    let assigned = rest.cost_center_users(&id).await.expect("listed");
    let ids: HashSet<_> = assigned.into_iter().map(|user| user.end_user_id).collect();
    assert_eq!(ids, some.iter().cloned().collect());
    rest.unassign_cost_center_users(&id, &some[..17]).await.expect("un-assigned");
    assert_eq!(record(simulator).expect("there").assigned, 1);
    assert_eq!(rest.cost_center_users(&id).await.expect("listed").len(), 1);
    rest.delete_cost_center(&id).await.expect("deleted");
    assert!(record(simulator).is_none());
}

async fn devices(simulator: &Simulator, rest: &IpassRest) {
    let user = simulator.users().remove(0);
    let uuid =
        simulator.add_device(&user.username, "Example", "Phone & Co", "Android").expect("a device");
    let devices = rest.devices(&user.email).await.expect("listed");
    let device = devices.iter().find(|device| device.device_uuid == uuid).expect("listed");
    assert_eq!(device.model_id.as_deref(), Some("Phone & Co"));
    assert!(device.is_registered());
    rest.deactivate_device(&user.email, &uuid).await.expect("deactivated");
    assert!(!simulator.user(&user.username).expect("there").devices.last().expect("it").registered);
    let active = rest.active_devices(&user.email).await.expect("listed");
    assert!(!active.iter().any(|device| device.device_uuid == uuid));
    let error = rest.devices("nobody@example.org").await.expect_err("nobody");
    assert_eq!(RestFault::of(&error), Some(RestFault::EmailNotFound), "{error}");
    assert_eq!(error.kind(), ErrorKind::NotFound);
}

async fn registration_codes(simulator: &Simulator, rest: &IpassRest) {
    let last = day("2031-10-31");
    let code = NewRegistrationCode::new("labs-1", "labs-1b", 2, DurationUnit::Months, last);
    let created = rest.create_registration_code(&code.department_code("Labs")).await;
    let created = created.expect("created").value.expect("a code");
    let id = created.id.expect("an id");
    assert_eq!(created.max_activation_date, Some(last));
    let update = RegistrationCodeUpdate::new(&id).duration(30).duration_unit(DurationUnit::Days);
    rest.update_registration_code(&update).await.expect("updated");
    let record = simulator.registration_codes().into_iter().find(|code| code.reg_code == "labs-1");
    let record = record.expect("there");
    assert_eq!((record.duration.as_str(), record.duration_unit.as_str()), ("30", "Days"));
    let found = rest.registration_codes_matching("labs-1").await.expect("found");
    assert_eq!(found.len(), 1);
    let used = rest.used_registration_codes().await.expect("listed");
    assert!(!used.iter().any(|code| code.reg_code == "labs-1"));
    let user = simulator.users().remove(1);
    simulator.use_registration_code("labs-1", &user.username).expect("used");
    let used = rest.used_registration_codes().await.expect("listed");
    let code = used.iter().find(|code| code.reg_code == "labs-1").expect("listed");
    assert_eq!(code.use_count, Some(1));
}

async fn groups(simulator: &Simulator, rest: &IpassRest) {
    let plans = rest.group_plans().await.expect("listed");
    let plan = plans.first().expect("a plan").id.clone();
    rest.create_group(&NewGroup::new("Explorers", plan)).await.expect("created");
    let groups = rest.groups().await.expect("listed");
    let id = groups.iter().find(|group| group.name.as_deref() == Some("Explorers"));
    let id = id.expect("listed").id.clone();
    rest.update_group(&id, "Navigators").await.expect("renamed");
    let record = |simulator: &Simulator| {
        simulator.groups().into_iter().find(|group| group.id.to_string() == id).expect("there")
    };
    assert_eq!(record(simulator).name, "Navigators");
    let names: Vec<_> = simulator.users().into_iter().take(3).map(|user| user.username).collect();
    rest.assign_group_users(&id, &names).await.expect("assigned");
    assert_eq!((record(simulator).assigned, record(simulator).name.as_str()), (3, "Navigators"));
    rest.unassign_group_users(&id, &names[..2]).await.expect("un-assigned");
    assert_eq!((record(simulator).assigned, record(simulator).name.as_str()), (1, "Navigators"));
}

async fn reports(simulator: &Simulator, rest: &IpassRest) {
    let month: callrec::Month = simulator.last_month().to_string().parse().expect("a month");
    let first = month.days().next().expect("a day");
    for (reader, operation, period) in [
        (rest.monthly_cdr(month).await, Operation::MonthlyCdr, month.to_string()),
        (
            rest.monthly_adjustment_cdr(month).await,
            Operation::MonthlyAdjustmentCdr,
            month.to_string(),
        ),
        (rest.daily_cdr(first).await, Operation::DailyCdr, first.to_string()),
        (rest.daily_adjustment_cdr(first).await, Operation::DailyAdjustmentCdr, first.to_string()),
    ] {
        let totals = simulator.totals(simulator.company(), operation, &period).expect("the sums");
        let found = rows(reader.expect("opened")).await as u64;
        assert_eq!(found, totals.rows, "{operation:?}");
    }
    let known =
        simulator.network_users(simulator.company(), &month.to_string()).expect("the users");
    assert_eq!(rows(rest.network_users(month).await.expect("opened")).await, known.len());
    let report = rest.custom_report(month, "CustomReport.html", Some("monthly")).await;
    let page = report.expect("opened").into_bytes().await.expect("read");
    assert!(page.starts_with(b"<"), "an HTML page");
    let folder = tempfile::tempdir().expect("a folder");
    let report = rest.child_custom_report(month, "CDRReport.html").await.expect("opened");
    let saved = report.save(folder.path().join("children.zip")).await.expect("saved");
    let entries = saved.unpack(folder.path().join("children"), &callrec::UnpackLimits::default());
    assert_eq!(entries.expect("unpacked").len(), simulator.children().len());
    assert_eq!(simulator.ledger().dangerous_requests, 0);
}

/// Reading B49: whichever name the service takes.
#[tokio::test]
async fn reports_of_days_under_either_name() {
    for name in ["either", "date", "month"] {
        let simulator = simulator();
        let switch = format!("ipass_rest.daily_parameter={name}");
        let switches = simulator.switches().changed_by(&switch).expect("a switch");
        simulator.set_switches(switches).expect("switched");
        reports(&simulator, &rest(&simulator)).await;
    }
}

/// All 35, by the simulator's own log; each effect once.
#[tokio::test]
async fn every_operation() {
    let simulator = simulator();
    let rest = rest(&simulator);
    users(&simulator, &rest).await;
    cost_centers(&simulator, &rest).await;
    devices(&simulator, &rest).await;
    registration_codes(&simulator, &rest).await;
    groups(&simulator, &rest).await;
    reports(&simulator, &rest).await;
    let requests = simulator.requests();
    let ours = requests.iter().filter(|request| request.system == Some(System::IpassRest));
    let seen: HashSet<_> =
        ours.filter_map(|request| request.operation).map(|operation| operation.name()).collect();
    let missing: Vec<_> =
        IpassRest::OPERATIONS.iter().filter(|name| !seen.contains(**name)).collect();
    assert!(missing.is_empty(), "never asked for: {missing:?}");
    assert_eq!(simulator.ledger().unknown_requests, 0);
}

/// The service may behave in many ways where its document is silent: the same things happen.
#[tokio::test]
async fn every_form_of_the_service() {
    for switch in [
        "padding=true",
        "unknown_elements=true",
        "every_field=true",
        "create_ids=false",
        "create_activation_url=false",
        "broken_tokens=true",
        "broken_messages=true",
        "error_codes=five-digits",
        "validation_status=400",
        "validation_status=422",
        "refusal_status=401",
        "portal_login=required",
        "delete_answer=user-object",
        "delete_answer=message",
        "delete_answer=empty",
        "wrappers=list",
        "wrappers=with-list",
        "wrappers=collection",
        "malformed=message",
        "minus_one_is_all=false",
        "most_per_page=7",
        "search=prefix-of-case",
        "search=exact",
        "search_dates=exclusive",
        "cost_center_key=id",
        "yearless_times=true",
        "devices=active",
        "code_update_answer=message",
        "code_update_answer=empty",
        "daily_parameter=date",
        "group_name=capital",
        "group_update=strict",
        "group_update=overwrite",
        "modified=time",
        "modified=date",
    ] {
        let simulator = simulator();
        let switches = simulator.switches().changed_by(&format!("ipass_rest.{switch}"));
        simulator.set_switches(switches.expect(switch)).expect("switched");
        let rest = rest(&simulator);
        if !switch.starts_with("search=") {
            users(&simulator, &rest).await;
            registration_codes(&simulator, &rest).await;
        }
        cost_centers(&simulator, &rest).await;
        devices(&simulator, &rest).await;
        groups(&simulator, &rest).await;
        let refused = rest.suspend_user("nobody@example.com").await.expect_err("nobody");
        assert_eq!(RestFault::of(&refused), Some(RestFault::UserNotFound), "{switch}: {refused}");
        assert_eq!(refused.kind(), ErrorKind::NotFound, "{switch}: {refused}");
    }
}

#[tokio::test]
async fn searches_find_one_user_in_every_form() {
    for switch in ["search=exact", "search=prefix-of-case", "search=prefix"] {
        let simulator = simulator();
        let switches = simulator.switches().changed_by(&format!("ipass_rest.{switch}"));
        simulator.set_switches(switches.expect(switch)).expect("switched");
        let rest = rest(&simulator);
        for record in simulator.users().iter().take(5) {
            let found = rest.find_user(&record.username).await.expect("searched");
            let found = found.unwrap_or_else(|| panic!("{switch}: {}", record.username));
            assert_eq!(found.end_user_id, Some(record.end_user_id.to_string()));
        }
    }
}

/// Readings B22, B23: the parameters the other way round, and a page that is always the first.
#[tokio::test]
async fn pages_in_every_form() {
    let simulator = simulator();
    let base = simulator.switches();
    let set = |switch: &str| {
        let switches = base.changed_by(&format!("ipass_rest.paging={switch}"));
        simulator.set_switches(switches.expect(switch)).expect("switched");
    };
    for limit in [1, 2, 19, 20, 57, 58, 1000] {
        set("page-and-limit");
        let client = builder(&simulator).page_limit(limit).build().expect("a client");
        assert_eq!(client.users().await.expect("listed").len() as u64, USERS, "{limit}");
        if limit == 1 {
            continue;
        }
        set("swapped");
        let client = builder(&simulator).page_limit(limit).build().expect("a client");
        let error = client.users().await.expect_err("the other way round");
        assert_eq!(error.kind(), ErrorKind::NoProgress, "{limit}: {error}");
        let client = builder(&simulator).page_limit(limit).paging(callrec::Paging::PageIsSize);
        let client = client.build().expect("a client");
        assert_eq!(client.users().await.expect("listed").len() as u64, USERS, "{limit}");
        set("page-ignored");
        let client = builder(&simulator).page_limit(limit).build().expect("a client");
        let listed = client.users().await;
        if u64::from(limit) > USERS {
            assert_eq!(listed.expect("all at once").len() as u64, USERS);
        } else {
            assert_eq!(listed.expect_err("stuck").kind(), ErrorKind::NoProgress, "{limit}");
        }
    }
}

/// Reading B25: whichever ends the service counts, the window is the one that was asked for.
#[tokio::test]
async fn windows_in_every_form() {
    let (from, to) = (day("2000-01-01"), day("2099-12-31"));
    let mut sizes = HashSet::new();
    for switch in ["inclusive", "from-exclusive", "to-exclusive", "exclusive"] {
        let simulator = simulator();
        let switches =
            simulator.switches().changed_by(&format!("ipass_rest.search_dates={switch}"));
        simulator.set_switches(switches.expect(switch)).expect("switched");
        let rest = rest(&simulator);
        let window = SearchOptions::default().registered_from(from).registered_to(to);
        let all = rest.users_matching("", &window).await.expect("found");
        assert_eq!(all.len() as u64, USERS);
        let mut days: Vec<_> = all.iter().filter_map(|user| user.start_date).collect();
        days.sort();
        let (first, last) = (days[days.len() / 3], days[days.len() / 2]);
        let window = SearchOptions::default().registered_from(first).registered_to(last);
        let some = rest.users_matching("", &window).await.expect("found");
        let expected = days.iter().filter(|day| (first..=last).contains(*day)).count();
        assert_eq!(some.len(), expected, "{switch}");
        sizes.insert(some.len());
    }
    assert_eq!(sizes.len(), 1);
}

/// Committed and the answer lost: never a second one, and a look finds the first.
#[tokio::test]
async fn what_was_committed_without_an_answer_is_found() {
    for verb in ["commit-then-reset", "commit-then-503", "commit-then-503-html"] {
        let simulator = simulator();
        let rest = rest(&simulator);
        let plan = |operation: &str| {
            simulator.plan(Plan::parse([format!("ipass_rest.{operation}:*:{verb}")]).expect(verb));
        };
        let unknown = |result: Result<(), callrec::Error>| {
            let error = result.expect_err("nobody knows");
            assert_eq!(error.kind(), ErrorKind::Ambiguous, "{verb}: {error}");
        };
        let effects = |operation| simulator.ledger().effects_of(operation).len();

        plan("create_user");
        unknown(rest.create_user(&new_user()).await.map(drop));
        let found = rest.reconcile_create_user(&new_user()).await.expect("looked");
        assert!(matches!(found, Reconciled::Done(user) if user.username == NAME));
        assert_eq!(effects(Operation::RestCreateUser), 1);

        plan("create_cost_center");
        let center = NewCostCenter::new("labs", "Labs");
        unknown(rest.create_cost_center(&center).await.map(drop));
        let found = rest.reconcile_create_cost_center(&center).await.expect("looked");
        assert!(matches!(found, Reconciled::Done(_)), "{found:?}");
        assert_eq!(effects(Operation::RestCreateCostCenter), 1);

        plan("create_registration_code");
        let last = day("2031-10-31");
        let code = NewRegistrationCode::new("labs-1", "labs-1b", 2, DurationUnit::Months, last);
        unknown(rest.create_registration_code(&code).await.map(drop));
        let found = rest.reconcile_create_registration_code(&code).await.expect("looked");
        assert!(matches!(found, Reconciled::Done(_)), "{found:?}");
        assert_eq!(effects(Operation::RestCreateRegistrationCode), 1);

        plan("create_group");
        let plan_id = rest.group_plans().await.expect("listed").remove(0).id;
        let group = NewGroup::new("Explorers", plan_id);
        unknown(rest.create_group(&group).await.map(drop));
        let found = rest.reconcile_create_group(&group).await.expect("looked");
        assert!(matches!(found, Reconciled::Done(_)), "{found:?}");
        assert_eq!(effects(Operation::RestCreateGroup), 1);

        plan("resend_activation");
        unknown(rest.resend_activation(NAME).await.map(drop));
        assert_eq!(effects(Operation::RestResendActivation), 1);

        plan("delete_user");
        let deleted = rest.delete_user(NAME).await;
        assert_eq!(effects(Operation::RestDeleteUser), 1, "{verb}");
        if let Err(error) = deleted {
            assert_eq!(error.kind(), ErrorKind::Ambiguous, "{verb}: {error}");
        }
        let gone = rest.reconcile_delete_user(NAME).await.expect("looked");
        assert_eq!(gone, Reconciled::Done(()));
    }
}

/// The answer to a deletion is lost once: the second try finds nothing, and that is success.
#[tokio::test]
async fn a_deletion_whose_answer_was_lost_has_worked() {
    let simulator = simulator();
    let rest = rest(&simulator);
    let name = simulator.users()[3].username.clone();
    let plan = "ipass_rest.delete_user:1:commit-then-reset";
    simulator.plan(Plan::parse([plan]).expect(plan));
    let outcome = rest.delete_user(&name).await.expect("gone");
    assert!(outcome.already_gone);
    assert_eq!(simulator.ledger().effects_of(Operation::RestDeleteUser).len(), 1);
}

/// Faults that pass leave no trace in a list of many pages.
#[tokio::test]
async fn passing_faults_leave_no_trace_in_a_list() {
    let simulator = simulator();
    let rest = rest(&simulator);
    for verb in [
        "return-503",
        "return-500-html",
        "reset-after-0B",
        "reset-after-257B",
        "fin-after-257B",
        "cut-chunked-after-257B",
    ] {
        for page in 1..=3 {
            let plan = format!("ipass_rest.list_users:{page}:{verb}");
            simulator.plan(Plan::parse([plan]).expect(verb));
            let listed = rest.users().await.unwrap_or_else(|error| panic!("{verb}: {error}"));
            assert_eq!(listed.len() as u64, USERS, "{verb} {page}");
        }
    }
}

#[tokio::test]
async fn wrong_keys_and_companies_are_refused() {
    let simulator = simulator();
    for client in [
        builder(&simulator).key("another").build().expect("a client"),
        builder(&simulator).company("nobody").build().expect("a client"),
    ] {
        let before = simulator.requests().len();
        let error = client.list_users().await.expect_err("refused");
        assert_eq!(error.kind(), ErrorKind::Auth, "{error}");
        assert_eq!(RestFault::of(&error), Some(RestFault::NotPrivileged));
        assert_eq!(error.provider_code(), Some("1006"));
        assert_eq!(simulator.requests().len() - before, 1, "sent once");
    }
}

/// What the client checks first, the service says too.
#[tokio::test]
async fn the_five_meanings_of_2005() {
    let simulator = simulator();
    let rest = builder(&simulator).realm("other.example").build().expect("a client");
    let taken = simulator.users()[0].email.clone();
    let user = NewUser::new("a@other.example", "a@example.org", "A", "B");
    let error = rest.create_user(&user).await.expect_err("refused");
    assert_eq!(RestFault::of(&error), Some(RestFault::UsernameSuffix), "{error}");
    assert_eq!(error.kind(), ErrorKind::Rejected);
    let rest = self::rest(&simulator);
    let user = NewUser::new("b@example.com", taken, "A", "B");
    let error = rest.create_user(&user).await.expect_err("refused");
    assert_eq!(RestFault::of(&error), Some(RestFault::EmailUnavailable), "{error}");
    let error = rest.delete_user("nobody@example.com").await.expect_err("refused");
    assert_eq!(RestFault::of(&error), Some(RestFault::UserNotFound), "{error}");
    assert!(simulator.ledger().effects.is_empty());
}
