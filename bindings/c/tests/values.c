/* Versions, names, amounts and times: what needs no object. */
#include "check.h"

#include <locale.h>

static void versions(void)
{
    begin("version");
    CHECK(callrec_abi_version() == CALLREC_ABI_VERSION);
    CHECK(strchr(callrec_version(), '.') != NULL);
    begin("status names");
    CHECK(strcmp(callrec_status_name(CALLREC_OK), "ok") == 0);
    CHECK(strcmp(callrec_status_name(CALLREC_NOT_FOUND), "not_found") == 0);
    CHECK(strcmp(callrec_status_name(CALLREC_INTERNAL), "internal") == 0);
    CHECK(strcmp(callrec_status_name(CALLREC_OUT_OF_RANGE), "out_of_range") == 0);
    CHECK(strcmp(callrec_status_name(-7), "unknown") == 0);
    CHECK(strcmp(callrec_status_name(8), "unknown") == 0);
}

static callrec_decimal decimal(int64_t high, uint64_t low)
{
    callrec_decimal value;
    value.high = high;
    value.low = low;
    return value;
}

static void amounts(void)
{
    char buffer[48];
    size_t length = 0;
    int64_t millionths = 77;
    callrec_decimal value = decimal(0, 12340000);

    begin("decimal text");
    STATUS(CALLREC_OK, callrec_decimal_text(&value, buffer, sizeof buffer, &length, NULL));
    CHECK(strcmp(buffer, "12.340000") == 0 && length == 9);
    value = decimal(-1, (uint64_t) -500000);
    STATUS(CALLREC_OK, callrec_decimal_text(&value, buffer, sizeof buffer, NULL, NULL));
    CHECK(strcmp(buffer, "-0.500000") == 0);
    value = decimal(INT64_MIN, 0);
    STATUS(CALLREC_OK, callrec_decimal_text(&value, buffer, sizeof buffer, &length, NULL));
    CHECK(strcmp(buffer, "-170141183460469231731687303715884.105728") == 0);

    begin("decimal text, buffer too small");
    value = decimal(0, 12340000);
    memset(buffer, 'x', sizeof buffer);
    length = 0;
    STATUS(CALLREC_BUFFER_TOO_SMALL, callrec_decimal_text(&value, buffer, 9, &length, NULL));
    CHECK(length == 9 && buffer[0] == 'x');
    STATUS(CALLREC_BUFFER_TOO_SMALL, callrec_decimal_text(&value, NULL, 0, &length, NULL));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_decimal_text(&value, NULL, 9, &length, NULL));
    STATUS(CALLREC_OK, callrec_decimal_text(&value, buffer, 10, &length, NULL));

    begin("decimal as 64 bits");
    value = decimal(-1, (uint64_t) -500000);
    STATUS(CALLREC_OK, callrec_decimal_int64(&value, &millionths));
    CHECK(millionths == -500000);
    value = decimal(0, (uint64_t) INT64_MAX + 1);
    STATUS(CALLREC_OUT_OF_RANGE, callrec_decimal_int64(&value, &millionths));
    CHECK(millionths == -500000);
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_decimal_int64(NULL, &millionths));
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_decimal_int64(&value, NULL));
}

static void times(void)
{
    char buffer[32];
    callrec_civil fields;
    const int64_t last = INT64_C(1790812798000000);

    begin("time text");
    STATUS(CALLREC_OK, callrec_time_text(last, 1, buffer, sizeof buffer, NULL, NULL));
    CHECK(strcmp(buffer, "2026-09-30T23:59:58Z") == 0);
    STATUS(CALLREC_OK, callrec_time_text(last + 250000, 0, buffer, sizeof buffer, NULL, NULL));
    CHECK(strcmp(buffer, "2026-09-30T23:59:58.250000") == 0);
    STATUS(CALLREC_OUT_OF_RANGE, callrec_time_text(INT64_MAX, 0, buffer, sizeof buffer, NULL, NULL));

    begin("civil fields");
    STATUS(CALLREC_OK, callrec_time_civil(last, &fields, NULL));
    CHECK(fields.year == 2026 && fields.month == 9 && fields.day == 30);
    CHECK(fields.hour == 23 && fields.minute == 59 && fields.second == 58);
    STATUS(CALLREC_OK, callrec_time_civil(-1, &fields, NULL));
    CHECK(fields.year == 1969 && fields.microsecond == 999999);
    STATUS(CALLREC_OUT_OF_RANGE, callrec_time_civil(INT64_MIN, &fields, NULL));
    CHECK(fields.year == 1969);
    STATUS(CALLREC_INVALID_ARGUMENT, callrec_time_civil(0, NULL, NULL));
}

/* Billing systems write 9999-12-31 for "never". */
static void ends_of_time(void)
{
    const int64_t last = INT64_C(253402300799999999), first = INT64_C(-377705116800000000);
    char buffer[32];
    callrec_civil fields;
    callrec_error *error = NULL;

    begin("the last and the first time");
    STATUS(CALLREC_OK, callrec_time_civil(last, &fields, NULL));
    CHECK(fields.year == 9999 && fields.month == 12 && fields.day == 31);
    CHECK(fields.hour == 23 && fields.minute == 59 && fields.second == 59 && fields.microsecond == 999999);
    STATUS(CALLREC_OK, callrec_time_text(last - 999999, 1, buffer, sizeof buffer, NULL, NULL));
    CHECK(strcmp(buffer, "9999-12-31T23:59:59Z") == 0);
    STATUS(CALLREC_OK, callrec_time_civil(first, &fields, NULL));
    CHECK(fields.year == -9999 && fields.month == 1 && fields.day == 1);
    CHECK(fields.hour == 0 && fields.minute == 0 && fields.second == 0 && fields.microsecond == 0);
    STATUS(CALLREC_OK, callrec_time_text(first + 1, 1, buffer, sizeof buffer, NULL, NULL));
    CHECK(strcmp(buffer, "-9999-01-01T00:00:00.000001Z") == 0);

    begin("years of fewer digits");
    STATUS(CALLREC_OK, callrec_time_text(INT64_C(-62167219200000001), 0, buffer, sizeof buffer, NULL, NULL));
    CHECK(strcmp(buffer, "-0001-12-31T23:59:59.999999") == 0);
    STATUS(CALLREC_OK, callrec_time_text(INT64_C(-62167219200000000), 0, buffer, sizeof buffer, NULL, NULL));
    CHECK(strcmp(buffer, "0000-01-01T00:00:00") == 0);

    begin("beyond them");
    STATUS(CALLREC_OUT_OF_RANGE, callrec_time_civil(last + 1, &fields, NULL));
    STATUS(CALLREC_OUT_OF_RANGE, callrec_time_civil(first - 1, &fields, NULL));
    STATUS(CALLREC_OUT_OF_RANGE, callrec_time_text(last + 1, 1, buffer, sizeof buffer, NULL, &error));
    CHECK(strstr(callrec_error_message(error), "years -9999 to 9999") != NULL);
    CHECK(strstr(callrec_error_message(error), "type") == NULL);
    callrec_error_free(error);
}

int main(void)
{
    (void) check_all();
    versions();
    amounts();
    times();
    ends_of_time();
    /* A decimal comma of the program's locale changes nothing; where none is installed, nothing is tried. */
    if (setlocale(LC_ALL, "de_DE.UTF-8") != NULL || setlocale(LC_ALL, "fr_FR.UTF-8") != NULL)
        amounts();
    return end();
}
