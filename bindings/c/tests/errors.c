/* What goes wrong with a service: `errors CASE`, with a simulator that the runner set up for it. */
#include "check.h"

static const char *const CANARY = "wrong-password-c4n4ry";

/* An error as people and programs need it: kind, system, operation, one line, no secret. */
static void is_typed(callrec_error *error, int32_t status, const char *operation)
{
    const callrec_error_details *details = NULL;
    const char *password = getenv("CALLREC_IPASS_PORTAL_PASSWORD");
    const char *message = callrec_error_message(error);
    char copy[512];
    size_t length = 0;
    STATUS(status, callrec_error_status(error));
    STATUS(CALLREC_OK, callrec_error_get_details(error, &details));
    if (details == NULL)
        return;
    CHECK(details->status == status);
    CHECK(text_is(details->message, message));
    CHECK(details->hint.length > 0 && details->detail.length > 0);
    CHECK(strchr(message, '\n') == NULL);
    CHECK(strstr(message, CANARY) == NULL);
    CHECK(password == NULL || strstr(message, password) == NULL);
    if (operation != NULL) {
        CHECK(text_is(details->provider, "ipass-portal"));
        CHECK(text_is(details->operation, operation));
        CHECK(strncmp(message, "ipass-portal ", 13) == 0);
    }
    STATUS(CALLREC_OK, callrec_error_message_copy(error, copy, sizeof copy, &length));
    CHECK(length == strlen(message) && strcmp(copy, message) == 0);
    if (check_wrong)
        printf("# %s\n", message);
    callrec_error_free(error);
}

/* Opens the month and reads to the first status that is not CALLREC_OK. */
static int32_t read_month(callrec_ipass_portal *portal, const char *id, int64_t *rows,
                          callrec_error **error)
{
    callrec_reader *reader = NULL;
    const callrec_ipass_cdr *row;
    int32_t status = callrec_ipass_portal_monthly_cdr(portal, id, CALLREC_NTS, "2026-09", CALLREC_NTS,
                                                      &reader, error);
    *rows = 0;
    while (status == CALLREC_OK && (status = callrec_reader_next_cdr(reader, &row, error)) == CALLREC_OK)
        ++*rows;
    callrec_reader_free(reader);
    return status;
}

static void month_fails(int32_t status, const char *id, int64_t least_rows)
{
    callrec_ipass_portal *portal = open_portal(NULL);
    callrec_error *error = NULL;
    int64_t rows = 0;
    STATUS(status, read_month(portal, id, &rows, &error));
    CHECK(rows >= least_rows);
    is_typed(error, status, "monthly_cdr");
    callrec_ipass_portal_free(portal);
}

static void wrong_password(void)
{
    callrec_ipass_portal *portal = open_portal(CANARY);
    callrec_error *error = NULL;
    int64_t rows;
    STATUS(CALLREC_AUTH, callrec_ipass_portal_login(portal, &error));
    is_typed(error, CALLREC_AUTH, "login");
    error = NULL;
    STATUS(CALLREC_AUTH, read_month(portal, company(), &rows, &error));
    is_typed(error, CALLREC_AUTH, "login");
    callrec_ipass_portal_free(portal);
}

static void unreachable(void)
{
    callrec_ipass_portal_options options;
    callrec_ipass_portal *portal = NULL;
    callrec_error *error = NULL;
    int64_t rows;
    WORKS(callrec_ipass_portal_options_init(&options, sizeof options, &error));
    options.base_url = "http://127.0.0.1:1/";
    options.username = "u";
    options.password = CANARY;
    options.tries = 1;
    WORKS(callrec_ipass_portal_new(&options, &portal, &error));
    STATUS(CALLREC_CONNECT, read_month(portal, "1025", &rows, &error));
    is_typed(error, CALLREC_CONNECT, "monthly_cdr");
    callrec_ipass_portal_free(portal);
}

static void not_a_cdr(void)
{
    static const char text[] = "name,colour\nanna,red\n", html[] = "<html><body>Sign in</body></html>";
    callrec_reader *reader = NULL;
    callrec_error *error = NULL;
    const callrec_ipass_cdr *row;
    int32_t status = callrec_open_buffer((const uint8_t *) text, sizeof text - 1, "ipass_cdr",
                                         CALLREC_NTS, NULL, &reader, &error);
    if (status == CALLREC_OK)
        status = callrec_reader_next_cdr(reader, &row, &error);
    STATUS(CALLREC_NOT_DATA, status);
    is_typed(error, CALLREC_NOT_DATA, NULL);
    callrec_reader_free(reader);
    error = NULL;
    STATUS(CALLREC_NOT_DATA, callrec_open_buffer((const uint8_t *) html, sizeof html - 1, "ipass_cdr",
                                                 CALLREC_NTS, NULL, &reader, &error));
    is_typed(error, CALLREC_NOT_DATA, NULL);
}

int main(int argc, char **argv)
{
    const char *name = argc == 2 ? argv[1] : "";
    (void) check_all();
    begin(name);
    if (strcmp(name, "wrong-password") == 0)
        wrong_password();
    else if (strcmp(name, "unreachable") == 0)
        unreachable();
    else if (strcmp(name, "not-a-cdr") == 0)
        not_a_cdr();
    else if (strcmp(name, "forbidden") == 0)
        month_fails(CALLREC_FORBIDDEN, "no-such-company", 0);
    else if (strcmp(name, "not-found") == 0)
        month_fails(CALLREC_NOT_FOUND, "no-such-company", 0);
    else if (strcmp(name, "html") == 0)
        month_fails(CALLREC_NOT_DATA, company(), 0);
    else if (strcmp(name, "service") == 0)
        month_fails(CALLREC_SERVICE, company(), 0);
    else if (strcmp(name, "rate-limited") == 0)
        month_fails(CALLREC_RATE_LIMITED, company(), 0);
    else if (strcmp(name, "cut") == 0)
        month_fails(CALLREC_TRUNCATED, company(), 100);
    else
        CHECK(!"a known case");
    return end();
}
