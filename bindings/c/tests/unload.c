/*
 * The library loaded, used and unloaded by a program that is not linked to it.
 *
 *     unload LIBRARY       against a simulator whose month stalls
 */
#define _POSIX_C_SOURCE 200809L
#include "check.h"

#include <dlfcn.h>
#include <pthread.h>
#include <time.h>

/* The functions, found by name. Nothing here calls one of the header directly. */
static __typeof__(&callrec_abi_version) abi_version;
static __typeof__(&callrec_ipass_portal_options_init) options_init;
static __typeof__(&callrec_ipass_portal_new) portal_new;
static __typeof__(&callrec_ipass_portal_monthly_cdr) monthly_cdr;
static __typeof__(&callrec_ipass_portal_free) portal_free;
static __typeof__(&callrec_reader_next_cdr) next_cdr;
static __typeof__(&callrec_reader_proof) reader_proof;
static __typeof__(&callrec_reader_cancel) reader_cancel;
static __typeof__(&callrec_reader_free) reader_free;
static __typeof__(&callrec_open_buffer) open_buffer;

#define FIND(library, pointer, name) \
    do { \
        void *found = dlsym(library, name); \
        CHECK(found != NULL); \
        memcpy(&(pointer), &found, sizeof found); \
    } while (0)

static void *load(const char *path)
{
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) {
        printf("not ok %s: %s\n", path, dlerror());
        exit(1);
    }
    FIND(library, abi_version, "callrec_abi_version");
    FIND(library, options_init, "callrec_ipass_portal_options_init");
    FIND(library, portal_new, "callrec_ipass_portal_new");
    FIND(library, monthly_cdr, "callrec_ipass_portal_monthly_cdr");
    FIND(library, portal_free, "callrec_ipass_portal_free");
    FIND(library, next_cdr, "callrec_reader_next_cdr");
    FIND(library, reader_proof, "callrec_reader_proof");
    FIND(library, reader_cancel, "callrec_reader_cancel");
    FIND(library, reader_free, "callrec_reader_free");
    FIND(library, open_buffer, "callrec_open_buffer");
    return library;
}

static void pause_ms(long ms)
{
    struct timespec t;
    t.tv_sec = 0;
    t.tv_nsec = ms * 1000000;
    nanosleep(&t, NULL);
}

static callrec_ipass_portal *portal_of_environment(void)
{
    callrec_ipass_portal_options options;
    callrec_ipass_portal *portal = NULL;
    CHECK(options_init(&options, sizeof options, NULL) == CALLREC_OK);
    options.base_url = getenv("CALLREC_IPASS_PORTAL_URL");
    options.username = getenv("CALLREC_IPASS_PORTAL_USERNAME");
    options.password = getenv("CALLREC_IPASS_PORTAL_PASSWORD");
    options.tries = 1;
    CHECK(portal_new(&options, &portal, NULL) == CALLREC_OK);
    return portal;
}

static callrec_reader *reader;
static int32_t came;

static void *read_on(void *argument)
{
    const callrec_ipass_cdr *row;
    (void) argument;
    /* Who looks whether this thread is inside its call holds the reader for a moment, too. */
    do
        came = next_cdr(reader, &row, NULL);
    while (came == CALLREC_OK || came == CALLREC_BUSY);
    return NULL;
}

static void in_flight(const char *path)
{
    const char *company_id = getenv("CALLREC_IPASS_PORTAL_COMPANY");
    void *library, *again;
    callrec_ipass_portal *portal;
    pthread_t thread;
    int32_t proof;
    int tries;

    begin("dlclose while a thread is inside a call");
    library = load(path);
    portal = portal_of_environment();
    CHECK(monthly_cdr(portal, company_id, CALLREC_NTS, "2026-09", CALLREC_NTS, &reader, NULL) == CALLREC_OK);
    CHECK(pthread_create(&thread, NULL, read_on, NULL) == 0);
    for (tries = 0; tries < 2000 && reader_proof(reader, &proof, NULL) != CALLREC_BUSY; tries++)
        pause_ms(5);
    CHECK(dlclose(library) == 0);
    pause_ms(50);
    CHECK(abi_version() == CALLREC_ABI_VERSION);
    CHECK(reader_cancel(reader, NULL) == CALLREC_OK);
    CHECK(pthread_join(thread, NULL) == 0);
    CHECK(came == CALLREC_CANCELLED);

    begin("loaded again it is the same library, and handles live on");
    again = dlopen(path, RTLD_NOW | RTLD_NOLOAD);
    CHECK(again == library);
    CHECK(next_cdr(reader, NULL, NULL) == CALLREC_INVALID_ARGUMENT);
    reader_free(reader);
    portal_free(portal);
    CHECK(reader_cancel(reader, NULL) == CALLREC_INVALID_HANDLE);
    if (again != NULL)
        dlclose(again);
}

static void often(const char *path)
{
    int i;
    begin("loaded and unloaded many times, its threads at work");
    for (i = 0; i < 20; i++) {
        void *library = load(path);
        callrec_ipass_portal *portal = portal_of_environment();
        callrec_reader *empty = NULL;
        CHECK(open_buffer(NULL, 0, "companies", CALLREC_NTS, NULL, &empty, NULL) == CALLREC_OK);
        reader_free(empty);
        /* Its threads are on their way out. */
        portal_free(portal);
        CHECK(dlclose(library) == 0);
    }
}

int main(int count, char **arguments)
{
    (void) check_all();
    if (count != 2)
        return EXIT_FAILURE;
    in_flight(arguments[1]);
    often(arguments[1]);
    begin("it ends while the threads of the unloaded library go");
    {
        void *library = load(arguments[1]);
        callrec_ipass_portal *portal = portal_of_environment();
        CHECK(portal != NULL && dlclose(library) == 0);
    }
    return end();
}
