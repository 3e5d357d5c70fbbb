//! URLs, headers and bodies as the document prints them, where it does not contradict itself.

use callrec::{
    CostCenterUpdate, DailyParameter, DurationUnit, ErrorKind, NewCostCenter, NewGroup,
    NewRegistrationCode, Paging, RegistrationCodeUpdate, SearchOptions, UserUpdate,
};

use super::{COMPANY, KEY, builder, day, month, new_user, new_user_with, rest};
use crate::server::{Request, Server, Step, answer, ok, send};

/// Something that each operation can read: most of the documents' answers are not shown.
fn anything(request: &Request) -> Vec<Step> {
    let target = &request.target;
    let body = match target {
        _ if target.contains("getCustomWithChild") => {
            let mut archive = b"HTTP/1.1 200 OK\r\nContent-Length: 22\r\n\r\nPK\x05\x06".to_vec();
            archive.extend([0; 18]);
            return send(archive);
        }
        _ if target.contains("getCustom&") => "<html><title>a report</title></html>",
        _ if target.contains("reports") => "no data",
        _ if target.contains("groups?service=list") => {
            "<groups><group><id>1060</id><name>Client Group</name></group></groups>"
        }
        _ => "",
    };
    ok(body)
}

struct Sent {
    server: Server,
    seen: usize,
}

impl Sent {
    fn new() -> Self {
        Self { server: Server::answering(anything), seen: 0 }
    }

    /// The request number `at` since this was asked last, and no credentials elsewhere.
    fn nth(&mut self, at: usize) -> (String, String) {
        let requests = self.server.requests();
        let new = &requests[self.seen..];
        self.seen = requests.len();
        for request in new {
            assert_eq!(request.method, "POST", "{}", request.target);
            assert_eq!(request.header("x-ipass-key"), Some(KEY));
            assert_eq!(request.header("x-ipass-company-id"), Some(COMPANY));
            assert!(!request.target.contains(KEY));
            let media_type = (!request.body.is_empty()).then_some("text/xml; charset=utf-8");
            assert_eq!(request.header("content-type"), media_type, "{}", request.target);
            assert_eq!(request.header("content-length"), Some(&*request.body.len().to_string()));
        }
        (new[at].target.clone(), new[at].body.clone())
    }

    fn url(&mut self) -> String {
        let (url, body) = self.nth(0);
        assert_eq!(body, "", "{url}");
        url
    }
}

#[tokio::test]
async fn users() {
    let mut sent = Sent::new();
    let rest = rest(&sent.server);
    rest.create_user(&new_user().device_limit(0).home_country("DE").locale("en-US"))
        .await
        .expect("created");
    let (url, body) = sent.nth(0);
    assert_eq!(url, "/v1/users?service=create-v2");
    assert_eq!(
        body,
        "<endUser><username>ann@qatest</username><fname>Ann</fname><lname>Example</lname>\
         <email>ann@example.com</email><deviceLimit>0</deviceLimit><homeCountry>DE</homeCountry>\
         <locale>en-US</locale><enablePortalLogin>false</enablePortalLogin>\
         <notifications><notification subscribe=\"true\"><type>Activate</type></notification>\
         <notification subscribe=\"true\"><type>Suspend</type></notification></notifications>\
         </endUser>"
    );
    let update = UserUpdate::new("ann@qatest").lname("O'Neil & <Sons>").enable_portal_login(true);
    let update = update.notify_activate(false).notify_suspend(true);
    rest.update_user(&update).await.expect("updated");
    let (url, body) = sent.nth(0);
    assert_eq!(url, "/v1/users?service=update");
    assert_eq!(
        body,
        "<endUser><username>ann@qatest</username><lname>O&apos;Neil &amp; &lt;Sons&gt;</lname>\
         <enablePortalLogin>true</enablePortalLogin>\
         <notifications><notification subscribe=\"false\"><type>Activate</type></notification>\
         <notification subscribe=\"true\"><type>Suspend</type></notification></notifications>\
         </endUser>"
    );
    let named = "<endUser><username>ann@qatest</username></endUser>";
    rest.suspend_user("ann@qatest").await.expect("suspended");
    assert_eq!(sent.nth(0), ("/v1/users?service=suspend".into(), named.into()));
    rest.activate_user("ann@qatest").await.expect("activated");
    assert_eq!(sent.nth(0), ("/v1/users?service=activate".into(), named.into()));
    rest.delete_user("ann@qatest").await.expect("deleted");
    assert_eq!(sent.nth(0), ("/v1/users?service=delete-v2".into(), named.into()));
    rest.resend_activation("ann@qatest").await.expect("sent");
    assert_eq!(sent.nth(0), ("/v1/users?service=resendActivation".into(), named.into()));
}

