/* getcalls, hosted users, many reports at once, and files of all formats. */
#include "systems.h"

static uint64_t count_cdrs(callrec_reader *reader)
{
    const callrec_ipass_cdr *cdr;
    uint64_t count = 0;
    while (callrec_reader_next_cdr(reader, &cdr, NULL) == CALLREC_OK)
        count++;
    return count;
}

static void companies(callrec_ipass_portal *portal)
{
    callrec_fan_out *all = NULL;
    callrec_reader *reader = NULL;
    callrec_error *failure = NULL;
    callrec_text key;
    size_t left = 0, keys = 0;

    begin("monthly_cdr_of_all: the parent first, then its children");
    WORKS(callrec_ipass_portal_monthly_cdr_of_all(portal, company(), CALLREC_NTS, "2026-09", CALLREC_NTS, 2,
                                                  CALLREC_FAN_OUT_IN_ORDER, &all, &error));
    WORKS(callrec_fan_out_remaining(all, &left, &error));
    CHECK(left == 4);
    while (callrec_fan_out_next(all, &key, &reader, &failure, NULL) == CALLREC_OK) {
        CHECK((reader == NULL) != (failure == NULL) && key.length > 0);
        CHECK(keys > 0 || text_is(key, company()));
        CHECK(reader == NULL || count_cdrs(reader) > 0);
        callrec_reader_free(reader);
        callrec_error_free(failure);
        keys++;
    }
    CHECK(keys == 4);
    WORKS(callrec_fan_out_remaining(all, &left, &error));
    CHECK(left == 0);
    callrec_fan_out_free(all);
    STATUS(CALLREC_INVALID_HANDLE, callrec_fan_out_remaining(all, &left, NULL));

    begin("daily_cdr_of_month: thirty days, as they are ready, and freed half way");
    WORKS(callrec_ipass_portal_daily_cdr_of_month(portal, company(), CALLREC_NTS, "2026-09", CALLREC_NTS, 0,
                                                  CALLREC_FAN_OUT_AS_COMPLETED, &all, &error));
    WORKS(callrec_fan_out_next(all, &key, &reader, &failure, &error));
    CHECK(key.length == strlen("2026-09-01"));
    callrec_fan_out_free(all);
    CHECK(reader != NULL && count_cdrs(reader) > 0);
    callrec_reader_free(reader);
    STATUS(CALLREC_INVALID_ARGUMENT,
           callrec_ipass_portal_daily_cdr_of_month(portal, company(), CALLREC_NTS, "2026-09", CALLREC_NTS, 0, 2,
                                                   &all, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT,
           callrec_ipass_portal_daily_cdr_of_month(portal, company(), CALLREC_NTS, "2026-09", CALLREC_NTS, -1, 0,
                                                   &all, NULL));

    begin("fan-outs of the portal: the output by its name");
    REFUSES_SAYING(CALLREC_INVALID_ARGUMENT, "companies",
                   callrec_ipass_portal_monthly_cdr_of_all(portal, company(), CALLREC_NTS, "2026-09", CALLREC_NTS, 2,
                                                           CALLREC_FAN_OUT_IN_ORDER, NULL, &error));
    REFUSES_SAYING(CALLREC_INVALID_ARGUMENT, "days",
                   callrec_ipass_portal_daily_cdr_of_month(portal, company(), CALLREC_NTS, "2026-09", CALLREC_NTS, 0,
                                                           CALLREC_FAN_OUT_IN_ORDER, NULL, &error));

    begin("child_custom_report of the portal");
    {
        callrec_document *document = NULL;
        int32_t kind = 0;
        WORKS(callrec_ipass_portal_child_custom_report(portal, company(), CALLREC_NTS, "2026-09", CALLREC_NTS,
                                                       "usage", CALLREC_NTS, &document, &error));
        WORKS(callrec_document_kind(document, &kind, NULL, &error));
        CHECK(kind == CALLREC_DOCUMENT_ZIP);
        callrec_document_free(document);
    }
}

static void hosted(callrec_ipass_portal *portal)
{
    const char *name = "c-abi-bert@roaming.example.com";
    callrec_ipass_portal *dry = NULL;
    callrec_new_user bert;
    callrec_user_update update;
    callrec_outcome *outcome = NULL;

    begin("hosted users: a dry run, then created");
    WORKS(callrec_new_user_init(&bert, sizeof bert, &error));
    bert.username = name;
    bert.email = "c-abi-bert@example.com";
    bert.fname = "Bert";
    bert.lname = "Berg";
    bert.password = "Correct-Horse-7";
    bert.home_country = "SE";
    WORKS(callrec_ipass_portal_dry_run(portal, &dry, &error));
    WORKS(callrec_hosted_users_create_user(dry, company(), CALLREC_NTS, &bert, &outcome, &error));
    CHECK(state(outcome) == CALLREC_OUTCOME_PLANNED);
    callrec_outcome_free(outcome);
    callrec_ipass_portal_free(dry);
    STATUS(CALLREC_NOT_FOUND,
           callrec_hosted_users_retrieve_user(portal, company(), CALLREC_NTS, name, CALLREC_NTS, &outcome, NULL));
    WORKS(callrec_hosted_users_create_user(portal, company(), CALLREC_NTS, &bert, &outcome, &error));
    CHECK(state(outcome) == CALLREC_OUTCOME_DONE);
    callrec_outcome_free(outcome);
    REFUSES_SAYING(CALLREC_REJECTED, "hosted-users create_user: ",
                   callrec_hosted_users_create_user(portal, company(), CALLREC_NTS, &bert, &outcome, &error));
    REFUSES_SAYING(CALLREC_INVALID_ARGUMENT, "hosted-users create_user: ",
                   callrec_hosted_users_create_user(portal, NULL, 0, &bert, &outcome, &error));

    begin("hosted users: changed, retrieved, suspended");
    WORKS(callrec_hosted_users_create_or_update_user(portal, company(), CALLREC_NTS, &bert, &outcome, &error));
    callrec_outcome_free(outcome);
    WORKS(callrec_user_update_init(&update, sizeof update, &error));
    update.username = name;
    update.fname = "Berta";
    WORKS(callrec_hosted_users_update_user(portal, company(), CALLREC_NTS, &update, &outcome, &error));
    callrec_outcome_free(outcome);
    WORKS(callrec_hosted_users_retrieve_user(portal, company(), CALLREC_NTS, name, CALLREC_NTS, &outcome, &error));
    CHECK(field_is(outcome, "username", name) && field_is(outcome, "fname", "Berta"));
    callrec_outcome_free(outcome);
    WORKS(callrec_hosted_users_suspend_user(portal, company(), CALLREC_NTS, name, CALLREC_NTS, &outcome, &error));
    callrec_outcome_free(outcome);
    update.username = "nobody@roaming.example.com";
    REFUSES_SAYING(CALLREC_NOT_FOUND, "hosted-users update_user: ",
                   callrec_hosted_users_update_user(portal, company(), CALLREC_NTS, &update, &outcome, &error));
}

/* A portal that is reached as its `connection` says. */
static void connection(void)
{
    callrec_ipass_portal_options options;
    callrec_connection_options how;
    callrec_ipass_portal *portal = NULL;
    callrec_reader *reader = NULL;
    const callrec_ipass_cdr *cdr;
    int32_t status;

    begin("portal options: the connection's limits hold instead of the portal's own");
    WORKS(callrec_ipass_portal_options_init(&options, sizeof options, &error));
    options.base_url = from_environment("CALLREC_IPASS_PORTAL_URL");
    options.username = from_environment("CALLREC_IPASS_PORTAL_USERNAME");
    options.password = from_environment("CALLREC_IPASS_PORTAL_PASSWORD");
    options.proxy = "not looked at";
    options.connection = &how;
    WORKS(callrec_connection_options_init(&how, sizeof how, &error));
    how.retry_pause_ms = 1;
    how.retry_after_limit_ms = 1000;
    how.retry_within_ms = 10000;
    how.circuit_after = -1;
    how.circuit_pause_ms = 1000;
    how.body_limit = 1000;
    WORKS(callrec_ipass_portal_new(&options, &portal, &error));
    status = callrec_ipass_portal_monthly_cdr(portal, company(), CALLREC_NTS, "2026-09", CALLREC_NTS, &reader, NULL);
    while (status == CALLREC_OK)
        status = callrec_reader_next_cdr(reader, &cdr, NULL);
    STATUS(CALLREC_LIMIT, status);
    callrec_reader_free(reader);
    callrec_ipass_portal_free(portal);

    begin("connection options: what cannot be");
    how.body_limit = -1;
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_ipass_portal_new(&options, &portal, NULL));
    how.body_limit = 0;
    how.circuit_after = -2;
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_ipass_portal_new(&options, &portal, NULL));
    how.circuit_after = 0;
    how.retry_within_ms = -1;
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_ipass_portal_new(&options, &portal, NULL));
    how.retry_within_ms = 0;
    how.reserved_2 = 1;
    STATUS(CALLREC_UNSUPPORTED, callrec_ipass_portal_new(&options, &portal, NULL));
}

