//! The lists of the REST API in the forms of its guide; the people in them are made up.

use super::{refusal, rows, whole};
use crate::{DecodeErrorKind as Kind, Reason, Report};

const USER: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<endUser>
  <email>ann@example.com</email>
  <fname>Ann</fname>
  <isActive>1</isActive>
  <lname>Example</lname>
  <thorUserId>54321</thorUserId>
  <username> ann@example </username>
  <acaToken>EbTXsuZVq/Y9+
utRxs==
</acaToken>
  <enablePortalLogin>false</enablePortalLogin>
  <endUserId>12345</endUserId>
  <endUserStatus>Active</endUserStatus>
  <locale>en-US</locale>
  <homecountry>CH</homecountry>
  <startDate>03/09/2021</startDate>
  <deviceLimit>0</deviceLimit>
  <notifications>
    <notification subscribe="true"><type>Activate</type></notification>
    <notification subscribe="false"><type>suspend</type></notification>
  </notifications>
</endUser>
"#;

const USER_ROW: &str = "ann@example|ann@example.com|Ann|Example|true|Active|54321|12345|-|-|-|-|CH|\
    en-US|false|true|false|-|-|2021-03-09|-|EbTXsuZVq/Y9+utRxs==|-|2|56|-|deviceLimit=0";

#[test]
fn a_user_alone_and_in_lists() {
    assert_eq!(rows(Report::Users, USER), [USER_ROW]);
    let item = &USER[USER.find("<endUser>").expect("an item")..];
    for [before, after] in [
        ["<endUsers>", "</endUsers>"],
        ["<users>", "</users>"],
        ["<list><endUsers><total>9</total>", "</endUsers></list>"],
        [
            "<list><resultsThisPage>1</resultsThisPage><totalResults>80</totalResults><endUsers>",
            "</endUsers></list>",
        ],
    ] {
        let expected = USER_ROW.replace("|2|56|", &format!("|1|{}|", before.len()));
        assert_eq!(rows(Report::Users, &format!("{before}{item}{after}")), [expected]);
    }
    let twice = rows(Report::Users, &format!("<endUsers>{item}{item}{item}</endUsers>"));
    assert_eq!(twice.len(), 3);
    for row in twice {
        assert!(row.starts_with(USER_ROW.split("|2|56|").next().expect("a row")));
    }
}

#[test]
fn notifications() {
    let user = |inside: &str| {
        format!("<endUser><username>a</username><notifications>{inside}</notifications></endUser>")
    };
    let one = "<notification subscribe='yes'><type>Suspend</type></notification>";
    let row = |text: &str| rows(Report::Users, text).remove(0);
    assert!(row(&user(one)).contains("|-|true|-|-|-|-|-|-|1|0|-|-"), "{}", row(&user(one)));
    let other = "<notification subscribe='true'><type>Delete</type></notification>";
    assert!(row(&user(other)).ends_with(
        "notifications/notification/@subscribe=true,notifications/notification/type=Delete"
    ));
    for (inside, reason) in
        [(one.repeat(2), Reason::ColumnCount), (one.replace("yes", "maybe"), Reason::Boolean)]
    {
        let outcome = whole(Report::Users, &user(&inside));
        assert_eq!(outcome.error, None);
        assert_eq!(outcome.quarantined[0].reason, reason);
        assert_eq!(outcome.quarantined[0].column.as_deref(), Some("notify_suspend"));
    }
}

/// Reading B26: the element around a list is never shown.
#[test]
fn a_list_of_nothing_may_not_say_what_of() {
    for text in ["<list/>", "<collection>\n</collection>", "<endUserList/>", "<endUsers/>"] {
        assert!(rows(Report::Users, text).is_empty(), "{text}");
    }
    for text in ["<maintenance/>", "<companies/>"] {
        assert_eq!(refusal(Report::Users, text.as_bytes()).0, Kind::NotThisReport, "{text}");
    }
    assert_eq!(refusal(Report::Companies, b"<list/>").0, Kind::NotThisReport);
}

#[test]
fn simple_users_of_a_page() {
    let page = "<PaginatedEndUserSearchResult><pageNumber>1</pageNumber><pageSize>15</pageSize>\
        <paginationSessionId>139</paginationSessionId><resultsThisPage>2</resultsThisPage>\
        <totalResults>5</totalResults><endUsers>\
        <simpleEndUser><endUserId>170112</endUserId><firstName>0</firstName><lastName>0</lastName>\
        <userName>qa10@example</userName></simpleEndUser>\
        <simpleEndUser><endUserId>170113</endUserId></simpleEndUser>\
        </endUsers></PaginatedEndUserSearchResult>";
    assert_eq!(
        rows(Report::SimpleUsers, page),
        ["170112|0|0|qa10@example|1|201|-|-", "170113|-|-|-|1|340|-|-"]
    );
    let short = page.replace("Page>2<", "Page>3<");
    assert_eq!(refusal(Report::SimpleUsers, short.as_bytes()).0, Kind::CountMismatch);
    let none = "<PaginatedEndUserSearchResult><pageNumber>1</pageNumber><resultsThisPage>0</resultsThisPage>\
        <totalResults>0</totalResults><endUsers/></PaginatedEndUserSearchResult>";
    assert!(rows(Report::SimpleUsers, none).is_empty());
}

