/* A locale with a decimal comma, which the environment names: amounts are read and written as ever. */
#define _POSIX_C_SOURCE 200809L
#include "check.h"

#include <locale.h>
#include <sys/stat.h>
#include <unistd.h>

static void amounts(void)
{
    callrec_reader *reader = open_three();
    const callrec_ipass_cdr *row = NULL;
    char buffer[48];
    int64_t millionths = 0;

    begin("decimal comma: amounts are read");
    STATUS(CALLREC_OK, callrec_reader_next_cdr(reader, &row, NULL));
    if (row == NULL)
        return;
    STATUS(CALLREC_OK, callrec_decimal_int64(&row->net_billing_amount, &millionths));
    CHECK(millionths == 12340000);
    CHECK(row->session_length_s == 1234);

    begin("decimal comma: amounts are shown");
    STATUS(CALLREC_OK, callrec_decimal_text(&row->net_billing_amount, buffer, sizeof buffer, NULL, NULL));
    CHECK(strcmp(buffer, "12.340000") == 0);
    STATUS(CALLREC_OK, callrec_time_text(INT64_C(1790812798250000), 1, buffer, sizeof buffer, NULL, NULL));
    CHECK(strcmp(buffer, "2026-09-30T23:59:58.250000Z") == 0);
    callrec_reader_free(reader);
}

/* The file holds the text. */
static int file_holds(const char *path, const char *text)
{
    static char bytes[65536];
    FILE *file = fopen(path, "rb");
    size_t length = file != NULL ? fread(bytes, 1, sizeof bytes - 1, file) : 0;
    if (file != NULL)
        fclose(file);
    bytes[length] = '\0';
    return strstr(bytes, text) != NULL;
}

static void files(void)
{
    static const struct {
        int32_t format;
        const char *holds;
    } written[] = {{CALLREC_FORMAT_CSV, ",12.34"}, {CALLREC_FORMAT_NDJSON, "12.34"}};
    char folder[] = "/tmp/callrec-XXXXXX", path[64];
    size_t i;
    begin("decimal comma: amounts are written");
    CHECK(mkdtemp(folder) != NULL);
    for (i = 0; i < 2; i++) {
        callrec_reader *reader = open_three();
        snprintf(path, sizeof path, "%s/written", folder);
        WORKS(callrec_reader_write_file(reader, path, CALLREC_NTS, written[i].format, NULL, NULL, &error));
        CHECK(file_holds(path, written[i].holds));
        callrec_reader_free(reader);
        remove(path);
    }
    rmdir(folder);
}

int main(void)
{
    char shown[16], before[256];
    (void) check_all();
    begin("the locale of this test has a decimal comma");
    CHECK(setlocale(LC_ALL, "") != NULL);
    CHECK(strcmp(localeconv()->decimal_point, ",") == 0);
    snprintf(shown, sizeof shown, "%.1f", 1.5);
    CHECK(strcmp(shown, "1,5") == 0);
    snprintf(before, sizeof before, "%s", setlocale(LC_ALL, NULL));
    amounts();
    files();
    begin("decimal comma: the locale stays");
    CHECK(strcmp(before, setlocale(LC_ALL, NULL)) == 0);
    return end();
}