/* A portal of a realm, its dry run included. */
static void realm(void)
{
    callrec_ipass_portal_options options;
    callrec_ipass_portal *portal = NULL, *dry = NULL;
    callrec_new_user user;
    callrec_outcome *outcome = NULL;

    begin("hosted users: a name outside the realm is refused before anything is sent");
    WORKS(callrec_ipass_portal_options_init(&options, sizeof options, &error));
    options.base_url = from_environment("CALLREC_IPASS_PORTAL_URL");
    options.username = from_environment("CALLREC_IPASS_PORTAL_USERNAME");
    options.password = from_environment("CALLREC_IPASS_PORTAL_PASSWORD");
    options.realm = "roaming.example.com";
    options.concurrency = 1;
    WORKS(callrec_ipass_portal_new(&options, &portal, &error));
    WORKS(callrec_ipass_portal_dry_run(portal, &dry, &error));
    WORKS(callrec_new_user_init(&user, sizeof user, &error));
    user.username = "c-abi-carl@elsewhere.example.com";
    user.email = "c-abi-carl@example.com";
    user.fname = "Carl";
    user.lname = "Berg";
    STATUS(CALLREC_INVALID_ARGUMENT,
           callrec_hosted_users_create_user(dry, company(), CALLREC_NTS, &user, &outcome, NULL));
    user.username = "c-abi-carl@roaming.example.com";
    WORKS(callrec_hosted_users_create_user(dry, company(), CALLREC_NTS, &user, &outcome, &error));
    CHECK(state(outcome) == CALLREC_OUTCOME_PLANNED);
    callrec_outcome_free(outcome);
    callrec_ipass_portal_free(dry);
    callrec_ipass_portal_free(portal);

    begin("portal options: what realm and concurrency cannot be");
    options.concurrency = -1;
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_ipass_portal_new(&options, &portal, NULL));
    options.concurrency = 0;
    options.realm = "not a domain";
    STATUS(CALLREC_CONFIG, callrec_ipass_portal_new(&options, &portal, NULL));
}

