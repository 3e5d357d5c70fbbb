/* Cancelling, freeing and fork while a call of the other systems waits: against a simulator that stalls. */
#define _POSIX_C_SOURCE 200809L
#include "systems.h"

#include <pthread.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void pause_ms(long ms)
{
    struct timespec t;
    t.tv_sec = 0;
    t.tv_nsec = ms * 1000000;
    nanosleep(&t, NULL);
}

/* What a thread waits in, and what came of it. */
typedef struct waiting {
    callrec_ipass_portal *portal;
    callrec_document *document;
    callrec_ipass_rest *rest;
    callrec_billing_feed *feed;
    callrec_fan_out *days;
    int32_t status;
    char message[256];
} waiting;

static void *wait_for_a_day(void *argument)
{
    waiting *w = (waiting *) argument;
    callrec_text key;
    callrec_reader *reader = NULL;
    callrec_error *failure = NULL;
    /* Who looks whether this thread is inside its call holds the fan-out for a moment, too. */
    while ((w->status = callrec_fan_out_next(w->days, &key, &reader, &failure, NULL)) == CALLREC_BUSY)
        ;
    if (w->status == CALLREC_OK && failure != NULL)
        w->status = callrec_error_status(failure);
    callrec_reader_free(reader);
    callrec_error_free(failure);
    return NULL;
}

static void *wait_for_users(void *argument)
{
    waiting *w = (waiting *) argument;
    callrec_reader *reader = NULL;
    w->status = callrec_ipass_rest_list_users(w->rest, &reader, NULL);
    callrec_reader_free(reader);
    return NULL;
}

static void *wait_for_a_suspension(void *argument)
{
    waiting *w = (waiting *) argument;
    callrec_outcome *outcome = NULL;
    callrec_error *error = NULL;
    w->status = callrec_ipass_rest_suspend_user(w->rest, "a@roaming.example.com", CALLREC_NTS, &outcome, &error);
    callrec_error_message_copy(error, w->message, sizeof w->message, NULL);
    callrec_error_free(error);
    callrec_outcome_free(outcome);
    return NULL;
}

static void *wait_for_rows(void *argument)
{
    waiting *w = (waiting *) argument;
    callrec_reader *reader = NULL;
    w->status = callrec_billing_feed_first_page(w->feed, &reader, NULL);
    callrec_reader_free(reader);
    return NULL;
}

static void *wait_for_a_file(void *argument)
{
    waiting *w = (waiting *) argument;
    char path[1024];
    snprintf(path, sizeof path, "%s/never.zip", scratch());
    w->status = callrec_document_save(w->document, path, CALLREC_NTS, 0, NULL, 0, NULL);
    return NULL;
}

static void days_of(waiting *w)
{
    memset(w, 0, sizeof *w);
    w->portal = open_portal(NULL);
    WORKS(callrec_ipass_portal_daily_cdr_of_month(w->portal, company(), CALLREC_NTS, "2026-09", CALLREC_NTS, 0,
                                                  CALLREC_FAN_OUT_IN_ORDER, &w->days, &error));
}

/* Tries until the other thread is inside its call. */
static int becomes_busy(callrec_fan_out *days)
{
    size_t left;
    int tries;
    for (tries = 0; tries < 2000; tries++) {
        if (callrec_fan_out_remaining(days, &left, NULL) == CALLREC_BUSY)
            return 1;
        pause_ms(5);
    }
    return 0;
}

