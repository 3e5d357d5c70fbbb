#!/usr/bin/env python3
"""Writes a C program that tries every struct of options and requests of the header, to standard output.

    tests/structs.py HEADER

Each with sizes that no version has, of an older and of a newer header, not initialised, misaligned; each of
its numbers out of range, each of its texts broken, its reserved fields set. The error has to name the field.
Standard library only.
"""

import re
import sys

from header import constants, read, structs

REST = "callrec_ipass_rest_{0}(dry, {{0}}, &outcome_made, &error)"
# The call that takes the struct, by the struct's name. A new struct without one stops this script.
TAKEN_BY = {
    "callrec_decode_options": 'callrec_open_buffer(NULL, 0, "companies", CALLREC_NTS, {0}, &reader_made, &error)',
    "callrec_connection_options": "connected({0}, &error)",
    "callrec_ipass_portal_options": "callrec_ipass_portal_new({0}, &portal_made, &error)",
    "callrec_ipass_rest_options": "callrec_ipass_rest_new({0}, &rest_made, &error)",
    "callrec_billing_feed_options": "callrec_billing_feed_new({0}, &feed_made, &error)",
    "callrec_getcalls_options": "callrec_getcalls_new({0}, &getcalls_made, &error)",
    "callrec_new_user": REST.format("create_user"),
    "callrec_user_update": 'callrec_hosted_users_update_user(dry_portal, "1", CALLREC_NTS, {0}, &outcome_made, &error)',
    "callrec_new_cost_center": REST.format("create_cost_center"),
    "callrec_cost_center_update": REST.format("update_cost_center"),
    "callrec_new_registration_code": REST.format("create_registration_code"),
    "callrec_registration_code_update": REST.format("update_registration_code"),
    "callrec_new_group": REST.format("create_group"),
    "callrec_unpack_limits": "callrec_unpack(archive, CALLREC_NTS, inside, CALLREC_NTS, {0}, &unpacked_made, &error)",
    "callrec_write_options": "written({0}, &error)",
    "callrec_unify_options": "callrec_reader_unify(fresh_three(), {0}, &error)",
}
# What has to be set for the call to be good.
SET = {
    "callrec_ipass_portal_options": {"base_url": "HERE", "username": '"u"', "password": '"secret"'},
    "callrec_ipass_rest_options": {"base_url": "HERE", "key": '"secret"', "company": '"1"'},
    "callrec_billing_feed_options": {"base_url": "HERE", "login": '"u"', "password": '"secret"'},
    "callrec_getcalls_options": {"base_url": "HERE", "username": '"u"', "password": '"secret"'},
    "callrec_new_user": {"username": '"a@b.example"', "email": '"a@b.example"', "fname": '"A"', "lname": '"B"'},
    "callrec_user_update": {"username": '"a@b.example"', "email": '"c@b.example"'},
    "callrec_new_cost_center": {"cost_id": '"1"', "name": '"n"'},
    "callrec_cost_center_update": {"id": '"1"', "cost_id": '"1"', "name": '"n"'},
    "callrec_new_registration_code": {"reg_code": '"r"', "reg_code2": '"s"', "max_activation_date": '"2027-01-31"', "duration": "1"},
    "callrec_registration_code_update": {"id": '"1"', "reg_code": '"r"'},
    "callrec_new_group": {"name": '"n"', "group_plan_id": '"1"'},
}
# What comes of a good call, where it asks the service although it is a dry run. Nobody listens.
GOOD = {"callrec_user_update": "CALLREC_CONNECT"}
# What a struct was in an older header: all of it before this field.
OLDER = {
    "callrec_decode_options": "encoding", "callrec_ipass_portal_options": "realm", "callrec_connection_options": "retry_pause_ms",
}
NUMBERS = {"int32_t": ("INT32_MIN", "INT32_MAX"), "int64_t": ("INT64_MIN", "INT64_MAX")}


def refused(taken, field, value, words=None):
    yield "o = good;"
    yield f"o.{field} = {value};"
    yield f'REFUSES_SAYING(CALLREC_INVALID_ARGUMENT, "{words or field}", {taken});'


def number_cases(taken, field, numbers):
    """The lines that try one number: one of some constants, a flag, or an amount."""
    least, most = NUMBERS[field.declared]
    choices = re.search(r"One of (CALLREC_\w+_)\.\.\.", field.says)
    yield from refused(taken, field.name, least)
    if choices:
        values = {value for name, value in numbers.items() if name.startswith(choices[1])}
        for value in sorted(values):
            yield f"o = good; o.{field.name} = {value};"
            yield f"STATUS(CALLREC_OK, {taken}); free_made();"
        for value in (str(max(values) + 1), "-1", most):
            yield from refused(taken, field.name, value)
    elif re.match(r"1 (or|\w+s|has) ", field.says):
        for value in ("-2", "2", most):
            yield from refused(taken, field.name, value)
    else:
        yield f"o = good; o.{field.name} = {most};"
        yield f"ANSWERS({taken}); free_made();"