static void getcalls(void)
{
    callrec_getcalls *client = open_getcalls();
    const char *profile = from_environment("CALLREC_GETCALLS_PROFILE");
    const callrec_getcalls_row *row;
    callrec_fan_out *windows = NULL;
    callrec_reader *reader = NULL;
    callrec_error *failure = NULL;
    callrec_text key;
    uint64_t whole = 0, parts = 0;

    begin("get_calls: a month and a half");
    WORKS(callrec_getcalls_get_calls(client, profile, CALLREC_NTS, "2026-08-15", CALLREC_NTS, "2026-10-01",
                                     CALLREC_NTS, &reader, &error));
    while (callrec_reader_next_getcalls_row(reader, &row, NULL) == CALLREC_OK) {
        CHECK(row->size == sizeof *row && row->call_type.length > 0);
        whole++;
    }
    CHECK(whole > 0);
    callrec_reader_free(reader);

    begin("get_calls_by_window: the same rows");
    WORKS(callrec_getcalls_get_calls_by_window(client, profile, CALLREC_NTS, "2026-08-15", CALLREC_NTS,
                                               "2026-10-01", CALLREC_NTS, 0, CALLREC_FAN_OUT_IN_ORDER, &windows,
                                               &error));
    while (callrec_fan_out_next(windows, &key, &reader, &failure, NULL) == CALLREC_OK) {
        CHECK(parts > 0 || text_is(key, "2026-08-15..2026-09-01"));
        while (reader != NULL && callrec_reader_next_getcalls_row(reader, &row, NULL) == CALLREC_OK)
            parts++;
        callrec_reader_free(reader);
        callrec_error_free(failure);
    }
    CHECK(parts == whole);
    callrec_fan_out_free(windows);
    REFUSES_SAYING(CALLREC_INVALID_ARGUMENT, "windows",
                   callrec_getcalls_get_calls_by_window(client, profile, CALLREC_NTS, "2026-08-15", CALLREC_NTS,
                                                        "2026-10-01", CALLREC_NTS, 0, CALLREC_FAN_OUT_IN_ORDER,
                                                        NULL, &error));

    begin("get_calls: without an end, and the wrong way round");
    WORKS(callrec_getcalls_get_calls(client, profile, CALLREC_NTS, "2026-09-29", CALLREC_NTS, NULL, CALLREC_NTS,
                                     &reader, &error));
    callrec_reader_free(reader);
    STATUS(CALLREC_INVALID_ARGUMENT,
           callrec_getcalls_get_calls(client, profile, CALLREC_NTS, "2026-10-01", CALLREC_NTS, "2026-09-01",
                                      CALLREC_NTS, &reader, NULL));
    WORKS(callrec_getcalls_cancel(client, &error));
    STATUS(CALLREC_CANCELLED,
           callrec_getcalls_get_calls(client, profile, CALLREC_NTS, "2026-09-29", CALLREC_NTS, NULL, CALLREC_NTS,
                                      &reader, NULL));
    callrec_getcalls_free(client);
}