/// Readings B1, B6, B22, B25: `listAll`, encoded values, page before limit, dates behind them.
#[tokio::test]
async fn lists_and_searches_of_users() {
    let mut sent = Sent::new();
    let rest = rest(&sent.server);
    rest.list_users().await.expect("listed");
    assert_eq!(sent.url(), "/v1/users?service=listAll&page=1&limit=20");
    rest.list_active_users().await.expect("listed");
    assert_eq!(sent.url(), "/v1/users?service=listActive&page=1&limit=20");
    let window = SearchOptions::default().registered_from(day("2017-02-01"));
    let window = window.registered_to(day("2017-02-28"));
    rest.search_users("jsmith+12@acme.com", &window).await.expect("searched");
    assert_eq!(
        sent.url(),
        "/v1/users?service=search&searchCriteria=jsmith%2B12%40acme.com&page=1&limit=20\
         &fromRegDate=01%2F31%2F2017&toRegDate=03%2F01%2F2017"
    );
    rest.search_users("", &SearchOptions::default()).await.expect("searched");
    assert_eq!(sent.url(), "/v1/users?service=search&page=1&limit=20");

    let other = builder(&sent.server).page_limit(500).paging(Paging::PageIsSize);
    other.build().expect("a client").list_users().await.expect("listed");
    assert_eq!(sent.url(), "/v1/users?service=listAll&page=500&limit=1");
}

/// Readings B2 to B4, B28, B30, B32, B34.
#[tokio::test]
async fn cost_centers() {
    let mut sent = Sent::new();
    let rest = rest(&sent.server);
    rest.list_cost_centers().await.expect("listed");
    assert_eq!(sent.url(), "/v1/costcenters?service=list");
    rest.create_cost_center(&NewCostCenter::new("qa", "QA").child_company("4321"))
        .await
        .expect("created");
    let body = "<costcenter><costId>qa</costId><name>QA</name><childCompany>4321</childCompany></costcenter>";
    assert_eq!(sent.nth(0), ("/v1/costcenters?service=create".into(), body.into()));
    rest.update_cost_center(&CostCenterUpdate::new("1234", "qa", "Quality"))
        .await
        .expect("updated");
    let body = "<costcenter><id>1234</id><costId>qa</costId><name>Quality</name></costcenter>";
    assert_eq!(sent.nth(0), ("/v1/costcenters?service=update".into(), body.into()));
    rest.delete_cost_center("1234").await.expect("deleted");
    assert_eq!(sent.url(), "/v1/costcenters?service=delete&costCenterId=1234");
    rest.list_cost_center_users("1234").await.expect("listed");
    assert_eq!(sent.url(), "/v1/costcenters?service=listUsers&costCenterId=1234&page=1&limit=15");
    rest.assign_cost_center_users("1234", &["170112", "175291"]).await.expect("assigned");
    assert_eq!(
        sent.nth(0),
        (
            "/v1/costcenters?service=addUsers&costCenterId=1234".into(),
            "<endusers><assignedList><enduser><endUserId>170112</endUserId></enduser>\
             <enduser><endUserId>175291</endUserId></enduser></assignedList></endusers>"
                .into()
        )
    );
    rest.unassign_cost_center_users("1234", &["170112"]).await.expect("un-assigned");
    assert_eq!(
        sent.nth(0),
        (
            "/v1/costcenters?service=removeUsers&costCenterId=1234".into(),
            "<endusers><unAssignedList><enduser><endUserId>170112</endUserId></enduser>\
             </unAssignedList></endusers>"
                .into()
        )
    );
}

#[tokio::test]
async fn devices() {
    let mut sent = Sent::new();
    let rest = rest(&sent.server);
    rest.list_devices("jsmith+12@acme.com").await.expect("listed");
    assert_eq!(sent.url(), "/v1/devices?service=list&email=jsmith%2B12%40acme.com");
    rest.deactivate_device("a@b", "cQjZXuLYQ7K1WU6ZVe61yw==").await.expect("deactivated");
    assert_eq!(
        sent.nth(0),
        (
            "/v1/devices?service=deactivate&email=a%40b".into(),
            "<device><deviceUuid>cQjZXuLYQ7K1WU6ZVe61yw==</deviceUuid></device>".into()
        )
    );
}

