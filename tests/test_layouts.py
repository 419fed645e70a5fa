"""Layouts: cut at their slots, filled with text and one piece of HTML, nothing left over."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sister_libraries.layouts import RECORD, cut, first_left_over
from sister_libraries.problems import ProblemsFound

HTML = f"<title>⟦title⟧</title><link href='../../layouts/library/'><main>{RECORD}</main><a href='⟦edit⟧'>⟦title⟧</a>"


def test_a_layout_is_cut_at_its_slots() -> None:
    assert cut("library", HTML).pieces[1::2] == ("title", "path", "content", "edit", "title")


def test_a_layout_without_slots_for_all_else_needs_only_the_record() -> None:
    assert cut("library", RECORD).fill("<p>x</p>", {}) == "<p>x</p>"


def test_a_filled_layout_holds_every_value_in_its_slot() -> None:
    page = cut("library", HTML).fill("<h1>A</h1>", {"title": "A", "path": "libraries/a/", "edit": "e"})
    assert page == "<title>A</title><link href='../../libraries/a/'><main><h1>A</h1></main><a href='e'>A</a>"


def test_an_address_of_another_layout_is_no_slot() -> None:
    assert "layouts/partnership/" in cut("library", RECORD + "layouts/partnership/").fill("", {})


def test_values_are_text_and_are_escaped() -> None:
    page = cut("library", f"⟦title⟧{RECORD}").fill("", {"title": "<script>\"'&"})
    assert page == "&lt;script&gt;&#34;&#39;&amp;"


def test_what_is_filled_in_is_not_cut_again() -> None:
    page = cut("library", f"⟦title⟧{RECORD}").fill(
        "⟦edit⟧ layouts/library/", {"title": "⟦content⟧", "edit": "secret"}
    )
    assert page == "⟦content⟧⟦edit⟧ layouts/library/"


def test_e407_a_layout_without_a_place_for_the_record() -> None:
    with pytest.raises(ProblemsFound) as found:
        cut("library", "<main></main>")
    (problem,) = found.value.problems
    assert (problem.code, problem.path, problem.values) == ("E407", "layouts/library", {"found": RECORD})


def test_e407_a_slot_without_a_value() -> None:
    with pytest.raises(ProblemsFound) as found:
        cut("library", f"⟦colour⟧{RECORD}").fill("", {"title": "A"})
    assert [each.values for each in found.value.problems] == [{"found": "⟦colour⟧"}]


@pytest.mark.parametrize(
    "rest", ["⟦title⟧", "<!-- sister_libraries:home -->", "<!-- sister_libraries:checklist a-b -->"]
)
def test_what_is_left_over_is_found(rest: str) -> None:
    assert first_left_over(f"<p>x {rest} y {rest}</p>") == rest


@pytest.mark.parametrize(
    "html", ["", "<!-- a comment -->", "⟦⟧", "⟦a b⟧", "[[x]]", "&lt;!-- sister_libraries:home --&gt;"]
)
def test_nothing_is_left_over(html: str) -> None:
    assert first_left_over(html) is None


@given(st.text(), st.text())
def test_any_text_goes_into_a_layout_and_comes_out_escaped(content: str, title: str) -> None:
    page = cut("library", f"[⟦title⟧]{RECORD}").fill(content, {"title": title})
    assert page.endswith(f"]{content}")
    assert "<" not in page.removesuffix(content)
