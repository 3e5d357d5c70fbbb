/* The REST API: lists, users, cost centers, codes, groups, devices, documents, dry runs. */
#include "check.h"
#include "systems.h"

static size_t count_users(callrec_reader *reader)
{
    const callrec_user *user;
    size_t count = 0;
    int32_t status;
    while ((status = callrec_reader_next_user(reader, &user, NULL)) == CALLREC_OK) {
        CHECK(user->size == sizeof *user && user->username.length > 0);
        count++;
    }
    CHECK(status == CALLREC_END);
    return count;
}

static void lists(callrec_ipass_rest *rest)
{
    callrec_reader *reader = NULL;
    callrec_outcome *outcome = NULL;
    callrec_text name;

    begin("list_users: all pages");
    WORKS(callrec_ipass_rest_list_users(rest, &reader, &error));
    CHECK(count_users(reader) == 60);
    callrec_reader_free(reader);

    begin("list_active_users");
    WORKS(callrec_ipass_rest_list_active_users(rest, &reader, &error));
    CHECK(count_users(reader) <= 60);
    callrec_reader_free(reader);

    begin("search_users: a day that nobody registered on");
    WORKS(callrec_ipass_rest_search_users(rest, "", 0, "1999-01-01", CALLREC_NTS, "1999-01-01",
                                          CALLREC_NTS, &reader, &error));
    CHECK(count_users(reader) == 0);
    callrec_reader_free(reader);
    STATUS(CALLREC_INVALID_ARGUMENT,
           callrec_ipass_rest_search_users(rest, "", 0, "1999-02-30", CALLREC_NTS, NULL, CALLREC_NTS,
                                           &reader, NULL));
    REFUSES_SAYING(CALLREC_INVALID_ARGUMENT, "the first day, 1999-01-02, is after the last, 1999-01-01",
                   callrec_ipass_rest_search_users(rest, "", 0, "1999-01-02", CALLREC_NTS, "1999-01-01", CALLREC_NTS,
                                                   &reader, &error));

    begin("what is not there, and what is NULL, is named");
    REFUSES_SAYING(CALLREC_NOT_FOUND, "ipass-rest find_user: no user is named \"nobody@roaming.example.com\"",
                   callrec_ipass_rest_find_user(rest, "nobody@roaming.example.com", CALLREC_NTS, &outcome, &error));
    REFUSES_SAYING(CALLREC_NOT_FOUND, "no user has the e-mail address \"nobody@example.com\"",
                   callrec_ipass_rest_find_user_by_email(rest, "nobody@example.com", CALLREC_NTS, &outcome, &error));
    REFUSES_SAYING(CALLREC_INVALID_ARGUMENT, "the pointer user is NULL",
                   callrec_ipass_rest_create_user(rest, NULL, &outcome, &error));

    begin("lists: every table by columns");
#define LIST(table, call) \
    do { \
        callrec_batch *batch = NULL; \
        int64_t rows = 0; \
        size_t columns = 0; \
        reader = NULL; \
        WORKS(call); \
        WORKS(callrec_reader_report(reader, &name, &error)); \
        CHECK(text_is(name, table)); \
        while (callrec_reader_next_batch(reader, &batch, NULL) == CALLREC_OK) { \
            WORKS(callrec_batch_shape(batch, &rows, &columns, &error)); \
            CHECK(rows > 0 && columns > 4); \
            callrec_batch_free(batch); \
        } \
        callrec_reader_free(reader); \
    } while (0)
    LIST("cost_centers", callrec_ipass_rest_list_cost_centers(rest, &reader, &error));
    LIST("groups", callrec_ipass_rest_list_groups(rest, &reader, &error));
    LIST("group_plans", callrec_ipass_rest_list_group_plans(rest, &reader, &error));
    LIST("registration_codes", callrec_ipass_rest_list_used_registration_codes(rest, &reader, &error));
    LIST("registration_codes",
         callrec_ipass_rest_search_registration_codes(rest, "", 0, &reader, &error));
    LIST("ipass_cdr",
         callrec_ipass_rest_monthly_cdr(rest, "2026-09", CALLREC_NTS, &reader, &error));
    LIST("ipass_cdr",
         callrec_ipass_rest_daily_cdr(rest, "2026-09-30", CALLREC_NTS, &reader, &error));
    LIST("ipass_cdr",
         callrec_ipass_rest_monthly_adjustment_cdr(rest, "2026-09", CALLREC_NTS, &reader, &error));
    LIST("ipass_cdr",
         callrec_ipass_rest_daily_adjustment_cdr(rest, "2026-09-30", CALLREC_NTS, &reader, &error));
    LIST("ipass_network_users",
         callrec_ipass_rest_network_users(rest, "2026-09", CALLREC_NTS, &reader, &error));
}

