"""What the tests of the form share: they run its scripts in Node as the tests of the letter do."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from builders import TODAY, Site

from sister_libraries.folding import variants
from sister_libraries.form_rules import rules
from sister_libraries.store import Store, read_store

sys.path.append(str(Path(__file__).resolve().parents[1] / "write"))


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A small project whose records the generated ones may name."""
    site = Site(tmp_path_factory.mktemp("parity"))
    site.lay_out()
    site.write("data/moved.yml", "libraries: {aurora-gone: {on: 2026-11-21}}\n")
    found = read_store(site.root)
    assert not found.problems
    return found


@pytest.fixture(scope="session")
def data(store: Store) -> dict[str, Any]:
    """What the browser is given besides records."""
    return {
        "rules": rules(store.records["vocabularies"]),
        "today": TODAY.isoformat(),
        "ids": {folder: list(store.records[folder]) for folder in ("libraries", "organizations")},
        "moved": {"libraries": {"aurora-gone": None}},
        "variants": list(variants().items()),
    }