static void fan_outs(void)
{
    waiting w;
    pthread_t thread;
    size_t left;

    begin("fan-out: a second thread is told that it is busy; cancelling ends the wait");
    days_of(&w);
    CHECK(pthread_create(&thread, NULL, wait_for_a_day, &w) == 0);
    CHECK(becomes_busy(w.days));
    WORKS(callrec_ipass_portal_cancel(w.portal, &error));
    CHECK(pthread_join(thread, NULL) == 0);
    STATUS(CALLREC_CANCELLED, w.status);
    callrec_fan_out_free(w.days);
    callrec_ipass_portal_free(w.portal);

    begin("fan-out: cancelled by itself, for good, and its client goes on");
    days_of(&w);
    CHECK(pthread_create(&thread, NULL, wait_for_a_day, &w) == 0);
    CHECK(becomes_busy(w.days));
    WORKS(callrec_fan_out_cancel(w.days, &error));
    CHECK(pthread_join(thread, NULL) == 0);
    STATUS(CALLREC_CANCELLED, w.status);
    wait_for_a_day(&w);
    STATUS(CALLREC_CANCELLED, w.status);
    WORKS(callrec_ipass_portal_login(w.portal, &error));
    callrec_fan_out_free(w.days);
    STATUS(CALLREC_INVALID_HANDLE, callrec_fan_out_cancel(w.days, NULL));
    callrec_ipass_portal_free(w.portal);

    begin("fan-out: freed while another thread waits in it");
    days_of(&w);
    CHECK(pthread_create(&thread, NULL, wait_for_a_day, &w) == 0);
    CHECK(becomes_busy(w.days));
    callrec_fan_out_free(w.days);
    STATUS(CALLREC_INVALID_HANDLE, callrec_fan_out_remaining(w.days, &left, NULL));
    WORKS(callrec_ipass_portal_cancel(w.portal, &error));
    callrec_ipass_portal_free(w.portal);
    CHECK(pthread_join(thread, NULL) == 0);
    STATUS(CALLREC_CANCELLED, w.status);
}

static void calls(void)
{
    waiting w;
    pthread_t thread;

    begin("REST: a list that waits is cancelled");
    memset(&w, 0, sizeof w);
    w.rest = open_rest();
    CHECK(pthread_create(&thread, NULL, wait_for_users, &w) == 0);
    pause_ms(200);
    WORKS(callrec_ipass_rest_cancel(w.rest, &error));
    CHECK(pthread_join(thread, NULL) == 0);
    STATUS(CALLREC_CANCELLED, w.status);
    callrec_ipass_rest_free(w.rest);

    begin("REST: a write that waits is cancelled, and its client freed meanwhile");
    w.rest = open_rest();
    CHECK(pthread_create(&thread, NULL, wait_for_a_suspension, &w) == 0);
    pause_ms(200);
    WORKS(callrec_ipass_rest_cancel(w.rest, &error));
    callrec_ipass_rest_free(w.rest);
    CHECK(pthread_join(thread, NULL) == 0);
    CHECK(w.status == CALLREC_CANCELLED || w.status == CALLREC_INVALID_HANDLE);

    begin("REST: of a write that was cancelled the error says that it may have been carried out");
    w.rest = open_rest();
    CHECK(pthread_create(&thread, NULL, wait_for_a_suspension, &w) == 0);
    pause_ms(200);
    WORKS(callrec_ipass_rest_cancel(w.rest, &error));
    CHECK(pthread_join(thread, NULL) == 0);
    STATUS(CALLREC_CANCELLED, w.status);
    CHECK(strncmp(w.message, "ipass-rest suspend_user: ", 25) == 0);
    CHECK(strstr(w.message, "may have been carried out") != NULL);
    callrec_ipass_rest_free(w.rest);

    begin("feed: a page that waits is cancelled");
    w.feed = open_feed();
    CHECK(pthread_create(&thread, NULL, wait_for_rows, &w) == 0);
    pause_ms(200);
    WORKS(callrec_billing_feed_cancel(w.feed, &error));
    CHECK(pthread_join(thread, NULL) == 0);
    STATUS(CALLREC_CANCELLED, w.status);
    callrec_billing_feed_free(w.feed);
}

