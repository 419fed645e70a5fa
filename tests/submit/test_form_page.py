"""What the form asks, the data that it loads, and that its preview tells what the record's own page tells."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from datetime import date
from itertools import accumulate
from typing import Any

import pytest
from builders import ROOT, Site, library
from in_node import run

from sister_libraries import form_page
from sister_libraries.catalogue import Catalogue, load
from sister_libraries.form_rules import FORMS, rules
from sister_libraries.languages import Language, site_languages
from sister_libraries.models import KINDS
from sister_libraries.outputs import Site as Output
from sister_libraries.outputs import submit_data
from sister_libraries.outputs.submit_data import as_written
from sister_libraries.reader import Reader
from sister_libraries.rules import RULES
from sister_libraries.templates import Templates
from sister_libraries.validate import make_record
from sister_libraries.views import library as library_view
from sister_libraries.views import partnership as partnership_view
from sister_libraries.yaml_reader import INVISIBLE, Document

in_both_languages = pytest.mark.parametrize("here", site_languages(), ids=lambda each: each.code)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load(ROOT, date.today())[0]


@pytest.fixture(scope="module")
def files(catalogue: Catalogue) -> dict[str, Any]:
    """What the page loads, by name."""
    return {
        name: json.loads(text)
        for name, text in submit_data.files(Output(catalogue, "https://example.org/", []))
    }


# -- what is asked -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", FORMS)
def test_every_field_is_asked_for_once(folder: str) -> None:
    asked = [name for topic in form_page.TOPICS[folder] for name in topic.fields]
    assert sorted(asked) == sorted(
        name for name, info in KINDS[folder].model_fields.items() if not info.exclude
    )


def test_the_form_knows_every_character_that_cannot_be_seen(files: dict[str, Any]) -> None:
    """As the reader of files does, which asks for the category of each."""
    borders = [*accumulate(int(gap, 16) for gap in files["submit/rules.json"]["invisible"].split())]
    told = bytearray(sys.maxunicode + 1)
    for first, end in zip(borders[::2], borders[1::2], strict=True):
        told[first:end] = b"\1" * (end - first)
    found = bytes(unicodedata.category(chr(code)) in INVISIBLE for code in range(sys.maxunicode + 1))
    assert [f"U+{code:04X}" for code in range(len(found)) if found[code] != told[code]] == []


@pytest.mark.parametrize("folder", FORMS)
def test_all_that_is_required_is_asked_for_first(folder: str) -> None:
    """A library's own website is its source when no other is named."""
    first = form_page.TOPICS[folder][0].fields
    required = {name for name, info in KINDS[folder].model_fields.items() if info.is_required()} - {"id"}
    if folder == "libraries":
        required = required - {"sources"} | {"website"}
    assert required <= set(first)


@in_both_languages
def test_the_forms_have_every_control_once(catalogue: Catalogue, here: Language) -> None:
    reader = Reader(here, catalogue, "../")
    html = Templates(ROOT, here).render("fillings/submit", reader, form_page.filling(reader, ROOT, ""))
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    for folder in FORMS:
        names = set(re.findall(r'name="([^"]+)"', html))
        for name in expected(rules(catalogue.vocabularies)["kinds"][folder], ""):
            assert name in names


def expected(node: dict[str, Any], at: str) -> list[str]:
    """The names of the controls that a node needs."""
    if node["kind"] == "group":
        return [
            each for name, inner, _ in node["fields"] for each in expected(inner, f"{at}.{name}".lstrip("."))
        ]
    if node["kind"] == "text":
        return [f"{at}.{code}" for code in ("en", "zh", *node["extra"])]
    if node["kind"] == "coordinates":
        return [f"{at}.0", f"{at}.1"]
    if node["kind"] == "list":
        boxes = node["of"]["kind"] == "choice" or node["of"].get("vocabulary")
        return [at] if boxes else expected(node["of"], f"{at}.#")
    return [at]


@in_both_languages
def test_labels_and_help_are_the_models_own(catalogue: Catalogue, here: Language) -> None:
    reader = Reader(here, catalogue, "../")
    (first, *_) = form_page.filling(reader, ROOT, "")["forms"]["libraries"]
    field = next(each for each in first["fields"] if each["name"] == "offers")
    info = KINDS["libraries"].model_fields["offers"]
    assert (field["title"], field["help"]) == (here.say(info.title), here.say(info.description))


@in_both_languages
def test_no_help_speaks_of_codes_that_are_chosen_from_a_list(catalogue: Catalogue, here: Language) -> None:
    reader = Reader(here, catalogue, "../")
    html = Templates(ROOT, here).render("fillings/submit", reader, form_page.filling(reader, ROOT, ""))
    fields = html[: html.index('id="submit-data"')]
    assert not re.search(r"ISO|BCP", fields)


