//! Readings A1, A4, A6, A8, A13, A14.

use callrec_simulator::{LoginFailure, Simulator, Switches};

use crate::wire::{LOGIN, encoded, get, login, monthly, post_login, send};

fn get_login(simulator: &Simulator, query: &str) -> crate::wire::Response {
    send(simulator, "GET", &format!("{LOGIN}?{query}"), &[], "")
}

#[test]
fn both_ways_in_give_a_cookie_that_opens_reports() {
    let simulator = Simulator::builder().rows_per_month(5).start().unwrap();
    let query = format!(
        "User-Agent=flex3.0&username={}&password={}",
        encoded(simulator.username()),
        encoded(simulator.password())
    );
    for response in [
        get_login(&simulator, &query),
        post_login(&simulator, simulator.username(), simulator.password()),
    ] {
        assert_eq!(response.status, 200);
        let set_cookie = response.header("set-cookie").unwrap().to_owned();
        assert!(
            set_cookie.starts_with("JSESSIONID=") && set_cookie.ends_with("; Path=/; HttpOnly"),
            "{set_cookie}"
        );
        assert_eq!(get(&simulator, &response.cookie().unwrap(), &monthly("2026-09")).status, 200);
    }
    assert_eq!((simulator.ledger().logins, simulator.ledger().sessions_issued), (2, 2));
}

#[test]
fn the_default_password_needs_careful_encoding_and_differs_at_every_start() {
    let (one, other) =
        (Simulator::builder().start().unwrap(), Simulator::builder().start().unwrap());
    assert_ne!(one.password(), other.password());
    for character in ['+', '&', '%', ' ', '@', 'é'] {
        assert!(one.password().contains(character));
    }
    // A plus that is not encoded is a space (A13).
    let half_encoded = encoded(one.password()).replace("%2B", "+");
    let query = format!("username={}&password={half_encoded}", encoded(one.username()));
    assert_eq!(get_login(&one, &query).status, 401);
}

#[test]
fn user_names_are_not_case_sensitive_but_passwords_are() {
    let simulator =
        Simulator::builder().credentials("Ändrea@example.com", "Secret").start().unwrap();
    assert_eq!(post_login(&simulator, "äNDREA@EXAMPLE.COM", "Secret").status, 200);
    assert_eq!(post_login(&simulator, "Ändrea@example.com", "secret").status, 401);
}

#[test]
fn an_empty_password_is_refused_even_where_it_would_be_the_right_one() {
    let simulator = Simulator::builder().credentials("someone", "").start().unwrap();
    assert_eq!(post_login(&simulator, "someone", "").status, 401);
    assert_eq!(get_login(&simulator, "username=someone").status, 401);
}

#[test]
fn a_refused_login_answers_as_the_switch_says() {
    let simulator = Simulator::builder().start().unwrap();
    let refuse = |login_failure| {
        simulator.set_switches(Switches { login_failure, ..Switches::default() }).unwrap();
        post_login(&simulator, "nobody", "wrong")
    };
    let response = refuse(LoginFailure::Unauthorized);
    assert_eq!((response.status, response.cookie()), (401, None));
    let response = refuse(LoginFailure::LoginPage);
    assert_eq!((response.status, response.cookie()), (200, None));
    assert!(
        response.text().starts_with("<!DOCTYPE html>")
            && response.text().contains("type=\"password\"")
    );
    let response = refuse(LoginFailure::LoginPageWithCookie);
    assert_eq!(response.status, 200);
    assert_eq!(get(&simulator, &response.cookie().unwrap(), &monthly("2026-09")).status, 401);
    assert_eq!(simulator.ledger().failed_logins_in_a_row["nobody"], 3);
    assert_eq!((simulator.ledger().logins, simulator.ledger().failed_logins), (0, 3));
}

#[test]
fn a_user_can_be_locked_out() {
    let switches = Switches { lock_out_after: 2, ..Switches::default() };
    let simulator = Simulator::builder().switches(switches).start().unwrap();
    let (user, password) = (simulator.username(), simulator.password());
    assert_eq!(post_login(&simulator, user, "wrong").status, 401);
    // A good login in between forgives.
    assert_eq!(post_login(&simulator, user, password).status, 200);
    for _ in 0..2 {
        assert_eq!(post_login(&simulator, &user.to_uppercase(), "wrong").status, 401);
    }
    assert_eq!(post_login(&simulator, user, password).status, 401);
}

#[test]
fn parameters_are_as_the_document_names_them() {
    let simulator = Simulator::builder().start().unwrap();
    let good = format!(
        "username={}&password={}",
        encoded(simulator.username()),
        encoded(simulator.password())
    );
    assert_eq!(get_login(&simulator, &good).status, 200);
    for bad in
        ["UserAgent=apiuser", "User-%20Agent=apiuser", "user=x", "username=twice", "x=%zz", "x=%ff"]
    {
        assert_eq!(get_login(&simulator, &format!("{good}&{bad}")).status, 400, "{bad}");
    }
    simulator.set_switches(Switches { strict_parameters: false, ..Switches::default() }).unwrap();
    assert_eq!(get_login(&simulator, &format!("{good}&UserAgent=apiuser")).status, 200);
}

#[test]
fn the_form_must_be_a_form_and_the_query_holds_no_credentials_beside_it() {
    let simulator = Simulator::builder().start().unwrap();
    let form = format!(
        "username={}&password={}",
        encoded(simulator.username()),
        encoded(simulator.password())
    );
    assert_eq!(
        send(&simulator, "POST", LOGIN, &[("Content-Type", "text/plain")], &form).status,
        415
    );
    let type_with_charset = [("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")];
    assert_eq!(send(&simulator, "POST", LOGIN, &type_with_charset, &form).status, 200);
    assert_eq!(
        send(&simulator, "POST", &format!("{LOGIN}?{form}"), &type_with_charset, &form).status,
        400
    );
    assert_eq!(
        send(&simulator, "POST", LOGIN, &type_with_charset, &"x".repeat(70_000)).status,
        413
    );
}

#[test]
fn no_secret_is_in_the_log_or_in_debug_output() {
    let simulator = Simulator::builder().credentials("someone", "canary7").start().unwrap();
    get_login(&simulator, "username=someone&password=canary7");
    get_login(&simulator, "username=someone&PASSWORD=canary7");
    let cookie = login(&simulator);
    get(&simulator, &cookie, &monthly("2026-09"));
    let all = format!("{:?} {:?} {:?}", simulator, simulator.requests(), simulator.ledger());
    assert!(!all.contains("canary7"), "{all}");
    assert!(!all.contains(cookie.trim_start_matches("JSESSIONID=")));
    assert!(all.contains("REDACTED"));
    assert!(!format!("{:?}", Simulator::builder().credentials("u", "canary7")).contains("canary7"));
}
