"""Hand-written pages, and whatever else lies in `docs/`: one rule, one test; hostile pages stop a build."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from builders import Site, checklist, page, seconds
from hypothesis import given
from hypothesis import strategies as st

from sister_libraries import pages_check
from sister_libraries.fillings import FILLINGS
from sister_libraries.pages_check import MAX_BYTES, MAX_PICTURE, check_pages
from sister_libraries.problems import Problem, Span


def body(site: Site, text: str) -> list[Problem]:
    """What is wrong with a page of this text, which begins on line 5; its translation is another matter."""
    site.write("docs/en/why.md", page(body=text))
    return [each for each in site.problems() if each.code != "E404"]


def codes(site: Site, text: str) -> list[str]:
    return [each.code for each in body(site, text)]


def test_a_page_that_breaks_no_rule(project: Site) -> None:
    text = """# Why { #top }

A **friend** abroad, at <https://example.org/a?b=c>, [here](https://example.org) or [there](why.md#top).
A second line { .lead }

- 1 < 2 and 3 > 2, “data: open”, “without JavaScript: yes”
- **姐妹图书馆**{ lang=zh-Hans }

<!-- sister_libraries:home -->

[Guangzhou](record:libraries/guangzhou-library)
"""
    assert body(project, text) == []


# -- files -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "docs/en/x.html",
        "docs/en/x.markdown",
        "docs/en/x.MD",
        "docs/en/x.svg",
        "docs/en/x.js",
        "docs/x.md",
        "docs/fr/x.md",
        "docs/en/sub/x.pdf",
        "docs/en/x",
    ],
)
def test_e408_a_file_that_is_not_a_page(project: Site, name: str) -> None:
    project.write(name, page())
    assert [(each.code, each.path) for each in project.problems()] == [("E408", name)]


def test_a_picture_is_published(project: Site) -> None:
    project.write("docs/en/images/x.png", b"\x89PNG")
    assert project.codes() == []


def test_e102_a_picture_that_is_too_large(project: Site) -> None:
    project.write("docs/en/x.png", b"\0" * (MAX_PICTURE + 1))
    assert project.codes() == ["E102"]


def test_e102_a_page_that_is_too_large(project: Site) -> None:
    project.write("docs/en/why.md", page(body="x" * MAX_BYTES))
    assert project.codes() == ["E102"]


def test_hidden_files_are_not_published_and_not_checked(project: Site) -> None:
    project.write("docs/en/.why.md.swp", b"\0")
    project.write("docs/.obsidian/x.json", b"\0")
    assert project.codes() == []


@pytest.mark.parametrize("name", ["docs/en/x.md", "docs/en/x.png", "docs/en/x.html"])
@pytest.mark.parametrize("target", ["../../secret", "nowhere", "/dev/zero"])
def test_e113_a_linked_file(project: Site, name: str, target: str) -> None:
    project.write("secret", page())
    (project.root / name).symlink_to(target)
    assert project.codes() == ["E113"]


@pytest.mark.parametrize("name", ["docs/en/x", "docs/x", "docs/en/x.md"])
def test_e113_a_linked_folder(project: Site, name: str) -> None:
    project.write("elsewhere/x.md", page())
    (project.root / name).symlink_to(project.root / "elsewhere")
    assert project.codes() == ["E113"]


def test_e113_a_folder_called_like_a_page(project: Site) -> None:
    (project.root / "docs" / "en" / "x.md").mkdir()
    assert project.codes() == ["E113"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize(
    ("name", "code"), [("docs/en/x.md", "E113"), ("docs/zh/why.md", "E113"), ("docs/en/x.png", "E408")]
)
def test_e113_a_named_pipe_does_not_hang(project: Site, name: str, code: str) -> None:
    (project.root / name).unlink(missing_ok=True)
    os.mkfifo(project.root / name)
    assert project.codes() == [code]


def test_e119_a_folder_that_cannot_be_listed(project: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    listing = os.scandir

    def refuse(place: Any) -> Any:
        if os.fspath(place) == os.fspath(project.root / "docs" / "zh"):
            raise PermissionError(13, "Permission denied", os.fspath(place))
        return listing(place)

    monkeypatch.setattr(os, "scandir", refuse)
    found = [(each.code, each.path) for each in check_pages(project.root, None) if each.code == "E119"]
    assert found == [("E119", "docs/zh")]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"\xff", "E101"),
        ("x\u202ey".encode(), "E110"),
        (b"\xef\xbb\xbf", "E109"),
        (b"a\tb", "E108"),
        (b"a\0b", "E110"),
        ("cafe\u0301".encode(), "E111"),
        ("---\n".encode("utf-16"), "E101"),
    ],
)
def test_the_text_of_a_page_is_read_as_strictly_as_a_record(project: Site, raw: bytes, code: str) -> None:
    project.write("docs/en/why.md", raw)
    assert code in project.codes()


# -- front matter ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("missing", ["title", "description"])
def test_e405_front_matter_without_a_field(project: Site, missing: str) -> None:
    project.write("docs/en/why.md", page().replace(f"{missing}: ", "template: home.html # "))
    project.write("overrides/home.html", "")
    (problem,) = [each for each in project.problems() if each.code != "E404"]
    assert (problem.code, problem.values) == ("E405", {"found": missing})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# Why\n",
        "---\n---\n",
        "title: Why\ndescription: x\n\n# Why\n",
        "\n---\ntitle: Why\n---\n",
        "---\ntitle: Why\n",
    ],
)
def test_e405_a_page_without_front_matter(project: Site, text: str) -> None:
    project.write("docs/en/why.md", text)
    found = [each.values["found"] for each in project.problems() if each.code == "E405"]
    assert found == ["title", "description"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("title: [x", "E103"),
        ("title: &a x", "E105"),
        ("title: *a", "E105"),
        ("title: !!python/name:os.system x", "E106"),
        ("title: Why\ntitle: Why", "E104"),
        ("title:", "E118"),
        ("title: [[[[[[[[[[x]]]]]]]]]]", "E112"),
        ('title: "\\u202e"', "E110"),
    ],
)
def test_front_matter_is_read_as_strictly_as_a_record(project: Site, line: str, code: str) -> None:
    project.write("docs/en/why.md", page().replace("title: Why", line))
    problem = next(each for each in project.problems() if each.code == code)
    assert problem.span and problem.span.line in (2, 3, 4)


@pytest.mark.parametrize("field", ["edit", "section", "hide", "tags", "titel", "<script>"])
def test_e201_front_matter_that_means_nothing(project: Site, field: str) -> None:
    project.write("docs/en/why.md", page(**{field: "javascript:alert(1)"}))
    problem = next(each for each in project.problems() if each.code == "E201")
    assert problem.values["found"] == field
    assert problem.span == Span(4, 1, 1 + len(field))


def test_e206_front_matter_that_is_no_text(project: Site) -> None:
    project.write("docs/en/why.md", page(title="{en: Why}"))
    assert "E206" in project.codes()


def test_e203_a_template_that_is_not_there(project: Site) -> None:
    project.write("overrides/home.html", "")
    project.write("docs/en/why.md", page(template="hme.html"))
    problem = next(each for each in project.problems() if each.code == "E203")
    assert problem.values["choices"] == ["home.html"]


def test_a_layout_has_fields_of_its_own(project: Site) -> None:
    for code in ("en", "zh"):
        text = page(
            title="⟦title⟧",
            edit="⟦edit⟧",
            section="libraries",
            body="<!-- sister_libraries:record -->\n",
        )
        project.write(f"docs/{code}/layouts/library.md", text)
    assert project.codes() == []


# -- markers and links -------------------------------------------------------------------------------------


def test_e401_a_marker_that_there_is_not(project: Site) -> None:
    (problem,) = body(project, "<!-- sister_libraries:hme -->\n")
    assert (problem.code, problem.span, problem.values["suggestion"]) == ("E401", Span(5, 1, 30), "home")
    assert problem.values["choices"] == list(FILLINGS)


@pytest.mark.parametrize(
    "marker",
    [
        "<!--sister_libraries:home-->",
        "<!-- sister_libraries: home -->",
        "<!-- sister-libraries:home -->",
        "<!-- sister_libraries:Home -->",
        "<!-- sister_libraries:checklist Start -->",
        "<!-- sister_libraries:home now -->",
        "<!-- sister_libraries:home",
    ],
)
def test_e401_a_marker_that_is_not_written_like_one(project: Site, marker: str) -> None:
    (problem,) = body(project, f"{marker}\n")
    assert (problem.code, problem.values["found"]) == ("E401", marker)


def test_e401_the_records_marker_outside_of_a_layout(project: Site) -> None:
    assert codes(project, "<!-- sister_libraries:record -->\n") == ["E401"]


def test_e401_a_checklist_that_is_not_there(project: Site) -> None:
    project.put("checklists/start", checklist())
    assert codes(project, "<!-- sister_libraries:checklist start -->\n") == []
    (problem,) = body(project, "<!-- sister_libraries:checklist begin -->\n")
    assert problem.values["choices"] == ["checklist start"]


@pytest.mark.parametrize(
    "text",
    [
        "```\n<!-- sister_libraries:hme -->\n",
        "    <!-- sister_libraries:hme -->\n",
        "`<!-- sister_libraries:hme -->`\n",
    ],
)
def test_e401_in_what_looks_like_code(project: Site, text: str) -> None:
    assert codes(project, text) == ["E401"]


@pytest.mark.parametrize(
    "link", ["libraries/guangzhou-libary", "librarys/guangzhou-library", "partnerships/nothing"]
)
def test_e402_a_link_to_a_record_that_is_not_there(project: Site, link: str) -> None:
    (problem,) = body(project, f"See [it](record:{link}).\n")
    assert (problem.code, problem.span, problem.values["found"]) == (
        "E402",
        Span(5, 10, 17 + len(link)),
        f"record:{link}",
    )


@pytest.mark.parametrize(
    "link",
    [
        "record:Libraries/guangzhou-library",
        "record:libraries",
        "record:libraries/../x",
        "record:libraries/guangzhou-library/",
        "record:",
    ],
)
def test_e402_a_link_to_a_record_that_is_not_written_like_one(project: Site, link: str) -> None:
    assert codes(project, f"See [it]({link}).\n") == ["E402"]


def test_a_link_to_a_record_may_have_a_fragment_and_a_title(project: Site) -> None:
    assert (
        codes(
            project,
            '[it](record:libraries/guangzhou-library#facts) [it](record:libraries/guangzhou-library "title")\n',
        )
        == []
    )


def test_e402_suggests_the_nearest_record(project: Site) -> None:
    (problem,) = body(project, "[it](record:libraries/guangzhou-libary)\n")
    assert problem.values["suggestion"] == "record:libraries/guangzhou-library"


def test_e402_is_not_asked_while_records_are_broken(project: Site) -> None:
    project.write("data/libraries/guangzhou-library.yml", "name: [")
    assert codes(project, "[it](record:libraries/guangzhou-library)\n") == ["E103"]


# -- translations ------------------------------------------------------------------------------------------


def test_e403_a_page_that_is_missing_in_a_language(project: Site) -> None:
    project.write("docs/en/tips.md", page())
    (problem,) = project.problems()
    assert (problem.code, problem.path, problem.values) == (
        "E403",
        "docs/en/tips.md",
        {"found": "docs/zh/tips.md"},
    )


@pytest.mark.parametrize("recorded", [{}, {"translation_of": "123456789012"}])
def test_e404_a_translation_that_may_be_behind(project: Site, recorded: dict[str, str]) -> None:
    project.write("docs/zh/why.md", page("为什么", **recorded))
    (problem,) = project.problems()
    assert (problem.code, problem.path) == ("E404", "docs/zh/why.md")


# -- hostile pages -----------------------------------------------------------------------------------------

SCRIPT = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//example.org/x>",
    "<script\n>alert(1)</script\n>",
    "<script",
    "</script>",
    "<img src=x onerror=alert(1)>",
    "<img\nsrc=x\nonerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe src=x>",
    "<a href=x>y</a>",
    "<x-y>",
    "<!DOCTYPE html>",
    "<?php x ?>",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<!--\n<script>alert(1)</script>\n-->",
    "```\n<script>alert(1)</script>\n",
    "~~~\n<script>alert(1)</script>\n```\n",
    "``` {a}\n```\n<script>alert(1)</script>\n```\n",
    "!!! note\n    <script>alert(1)</script>\n",
    "- a\n\n    <script>alert(1)</script>\n",
    "\\`<script>alert(1)</script>\\`",
    "`` ` <script>alert(1)</script>",
    "<https://example.org/><b>",
]


@pytest.mark.parametrize("text", SCRIPT)
def test_e406_markup(project: Site, text: str) -> None:
    assert "E406" in codes(project, text + "\n")


LINKS = [
    "[x](javascript:alert(1))",
    "[x](JavaScript:alert(1))",
    "[x]( javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](\njavascript:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](&#0000000000000000106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](java&NewLine;script:alert(1))",
    "[x](" + " " * 500 + "javascript:alert(1))",
    "![x](javascript:alert(1))",
    "[x](vbscript:x)",
    "[x](data:text/html,<b>x)",
    "[x](data:;base64,PHNjcmlwdD4=)",
    "[x](data:,x)",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "[x][y]\n\n[y]:\n  javascript:alert(1)",
    "[x][y]\n\n[y]: <javascript:alert(1)>",
    "<javascript:alert(1)>",
    "[x](why.md){ href=javascript:alert(1) }",
    '[x](why.md){ href="javascript:alert(1)" }',
    "[x](why.md){ href='&#106;avascript:alert(1)' }",
]


@pytest.mark.parametrize("text", LINKS)
def test_e406_a_link_that_runs_something(project: Site, text: str) -> None:
    assert "E406" in codes(project, text + "\n")


HANDLERS = [
    "[x](why.md){ onclick=alert(1) }",
    "# Why {: ONCLICK = 'alert(1)' }",
    '[x](why.md){ title="}" onclick=alert(1) }',
    "Text\n{ onmouseover=alert(1) }",
]


@pytest.mark.parametrize("text", HANDLERS)
def test_e406_an_attribute_that_runs_something(project: Site, text: str) -> None:
    assert "E406" in codes(project, text + "\n")


def test_e406_stands_where_the_markup_does(project: Site) -> None:
    assert [each.span for each in body(project, "One.\n\nTwo <b>three</b>.\n")] == [
        Span(7, 5, 8),
        Span(7, 13, 17),
    ]


def test_e406_stands_where_the_hidden_link_does(project: Site) -> None:
    (problem,) = body(project, "One &amp; two\n[x](java&#115;cript:alert(1))\n")
    assert (problem.span, problem.values) == (Span(6, 4, 5), {"found": "javascript:"})


def test_e406_in_a_title(project: Site) -> None:
    project.write("docs/en/why.md", page(title="<script>alert(1)</script>"))
    assert "E406" in project.codes()


@pytest.mark.parametrize(
    "piece",
    [
        "<a",
        "{",
        "{on",
        "(",
        "<http://",
        "&#",
        "(&",
        "[x]:",
        "=",
        "`",
        "<!--",
        "record:",
        "<!-- sister_libraries:",
        "on" * 50,
        "(java&#115;cript:",
    ],
)
def test_a_page_of_the_largest_size_is_checked_soon(project: Site, piece: str) -> None:
    text = page(body=piece * ((MAX_BYTES - 200) // len(piece)))
    assert seconds(lambda: list(pages_check._check_page(project.root, "docs/en/why.md", text, None))) < 5


PIECES = st.sampled_from(
    [
        "---\n",
        "title: x\n",
        "description: y\n",
        "\n",
        "    ",
        "```\n",
        "<",
        ">",
        "<!--",
        "-->",
        "script",
        "javascript:",
        "(",
        ")",
        "[x]",
        "]:",
        "{",
        "}",
        "onclick=",
        "&#106;",
        "&",
        "&amp",
        ";",
        "\\",
        "`",
        "record:libraries/",
        "guangzhou",
        "<!-- sister_libraries:",
        "home",
        " -->",
        "⟦title⟧",
        "广州",
        "\t",
        "\0",
        "\u202e",
        '"',
    ]
)


@given(st.text() | st.lists(PIECES, max_size=40).map("".join), st.booleans())
def test_no_page_makes_the_check_raise(project: Site, text: str, layout: bool) -> None:
    catalogue = project.catalogue()
    name = "docs/en/layouts/x.md" if layout else "docs/en/x.md"
    path = Path(project.root, name)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    lines = text.replace("\r\n", "\n").split("\n")
    for problem in check_pages(project.root, catalogue):
        assert problem.span is None or problem.span.line <= len(lines)
    path.unlink()


@pytest.mark.parametrize(
    "moved_to",
    [
        "nowhere/",
        "why",
        "/why/",
        "../x/",
        "https://example.org/",
        "old/",
        "older/",
        '"why/\\"><b>"',
        "zh/why/",
    ],
)
def test_e409_a_page_that_has_moved_nowhere(project: Site, moved_to: str) -> None:
    project.write("docs/en/older.md", page(moved_to="why/", robots="noindex"))
    project.write("docs/zh/older.md", page(moved_to="why/", robots="noindex"))
    project.write("docs/en/old.md", page(moved_to=moved_to, robots="noindex"))
    assert "E409" in project.codes()


@pytest.mark.parametrize("moved_to", ["why/", "paper/"])
def test_a_page_that_has_moved_leads_on(project: Site, moved_to: str) -> None:
    project.write("docs/en/paper/index.md", page())
    project.write("docs/en/old.md", page(moved_to=moved_to, robots="noindex"))
    assert set(project.codes()) == {"E403"}  # not translated, which is another matter


def test_e203_a_page_may_only_ask_not_to_be_listed(project: Site) -> None:
    for value in ("all", "javascript:alert(1)"):
        project.write("docs/en/why.md", page(robots=value))
        assert "E203" in project.codes()
