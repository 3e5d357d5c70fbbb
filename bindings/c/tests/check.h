/* What the C tests share: cases that print "ok NAME" or "not ok NAME: why", which tests/run counts. */
#ifndef CHECK_H
#define CHECK_H

#include <callrec.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *check_case = "";
static int check_wrong = 0;
static int check_failed = 0;

/* Begins a case, which lasts until the next one. */
static void begin(const char *name)
{
    if (*check_case != '\0' && !check_wrong)
        printf("ok %s\n", check_case);
    check_case = name;
    check_wrong = 0;
}

/* Ends the last case; what main returns. */
static int end(void)
{
    begin("");
    return check_failed == 0 && fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

static void check_fail(const char *file, int line, const char *what)
{
    printf("not ok %s: %s:%d: %s\n", check_case, file, line, what);
    check_wrong = 1;
    check_failed++;
}

#define CHECK(condition) \
    do { \
        if (!(condition)) \
            check_fail(__FILE__, __LINE__, #condition); \
    } while (0)

/* The call gives the status. */
#define STATUS(wanted, call) \
    do { \
        int32_t check_status = (call); \
        if (check_status != (wanted)) { \
            char check_text[256]; \
            snprintf(check_text, sizeof check_text, "%s gave %s", #call, \
                     callrec_status_name(check_status)); \
            check_fail(__FILE__, __LINE__, check_text); \
        } \
    } while (0)

/* The call works; if not, the line of `error`, which the call is given, is shown. */
#define WORKS(call) \
    do { \
        callrec_error *error = NULL; \
        if ((call) != CALLREC_OK) { \
            check_fail(__FILE__, __LINE__, callrec_error_message(error)); \
            callrec_error_free(error); \
        } \
    } while (0)

/* The status, with a line that says the words: it is this argument that was refused and no other. */
#define REFUSES_SAYING(wanted, words, call) \
    do { \
        callrec_error *error = NULL; \
        STATUS(wanted, call); \
        if (strstr(callrec_error_message(error), words) == NULL) \
            check_fail(__FILE__, __LINE__, callrec_error_message(error)); \
        callrec_error_free(error); \
    } while (0)

static int text_is(callrec_text text, const char *wanted)
{
    return text.data != NULL && text.length == strlen(wanted) &&
           memcmp(text.data, wanted, text.length) == 0;
}

/* Some of these are not needed by every program. */
static const char *const CHECK_CDR =
    "Transaction ID,Billing Code,User ID,Authentication Domain,Description,GMT Time,Local Time,"
    "Session Length,Billing Rate,Net Billing Amount,Access Type,Service Type,Reserved,Data Used\n"
    "T1,B,anna,example.com,\"LU, Luxembourg\",30-SEP-2026 23:59:58,01-OCT-2026 01:59:58,"
    "\"1,234\",0.05,12.34,WIFI,daily_usage,null,1.5\n"
    "T2,,null,,,01-SEP-2026 00:00:00,,,,-0.5,,,,\n"
    "T3,B,bert,example.com,x,not a time,,1,1,1,WIFI,daily_usage,,1\n";

/* A reader of three records: one whole, one of nulls and a negative amount, one to quarantine. */
static callrec_reader *open_three(void)
{
    callrec_reader *reader = NULL;
    WORKS(callrec_open_buffer((const uint8_t *) CHECK_CDR, strlen(CHECK_CDR), "ipass_cdr",
                              CALLREC_NTS, NULL, &reader, &error));
    return reader;
}

/* The portal that the environment names, with one try a request. */
static callrec_ipass_portal *open_portal(const char *password)
{
    callrec_ipass_portal_options options;
    callrec_ipass_portal *portal = NULL;
    WORKS(callrec_ipass_portal_options_init(&options, sizeof options, &error));
    options.base_url = getenv("CALLREC_IPASS_PORTAL_URL");
    options.username = getenv("CALLREC_IPASS_PORTAL_USERNAME");
    options.password = password != NULL ? password : getenv("CALLREC_IPASS_PORTAL_PASSWORD");
    options.tries = 1;
    WORKS(callrec_ipass_portal_new(&options, &portal, &error));
    return portal;
}

static const char *company(void)
{
    const char *id = getenv("CALLREC_IPASS_PORTAL_COMPANY");
    return id != NULL ? id : "no company is set";
}

/* The compiler is to accept programs that do not use all of the above. */
typedef struct check_used {
    int (*text_is)(callrec_text, const char *);
    callrec_reader *(*open_three)(void);
    callrec_ipass_portal *(*open_portal)(const char *);
    const char *(*company)(void);
} check_used;

static inline check_used check_all(void)
{
    check_used used;
    used.text_is = text_is;
    used.open_three = open_three;
    used.open_portal = open_portal;
    used.company = company;
    return used;
}

#endif
