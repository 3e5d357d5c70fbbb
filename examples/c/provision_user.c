/*
 * Creates a user, once: where the answer is lost, it looks what became of it instead of sending again.
 *
 *     cc -std=c99 provision_user.c -lcallrec -o provision_user
 *     ./provision_user anna@roaming.example.com anna@example.com Anna Berg [--dry-run]
 *
 * The password is read from the environment, CALLREC_NEW_PASSWORD, so that it stands in no list of
 * processes; without it the provider's policy decides. Reads CALLREC_IPASS_REST_URL (optional), _KEY
 * and _COMPANY as well. Prints the user's id, where the service tells it.
 *
 * Exit code 0: the user is there, with this name, address and names, made now or before; or, in a dry
 * run, the request was printed. 1: the user was not created, or the id could not be printed. 2: misuse.
 * 3: not known. The last line says why. It can always be run again: no user is made twice.
 */
#include <callrec.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { UNKNOWN = 3 };

static void say(const char *line)
{
    fprintf(stderr, "provision_user: %s\n", line);
}

static void say_text(callrec_text text)
{
    if (text.data != NULL)
        fprintf(stderr, "provision_user: %.*s\n", (int) text.length, text.data);
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

/* One of CALLREC_OUTCOME_..., or 0 where there is no outcome. */
static int32_t state_of(const callrec_outcome *outcome, const callrec_outcome_details **details)
{
    return callrec_outcome_get_details(outcome, details, NULL) == CALLREC_OK ? (*details)->state : 0;
}

static void say_warnings(const callrec_outcome *outcome)
{
    callrec_text warning;
    size_t i;
    for (i = 0; callrec_outcome_warning(outcome, i, &warning, NULL) == CALLREC_OK; i++)
        say_text(warning);
}

/* A field of the user in an answer; without `data` where the answer does not have it. */
static callrec_text field(const callrec_outcome *outcome, const char *name)
{
    const callrec_field *found;
    callrec_text none = {NULL, 0};
    if (callrec_outcome_field_named(outcome, name, CALLREC_NTS, &found, NULL) != CALLREC_OK)
        return none;
    return found->value;
}

/* Whether the answer names the user; his id is printed. */
static int print_id(const callrec_outcome *outcome)
{
    callrec_text id = field(outcome, "end_user_id");
    if (id.data != NULL)
        printf("%.*s\n", (int) id.length, id.data);
    return id.data != NULL;
}

/* After a refusal, a lost answer, or one that names no user (`create` is NULL then): is the user there?
 * Looking changes nothing; sending again could. */
static int look(const callrec_ipass_rest *rest, const callrec_new_user *user, const callrec_error *create)
{
    int refused = create != NULL && callrec_error_status(create) != CALLREC_AMBIGUOUS;
    const callrec_outcome_details *details;
    callrec_outcome *outcome = NULL;
    callrec_error *error = NULL;
    callrec_text status;
    int32_t state = 0;
    int code = UNKNOWN;
    /* It compares the login, the address and both names with those of the request. */
    if (callrec_ipass_rest_reconcile_create_user(rest, user, &outcome, &error) == CALLREC_OK)
        state = state_of(outcome, &details);
    /* "Choose another name" is no answer for who asked for the very user that is there. */
    if (create != NULL && (!refused || state != CALLREC_OUTCOME_DONE))
        say(callrec_error_message(create));
    if (error != NULL)
        say(callrec_error_message(error));
    if (state != 0)
        say_text(details->message);
    say_warnings(outcome);
    if (state == CALLREC_OUTCOME_DONE) {
        /* The service may list a user who was deleted as a suspended one. */
        status = field(outcome, "end_user_status");
        if (status.length == 9 && memcmp(status.data, "Suspended", 9) == 0) {
            say("the user is there, but suspended: activate the user");
            code = EXIT_FAILURE;
        } else {
            say(refused ? "the user was there already; nothing was changed, not the password either"
                        : "the user is there");
            print_id(outcome);
            code = EXIT_SUCCESS;
        }
    } else if (refused && state != 0) {
        code = EXIT_FAILURE;
    } else if (state == CALLREC_OUTCOME_NOT_DONE) {
        say("there is no trace of the user, but the request may yet arrive: run it again later");
    } else {
        say("it is not known whether the user is there: run it again later");
    }
    callrec_error_free(error);
    callrec_outcome_free(outcome);
    return code;
}

static int create(const callrec_ipass_rest *rest, char **argv)
{
    const callrec_outcome_details *details;
    callrec_new_user user;
    callrec_outcome *outcome = NULL;
    callrec_error *error = NULL;
    int code = EXIT_FAILURE;
    int32_t status = callrec_new_user_init(&user, sizeof user, &error);
    user.username = argv[1];
    user.email = argv[2];
    user.fname = argv[3];
    user.lname = argv[4];
    user.password = getenv("CALLREC_NEW_PASSWORD");
    if (status == CALLREC_OK)
        status = callrec_ipass_rest_create_user(rest, &user, &outcome, &error);
    say_warnings(outcome);
    if (status == CALLREC_AMBIGUOUS || status == CALLREC_REJECTED || status == CALLREC_SERVICE) {
        /* Refused with a code that callrec does not know, it is CALLREC_SERVICE. */
        code = look(rest, &user, error);
    } else if (status != CALLREC_OK) {
        say(callrec_error_message(error));
    } else if (state_of(outcome, &details) == CALLREC_OUTCOME_PLANNED) {
        printf("%.*s\n", (int) details->planned.length, details->planned.data);
        code = EXIT_SUCCESS;
    } else {
        code = print_id(outcome) ? EXIT_SUCCESS : look(rest, &user, NULL);
    }
    callrec_error_free(error);
    callrec_outcome_free(outcome);
    return code;
}

int main(int argc, char **argv)
{
    callrec_ipass_rest *rest = NULL;
    callrec_error *error = NULL;
    int code = EXIT_FAILURE, lost;
    if (argc != 5 && (argc != 6 || strcmp(argv[5], "--dry-run") != 0)) {
        fprintf(stderr, "usage: provision_user USERNAME EMAIL FNAME LNAME [--dry-run]\n");
        return 2;
    }
    if (open_client(argc == 6, &rest, &error) == CALLREC_OK)
        code = create(rest, argv);
    else
        say(callrec_error_message(error));
    callrec_error_free(error);
    callrec_ipass_rest_free(rest);
    lost = ferror(stdout);
    if ((fclose(stdout) != 0 || lost) && code == EXIT_SUCCESS) {
        say("standard output could not be written: run it again to have it printed");
        code = EXIT_FAILURE;
    }
    return code;
}
