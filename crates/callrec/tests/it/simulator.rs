//! Against the simulator, which was written from the same documents without a look at the client:
//! every operation, every way it may behave, and sums that must be equal.

use std::time::Duration;

use callrec::{
    ErrorKind, IpassPortal, IpassPortalBuilder, LoginMethod, Month, Proof, Reader, Summary,
};
use callrec_simulator::{
    Framing, IsActive, LineEnd, LoginFailure, NetworkUsersForm, NoData, NoSession, Operation, Plan,
    Simulator, Switches, Totals, Unentitled,
};

const ROWS: u64 = 3_000;

fn simulator() -> Simulator {
    crate::trace::if_asked_for();
    Simulator::builder()
        .credentials("user@example.com", "c4n4ry simulator")
        .seed(11)
        .rows_per_month(ROWS)
        .start()
        .expect("a simulator")
}

fn builder(simulator: &Simulator) -> IpassPortalBuilder {
    IpassPortal::builder()
        .base_url(simulator.base_url())
        .credentials(simulator.username(), simulator.password())
        .retry_pause(Duration::from_millis(1))
}

fn portal(simulator: &Simulator) -> IpassPortal {
    builder(simulator).build().expect("a client")
}

fn month(simulator: &Simulator) -> Month {
    simulator.last_month().to_string().parse().expect("a month")
}

/// Reads a CDR report to its clean end; nothing may be set aside.
async fn sum(mut reader: Reader) -> (Summary, Proof) {
    let mut summary = Summary::new();
    while let Some(batch) = reader.next_batch().await {
        summary.add(&batch.expect("a batch")).expect("added");
    }
    let accounting = reader.accounting();
    assert_eq!((accounting.quarantined, accounting.read), (0, summary.records));
    assert!(reader.take_quarantined().is_empty() && accounting.balanced());
    (summary, reader.proof().expect("a proof"))
}

/// The simulator's sums are made from its facts, not from its text.
fn check(summary: &Summary, totals: &Totals) {
    assert_eq!(summary.records, totals.rows);
    assert_eq!(summary.amount.0, totals.net_billing_amount_micros);
    assert_eq!(summary.seconds, i128::from(totals.session_length_s));
    assert_eq!(summary.without_amount, totals.absent_amounts);
    let services = summary.by_service_type().filter(|total| total.service_type.is_some()).count();
    assert_eq!(services, totals.by_service_type.len());
    for total in summary.by_service_type() {
        let Some(service) = &total.service_type else { continue };
        let facts = totals.by_service_type[service];
        assert_eq!((total.records, total.amount.0), (facts.rows, facts.net_billing_amount_micros));
    }
}

#[tokio::test]
async fn every_operation_gives_what_was_made() {
    let simulator = simulator();
    let (portal, month) = (portal(&simulator), month(&simulator));
    let company = simulator.company();
    let totals =
        |operation, period: &str| simulator.totals(company, operation, period).expect("the sums");

    let reader = portal.monthly_cdr(company, month).await.expect("opened");
    let (monthly, proof) = sum(reader).await;
    assert_eq!(proof, Proof::Framed);
    assert!(monthly.records > 0 && monthly.cap_records > 0);
    check(&monthly, &totals(Operation::MonthlyCdr, &month.to_string()));

    let mut daily_records = 0;
    for day in month.days() {
        let reader = portal.daily_cdr(company, day).await.expect("opened");
        let (daily, _) = sum(reader).await;
        check(&daily, &totals(Operation::DailyCdr, &day.to_string()));
        daily_records += daily.records;

        let reader = portal.daily_adjustment_cdr(company, day).await.expect("opened");
        let (daily, _) = sum(reader).await;
        check(&daily, &totals(Operation::DailyAdjustmentCdr, &day.to_string()));
    }
    assert_eq!(daily_records, monthly.records);

    let reader = portal.monthly_adjustment_cdr(company, month).await.expect("opened");
    let (adjustment, _) = sum(reader).await;
    check(&adjustment, &totals(Operation::MonthlyAdjustmentCdr, &month.to_string()));

    let users = simulator.network_users(company, &month.to_string()).expect("the users").len();
    for mut reader in [
        portal.network_users(company, month).await.expect("opened"),
        portal.network_users_csv(company, month).await.expect("opened"),
    ] {
        let mut found = 0;
        while let Some(batch) = reader.next_batch().await {
            found += batch.expect("a batch").num_rows();
        }
        assert_eq!(found, users);
    }

    let companies = portal.companies(company).await.expect("companies");
    let ids: Vec<_> = companies.iter().map(|company| company.id.clone()).collect();
    assert_eq!(ids, simulator.children());
    assert!(companies.iter().all(|company| company.name.is_some() && company.is_active.is_some()));

    let logins = simulator.requests().into_iter().filter(|r| r.operation == Some(Operation::Login));
    assert_eq!(logins.count(), 1);
}

