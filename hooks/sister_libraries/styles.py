"""One stylesheet of the theme's and ours, the theme's without rules for classes, ids and attributes that stand nowhere.

A rule stays when every name in one of its selectors is a word of some page, template or script, so nothing that a
page has, or a script may add, loses its style; a rule with a selector that is not understood stays, too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import tinycss2
from tinycss2.ast import AtRule, ParseError, QualifiedRule

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

SHEET = "assets/stylesheets/site.css"
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_NESTING = ("media", "supports")  # at-rules that hold rules
_USED_PROPERTY = re.compile(r"var\(\s*(--[\w-]+)")


def join(shell: Path, overrides: Path) -> None:
    """Put the theme's stylesheet in `shell` before ours, without what no page, template or script can use."""
    sources = (*shell.rglob("*.html"), *overrides.rglob("*.html"), *overrides.rglob("*.js"))
    # Pages share most of their lines.
    lines = {line for path in sources for line in path.read_text(encoding="utf-8").split("\n")}
    words = set(_WORD.findall("\n".join(lines)))
    own = "".join(path.read_text(encoding="utf-8") for path in overrides.rglob("*.css"))
    sheet = shell / SHEET
    ours = sheet.read_text(encoding="utf-8")
    for path in sheet.parent.glob("main.*.css"):
        theme = trimmed(path.read_text(encoding="utf-8"), words, own)
        sheet.write_text(f"{theme}\n{ours}", encoding="utf-8", newline="\n")
        path.unlink()


def trimmed(css: str, words: set[str], other: str = "") -> str:
    """The stylesheet without rules that need a name which is not among `words`, and without their leftovers.

    Custom properties stay that it or the `other` styles use.
    """
    rules = _kept(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), words)
    elsewhere = _properties(other)
    used: set[str] | None = None
    while (found := elsewhere.union(*(each.uses for each in rules))) != used:
        used = found
        rules = [left for each in rules if (left := each.without(used))]
    names = "".join(each.text() for each in rules if not each.animation)
    return "".join(each.text() for each in rules if not each.animation or each.animation in names)


@dataclass(frozen=True)
class _Rule:
    """A rule: what it is for, and its declarations as texts by their names; an at-rule with others inside has those.

    `raw` is the text of what is kept as it is, `animation` the name of the one that it describes.
    """

    prelude: str = ""
    declarations: Sequence[tuple[str, str]] = ()
    inside: Sequence[_Rule] = ()
    raw: str = ""
    animation: str = ""

    @cached_property
    def uses(self) -> set[str]:
        """The custom properties that it uses."""
        found = _properties(self.raw).union(*(each.uses for each in self.inside))
        return found.union(*(_properties(text) for _, text in self.declarations))

    def without(self, used: Collection[str]) -> _Rule | None:
        """The rule without custom properties that are not `used`; nothing where that leaves it empty."""
        if self.raw:
            return self
        inside = [left for each in self.inside if (left := each.without(used))]
        declarations = [each for each in self.declarations if not each[0].startswith("--") or each[0] in used]
        if not inside and not declarations:
            return None
        return replace(self, declarations=declarations, inside=inside)

    def text(self) -> str:
        """The rule as a stylesheet has it."""
        within = "".join(each.text() for each in self.inside) or ";".join(
            text for _, text in self.declarations
        )
        return self.raw or f"{self.prelude}{{{within}}}"


def _properties(css: str) -> set[str]:
    return set(_USED_PROPERTY.findall(css))


def _kept(rules: Iterable[Any], words: set[str]) -> list[_Rule]:
    """The rules that some page may need."""
    kept = []
    for rule in rules:
        if isinstance(rule, AtRule) and rule.lower_at_keyword in _NESTING:
            content = tinycss2.parse_rule_list(rule.content or [], skip_comments=True, skip_whitespace=True)
            kept.append(
                _Rule(f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}", inside=_kept(content, words))
            )
        elif isinstance(rule, QualifiedRule):
            selectors = [each for each in _split(rule.prelude) if _names(each) <= words]
            if selectors:
                prelude = ",".join(tinycss2.serialize(each).strip() for each in selectors)
                kept.append(_Rule(prelude, _declarations(rule)))
        elif not isinstance(rule, ParseError):  # which browsers leave out, too
            kept.append(_Rule(raw=rule.serialize(), animation=_animation(rule)))
    return kept


def _declarations(rule: QualifiedRule) -> list[tuple[str, str]]:
    content = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
    return [(getattr(each, "name", ""), each.serialize().removesuffix(";")) for each in content]


def _animation(rule: Any) -> str:
    """The name of the animation that a rule describes, or nothing."""
    if isinstance(rule, AtRule) and rule.lower_at_keyword.endswith("keyframes"):
        return str(tinycss2.serialize(rule.prelude)).strip()
    return ""


def _split(prelude: Sequence[Any]) -> list[list[Any]]:
    """The selectors of a list, parted at its commas."""
    selectors: list[list[Any]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            selectors.append([])
        else:
            selectors[-1].append(token)
    return selectors


def _names(selector: Iterable[Any]) -> set[str]:
    """The classes, ids, attributes and their values that an element must have for the selector to match.

    What stands in brackets after a colon is not looked at: `:not(.x)` needs no x.
    """
    names = set()
    tokens = list(selector)
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "hash" or (
            token.type == "ident" and before is not None and before.type == "literal" and before.value == "."
        ):
            names.add(token.value)
        elif token.type == "[] block":
            for each in token.content:
                if each.type in ("ident", "string"):
                    names.update(_WORD.findall(each.value))
    return names
