"""What the page is given of the real records, and of a small catalogue."""

from datetime import date
from typing import Any

import pytest
from builders import ROOT

from sister_libraries.catalogue import Catalogue, load
from sister_libraries.languages import site_languages
from sister_libraries.outputs import Site, letter_data
from sister_libraries.reader import Reader
from sister_libraries.write_page import filling


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The project's own records."""
    return load(ROOT, date.today())[0]


@pytest.fixture(scope="session")
def page_data(catalogue: Catalogue) -> dict[str, Any]:
    """What the script of the English page knows."""
    return filling(Reader(site_languages()[0], catalogue, "../"), ROOT, "")["data"]


@pytest.fixture(scope="session")
def entries(catalogue: Catalogue) -> dict[str, dict[str, Any]]:
    """Every library as its part of the directory has it, and with its sister cities as the script gives them."""
    import json

    files = dict(letter_data.files(Site(catalogue, "https://example.org/", [])))
    parts = [json.loads(text) for name, text in files.items() if "/parts/" in name]
    return {
        key: entry | {"sisters": part["sisters"][entry["sisters"]] if "sisters" in entry else []}
        for part in parts
        for key, entry in part["libraries"].items()
    }
