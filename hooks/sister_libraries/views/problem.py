"""The page of a rule: what a message such as E204 means, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sister_libraries.languages import N_
from sister_libraries.rules import RULES, Rule
from sister_libraries.views.page import Page, PageKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sister_libraries.catalogue import Catalogue
    from sister_libraries.reader import Reader


def subjects(catalogue: Catalogue) -> Iterator[tuple[str, Rule]]:
    """Every rule, by its code in small letters."""
    return ((code.lower(), rule) for code, rule in RULES.items())


def view(rule: Rule, reader: Reader) -> Page:
    """The page of one rule."""
    title = reader.say(rule.title)
    context = {
        "code": rule.code,
        "title": title,
        "notice": rule.notice,
        "message": _with_blanks(reader.say(rule.message)),
        "remedy": _with_blanks(reader.say(rule.remedy)),
        "why": reader.say(rule.why),
        "wrong": rule.wrong,
        "right": rule.right,
    }
    heading = reader.say(N_("{code}: {title}"), code=rule.code, title=title)
    return Page(heading, reader.say(rule.why), "hooks/sister_libraries/rules.py", context)


def _with_blanks(message: str) -> str:
    """The message with an ellipsis where a value goes."""
    out = []
    rest = message
    while "{" in rest:
        before, _, rest = rest.partition("{")
        _, _, rest = rest.partition("}")
        out.append(before + "…")
    return "".join([*out, rest])


KIND = PageKind("problem", "problems", subjects, view, lambda _rule, _catalogue: ())
