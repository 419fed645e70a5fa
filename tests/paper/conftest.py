"""A copy of the project with its site built, PDFs and all, for every test of what is put on paper."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdf
import pytest
from builders import ROOT

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "site"))

from building import BuiltSite, make_site, once
from whole_build import build

from sister_libraries.catalogue import Catalogue, load


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load(ROOT, date.today())[0]


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A copy of the project with its site built, PDFs and all."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent

    site = BuiltSite(once(shared / "site", make_site))
    return once(shared / "papers", lambda folder: build(folder, site.root))


@pytest.fixture(scope="session")
def opened(root: Path) -> Callable[[str], pypdf.PdfReader]:
    return lambda name: pypdf.PdfReader(root / "site" / name)