static void files(void)
{
    static const char *const names[] = {"a.csv", "a.ndjson", "a.parquet", "a.arrow"};
    const callrec_ipass_cdr *cdr;
    callrec_write_options options;
    callrec_reader *reader = NULL;
    struct ArrowArrayStream stream;
    char path[256];
    uint64_t rows = 0, first;
    size_t i;

    for (i = 0; i < sizeof names / sizeof *names; i++) {
        begin(names[i]);
        snprintf(path, sizeof path, "%s/%s", scratch(), names[i]);
        reader = open_three();
        WORKS(callrec_reader_write_file(reader, path, CALLREC_NTS, CALLREC_FORMAT_BY_EXTENSION, NULL, &rows,
                                        &error));
        CHECK(rows == 2 && file_bytes(path) > 0);
        STATUS(CALLREC_END, callrec_reader_next_cdr(reader, &cdr, NULL));
        callrec_reader_free(reader);
        remove(path);
    }

    begin("a file of rows that were read already would look like a month without calls");
    snprintf(path, sizeof path, "%s/again.csv", scratch());
    reader = open_three();
    WORKS(callrec_reader_write_file(reader, path, CALLREC_NTS, CALLREC_FORMAT_BY_EXTENSION, NULL, &rows, &error));
    first = file_bytes(path);
    REFUSES_SAYING(CALLREC_CLOSED, "read to its end already; open it again",
                   callrec_reader_write_file(reader, path, CALLREC_NTS, CALLREC_FORMAT_BY_EXTENSION, NULL, &rows,
                                             &error));
    REFUSES_SAYING(CALLREC_CLOSED, "read to its end already", callrec_reader_arrow_stream(reader, &stream, &error));
    CHECK(first > 0 && file_bytes(path) == first);
    callrec_reader_free(reader);
    remove(path);

    begin("a report without rows gives a file without rows");
    reader = open_text(NO_NETWORK_USERS, "ipass_network_users");
    WORKS(callrec_reader_write_file(reader, path, CALLREC_NTS, CALLREC_FORMAT_BY_EXTENSION, NULL, &rows, &error));
    CHECK(rows == 0 && file_bytes(path) > 0);
    callrec_reader_free(reader);
    remove(path);

    begin("a file of a named format; one that cannot be told");
    WORKS(callrec_write_options_init(&options, sizeof options, &error));
    options.excel_safe = 1;
    snprintf(path, sizeof path, "%s/rows", scratch());
    reader = open_three();
    STATUS(CALLREC_INVALID_ARGUMENT,
           callrec_reader_write_file(reader, path, CALLREC_NTS, CALLREC_FORMAT_BY_EXTENSION, &options, NULL, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_reader_write_file(reader, path, CALLREC_NTS, 5, &options, NULL, NULL));
    WORKS(callrec_reader_write_file(reader, path, CALLREC_NTS, CALLREC_FORMAT_CSV, &options, NULL, &error));
    CHECK(file_bytes(path) > 0);
    remove(path);
    callrec_reader_free(reader);

    begin("a folder that is not there");
    reader = open_three();
    snprintf(path, sizeof path, "%s/none/rows.csv", scratch());
    STATUS(CALLREC_IO, callrec_reader_write_file(reader, path, CALLREC_NTS, 0, NULL, NULL, NULL));
    callrec_reader_free(reader);
}

int main(void)
{
    callrec_ipass_portal *portal = open_portal(NULL);
    companies(portal);
    hosted(portal);
    realm();
    connection();
    getcalls();
    files();
    callrec_ipass_portal_free(portal);
    return end();
}
