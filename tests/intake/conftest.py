"""What tests of the intake share: a copy of the project's records, and the intake run on an event."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sister_libraries.cli import main
from sister_libraries.clock import today

ROOT = Path(__file__).resolve().parents[2]
TODAY = today()  # the project's own records may bear it


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the records and the templates of answers."""
    root = tmp_path / "house"
    shutil.copytree(ROOT / "data", root / "data")
    shutil.copytree(ROOT / "overrides" / "answers", root / "overrides" / "answers")
    return root


@pytest.fixture
def intake(house: Path, tmp_path: Path) -> Callable[[Any], dict[str, str]]:
    """Run the intake on an event; the files that it wrote, by name."""

    def run(event: Any) -> dict[str, str]:
        path = tmp_path / "event.json"
        path.write_bytes(event if isinstance(event, bytes) else json.dumps(event).encode())
        out = tmp_path / "out"
        shutil.rmtree(out, ignore_errors=True)
        code = main(
            [
                "--root",
                str(house),
                "--today",
                TODAY.isoformat(),
                "intake",
                "--event",
                str(path),
                "--out",
                str(out),
            ]
        )
        return {each.name: each.read_text(encoding="utf-8") for each in out.iterdir()} if code == 0 else {}

    return run
