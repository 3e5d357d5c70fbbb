/* Every kind of object used by some threads and freed by others at the same time. */
#define _POSIX_C_SOURCE 200809L
#include "living.h"

#include <pthread.h>

#define ROUNDS 12
#define OBJECTS 24
#define THREADS 4

/* A kind of object: how one is made, used and freed. */
typedef struct kind {
    const char *name;
    void *(*make)(void);
    int32_t (*use)(void *);
    void (*release)(void *);
} kind;

static void *make_error(void)
{
    callrec_error *error = NULL;
    callrec_reader_close(NULL, &error);
    return error;
}

static int32_t use_error(void *error)
{
    char line[256];
    return callrec_error_message_copy((callrec_error *) error, line, sizeof line, NULL);
}

static void free_error(void *error)
{
    callrec_error_free((callrec_error *) error);
}

static void *make_batch(void)
{
    callrec_reader *three = open_three();
    callrec_batch *made = NULL;
    callrec_reader_next_batch(three, &made, NULL);
    callrec_reader_free(three);
    return made;
}

static int32_t use_batch(void *object)
{
    const callrec_column *column;
    return callrec_batch_column_named((callrec_batch *) object, "user_id", CALLREC_NTS, &column, NULL);
}

static void free_batch(void *object)
{
    callrec_batch_free((callrec_batch *) object);
}

static void *make_cursor(void)
{
    callrec_feed_cursor *made = NULL;
    callrec_feed_cursor_after(7, &made, NULL);
    return made;
}

static int32_t use_cursor(void *object)
{
    uint64_t id;
    return callrec_feed_cursor_last_id((callrec_feed_cursor *) object, &id, NULL, NULL);
}

static void free_cursor(void *object)
{
    callrec_feed_cursor_free((callrec_feed_cursor *) object);
}

static void *make_outcome(void)
{
    callrec_outcome *made = NULL;
    callrec_ipass_rest_suspend_user(dry, "nobody@example.com", CALLREC_NTS, &made, NULL);
    return made;
}

static int32_t use_outcome(void *object)
{
    const callrec_outcome_details *details;
    return callrec_outcome_get_details((callrec_outcome *) object, &details, NULL);
}

static void free_outcome(void *object)
{
    callrec_outcome_free((callrec_outcome *) object);
}

static void *make_client(void)
{
    callrec_ipass_rest *made = NULL;
    callrec_ipass_rest_dry_run(rest, &made, NULL);
    return made;
}

static int32_t use_client(void *object)
{
    callrec_outcome *made = NULL;
    int32_t status = callrec_ipass_rest_suspend_user((callrec_ipass_rest *) object, "nobody@example.com",
                                                     CALLREC_NTS, &made, NULL);
    callrec_outcome_free(made);
    return status;
}

static void free_client(void *object)
{
    callrec_ipass_rest_free((callrec_ipass_rest *) object);
}

static void *make_reader(void)
{
    return open_three();
}

static int32_t use_reader(void *object)
{
    struct ArrowArrayStream stream;
    int32_t status = callrec_reader_arrow_stream((callrec_reader *) object, &stream, NULL);
    if (status == CALLREC_OK) {
        struct ArrowArray array;
        while (stream.get_next(&stream, &array) == 0 && array.release != NULL)
            array.release(&array);
        stream.release(&stream);
    }
    return status;
}

static void free_reader(void *object)
{
    callrec_reader_free((callrec_reader *) object);
}

static const kind *tried;
static void *objects[OBJECTS];
/* Threads that freed something, so that each object is freed by two. */
static int strange;

static void *work(void *frees)
{
    int i;
    for (i = 0; i < OBJECTS; i++) {
        int32_t status = tried->use(objects[i]);
        if (status != CALLREC_OK && status != CALLREC_INVALID_HANDLE && status != CALLREC_BUSY &&
            status != CALLREC_CLOSED)
            __atomic_fetch_add(&strange, 1, __ATOMIC_RELAXED);
        if (frees != NULL)
            tried->release(objects[i]);
    }
    return NULL;
}

int main(void)
{
    static const kind kinds[] = {
        {"error", make_error, use_error, free_error},
        {"batch", make_batch, use_batch, free_batch},
        {"cursor", make_cursor, use_cursor, free_cursor},
        {"outcome", make_outcome, use_outcome, free_outcome},
        {"client", make_client, use_client, free_client},
        {"reader", make_reader, use_reader, free_reader},
    };
    size_t k;
    living_all();
    make();
    for (k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        char name[64];
        int round, i;
        snprintf(name, sizeof name, "freed while others use it: %s", kinds[k].name);
        begin(name);
        tried = &kinds[k];
        for (round = 0; round < ROUNDS; round++) {
            pthread_t threads[THREADS];
            for (i = 0; i < OBJECTS; i++)
                CHECK((objects[i] = tried->make()) != NULL);
            for (i = 0; i < THREADS; i++)
                CHECK(pthread_create(&threads[i], NULL, work, i % 2 != 0 ? (void *) objects : NULL) == 0);
            for (i = 0; i < THREADS; i++)
                CHECK(pthread_join(threads[i], NULL) == 0);
            for (i = 0; i < OBJECTS; i++)
                STATUS(CALLREC_INVALID_HANDLE, tried->use(objects[i]));
        }
        CHECK(strange == 0);
        begin("");
    }
    unmake();
    return end();
}
