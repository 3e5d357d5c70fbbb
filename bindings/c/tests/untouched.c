/* What a process lends the library it gets back as it was: signals, environment, locale, files, threads. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "waiting.h"

#include <locale.h>
#include <sys/resource.h>
#include <sys/stat.h>

extern char **environ;

/* What can be asked of a process without changing it. */
typedef struct state {
    struct sigaction handlers[64];
    sigset_t mask;
    char locale[256];
    char folder[1024];
    char **variables;
    size_t variable_bytes;
    mode_t files;
    struct rlimit limit;
    int threads;
    int open_files;
} state;

static size_t bytes_of(char **variables)
{
    size_t bytes = 0;
    for (; *variables != NULL; variables++)
        bytes += strlen(*variables) + 1;
    return bytes;
}

static void look(state *s)
{
    int number;
    memset(s, 0, sizeof *s);
    for (number = 1; number < 64; number++)
        sigaction(number, NULL, &s->handlers[number]);
    pthread_sigmask(SIG_SETMASK, NULL, &s->mask);
    snprintf(s->locale, sizeof s->locale, "%s", setlocale(LC_ALL, NULL));
    CHECK(getcwd(s->folder, sizeof s->folder) != NULL);
    s->variables = environ;
    s->variable_bytes = bytes_of(environ);
    s->files = umask(022);
    umask(s->files);
    CHECK(getrlimit(RLIMIT_NOFILE, &s->limit) == 0);
    s->threads = entries_of("task");
    s->open_files = entries_of("fd");
}

/* Everything of one month: made, read, written, failed and freed. */
static void use(void)
{
    callrec_ipass_portal *portal = open_portal(NULL);
    callrec_reader *reader = NULL;
    const callrec_ipass_cdr *row;
    callrec_error *error = NULL;
    char folder[] = "/tmp/callrec-XXXXXX", path[64];
    WORKS(callrec_ipass_portal_login(portal, &error));
    WORKS(callrec_ipass_portal_monthly_cdr(portal, company(), CALLREC_NTS, "2026-09", CALLREC_NTS,
                                           &reader, &error));
    callrec_reader_free(reader);
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_ipass_portal_monthly_cdr(portal, "", 0, "2026-09", CALLREC_NTS,
                                                                      &reader, &error));
    callrec_error_free(error);
    reader = open_three();
    CHECK(callrec_reader_next_cdr(reader, &row, NULL) == CALLREC_OK);
    callrec_reader_free(reader);
    reader = open_three();
    CHECK(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/three.parquet", folder);
    WORKS(callrec_reader_write_file(reader, path, CALLREC_NTS, CALLREC_FORMAT_BY_EXTENSION, NULL, NULL, &error));
    callrec_reader_free(reader);
    remove(path);
    rmdir(folder);
    callrec_ipass_portal_free(portal);
}

int main(void)
{
    state before, after;
    struct stat out;
    int number, wrong = 0, spoken;
    FILE *said = tmpfile();

    waiting_all();
    begin("it prints nothing");
    CHECK(said != NULL);
    fflush(stdout);
    fflush(stderr);
    spoken = dup(1);
    look(&before);
    CHECK(said != NULL && dup2(fileno(said), 1) == 1);
    number = dup(2);
    CHECK(said != NULL && dup2(fileno(said), 2) == 2);
    use();
    dup2(number, 2);
    dup2(spoken, 1);
    close(number);
    CHECK(fstat(fileno(said), &out) == 0 && out.st_size == 0);

    begin("its threads and files go");
    CHECK(comes_back_to("task", before.threads));
    CHECK(comes_back_to("fd", before.open_files));
    look(&after);

    begin("signal handlers and mask stay");
    for (number = 1; number < 64; number++)
        wrong += before.handlers[number].sa_handler != after.handlers[number].sa_handler ||
                 before.handlers[number].sa_flags != after.handlers[number].sa_flags;
    CHECK(wrong == 0);
    CHECK(memcmp(&before.mask, &after.mask, sizeof before.mask) == 0);

    begin("locale, folder, environment, umask and limits stay");
    CHECK(strcmp(before.locale, after.locale) == 0);
    CHECK(strcmp(before.folder, after.folder) == 0);
    CHECK(before.variables == after.variables && before.variable_bytes == after.variable_bytes);
    CHECK(before.files == after.files);
    CHECK(before.limit.rlim_cur == after.limit.rlim_cur && before.limit.rlim_max == after.limit.rlim_max);

    begin("a hundred clients, one after another, leave nothing behind");
    for (number = 0; number < 100; number++) {
        callrec_ipass_portal *portal = open_portal(NULL);
        callrec_ipass_portal_free(portal);
    }
    CHECK(comes_back_to("task", before.threads));
    CHECK(comes_back_to("fd", before.open_files));
    fclose(said);
    close(spoken);
    return end();
}
