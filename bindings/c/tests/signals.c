/* Signals: a peer that closes kills nobody, interrupts stop nothing, handlers run on the program's threads. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "waiting.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>

/* A server on this machine that reads some bytes of each request, answers the first `answers` of them (with
 * what is no report), and then resets the connection. */
typedef struct peer {
    int listens;
    int answers;
    char url[40];
    pthread_t thread;
} peer;

static void serve(peer *p, int connection)
{
    static const char answer[] =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n[]";
    const struct linger reset = {1, 0};
    char bytes[512];
    while (recv(connection, bytes, sizeof bytes, 0) > 0 && p->answers > 0) {
        p->answers--;
        if (send(connection, answer, sizeof answer - 1, MSG_NOSIGNAL) < 0)
            break;
    }
    setsockopt(connection, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    close(connection);
}

static void *accept_all(void *argument)
{
    peer *p = (peer *) argument;
    int connection;
    while ((connection = accept(p->listens, NULL, NULL)) >= 0)
        serve(p, connection);
    return NULL;
}

static void begin_peer(peer *p, int answers)
{
    struct sockaddr_in address;
    socklen_t length = sizeof address;
    int small = 1024;
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    p->answers = answers;
    p->listens = socket(AF_INET, SOCK_STREAM, 0);
    /* So that a long request is still being sent when the connection is reset. */
    setsockopt(p->listens, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    CHECK(bind(p->listens, (struct sockaddr *) &address, sizeof address) == 0 && listen(p->listens, 8) == 0);
    CHECK(getsockname(p->listens, (struct sockaddr *) &address, &length) == 0);
    snprintf(p->url, sizeof p->url, "http://127.0.0.1:%d", (int) ntohs(address.sin_port));
    CHECK(pthread_create(&p->thread, NULL, accept_all, p) == 0);
}

static void end_peer(peer *p)
{
    shutdown(p->listens, SHUT_RDWR);
    CHECK(pthread_join(p->thread, NULL) == 0);
    close(p->listens);
}

static callrec_ipass_rest *client_of(const peer *p)
{
    callrec_connection_options once;
    callrec_ipass_rest_options options;
    callrec_ipass_rest *rest = NULL;
    WORKS(callrec_connection_options_init(&once, sizeof once, &error));
    WORKS(callrec_ipass_rest_options_init(&options, sizeof options, &error));
    once.tries = 1;
    options.base_url = p->url;
    options.key = "secret";
    options.company = "1";
    options.connection = &once;
    WORKS(callrec_ipass_rest_new(&options, &rest, &error));
    return rest;
}

/* A status of the network, and no OK: the call came back. */
static int broke(int32_t status)
{
    return status == CALLREC_TRANSPORT || status == CALLREC_TRUNCATED || status == CALLREC_CONNECT ||
           status == CALLREC_AMBIGUOUS || status == CALLREC_INCOMPLETE;
}

static void a_peer_that_closes(void)
{
    struct sigaction now;
    peer p;
    callrec_ipass_rest *rest;
    callrec_reader *reader = NULL;
    callrec_outcome *outcome = NULL;
    callrec_new_user user;
    size_t length = 1000000;
    char *name = (char *) malloc(length);
    int i;
    if (name == NULL)
        abort();
    memset(name, 'x', length);

    begin("SIGPIPE: the peer resets instead of answering");
    CHECK(signal(SIGPIPE, SIG_DFL) != SIG_ERR);
    begin_peer(&p, 0);
    rest = client_of(&p);
    for (i = 0; i < 5; i++)
        CHECK(broke(callrec_ipass_rest_list_users(rest, &reader, NULL)));

    begin("SIGPIPE: the peer resets while a long request is sent");
    STATUS(CALLREC_OK, callrec_new_user_init(&user, sizeof user, NULL));
    user.username = user.email = "a@b.example";
    user.lname = "B";
    user.fname = name;
    user.fname_length = length;
    for (i = 0; i < 3; i++)
        CHECK(broke(callrec_ipass_rest_create_user(rest, &user, &outcome, NULL)));
    callrec_ipass_rest_free(rest);
    end_peer(&p);

    begin("SIGPIPE: the peer answers, then resets the connection that was kept");
    begin_peer(&p, 3);
    rest = client_of(&p);
    STATUS(CALLREC_NOT_DATA, callrec_ipass_rest_list_groups(rest, &reader, NULL));
    for (i = 0; i < 5; i++) {
        int32_t status = callrec_ipass_rest_list_groups(rest, &reader, NULL);
        CHECK(status == CALLREC_NOT_DATA || broke(status));
    }
    callrec_ipass_rest_free(rest);
    end_peer(&p);

    begin("SIGPIPE: what the program had set stays");
    CHECK(sigaction(SIGPIPE, NULL, &now) == 0 && now.sa_handler == SIG_DFL);
    free(name);
}

/* The threads that a handler ran on, beside the one that it may run on. */
static volatile sig_atomic_t handled, elsewhere;
static long program_thread;

static void on_signal(int number)
{
    (void) number;
    handled++;
    if (syscall(SYS_gettid) != program_thread)
        elsewhere++;
}

static void handle(int number)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_signal; /* without SA_RESTART: system calls are interrupted */
    CHECK(sigaction(number, &action, NULL) == 0);
    handled = elsewhere = 0;
    program_thread = syscall(SYS_gettid);
}

/* Writes a report into a pipe, a few bytes at a time. */
static void *write_slowly(void *path)
{
    FILE *file = fopen((const char *) path, "wb");
    size_t sent, length = strlen(CHECK_CDR);
    for (sent = 0; file != NULL && sent < length; sent += 7) {
        fwrite(CHECK_CDR + sent, 1, length - sent < 7 ? length - sent : 7, file);
        fflush(file);
        pause_ms(2);
    }
    if (file != NULL)
        fclose(file);
    return NULL;
}

static void interrupts(void)
{
    const struct itimerval often = {{0, 500}, {0, 500}}, never = {{0, 0}, {0, 0}};
    const callrec_ipass_cdr *row;
    callrec_ipass_portal *portal = open_portal(NULL);
    callrec_reader *reader = NULL;
    char folder[] = "/tmp/callrec-XXXXXX", path[64];
    pthread_t thread;
    int rows;

    handle(SIGALRM);
    begin("interrupted system calls: the network");
    CHECK(setitimer(ITIMER_REAL, &often, NULL) == 0);
    WORKS(callrec_ipass_portal_child_companies(portal, company(), CALLREC_NTS, &reader, &error));
    {
        const callrec_company *child;
        int32_t status;
        while ((status = callrec_reader_next_company(reader, &child, NULL)) == CALLREC_OK)
            ;
        STATUS(CALLREC_END, status);
    }
    callrec_reader_free(reader);

    begin("interrupted system calls: a pipe");
    CHECK(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/pipe", folder);
    CHECK(mkfifo(path, 0600) == 0);
    {
        /* The writer gets no signal, so that the reader gets them all. */
        sigset_t alarm;
        sigemptyset(&alarm);
        sigaddset(&alarm, SIGALRM);
        CHECK(pthread_sigmask(SIG_BLOCK, &alarm, NULL) == 0);
        CHECK(pthread_create(&thread, NULL, write_slowly, path) == 0);
        CHECK(pthread_sigmask(SIG_UNBLOCK, &alarm, NULL) == 0);
    }
    WORKS(callrec_open_file(path, CALLREC_NTS, "ipass_cdr", CALLREC_NTS, NULL, &reader, &error));
    for (rows = 0; callrec_reader_next_cdr(reader, &row, NULL) == CALLREC_OK; rows++)
        ;
    CHECK(rows == 2);
    STATUS(CALLREC_END, callrec_reader_next_cdr(reader, &row, NULL));
    callrec_reader_free(reader);
    CHECK(pthread_join(thread, NULL) == 0);
    CHECK(setitimer(ITIMER_REAL, &never, NULL) == 0);
    remove(path);
    rmdir(folder);

    begin("interrupted system calls: it was the program's thread that handled them");
    CHECK(handled > 0 && elsewhere == 0);
    callrec_ipass_portal_free(portal);
}

/* Threads beside this one that would take the signal. */
static int open_to(int number)
{
    int count = 0;
    struct dirent *entry;
    DIR *folder = opendir("/proc/self/task");
    while (folder != NULL && (entry = readdir(folder)) != NULL) {
        char path[300], line[128];
        FILE *file;
        if (*entry->d_name == '.' || atol(entry->d_name) == syscall(SYS_gettid))
            continue;
        snprintf(path, sizeof path, "/proc/self/task/%s/status", entry->d_name);
        file = fopen(path, "r");
        while (file != NULL && fgets(line, sizeof line, file) != NULL)
            if (strncmp(line, "SigBlk:", 7) == 0)
                count += !((strtoull(line + 7, NULL, 16) >> (number - 1)) & 1);
        if (file != NULL)
            fclose(file);
    }
    if (folder != NULL)
        closedir(folder);
    return count;
}

/* While the program's thread blocks a signal, nobody takes it: the library's threads block it too. */
static void threads_of_the_library(void)
{
    char *long_report, folder[] = "/tmp/callrec-XXXXXX", path[64];
    callrec_decode_options options;
    callrec_reader *reader = NULL;
    const callrec_ipass_cdr *row;
    sigset_t one, pending;
    waiting w;
    size_t i, line = strlen(strchr(CHECK_CDR, '\n') + 1), head = strlen(CHECK_CDR) - line;
    FILE *file;

    handle(SIGUSR1);
    sigemptyset(&one);
    sigaddset(&one, SIGUSR1);

    begin("SIGPIPE: no thread of the library takes it");
    CHECK(open_to(SIGPIPE) == 0);
    open_stalling(&w);
    CHECK(entries_of("task") > 2 + 1);
    CHECK(open_to(SIGPIPE) == 0);

    begin("handlers run on no thread of the library: network");
    CHECK(pthread_sigmask(SIG_BLOCK, &one, NULL) == 0);
    CHECK(kill(getpid(), SIGUSR1) == 0);
    pause_ms(50);
    CHECK(handled == 0 && sigpending(&pending) == 0 && sigismember(&pending, SIGUSR1) == 1);
    CHECK(pthread_sigmask(SIG_UNBLOCK, &one, NULL) == 0);
    CHECK(handled == 1 && elsewhere == 0);
    callrec_reader_free(w.reader);
    callrec_ipass_portal_free(w.portal);

    begin("handlers run on no thread of the library: decoding");
    long_report = (char *) malloc(head + 20000 * line);
    CHECK(long_report != NULL && mkdtemp(folder) != NULL);
    memcpy(long_report, CHECK_CDR, head);
    for (i = 0; i < 20000; i++)
        memcpy(long_report + head + i * line, CHECK_CDR + head, line);
    snprintf(path, sizeof path, "%s/long.csv", folder);
    file = fopen(path, "wb");
    CHECK(file != NULL && fwrite(long_report, 1, head + 20000 * line, file) == head + 20000 * line);
    if (file != NULL)
        fclose(file);
    free(long_report);
    STATUS(CALLREC_OK, callrec_decode_options_init(&options, sizeof options, NULL));
    options.threads = 4;
    options.batch_rows = 64;
    WORKS(callrec_open_file(path, CALLREC_NTS, "ipass_cdr", CALLREC_NTS, &options, &reader, &error));
    handle(SIGUSR1);
    CHECK(callrec_reader_next_cdr(reader, &row, NULL) == CALLREC_OK);
    CHECK(entries_of("task") > 4);
    CHECK(pthread_sigmask(SIG_BLOCK, &one, NULL) == 0);
    CHECK(kill(getpid(), SIGUSR1) == 0);
    pause_ms(50);
    CHECK(handled == 0 && sigpending(&pending) == 0 && sigismember(&pending, SIGUSR1) == 1);
    CHECK(pthread_sigmask(SIG_UNBLOCK, &one, NULL) == 0);
    CHECK(handled == 1 && elsewhere == 0);
    callrec_reader_free(reader);
    remove(path);
    rmdir(folder);
}

int main(void)
{
    waiting_all();
    a_peer_that_closes();
    interrupts();
    threads_of_the_library();
    return end();
}
