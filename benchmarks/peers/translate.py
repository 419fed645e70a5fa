"""Turn this project's record templates into those of another generator, so that all print the same pages.

The templates are read as Jinja reads them, their macros are written out where they are used, and the words of one
language are put in for good: nothing is looked up or called while the other generator builds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from jinja2 import Environment, nodes
from markupsafe import escape

from sister_libraries.languages import Language

HOME = "../../"  # from the page of any record to its language's root
_PLACE = re.compile(r"%\((\w+)\)s")
_INDENT = re.compile(r"^[ \t]{2,}")  # a single space is one that readers see
_INDENTS = re.compile(r"[ \t\n]*\n[ \t\n]*")


@dataclass(frozen=True)
class Code:
    """An expression of the other generator's language."""

    text: str


@dataclass(frozen=True)
class Joined:
    """Several values, one after the other."""

    parts: tuple[Any, ...]


class Target(Protocol):
    """The language of another generator's templates: how it writes expressions and statements."""

    def context(self, name: str) -> str: ...
    def get(self, value: str, name: str) -> str: ...
    def item(self, value: str, index: int) -> str: ...
    def literal(self, text: str) -> str: ...
    def join(self, parts: Sequence[str]) -> str: ...
    def lower(self, value: str) -> str: ...
    def starts(self, value: str, start: str) -> str: ...
    def equal(self, left: str, right: str) -> str: ...
    def more(self, value: str, number: int) -> str: ...
    def negated(self, test: str) -> str: ...
    def every(self, tests: Sequence[str]) -> str: ...
    def some(self, tests: Sequence[str]) -> str: ...
    def first(self, loop: Loop) -> str: ...
    def last(self, loop: Loop) -> str: ...
    def text(self, html: str) -> str: ...
    def shown(self, value: str) -> str: ...
    def shown_raw(self, value: str, *, script: bool) -> str: ...
    def let(self, name: str, value: str) -> str: ...
    def when(self, test: str) -> str: ...
    def otherwise(self) -> str: ...
    def each(self, loop: Loop) -> str: ...
    def end(self) -> str: ...


@dataclass(frozen=True)
class Loop:
    """A loop over `values`: the variables that hold one value, and its place."""

    values: str
    variable: str
    index: str


class Go:
    """Go's html/template with Hugo's functions; it escapes by itself. What a record's page prints is in $p."""

    def context(self, name: str) -> str:
        return f"$p.{name}"

    def get(self, value: str, name: str) -> str:
        return f"{value}.{name}"

    def item(self, value: str, index: int) -> str:
        return f"(index {value} {index})"

    def literal(self, text: str) -> str:
        return json.dumps(text, ensure_ascii=False)

    def join(self, parts: Sequence[str]) -> str:
        return f"(print {' '.join(parts)})"

    def lower(self, value: str) -> str:
        return f"(lower {value})"

    def starts(self, value: str, start: str) -> str:
        return f"(hasPrefix {value} {self.literal(start)})"

    def equal(self, left: str, right: str) -> str:
        return f"(eq {left} {right})"

    def more(self, value: str, number: int) -> str:
        return f"(gt (len {value}) {number})"

    def negated(self, test: str) -> str:
        return f"(not {test})"

    def every(self, tests: Sequence[str]) -> str:
        return f"(and {' '.join(tests)})"

    def some(self, tests: Sequence[str]) -> str:
        return f"(or {' '.join(tests)})"

    def first(self, loop: Loop) -> str:
        return f"(eq {loop.index} 0)"

    def last(self, loop: Loop) -> str:
        return f"(eq (add {loop.index} 1) (len {loop.values}))"

    def text(self, html: str) -> str:
        if "{{" in html:
            raise ValueError(f"Go would take this for its own: {html}")
        return html

    def shown(self, value: str) -> str:
        return f"{{{{ {value} }}}}"

    def shown_raw(self, value: str, *, script: bool) -> str:
        return f"{{{{ {value} | {'safeJS' if script else 'safeHTML'} }}}}"

    def let(self, name: str, value: str) -> str:
        return f"{{{{ ${name} := {value} }}}}"

    def variable(self, name: str) -> str:
        return f"${name}"

    def when(self, test: str) -> str:
        return f"{{{{ if {test} }}}}"

    def otherwise(self) -> str:
        return "{{ else }}"

    def each(self, loop: Loop) -> str:
        return f"{{{{ range {loop.index}, {loop.variable} := {loop.values} }}}}"

    def end(self) -> str:
        return "{{ end }}"


