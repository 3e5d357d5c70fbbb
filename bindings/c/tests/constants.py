#!/usr/bin/env python3
"""The constants of the header against the golden list of their numbers: once given, a number never changes.

    tests/constants.py HEADER LIST             writes a C program that compiles only where they are equal
    tests/constants.py --write HEADER LIST     takes new constants over into the list

Ends with 1 where the header has a constant that the list has not, or the other way round. Standard library only.
"""

import sys

from header import constants, read


def listed(path):
    return {name: int(number) for name, number in (line.split() for line in read(path).splitlines())}


def write(header, path):
    known = listed(path)
    found = constants(read(header))
    changed = sorted(name for name in known if found.get(name) != known[name])
    if changed:
        sys.exit(f"tests/constants.py: programs are compiled with the numbers of {', '.join(changed)}: they stay")
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(f"{name} {number}\n" for name, number in found.items())


def main(header, path):
    known, found = listed(path), constants(read(header))
    if strange := sorted(known.keys() ^ found.keys()):
        sys.exit(f"tests/constants.py: only in one of {header} and {path}: {', '.join(strange)}; see --write")
    print('#include "callrec.h"')
    for name, number in known.items():
        print(f'_Static_assert({name} == {number}, "{name} is no longer {number}");')
    print('_Static_assert(CALLREC_NTS == SIZE_MAX, "CALLREC_NTS");')


if __name__ == "__main__":
    write(*sys.argv[2:]) if sys.argv[1] == "--write" else main(*sys.argv[1:])
