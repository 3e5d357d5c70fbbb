/*
 * Creates a user, once: where the answer is lost, it looks what became of it instead of sending again.
 *
 *     cc -std=c99 provision_user.c -lcallrec -o provision_user
 *     ./provision_user anna@roaming.example.com anna@example.com Anna Berg [--dry-run]
 *
 * The password is read from the environment, CALLREC_NEW_PASSWORD, so that it stands in no list of
 * processes; without it the provider's policy decides. Reads CALLREC_IPASS_REST_URL (optional), _KEY
 * and _COMPANY as well. Prints the user's id. Exit code 0: the user is there (or, in a dry run, the
 * request was printed). 3: nobody knows; run it again later.
 */
#include <callrec.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failed(callrec_error *error)
{
    fprintf(stderr, "provision_user: %s\n", callrec_error_message(error));
    callrec_error_free(error);
    return EXIT_FAILURE;
}

static int32_t open_client(int dry_run, callrec_ipass_rest **rest, callrec_error **error)
{
    callrec_ipass_rest_options options;
    callrec_ipass_rest *live = NULL;
    int32_t status = callrec_ipass_rest_options_init(&options, sizeof options, error);
    options.base_url = getenv("CALLREC_IPASS_REST_URL");
    options.key = getenv("CALLREC_IPASS_REST_KEY");
    options.company = getenv("CALLREC_IPASS_REST_COMPANY");
    if (status == CALLREC_OK)
        status = callrec_ipass_rest_new(&options, &live, error);
    if (status != CALLREC_OK || !dry_run) {
        *rest = live;
        return status;
    }
    status = callrec_ipass_rest_dry_run(live, rest, error);
    callrec_ipass_rest_free(live);
    return status;
}

static int32_t create(const callrec_ipass_rest *rest, char **argv, callrec_outcome **outcome,
                      callrec_error **error)
{
    callrec_new_user user;
    int32_t status = callrec_new_user_init(&user, sizeof user, error);
    if (status != CALLREC_OK)
        return status;
    user.username = argv[1];
    user.email = argv[2];
    user.fname = argv[3];
    user.lname = argv[4];
    user.password = getenv("CALLREC_NEW_PASSWORD");
    status = callrec_ipass_rest_create_user(rest, &user, outcome, error);
    if (status == CALLREC_AMBIGUOUS) {
        /* It may have been carried out. Looking changes nothing; sending again could. */
        fprintf(stderr, "provision_user: %s\n", callrec_error_message(*error));
        callrec_error_free(*error);
        *error = NULL;
        status = callrec_ipass_rest_reconcile_create_user(rest, &user, outcome, error);
    }
    return status;
}

static int tell(const callrec_outcome *outcome)
{
    const callrec_outcome_details *details;
    const callrec_field *id;
    callrec_text warning;
    size_t i;
    if (callrec_outcome_get_details(outcome, &details, NULL) != CALLREC_OK)
        return EXIT_FAILURE;
    for (i = 0; i < details->warning_count; i++)
        if (callrec_outcome_warning(outcome, i, &warning, NULL) == CALLREC_OK)
            fprintf(stderr, "provision_user: %.*s\n", (int) warning.length, warning.data);
    switch (details->state) {
    case CALLREC_OUTCOME_PLANNED:
        printf("%.*s\n", (int) details->planned.length, details->planned.data);
        return EXIT_SUCCESS;
    case CALLREC_OUTCOME_DONE:
        if (callrec_outcome_field_named(outcome, "end_user_id", CALLREC_NTS, &id, NULL) == CALLREC_OK &&
            id->value.data != NULL)
            printf("%.*s\n", (int) id->value.length, id->value.data);
        return EXIT_SUCCESS;
    default:
        fprintf(stderr, "provision_user: not known whether it was done; run it again later\n");
        return 3;
    }
}

int main(int argc, char **argv)
{
    callrec_ipass_rest *rest = NULL;
    callrec_outcome *outcome = NULL;
    callrec_error *error = NULL;
    int32_t status;
    int code;
    if (argc != 5 && (argc != 6 || strcmp(argv[5], "--dry-run") != 0)) {
        fprintf(stderr, "usage: provision_user USERNAME EMAIL FNAME LNAME [--dry-run]\n");
        return 2;
    }
    status = open_client(argc == 6, &rest, &error);
    if (status == CALLREC_OK)
        status = create(rest, argv, &outcome, &error);
    code = status == CALLREC_OK ? tell(outcome) : failed(error);
    callrec_outcome_free(outcome);
    callrec_ipass_rest_free(rest);
    return fflush(stdout) == 0 ? code : EXIT_FAILURE;
}