#[tokio::test]
async fn every_form_of_the_file_gives_the_same_sums() {
    let simulator = simulator();
    let (portal, month) = (portal(&simulator), month(&simulator));
    let totals = simulator
        .totals(simulator.company(), Operation::MonthlyCdr, &month.to_string())
        .expect("the sums");
    let base = simulator.switches();
    type Form = (fn(&mut Switches), Proof);
    let forms: [Form; 9] = [
        (|s| s.columns = 13, Proof::Framed),
        (|s| s.columns = 15, Proof::Framed),
        (|s| s.header = false, Proof::Framed),
        (|s| s.line_end = LineEnd::Crlf, Proof::Framed),
        (|s| s.final_line_end = false, Proof::Framed),
        (|s| s.newlines_in_description = true, Proof::Framed),
        (|s| s.byte_order_mark = true, Proof::Framed),
        (|s| s.framing = Framing::ContentLength, Proof::Framed),
        (|s| s.framing = Framing::CloseDelimited, Proof::Unproven),
    ];
    for (number, (change, proof)) in forms.into_iter().enumerate() {
        let mut switches = base.clone();
        change(&mut switches);
        simulator.set_switches(switches).expect("switched");
        let reader = portal.monthly_cdr(simulator.company(), month).await.expect("opened");
        let (summary, found) = sum(reader).await;
        assert_eq!(found, proof, "form {number}");
        check(&summary, &totals);
    }
}

#[tokio::test]
async fn other_forms_of_the_other_reports() {
    let simulator = simulator();
    let (portal, month) = (portal(&simulator), month(&simulator));
    let mut switches = simulator.switches();
    switches.is_active = IsActive::OneZero;
    switches.network_users = NetworkUsersForm::Csv;
    simulator.set_switches(switches.clone()).expect("switched");
    let companies = portal.companies(simulator.company()).await.expect("companies");
    assert_eq!(companies.len(), simulator.children().len());
    let mut users = portal.network_users(simulator.company(), month).await.expect("opened");
    assert!(users.next_batch().await.expect("rows").expect("a batch").num_rows() > 0);

    for empty in [NoData::HeaderOnly, NoData::ZeroBytes, NoData::Text] {
        switches.no_data = empty;
        switches.no_adjustments = empty;
        simulator.set_switches(switches.clone()).expect("switched");
        let long_ago = Month::new(1999, 1).expect("a month");
        for reader in [
            portal.monthly_cdr(simulator.company(), long_ago).await.expect("opened"),
            portal.monthly_adjustment_cdr(simulator.company(), long_ago).await.expect("opened"),
            portal.network_users(simulator.company(), long_ago).await.expect("opened"),
        ] {
            let read = crate::fixture::read(reader).await;
            assert!(read.error.is_none(), "{empty:?}: {:?}", read.error);
            assert_eq!(read.accounting.read, 0, "{empty:?}");
        }
    }
}

#[tokio::test]
async fn wrong_passwords_in_every_form_of_refusal() {
    let simulator = simulator();
    for failure in
        [LoginFailure::Unauthorized, LoginFailure::LoginPage, LoginFailure::LoginPageWithCookie]
    {
        let mut switches = simulator.switches();
        switches.login_failure = failure;
        simulator.set_switches(switches).expect("switched");
        for method in [LoginMethod::PostForm, LoginMethod::Get] {
            let portal = builder(&simulator).credentials(simulator.username(), "wrong");
            let portal = portal.login_method(method).build().expect("a client");
            let before = simulator.requests().len();
            for _ in 0..2 {
                let error = portal.monthly_cdr("x", month(&simulator)).await.expect_err("refused");
                assert_eq!(error.kind(), ErrorKind::Auth, "{failure:?}: {error}");
            }
            assert_eq!(simulator.requests().len() - before, 1, "{failure:?}: sent once");
        }
    }
}

