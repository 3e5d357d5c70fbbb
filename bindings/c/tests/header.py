"""What include/callrec.h declares, for the programs here that write C tests from it."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Parameter:
    declared: str  # its C type, as in "const char *"
    name: str

    @property
    def plain(self):
        """The type without const, struct and its stars: "callrec_reader"."""
        return self.declared.replace("const ", "").replace("struct ", "").rstrip(" *")

    @property
    def kind(self):
        """What it is: error, text, object, list, output, pointer or number."""
        declared = self.declared.replace("struct ", "")
        if declared.endswith("*const *"):
            return "list"
        if declared == "callrec_error **":
            return "error" if self.name == "error" else "output"
        if declared == "const char *":
            return "text"
        if declared.count("*") == 1 and self.plain in OBJECTS:
            return "object"
        if declared.count("*") == 2 and self.plain in OBJECTS:
            return "output"
        return "pointer" if "*" in declared else "number"


@dataclass(frozen=True)
class Function:
    name: str
    gives: str  # "int32_t", "void", "const char *", "uint32_t"
    parameters: tuple


@dataclass(frozen=True)
class Field:
    declared: str
    name: str
    says: str  # the comment above it, in one line


OBJECTS = {
    "callrec_ipass_portal", "callrec_ipass_rest", "callrec_billing_feed", "callrec_getcalls", "callrec_reader",
    "callrec_batch", "callrec_feed_cursor", "callrec_fan_out", "callrec_error", "callrec_document",
    "callrec_outcome", "callrec_unpacked",
}


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def without_comments(header):
    return re.sub(r"/\*.*?\*/|//[^\n]*", "", header, flags=re.S)


def declaration(text, make, *more):
    declared, name = re.match(r"(.*?)(\w+)(?:\[\d+\])?$", " ".join(text.split())).groups()
    return make(declared.strip(), name, *more)


def functions(header):
    """Every function, in the header's order."""
    pattern = r"^(int32_t |uint32_t |void |const char \*)(callrec_\w+)\(([^;]*?)\);"
    for gives, name, body in re.findall(pattern, without_comments(header), flags=re.M | re.S):
        parameters = () if body.strip() == "void" else tuple(declaration(part, Parameter) for part in body.split(","))
        yield Function(name, gives.strip(), parameters)


def structs(header):
    """The fields of every struct of callrec, by its name."""
    found = {}
    for name, body in re.findall(r"^typedef struct (callrec_\w+) \{\n(.*?)^\} \1;", header, flags=re.M | re.S):
        found[name] = [
            declaration(text, Field, " ".join(re.sub(r"^\s*\* ?", "", says, flags=re.M).split()))
            for says, text in re.findall(r"/\*\*(.*?)\*/\s*([^;]*);", body, flags=re.S)
        ]
    return found


def constants(header):
    """The number of every constant, by its name."""
    return {name: int(value) for name, value in re.findall(r"^#define (CALLREC_\w+) (-?\d+)$", header, flags=re.M)}
