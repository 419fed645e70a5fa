"""The table of rules: every rule can be broken, and every example in it does what it says."""

from __future__ import annotations

import ast
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from builders import ROOT, Site, checklist, library, organization, page, partnership

from sister_libraries import layouts
from sister_libraries.changes import vanished_pages, vanished_records
from sister_libraries.import_sister_cities import import_file
from sister_libraries.languages import site_languages
from sister_libraries.problems import ProblemsFound
from sister_libraries.project import Project
from sister_libraries.rules import RULES
from sister_libraries.store import read_store

CORE = ROOT / "hooks" / "sister_libraries"


# -- the table itself --------------------------------------------------------------------------------------


def codes_in(source: Path) -> Iterator[str]:
    """The codes that a module's code names, other than in comments and docstrings."""
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and re.fullmatch(r"E\d{3}", node.value)
        ):
            yield node.value


RAISED = {code for path in CORE.rglob("*.py") if path.name != "rules.py" for code in codes_in(path)}


def test_every_code_that_can_be_raised_is_in_the_table() -> None:
    assert RAISED - set(RULES) == set()


def test_every_rule_in_the_table_can_be_raised() -> None:
    assert set(RULES) - RAISED == set()


def test_codes_stand_in_order_and_once() -> None:
    codes = list(codes_in(CORE / "rules.py"))
    assert codes == sorted(set(codes))
    assert list(RULES) == codes


def test_a_code_is_that_of_its_rule() -> None:
    assert all(code == rule.code for code, rule in RULES.items())


@pytest.mark.parametrize("code", RULES)
def test_every_rule_has_words(code: str) -> None:
    rule = RULES[code]
    for text in (rule.title, rule.message, rule.remedy, rule.why):
        assert text.strip() == text != ""


@pytest.mark.parametrize("code", RULES)
def test_every_rule_has_a_reason_and_an_example_has_both_sides(code: str) -> None:
    rule = RULES[code]
    assert len(rule.why) > 20
    assert bool(rule.wrong) == bool(rule.right)


def test_no_title_is_used_twice() -> None:
    titles = [rule.title for rule in RULES.values()]
    assert sorted(titles) == sorted(set(titles))


@pytest.mark.parametrize("here", site_languages()[1:], ids=lambda each: each.code)
def test_no_title_is_translated_twice_alike(here: Any) -> None:
    titles = [here.say(rule.title) for rule in RULES.values()]
    assert sorted(titles) == sorted(set(titles))


# -- every rule can be broken ------------------------------------------------------------------------------

Break = Callable[[Site], Any]


def aurora(content: str | bytes) -> Break:
    """A library's file with this content."""
    return lambda site: site.write("data/libraries/aurora.yml", content)


def put(name: str, record: dict[str, Any]) -> Break:
    return lambda site: site.put(name, record)


def moved(text: str) -> Break:
    return lambda site: site.write("data/moved.yml", text)


def body(text: str) -> Break:
    return lambda site: site.write("docs/en/why.md", page(body=text))


def link(site: Site) -> None:
    (site.root / "data/libraries/aurora.yml").symlink_to("guangzhou-library.yml")


def capitals(site: Site) -> None:
    site.put("libraries/Guangzhou-library", library())
    if len(list((site.root / "data" / "libraries").iterdir())) == 2:
        pytest.skip("this file system takes the two for one")


def unreadable(site: Site) -> None:
    shutil.rmtree(site.root / "data")  # root may read every file, but nobody can list a folder that is none
    site.write("data", "")


def twins(site: Site) -> None:
    for name in ("aurora", "borealis"):
        site.put(f"libraries/{name}", library(status="open", seeks=["books"], website="https://example.org/"))


def vanished(site: Site) -> None:
    raise ProblemsFound(vanished_records(read_store(site.root), ["data/libraries/aurora.yml"]))


def vanished_page(site: Site) -> None:
    raise ProblemsFound(vanished_pages(site.root, ["docs/en/gone.md"]))


