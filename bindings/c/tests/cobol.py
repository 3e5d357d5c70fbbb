"""The COBOL example and the copybook that it is made with, for tests/run. Needs cobc of GnuCOBOL 3.

The example must write what examples/c/fixed_width.c wrote; the copybook must have the offsets, the
lengths and the numbers that the C compiler and the COBOL compiler both see.
"""

import os
import re
import resource
import shutil
import subprocess
from pathlib import Path

import ways

ROOT = Path(__file__).resolve().parent.parent.parent.parent
INCLUDE = ROOT / "include"
FOLDER = ROOT / "examples" / "cobol"

STRUCT = re.compile(r"^typedef struct callrec_(\w+) \{\n(.*?)^\}", re.M | re.S)
FIELD = re.compile(r"^    ((?:const )?(?:struct )?\w+(?: \*+)? ?)(\w+)(\[\d+\])?;$", re.M)
NUMBER = re.compile(r"^#define (CALLREC_\w+) (-?\d+)$", re.M)


def cases(case, build, environment, folder):
    """`case` takes a name and None or what is wrong; `folder` has the C example's month.dat."""
    if not shutil.which("cobc"):
        case("cobol", "cobc is not installed: apt-get install gnucobol3")
        return
    library = build / "lib"
    wrong = compiled(FOLDER / "fixed-width.cob", folder / "fixed-width", library)
    case("cobol fixed-width compiles without a warning", wrong)
    if not wrong:
        example(case, folder / "fixed-width", environment, folder)
    case("cobol copybook is laid out like the header", copybook(folder))


def compiled(source, program, library=None, *options):
    """What cobc says, or None. With every check at run time that it has."""
    linked = [f"-L{library}", "-lcallrec", "-Q", f"-Wl,-rpath,{library}"] if library else []
    command = ["cobc", "-x", "-std=default", "-Wall", "-debug", "-fstatic-call", *options]
    done = subprocess.run(
        [*command, "-I", INCLUDE, source, "-o", program, *linked],
        capture_output=True, text=True, stdin=subprocess.DEVNULL, cwd=program.parent,
    )
    return done.stdout + done.stderr or (f"exit {done.returncode}" if done.returncode else None)


def example(case, program, environment, folder):
    def run(*arguments, beforehand=None, **changes):
        return run_in(folder, program, {**environment, **changes}, *arguments, beforehand=beforehand)

    def check(name, done, good):
        case(f"cobol {name}", None if good else f"exit {done.returncode}: {done.stdout}{done.stderr[-2000:]}")

    theirs = (folder / "month.dat").read_bytes()
    done = run("2026-09", folder / "month-cobol.dat")
    mine = (folder / "month-cobol.dat").read_bytes() if done.returncode == 0 else b""
    check("fixed-width is C's byte for byte", done, mine == theirs and len(theirs) > 0)
    secret = "wrong-password-c4n4ry"
    for name, arguments, changes, code, said in [
        ("bad month", ["2026-13"], {}, 1, "ipass-portal monthly_cdr: "),
        ("unknown company", ["2026-09"], {"CALLREC_IPASS_PORTAL_COMPANY": "nobody"}, 1, "ipass-portal monthly_cdr: "),
        ("wrong password", ["2026-09"], {"CALLREC_IPASS_PORTAL_PASSWORD": secret}, 1, "ipass-portal login: "),
        ("no password", ["2026-09"], {"CALLREC_IPASS_PORTAL_PASSWORD": ""}, 1, "user name and password"),
    ]:
        done = run(*arguments, folder / "none-cobol.dat", **changes)
        good = done.returncode == code and done.stderr.startswith("fixed-width: ") and said in done.stderr
        left = list(folder.glob("none-cobol*"))
        check(f"fixed-width, {name}", done, good and secret not in done.stderr and not left)
    done = run("2026-09")
    check("fixed-width, misuse", done, done.returncode == 2 and done.stderr.startswith("usage: "))
    done = run("2026-09", folder / "no-such-folder" / "month.dat")
    check("fixed-width, no folder", done, done.returncode == 1 and "file status 30" in done.stderr)
    done = run("2026-09", folder / "none-cobol.dat", beforehand=no_more_than_8_kib)
    good = done.returncode == 1 and "file status" in done.stderr and not list(folder.glob("none-cobol*"))
    check("fixed-width, a full disk", done, good)


def set_aside(case, build, environment, folder, said_by_c):
    """A month with a record that could not be read: what C's says of it, and no file."""
    if not shutil.which("cobc"):
        return
    wrong = compiled(FOLDER / "fixed-width.cob", folder / "fixed-width", build / "lib")
    if not wrong:
        done = run_in(folder, folder / "fixed-width", environment, "2026-09", folder / "none-cobol.dat")
        same = done.stderr.replace("fixed-width: ", "fixed_width: ") == said_by_c
        good = done.returncode == 1 and same and not list(folder.glob("none-cobol*"))
        wrong = None if good else f"exit {done.returncode}: {done.stdout}{done.stderr[-2000:]}"
        (folder / "fixed-width").unlink()
    case("cobol fixed-width, set aside", wrong)