static void new_anna(callrec_new_user *user)
{
    WORKS(callrec_new_user_init(user, sizeof *user, &error));
    user->username = "c-abi-anna@roaming.example.com";
    user->email = "c-abi-anna@example.com";
    user->fname = "Anna";
    user->lname = "Ekström";
    user->password = "Correct-Horse-7-c4n4ry";
    user->home_country = "SE";
    user->notify_activate = 0;
}

static void users(callrec_ipass_rest *rest)
{
    callrec_new_user anna;
    callrec_user_update update;
    callrec_outcome *outcome = NULL;
    callrec_ipass_rest *dry = NULL;
    callrec_reader *reader = NULL;
    callrec_error *refused = NULL;
    const callrec_outcome_details *details = NULL;
    const callrec_error_details *why = NULL;
    const callrec_field *field = NULL;
    callrec_text text;

    begin("create_user: a dry run sends nothing and shows no password");
    new_anna(&anna);
    WORKS(callrec_ipass_rest_dry_run(rest, &dry, &error));
    WORKS(callrec_ipass_rest_create_user(dry, &anna, &outcome, &error));
    CHECK(state(outcome) == CALLREC_OUTCOME_PLANNED);
    WORKS(callrec_outcome_get_details(outcome, &details, &error));
    CHECK(holds(details->planned, "c-abi-anna") && !holds(details->planned, "c4n4ry"));
    CHECK(text_is(details->operation, "create_user") && details->field_count == 0);
    callrec_outcome_free(outcome);
    STATUS(CALLREC_NOT_FOUND, callrec_ipass_rest_find_user(rest, anna.username, CALLREC_NTS, &outcome, NULL));
    STATUS(CALLREC_OK, callrec_ipass_rest_reconcile_create_user(rest, &anna, &outcome, NULL));
    CHECK(state(outcome) == CALLREC_OUTCOME_NOT_DONE);
    callrec_outcome_free(outcome);
    callrec_ipass_rest_free(dry);

    begin("create_user");
    WORKS(callrec_ipass_rest_create_user(rest, &anna, &outcome, &error));
    CHECK(state(outcome) == CALLREC_OUTCOME_DONE);
    WORKS(callrec_outcome_field_named(outcome, "username", CALLREC_NTS, &field, &error));
    CHECK(field != NULL && text_is(field->value, "c-abi-anna@roaming.example.com") && !field->is_secret);
    WORKS(callrec_outcome_field_named(outcome, "password", CALLREC_NTS, &field, &error));
    CHECK(field != NULL && field->is_secret);
    WORKS(callrec_outcome_get_details(outcome, &details, &error));
    CHECK(details->field_count >= 23);
    WORKS(callrec_outcome_field(outcome, 0, &field, &error));
    CHECK(text_is(field->name, "username"));
    REFUSES_SAYING(CALLREC_NOT_FOUND, "count from 0 to one less than there are",
                   callrec_outcome_field(outcome, details->field_count, &field, &error));
    STATUS(CALLREC_NOT_FOUND, callrec_outcome_field_named(outcome, "nothing", CALLREC_NTS, &field, NULL));
    STATUS(CALLREC_NOT_FOUND, callrec_outcome_warning(outcome, details->warning_count, &text, NULL));
    callrec_outcome_free(outcome);

    begin("create_user: a name that is taken is refused, with the provider's own words");
    STATUS(CALLREC_REJECTED, callrec_ipass_rest_create_user(rest, &anna, &outcome, &refused));
    STATUS(CALLREC_OK, callrec_error_get_details(refused, &why));
    CHECK(why != NULL && why->size == sizeof *why && why->provider_message.data != NULL);
    CHECK(strstr(callrec_error_message(refused), "c4n4ry") == NULL);
    callrec_error_free(refused);

    begin("create_user: a request without a name");
    anna.username = NULL;
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_ipass_rest_create_user(rest, &anna, &outcome, NULL));

    begin("find_user and find_user_by_email");
    new_anna(&anna);
    WORKS(callrec_ipass_rest_find_user(rest, anna.username, CALLREC_NTS, &outcome, &error));
    callrec_outcome_free(outcome);
    WORKS(callrec_ipass_rest_find_user_by_email(rest, anna.email, CALLREC_NTS, &outcome, &error));
    callrec_outcome_free(outcome);

    begin("reconcile_create_user: it is there");
    WORKS(callrec_ipass_rest_reconcile_create_user(rest, &anna, &outcome, &error));
    CHECK(state(outcome) == CALLREC_OUTCOME_DONE);
    callrec_outcome_free(outcome);

    begin("update_user: only what is set");
    WORKS(callrec_user_update_init(&update, sizeof update, &error));
    update.username = anna.username;
    update.lname = "Berg";
    WORKS(callrec_ipass_rest_update_user(rest, &update, &outcome, &error));
    callrec_outcome_free(outcome);
    WORKS(callrec_ipass_rest_find_user(rest, anna.username, CALLREC_NTS, &outcome, &error));
    CHECK(field_is(outcome, "lname", "Berg") && field_is(outcome, "fname", "Anna"));
    callrec_outcome_free(outcome);
    update.notify_suspend = 7;
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_ipass_rest_update_user(rest, &update, &outcome, NULL));

    begin("suspend_user, activate_user, resend_activation");
    WORKS(callrec_ipass_rest_suspend_user(rest, anna.username, CALLREC_NTS, &outcome, &error));
    callrec_outcome_free(outcome);
    WORKS(callrec_ipass_rest_reconcile_suspend_user(rest, anna.username, CALLREC_NTS, &outcome, &error));
    CHECK(state(outcome) == CALLREC_OUTCOME_DONE && field_is(outcome, "end_user_status", "Suspended"));
    callrec_outcome_free(outcome);
    WORKS(callrec_ipass_rest_activate_user(rest, anna.username, CALLREC_NTS, &outcome, &error));
    callrec_outcome_free(outcome);
    WORKS(callrec_ipass_rest_reconcile_activate_user(rest, anna.username, CALLREC_NTS, &outcome, &error));
    CHECK(state(outcome) == CALLREC_OUTCOME_DONE);
    callrec_outcome_free(outcome);
    WORKS(callrec_ipass_rest_resend_activation(rest, anna.username, CALLREC_NTS, &outcome, &error));
    callrec_outcome_free(outcome);

    begin("list_devices and deactivate_device");
    WORKS(callrec_ipass_rest_list_devices(rest, anna.email, CALLREC_NTS, &reader, &error));
    callrec_reader_free(reader);
    STATUS(CALLREC_INVALID_ARGUMENT,
           callrec_ipass_rest_deactivate_device(rest, anna.email, CALLREC_NTS, NULL, CALLREC_NTS, &outcome, NULL));

    begin("delete_user");
    WORKS(callrec_ipass_rest_delete_user(rest, anna.username, CALLREC_NTS, &outcome, &error));
    CHECK(state(outcome) == CALLREC_OUTCOME_DONE);
    callrec_outcome_free(outcome);
    WORKS(callrec_ipass_rest_reconcile_delete_user(rest, anna.username, CALLREC_NTS, &outcome, &error));
    CHECK(state(outcome) == CALLREC_OUTCOME_DONE);
    callrec_outcome_free(outcome);
}

