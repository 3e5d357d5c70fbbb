/* What the tests of the systems share beside check.h. */
#ifndef SYSTEMS_H
#define SYSTEMS_H

#include "check.h"

static const char *from_environment(const char *name)
{
    const char *value = getenv(name);
    return value != NULL ? value : "not set";
}

/* A folder that tests/run empties. */
static const char *scratch(void)
{
    return from_environment("CALLREC_TEST_SCRATCH");
}

/* A report that came whole and has no row. */
#define NO_NETWORK_USERS "\"User Name\",\"User Domain\",\"Network User?\",\"OM User?\",\"iPC User?\"\n"

static callrec_reader *open_text(const char *text, const char *report)
{
    callrec_reader *reader = NULL;
    WORKS(callrec_open_buffer((const uint8_t *) text, strlen(text), report, CALLREC_NTS, NULL, &reader, &error));
    return reader;
}

/* Length of a file, 0 where there is none. */
static uint64_t file_bytes(const char *path)
{
    FILE *file = fopen(path, "rb");
    uint64_t count = 0;
    if (file == NULL)
        return 0;
    while (fgetc(file) != EOF)
        count++;
    fclose(file);
    return count;
}

static int holds(callrec_text text, const char *part)
{
    size_t at, length = strlen(part);
    for (at = 0; text.data != NULL && at + length <= text.length; at++)
        if (memcmp(text.data + at, part, length) == 0)
            return 1;
    return 0;
}

static int32_t state(const callrec_outcome *outcome)
{
    const callrec_outcome_details *details = NULL;
    if (callrec_outcome_get_details(outcome, &details, NULL) != CALLREC_OK)
        return 0;
    return details->state;
}

static int field_is(const callrec_outcome *outcome, const char *name, const char *value)
{
    const callrec_field *field = NULL;
    return callrec_outcome_field_named(outcome, name, CALLREC_NTS, &field, NULL) == CALLREC_OK &&
           text_is(field->value, value);
}

static callrec_ipass_rest *open_rest(void)
{
    callrec_ipass_rest_options options;
    callrec_ipass_rest *rest = NULL;
    WORKS(callrec_ipass_rest_options_init(&options, sizeof options, &error));
    options.base_url = from_environment("CALLREC_IPASS_REST_URL");
    options.key = from_environment("CALLREC_IPASS_REST_KEY");
    options.company = from_environment("CALLREC_IPASS_REST_COMPANY");
    WORKS(callrec_ipass_rest_new(&options, &rest, &error));
    return rest;
}

static callrec_billing_feed *open_feed(void)
{
    callrec_billing_feed_options options;
    callrec_billing_feed *feed = NULL;
    WORKS(callrec_billing_feed_options_init(&options, sizeof options, &error));
    options.base_url = from_environment("CALLREC_BILLING_FEED_URL");
    options.login = from_environment("CALLREC_BILLING_FEED_USERNAME");
    options.password = from_environment("CALLREC_BILLING_FEED_PASSWORD");
    WORKS(callrec_billing_feed_new(&options, &feed, &error));
    return feed;
}

static callrec_getcalls *open_getcalls(void)
{
    callrec_getcalls_options options;
    callrec_getcalls *getcalls = NULL;
    WORKS(callrec_getcalls_options_init(&options, sizeof options, &error));
    options.base_url = from_environment("CALLREC_GETCALLS_URL");
    options.username = from_environment("CALLREC_GETCALLS_USERNAME");
    options.password = from_environment("CALLREC_GETCALLS_PASSWORD");
    WORKS(callrec_getcalls_new(&options, &getcalls, &error));
    return getcalls;
}

/* The compiler is to accept programs that do not use all of the above. */
typedef struct systems_used {
    const char *(*scratch)(void);
    callrec_reader *(*open_text)(const char *, const char *);
    uint64_t (*file_bytes)(const char *);
    int (*holds)(callrec_text, const char *);
    int32_t (*state)(const callrec_outcome *);
    int (*field_is)(const callrec_outcome *, const char *, const char *);
    callrec_ipass_rest *(*open_rest)(void);
    callrec_billing_feed *(*open_feed)(void);
    callrec_getcalls *(*open_getcalls)(void);
} systems_used;

static inline systems_used systems_all(void)
{
    systems_used all = {scratch,  open_text, file_bytes, holds,        state,
                        field_is, open_rest, open_feed,  open_getcalls};
    return all;
}

#endif
