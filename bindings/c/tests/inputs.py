#!/usr/bin/env python3
"""Writes a C program that calls every function of the header with bad texts and numbers, to standard output.

    tests/inputs HEADER

All other arguments are good, and the error has to name the argument: it is this one that was refused. Texts
end where their memory ends, so that valgrind and AddressSanitizer see a read beyond them. Standard library only.
"""

import sys

from header import OBJECTS, functions, read
from pointers import LIVING

# Paths are bytes as the system has them, which need not be UTF-8.
PATHS = {"path", "archive", "folder"}
# Texts that are read before they are judged as this.
GOOD_TEXT = {
    "month": '"2026-09"', "day": '"2026-09-30"', "start": '"2026-09-01"', "end": '"2026-09-30"', "report": '"ipass_cdr"',
    "archive": "archive", "folder": "inside", "path": "inside",
}
GOOD_NUMBER = {"hour": "-1", "capacity": "sizeof buffer"}
# What the error says of a number that cannot be, where it is not "NAME cannot be".
WORDS = {"hour": "there is no hour"}
# Numbers of which a few are good, and all others are refused.
CHOICES = {"order", "format", "is_utc", "hour"}
# Requests that need their fields set, as tests/structs has them; here what is asked is the text beside them.
REQUESTS = ("callrec_new_user", "callrec_user_update")


def good_arguments(function):
    """(declarations, argument by parameter name, statements that free what a success made)"""
    declarations, values, frees = [], {}, []
    for p in function.parameters:
        if p.kind == "error":
            values[p.name] = "&error"
        elif p.kind == "object":
            values[p.name] = LIVING.get(p.plain)
        elif p.kind == "text":
            values[p.name] = GOOD_TEXT.get(p.name, '"1"')
        elif p.kind == "number":
            values[p.name] = "CALLREC_NTS" if p.name.endswith("_length") else GOOD_NUMBER.get(p.name, "0")
        elif p.kind == "output" and p.plain in OBJECTS and "const" not in p.declared:
            declarations.append(f"struct {p.plain} *made_{p.name} = NULL;")
            values[p.name] = f"&made_{p.name}"
            frees.append(f"{p.plain}_free(made_{p.name}); made_{p.name} = NULL;")
        elif p.declared == "char *":
            declarations.append("char buffer[128];")
            values[p.name] = "buffer"
        elif p.plain in REQUESTS:
            declarations.append(f"struct {p.plain} {p.name};")
            values[p.name] = f"&{p.name}"
        elif p.kind == "list":
            values[p.name] = "NULL"
        elif p.declared.count("*") == 2:
            declarations.append(f"{p.declared.rstrip('* ')} *made_{p.name} = NULL;")
            values[p.name] = f"&made_{p.name}"
        elif "const" in p.declared:
            values[p.name] = "NULL"
        else:
            declarations.append(f"{p.declared.rstrip('* ')} made_{p.name};")
            values[p.name] = f"&made_{p.name}"
    for p in function.parameters:
        if p.plain in REQUESTS:
            declarations.append(f"int32_t ready_{p.name} = {p.plain}_init(&{p.name}, sizeof {p.name}, NULL);")
    return declarations, values, frees


def call(function, values):
    return f"{function.name}({', '.join(values[parameter.name] for parameter in function.parameters)})"


def text_cases(function, name, values, frees):
    """The lines that try one text of a function."""
    def given(data, length):
        return call(function, {**values, name: data, f"{name}_length": length})

    free = " ".join(frees)
    yield f'begin("{function.name}: {name} NULL with a length, and beyond PTRDIFF_MAX");'
    yield f'REFUSES_SAYING(CALLREC_INVALID_ARGUMENT, "pointer {name} is NULL", {given("NULL", "5")});'
    for length in ("(size_t) PTRDIFF_MAX + 1", "SIZE_MAX - 1"):
        yield f'REFUSES_SAYING(CALLREC_INVALID_ARGUMENT, "length of {name} is beyond PTRDIFF_MAX", {given("exact", length)});'
    if name not in PATHS:
        yield f'begin("{function.name}: {name} not UTF-8");'
        yield f'REFUSES_SAYING(CALLREC_INVALID_ARGUMENT, "text {name} is not UTF-8 at byte 2", {given("exact", "3")});'
    yield f'begin("{function.name}: {name} empty, with a NUL, a line end, and long");'
    yield f'empty = {given("NULL", "0")};'
    yield f"callrec_error_free(error); error = NULL; {free}"
    yield "/* The pointer of an empty text says nothing. */"
    yield f"STATUS(empty, {given('exact + 3', '0')});"
    yield f"callrec_error_free(error); error = NULL; {free}"
    for text in ("with_nul", "with_line_end"):
        yield f'ANSWERS({given(text, "3")}); {free}'
    yield f'ANSWERS({given("long_text", "LONG")}); {free}'


def number_cases(function, name, values, frees):
    """The lines that try one number of a function. All that may be negative or is one of a few is refused."""
    free, words = " ".join(frees), WORDS.get(name, f"{name} cannot be")
    yield f'begin("{function.name}: {name} out of range");'
    for value in ("INT32_MIN", "-2", "24", "INT32_MAX") if name in CHOICES else ("INT32_MIN", "-1"):
        yield f'REFUSES_SAYING(CALLREC_INVALID_ARGUMENT, "{words}", {call(function, {**values, name: value})});'
    if name not in CHOICES:
        yield f'ANSWERS({call(function, {**values, name: "INT32_MAX"})}); {free}'


def main(path):
    print('#define _POSIX_C_SOURCE 200809L\n#include "living.h"\n\n#define LONG 70000\n')
    print("static char *exact, *with_nul, *with_line_end, *long_text;\n")
    names = []
    for function in functions(read(path)):
        lines = []
        declarations, values, frees = good_arguments(function)
        if function.gives != "int32_t" or None in values.values():
            continue
        for p in function.parameters:
            if p.kind == "text":
                lines.extend(text_cases(function, p.name, values, frees))
            elif p.declared == "int32_t":
                lines.extend(number_cases(function, p.name, values, frees))
        if not lines:
            continue
        names.append(function.name)
        print(f"static void test_{function.name}(void)\n{{\n    callrec_error *error = NULL;\n    int32_t empty = 0;")
        print("".join(f"    {line}\n" for line in declarations) + "    (void) error;\n    (void) empty;")
        print("".join(f"    (void) {line.split()[1]};\n" for line in declarations if "ready_" in line), end="")
        print("".join(f"    {line}\n" for line in lines) + "}\n")
    print("int main(void)\n{\n    living_all();\n    make();")
    print('    exact = exactly("ab\\xff", 3);\n    with_nul = exactly("a\\0b", 3);\n    with_line_end = exactly("a\\nb", 3);')
    print("    long_text = (char *) malloc(LONG);\n    if (long_text == NULL)\n        abort();\n    memset(long_text, 'x', LONG);")
    for name in names:
        print(f"    test_{name}();")
    print("    free(exact);\n    free(with_nul);\n    free(with_line_end);\n    free(long_text);")
    print("    unmake();\n    return end();\n}")


if __name__ == "__main__":
    main(sys.argv[1])