/* The id of the first row of a list whose column `name` is `value`; "" where there is none. */
static const char *id_of(callrec_reader *reader, const char *name, const char *value)
{
    static char id[64];
    callrec_batch *batch = NULL;
    const callrec_column *names, *ids;
    int64_t rows = 0, row;
    id[0] = '\0';
    while (callrec_reader_next_batch(reader, &batch, NULL) == CALLREC_OK) {
        WORKS(callrec_batch_shape(batch, &rows, NULL, &error));
        WORKS(callrec_batch_column_named(batch, name, CALLREC_NTS, &names, &error));
        WORKS(callrec_batch_column_named(batch, "id", CALLREC_NTS, &ids, &error));
        for (row = 0; row < rows; row++) {
            const char *cell = (const char *) names->values + names->offsets[row];
            size_t length = (size_t) (names->offsets[row + 1] - names->offsets[row]);
            if (length == strlen(value) && memcmp(cell, value, length) == 0)
                snprintf(id, sizeof id, "%.*s", (int) (ids->offsets[row + 1] - ids->offsets[row]),
                         (const char *) ids->values + ids->offsets[row]);
        }
        callrec_batch_free(batch);
    }
    callrec_reader_free(reader);
    return id;
}

static void cost_centers(callrec_ipass_rest *rest)
{
    callrec_new_cost_center center;
    callrec_cost_center_update update;
    callrec_outcome *outcome = NULL;
    callrec_reader *reader = NULL;
    const callrec_user *user = NULL;
    callrec_text one = {"", CALLREC_NTS};
    char id[64], member[64];

    begin("cost centers: created, changed, filled, emptied, deleted");
    WORKS(callrec_new_cost_center_init(&center, sizeof center, &error));
    center.cost_id = "C-ABI";
    center.name = "From C";
    WORKS(callrec_ipass_rest_create_cost_center(rest, &center, &outcome, &error));
    callrec_outcome_free(outcome);
    WORKS(callrec_ipass_rest_reconcile_create_cost_center(rest, &center, &outcome, &error));
    CHECK(state(outcome) == CALLREC_OUTCOME_DONE && field_is(outcome, "cost_id", "C-ABI"));
    callrec_outcome_free(outcome);
    WORKS(callrec_ipass_rest_list_cost_centers(rest, &reader, &error));
    snprintf(id, sizeof id, "%s", id_of(reader, "cost_id", "C-ABI"));
    CHECK(*id != '\0');
    WORKS(callrec_cost_center_update_init(&update, sizeof update, &error));
    update.id = id;
    update.cost_id = "C-ABI";
    update.name = "From C again";
    WORKS(callrec_ipass_rest_update_cost_center(rest, &update, &outcome, &error));
    callrec_outcome_free(outcome);
    WORKS(callrec_ipass_rest_list_users(rest, &reader, &error));
    STATUS(CALLREC_OK, callrec_reader_next_user(reader, &user, NULL));
    STATUS(CALLREC_OK, callrec_text_copy(&user->end_user_id, member, sizeof member, NULL, NULL));
    callrec_reader_free(reader);
    one.data = member;
    WORKS(callrec_ipass_rest_assign_cost_center_users(rest, id, CALLREC_NTS, &one, 1, &outcome, &error));
    callrec_outcome_free(outcome);
    WORKS(callrec_ipass_rest_list_cost_center_users(rest, id, CALLREC_NTS, &reader, &error));
    callrec_reader_free(reader);
    WORKS(callrec_ipass_rest_unassign_cost_center_users(rest, id, CALLREC_NTS, &one, 1, &outcome, &error));
    callrec_outcome_free(outcome);
    STATUS(CALLREC_INVALID_ARGUMENT,
           callrec_ipass_rest_assign_cost_center_users(rest, id, CALLREC_NTS, NULL, 1, &outcome, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT,
           callrec_ipass_rest_assign_cost_center_users(rest, id, CALLREC_NTS, &one, SIZE_MAX, &outcome, NULL));
    WORKS(callrec_ipass_rest_delete_cost_center(rest, id, CALLREC_NTS, &outcome, &error));
    callrec_outcome_free(outcome);
    WORKS(callrec_ipass_rest_reconcile_delete_cost_center(rest, id, CALLREC_NTS, &outcome, &error));
    CHECK(state(outcome) == CALLREC_OUTCOME_DONE);
    callrec_outcome_free(outcome);
}

static void codes_and_groups(callrec_ipass_rest *rest)
{
    callrec_new_registration_code code;
    callrec_registration_code_update update;
    callrec_new_group group;
    callrec_outcome *outcome = NULL;
    callrec_reader *reader = NULL;
    callrec_batch *batch = NULL;
    const callrec_column *column;
    const callrec_user *user = NULL;
    callrec_text one = {"", CALLREC_NTS};
    char id[64], plan[64], member[128];

    begin("registration codes: created, changed");
    WORKS(callrec_new_registration_code_init(&code, sizeof code, &error));
    code.reg_code = "CABI-1";
    code.reg_code2 = "CABI-2";
    code.max_activation_date = "2027-01-31";
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_ipass_rest_create_registration_code(rest, &code, &outcome, NULL));
    code.duration = 3;
    code.duration_unit = CALLREC_DURATION_MONTHS;
    WORKS(callrec_ipass_rest_create_registration_code(rest, &code, &outcome, &error));
    callrec_outcome_free(outcome);
    WORKS(callrec_ipass_rest_reconcile_create_registration_code(rest, &code, &outcome, &error));
    CHECK(state(outcome) == CALLREC_OUTCOME_DONE);
    callrec_outcome_free(outcome);
    WORKS(callrec_ipass_rest_search_registration_codes(rest, "CABI", CALLREC_NTS, &reader, &error));
    snprintf(id, sizeof id, "%s", id_of(reader, "reg_code", "CABI-1"));
    CHECK(*id != '\0');
    WORKS(callrec_registration_code_update_init(&update, sizeof update, &error));
    update.id = id;
    update.max_activation_date = "2027-02-28";
    WORKS(callrec_ipass_rest_update_registration_code(rest, &update, &outcome, &error));
    callrec_outcome_free(outcome);

    begin("groups: created, renamed, filled, emptied");
    WORKS(callrec_ipass_rest_list_group_plans(rest, &reader, &error));
    WORKS(callrec_reader_next_batch(reader, &batch, &error));
    WORKS(callrec_batch_column_named(batch, "id", CALLREC_NTS, &column, &error));
    snprintf(plan, sizeof plan, "%.*s", (int) column->offsets[1], (const char *) column->values);
    callrec_batch_free(batch);
    callrec_reader_free(reader);
    WORKS(callrec_new_group_init(&group, sizeof group, &error));
    group.name = "c-abi-group";
    group.group_plan_id = plan;
    WORKS(callrec_ipass_rest_create_group(rest, &group, &outcome, &error));
    callrec_outcome_free(outcome);
    WORKS(callrec_ipass_rest_reconcile_create_group(rest, &group, &outcome, &error));
    CHECK(state(outcome) == CALLREC_OUTCOME_DONE && field_is(outcome, "name", "c-abi-group"));
    callrec_outcome_free(outcome);
    WORKS(callrec_ipass_rest_list_groups(rest, &reader, &error));
    snprintf(id, sizeof id, "%s", id_of(reader, "name", "c-abi-group"));
    WORKS(callrec_ipass_rest_update_group(rest, id, CALLREC_NTS, "c-abi-renamed", CALLREC_NTS, &outcome, &error));
    callrec_outcome_free(outcome);
    WORKS(callrec_ipass_rest_list_users(rest, &reader, &error));
    STATUS(CALLREC_OK, callrec_reader_next_user(reader, &user, NULL));
    STATUS(CALLREC_OK, callrec_text_copy(&user->username, member, sizeof member, NULL, NULL));
    callrec_reader_free(reader);
    one.data = member;
    WORKS(callrec_ipass_rest_assign_group_users(rest, id, CALLREC_NTS, &one, 1, &outcome, &error));
    callrec_outcome_free(outcome);
    WORKS(callrec_ipass_rest_unassign_group_users(rest, id, CALLREC_NTS, &one, 1, &outcome, &error));
    callrec_outcome_free(outcome);
}

