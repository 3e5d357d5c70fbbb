#!/usr/bin/env python3
"""Writes a C program in which every function of the header panics once, to standard output.

    tests/entries.py HEADER

A panic has to end in CALLREC_INTERNAL and an error that names the function, or in nothing where the function
gives no status. Needs a library built with the feature panic-inject. Standard library only.
"""

import sys

from header import functions, read

# They look at nothing but constants.
WITHOUT_GUARD = {"callrec_abi_version", "callrec_version", "callrec_status_name"}


def arguments(function):
    given = {"error": "&error", "number": "0"}
    return ", ".join(given.get(parameter.kind, "NULL") for parameter in function.parameters)


def main(path):
    print('#include "check.h"\n')
    print('extern\n#ifdef __cplusplus\n"C"\n#endif\nvoid callrec_test_panic(int32_t entries);\n')
    print("int main(void)\n{\n    callrec_error *error = NULL;\n    (void) check_all();")
    for function in functions(read(path)):
        name = function.name
        if name in WITHOUT_GUARD:
            continue
        call = f"{name}({arguments(function)})"
        print(f'    begin("{name}: a panic stays inside");')
        print("    callrec_test_panic(1);")
        if function.gives == "int32_t":
            print(f"    STATUS(CALLREC_INTERNAL, {call});")
        elif function.gives == "void":
            print(f"    {call};")
        else:
            print(f'    CHECK(strcmp({call}, "") == 0);')
        if any(parameter.kind == "error" for parameter in function.parameters):
            print('    CHECK(strstr(callrec_error_message(error), "injected") != NULL);')
            print(f'    CHECK(strstr(callrec_error_message(error), "{name}: ") != NULL);')
            print("    callrec_error_free(error);\n    error = NULL;")
        print("    /* It was this call that panicked, and the library goes on. */")
        print("    STATUS(CALLREC_INVALID_ARGUMENT, callrec_reader_close(NULL, NULL));")
    print("    return end();\n}")


if __name__ == "__main__":
    main(sys.argv[1])
