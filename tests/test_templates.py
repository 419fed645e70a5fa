"""Contributors' text is plain text: whatever it holds, it adds no tag, attribute or address to any page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from builders import ROOT, TODAY, VOCABULARIES, Site
from hypothesis import example, given, settings
from hypothesis import strategies as st
from minijinja import TemplateError

from sister_libraries.catalogue import Catalogue, make_catalogue
from sister_libraries.fillings import FILLINGS
from sister_libraries.languages import Language, site_languages
from sister_libraries.models import KINDS
from sister_libraries.reader import Reader, Said
from sister_libraries.store import Store
from sister_libraries.templates import Templates
from sister_libraries.views import PAGE_KINDS

TEMPLATES = {here.code: Templates(ROOT, here) for here in site_languages()}

SOURCES = [{"url": "https://example.org/"}]
HOSTILE = [
    "<script>alert(1)</script>",
    "</p></div></main><script src=//example.org/x></script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    '" autofocus onfocus="alert(1)',
    "javascript:alert(1)",
    "<!-- ",
    "--><b>",
    "]]><b>",
    "&lt;b&gt; &amp; &#60;b&#62;",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "${7*7}",
    "%(date)s {date} %s",
    "⟦title⟧",
    "<!-- sister_libraries:home -->",
    "\\u003cb\\u003e",
    "＜script＞",
    "</title><b>",
    "`<b>`",
    "[x](javascript:alert(1))",
]


class Texts:
    """Makes a different text for every field, each with the same `core`."""

    def __init__(self, core: str) -> None:
        self.core = core
        self.number = 0

    def __call__(self, *codes: str) -> dict[str, str]:
        self.number += 1
        return {code: f"{'广' if code == 'zh' else 'Plain'} {self.number} {self.core} end" for code in codes}


def catalogue(core: str) -> Catalogue:
    """A catalogue in which every text holds `core`, with every field that templates print."""
    text = Texts(core)
    both = ("en", "zh")
    sources = [
        {
            "url": "https://example.org/?a=1&b=2",
            "title": text("en")["en"],
            "dated": "2015",
            "seen": "2026-11",
        },
        {"document": "programme-brochure"},
    ]
    local = {**text("local"), "local_language": "bg"}
    request = {"activity": "pen-pals", "text": text("en")}
    whole: dict[str, Any] = {
        "type": "public",
        "country": "CN",
        "region": text(*both),
        "city": text(*both),
        "coordinates": ["23.12", "113.25"],
        "website": "https://example.org/?a=1&b=2",
        "community": "up-to-20000",
        "work_languages": ["en", "pt-BR"],
        "reader_languages": ["zh"],
        "seeks": ["books"],
        "offers": ["books"],
        "activities": ["pen-pals"],
        "requests": [request, {**request, "text": text("zh")}],
        "preferred": {"countries": ["US"], "languages": ["es"], "types": ["school"]},
        "commitment": "light",
        "sister_cities": [{"city": text("zh"), "country": "US", "since": "by 1981"}],
        "contact": {
            "role": text("en"),
            "page": "https://example.org/contact",
            "mailbox": "exchange@example.org",
            "consent": "2026-11-21",
        },
        "listed": "2026-11-21",
        "description": text("en"),
        "identifiers": {"isil": "US-X", "wikidata": "Q42"},
        "sources": sources,
    }
    libraries = {
        "seeking": {**whole, "name": text(*both), "status": "seeking", "confirmed": "2026-11-21"},
        "due": {**whole, "name": {**text("zh"), **local}, "status": "open", "confirmed": "2025-06"},
        "old": {**whole, "name": local, "status": "seeking", "confirmed": "2007", "description": text("zh")},
        "partner": {"name": text("en"), "country": "US", "sources": sources},
    }
    records: dict[str, dict[str, Any]] = {
        "vocabularies": {
            name: {
                "title": text("en"),
                "terms": [
                    {"id": term, "label": text("en"), "description": text("zh"), "group": "people"}
                    for term in terms
                ],
            }
            for name, terms in VOCABULARIES.items()
        },
        "libraries": libraries,
        "organizations": {
            "federation": {
                "name": {**text("en"), **local},
                "abbreviation": "IFLA",
                "kind": "association",
                "website": "https://example.org/",
                "countries": ["CN"],
                "email": "office@example.org",
                "summary": text("en"),
                "description": text("zh"),
                "help": text(*both),
                "sources": sources,
            }
        },
        "partnerships": {
            "one-partnership": {
                "libraries": ["partner", "old"],
                "since": "by 2019",
                "kinds": ["programme"],
                "programme": "federation",
                "status": "current",
                "confirmed": "2026",
                "activities": ["pen-pals"],
                "summary": text("en"),
                "story": text("zh"),
                "lessons": text("en"),
                "listed": "2026-11-21",
                "sources": sources,
            }
        },
        "checklists": {
            "start": {
                "title": text(*both),
                "summary": text("en"),
                "listed": "2026-11-21",
                "sources": sources,
                "sections": [
                    {
                        "id": "one",
                        "title": text("zh"),
                        "steps": [{"id": "ask", "text": text("en"), "detail": text("zh")}],
                    }
                ],
            }
        },
    }
    store = Store(ROOT)
    for folder, group in records.items():
        for record_id, record in group.items():
            store.records[folder][record_id] = KINDS[folder].model_validate({**record, "id": record_id})
    return make_catalogue(store, TODAY)


class Tags(HTMLParser):
    """What a browser would make of a page: its tags with their attributes' names, and its addresses."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: Counter[tuple[str, ...]] = Counter()
        self.addresses: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags[(tag, *(name for name, _ in attributes))] += 1
        self.addresses += [
            value or ""
            for name, value in attributes
            if name in ("href", "src", "action", "data", "formaction")
        ]

    def handle_comment(self, data: str) -> None:
        self.tags[("comment",)] += 1

    def handle_decl(self, decl: str) -> None:
        self.tags[("declaration",)] += 1

    def unknown_decl(self, data: str) -> None:
        self.tags[("declaration",)] += 1

    def handle_data(self, data: str) -> None:
        self.text += data


