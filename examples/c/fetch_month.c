/*
 * Downloads a month of call detail records and prints transaction ids, amounts and times.
 *
 *     cc -std=c99 fetch_month.c -lcallrec -o fetch_month
 *     ./fetch_month 2026-09
 *
 * Reads CALLREC_IPASS_PORTAL_URL (optional), _USERNAME, _PASSWORD and _COMPANY from the environment.
 * Exit code 0: the month came whole and all of it was printed. 1: not so, and the last line says why and
 * what to do.
 */
#include <callrec.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* Says what went wrong, in the library's own line, and gives the exit code. */
static int failed(callrec_error *error)
{
    fprintf(stderr, "fetch_month: %s\n", callrec_error_message(error));
    callrec_error_free(error);
    return EXIT_FAILURE;
}

static void print(const callrec_ipass_cdr *cdr)
{
    char time[32] = "-", amount[48] = "-";
    if (!CALLREC_IS_NULL(cdr, CALLREC_IPASS_CDR_GMT_TIME))
        callrec_time_text(cdr->gmt_time, 1, time, sizeof time, NULL, NULL);
    if (!CALLREC_IS_NULL(cdr, CALLREC_IPASS_CDR_NET_BILLING_AMOUNT))
        callrec_decimal_text(&cdr->net_billing_amount, amount, sizeof amount, NULL, NULL);
    printf("%.*s %s %s\n", (int) cdr->transaction_id.length, cdr->transaction_id.data, amount, time);
}

/* A record that could not be read: where and why. Its bytes are left out, they may hold anything. */
static void tell(const callrec_quarantined *aside)
{
    fprintf(stderr, "fetch_month: line %" PRIu64 "%s%.*s: %.*s\n", aside->line,
            aside->column.data != NULL ? ", column " : "", (int) aside->column.length,
            aside->column.data != NULL ? aside->column.data : "", (int) aside->reason.length,
            aside->reason.data);
}

/* Whether everything printed got out: until it is closed it may stand in a buffer. */
static int printed(void)
{
    int good = !ferror(stdout);
    return fclose(stdout) == 0 && good;
}

/* One rule for the whole job: the first status that is not CALLREC_OK ends it. */
static int32_t fetch_month(const char *company, const char *month, callrec_ipass_portal **portal,
                           callrec_reader **reader, callrec_error **error)
{
    /* readme: begin */
    callrec_ipass_portal_options options;
    const callrec_ipass_cdr *cdr;
    const callrec_quarantined *aside;
    int32_t status = callrec_ipass_portal_options_init(&options, sizeof options, error);
    options.base_url = getenv("CALLREC_IPASS_PORTAL_URL");
    options.username = getenv("CALLREC_IPASS_PORTAL_USERNAME");
    options.password = getenv("CALLREC_IPASS_PORTAL_PASSWORD");
    if (status == CALLREC_OK)
        status = callrec_ipass_portal_new(&options, portal, error);
    if (status == CALLREC_OK)
        status = callrec_ipass_portal_monthly_cdr(*portal, company, CALLREC_NTS, month, CALLREC_NTS,
                                                  reader, error);
    while (status == CALLREC_OK && (status = callrec_reader_next_cdr(*reader, &cdr, error)) == CALLREC_OK)
        print(cdr);
    /* What could not be read was set aside, and is missing above. */
    while (callrec_reader_quarantined_next(*reader, &aside, NULL) == CALLREC_OK)
        tell(aside);
    /* readme: end */
    return status;
}

int main(int argc, char **argv)
{
    callrec_ipass_portal *portal = NULL;
    callrec_reader *reader = NULL;
    callrec_error *error = NULL;
    callrec_accounting count;
    int32_t status;
    int code = EXIT_SUCCESS;
    if (argc != 2) {
        fprintf(stderr, "usage: fetch_month YYYY-MM\n");
        return 2;
    }
    status = fetch_month(getenv("CALLREC_IPASS_PORTAL_COMPANY"), argv[1], &portal, &reader, &error);
    if (status == CALLREC_END)
        status = callrec_reader_accounting(reader, &count, sizeof count, &error);
    if (status == CALLREC_OK)
        fprintf(stderr,
                "%" PRIu64 " read, %" PRIu64 " accepted, %" PRIu64 " repaired, %" PRIu64
                " quarantined\n",
                count.read, count.accepted, count.repaired, count.quarantined);
    callrec_reader_free(reader);
    callrec_ipass_portal_free(portal);
    if (status != CALLREC_OK)
        return failed(error);
    if (count.quarantined > 0) {
        fprintf(stderr,
                "fetch_month: %" PRIu64 " records were set aside: the month is not whole; have the provider "
                "mend the lines named above, and run it again\n",
                count.quarantined);
        code = EXIT_FAILURE;
    }
    if (!printed()) {
        fprintf(stderr, "fetch_month: standard output could not be written: make room for it, and run it again\n");
        code = EXIT_FAILURE;
    }
    return code;
}