static void feeds(void)
{
    callrec_billing_feed *feeds[2];
    const callrec_billing_feed *asked[2];
    const callrec_feed_cursor *cursors[2];
    callrec_billing_feed_options options;
    callrec_feed_cursor *first = NULL;
    callrec_text key;
    callrec_reader *reader = NULL;
    callrec_error *failure = NULL;
    pthread_t thread;
    waiting w;
    int i;

    begin("feeds at once: one that is cancelled ends its own part, and the others go on");
    memset(&w, 0, sizeof w);
    WORKS(callrec_feed_cursor_first_run(&first, &error));
    WORKS(callrec_billing_feed_options_init(&options, sizeof options, &error));
    options.base_url = from_environment("CALLREC_BILLING_FEED_URL");
    options.login = from_environment("CALLREC_BILLING_FEED_USERNAME");
    options.password = from_environment("CALLREC_BILLING_FEED_PASSWORD");
    for (i = 0; i < 2; i++) {
        options.calls_only = i;
        WORKS(callrec_billing_feed_new(&options, &feeds[i], &error));
        asked[i] = feeds[i];
        cursors[i] = first;
    }
    WORKS(callrec_billing_feed_collect_all(asked, cursors, 2, 2, CALLREC_FAN_OUT_AS_COMPLETED, &w.days, &error));
    CHECK(pthread_create(&thread, NULL, wait_for_a_day, &w) == 0);
    CHECK(becomes_busy(w.days));
    WORKS(callrec_billing_feed_cancel(feeds[1], &error));
    CHECK(pthread_join(thread, NULL) == 0);
    STATUS(CALLREC_CANCELLED, w.status);
    CHECK(pthread_create(&thread, NULL, wait_for_a_day, &w) == 0);
    CHECK(becomes_busy(w.days));
    pause_ms(300);
    CHECK(becomes_busy(w.days));
    WORKS(callrec_billing_feed_cancel(feeds[0], &error));
    CHECK(pthread_join(thread, NULL) == 0);
    STATUS(CALLREC_CANCELLED, w.status);
    STATUS(CALLREC_END, callrec_fan_out_next(w.days, &key, &reader, &failure, NULL));
    callrec_fan_out_free(w.days);
    callrec_billing_feed_free(feeds[0]);
    callrec_billing_feed_free(feeds[1]);
    callrec_feed_cursor_free(first);
}

/* Handles that are cancelled by themselves. */
static void shares(void)
{
    waiting w;
    pthread_t thread;
    callrec_ipass_rest *rest = open_rest(), *second = NULL;
    callrec_ipass_portal *portal = open_portal(NULL), *other_portal = NULL;
    callrec_billing_feed *feed = open_feed(), *other_feed = NULL;
    callrec_reader *groups = NULL, *days = NULL;

    begin("share: one call is cancelled by its own handle, and the client goes on");
    memset(&w, 0, sizeof w);
    WORKS(callrec_ipass_rest_share(rest, &w.rest, &error));
    CHECK(pthread_create(&thread, NULL, wait_for_users, &w) == 0);
    pause_ms(200);
    WORKS(callrec_ipass_rest_cancel(w.rest, &error));
    CHECK(pthread_join(thread, NULL) == 0);
    STATUS(CALLREC_CANCELLED, w.status);
    STATUS(CALLREC_CANCELLED, callrec_ipass_rest_share(w.rest, &second, NULL));
    CHECK(second == NULL);
    callrec_ipass_rest_free(w.rest);
    WORKS(callrec_ipass_rest_list_groups(rest, &groups, &error));
    callrec_reader_free(groups);

    begin("share: a handle goes on after its client was freed, and is cancelled with it before");
    WORKS(callrec_ipass_rest_share(rest, &w.rest, &error));
    WORKS(callrec_ipass_rest_share(w.rest, &second, &error));
    CHECK(pthread_create(&thread, NULL, wait_for_users, &w) == 0);
    pause_ms(200);
    WORKS(callrec_ipass_rest_cancel(rest, &error));
    CHECK(pthread_join(thread, NULL) == 0);
    STATUS(CALLREC_CANCELLED, w.status);
    STATUS(CALLREC_CANCELLED, callrec_ipass_rest_list_groups(second, &groups, NULL));
    callrec_ipass_rest_free(second);
    callrec_ipass_rest_free(w.rest);
    callrec_ipass_rest_free(rest);
    WORKS(callrec_ipass_portal_share(portal, &other_portal, &error));
    callrec_ipass_portal_free(portal);
    WORKS(callrec_ipass_portal_login(other_portal, &error));
    WORKS(callrec_ipass_portal_monthly_cdr(other_portal, company(), CALLREC_NTS, "2026-09", CALLREC_NTS, &days, &error));
    callrec_ipass_portal_free(other_portal);
    WORKS(callrec_reader_close(days, &error));
    callrec_reader_free(days);

    begin("share: a feed's call as well");
    WORKS(callrec_billing_feed_share(feed, &other_feed, &error));
    w.feed = other_feed;
    CHECK(pthread_create(&thread, NULL, wait_for_rows, &w) == 0);
    pause_ms(200);
    callrec_billing_feed_free(feed);
    WORKS(callrec_billing_feed_cancel(other_feed, &error));
    CHECK(pthread_join(thread, NULL) == 0);
    STATUS(CALLREC_CANCELLED, w.status);
    callrec_billing_feed_free(other_feed);
}

