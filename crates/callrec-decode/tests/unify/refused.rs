use callrec_decode::{Report, System, Unifier, UnifyOptions};

use crate::rows::decode;

fn refusal(report: Report, options: UnifyOptions) -> String {
    Unifier::new(report, options).expect_err("refused").to_string()
}

#[test]
fn reports_without_call_records() {
    let calls = [Report::IpassCdr, Report::BillingFeed, Report::GetCalls];
    for report in Report::ALL {
        let made = Unifier::new(report, UnifyOptions::default());
        assert_eq!(made.is_ok(), calls.contains(&report), "{report}");
    }
    assert!(
        refusal(Report::Companies, UnifyOptions::default())
            .contains("companies holds no call records")
    );
}

#[test]
fn options_that_contradict_the_report() {
    let other = UnifyOptions::default().with_system(System::BillingFeed);
    assert!(refusal(Report::IpassCdr, other).contains("no report of billing_feed"));
    for code in ["eur", "EURO", "", "E R"] {
        assert!(
            refusal(Report::BillingFeed, UnifyOptions::default().with_currency(code))
                .contains("capital")
        );
    }
    assert!(
        refusal(Report::GetCalls, UnifyOptions::default().with_currency("USD"))
            .contains("euro cents")
    );
}

#[test]
fn a_batch_of_another_report_or_without_a_column() {
    let calls = decode(Report::GetCalls, "FAX,1,2,3,2021-06-29 08:30:15,,,1,1,\n");
    let mut feed = Unifier::new(Report::BillingFeed, UnifyOptions::default()).unwrap();
    assert!(
        feed.unify(&calls).unwrap_err().to_string().contains("no column id as billing_feed has it")
    );
    let mut unifier = Unifier::new(Report::GetCalls, UnifyOptions::default()).unwrap();
    for (place, field) in calls.schema().fields().iter().enumerate() {
        let mut less = calls.clone();
        less.remove_column(place);
        let unified = unifier.unify(&less);
        match field.name().as_str() {
            "pbx_extension" | "_extra" => assert!(unified.is_ok()),
            name => assert!(
                unified.unwrap_err().to_string().contains(&format!("no column {name} ")),
                "{name}"
            ),
        }
    }
}
