"""What one build keeps for the next: values in the cache, each under everything that it depends on.

A value is believed only when its key and its checksum are right. So a file from another version, one that was cut off
when a build was killed or a disk was full, or a damaged one is the same as none, and deleting all of them costs
nothing but time.
"""

from __future__ import annotations

import pickle
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sister_libraries.inputs import DIGEST_BYTES, digest

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Kept:
    """A folder of values that all depend on `key`; another key finds none of them."""

    folder: Path
    key: bytes

    def load(self, name: str) -> Any:
        """The value that was saved as `name`, or None."""
        try:
            content = (self.folder / name).read_bytes()
        except OSError:
            return None
        head, value = content[:DIGEST_BYTES], content[DIGEST_BYTES:]
        if head != digest(self.key, name, value):
            return None
        return pickle.loads(value)

    def save(self, name: str, value: Any) -> None:
        """Keep a value; where there is no room for it, it is not kept."""
        self.prepare(name, value)
        self.confirm(name)

    def prepare(self, name: str, value: Any) -> None:
        """Write a value that is to be kept once it is known to be right."""
        content = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            self._prepared(name).write_bytes(digest(self.key, name, content) + content)

    def confirm(self, name: str) -> None:
        """Keep what was prepared as `name`."""
        with suppress(OSError):
            self._prepared(name).replace(self.folder / name)

    def _prepared(self, name: str) -> Path:
        return self.folder / f"{name}.prepared"