def text_cases(taken, name):
    for value, length, words in (
        ("NULL", "5", f"pointer {name} is NULL"),
        ("not_utf8", "3", f"text {name} is not UTF-8 at byte 2"),
        ("not_utf8", "(size_t) PTRDIFF_MAX + 1", f"length of {name} is beyond PTRDIFF_MAX"),
        ("not_utf8", "SIZE_MAX - 1", f"length of {name} is beyond PTRDIFF_MAX"),
    ):
        yield f"o = good; o.{name} = {value}; o.{name}_length = {length};"
        yield f'REFUSES_SAYING(CALLREC_INVALID_ARGUMENT, "{words}", {taken});'


def request_cases(taken, name):
    """A request that was zeroed in place of being filled would blank what it names."""
    yield f"o = good; o.{name} = NULL; o.{name}_length = 0;"
    yield f'REFUSES_SAYING(CALLREC_INVALID_ARGUMENT, "{name} is NULL with length 0", {taken});'


def cases(name, fields, numbers):
    """The lines that try one struct."""
    taken, good = TAKEN_BY[name].format("&o"), GOOD.get(name, "CALLREC_OK")

    def other(pointer):
        return TAKEN_BY[name].format(f"({name} *) {pointer}")

    yield f'begin("{name}: init");'
    for size in ("0", "sizeof (size_t)", "4097", "(size_t) PTRDIFF_MAX + 1", "SIZE_MAX"):
        yield f'REFUSES_SAYING(CALLREC_INVALID_ARGUMENT, "sizeof ({name})", {name}_init(&o, {size}, &error));'
    yield f"STATUS(CALLREC_INVALID_ARGUMENT, {name}_init(NULL, sizeof o, NULL));"
    yield "memset(&good, 0xff, sizeof good);"
    yield f"STATUS(CALLREC_OK, {name}_init(&good, sizeof good, NULL));"
    yield "CHECK(good.size == sizeof good);"
    for field, value in SET.get(name, {}).items():
        yield f"good.{field} = {value};"
    yield "o = good;"
    yield f"REFUSES({good}, {taken}); free_made();"

    yield f'begin("{name}: a size that no version has");'
    for size in ("0", "1", "sizeof (size_t)", "4097", "SIZE_MAX"):
        yield f'o = good; o.size = {size}; REFUSES_SAYING(CALLREC_INVALID_ARGUMENT, "sizeof ({name})", {taken});'
    yield "memset(&o, 0xff, sizeof o);"
    yield f"STATUS(CALLREC_INVALID_ARGUMENT, {TAKEN_BY[name].format('&o').replace('&error', 'NULL')});"
    yield f'begin("{name}: misaligned");'
    yield "bytes = (char *) malloc(sizeof o + 1); memcpy(bytes + 1, &good, sizeof good);"
    yield f'REFUSES_SAYING(CALLREC_INVALID_ARGUMENT, "misaligned", {other("(void *) (bytes + 1)")}); free(bytes);'

    yield f'begin("{name}: of a newer header");'
    yield "bytes = (char *) calloc(1, sizeof o + 24); good.size = sizeof o + 24; memcpy(bytes, &good, sizeof good);"
    yield f'REFUSES({good}, {other("(void *) bytes")}); free_made();'
    yield "bytes[sizeof o + 23] = 1;"
    yield f'REFUSES_SAYING(CALLREC_UNSUPPORTED, "does not know", {other("(void *) bytes")});'
    yield "good.size = sizeof good; free(bytes);"
    if name in OLDER:
        yield f'begin("{name}: of an older header");'
        yield f"good.size = offsetof({name}, {OLDER[name]});"
        yield "bytes = exactly((const char *) (const void *) &good, good.size);"
        yield f'REFUSES({good}, {other("(void *) bytes")}); free_made();'
        yield "free(bytes); good.size = sizeof good;"

    for field in fields:
        if field.name.startswith("reserved"):
            yield f'begin("{name}: {field.name}");'
            yield f'o = good; o.{field.name} = 1; REFUSES_SAYING(CALLREC_UNSUPPORTED, "does not know", {taken});'
        elif field.declared in NUMBERS:
            yield f'begin("{name}: {field.name}");'
            yield from number_cases(taken, field, numbers)
        elif field.declared == "const char *":
            yield f'begin("{name}: {field.name}");'
            yield from text_cases(taken, field.name)
            if "_new_" in name or name.endswith("_update"):
                yield from request_cases(taken, field.name)


def main(path):
    header = read(path)
    numbers = constants(header)
    print('#define _POSIX_C_SOURCE 200809L\n#include "living.h"\n#include "made.h"\n')
    filled = {name: fields for name, fields in structs(header).items() if f" {name}_init(" in header}
    if left := filled.keys() - TAKEN_BY.keys():
        sys.exit(f"tests/structs.py: say in TAKEN_BY what takes {', '.join(sorted(left))}")
    for name, fields in filled.items():
        print(f"static void test_{name}(void)\n{{\n    {name} good, o;\n    callrec_error *error = NULL;\n    char *bytes;\n    (void) error;")
        print("".join(f"    {line}\n" for line in cases(name, fields, numbers)) + "}\n")
    print("int main(void)\n{\n    living_all();\n    make();\n    not_utf8 = exactly(\"ab\\xff\", 3);")
    for name in filled:
        print(f"    test_{name}();")
    print("    free(not_utf8);\n    unmake();\n    return end();\n}")


if __name__ == "__main__":
    main(sys.argv[1])
