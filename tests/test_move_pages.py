"""`sisterlib rename` and `sisterlib remove` of hand-written pages: an old address leads on, and every link follows."""

from __future__ import annotations

import pytest
from builders import Site, page

from sister_libraries.cli import main
from sister_libraries.languages import language
from sister_libraries.moving_pages import address, moved_to, name_of
from sister_libraries.translations import blob_id, page_states

CONFIG = """\
not_in_nav: |
  search.md

nav:
  - index.md
  - Guidance:
      - why.md
      - Tips: paper/tips.md
"""


def run(site: Site, *arguments: str) -> int:
    return main(["--root", str(site.root), arguments[0], "--lang", "en", *arguments[1:]])


def text(site: Site, name: str) -> str:
    return (site.root / name).read_text(encoding="utf-8")


def put(site: Site, name: str, body: str) -> None:
    """A page in both languages, translated today."""
    original = page("Page", body)
    site.write(f"docs/en/{name}.md", original)
    site.write(f"docs/zh/{name}.md", page("页面", body, translation_of=blob_id(original.encode())))


@pytest.fixture
def house(project: Site) -> Site:
    put(
        project, "why", "See [tips](paper/tips.md#ten), [here](#top) and [all](https://example.org/why.md).\n"
    )
    put(project, "paper/tips", "Back to [why](../why.md), or [on](more.md).\n\n[w]: ../why.md\n")
    put(project, "paper/more", "Nothing.\n")
    project.write("mkdocs.yml", CONFIG)
    project.write("README.md", "Read [why](docs/en/why.md#top) and [为什么](docs/zh/why.md).\n")
    project.write("hooks/x.py", 'FOOTER = ("why/", "about-why/")\n')
    project.write("hooks/y.py", 'FOOTER = ("about-why/",)\n')
    assert project.codes() == []
    return project


def test_a_page_moves_in_every_language_and_its_old_address_leads_on(house: Site) -> None:
    before = text(house, "docs/zh/why.md")
    assert run(house, "rename", "docs/en/why.md", "docs/en/reasons.md") == 0
    for code in ("en", "zh"):
        here = language(code)
        left = text(house, f"docs/{code}/why.md")
        assert moved_to(left) == "reasons/"
        assert f"title: {here.say('This page has moved')}\n" in left
        assert "(reasons.md)" in left
        assert "robots: noindex\n" in left
    assert text(house, "docs/zh/reasons.md") == before
    assert house.codes() == []
    assert {each.state for each in page_states(house.root)} == {"original", "current"}


