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
        content = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        partial = self.folder / f"{name}.partial"
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            partial.write_bytes(digest(self.key, name, content) + content)
            partial.replace(self.folder / name)
