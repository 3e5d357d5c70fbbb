"""What griffe, which reads the reference's docstrings, does not find in a stub by itself.

* A function that is declared by overloads alone has no implementation behind them, and none is shown.
  The last overload, which holds the docstring, stands in for it; of many, the others are left out.
* A class whose parameters are those of `__new__` has no `__init__` to take them from.
* Private names of types (`_Encoding`) say nothing to a reader: what they stand for is shown.
* Choices in NumPy style, `{"utf-8", "latin-1"}`, would lose their quotes: the annotation says the same.
* The type that NumPy style puts before a property's sentence is in its annotation, too.
"""

import re

import griffe

# More ways to call a function than a reader looks through.
MANY = 3
CHOICES = re.compile(r"^( *[\w, ]+) : \{[^}\n]*\}", re.M)
TYPE_FIRST = re.compile(r"\A(?:[\w.\[\], ]|\{[^}\n]*\})+ : ")


def without_type(sentence):
    """A property's docstring without the type that its annotation says."""
    return TYPE_FIRST.sub("", sentence)


class Stubs(griffe.Extension):
    def on_package(self, *, pkg, **_):
        self.aliases = {
            name: one.value
            for module in pkg.modules.values()
            for name, one in module.attributes.items()
            if name.startswith("_") and isinstance(one.value, griffe.Expr)
        }
        self.complete(pkg)

    def complete(self, holder):
        for name, overloads in list(holder.overloads.items()):
            if name not in holder.members and overloads:
                function = overloads[-1]
                function.overloads = overloads if len(overloads) <= MANY else None
                holder.set_member(name, function)
        holder.overloads.clear()
        for member in list(holder.members.values()):
            if not member.is_alias:
                self.complete_member(member)

    def complete_member(self, member):
        if member.docstring is not None:
            text = CHOICES.sub(r"\1 :", member.docstring.value)
            member.docstring.value = without_type(text) if member.is_attribute else text
        if member.is_attribute:
            member.annotation = self.opened(member.annotation)
        elif member.is_function:
            for function in [member, *(member.overloads or [])]:
                function.returns = self.opened(function.returns)
                for parameter in function.parameters:
                    parameter.annotation = self.opened(parameter.annotation)
        elif member.is_module or member.is_class:
            self.complete(member)
        if member.is_class and "__new__" in member.members and "__init__" not in member.members:
            function = member.members["__new__"]
            member.del_member("__new__")
            function.name = "__init__"
            function.returns = None
            member.set_member("__init__", function)

    def opened(self, annotation):
        """An annotation with what its private names stand for."""
        if isinstance(annotation, griffe.ExprName):
            return self.aliases.get(annotation.name, annotation)
        if isinstance(annotation, griffe.ExprBinOp):
            annotation.left = self.opened(annotation.left)
            annotation.right = self.opened(annotation.right)
        return annotation
