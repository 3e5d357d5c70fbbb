/*
 * Objects of every kind for the programs that the scripts here write: living ones, dead ones, and of another
 * kind. None needs a network: the clients are of an address where nobody listens, and their outcomes are
 * those of a dry run.
 */
#ifndef LIVING_H
#define LIVING_H

#include "check.h"

#include <sys/stat.h>
#include <unistd.h>

static callrec_ipass_portal *portal;
static callrec_ipass_rest *rest;
static callrec_billing_feed *feed;
static callrec_getcalls *getcalls;
static callrec_reader *reader;
static callrec_batch *batch;
static callrec_feed_cursor *cursor;
static callrec_fan_out *fan_out;
static callrec_outcome *outcome;
static callrec_unpacked *unpacked;

/* Clients that send nothing. */
static callrec_ipass_rest *dry;
static callrec_ipass_portal *dry_portal;
/* A folder of this program's own, and in it an archive without a file. */
static char folder[64];
static char archive[80];
/* What is unpacked there, and what a path names there. */
static char inside[80];

static void *dead_callrec_ipass_portal, *dead_callrec_ipass_rest, *dead_callrec_billing_feed;
static void *dead_callrec_getcalls, *dead_callrec_reader, *dead_callrec_batch, *dead_callrec_feed_cursor;
static void *dead_callrec_fan_out, *dead_callrec_error, *dead_callrec_outcome, *dead_callrec_unpacked;
/* Only the network makes one: a handle that was never given. */
static void *dead_callrec_document;

#define other_than_callrec_ipass_portal ((void *) cursor)
#define other_than_callrec_ipass_rest ((void *) cursor)
#define other_than_callrec_billing_feed ((void *) cursor)
#define other_than_callrec_getcalls ((void *) cursor)
#define other_than_callrec_reader ((void *) cursor)
#define other_than_callrec_batch ((void *) cursor)
#define other_than_callrec_feed_cursor ((void *) portal)
#define other_than_callrec_fan_out ((void *) cursor)
#define other_than_callrec_error ((void *) cursor)
#define other_than_callrec_document ((void *) cursor)
#define other_than_callrec_outcome ((void *) cursor)
#define other_than_callrec_unpacked ((void *) cursor)

static int nobody;
#define made_up ((void *) &nobody)

/* The status, and an error with a line where the function takes one. */
#define REFUSES(wanted, call) \
    do { \
        STATUS(wanted, call); \
        CHECK(error == NULL || *callrec_error_message(error) != '\0'); \
        callrec_error_free(error); \
        error = NULL; \
    } while (0)

#define REFUSES_ANY(call) \
    do { \
        int32_t refused = (call); \
        CHECK(refused == CALLREC_INVALID_HANDLE || refused == CALLREC_INVALID_ARGUMENT); \
        callrec_error_free(error); \
        error = NULL; \
    } while (0)

/* Any status but a bug of the library. */
#define ANSWERS(call) \
    do { \
        int32_t answered = (call); \
        if (answered == CALLREC_INTERNAL) \
            check_fail(__FILE__, __LINE__, callrec_error_message(error)); \
        callrec_error_free(error); \
        error = NULL; \
    } while (0)

/* A copy of bytes that ends where they end, so that a read beyond them is noticed. */
static char *exactly(const char *bytes, size_t length)
{
    char *copy = (char *) malloc(length);
    if (copy == NULL)
        abort();
    memcpy(copy, bytes, length);
    return copy;
}

/* Clients of an address where nobody listens: nothing is sent by making one. */
static void clients(void)
{
    callrec_connection_options once;
    callrec_ipass_portal_options p;
    callrec_ipass_rest_options r;
    callrec_billing_feed_options f;
    callrec_getcalls_options g;
    WORKS(callrec_connection_options_init(&once, sizeof once, &error));
    WORKS(callrec_ipass_portal_options_init(&p, sizeof p, &error));
    WORKS(callrec_ipass_rest_options_init(&r, sizeof r, &error));
    WORKS(callrec_billing_feed_options_init(&f, sizeof f, &error));
    WORKS(callrec_getcalls_options_init(&g, sizeof g, &error));
    p.base_url = r.base_url = f.base_url = g.base_url = "http://127.0.0.1:9";
    p.username = f.login = g.username = "nobody";
    p.password = f.password = g.password = r.key = "nothing";
    r.company = "1";
    once.tries = p.tries = 1;
    r.connection = f.connection = g.connection = &once;
    WORKS(callrec_ipass_portal_new(&p, &portal, &error));
    WORKS(callrec_ipass_rest_new(&r, &rest, &error));
    WORKS(callrec_billing_feed_new(&f, &feed, &error));
    WORKS(callrec_getcalls_new(&g, &getcalls, &error));
    WORKS(callrec_ipass_rest_dry_run(rest, &dry, &error));
    WORKS(callrec_ipass_portal_dry_run(portal, &dry_portal, &error));
}