/// Readings B42 to B44.
#[tokio::test]
async fn registration_codes() {
    let mut sent = Sent::new();
    let rest = rest(&sent.server);
    let last = day("2017-10-31");
    let code = NewRegistrationCode::new("regcode", "regcode12345", 2, DurationUnit::Months, last);
    rest.create_registration_code(&code.department_code("DEV").alt_id("")).await.expect("created");
    assert_eq!(
        sent.nth(0),
        (
            "/v1/registrationcode?service=create".into(),
            "<registrationCodeBean><registrationCode><regCode>regcode</regCode>\
             <regCode2>regcode12345</regCode2><duration>2</duration>\
             <durationUnit>Months</durationUnit><departmentCode>DEV</departmentCode><altId></altId>\
             <companyId>1001699</companyId><maxActivationDate>10/31/2017</maxActivationDate>\
             </registrationCode></registrationCodeBean>"
                .into()
        )
    );
    let update = RegistrationCodeUpdate::new("DB709598E949491E8722B329BC646B40").duration(2);
    rest.update_registration_code(&update).await.expect("updated");
    assert_eq!(
        sent.nth(0),
        (
            "/v1/registrationcode?service=update".into(),
            "<registrationCodeBean><registrationCode><id>DB709598E949491E8722B329BC646B40</id>\
             <duration>2</duration></registrationCode></registrationCodeBean>"
                .into()
        )
    );
    rest.list_used_registration_codes().await.expect("listed");
    assert_eq!(sent.url(), "/v1/registrationcode?service=listUsed&used=true&page=1&limit=15");
    rest.search_registration_codes("DEV").await.expect("searched");
    assert_eq!(
        sent.url(),
        "/v1/registrationcode?service=search&searchCriteria=DEV&page=1&limit=15"
    );
}

/// Readings B45 to B50.
#[tokio::test]
async fn reports() {
    let mut sent = Sent::new();
    let rest = rest(&sent.server);
    rest.monthly_cdr(month()).await.expect("opened");
    assert_eq!(sent.url(), "/v1/reports?service=getmonthlycdr&month=2016-08");
    rest.monthly_adjustment_cdr(month()).await.expect("opened");
    assert_eq!(sent.url(), "/v1/reports?service=getmonthlyadjcdr&month=2016-08");
    rest.daily_cdr(day("2016-07-31")).await.expect("opened");
    assert_eq!(sent.url(), "/v1/reports?service=getdailycdr&date=2016-07-31");
    rest.daily_adjustment_cdr(day("2016-07-31")).await.expect("opened");
    assert_eq!(sent.url(), "/v1/reports?service=getdailyadjcdr&date=2016-07-31");
    rest.network_users(month()).await.expect("opened");
    assert_eq!(sent.url(), "/v1/reports?service=getNetworkAndClientUser&month=2016-08");
    rest.custom_report(month(), "CustomReport.html", Some("monthly")).await.expect("opened");
    assert_eq!(
        sent.url(),
        "/v1/reports?service=getCustom&month=2016-08&duration-type=monthly\
         &customReportFile=CustomReport.html"
    );
    rest.child_custom_report(month(), "CDRReport.html").await.expect("opened");
    assert_eq!(
        sent.url(),
        "/v1/reports?service=getCustomWithChild&month=2016-08&customReportFile=CDRReport.html"
    );
    for (parameter, query) in [
        (DailyParameter::Date, "date=2016-07-31"),
        (DailyParameter::Month, "month=2016-07-31"),
        (DailyParameter::Both, "month=2016-07-31&date=2016-07-31"),
    ] {
        let other = builder(&sent.server).daily_parameter(parameter).build().expect("a client");
        other.daily_cdr(day("2016-07-31")).await.expect("opened");
        assert_eq!(sent.url(), format!("/v1/reports?service=getdailycdr&{query}"));
    }
}

/// A service that takes the day under this name only.
fn daily(name: &'static str, refusal: fn() -> Vec<Step>) -> Server {
    Server::answering(move |request| match super::parameter(request, name) {
        Some(_) => ok("no data"),
        None => refusal(),
    })
}