class JavaScript:
    """Plain JavaScript that adds to the text `o`; `e` escapes. What a record's page prints is in p."""

    def context(self, name: str) -> str:
        return f"p.{name}"

    def get(self, value: str, name: str) -> str:
        return f"{value}.{name}"

    def item(self, value: str, index: int) -> str:
        return f"{value}[{index}]"

    def literal(self, text: str) -> str:
        return json.dumps(text, ensure_ascii=False)

    def join(self, parts: Sequence[str]) -> str:
        return f"({' + '.join(parts)})"

    def lower(self, value: str) -> str:
        return f"{value}.toLowerCase()"

    def starts(self, value: str, start: str) -> str:
        return f"{value}.startsWith({self.literal(start)})"

    def equal(self, left: str, right: str) -> str:
        return f"({left} === {right})"

    def more(self, value: str, number: int) -> str:
        return f"({value}.length > {number})"

    def negated(self, test: str) -> str:
        return f"!{test}"

    def every(self, tests: Sequence[str]) -> str:
        return f"({' && '.join(tests)})"

    def some(self, tests: Sequence[str]) -> str:
        return f"({' || '.join(tests)})"

    def first(self, loop: Loop) -> str:
        return f"({loop.index} === 0)"

    def last(self, loop: Loop) -> str:
        return f"({loop.index} === {loop.values}.length - 1)"

    def text(self, html: str) -> str:
        return f"o += {self.literal(html)};\n"

    def shown(self, value: str) -> str:
        return f"o += e({value});\n"

    def shown_raw(self, value: str, *, script: bool) -> str:
        return f"o += {value};\n"

    def let(self, name: str, value: str) -> str:
        return f"const {name} = {value};\n"

    def variable(self, name: str) -> str:
        return name

    def when(self, test: str) -> str:
        return f"if ({test}) {{\n"

    def otherwise(self) -> str:
        return "} else {\n"

    def each(self, loop: Loop) -> str:
        return (
            f"for (let {loop.index} = 0; {loop.index} < {loop.values}?.length; {loop.index}++) {{\n"
            f"const {loop.variable} = {loop.values}[{loop.index}];\n"
        )

    def end(self) -> str:
        return "}\n"


