//! What `--help` says beside the arguments.

pub(super) const AFTER_HELP: &str = "\
Prints CALLREC_IPASS_PORTAL_{URL,USERNAME,PASSWORD,COMPANY}, CALLREC_IPASS_REST_{URL,KEY,COMPANY}, \
CALLREC_BILLING_FEED_{URL,USERNAME,PASSWORD} and CALLREC_GETCALLS_{URL,USERNAME,PASSWORD,PROFILE} as NAME=value \
lines (the value is everything after the first =, unquoted), then a line `ready`. Passwords and the key are others \
at every start. \
Ends by Ctrl-C, SIGTERM, or as --until-stdin-closes says.

Faults: OPERATION:WHEN:VERB, e.g. monthly_cdr:2:reset-after-257B
  OPERATION  * for all, or SYSTEM.NAME, or NAME alone: the portal's operation where it
             has one of the name, else the only one
  ipass_portal  login, monthly_cdr, daily_cdr, monthly_adjustment_cdr,
             daily_adjustment_cdr, network_users, network_users_csv,
             child_companies, child_custom_report
  hosted_users  create_or_update_user, suspend_user, retrieve_user
  ipass_rest create_user, update_user, suspend_user, activate_user, delete_user,
             search_users, list_users, list_active_users, resend_activation,
             list_cost_centers, create_cost_center, update_cost_center,
             delete_cost_center, list_cost_center_users, assign_cost_center_users,
             unassign_cost_center_users, list_devices, deactivate_device,
             create_registration_code, update_registration_code,
             list_used_registration_codes, search_registration_codes,
             custom_report, child_custom_report, monthly_cdr,
             monthly_adjustment_cdr, daily_cdr, daily_adjustment_cdr,
             network_users, list_groups, list_group_plans, create_group,
             update_group, assign_group_users, unassign_group_users
  billing_feed  feed, recording
  getcalls   get_calls
  WHEN       2 (the second request), 1-3, 2+, or *
  VERB       return-503, return-503=RETRY-AFTER,
             return-503-in=SECONDS[@CLOCK], return-500-html,
             return-500-code-2005, redirect[-307]=URL, html-login,
             meta-refresh, auth-text, wrong-content, body=TEXT,
             header=NAME:VALUE, huge-header-2097152B, many-headers-200,
             early-hints-3, expire-session, restart, lose-first-user, renumber, rerate, delay-250ms, reset, close,
             commit-then-reset, commit-then-503, commit-then-500-html,
             commit-then-delay-250ms,
             reset-in-head-after-12B, fin-in-head-after-12B,
             reset-after-257B, fin-after-257B, cut-chunked-after-257B,
             short-length-257B, truncate-without-length[-257B],
             stall[-after-257B][-for-2s], drip[-16B-every-10ms],
             gzip, gzip-two-members, gzip-truncated, gzip-no-trailer,
             gzip-bad-crc, gzip-bad-length, gzip-trailing-junk, gzip-empty,
             gzip-not, gzip-bomb-268435456B

