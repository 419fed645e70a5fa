"""A catalogue with every kind of listing: generated libraries, most of which ask for a partner."""

import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))

from benchmarks import generate  # noqa: E402 - behind the path to it
from sister_libraries.catalogue import Catalogue, load  # noqa: E402 - behind the path to it

LIBRARIES = 160


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project of the generated catalogue."""
    project = tmp_path_factory.mktemp("directory") / "project"
    generate.write_project(project, LIBRARIES)
    return project


@pytest.fixture(scope="session")
def catalogue(folder: Path) -> Catalogue:
    """The generated catalogue, on the day for which it is made."""
    return load(folder, generate.TODAY)[0]


@pytest.fixture(scope="session")
def real() -> Catalogue:
    """The project's own catalogue."""
    return load(PROJECT, generate.TODAY)[0]
