/* What the tests of the process share: a portal whose month stalls, threads that wait in it, children. */
#ifndef WAITING_H
#define WAITING_H

#include "check.h"

#include <dirent.h>
#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void pause_ms(long ms)
{
    struct timespec t;
    t.tv_sec = ms / 1000;
    t.tv_nsec = ms % 1000 * 1000000;
    while (nanosleep(&t, &t) != 0)
        ;
}

/* A reader of a month that never ends, and what the thread that reads it came to. */
typedef struct waiting {
    callrec_ipass_portal *portal;
    callrec_reader *reader;
    pthread_t thread;
    int32_t status;
} waiting;

static void *read_on(void *argument)
{
    waiting *w = (waiting *) argument;
    const callrec_ipass_cdr *row;
    /* Who looks whether this thread is inside its call holds the reader for a moment, too. */
    do
        w->status = callrec_reader_next_cdr(w->reader, &row, NULL);
    while (w->status == CALLREC_OK || w->status == CALLREC_BUSY);
    return NULL;
}

/* Opens the month that stalls. */
static void open_stalling(waiting *w)
{
    memset(w, 0, sizeof *w);
    w->portal = open_portal(NULL);
    WORKS(callrec_ipass_portal_monthly_cdr(w->portal, company(), CALLREC_NTS, "2026-09", CALLREC_NTS,
                                           &w->reader, &error));
}

/* Waits until a thread is inside a call on the reader, and its rows are used up. */
static void becomes_busy(waiting *w)
{
    int32_t proof;
    int tries;
    for (tries = 0; tries < 2000; tries++) {
        if (callrec_reader_proof(w->reader, &proof, NULL) == CALLREC_BUSY)
            return;
        pause_ms(5);
    }
    CHECK(!"a thread is inside the call");
}

static void begin_waiting(waiting *w)
{
    open_stalling(w);
    CHECK(pthread_create(&w->thread, NULL, read_on, w) == 0);
    becomes_busy(w);
}

static void end_waiting(waiting *w)
{
    WORKS(callrec_reader_cancel(w->reader, &error));
    CHECK(pthread_join(w->thread, NULL) == 0);
    STATUS(CALLREC_CANCELLED, w->status);
    callrec_reader_free(w->reader);
    callrec_ipass_portal_free(w->portal);
}

/* The child's exit code; -1 where a signal ended it, -2 where it hung and was ended here. */
static int ended(pid_t child)
{
    int how = 0, waited;
    for (waited = 0; waited < 600; waited++) {
        if (waitpid(child, &how, WNOHANG) == child)
            return WIFEXITED(how) ? WEXITSTATUS(how) : -1;
        pause_ms(100);
    }
    kill(child, SIGKILL);
    waitpid(child, &how, 0);
    return -2;
}

/* Entries of a folder of /proc/self: "task" for threads, "fd" for open files. */
static int entries_of(const char *name)
{
    char path[32];
    int count = 0;
    DIR *folder;
    snprintf(path, sizeof path, "/proc/self/%s", name);
    folder = opendir(path);
    while (folder != NULL && readdir(folder) != NULL)
        count++;
    if (folder != NULL)
        closedir(folder);
    return count;
}

/* Free functions do not wait: whether threads and files are as many as before, after a while. */
static int comes_back_to(const char *name, int before)
{
    int tries;
    for (tries = 0; tries < 2000; tries++) {
        if (entries_of(name) <= before)
            return 1;
        pause_ms(5);
    }
    return 0;
}

/* The compiler is to accept programs that do not use all of the above. */
static inline void waiting_all(void)
{
    (void) check_all();
    (void) begin_waiting;
    (void) end_waiting;
    (void) ended;
    (void) comes_back_to;
}

#endif
