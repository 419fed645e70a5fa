"""One stylesheet of the theme's and ours, the theme's without rules for classes, ids and attributes that stand nowhere.

A rule stays when every name in one of its selectors is a word of some page, template or script, so nothing that a
page has, or a script may add, loses its style; a rule with a selector that is not understood stays, too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import tinycss2
from tinycss2.ast import AtRule, QualifiedRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

SHEET = "assets/stylesheets/site.css"
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_NESTING = ("media", "supports")  # at-rules that hold rules
_USED_PROPERTY = re.compile(r"var\(\s*(--[\w-]+)")


def join(shell: Path, overrides: Path) -> None:
    """Put the theme's stylesheet in `shell` before ours, without what no page, template or script can use."""
    words: set[str] = set()
    for path in (*shell.rglob("*.html"), *overrides.rglob("*.html"), *overrides.rglob("*.js")):
        words.update(_WORD.findall(path.read_text(encoding="utf-8")))
    own = "".join(path.read_text(encoding="utf-8") for path in overrides.rglob("*.css"))
    sheet = shell / SHEET
    ours = sheet.read_text(encoding="utf-8")
    for path in sheet.parent.glob("main.*.css"):
        theme = trimmed(path.read_text(encoding="utf-8"), words, own)
        sheet.write_text(f"{theme}\n{ours}", encoding="utf-8")
        path.unlink()


def trimmed(css: str, words: set[str], other: str = "") -> str:
    """The stylesheet without rules that need a name which is not among `words`, and without their leftovers.

    Custom properties stay that it or the `other` styles use.
    """
    rules = _used(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), words)
    text = _text(rules)
    while True:
        used = {*_USED_PROPERTY.findall(text), *_USED_PROPERTY.findall(other)}
        shorter = _text(_without_properties(tinycss2.parse_stylesheet(text), used))
        if shorter == text:
            return _without_keyframes(text)
        text = shorter


def _used(rules: Sequence[Any], words: set[str]) -> list[Any]:
    kept = []
    for rule in rules:
        if isinstance(rule, AtRule) and rule.lower_at_keyword in _NESTING:
            inside = _used(_rules_in(rule), words)
            if inside:
                rule.content = tinycss2.parse_component_value_list(_text(inside))
                kept.append(rule)
        elif isinstance(rule, QualifiedRule):
            selectors = [each for each in _split(rule.prelude) if _names(each) <= words]
            if selectors:
                rule.prelude = tinycss2.parse_component_value_list(
                    ",".join(tinycss2.serialize(each).strip() for each in selectors)
                )
                kept.append(rule)
        else:
            kept.append(rule)
    return kept


def _rules_in(rule: AtRule) -> list[Any]:
    found: list[Any] = tinycss2.parse_rule_list(rule.content or [], skip_comments=True, skip_whitespace=True)
    return found


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


def _without_properties(rules: Sequence[Any], used: set[str]) -> list[Any]:
    """The rules without custom properties that are not used, and without rules that this leaves empty."""
    kept = []
    for rule in rules:
        if isinstance(rule, AtRule) and rule.lower_at_keyword in _NESTING:
            inside = _without_properties(_rules_in(rule), used)
            rule.content = tinycss2.parse_component_value_list(_text(inside))
            if inside:
                kept.append(rule)
        elif isinstance(rule, QualifiedRule):
            declarations = [
                each
                for each in tinycss2.parse_blocks_contents(
                    rule.content, skip_comments=True, skip_whitespace=True
                )
                if each.type != "declaration" or not each.name.startswith("--") or each.name in used
            ]
            rule.content = tinycss2.parse_component_value_list(
                ";".join(each.serialize().removesuffix(";") for each in declarations)
            )
            if declarations:
                kept.append(rule)
        else:
            kept.append(rule)
    return kept


def _without_keyframes(css: str) -> str:
    """The stylesheet without animations that it does not name."""
    rules = tinycss2.parse_stylesheet(css)
    rest = _text(each for each in rules if not _keyframes(each))
    return _text(each for each in rules if not _keyframes(each) or _keyframes(each) in rest)


def _keyframes(rule: Any) -> str:
    """The name of the animation that a rule describes, or nothing."""
    if isinstance(rule, AtRule) and rule.lower_at_keyword.endswith("keyframes"):
        return str(tinycss2.serialize(rule.prelude)).strip()
    return ""


def _text(rules: Iterable[Any]) -> str:
    return "".join(each.serialize() for each in rules)