#[tokio::test]
async fn sessions_end_in_every_form() {
    let simulator = simulator();
    let portal = portal(&simulator);
    for form in
        [NoSession::Unauthorized, NoSession::Redirect, NoSession::LoginPage, NoSession::AuthText]
    {
        let mut switches = simulator.switches();
        switches.no_session = form;
        simulator.set_switches(switches).expect("switched");
        simulator.expire_all_sessions();
        let reader = portal.monthly_cdr(simulator.company(), month(&simulator)).await;
        let (summary, _) = sum(reader.unwrap_or_else(|error| panic!("{form:?}: {error}"))).await;
        assert!(summary.records > 0);
    }
}

#[tokio::test]
async fn companies_that_are_not_the_users() {
    let simulator = simulator();
    let portal = portal(&simulator);
    for (form, kind) in [
        (Unentitled::Forbidden, ErrorKind::Forbidden),
        (Unentitled::Html, ErrorKind::NotData),
        (Unentitled::NotFound, ErrorKind::NotFound),
    ] {
        let mut switches = simulator.switches();
        switches.unentitled = form;
        simulator.set_switches(switches).expect("switched");
        let error = portal.monthly_cdr("nobody", month(&simulator)).await.expect_err("refused");
        assert_eq!(error.kind(), kind, "{error}");
        // The others go on.
        let reader = portal.monthly_cdr(simulator.company(), month(&simulator)).await;
        assert!(sum(reader.expect("opened")).await.0.records > 0);
    }
}

/// Faults that pass: the whole report comes, once.
#[tokio::test]
async fn passing_faults_leave_no_trace() {
    let simulator = simulator();
    let (portal, month) = (portal(&simulator), month(&simulator));
    let totals = simulator
        .totals(simulator.company(), Operation::MonthlyCdr, &month.to_string())
        .expect("the sums");
    for verb in [
        "return-503",
        "return-429=0",
        "return-500-html",
        "html-login",
        "auth-text",
        "wrong-content",
        "expire-session",
        "delay-50ms",
        "reset-after-0B",
        "reset-after-257B",
        "fin-after-257B",
        "cut-chunked-after-257B",
        "truncate-without-length-257B",
        "stall-after-257B-for-50ms",
    ] {
        simulator.plan(Plan::parse([format!("monthly_cdr:1:{verb}")]).expect(verb));
        let reader = portal.monthly_cdr(simulator.company(), month).await;
        let (summary, _) = sum(reader.unwrap_or_else(|error| panic!("{verb}: {error}"))).await;
        check(&summary, &totals);
    }
}

/// Faults that stay: an error of the right kind, never a clean end.
#[tokio::test]
async fn lasting_faults_are_typed() {
    let simulator = simulator();
    let month = month(&simulator);
    for (verb, kinds) in [
        ("return-503", vec![ErrorKind::Service]),
        ("return-429=3600", vec![ErrorKind::RateLimited]),
        ("return-404", vec![ErrorKind::NotFound]),
        ("return-400", vec![ErrorKind::Rejected]),
        ("html-login", vec![ErrorKind::Auth]),
        ("auth-text", vec![ErrorKind::Auth]),
        ("wrong-content", vec![ErrorKind::NotData]),
        ("redirect=http://127.0.0.1:1/elsewhere", vec![ErrorKind::NotData]),
        ("reset-after-0B", vec![ErrorKind::Truncated, ErrorKind::Transport]),
        ("reset-after-100000B", vec![ErrorKind::Truncated]),
        ("fin-after-100000B", vec![ErrorKind::Truncated]),
        ("cut-chunked-after-100000B", vec![ErrorKind::Truncated]),
        ("stall-after-100000B", vec![ErrorKind::Timeout]),
    ] {
        simulator.plan(Plan::parse([format!("monthly_cdr:*:{verb}")]).expect(verb));
        // Only where silence is meant is a slow server a silent one.
        let patience = Duration::from_secs(if verb.starts_with("stall") { 1 } else { 60 });
        let portal = builder(&simulator).idle_timeout(patience).build().expect("a client");
        let error = match portal.monthly_cdr(simulator.company(), month).await {
            Ok(reader) => crate::fixture::read(reader).await.error.expect(verb),
            Err(error) => error,
        };
        assert!(kinds.contains(&error.kind()), "{verb}: {error}");
        assert_eq!(error.to_string().lines().count(), 1, "{verb}");
        assert!(!format!("{error:?}").contains(simulator.password()), "{verb}");
    }
}
