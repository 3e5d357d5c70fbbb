"""Docstrings: everything public has one, in NumPy style, that fits its signature (numpydoc's rules)."""

import importlib
import inspect
from collections.abc import Iterator
from typing import Any

import pytest
from numpydoc.validate import validate  # type: ignore[import-untyped]

MODULES = ("callrec", "callrec.aio", "callrec.logging", "callrec.testing")

# By numpydoc's numbers. Left out is what would only make them longer: a See Also, an example and a
# second paragraph each; and the imperative, as a docstring here says what happens.
RULES = {
    "GL01": "text starts on the line of the quotes, or the next",
    "GL03": "no double blank line",
    "GL05": "no tabs",
    "GL06": "no unknown section",
    "GL07": "sections in their order",
    "GL08": "there is one",
    "SS01": "a summary",
    "SS04": "that starts without white space",
    "PR02": "no parameter that there is not",
    "PR03": "in their order",
    "PR04": "each with a type",
    "PR05": "that has no period",
    "PR06": "by its Python name",
    "PR07": "and a description",
    "PR10": "a space before the colon",
    "RT02": "no name for the only thing returned",
    "YD01": "a generator says what it yields",
}


def public() -> Iterator[str]:
    for module in MODULES:
        found = importlib.import_module(module)
        for name in found.__all__:
            one = getattr(found, name)
            if isinstance(one, str):
                continue
            yield f"{module}.{name}"
            if isinstance(one, type):
                for attribute in dir(one):
                    if not attribute.startswith("_") and is_its_own(one, attribute):
                        yield f"{module}.{name}.{attribute}"


def is_its_own(one: type, attribute: str) -> bool:
    """Whether it comes from here, and not from Python's own base classes."""
    for base in one.__mro__:
        if attribute in vars(base):
            return base.__module__.partition(".")[0] == "callrec"
    return False


def faults(name: str) -> list[str]:
    return [f"{code} {text}" for code, text in validate(name)["errors"] if code in RULES]


def test_docstrings_follow_the_rules() -> None:
    names = list(public())
    assert len(names) > 400
    wrong = {name: found for name in names if (found := faults(name))}
    assert wrong == {}


def test_a_list_of_parameters_is_complete() -> None:
    """Who begins to list them lists them all: what is left out is taken for what is not there."""
    wrong = {}
    for name in public():
        found = dict(validate(name)["errors"])
        one = resolve(name)
        if "PR01" in found and "Parameters\n---" in inspect.cleandoc(one.__doc__ or ""):
            wrong[name] = found["PR01"]
    assert wrong == {}


def resolve(name: str) -> Any:
    module = next(m for m in sorted(MODULES, key=len, reverse=True) if name.startswith(m + "."))
    one: Any = importlib.import_module(module)
    for part in name.removeprefix(module + ".").split("."):
        one = getattr(one, part)
    return one


@pytest.mark.parametrize("module", MODULES)
def test_modules_say_what_they_are_for(module: str) -> None:
    text = importlib.import_module(module).__doc__
    assert text and text.splitlines()[0].endswith((".", ":"))