def looked_at(html: str) -> Tags:
    tags = Tags()
    tags.feed(html)
    tags.close()
    return tags


def record_pages(
    records: Catalogue, here: Language, templates: Mapping[str, Templates] = TEMPLATES
) -> dict[str, str]:
    """The HTML of every page that shows a record."""
    reader = Reader(here, records, "../../")
    return {
        f"{kind.name}/{name}": templates[here.code].render(
            kind.name, reader, kind.view(subject, reader).context
        )
        for kind in PAGE_KINDS
        if kind.name != "problem"
        for name, subject in kind.subjects(records)
        # Every country or region has a page; most of them show no record.
        if kind.name != "country" or subject in records.by_country
    }


PLAIN = {
    here.code: {name: looked_at(html) for name, html in record_pages(catalogue("plain"), here).items()}
    for here in site_languages()
}


def assert_same_but_for_text(name: str, html: str, plain: Tags, core: str) -> None:
    found = looked_at(html)
    assert found.tags == plain.tags, name
    assert found.addresses == plain.addresses or sorted(found.addresses) == sorted(plain.addresses), name
    for address in found.addresses:
        assert not address.lower().lstrip().startswith(("javascript:", "data:", "vbscript:")), name
    assert not any(
        attribute.startswith("on") or attribute == "style" for tag in found.tags for attribute in tag[1:]
    ), name
    if set(core) & set("<>\"'&"):
        assert core not in html, name


BOTH = pytest.mark.parametrize("here", site_languages(), ids=lambda each: each.code)


@BOTH
@pytest.mark.parametrize("core", HOSTILE)
def test_hostile_text_is_only_text_on_every_page_of_a_record(core: str, here: Language) -> None:
    pages = record_pages(catalogue(core), here)
    assert pages.keys() == PLAIN[here.code].keys()
    for name, html in pages.items():
        assert_same_but_for_text(name, html, PLAIN[here.code][name], core)
    library = looked_at(pages["library/seeking"])
    assert core.strip() in library.text  # nothing is lost either


# Letters and marks of markup; no line breaks, which rightly make paragraphs.
LONGEST = 60  # characters of what a label, the shortest text of a record, may hold beside what `Texts` adds
CORES = st.lists(
    st.sampled_from(
        [
            *"<>\"'&;=/!-{}%$#()[]:⟦⟧ ab",
            "script",
            "on",
            "href",
            "javascript:",
            "&lt",
            "&#x3c;",
            "{{",
            "}}",
            "{%",
            "%(",
            ")s",
            "广",
        ]
    ),
    max_size=24,
).map(lambda parts: "".join(parts)[:LONGEST])


