/* What the calls of the program make that tests/structs.py writes. */
#ifndef MADE_H
#define MADE_H

#include "living.h"

#define HERE "http://127.0.0.1:9"

static callrec_ipass_portal *portal_made;
static callrec_ipass_rest *rest_made;
static callrec_billing_feed *feed_made;
static callrec_getcalls *getcalls_made;
static callrec_reader *reader_made;
static callrec_outcome *outcome_made;
static callrec_unpacked *unpacked_made;

static char *not_utf8;

static void free_made(void)
{
    callrec_ipass_portal_free(portal_made);
    callrec_ipass_rest_free(rest_made);
    callrec_billing_feed_free(feed_made);
    callrec_getcalls_free(getcalls_made);
    callrec_reader_free(reader_made);
    callrec_outcome_free(outcome_made);
    callrec_unpacked_free(unpacked_made);
    rmdir(inside);
}

/* A client that reaches its service as `connection` says. */
static int32_t connected(const callrec_connection_options *connection, callrec_error **error)
{
    callrec_ipass_rest_options options;
    STATUS(CALLREC_OK, callrec_ipass_rest_options_init(&options, sizeof options, NULL));
    options.base_url = HERE;
    options.key = "secret";
    options.company = "1";
    options.connection = connection;
    return callrec_ipass_rest_new(&options, &rest_made, error);
}

/* A reader that nothing was read from. */
static callrec_reader *fresh_three(void)
{
    callrec_reader_free(reader_made);
    return reader_made = open_three();
}

/* A report written as `options` say. */
static int32_t written(const callrec_write_options *options, callrec_error **error)
{
    int32_t status = callrec_reader_write_file(fresh_three(), "written.csv", CALLREC_NTS,
                                               CALLREC_FORMAT_CSV, options, NULL, error);
    remove("written.csv");
    return status;
}

#endif