/// Reading B49: which name the service takes is found out once a client.
#[tokio::test]
async fn the_name_of_the_day_is_found_out_and_remembered() {
    let told = || {
        let text = "<error><errorCode>2005</errorCode><errorMessage>Parameter month is \
            required.</errorMessage></error>";
        answer("500 Internal Server Error", "", text)
    };
    let asked = |server: &Server| -> Vec<String> {
        let requests = server.requests().into_iter();
        let names = requests.map(|request| request.target.replace("/v1/reports?service=", ""));
        names.collect()
    };
    for refusal in [told as fn() -> Vec<Step>, || {
        answer("400 Bad Request", "", "Required parameter 'month' is not present")
    }] {
        let server = daily("month", refusal);
        let client = rest(&server);
        client.daily_cdr(day("2016-07-31")).await.expect("opened");
        client.clone().daily_adjustment_cdr(day("2016-07-31")).await.expect("opened");
        client.with_company("7").expect("a client").daily_cdr(day("2016-08-01")).await.expect("it");
        assert_eq!(
            asked(&server),
            [
                "getdailycdr&date=2016-07-31",
                "getdailycdr&month=2016-07-31",
                "getdailyadjcdr&month=2016-07-31",
                "getdailycdr&month=2016-08-01"
            ]
        );
        // What was set is sent, whatever the service says to it.
        let forced = builder(&server).daily_parameter(DailyParameter::Date);
        let forced = forced.build().expect("a client").daily_cdr(day("2016-07-31")).await;
        forced.map(drop).expect_err("refused");
        assert_eq!(server.requests().len(), 5);
    }

    // Refused under both names: the first refusal is the result, and nothing is remembered.
    let server = daily("neither", told);
    let client = rest(&server);
    for _ in 0..2 {
        let error = client.daily_cdr(day("2016-07-31")).await.map(drop).expect_err("refused");
        assert_eq!(error.provider_code(), Some("2005"), "{error}");
    }
    assert_eq!(asked(&server)[..2], asked(&server)[2..]);
    assert_eq!(server.requests().len(), 4);
}

/// What says nothing of the name is told as it is, and a name that was taken is not doubted again.
#[tokio::test]
async fn other_refusals_do_not_try_another_name() {
    let refusals: [fn() -> Vec<Step>; 5] = [
        || answer("400 Bad Request", "", "Not today."),
        || answer("404 Not Found", "", ""),
        || answer("403 Forbidden", "", "<error><errorCode>1006</errorCode></error>"),
        || answer("500 Oops", "", "<error><errorCode>2009</errorCode></error>"),
        || answer("500 Oops", "", "<error><errorCode>9</errorCode></error>"),
    ];
    for refusal in refusals {
        let server = daily("month", refusal);
        rest(&server).daily_cdr(day("2016-07-31")).await.map(drop).expect_err("refused");
        assert_eq!(server.requests().len(), 1);
    }
    let server = Server::scripted(vec![ok("no data"), answer("400 Bad Request", "", "date?")]);
    let client = rest(&server);
    client.daily_cdr(day("2016-07-31")).await.expect("opened");
    client.daily_cdr(day("2016-07-31")).await.map(drop).expect_err("refused");
    assert_eq!(server.requests().len(), 2);
}

/// Readings B21, B52, B53: the current name goes along, read just before.
#[tokio::test]
async fn groups() {
    let mut sent = Sent::new();
    let rest = rest(&sent.server);
    rest.list_groups().await.expect("listed");
    assert_eq!(sent.url(), "/v1/groups?service=list");
    rest.list_group_plans().await.expect("listed");
    assert_eq!(sent.url(), "/v1/groups?service=listGroupPlan");
    rest.create_group(&NewGroup::new("Exec", "21").user("somethingxxx25@qatest"))
        .await
        .expect("created");
    assert_eq!(
        sent.nth(0),
        (
            "/v1/groups?service=create".into(),
            "<group><name>Exec</name><groupPlanId>21</groupPlanId><users>\
             <user><userName>somethingxxx25@qatest</userName></user></users></group>"
                .into()
        )
    );
    rest.update_group("1060", "Clients").await.expect("renamed");
    let body = "<group><id>1060</id><name>Clients</name></group>";
    assert_eq!(sent.nth(0), ("/v1/groups?service=update".into(), body.into()));
    for (action, assign) in [("assign", true), ("unassign", false)] {
        let users = ["ssiddesh@qatest"];
        let outcome = match assign {
            true => rest.assign_group_users("1060", &users).await,
            false => rest.unassign_group_users("1060", &users).await,
        };
        outcome.expect("changed");
        assert_eq!(
            sent.nth(1),
            (
                "/v1/groups?service=update".into(),
                format!(
                    "<group><id>1060</id><name>Client Group</name><users><user>\
                     <userName>ssiddesh@qatest</userName><action>{action}</action></user></users>\
                     </group>"
                )
            )
        );
    }
    let error = rest.assign_group_users("7", &["a@b"]).await.expect_err("no such group");
    assert_eq!(error.kind(), ErrorKind::NotFound, "{error}");
    assert_eq!(error.operation(), Some("assign_group_users"));
    assert_eq!(sent.url(), "/v1/groups?service=list");
}

