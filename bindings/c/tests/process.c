/*
 * fork and exit while calls are in flight: against a simulator whose month stalls.
 *
 *     process         the cases
 *     process WAY     ends in that way while a thread waits in a call; 7 is the exit code
 */
#define _POSIX_C_SOURCE 200809L
#include "waiting.h"

/* In the child of a fork that came while the parent's other thread was inside a call. */
static int child_of_waiting(waiting *w)
{
    const callrec_ipass_cdr *row;
    callrec_progress progress;
    callrec_ipass_portal *own;
    callrec_reader *three;
    /* The call that was in flight is in flight for ever here, or is told from one of this process. */
    int32_t status = callrec_reader_next_cdr(w->reader, &row, NULL);
    if (status != CALLREC_BUSY && status != CALLREC_FORKED)
        return 10;
    if (callrec_reader_progress(w->reader, &progress, sizeof progress, NULL) != CALLREC_OK)
        return 11;
    if (callrec_reader_cancel(w->reader, NULL) != CALLREC_OK)
        return 12;
    if (callrec_ipass_portal_login(w->portal, NULL) != CALLREC_FORKED)
        return 13;
    callrec_reader_free(w->reader);
    callrec_ipass_portal_free(w->portal);
    if (callrec_reader_close(w->reader, NULL) != CALLREC_INVALID_HANDLE)
        return 14;
    own = open_portal(NULL);
    if (callrec_ipass_portal_login(own, NULL) != CALLREC_OK)
        return 15;
    three = open_three();
    if (callrec_reader_next_cdr(three, &row, NULL) != CALLREC_OK)
        return 16;
    callrec_reader_free(three);
    callrec_ipass_portal_free(own);
    return 7;
}

static void forked_while_waiting(void)
{
    waiting w;
    pid_t pid;
    begin("fork while another thread is inside a call; the child ends by exit");
    begin_waiting(&w);
    fflush(stdout);
    pid = fork();
    if (pid == 0)
        exit(child_of_waiting(&w));
    CHECK(ended(pid) == 7);
    end_waiting(&w);

    begin("fork while another thread is inside a call; the child ends by _exit");
    begin_waiting(&w);
    fflush(stdout);
    pid = fork();
    if (pid == 0)
        _exit(child_of_waiting(&w));
    CHECK(ended(pid) == 7);
    end_waiting(&w);
}

/* Makes, uses and frees until it is told to stop. */
static int stop;

static void *make_and_free(void *argument)
{
    (void) argument;
    while (!__atomic_load_n(&stop, __ATOMIC_RELAXED)) {
        const callrec_ipass_cdr *row;
        callrec_ipass_portal *own = open_portal(NULL);
        callrec_reader *three = open_three();
        callrec_error *error = NULL;
        callrec_reader_next_cdr(three, &row, NULL);
        callrec_batch_shape(NULL, NULL, NULL, &error);
        callrec_error_free(error);
        callrec_reader_free(three);
        callrec_ipass_portal_free(own);
    }
    return NULL;
}

static int child_of_storm(void)
{
    callrec_ipass_portal_options options;
    callrec_ipass_portal *own = NULL;
    callrec_reader *three = open_three();
    const callrec_ipass_cdr *row;
    int32_t status;
    if (callrec_reader_next_cdr(three, &row, NULL) != CALLREC_OK)
        return 20;
    callrec_reader_free(three);
    callrec_ipass_portal_options_init(&options, sizeof options, NULL);
    options.base_url = "http://127.0.0.1:9";
    options.username = options.password = "u";
    options.tries = 1;
    /* Where the fork came while a thread of the parent was making one, no other can be made. */
    status = callrec_ipass_portal_new(&options, &own, NULL);
    if (status != CALLREC_OK)
        return status == CALLREC_FORKED ? 7 : 21;
    if (callrec_ipass_portal_login(own, NULL) != CALLREC_CONNECT)
        return 22;
    callrec_ipass_portal_free(own);
    return 7;
}

static void forked_while_making(void)
{
    pthread_t threads[2];
    pid_t children[12];
    int i;
    begin("fork while other threads make and free objects");
    for (i = 0; i < 2; i++)
        CHECK(pthread_create(&threads[i], NULL, make_and_free, NULL) == 0);
    fflush(stdout);
    for (i = 0; i < 12; i++) {
        children[i] = fork();
        if (children[i] == 0)
            exit(child_of_storm());
        pause_ms(7);
    }
    for (i = 0; i < 12; i++)
        CHECK(ended(children[i]) == 7);
    __atomic_store_n(&stop, 1, __ATOMIC_RELAXED);
    for (i = 0; i < 2; i++)
        CHECK(pthread_join(threads[i], NULL) == 0);
}

/* The ways to end, while a thread is inside a call. */
static waiting held;

static void free_held(void)
{
    callrec_reader_cancel(held.reader, NULL);
    callrec_reader_free(held.reader);
    callrec_ipass_portal_free(held.portal);
    callrec_reader_free(held.reader);
}

static void *end_process(void *argument)
{
    becomes_busy(&held);
    (void) argument;
    exit(7);
}

static int end_by(const char *way)
{
    pthread_t thread;
    if (strcmp(way, "atexit") == 0)
        atexit(free_held);
    if (strcmp(way, "thread") == 0) {
        open_stalling(&held);
        if (pthread_create(&thread, NULL, end_process, NULL) == 0)
            read_on(&held);
        return 8;
    }
    begin_waiting(&held);
    if (strcmp(way, "_exit") == 0)
        _exit(7);
    if (strcmp(way, "pthread_exit") == 0) {
        if (pthread_create(&thread, NULL, end_process, NULL) == 0)
            pthread_exit(NULL);
        return 8;
    }
    if (strcmp(way, "return") == 0)
        return 7;
    exit(7);
}

static void exits(const char *self)
{
    static const char *const ways[] = {"exit", "return", "_exit", "atexit", "pthread_exit", "thread"};
    size_t i;
    for (i = 0; i < sizeof ways / sizeof *ways; i++) {
        char name[64];
        int code;
        pid_t pid;
        snprintf(name, sizeof name, "a call is in flight at the end: %s", ways[i]);
        begin(name);
        fflush(stdout);
        pid = fork();
        if (pid == 0) {
            execl(self, self, ways[i], (char *) NULL);
            _exit(9);
        }
        code = ended(pid);
        CHECK(code == 7);
        begin("");
    }
}

int main(int count, char **arguments)
{
    waiting_all();
    if (count > 1)
        return end_by(arguments[1]);
    exits(arguments[0]);
    forked_while_waiting();
    forked_while_making();
    return end();
}
