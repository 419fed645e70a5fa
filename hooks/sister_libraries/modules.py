"""Which modules a script of the site imports, so that a page can ask for all of them at once: found one by one, each
level costs a phone on a slow line another half second.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_IMPORT = re.compile(r'^(?:import|export)\b[^"]*?"\./([\w-]+\.js)"', re.MULTILINE)


def imported(folder: Path, name: str) -> list[str]:
    """The modules in `folder` that the module `name` imports, and those that they import, each once, in order."""
    found = [name]
    for each in found:
        inside = _IMPORT.findall((folder / each).read_text(encoding="utf-8"))
        found += [other for other in dict.fromkeys(inside) if other not in found]
    return found[1:]