@settings(max_examples=20)
@given(CORES)
@example("javascript:" * (LONGEST // 11) + "<" * (LONGEST % 11))
def test_no_text_adds_markup_to_a_page_of_a_record(core: str) -> None:
    records = catalogue(core)
    for here in site_languages():
        for name, html in record_pages(records, here).items():
            assert_same_but_for_text(name, html, PLAIN[here.code][name], "")


def fill(filling: str, records: Catalogue, here: Language, root: Path, templates: Templates) -> str:
    """The HTML of what a marker puts into a hand-written page."""
    reader = Reader(here, records, "../")
    context = FILLINGS[filling](reader, root, "start" if filling == "checklist" else "")
    return templates.render(f"fillings/{filling}", reader, context)


@BOTH
def test_no_words_run_together_for_want_of_an_indent(
    here: Language, project: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A tag takes the break of its line with it, so the next line's indent may be the only space there."""
    records = catalogue("plain")
    with monkeypatch.context() as indented:
        indented.setattr("sister_libraries.templates.without_indents", lambda template: template)
        plain = {here.code: Templates(ROOT, here)}
        as_written = record_pages(records, here, plain)
        fillings = {each: fill(each, records, here, project.root, plain[here.code]) for each in FILLINGS}
    assert "\n" in as_written["library/seeking"]
    lean = record_pages(records, here) | {
        each: fill(each, records, here, project.root, TEMPLATES[here.code]) for each in FILLINGS
    }
    for name, html in (as_written | fillings).items():
        assert lean[name].split() == html.split(), name


@BOTH
@pytest.mark.parametrize("filling", FILLINGS)
def test_hostile_text_is_only_text_in_every_filling(filling: str, here: Language, project: Site) -> None:
    def filled(core: str) -> str:
        return fill(filling, catalogue(core), here, project.root, TEMPLATES[here.code])

    plain = looked_at(filled("plain"))
    for core in (
        "<script>alert(1)</script>",
        '"><svg onload=alert(1)>',
        "' onfocus='alert(1)",
        "--><b>{{ 7 * 7 }}%(date)s",
    ):
        assert_same_but_for_text(filling, filled(core), plain, core)


@pytest.mark.parametrize(
    "name", ["../main", "../records/../main", str(ROOT / "overrides" / "main"), "nothing", ""]
)
def test_a_template_is_one_of_the_records(name: str) -> None:
    reader = Reader(site_languages()[0], catalogue("plain"), "")
    with pytest.raises(TemplateError, match=re.escape(f'"{name}.html" does not exist')):
        TEMPLATES["en"].render(name, reader, {})


def test_the_tester_finds_what_is_not_escaped() -> None:
    plain = looked_at("<p>plain</p>")
    for html in ("<p><b></b></p>", '<p onclick="x">x</p>', "<p><!-- --></p>", "<p>x</p><p>x</p>"):
        with pytest.raises(AssertionError):
            assert_same_but_for_text("x", html, plain, "")
    with pytest.raises(AssertionError):
        assert_same_but_for_text("x", '<a href="javascript:x">', looked_at('<a href="javascript:x">'), "")


def test_paragraphs_are_parted_at_blank_lines() -> None:
    said = Said("One.\nStill one.\n\n\nTwo.\n\nThree.\n")
    assert said.paragraphs == ["One.\nStill one.", "Two.", "Three."]


def test_a_library_that_never_confirmed_is_not_said_to_have_confirmed(project: Site):
    project.copy_templates()
    name = "libraries/guangzhou-library"
    project.put(name, {"name": {"zh": "广州图书馆"}, "country": "CN", "status": "paused", "sources": SOURCES})
    found = project.catalogue()
    kind = next(each for each in PAGE_KINDS if each.name == "library")
    for here in site_languages():
        reader = Reader(here, found, "../../")
        page = kind.view(found.libraries["guangzhou-library"], reader)
        html = TEMPLATES[here.code].render("library", reader, page.context)
        assert here.say("Last confirmed %(date)s.").split("%(date)s")[0].strip() not in html
