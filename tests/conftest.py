"""What all tests share: a small valid project in a folder, golden files, and Hypothesis' settings."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import Site
from hypothesis import HealthCheck, settings

GOLDEN = Path(__file__).with_name("golden")

# A process of tests holds whole sites and catalogues for minutes: looking through them for cycles as often as Python
# does by itself takes a fortieth of all tests' time.
gc.set_threshold(50_000, 20, 20)

# No deadline: the machines that run the tests are shared. The same examples every time where nobody looks
# (CI), new ones on a developer's machine; a failing one is kept in .hypothesis/ and tried first.
settings.register_profile(
    "house",
    deadline=None,
    max_examples=100,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the files in tests/golden anew")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with the file of that name in tests/golden, or write it with --update-golden."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.exists(), f"{path.name} is not there yet: look at the text, then run with --update-golden"
        assert text == path.read_text(encoding="utf-8")

    return compare


@pytest.fixture
def project(tmp_path: Path) -> Site:
    """A project that breaks no rule: vocabularies, two libraries, one partnership, one page."""
    site = Site(tmp_path)
    site.lay_out()
    return site