@dataclass
class Translator:
    """Translates the templates in `folder` for one language of the site."""

    folder: Path
    language: Language
    target: Go | JavaScript
    _written: list[tuple[bool, str]] = field(default_factory=list)  # whether it is text, and what
    _names: int = 0

    @cached_property
    def _environment(self) -> Environment:
        return Environment(trim_blocks=True, lstrip_blocks=True)

    def page(self, pieces: Sequence[str], kind: str) -> str:
        """The whole page of a kind of record; `pieces` are texts and names of slots by turns."""
        self._written = []
        for index, piece in enumerate(pieces):
            if index % 2 == 0:
                self._text(piece)
            elif piece == "content":
                self._template(f"{kind}.html", {})
            else:
                slot = self.target.get(self.target.context("page"), piece)
                if piece in ("linked_data", "robots"):
                    self._code(self.target.shown_raw(slot, script=piece == "linked_data"))
                else:
                    self._code(self.target.shown(slot))
        return self._joined()

    # -- what is written -------------------------------------------------------------------------------------

    def _text(self, html: str) -> None:
        """Add text, with single line feeds, as our own pages have them."""
        html = _INDENTS.sub("\n", html)
        if self._written and self._written[-1][0] and self._written[-1][1].endswith("\n"):
            html = html.lstrip()
        elif not self._written or not self._written[-1][0]:
            html = _INDENT.sub("", html)
        if html:
            self._written.append((True, html))

    def _code(self, code: str) -> None:
        self._written.append((False, code))

    def _joined(self) -> str:
        """All of it, with neighbouring texts made one."""
        out = []
        text = ""
        for is_text, what in [*self._written, (False, "")]:
            if is_text:
                text += what
                continue
            if text:
                out.append(self.target.text(text))
            text = ""
            out.append(what)
        return "".join(out)

    def _name(self, name: str) -> str:
        self._names += 1
        return f"{name}_{self._names}"

    # -- statements ------------------------------------------------------------------------------------------

    def _template(self, name: str, scope: dict[str, Any]) -> None:
        self._body(self._environment.parse((self.folder / name).read_text(encoding="utf-8")).body, scope)

    def _macros(self, name: str) -> dict[str, tuple[nodes.Macro, dict[str, Any]]]:
        """The macros of a template, each with what it can see."""
        tree = self._environment.parse((self.folder / name).read_text(encoding="utf-8"))
        scope: dict[str, Any] = {}
        found = {}
        for node in tree.body:
            if isinstance(node, nodes.Import):
                scope[node.target] = self._macros(node.template.value)  # type: ignore[attr-defined]
            if isinstance(node, nodes.Macro):
                found[node.name] = (node, scope)
        scope |= found
        return found

    def _body(self, body: Sequence[nodes.Node], scope: dict[str, Any]) -> None:
        for node in body:
            self._statement(node, scope)

    def _statement(self, node: nodes.Node, scope: dict[str, Any]) -> None:
        match node:
            case nodes.Output():
                for each in node.nodes:
                    self._output(each, scope)
            case nodes.If():
                self._if([(node.test, node.body), *((e.test, e.body) for e in node.elif_)], node.else_, scope)
            case nodes.For():
                self._for(node, scope)
            case nodes.Assign():
                scope[node.target.name] = self._value(node.node, scope)  # type: ignore[attr-defined]
            case nodes.Import():
                scope[node.target] = self._macros(node.template.value)  # type: ignore[attr-defined]
            case nodes.Include():
                self._template(node.template.value, dict(scope))  # type: ignore[attr-defined]
            case _:
                raise NotImplementedError(node)

    def _output(self, node: nodes.Node, scope: dict[str, Any]) -> None:
        if isinstance(node, nodes.TemplateData):
            self._text(node.data)
        elif isinstance(node, nodes.CondExpr):
            output = [nodes.Output([each]) for each in (node.expr1, node.expr2) if each]
            self._if([(node.test, output[:1])], output[1:], scope)
        elif isinstance(node, nodes.Call) and (macro := self._macro(node.node, scope)):
            self._call(*macro, [self._value(each, scope) for each in node.args])
        else:
            self._show(self._value(node, scope))

    @staticmethod
    def _macro(node: nodes.Node, scope: dict[str, Any]) -> tuple[nodes.Macro, dict[str, Any]] | None:
        found: Any = None
        if isinstance(node, nodes.Name):
            found = scope.get(node.name)
        elif isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
            macros = scope.get(node.node.name)
            found = macros.get(node.attr) if isinstance(macros, dict) else None
        return found if isinstance(found, tuple) and isinstance(found[0], nodes.Macro) else None

    def _call(self, macro: nodes.Macro, seen: dict[str, Any], values: Sequence[Any]) -> None:
        """Write a macro out, its parameters in variables."""
        scope = dict(seen)
        for parameter, value in zip(macro.args, values, strict=True):
            scope[parameter.name] = value
            if isinstance(value, Code) and parameter.name != "reader":
                name = self._name(parameter.name)
                self._code(self.target.let(name, value.text))
                scope[parameter.name] = Code(self.target.variable(name))
        self._body(macro.body, scope)

    def _show(self, value: Any) -> None:
        if isinstance(value, Joined):
            for each in value.parts:
                self._show(each)
        elif isinstance(value, Code):
            self._code(self.target.shown(value.text))
        elif value is not None:
            self._written.append((True, str(escape(value))))

    def _if(self, branches: Sequence[tuple[nodes.Node, Any]], rest: Any, scope: dict[str, Any]) -> None:
        """Branches, without those that are known never to be taken."""
        if not branches:
            return self._body(rest, dict(scope))
        (test, body), *others = branches
        known = self._value(test, scope)
        if not isinstance(known, Code):
            return self._body(body, dict(scope)) if known else self._if(others, rest, scope)
        self._code(self.target.when(known.text))
        self._body(body, dict(scope))
        if others or rest:
            self._code(self.target.otherwise())
            self._if(others, rest, scope)
        self._code(self.target.end())
        return None

    def _for(self, node: nodes.For, scope: dict[str, Any]) -> None:
        values = self._value(node.iter, scope)
        if not isinstance(values, Code):  # a list that is known
            for each in values:
                self._body(node.body, {**scope, **self._targets(node.target, each)})
            return
        names = "each" if isinstance(node.target, nodes.Tuple) else node.target.name  # type: ignore[attr-defined]
        if "." in values.text or "(" in values.text:  # looked up once, not for every value
            name = self._name("list")
            self._code(self.target.let(name, values.text))
            values = Code(self.target.variable(name))
        loop = Loop(
            values.text,
            self.target.variable(self._name(names)),
            self.target.variable(self._name("i")),
        )
        self._code(self.target.each(loop))
        inner = {**scope, "loop": loop, **self._targets(node.target, Code(loop.variable))}
        self._body(node.body, inner)
        self._code(self.target.end())

    def _targets(self, target: nodes.Node, value: Any) -> dict[str, Any]:
        if isinstance(target, nodes.Name):
            return {target.name: value}
        names = [each.name for each in target.items]  # type: ignore[attr-defined]
        if isinstance(value, Code):
            return {name: Code(self.target.item(value.text, index)) for index, name in enumerate(names)}
        return dict(zip(names, value, strict=True))

    # -- expressions: what is known while translating is a plain value, all else is Code ---------------------

    def _value(self, node: nodes.Node, scope: dict[str, Any]) -> Any:  # noqa: PLR0911, PLR0912 - a table of kinds
        match node:
            case nodes.Const():
                return node.value
            case nodes.Name():
                return scope[node.name] if node.name in scope else Code(self.target.context(node.name))
            case nodes.List() | nodes.Tuple():
                return [self._value(each, scope) for each in node.items]
            case nodes.Dict():
                return {each.key.value: self._value(each.value, scope) for each in node.items}  # type: ignore[attr-defined]
            case nodes.Getattr():
                return self._attribute(node, scope)
            case nodes.Getitem():
                return Code(self.target.item(self._code_of(node.node, scope), node.arg.value))  # type: ignore[attr-defined]
            case nodes.Call():
                return self._function(node, scope)
            case nodes.Filter():
                return self._filter(node, scope)
            case nodes.Concat():
                return self._concat([self._value(each, scope) for each in node.nodes])
            case nodes.Test(name="defined"):
                return self._value(node.node, scope)
            case nodes.Not():
                known = self._value(node.node, scope)
                return Code(self.target.negated(known.text)) if isinstance(known, Code) else not known
            case nodes.And():
                return self._logic(node, scope, self.target.every, decides=False)
            case nodes.Or():
                return self._logic(node, scope, self.target.some, decides=True)
            case nodes.Compare():
                return self._compare(node, scope)
        raise NotImplementedError(node)

    def _code_of(self, node: nodes.Node, scope: dict[str, Any]) -> str:
        return self._as_code(self._value(node, scope))

    def _as_code(self, value: Any) -> str:
        if isinstance(value, Joined):
            return self.target.join([self._as_code(each) for each in value.parts])
        return value.text if isinstance(value, Code) else self.target.literal(value)

    def _attribute(self, node: nodes.Getattr, scope: dict[str, Any]) -> Any:
        if isinstance(node.node, nodes.Name) and node.node.name == "loop":
            return Code({"first": self.target.first, "last": self.target.last}[node.attr](scope["loop"]))
        if _is_reader(node.node) and node.attr == "language":
            return self.language
        value = self._value(node.node, scope)
        if isinstance(value, Code):
            return Code(self.target.get(value.text, node.attr))
        return getattr(value, node.attr)

    def _function(self, node: nodes.Call, scope: dict[str, Any]) -> Any:
        called = node.node
        values = [self._value(each, scope) for each in node.args]
        if isinstance(called, nodes.Name) and called.name == "_":
            named = {each.key: self._value(each.value, scope) for each in node.kwargs}
            text = self.language.translations.gettext(values[0])
            parts = _PLACE.split(text)
            return self._concat([named[each] if index % 2 else each for index, each in enumerate(parts)])
        if isinstance(called, nodes.Getattr):
            if _is_reader(called.node):
                if called.attr == "url":
                    return self._concat([HOME, values[0]])
                return Code(self.target.context(called.attr))  # worked out with the facts
            if called.attr == "startswith":
                return Code(self.target.starts(self._code_of(called.node, scope), values[0]))
            return getattr(self._value(called.node, scope), called.attr)(*values)
        raise NotImplementedError(node)

    def _filter(self, node: nodes.Filter, scope: dict[str, Any]) -> Any:
        assert node.node
        value = self._value(node.node, scope)
        if node.name == "lower":
            return Code(self.target.lower(value.text))
        if node.name == "tojson":
            return json.dumps(value, ensure_ascii=False)
        raise NotImplementedError(node)

    @staticmethod
    def _concat(values: Sequence[Any]) -> Any:
        """Values one after the other; one text when all are known."""
        flat = [part for each in values for part in (each.parts if isinstance(each, Joined) else [each])]
        parts: list[Any] = []
        for each in flat:
            if parts and not isinstance(each, Code) and not isinstance(parts[-1], Code):
                parts[-1] += each
            else:
                parts.append(each)
        kept = [each for each in parts if each != ""]
        return kept[0] if len(kept) == 1 else Joined(tuple(kept)) if kept else ""

    def _logic(
        self,
        node: nodes.BinExpr,
        scope: dict[str, Any],
        write: Callable[[Sequence[str]], str],
        *,
        decides: bool,
    ) -> Any:
        """`and` or `or`, without what is known."""
        values = [self._value(each, scope) for each in (node.left, node.right)]
        if not isinstance(values[0], Code):
            return values[0] if bool(values[0]) is decides else values[1]
        return Code(write([self._as_code(each) for each in values]))

    def _compare(self, node: nodes.Compare, scope: dict[str, Any]) -> Any:
        operand = node.ops[0]
        if isinstance(node.expr, nodes.Filter) and node.expr.name == "length" and operand.op == "gt":
            counted = self._code_of(node.expr.node, scope)  # type: ignore[arg-type]
            return Code(self.target.more(counted, operand.expr.value))  # type: ignore[attr-defined]
        left, right = self._value(node.expr, scope), self._value(operand.expr, scope)
        choices = right if operand.op in ("in", "notin") else [right]
        negative = operand.op in ("ne", "notin")
        if not isinstance(left, Code):
            return (left in choices) is not negative
        tests = [self.target.equal(left.text, self._as_code(each)) for each in choices]
        found = tests[0] if len(tests) == 1 else self.target.some(tests)
        return Code(self.target.negated(found) if negative else found)


def _is_reader(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Name) and node.name == "reader"
