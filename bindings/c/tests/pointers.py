#!/usr/bin/env python3
"""Writes a C program that calls every function of the header with bad pointers, to standard output.

    tests/pointers HEADER

For each function: every pointer NULL at once; each handle freed, of another kind, and made up; and each
struct or output NULL on its own while all other arguments are good. Nothing of this may do more than
give a status. Standard library only.
"""

import sys

from header import functions, read

# A living object of each kind that needs no network, and what it is called in living.h.
LIVING = {
    "callrec_ipass_portal": "portal", "callrec_ipass_rest": "rest", "callrec_billing_feed": "feed",
    "callrec_getcalls": "getcalls", "callrec_reader": "reader", "callrec_batch": "batch",
    "callrec_feed_cursor": "cursor", "callrec_fan_out": "fan_out", "callrec_outcome": "outcome",
    "callrec_unpacked": "unpacked",
}
# Pointers that may be NULL, by function and name; by the header's own words.
OPTIONAL = {
    "callrec_batch_shape": {"rows", "columns"}, "callrec_open_file": {"options"}, "callrec_open_buffer": {"options"},
    "callrec_text_copy": {"length"}, "callrec_decimal_text": {"length"}, "callrec_time_text": {"length"},
    "callrec_document_kind": {"total_bytes"}, "callrec_feed_cursor_last_id": {"dialect"},
    "callrec_reader_write_file": {"options", "rows"}, "callrec_reader_unify": {"options"}, "callrec_unpack": {"limits"},
}


# (NULL, 0) as a buffer only asks for the length.
ASKING = {"callrec_time_text"}


def call(function, values):
    return f"{function.name}({', '.join(values[parameter.name] for parameter in function.parameters)})"


def main(path):
    print('#define _POSIX_C_SOURCE 200809L\n#include "living.h"\n')
    names = []
    for function in functions(read(path)):
        name = function.name
        pointing = [p for p in function.parameters if p.kind in ("object", "pointer", "text", "output", "list")]
        if function.gives != "int32_t" or not pointing or name in ASKING:
            continue
        names.append(name)
        nothing = {p.name: {"error": "&error", "number": "0"}.get(p.kind, "NULL") for p in function.parameters}
        print(f"static void test_{name}(void)\n{{\n    callrec_error *error = NULL;\n    (void) error;")
        print(f'    begin("{name}: NULL everywhere");')
        print(f"    REFUSES(CALLREC_INVALID_ARGUMENT, {call(function, nothing)});")
        for p in function.parameters:
            if p.kind != "object":
                continue
            for label, value in (("dead", f"dead_{p.plain}"), ("another kind", f"other_than_{p.plain}"), ("made up", "made_up")):
                print(f'    begin("{name}: {p.name} {label}");')
                values = {**nothing, p.name: f"(struct {p.plain} *) {value}"}
                print(f"    REFUSES_ANY({call(function, values)});")
        good = dict(nothing)
        for p in function.parameters:
            if p.kind == "object":
                good[p.name] = LIVING.get(p.plain)
            elif p.kind == "number":
                good[p.name] = "CALLREC_NTS" if p.name.endswith("_length") else "0"
        if None not in good.values():
            wanted = [p for p in pointing if p.kind in ("pointer", "output") and p.name not in OPTIONAL.get(name, ())]
            if wanted:
                print(f'    begin("{name}: living objects, NULL for the rest");')
                print(f"    REFUSES(CALLREC_INVALID_ARGUMENT, {call(function, good)});")
        print("}\n")
    print("int main(void)\n{\n    living_all();\n    make();")
    for name in names:
        print(f"    test_{name}();")
    print("    unmake();\n    return end();\n}")


if __name__ == "__main__":
    main(sys.argv[1])
