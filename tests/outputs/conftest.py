"""The site's own records, and its outputs by name."""

from datetime import date

import pytest
from builders import ROOT

from sister_libraries.catalogue import Catalogue, load
from sister_libraries.outputs import Site

URL = "https://example.org/sister/"


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The project's own records."""
    return load(ROOT, date.today())[0]


@pytest.fixture(scope="session")
def everything(catalogue: Catalogue) -> Site:
    """What outputs may use, for the project's own records."""
    return Site(catalogue, URL, [])
