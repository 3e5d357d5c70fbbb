/*
 * What the system refuses or takes its time for: threads, memory, a small stack, a slow disk, a process that ends.
 *
 *     refused         the cases
 *     refused exit    makes its clients when it ends; 7 is the exit code
 *
 * The library finds this program's fsync and pthread_create before the system's: not in C++, which declares them
 * otherwise, nor where a sanitizer has its own.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "waiting.h"

#include <dlfcn.h>
#include <errno.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>

/* Milliseconds that bringing a file to disk takes, and whether that has begun. */
static long slow_ms;
static int begun;

#if !defined(__cplusplus) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define OF_THIS_PROGRAM 1

int fsync(int file)
{
    struct stat of;
    if (fstat(file, &of) == 0 && S_ISREG(of.st_mode)) {
        __atomic_store_n(&begun, 1, __ATOMIC_SEQ_CST);
        pause_ms(slow_ms);
    }
    return fdatasync(file);
}

/* Threads that may be there at once, -1 for any number, and those that are. */
static int may_start = -1, there;

typedef struct work {
    void *(*routine)(void *);
    void *argument;
} work;

static void *counted(void *argument)
{
    work own = *(work *) argument;
    void *result;
    free(argument);
    result = own.routine(own.argument);
    __atomic_fetch_sub(&there, 1, __ATOMIC_SEQ_CST);
    return result;
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*routine)(void *), void *argument)
{
    int (*real)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
    void *found = dlsym(RTLD_NEXT, "pthread_create");
    int most = __atomic_load_n(&may_start, __ATOMIC_SEQ_CST);
    work *own = (work *) malloc(sizeof *own);
    memcpy(&real, &found, sizeof real);
    if (own == NULL || (most >= 0 && __atomic_load_n(&there, __ATOMIC_SEQ_CST) >= most)) {
        free(own);
        return EAGAIN;
    }
    own->routine = routine;
    own->argument = argument;
    __atomic_fetch_add(&there, 1, __ATOMIC_SEQ_CST);
    return real(thread, attributes, counted, own);
}
#endif

static callrec_document *open_document(callrec_ipass_portal *portal)
{
    callrec_document *document = NULL;
    WORKS(callrec_ipass_portal_child_custom_report(portal, company(), CALLREC_NTS, "2026-09", CALLREC_NTS,
                                                   "usage", CALLREC_NTS, &document, &error));
    return document;
}

static void *cancel_once_begun(void *argument)
{
    while (!__atomic_load_n(&begun, __ATOMIC_SEQ_CST))
        pause_ms(1);
    CHECK(callrec_document_cancel((callrec_document *) argument, NULL) == CALLREC_OK);
    return NULL;
}

static void slow_disk(void)
{
    callrec_ipass_portal *portal = open_portal(NULL);
    callrec_document *document;
    char path[1024];
    FILE *file;
    pthread_t thread;
    struct stat of;
    const char *folder = getenv("CALLREC_TEST_SCRATCH");
    snprintf(path, sizeof path, "%s/refused.zip", folder != NULL ? folder : ".");

    begin("a saving that is cancelled while its file is brought to disk leaves what is there");
    slow_ms = 600;
    document = open_document(portal);
    CHECK(pthread_create(&thread, NULL, cancel_once_begun, document) == 0);
    STATUS(CALLREC_CANCELLED, callrec_document_save(document, path, CALLREC_NTS, 0, NULL, 0, NULL));
    CHECK(pthread_join(thread, NULL) == 0);
    file = fopen(path, "w");
    CHECK(file != NULL && fputs("mine", file) >= 0 && fclose(file) == 0);
    pause_ms(1200);
    CHECK(stat(path, &of) == 0 && of.st_size == 4);
    callrec_document_free(document);

    begin("and one that is not cancelled replaces it");
    slow_ms = 0;
    document = open_document(portal);
    WORKS(callrec_document_save(document, path, CALLREC_NTS, 0, NULL, 0, &error));
    CHECK(stat(path, &of) == 0 && of.st_size > 4);
    callrec_document_free(document);
    callrec_ipass_portal_free(portal);
    remove(path);
}

static int descriptors(void)
{
    int count = 0;
    DIR *folder = opendir("/proc/self/fd");
    while (folder != NULL && readdir(folder) != NULL)
        count++;
    if (folder != NULL)
        closedir(folder);
    return count;
}