def run_in(folder, program, environment, *arguments, beforehand=None):
    done = subprocess.run(
        [program, *arguments], preexec_fn=beforehand, restore_signals=beforehand is None, env={**os.environ, **environment}, cwd=folder,
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120,
    )
    ways.keep(done)
    return done


def no_more_than_8_kib():
    """What a full disk is to a program: its writes fail from some byte on."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))


def copybook(folder):
    """Asks both compilers and gives the first difference, or None."""
    header = (INCLUDE / "callrec.h").read_text(encoding="utf-8")
    structs = {name: FIELD.findall(body) for name, body in STRUCT.findall(header)}
    asked = [("CALLREC-NTS", None, None)] + [(cobol(name), name, None) for name, _ in NUMBER.findall(header)]
    for name in structs:
        asked.append((f"CALLREC-{cobol(name)}", f"callrec_{name}", ""))
        asked += [(f"CR-{cobol(name)}-{cobol(path)}", f"callrec_{name}", path) for path in paths(name, structs)]
    there = set(re.findall(r"^ +(?:\d\d|78) ((?:CR|CALLREC)-[\w-]+)", (INCLUDE / "callrec.cpy").read_text(), re.M))
    if odd := there.symmetric_difference(name for name, _, _ in asked):
        return f"in one of both only: {sorted(odd)[:5]}"
    wanted, got = said_by_c(asked, folder), said_by_cobol(asked, folder)
    return next((f"{theirs}, but {mine} in COBOL" for theirs, mine in zip(wanted, got, strict=True) if theirs != mine), None)


def cobol(name):
    return name.upper().replace("_", "-").replace(".", "-")


def paths(name, structs):
    """The fields of a struct and, within them, those of the structs that they are."""
    for kind, field, _ in structs[name]:
        yield field
        inner = kind.strip().removeprefix("struct callrec_")
        if inner in structs and "*" not in kind:
            yield from (f"{field}.{path}" for path in paths(inner, structs))


def said_by_c(asked, folder):
    lines = []
    for name, of, path in asked:
        if of is None:
            value = "(long) CALLREC_NTS"
        elif path is None:
            value = f"(long) {of}"
        else:
            value = f"(long) offsetof({of}, {path}), (long) sizeof((({of} *) 0)->{path})" if path else f"(long) sizeof({of})"
        shown = "%ld %ld" if path else "%ld"
        lines.append(f'    printf("{name} {shown}\\n", {value});')
    source = folder / "layout.c"
    source.write_text("#include <callrec.h>\n#include <stdio.h>\nint main(void)\n{\n" + "\n".join(lines) + "\n    return 0;\n}\n")
    subprocess.run([os.environ.get("CC", "cc"), "-I", INCLUDE, source, "-o", folder / "layout-c"], check=True)
    return subprocess.run([folder / "layout-c"], capture_output=True, text=True, check=True).stdout.splitlines()


def said_by_cobol(asked, folder):
    lines, based = [], None
    for name, of, path in asked:
        if path is None:
            lines.append(f'           DISPLAY "{name} " {name}')
        elif not path:
            based = name
            lines += [f"           ALLOCATE {name}", f"           MOVE LENGTH OF {name} TO WS-N", f'           DISPLAY "{name}"', "           PERFORM SHOW"]
        else:
            lines += [
                f"           SET WS-P TO ADDRESS OF {based}", "           MOVE WS-A TO WS-N", f"           SET WS-P TO ADDRESS OF\n             {name}",
                "           SUBTRACT WS-N FROM WS-A GIVING WS-N", f'           DISPLAY "{name}"', "           PERFORM SHOW",
                f"           MOVE LENGTH OF\n             {name}\n             TO WS-N", "           PERFORM SHOW",
            ]
    source = folder / "layout.cob"
    source.write_text(
        "       IDENTIFICATION DIVISION.\n       PROGRAM-ID. LAYOUT.\n       DATA DIVISION.\n"
        '       WORKING-STORAGE SECTION.\n       COPY "callrec.cpy".\n'
        "       01 WS-P POINTER.\n       01 WS-A REDEFINES WS-P BINARY-DOUBLE UNSIGNED.\n"
        "       01 WS-N BINARY-DOUBLE UNSIGNED.\n       01 WS-Z PIC Z(18)9.\n       PROCEDURE DIVISION.\n       MAIN-LINE.\n"
        + "\n".join(lines)
        + "\n           STOP RUN.\n       SHOW.\n           MOVE WS-N TO WS-Z\n           DISPLAY FUNCTION TRIM(WS-Z).\n"
    )
    # In free format, where the example is in fixed: the copybook is good in both.
    if wrong := compiled(source, folder / "layout-cobol", None, "-free"):
        return [wrong]
    said = subprocess.run([folder / "layout-cobol"], capture_output=True, text=True, check=True).stdout.split()
    # A name and the numbers that follow it are a line of C's.
    joined = " ".join(word if word.lstrip("+-0123456789") else str(int(word)) for word in said)
    return re.sub(r" (?=[A-Z])", "\n", joined).split("\n")