#[tokio::test]
async fn another_company_goes_in_the_header() {
    let server = Server::answering(anything);
    let child = rest(&server).with_company("4321").expect("a client");
    child.monthly_cdr(month()).await.expect("opened");
    assert_eq!(server.requests()[0].header("x-ipass-company-id"), Some("4321"));
    assert_eq!((child.company(), rest(&server).company()), ("4321", COMPANY));
    for company in ["", " ", "a\r\nx-evil: 1"] {
        let error = rest(&server).with_company(company).expect_err("refused");
        assert_eq!(error.kind(), ErrorKind::InvalidArgument);
        assert!(builder(&server).company(company).build().is_err());
    }
    for key in ["", "a\nb"] {
        let error = builder(&server).key(key).build().expect_err("refused");
        assert!(matches!(error.kind(), ErrorKind::Config | ErrorKind::InvalidArgument), "{error}");
    }
}

/// What is wrong is refused before anything is sent.
#[tokio::test]
async fn arguments_are_checked_first() {
    let server = Server::scripted(Vec::new());
    let rest = builder(&server).realm("qatest").build().expect("a client");
    let mut errors = Vec::new();
    for name in ["", "ann", "ann@", "@qatest", "ann@b@qatest", "an n@qatest", "ann@other"] {
        let user = new_user_with(|user| user.username = name.to_owned());
        errors.push(rest.create_user(&user).await.err());
        errors.push(rest.update_user(&UserUpdate::new(name)).await.err());
        errors.push(rest.suspend_user(name).await.err());
        errors.push(rest.activate_user(name).await.err());
        errors.push(rest.delete_user(name).await.err());
        errors.push(rest.resend_activation(name).await.err());
        errors.push(rest.assign_group_users("1", &[name]).await.err());
        errors.push(rest.unassign_group_users("1", &[name]).await.err());
        errors.push(rest.create_group(&NewGroup::new("a", "1").user(name)).await.err());
    }
    for user in [
        new_user_with(|user| user.email = String::new()),
        new_user_with(|user| user.fname = " ".to_owned()),
        new_user_with(|user| user.lname = String::new()),
        new_user_with(|user| user.lname = "a\u{0}b".to_owned()),
    ] {
        errors.push(rest.create_user(&user).await.err());
    }
    let last = day("2017-10-31");
    let code = NewRegistrationCode::new("a", "b", 2, DurationUnit::Days, last);
    errors.push(rest.create_registration_code(&code.company_id("4321")).await.err());
    let code = NewRegistrationCode::new("a", "b", 0, DurationUnit::Days, last);
    errors.push(rest.create_registration_code(&code).await.err());
    errors.push(rest.update_registration_code(&RegistrationCodeUpdate::new("")).await.err());
    errors.push(rest.delete_cost_center("").await.err());
    errors.push(rest.list_cost_center_users(" ").await.err());
    errors.push(rest.create_cost_center(&NewCostCenter::new("", "x")).await.err());
    errors.push(rest.update_cost_center(&CostCenterUpdate::new("", "x", "y")).await.err());
    errors.push(rest.assign_cost_center_users::<&str>("1", &[]).await.err());
    errors.push(rest.unassign_cost_center_users("1", &[""]).await.err());
    errors.push(rest.assign_group_users::<&str>("1", &[]).await.err());
    errors.push(rest.update_group("", "x").await.err());
    errors.push(rest.create_group(&NewGroup::new("", "1")).await.err());
    errors.push(rest.list_devices("").await.err());
    errors.push(rest.deactivate_device("a@b", "").await.err());
    errors.push(rest.find_user("").await.err());
    for file in ["", "../x", "a/b", "a\\b"] {
        errors.push(rest.custom_report(month(), file, None).await.err());
        errors.push(rest.child_custom_report(month(), file).await.err());
    }
    for (index, error) in errors.into_iter().enumerate() {
        let error = error.unwrap_or_else(|| panic!("number {index} was sent"));
        assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{error}");
        assert!(error.operation().is_some() && error.to_string().starts_with("ipass-rest "));
    }
    assert_eq!(server.requests().len(), 0);
}