/* A document whose body does not come to its end. */
static void documents(void)
{
    waiting w;
    pthread_t thread;
    char path[1024];

    begin("document: a saving that waits is cancelled and leaves no file");
    memset(&w, 0, sizeof w);
    w.portal = open_portal(NULL);
    WORKS(callrec_ipass_portal_child_custom_report(w.portal, company(), CALLREC_NTS, "2026-09", CALLREC_NTS,
                                                   "usage", CALLREC_NTS, &w.document, &error));
    CHECK(pthread_create(&thread, NULL, wait_for_a_file, &w) == 0);
    pause_ms(200);
    WORKS(callrec_document_cancel(w.document, &error));
    CHECK(pthread_join(thread, NULL) == 0);
    STATUS(CALLREC_CANCELLED, w.status);
    snprintf(path, sizeof path, "%s/never.zip", scratch());
    CHECK(file_bytes(path) == 0);
    wait_for_a_file(&w);
    STATUS(CALLREC_CLOSED, w.status);
    callrec_document_free(w.document);
    STATUS(CALLREC_INVALID_HANDLE, callrec_document_cancel(w.document, NULL));

    begin("document: cancelled before it is saved");
    WORKS(callrec_ipass_portal_child_custom_report(w.portal, company(), CALLREC_NTS, "2026-09", CALLREC_NTS,
                                                   "usage", CALLREC_NTS, &w.document, &error));
    WORKS(callrec_document_cancel(w.document, &error));
    wait_for_a_file(&w);
    STATUS(CALLREC_CANCELLED, w.status);
    callrec_document_free(w.document);
    callrec_ipass_portal_free(w.portal);
}

/* In the child: 0 where everything was as promised, else the number of the promise. */
static int child(callrec_ipass_rest *rest, callrec_billing_feed *feed, callrec_fan_out *days)
{
    callrec_reader *reader = NULL;
    callrec_error *failure = NULL;
    callrec_outcome *outcome = NULL;
    callrec_feed_cursor *cursor = NULL;
    callrec_text key;
    if (callrec_ipass_rest_list_users(rest, &reader, NULL) != CALLREC_FORKED)
        return 1;
    if (callrec_ipass_rest_delete_user(rest, "a@b", CALLREC_NTS, &outcome, NULL) != CALLREC_FORKED)
        return 2;
    if (callrec_billing_feed_first_page(feed, &reader, NULL) != CALLREC_FORKED)
        return 3;
    if (callrec_fan_out_next(days, &key, &reader, &failure, NULL) != CALLREC_FORKED)
        return 4;
    callrec_fan_out_free(days);
    callrec_billing_feed_free(feed);
    callrec_ipass_rest_free(rest);
    if (callrec_feed_cursor_first_run(&cursor, NULL) != CALLREC_OK)
        return 5;
    callrec_feed_cursor_free(cursor);
    return 0;
}

static void forked(void)
{
    callrec_ipass_rest *rest = open_rest();
    callrec_billing_feed *feed = open_feed();
    waiting w;
    pid_t pid;
    int status = 0;

    begin("fork: objects of the parent are told apart in the child");
    days_of(&w);
    fflush(stdout);
    pid = fork();
    if (pid == 0) {
        /* What was freed here is leaked by design, since its locks may be held for ever: another program
         * takes the process over, so that valgrind does not count it. */
        if (child(rest, feed, w.days) == 0)
            execlp("true", "true", (char *) NULL);
        _exit(1);
    }
    CHECK(pid > 0 && waitpid(pid, &status, 0) == pid);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    callrec_fan_out_free(w.days);
    callrec_ipass_portal_free(w.portal);
    callrec_billing_feed_free(feed);
    callrec_ipass_rest_free(rest);
}

int main(void)
{
    fan_outs();
    calls();
    feeds();
    shares();
    documents();
    if (getenv("CALLREC_TEST_NO_FORK") == NULL)
        forked();
    return end();
}
