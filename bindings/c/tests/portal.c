/* Every operation of the portal against a simulator without faults. */
#include "check.h"

static int64_t read_batches(callrec_reader *reader)
{
    int64_t total = 0, rows = 0;
    callrec_batch *batch = NULL;
    callrec_error *error = NULL;
    int32_t status;
    while ((status = callrec_reader_next_batch(reader, &batch, &error)) == CALLREC_OK) {
        WORKS(callrec_batch_shape(batch, &rows, NULL, &error));
        total += rows;
        callrec_batch_free(batch);
    }
    if (status != CALLREC_END) {
        check_fail(__FILE__, __LINE__, callrec_error_message(error));
        callrec_error_free(error);
    }
    return total;
}

/* Reads the rest; `taken` rows were read before, one at a time. */
static void whole(callrec_reader *reader, const char *report, int64_t taken, int64_t least)
{
    callrec_accounting count;
    callrec_text name;
    int32_t proof = 0;
    int64_t rows;
    WORKS(callrec_reader_report(reader, &name, &error));
    CHECK(text_is(name, report));
    rows = read_batches(reader);
    CHECK(rows >= least);
    memset(&count, 0, sizeof count);
    WORKS(callrec_reader_accounting(reader, &count, sizeof count, &error));
    CHECK(count.read == count.accepted + count.repaired + count.quarantined + count.duplicate);
    CHECK((int64_t) (count.accepted + count.repaired) == taken + rows);
    WORKS(callrec_reader_proof(reader, &proof, &error));
    CHECK(proof == CALLREC_PROOF_FRAMED);
    callrec_reader_free(reader);
}

int main(void)
{
    callrec_ipass_portal *portal;
    callrec_reader *reader = NULL;
    (void) check_all();

    begin("login");
    portal = open_portal(NULL);
    WORKS(callrec_ipass_portal_login(portal, &error));
    begin("monthly_cdr");
    WORKS(callrec_ipass_portal_monthly_cdr(portal, company(), CALLREC_NTS, "2026-09", CALLREC_NTS,
                                           &reader, &error));
    whole(reader, "ipass_cdr", 0, 1000);
    begin("daily_cdr");
    WORKS(callrec_ipass_portal_daily_cdr(portal, company(), strlen(company()), "2026-09-30?", 10,
                                         &reader, &error));
    whole(reader, "ipass_cdr", 0, 1);
    begin("monthly_adjustment_cdr");
    WORKS(callrec_ipass_portal_monthly_adjustment_cdr(portal, company(), CALLREC_NTS, "2026-09",
                                                      CALLREC_NTS, &reader, &error));
    whole(reader, "ipass_cdr", 0, 0);
    begin("daily_adjustment_cdr");
    WORKS(callrec_ipass_portal_daily_adjustment_cdr(portal, company(), CALLREC_NTS, "2026-09-30",
                                                    CALLREC_NTS, &reader, &error));
    whole(reader, "ipass_cdr", 0, 0);
    begin("network_users");
    WORKS(callrec_ipass_portal_network_users(portal, company(), CALLREC_NTS, "2026-09", CALLREC_NTS,
                                             &reader, &error));
    whole(reader, "ipass_network_users", 0, 1);
    begin("network_users_csv, row by row");
    WORKS(callrec_ipass_portal_network_users_csv(portal, company(), CALLREC_NTS, "2026-09",
                                                 CALLREC_NTS, &reader, &error));
    {
        const callrec_ipass_network_user *user = NULL;
        WORKS(callrec_reader_next_network_user(reader, &user, &error));
        CHECK(user != NULL && user->size == sizeof *user && user->user_name.length > 0);
        CHECK(user->network_user == 0 || user->network_user == 1);
    }
    whole(reader, "ipass_network_users", 1, 0);
    begin("child_companies, row by row; a reader outlives its portal");
    WORKS(callrec_ipass_portal_child_companies(portal, company(), CALLREC_NTS, &reader, &error));
    callrec_ipass_portal_free(portal);
    {
        const callrec_company *child = NULL;
        int children = 0;
        int32_t status;
        while ((status = callrec_reader_next_company(reader, &child, NULL)) == CALLREC_OK) {
            CHECK(child->size == sizeof *child && child->id.length > 0);
            CHECK(!CALLREC_IS_NULL(child, CALLREC_COMPANY_IS_ACTIVE));
            children++;
        }
        STATUS(CALLREC_END, status);
        CHECK(children > 0);
    }
    callrec_reader_free(reader);
    return end();
}