def slot(site: Site) -> None:
    layouts.cut("library", f"⟦colour⟧{layouts.RECORD}").fill("", {})


def imported(text: str) -> Break:
    """Import a query result of this content; what is left out counts like a problem."""

    def import_it(site: Site) -> None:
        (site.root / "query").write_text(text, encoding="utf-8")
        outcome = import_file(site.root / "query", site.root, site.today)
        raise ProblemsFound(outcome.left_out)

    return import_it


HOW: dict[str, Break] = {
    "E101": aurora(b"\xff"),
    "E102": aurora("#" * 70_000),
    "E103": aurora("name: ["),
    "E104": aurora("a: b\na: c\n"),
    "E105": aurora("a: *b\n"),
    "E106": aurora("a: !b c\n"),
    "E107": aurora("a: b\n---\nc: d\n"),
    "E108": aurora("a:\tb\n"),
    "E109": aurora("\ufeffa: b\n"),
    "E110": aurora("a: b\u202ec\n"),
    "E111": aurora("a: cafe\u0301\n"),
    "E112": aurora("[" * 100),
    "E113": link,
    "E114": put("libraries/Aurora Library", library()),
    "E115": aurora("- a\n"),
    "E116": lambda site: site.write("data/libraries/aurora.yaml", "a: b\n"),
    "E117": capitals,
    "E118": aurora("a:\n"),
    "E119": unreadable,
    "E201": put("libraries/aurora", library(colour="green")),
    "E202": put("libraries/aurora", library(country=None)),
    "E203": put("libraries/aurora", library(type="publik")),
    "E204": put("partnerships/aurora", partnership(programme="nobody")),
    "E205": put("libraries/aurora", library(name={"en": "A" * 500})),
    "E206": put("libraries/aurora", library(name="Aurora")),
    "E207": put("libraries/aurora", library(listed="2026-02-31")),
    "E208": put("libraries/aurora", library(website="javascript:alert(1)")),
    "E209": put("libraries/aurora", library(coordinates=["1", "2"])),
    "E210": put("libraries/aurora", library(country="USA")),
    "E211": put("libraries/aurora", library(work_languages=["Klingon"])),
    "E212": put("libraries/aurora", library(name={"en": "广州图书馆"})),
    "E213": put("libraries/aurora", library(seeks=["books", "books"])),
    "E214": put("libraries/aurora", library(confirmed="May 2017")),
    "E215": put("libraries/aurora", library(identifiers={"wikidata": "42"})),
    "E216": put("organizations/aurora", organization(email="nobody")),
    "E217": put("libraries/aurora", library(name={"en": "Aurora\nLibrary"})),
    "E218": put("libraries/aurora", library(status="paired")),
    "E219": put("libraries/aurora", library(type="../x")),
    "E220": put("libraries/aurora", library(name={})),
    "E221": put("libraries/aurora", library(sources=[])),
    "E222": put("libraries/aurora", library(name={"local": "Biblioteka"})),
    "E223": put("libraries/aurora", library(time_zone="Mars/Olympus")),
    "E224": imported("<html>"),
    "E225": imported('[{"town": "Q1"}]'),
    "E226": imported('[{"town": "Q1", "sister": "t1", "townCountry": "US", "sisterCountry": "CN"}]'),
    "E227": lambda site: site.write("data/sister-cities.csv", "written,by,hand\n"),
    "E228": put("libraries/aurora", library(name={"zh": "奧羅拉圖書館"}, status="open", seeks=["books"])),
    "E229": put(
        "libraries/aurora",
        library(status="open", seeks=["books"], description={"en": "Ask someone@example.org."}),
    ),
    "E301": lambda site: (
        site.write("data/moved.yml", "libraries: {aurora: {on: 2026-11-21}}\n"),
        site.put("partnerships/aurora", partnership(libraries=["aurora", "guangzhou-library"])),
    ),
    "E302": twins,
    "E303": put("libraries/aurora", library(listed="2030-01-01")),
    "E304": put("partnerships/aurora", partnership(since="2017", until="2016")),
    "E305": put("libraries/aurora", library()),
    "E306": put("libraries/aurora", library(status="open")),
    "E307": moved("libraries: {aurora: {to: nowhere, on: 2026-11-21}}\n"),
    "E308": moved("libraries: {guangzhou-library: {on: 2026-11-21}}\n"),
    "E309": vanished,
    "E310": lambda site: site.put("checklists/start", checklist(after="start")),
    "E401": body("<!-- sister_libraries:nothing -->\n"),
    "E402": body("[x](record:libraries/nothing)\n"),
    "E403": lambda site: site.write("docs/en/new.md", page()),
    "E404": lambda site: site.write("docs/zh/why.md", page("为什么")),
    "E405": lambda site: site.write("docs/en/why.md", "# Why\n"),
    "E406": body("<script>\n"),
    "E407": slot,
    "E408": lambda site: site.write("docs/en/x.html", "<script>"),
    "E409": lambda site: site.write("docs/en/why.md", page(moved_to="nowhere/")),
    "E410": vanished_page,
    "E411": lambda site: site.write("docs/en/libraries/guangzhou-library.md", page()),
}


