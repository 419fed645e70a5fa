"""HTML without the indents and empty lines that templates leave; they are a sixth of a record's page."""

from __future__ import annotations

import re

# Elements whose spaces readers see, or scripts read.
_KEPT = re.compile(r"(<(?:pre|textarea|script)\b.*?</(?:pre|textarea|script)>)", re.DOTALL)
_INDENTS = re.compile(r"[ \t\n]*\n[ \t\n]*")


def lean(html: str) -> str:
    """The same page with each break of a line as a single line feed."""
    parts = _KEPT.split(html)
    parts[::2] = [_INDENTS.sub("\n", each) for each in parts[::2]]
    return "".join(parts)