def test_links_follow_wherever_they_stand(house: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(house, "rename", "docs/why.md", "docs/guidance/reasons") == 0
    assert "[tips](../paper/tips.md#ten), [here](#top) and [all](https://example.org/why.md)" in text(
        house, "docs/en/guidance/reasons.md"
    )
    assert "[why](../guidance/reasons.md), or [on](more.md)." in text(house, "docs/zh/paper/tips.md")
    assert "[w]: ../guidance/reasons.md" in text(house, "docs/zh/paper/tips.md")
    assert text(house, "README.md") == (
        "Read [why](docs/en/guidance/reasons.md#top) and [为什么](docs/zh/guidance/reasons.md).\n"
    )
    assert house.codes() == []
    assert {each.state for each in page_states(house.root)} == {"original", "current"}
    said = capsys.readouterr().out
    assert "hooks/x.py" in said
    assert "hooks/y.py" not in said


def test_the_navigation_follows(house: Site) -> None:
    run(house, "rename", "docs/why.md", "docs/reasons.md")
    run(house, "rename", "docs/paper/tips.md", "docs/paper/ten-tips.md")
    assert text(house, "mkdocs.yml") == CONFIG.replace("      - why.md", "      - reasons.md").replace(
        "paper/tips.md", "paper/ten-tips.md"
    ).replace("not_in_nav: |\n", "not_in_nav: |\n  **/paper/tips.md\n  why.md\n")


def test_a_page_outside_the_navigation_stays_outside(house: Site) -> None:
    run(house, "rename", "docs/paper/more.md", "docs/paper/most.md")
    text_after = CONFIG.replace("not_in_nav: |\n", "not_in_nav: |\n  **/paper/more.md\n  **/paper/most.md\n")
    assert text(house, "mkdocs.yml") == text_after


def test_a_page_that_moves_twice_is_reached_at_once_from_both_old_addresses(house: Site) -> None:
    run(house, "rename", "docs/why.md", "docs/reasons.md")
    assert run(house, "rename", "docs/reasons.md", "docs/more-reasons.md") == 0
    for name in ("why", "reasons"):
        for code in ("en", "zh"):
            assert moved_to(text(house, f"docs/{code}/{name}.md")) == "more-reasons/"
    assert "(more-reasons.md)" in text(house, "docs/zh/why.md")
    assert house.codes() == []


def test_a_stale_translation_stays_stale(house: Site) -> None:
    house.write("docs/zh/why.md", page("为什么", translation_of="123456789012"))
    run(house, "rename", "docs/why.md", "docs/reasons.md")
    states = {(each.name, each.language): each.state for each in page_states(house.root)}
    assert states["reasons.md", "zh"] == "stale"
    assert states["why.md", "zh"] == "current"


def test_a_page_in_one_language_moves_too(house: Site) -> None:
    house.write("docs/en/only.md", page("Only"))
    assert run(house, "rename", "docs/only.md", "docs/alone.md") == 0
    assert not (house.root / "docs/zh/only.md").exists()
    assert house.codes() == ["E403", "E403"]


def test_a_page_is_taken_down_with_a_word_at_its_address(house: Site) -> None:
    assert run(house, "remove", "docs/en/paper/more.md") == 1  # tips link to it
    assert "Nothing." in text(house, "docs/en/paper/more.md")
    put(house, "paper/tips", "Nothing more.\n")
    assert run(house, "remove", "docs/en/paper/more.md") == 0
    for code in ("en", "zh"):
        left = text(house, f"docs/{code}/paper/more.md")
        assert language(code).say("The page that stood at this address was taken down.") in left
        assert "robots: noindex\n" in left
        assert "Nothing." not in left
    assert house.codes() == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("docs/nothing.md", "docs/x.md"), ("docs/en/index.md", "docs/home.md"), ("docs/layouts/x.md", "docs/x.md"),
        ("docs/why.md", "docs/paper/tips.md"), ("docs/why.md", "why"), ("docs/why.md", "docs/Why Not.md"),
        ("docs/why.md", "docs/../x.md"), ("docs/why.md", "docs/index.md"), ("docs/why.md", "docs/为什么.md"),
        ("docs/../README.md", "docs/x.md"), ("docs/why.md", "docs/layouts/x.md"),
    ],
)  # fmt: skip
def test_what_cannot_be_moved_is_said_and_nothing_is_changed(house: Site, old: str, new: str) -> None:
    house.write("docs/en/index.md", page("Home"))
    before = {path: path.read_bytes() for path in house.root.rglob("*") if path.is_file()}
    assert run(house, "rename", old, new) == 2
    assert {path: path.read_bytes() for path in house.root.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("name", "at"),
    [("why", "why/"), ("paper/board", "paper/board/"), ("paper/index", "paper/"), ("index", "")],
)
def test_the_address_of_a_page(name: str, at: str) -> None:
    assert address(name) == at


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("docs/en/why.md", "why"), ("docs/why", "why"), ("./docs/zh/paper/board.md", "paper/board"),
        ("why", ""), ("libraries/guangzhou-library", ""), ("data/libraries/docs.yml", ""),
    ],
)  # fmt: skip
def test_what_names_a_page(said: str, name: str) -> None:
    assert name_of(said) == name
