"""HTML without the indents and empty lines that templates leave; they are a sixth of a record's page."""

from __future__ import annotations

import re

# Elements whose spaces readers see, or scripts read.
_KEPT = re.compile(r"(<(?:pre|textarea|script)\b.*?</(?:pre|textarea|script)>)", re.DOTALL)


def lean(html: str) -> str:
    """The same page with each break of a line as a single line feed."""
    parts = _KEPT.split(html)
    parts[::2] = map(_without_indents, parts[::2])
    return "".join(parts)


def _without_indents(html: str) -> str:
    first, *lines = html.split("\n")
    if not lines:
        return html
    # By whole lines: a pattern would stop at every space between two words.
    *between, last = [line.strip(" \t") for line in lines[:-1]] + [lines[-1].lstrip(" \t")]
    return "\n".join([first.rstrip(" \t"), *filter(None, between), last])