static void documents(callrec_ipass_rest *rest)
{
    callrec_document *document = NULL;
    callrec_saved_document saved;
    char path[512], folder[256];
    int32_t kind = -1;
    int64_t total = 0;
    size_t entries = 0;
    callrec_unpacked *unpacked = NULL;
    const callrec_unpacked_entry *entry = NULL;
    int i, set = 0;

    begin("custom_report: saved once");
    snprintf(path, sizeof path, "%s/report", scratch());
    WORKS(callrec_ipass_rest_custom_report(rest, "2026-09", CALLREC_NTS, "usage", CALLREC_NTS, NULL,
                                           CALLREC_NTS, &document, &error));
    WORKS(callrec_document_kind(document, &kind, &total, &error));
    CHECK(kind >= CALLREC_DOCUMENT_OTHER && kind <= CALLREC_DOCUMENT_JSON);
    WORKS(callrec_document_save(document, path, CALLREC_NTS, 0, &saved, sizeof saved, &error));
    CHECK(saved.size == sizeof saved && saved.bytes > 0 && saved.bytes == file_bytes(path) && saved.kind == kind);
    for (i = 0; i < 32; i++)
        set |= saved.sha256[i];
    CHECK(set != 0);
    STATUS(CALLREC_CLOSED, callrec_document_save(document, path, CALLREC_NTS, 0, NULL, 0, NULL));
    callrec_document_free(document);
    remove(path);

    begin("child_custom_report: a zip, unpacked");
    snprintf(path, sizeof path, "%s/report.zip", scratch());
    snprintf(folder, sizeof folder, "%s/report", scratch());
    WORKS(callrec_ipass_rest_child_custom_report(rest, "2026-09", CALLREC_NTS, "usage", CALLREC_NTS,
                                                 &document, &error));
    WORKS(callrec_document_save(document, path, CALLREC_NTS, 0, NULL, 0, &error));
    callrec_document_free(document);
    WORKS(callrec_unpack(path, CALLREC_NTS, folder, CALLREC_NTS, NULL, &unpacked, &error));
    WORKS(callrec_unpacked_count(unpacked, &entries, &error));
    CHECK(entries > 0);
    WORKS(callrec_unpacked_get_entry(unpacked, 0, &entry, &error));
    CHECK(entry->size == sizeof *entry && entry->label.length > 0);
    snprintf(path, sizeof path, "%s/%.*s", folder, (int) entry->file_name.length, entry->file_name.data);
    CHECK(entry->bytes > 0 && file_bytes(path) == entry->bytes);
    STATUS(CALLREC_NOT_FOUND, callrec_unpacked_get_entry(unpacked, entries, &entry, NULL));
    callrec_unpacked_free(unpacked);

    begin("custom_report: above the limit nothing is left");
    snprintf(path, sizeof path, "%s/limited", scratch());
    WORKS(callrec_ipass_rest_custom_report(rest, "2026-09", CALLREC_NTS, "usage", CALLREC_NTS, NULL,
                                           CALLREC_NTS, &document, &error));
    STATUS(CALLREC_LIMIT, callrec_document_save(document, path, CALLREC_NTS, 1, NULL, 0, NULL));
    CHECK(file_bytes(path) == 0);
    callrec_document_free(document);
}

