/* Objects for the program that tests/pointers writes: living ones, dead ones, and those of another kind. */
#ifndef POINTERS_H
#define POINTERS_H

#include "check.h"

static callrec_ipass_portal *portal;
static callrec_ipass_rest *rest;
static callrec_billing_feed *feed;
static callrec_getcalls *getcalls;
static callrec_reader *reader;
static callrec_batch *batch;
static callrec_feed_cursor *cursor;
static callrec_fan_out *fan_out;

static void *dead_callrec_ipass_portal, *dead_callrec_ipass_rest, *dead_callrec_billing_feed;
static void *dead_callrec_getcalls, *dead_callrec_reader, *dead_callrec_batch, *dead_callrec_feed_cursor;
static void *dead_callrec_fan_out, *dead_callrec_error;
/* Only the network makes these: a handle of theirs that was never given. */
static void *dead_callrec_document, *dead_callrec_outcome, *dead_callrec_unpacked;

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

/* Clients of an address where nobody listens: nothing is sent by making one. */
static void clients(void)
{
    callrec_ipass_portal_options p;
    callrec_ipass_rest_options r;
    callrec_billing_feed_options f;
    callrec_getcalls_options g;
    WORKS(callrec_ipass_portal_options_init(&p, sizeof p, &error));
    WORKS(callrec_ipass_rest_options_init(&r, sizeof r, &error));
    WORKS(callrec_billing_feed_options_init(&f, sizeof f, &error));
    WORKS(callrec_getcalls_options_init(&g, sizeof g, &error));
    p.base_url = r.base_url = f.base_url = g.base_url = "http://127.0.0.1:9";
    p.username = f.login = g.username = "nobody";
    p.password = f.password = g.password = r.key = "nothing";
    r.company = "1";
    WORKS(callrec_ipass_portal_new(&p, &portal, &error));
    WORKS(callrec_ipass_rest_new(&r, &rest, &error));
    WORKS(callrec_billing_feed_new(&f, &feed, &error));
    WORKS(callrec_getcalls_new(&g, &getcalls, &error));
}

static void others(void)
{
    WORKS(callrec_feed_cursor_first_run(&cursor, &error));
    WORKS(callrec_ipass_portal_daily_cdr_of_month(portal, "1", CALLREC_NTS, "2026-09", CALLREC_NTS, 0,
                                                  CALLREC_FAN_OUT_IN_ORDER, &fan_out, &error));
    reader = open_three();
    WORKS(callrec_reader_next_batch(reader, &batch, &error));
    callrec_reader_free(reader);
    reader = open_three();
}

static void free_all(void)
{
    callrec_fan_out_free(fan_out);
    callrec_feed_cursor_free(cursor);
    callrec_batch_free(batch);
    callrec_reader_free(reader);
    callrec_getcalls_free(getcalls);
    callrec_billing_feed_free(feed);
    callrec_ipass_rest_free(rest);
    callrec_ipass_portal_free(portal);
}

static void make(void)
{
    callrec_error *error = NULL;
    begin("objects");
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
    dead_callrec_document = (void *) (uintptr_t) UINT64_C(0xca00000001000000);
    dead_callrec_outcome = (void *) (uintptr_t) UINT64_C(0xcb00000001000000);
    dead_callrec_unpacked = (void *) (uintptr_t) UINT64_C(0xcc00000001000000);
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
}

#endif
