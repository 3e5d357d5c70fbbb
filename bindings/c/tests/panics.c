/* A panic inside any entry is a status; needs a library built with the feature panic-inject. */
#include "check.h"

extern
#ifdef __cplusplus
"C"
#endif
void callrec_test_panic(int32_t entries);

int main(void)
{
    callrec_reader *reader = open_three();
    callrec_batch *batch = NULL;
    callrec_error *error = NULL;
    callrec_ipass_portal *portal = NULL;
    callrec_decode_options options;
    const callrec_ipass_cdr *row;
    const callrec_column *column;
    callrec_civil civil;
    int64_t rows;
    struct ArrowArrayStream stream;
    struct ArrowArray array;
    (void) check_all();

    begin("a panic gives CALLREC_INTERNAL and a message");
    callrec_test_panic(1);
    STATUS(CALLREC_INTERNAL, callrec_reader_next_cdr(reader, &row, &error));
    STATUS(CALLREC_INTERNAL, callrec_error_status(error));
    CHECK(strstr(callrec_error_message(error), "injected") != NULL);
    CHECK(strstr(callrec_error_message(error), "callrec_reader_next_cdr") != NULL);
    callrec_error_free(error);

    begin("the library goes on");
    STATUS(CALLREC_OK, callrec_reader_next_cdr(reader, &row, NULL));
    STATUS(CALLREC_OK, callrec_reader_next_batch(reader, &batch, NULL));

#define PANICS(call) \
    do { \
        callrec_test_panic(1); \
        STATUS(CALLREC_INTERNAL, (call)); \
    } while (0)
    begin("every kind of entry");
    PANICS(callrec_reader_next_batch(reader, &batch, NULL));
    PANICS(callrec_reader_close(reader, NULL));
    PANICS(callrec_reader_cancel(reader, NULL));
    PANICS(callrec_batch_shape(batch, &rows, NULL, NULL));
    PANICS(callrec_batch_column(batch, 0, &column, NULL));
    PANICS(callrec_ipass_portal_new(NULL, &portal, NULL));
    PANICS(callrec_decode_options_init(&options, sizeof options, NULL));
    PANICS(callrec_time_civil(0, &civil, NULL));
    PANICS(callrec_open_buffer(NULL, 0, "companies", CALLREC_NTS, NULL, &reader, NULL));
    callrec_test_panic(0);
    callrec_batch_free(batch);
    callrec_reader_free(reader);

    begin("a panic inside an Arrow stream is an error of the stream");
    reader = open_three();
    STATUS(CALLREC_OK, callrec_reader_arrow_stream(reader, &stream, NULL));
    callrec_test_panic(1);
    CHECK(stream.get_next(&stream, &array) != 0);
    CHECK(stream.get_last_error(&stream) != NULL && strstr(stream.get_last_error(&stream), "internal") != NULL);
    stream.release(&stream);
    callrec_reader_free(reader);

    begin("a panic inside a free function stays there");
    reader = open_three();
    callrec_test_panic(1);
    callrec_reader_free(reader);
    STATUS(CALLREC_OK, callrec_reader_close(reader, NULL));
    callrec_reader_free(reader);
    STATUS(CALLREC_INVALID_HANDLE, callrec_reader_close(reader, NULL));
    return end();
}
