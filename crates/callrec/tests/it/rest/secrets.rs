//! Key, passwords, tokens and activation URLs show up in no error, `Debug` or log.

use std::fmt::Write as _;

use callrec::UserUpdate;

use super::{KEY, builder, end_user, new_user};
use crate::server::{Server, answer, ok};
use crate::trace;

const WORD: &str = "c4n4ry+w&rd \"<é";

/// What a service says to a success is shown as well: by the program, in `Debug`, in logs of callers.
#[tokio::test]
async fn a_message_repeats_no_secret() {
    const SPACED: &str = "c4n4ry  w&'rd é";
    let escape = |text: &str| text.replace('&', "&amp;").replace('\'', "&#39;");
    let sent = escape(SPACED).replace('é', "&#xE9;");
    let twice = escape(&escape(SPACED));
    let message = format!(
        "<message> Made with {sent}, {twice} and {KEY}:\n see https://a.example/activate/c4n4ry?t=c4n4ry \
         acaToken=c4n4ry </message>"
    );
    let odd = format!("<endUser><username>{sent}</username></endUser>");
    let broken = "<message>x</c4n4ry-key>".to_owned();
    let text = format!("made {SPACED} {KEY}");
    let bodies = [message, odd, broken, text];
    let server = Server::scripted(bodies.iter().map(|body| ok(body)).collect());
    let rest = builder(&server).build().expect("a client");
    let user = new_user().password(SPACED);
    let told = rest.create_user(&user).await.expect("created");
    assert_eq!(told.message.as_deref(), Some("Made with ***, *** and ***: see *** acaToken=***"));
    assert!(!format!("{told:?}").contains("c4n4ry"), "{told:?}");
    for _ in 0..2 {
        let odd = rest.create_user(&user).await.expect("created");
        assert_eq!(odd.warnings.len(), 1);
        assert!(!odd.warnings[0].contains("c4n4ry"), "{:?}", odd.warnings);
        assert!(odd.warnings[0].contains("***"), "{:?}", odd.warnings);
    }
    let error = rest.create_user(&user).await.expect_err("no document");
    assert!(!format!("{error} {error:?}").contains("c4n4ry"), "{error}");

    let server = Server::scripted(vec![ok(&format!("<message>{}</message>", "é ".repeat(9999)))]);
    let told = builder(&server).build().expect("a client").update_group("1", "a").await;
    let message = told.expect("renamed").message.expect("a message");
    assert_eq!(message.chars().count(), 200);
}

#[tokio::test]
async fn nothing_shows_a_secret() {
    trace::keep();
    let mut shown = String::new();
    let user = new_user().password(WORD);
    let update = UserUpdate::new("ann@qatest").password(WORD).enable_portal_login(true);
    let update = update.notify_activate(true).notify_suspend(true);
    let _ = write!(shown, "{user:?} {update:?}");

    // A server that prints back what it was sent, in an error document and in its code.
    let server = Server::answering(|request| {
        let sent = format!("{} {:?} {WORD}", request.body, request.header("x-ipass-key"));
        let escaped = sent.replace('&', "&amp;").replace('<', "&lt;");
        let body = format!(
            "<error><errorCode>2005</errorCode><errorMessage>{escaped}</errorMessage></error>"
        );
        answer("500 Internal Server Error", "", &body)
    });
    let rest = builder(&server).build().expect("a client");
    for error in [
        rest.create_user(&user).await.expect_err("refused"),
        rest.update_user(&update).await.expect_err("refused"),
    ] {
        let _ = write!(shown, "{error} {error:?} {:?}", error.provider_message());
        assert!(error.provider_message().expect("a text").contains("***"), "{error}");
    }
    assert!(server.requests()[0].body.contains("c4n4ry"), "the password was sent");
    let error = rest.list_users().await.expect_err("refused");
    // Without a body of ours only the key can be known.
    let error = error.to_string();
    assert!(!error.contains(KEY), "{error}");

    // A server that hands secrets out.
    let server = Server::answering(|_| {
        let more = "<password>c4n4ry-1</password><acaToken>c4n4ry-2</acaToken>\
            <selfServiceActivationUrl>https://a.example/?t=c4n4ry-3</selfServiceActivationUrl></endUser>";
        ok(&end_user("ann").replace("</endUser>", more))
    });
    let rest = builder(&server).build().expect("a client");
    let outcome = rest.create_user(&user).await.expect("created");
    let made = outcome.value.as_ref().expect("a user");
    let url = made.self_service_activation_url.as_ref().expect("a URL");
    assert_eq!(url.expose(), "https://a.example/?t=c4n4ry-3");
    let _ = write!(shown, "{outcome:?} {rest:?} {:?}", builder(&server));
    let planned = rest.dry_run().create_user(&user).await.expect("planned");
    let _ = write!(shown, "{planned:?} {}", planned.planned.as_ref().expect("a plan"));
    assert!(!shown.contains("c4n4ry"), "{shown}");
    let log = trace::kept();
    assert!(log.contains("v1/users"), "our log was on");
    assert!(!log.contains("c4n4ry"), "{log}");
}