static void options(void)
{
    callrec_ipass_rest_options how;
    callrec_ipass_rest *rest = NULL;

    begin("options: what is missing or cannot be");
    WORKS(callrec_ipass_rest_options_init(&how, sizeof how, &error));
    STATUS(CALLREC_CONFIG, callrec_ipass_rest_new(&how, &rest, NULL));
    how.key = "k";
    how.company = "1";
    how.paging = 2;
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_ipass_rest_new(&how, &rest, NULL));
    how.paging = CALLREC_PAGING_PAGE_IS_NUMBER;
    how.daily_parameter = -1;
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_ipass_rest_new(&how, &rest, NULL));
    how.size = 8;
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_ipass_rest_new(&how, &rest, NULL));
}

static void cancelled(callrec_ipass_rest *rest)
{
    callrec_ipass_rest *child = NULL, *dry = NULL;
    callrec_reader *reader = NULL;

    begin("cancel: a client that was made of another is cancelled by itself");
    WORKS(callrec_ipass_rest_with_company(rest, "1", CALLREC_NTS, &child, &error));
    WORKS(callrec_ipass_rest_cancel(child, &error));
    STATUS(CALLREC_CANCELLED, callrec_ipass_rest_list_users(child, &reader, NULL));
    callrec_ipass_rest_free(child);
    WORKS(callrec_ipass_rest_dry_run(rest, &dry, &error));
    WORKS(callrec_ipass_rest_cancel(dry, &error));
    callrec_ipass_rest_free(dry);
    WORKS(callrec_ipass_rest_list_users(rest, &reader, &error));
    callrec_reader_free(reader);

    begin("cancel: for good, and for the clients made of it");
    WORKS(callrec_ipass_rest_with_company(rest, "1", CALLREC_NTS, &child, &error));
    WORKS(callrec_ipass_rest_cancel(rest, &error));
    STATUS(CALLREC_CANCELLED, callrec_ipass_rest_list_users(rest, &reader, NULL));
    STATUS(CALLREC_CANCELLED, callrec_ipass_rest_list_users(child, &reader, NULL));
    callrec_ipass_rest_free(child);
    callrec_ipass_rest_free(rest);
    STATUS(CALLREC_INVALID_HANDLE, callrec_ipass_rest_list_users(rest, &reader, NULL));
}

/* The simulator carries the creation out and breaks the connection: nobody knows. */
static int ambiguous(void)
{
    callrec_ipass_rest *rest = open_rest();
    callrec_outcome *outcome = NULL;
    callrec_new_user anna;
    begin("create_user: a lost answer is ambiguous, and a look tells that it was done");
    new_anna(&anna);
    STATUS(CALLREC_AMBIGUOUS, callrec_ipass_rest_create_user(rest, &anna, &outcome, NULL));
    WORKS(callrec_ipass_rest_reconcile_create_user(rest, &anna, &outcome, &error));
    CHECK(state(outcome) == CALLREC_OUTCOME_DONE && field_is(outcome, "username", anna.username));
    callrec_outcome_free(outcome);
    callrec_ipass_rest_free(rest);
    return end();
}

int main(int argc, char **argv)
{
    callrec_ipass_rest *rest;
    if (argc > 1 && strcmp(argv[1], "ambiguous") == 0)
        return ambiguous();
    rest = open_rest();
    lists(rest);
    users(rest);
    cost_centers(rest);
    codes_and_groups(rest);
    documents(rest);
    options();
    cancelled(rest);
    return end();
}