#ifdef OF_THIS_PROGRAM
static int32_t make(callrec_ipass_portal **portal, char *line, size_t size)
{
    callrec_ipass_portal_options options;
    callrec_error *error = NULL;
    int32_t status;
    WORKS(callrec_ipass_portal_options_init(&options, sizeof options, &error));
    options.base_url = getenv("CALLREC_IPASS_PORTAL_URL");
    options.username = options.password = "u";
    status = callrec_ipass_portal_new(&options, portal, &error);
    snprintf(line, size, "%s", callrec_error_message(error));
    callrec_error_free(error);
    return status;
}

static void few_threads(void)
{
    callrec_ipass_portal *portal = NULL;
    char line[512];
    int few, before = 0;

    begin("a client where the system starts too few threads: an error at once that says so, and nothing leaks");
    /* Those of the clients before are on their way out. */
    while (__atomic_load_n(&there, __ATOMIC_SEQ_CST) > 0)
        pause_ms(1);
    for (few = 0; few < 3; few++) {
        may_start = few;
        STATUS(CALLREC_IO, make(&portal, line, sizeof line));
        CHECK(strstr(line, "the system starts no more threads (3 needed)") != NULL);
        CHECK(strstr(line, "raise the limit of processes (ulimit -u, pids.max)") != NULL);
        STATUS(CALLREC_IO, make(&portal, line, sizeof line));
        if (few == 0)
            before = descriptors();
        CHECK(descriptors() == before);
    }
    begin("a client where it starts just as many");
    may_start = 3;
    portal = open_portal(NULL);
    may_start = 0;
    WORKS(callrec_ipass_portal_login(portal, &error));
    callrec_ipass_portal_free(portal);
    may_start = -1;
    begin("and one where it starts more again");
    portal = open_portal(NULL);
    WORKS(callrec_ipass_portal_login(portal, &error));
    callrec_ipass_portal_free(portal);
}
#endif

static void little_memory(void)
{
    const size_t length = (size_t) 8 << 30;
    struct rlimit before, less;
    callrec_reader *reader = NULL;
    void *zeros = mmap(NULL, length, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

    begin("a report in memory that there is no memory to copy");
    CHECK(zeros != MAP_FAILED);
    CHECK(getrlimit(RLIMIT_AS, &before) == 0);
    less = before;
    less.rlim_cur = length + ((rlim_t) 4 << 30);
    CHECK(setrlimit(RLIMIT_AS, &less) == 0);
    REFUSES_SAYING(CALLREC_LIMIT, "8589934592 bytes",
                   callrec_open_buffer((const uint8_t *) zeros, length, "ipass_cdr", CALLREC_NTS, NULL, &reader, &error));
    CHECK(reader == NULL);
    CHECK(setrlimit(RLIMIT_AS, &before) == 0);
    munmap(zeros, length);
}

/* Ends the process with 7 where a new client works although its thread is at its end. */
static void login_at_the_end(void)
{
    callrec_ipass_portal *portal = open_portal(NULL);
    callrec_error *error = NULL;
    int32_t status = callrec_ipass_portal_login(portal, &error);
    if (status != CALLREC_OK)
        printf("# %s\n", callrec_error_message(error));
    callrec_ipass_portal_free(portal);
    fflush(stdout);
    _exit(status == CALLREC_OK ? 7 : 8);
}

static void at_exit(const char *self)
{
    pid_t pid;
    begin("a client that is made when the process ends, after others were used");
    fflush(stdout);
    pid = fork();
    if (pid == 0) {
        execl(self, self, "exit", (char *) NULL);
        _exit(9);
    }
    CHECK(ended(pid) == 7);
}

int main(int count, char **arguments)
{
    (void) check_all();
    waiting_all();
    if (count > 1) {
        callrec_ipass_portal *portal;
        atexit(login_at_the_end);
        portal = open_portal(NULL);
        callrec_ipass_portal_login(portal, NULL);
        callrec_ipass_portal_free(portal);
        exit(10);
    }
#ifdef OF_THIS_PROGRAM
    slow_disk();
    few_threads();
#else
    (void) slow_disk;
    (void) descriptors;
#endif
    at_exit(arguments[0]);
    little_memory();
    return end();
}
