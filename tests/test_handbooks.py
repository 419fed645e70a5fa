"""CONTRIBUTING and the editors' handbook say the same things in both languages, and what they name is there."""

from __future__ import annotations

import re

import pytest
from builders import ROOT

from sister_libraries.cli import main

PAIRS = [
    ("CONTRIBUTING.md", "CONTRIBUTING.zh.md"),
    ("EDITORS.md", "EDITORS.zh.md"),
    ("README.md", "README.zh.md"),
]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def anchors(name: str) -> list[str]:
    return re.findall(r'<a id="([a-z-]+)">', text(name))


@pytest.mark.parametrize(("english", "chinese"), PAIRS)
def test_both_have_the_same_parts_in_the_same_order(english: str, chinese: str) -> None:
    assert anchors(english) == anchors(chinese)
    assert len(re.findall(r"^#+ ", text(english), re.M)) == len(re.findall(r"^#+ ", text(chinese), re.M))


def numbers(name: str) -> list[list[str]]:
    """The numbers in each cell of its tables and in each line that tells no date, whatever words stand around them."""
    lines = [line for line in text(name).splitlines() if not re.search(r"\b20\d\d\b", line)]
    cells = [cell for line in lines for cell in (line.split("|") if line.startswith("|") else [line])]
    return [sorted(re.findall(r"\d+(?:\.\d+)?", re.sub(r"(?<=\d),(?=\d{3})", "", cell))) for cell in cells]


def test_readme_has_the_same_numbers_in_both() -> None:
    english, chinese = ([found for found in numbers(name) if found] for name in ("README.md", "README.zh.md"))
    assert chinese == english


@pytest.mark.parametrize("name", [each for pair in PAIRS for each in pair])
def test_every_link_leads_to_something_that_is_there(name: str) -> None:
    for target, anchor in re.findall(
        r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)", re.sub(r"`[^`\n]*`", "", text(name))
    ):
        assert not target or (ROOT / target).exists(), target
        if anchor:
            assert anchor in anchors(target or name), anchor


@pytest.mark.parametrize("name", ["EDITORS.md", "EDITORS.zh.md"])
def test_the_handbook_has_what_an_editor_needs(name: str) -> None:
    """The rules, an answer within two weeks, ready answers in both languages, and how to take over."""
    assert {"pull-request", "issue", "letter", "rules", "answers", "remove", "breaks", "take-over"} <= set(
        anchors(name)
    )
    answers = text(name).partition('<a id="answers">')[2].partition("\n## ")[0]
    ready = re.findall(r"^\*\*.+\n> .+", answers, re.M)
    assert len(ready) >= 6
    for each in ready:
        assert re.search(r"[\u4e00-\u9fff]", each)
        assert re.search(r"[A-Za-z]{4}", each)


@pytest.mark.parametrize("name", ["EDITORS.md", "EDITORS.zh.md", "CONTRIBUTING.md", "CONTRIBUTING.zh.md"])
def test_every_command_that_is_named_is_there(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    for command in sorted(set(re.findall(r"\bsisterlib ([a-z-]+)", text(name)))):
        with pytest.raises(SystemExit) as ended:
            main([command, "--help"])
        assert ended.value.code == 0, command