def broken_codes(site: Site, how: Break) -> list[str]:
    try:
        how(site)
    except ProblemsFound as found:
        return [each.code for each in found.problems]
    return site.codes()


@pytest.mark.parametrize("code", RULES)
def test_every_rule_can_be_broken(code: str, project: Site) -> None:
    assert code in HOW, "say here how this rule is broken"
    assert code in broken_codes(project, HOW[code])


def test_no_rule_is_broken_that_there_is_not() -> None:
    assert set(HOW) - set(RULES) == set()


@pytest.mark.parametrize("code", [code for code, rule in RULES.items() if rule.notice])
def test_a_notice_stops_nothing(code: str, project: Site) -> None:
    assert broken_codes(project, HOW[code]) == [code]
    Project(project.root, today=project.today).load()


# -- every example does what it says -----------------------------------------------------------------------

FRAGMENTS: dict[str, tuple[str, dict[str, Any]]] = {
    # Of which kind of record the example is a part, when it is not of a library, and what it needs besides.
    "E204": ("partnerships", partnership(libraries=None)),
    "E214": ("partnerships", partnership()),
    "E216": ("libraries", library()),
}
PAGES = ("E401", "E402", "E406")


def write_example(site: Site, code: str, text: str) -> None:
    """Put an example of the table where it belongs."""
    if code == "E114":
        site.write(text.strip(), "{}")
    elif code in PAGES:
        site.put("checklists/getting-started", checklist())
        site.put("organizations/ifla", organization())
        site.write("docs/en/why.md", page(body=text))
    elif code == "E405":
        site.write("docs/en/why.md", text)
    else:
        folder, rest = FRAGMENTS.get(code, ("libraries", library()))
        if code == "E216":
            text = 'contact:\n  role: {en: "Exchange desk"}\n  consent: 2026-11-21\n  ' + text
        named = re.findall(r"^(\w+):", text, re.MULTILINE)
        others = [f"{key}: {json.dumps(value)}\n" for key, value in rest.items() if key not in named]
        site.write(f"data/{folder}/example.yml", text + "".join(others))


EXAMPLES = [code for code, rule in RULES.items() if rule.wrong]


@pytest.mark.parametrize("code", EXAMPLES)
def test_every_wrong_example_is_wrong(code: str, project: Site) -> None:
    write_example(project, code, RULES[code].wrong)
    assert code in project.codes()


@pytest.mark.parametrize("code", EXAMPLES)
def test_every_right_example_is_right(code: str, project: Site) -> None:
    write_example(project, code, RULES[code].right)
    problems = [each for each in project.problems() if not RULES[each.code].notice]
    if code == "E114":  # the example is only a name; what stands in the file is another matter
        problems = [each for each in problems if each.code == code]
    assert problems == []