def test_a_message_of_the_form_never_speaks_of_files() -> None:
    """Codes that the form can show say it in words for people who have never seen YAML."""
    names = "|".join(name for folder in FORMS for name in (*KINDS[folder].model_fields, "local_language"))
    spoken = [f"E{number}" for number in (*range(202, 224), 228, 301, *range(303, 307))]
    for code in set(spoken) - {"E206", "E218"}:  # which a form cannot bring about
        text = RULES[code].form or RULES[code].message + RULES[code].remedy
        assert not re.search(rf"“({names}).*?”|\bfield\b|\bfile\b|YAML|quotation", text), (code, text)


def test_the_version_changes_with_the_choices(project: Site) -> None:
    here = site_languages()[0]
    before = form_page.version(Reader(here, project.catalogue(), ""))
    assert before == form_page.version(Reader(site_languages()[1], project.catalogue(), ""))
    path = project.root / "data/vocabularies/exchanges.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("books", "newspapers"), encoding="utf-8")
    assert form_page.version(Reader(here, project.catalogue(), "")) != before


# -- the data ----------------------------------------------------------------------------------------------


def test_every_record_is_at_hand_as_its_file_says_it(catalogue: Catalogue, files: dict[str, Any]) -> None:
    for folder in FORMS:
        parts = [part for name, part in files.items() if re.fullmatch(rf"submit/{folder}/\d+\.json", name)]
        found = {key: value for part in parts for key, value in part.items()}
        assert set(found) == set(catalogue.records(folder))
        for key, value in found.items():
            record, problems = make_record(Document("x.yml", "", value), KINDS[folder], key)
            assert not problems
            assert record is not None
            assert record.model_dump() == catalogue.records(folder)[key].model_dump()


def test_coordinates_keep_both_decimals(project: Site) -> None:
    project.put("libraries/guangzhou-library", library(country="CN", coordinates=["23.10", "-0.50"]))
    assert as_written(project.catalogue().libraries["guangzhou-library"])["coordinates"] == ["23.10", "-0.50"]


def test_the_listings_of_a_country_are_all_there(catalogue: Catalogue, files: dict[str, Any]) -> None:
    for code, libraries in catalogue.by_country.items():
        assert [each["id"] for each in files[f"submit/listings/{code.lower()}.json"]] == [
            each.id for each in libraries
        ]


# -- the preview -------------------------------------------------------------------------------------------


PREVIEW = """
const words = given.words, preview = new Preview(given.data, words);
return given.records.map(([kind, record]) =>
  kind === "libraries" ? preview.library(record) : preview.partnership(record, given.names));
"""


def previewed(catalogue: Catalogue, here: Language, folder: str) -> list[dict[str, Any]]:
    """The preview of every record, as the browser makes it."""
    reader = Reader(here, catalogue, "../")
    html = Templates(ROOT, here).render("fillings/submit", reader, form_page.filling(reader, ROOT, ""))
    words = re.search(r'id="submit-words">(.*?)</div>', html, re.DOTALL)
    assert words
    given = {
        "data": form_page.filling(reader, ROOT, "")["data"],
        "words": json.loads(words[1].replace("&#34;", '"').replace("&amp;", "&")),
        "records": [[folder, as_written(each)] for each in catalogue.records(folder).values()],
        "names": {each.id: reader.name(each).text for each in catalogue.libraries.values()},
    }
    found: list[dict[str, Any]] = run({"record-preview.js": "Preview"}, PREVIEW, given)
    return found


@in_both_languages
def test_the_preview_tells_what_the_librarys_page_tells(catalogue: Catalogue, here: Language) -> None:
    reader = Reader(here, catalogue, "../")
    records = catalogue.libraries.values()
    for record, theirs in zip(records, previewed(catalogue, here, "libraries"), strict=True):
        page = library_view.view(record, reader).context
        assert theirs["title"] == {"text": page["name"].text, "lang": page["name"].lang}
        assert theirs["others"] == [{"text": each.text, "lang": each.lang} for each in page["other_names"]]
        assert theirs["facts"] == [
            [label, [each.said.text for each in links]] for label, links in page["facts"]
        ]
        assert theirs["sources"] == [[each.said.text, each.note] for each in page["sources"]]
        assert (theirs["description"] or {}).get("text") == (page["description"] and page["description"].text)
        assert [text for text, _ in theirs["requests"]] == [
            each["activity"].said.text for each in page["requests"]
        ]


@in_both_languages
def test_the_preview_tells_what_the_storys_page_tells(catalogue: Catalogue, here: Language) -> None:
    reader = Reader(here, catalogue, "../")
    records = catalogue.partnerships.values()
    for record, theirs in zip(records, previewed(catalogue, here, "partnerships"), strict=True):
        page = partnership_view.view(record, reader)
        assert theirs["title"]["text"] == page.title
        ours = [[label, [each.said.text for each in links]] for label, links in page.context["facts"]]
        assert theirs["facts"] == ours
        assert theirs["summary"]["text"] == page.context["summary"].text
        assert theirs["sources"] == [[each.said.text, each.note] for each in page.context["sources"]]