Switches: NAME=VALUE, the first value is the default
  login_failure            unauthorized, login-page, login-page-with-cookie
  lock_out_after           0 (never) or a number of refused logins in a row
  no_session               unauthorized, redirect, login-page, auth-text
  unentitled               forbidden, html, not-found
  delegated                true, false: whether child companies may be read
  no_data, no_adjustments  text, header-only, zero-bytes (no_adjustments begins at zero-bytes)
  network_users            xml, csv
  is_active                true-false, one-zero
  strict_parameters        true, false: refuse parameters that the document does not name
  columns                  14, 13, 15
  header                   true, false
  line_end                 lf, crlf
  final_line_end           true, false
  newlines_in_description  false, true
  byte_order_mark          false, true
  csv_content_type         text/csv
  archive                  clean, parent-names, absolute-names, windows-names, odd-names, duplicate-names,
                           symlink, bad-crc, bad-size, bomb, many-entries, overlapping, truncated-directory,
                           no-directory, encrypted: the zip of child_custom_report
  framing                  chunked, content-length, close-delimited
  compression              none, when-asked, always
  ipass_rest.list_alias  false, true
  ipass_rest.case_insensitive_paths  false, true
  ipass_rest.remove_alias  false, true
  ipass_rest.get_reads  false, true
  ipass_rest.company_header  required, optional
  ipass_rest.child_companies  true, false
  ipass_rest.refusal_status  403, 401
  ipass_rest.validation_status  500, 400, 422
  ipass_rest.error_codes  four-digits, five-digits
  ipass_rest.broken_messages  false, true
  ipass_rest.username_rules  true, false
  ipass_rest.portal_login  optional, required
  ipass_rest.password_policy  system, user
  ipass_rest.deleted  hidden, listed-as-suspended
  ipass_rest.deleted_names_are_free  true, false
  ipass_rest.create_ids  true, false
  ipass_rest.create_activation_url  true, false
  ipass_rest.broken_tokens  false, true
  ipass_rest.delete_answer  username-only, user-object, message, empty
  ipass_rest.every_field  false, true
  ipass_rest.unknown_elements  false, true
  ipass_rest.padding  false, true
  ipass_rest.wrappers  plural, list, with-list, collection
  ipass_rest.malformed  nothing, assigned-count, status, message, everything
  ipass_rest.paging  page-and-limit, swapped, page-ignored
  ipass_rest.minus_one_is_all  true, false
  ipass_rest.most_per_page  0 (no bound) or a number
  ipass_rest.search  prefix, prefix-of-case, exact
  ipass_rest.search_dates  inclusive, from-exclusive, to-exclusive, exclusive
  ipass_rest.cost_center_key  either, id, cost-id
  ipass_rest.yearless_times  false, true
  ipass_rest.devices  all, active
  ipass_rest.code_update_answer  object, message, empty
  ipass_rest.daily_parameter  either, date, month
  ipass_rest.group_name  lower, capital
  ipass_rest.group_update  partial, strict, overwrite
  ipass_rest.modified  as-printed, time, date
  hosted_users.suspend_by_id  false, true
  hosted_users.user_agent  false, true
  hosted_users.retrieve_returns  asked, another
  hosted_users.is_active  always-zero, one-zero
  hosted_users.round_times  true, false
  hosted_users.start_date  date, placeholder
  hosted_users.omitted_notifications  subscribe, keep
  hosted_users.any_content_type  false, true
  hosted_users.password_policy  system, user
  hosted_users.username_rules  true, false
  hosted_users.errors  xml, html, html-with-ok
  billing_feed.cursor  inclusive, exclusive: whether the row of fromid comes again
  billing_feed.page_rows  5000, or another number; 0: all
  billing_feed.zero_fromid  all-rows, first-page
  billing_feed.order  ascending, shuffled
  billing_feed.profile  au (18 columns), nz (17), monthly (14)
  billing_feed.header  true, false
  billing_feed.headings  observed, upper, lower
  billing_feed.empty  nothing, header: an answer without rows
  billing_feed.options  true, false: format, date, hour, callsonly and servicesonly are understood
  billing_feed.dollar  some, none, all: costs that begin with $
  billing_feed.clock  dotted, upper, lower: a.m., AM, am in the layout nz
  billing_feed.monthly_date  with-time, midnight
  billing_feed.recordings  url, none, foreign: what stands under MP3
  billing_feed.recording_allowed  true, false
  billing_feed.wrong_login  text, html, unauthorized
  billing_feed.endless  false, true: always the first page
  billing_feed.grows_by  0, or so many rows with every request
  getcalls.end_date  exclusive, inclusive, midnight: whether END_DATE is in the window
  getcalls.failure  json-false, text, forbidden
  getcalls.index  array, object
  getcalls.values  printed, strings, numbers
  getcalls.csv  printed, clean, split
  getcalls.call_end  false, true
  getcalls.raw_line_breaks  false, true
  getcalls.billing_dates  with-time, date-only

While it runs: GET /_simulator/{requests,ledger,plan,switches,totals,feed,get-calls,users,cost-centers,groups,\
registration-codes}, POST /_simulator/{plan,switches,feed,get-calls,expire-sessions,reset,devices,registration-codes/use}.";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Switches;

    fn words(text: &str) -> Vec<&str> {
        text.split_whitespace().map(|word| word.trim_end_matches(',')).collect()
    }

    /// The names of all switches, those of a group as `group.name`.
    fn names_of_switches() -> Vec<String> {
        let all = serde_json::to_value(Switches::default()).unwrap();
        let mut names = Vec::new();
        for (name, value) in all.as_object().unwrap() {
            match value.as_object() {
                Some(group) => names.extend(group.keys().map(|key| format!("{name}.{key}"))),
                None => names.push(name.clone()),
            }
        }
        names
    }

    #[test]
    fn the_readme_names_every_operation_and_switch_of_the_groups_with_a_table() {
        let readme = include_str!("../../README.md");
        let switches = names_of_switches().into_iter().filter_map(|name| {
            let (group, name) = name.split_once('.')?;
            ["ipass_rest", "hosted_users"].contains(&group).then(|| name.to_owned())
        });
        let operations = crate::Operation::ALL.map(|operation| operation.name().to_owned());
        for name in switches.chain(operations) {
            assert!(readme.contains(&format!("`{name}`")), "{name}");
        }
    }

    #[test]
    fn the_help_names_every_verb_switch_and_operation() {
        let help = words(AFTER_HELP);
        let switches = names_of_switches();
        let mut names = words(crate::verb::FORMS);
        names.extend(switches.iter().map(String::as_str));
        names.extend(crate::Operation::ALL.map(crate::Operation::name));
        names.extend(crate::System::ALL.map(crate::System::name));
        for name in names {
            assert!(help.contains(&name), "{name}");
        }
    }
}
