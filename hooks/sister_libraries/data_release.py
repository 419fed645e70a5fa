"""The open data as a release: where it lies, under which licence, and what has changed from version to version."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from tomllib import loads
from typing import Any

# A change after which an old program would misread the data gets a new folder; the old one stays beside it.
VERSION = "v1"
FOLDER = f"data/{VERSION}/"
LICENCE = "CC-BY-4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"


@lru_cache(maxsize=1)
def changes() -> tuple[dict[str, Any], ...]:
    """What has changed in the fields and their meaning, the newest first: version, day, and a sentence a language."""
    text = Path(__file__).with_name("data_release.toml").read_text(encoding="utf-8")
    return tuple(loads(text)["change"])