static void others(void)
{
    WORKS(callrec_feed_cursor_first_run(&cursor, &error));
    WORKS(callrec_ipass_portal_daily_cdr_of_month(portal, "1", CALLREC_NTS, "2026-09", CALLREC_NTS, 0,
                                                  CALLREC_FAN_OUT_IN_ORDER, &fan_out, &error));
    WORKS(callrec_ipass_rest_suspend_user(dry, "nobody@example.com", CALLREC_NTS, &outcome, &error));
    WORKS(callrec_unpack(archive, CALLREC_NTS, inside, CALLREC_NTS, NULL, &unpacked, &error));
    rmdir(inside);
    reader = open_three();
    WORKS(callrec_reader_next_batch(reader, &batch, &error));
    callrec_reader_free(reader);
    reader = open_three();
}

static void free_all(void)
{
    callrec_unpacked_free(unpacked);
    callrec_outcome_free(outcome);
    callrec_fan_out_free(fan_out);
    callrec_feed_cursor_free(cursor);
    callrec_batch_free(batch);
    callrec_reader_free(reader);
    callrec_ipass_rest_free(dry);
    callrec_ipass_portal_free(dry_portal);
    callrec_getcalls_free(getcalls);
    callrec_billing_feed_free(feed);
    callrec_ipass_rest_free(rest);
    callrec_ipass_portal_free(portal);
}

/* A folder with a zip archive that holds nothing: the record of its end alone. The program moves there. */
static void make_folder(void)
{
    static const char nothing[22] = {'P', 'K', 5, 6};
    const char *place = getenv("TMPDIR");
    FILE *file;
    snprintf(folder, sizeof folder, "%.40s/callrec-XXXXXX", place != NULL ? place : "/tmp");
    if (mkdtemp(folder) == NULL) {
        strcpy(folder, "/tmp/callrec-XXXXXX");
        if (mkdtemp(folder) == NULL)
            abort();
    }
    snprintf(archive, sizeof archive, "%s/empty.zip", folder);
    snprintf(inside, sizeof inside, "%s/inside", folder);
    if (chdir(folder) != 0)
        abort();
    file = fopen(archive, "wb");
    if (file == NULL || fwrite(nothing, 1, sizeof nothing, file) != sizeof nothing || fclose(file) != 0)
        abort();
}

static void make(void)
{
    callrec_error *error = NULL;
    begin("objects");
    make_folder();
    clients();
    others();
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_reader_report(NULL, NULL, &error));
    dead_callrec_error = error;
    callrec_error_free(error);
    dead_callrec_ipass_portal = portal;
    dead_callrec_ipass_rest = rest;
    dead_callrec_billing_feed = feed;
    dead_callrec_getcalls = getcalls;
    dead_callrec_reader = reader;
    dead_callrec_batch = batch;
    dead_callrec_feed_cursor = cursor;
    dead_callrec_fan_out = fan_out;
    dead_callrec_outcome = outcome;
    dead_callrec_unpacked = unpacked;
    dead_callrec_document = (void *) (uintptr_t) UINT64_C(0xca00000001000000);
    free_all();
    clients();
    others();
}

static void unmake(void)
{
    callrec_document_free((callrec_document *) dead_callrec_document);
    callrec_outcome_free((callrec_outcome *) dead_callrec_outcome);
    callrec_unpacked_free((callrec_unpacked *) dead_callrec_unpacked);
    callrec_fan_out_free((callrec_fan_out *) dead_callrec_fan_out);
    free_all();
    /* Files that a call with a strange path may have made. */
    remove(inside);
    remove("a\nb");
    remove(archive);
    if (rmdir(folder) != 0)
        check_fail(__FILE__, __LINE__, "something else was left in the folder");
}

/* The compiler is to accept programs that do not use all of the above. */
static inline void living_all(void)
{
    (void) check_all();
    (void) made_up;
    (void) exactly;
}

#endif