#[test]
fn cost_centers_and_their_dates() {
    let center = |inside: &str| {
        format!("<costcenters><costcenter><id>1234</id>{inside}</costcenter></costcenters>")
    };
    for (inside, row) in [
        (
            "<assignedCount>5</assignedCount><costid>qa</costid><modifiedBy>iPass</modifiedBy>\
             <modifiedTime>2016-05-17T04:12:46Z</modifiedTime><name>QA</name><childCompany>4321</childCompany>",
            "1234|qa|QA|4321|5|iPass|2016-05-17T04:12:46Z|1|13|-|-",
        ),
        (
            "<COST_ID>qa</COST_ID><modifiedTime>05-17T04:12:46Z</modifiedTime>",
            "1234|qa|-|-|-|-|-|1|13|-|modifiedTime=05-17T04:12:46Z",
        ),
        (
            "<costId>qa</costId><modifiedDate>2016-05-04T20:12:10+05:30</modifiedDate>",
            "1234|qa|-|-|-|-|2016-05-04T14:42:10Z|1|13|-|-",
        ),
    ] {
        assert_eq!(rows(Report::CostCenters, &center(inside)), [row]);
    }
    let outcome = whole(Report::CostCenters, &center("<costid>a</costid><costId>b</costId>"));
    assert_eq!(outcome.quarantined[0].reason, Reason::ColumnCount);
    let outcome = whole(Report::CostCenters, &center("<assignedCount>many</assignedCount>"));
    assert_eq!(outcome.quarantined[0].reason, Reason::Integer);
}

#[test]
fn devices_codes_groups_and_plans() {
    let devices = "<devices><device><deviceUuid>cQjZXuLYQ7K1WU6ZVe61yw==</deviceUuid>\
        <enabledOn>2015-04-09T20:22:35.907Z</enabledOn><manufacturer>LGE</manufacturer>\
        <modelId>Nexus 5</modelId><platform>Android</platform><status>registered</status></device></devices>";
    assert_eq!(
        rows(Report::Devices, devices),
        [
            "cQjZXuLYQ7K1WU6ZVe61yw==|2015-04-09T20:22:35.907Z|LGE|Nexus 5|Android|registered|1|9|-|-"
        ]
    );
    let code = "<registrationCodeBean><registrationCode><regCode>regcode</regCode>\
        <regCode2>regcode12345</regCode2><duration>2</duration><durationUnit>Months</durationUnit>\
        <useCount>0</useCount><departmentCode>DEV</departmentCode><altId></altId>\
        <companyId>1001699</companyId><maxActivationDate>10/31/2017</maxActivationDate>\
        </registrationCode></registrationCodeBean>";
    let row = "regcode|regcode12345|-|2|Months|0|DEV|-|1001699|2017-10-31|1|22|-|-";
    assert_eq!(rows(Report::RegistrationCodes, code), [row]);
    let beans = format!("<registrationCodeBeans>{code}{code}</registrationCodeBeans>");
    assert_eq!(rows(Report::RegistrationCodes, &beans).len(), 2);
    let groups = "<groups><group><assignedCount>128</assignedCount><groupPlanId>5</groupPlanId>\
        <id>1040</id><modifiedBy>ngsdp</modifiedBy><modifiedDate>2016-05-04T20:12:10+05:30</modifiedDate>\
        <name>QA Group1</name></group><group><id>7</id><name>Exec</name><users>\n\
        <user><userName>a@qa</userName></user><user><userName>\"b\"</userName><action>assign</action></user>\
        </users></group></groups>";
    assert_eq!(
        rows(Report::Groups, groups),
        [
            "1040|QA Group1|5|128|ngsdp|2016-05-04T14:42:10Z|-|1|8|-|-",
            "7|Exec|-|-|-|-|[\"a@qa\",\"\\\"b\\\"\"]|1|204|-|users/user/action=assign",
        ]
    );
    let plans = "<groupPlans><groupPlan><companyId>1022878</companyId><defaultPlan>1</defaultPlan>\
        <id>1</id><modifiedBy>ops@example.com</modifiedBy>\
        <modifiedTime>2016-02-02T12:40:14+05:30</modifiedTime><plan>FLAT_RATE_ULTD_LPT</plan>\
        <planDescription>Unlimited Laptop Plan</planDescription><planType>NON_PREMIUM</planType>\
        </groupPlan></groupPlans>";
    assert_eq!(
        rows(Report::GroupPlans, plans),
        ["1|1022878|true|ops@example.com|2016-02-02T07:10:14Z|FLAT_RATE_ULTD_LPT|\
          Unlimited Laptop Plan|NON_PREMIUM|1|12|-|-"]
    );
    assert_eq!(refusal(Report::Groups, plans.as_bytes()).0, Kind::NotThisReport);
}

/// Samples of the guide that are not XML (readings B19, B27, B36).
#[test]
fn malformed_samples() {
    for (report, input, at) in [
        (
            Report::CostCenters,
            "<costcenter>\n  <assignedCount>5</email>/assignedCount>\n</costcenter>",
            31,
        ),
        (
            Report::Devices,
            "<device>\n  <platform>Android</platform> <<status>registered</status> >\n</device>",
            41,
        ),
        (Report::Users, "<endUser>\n< deviceLimit >0</deviceLimit></endUser>", 10),
    ] {
        assert_eq!(refusal(report, input.as_bytes()), (Kind::Xml, 2, at, 0), "{input}");
    }
}
