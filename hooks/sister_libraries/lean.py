"""Pages, scripts and styles without what no reader needs: the indents and empty lines that templates leave, a sixth of
a record's page; what stands in the theme's frame only for the theme's own script, which the site does without
(decisions/0001); and comments, a seventh of what a browser loads of our scripts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# Elements whose spaces readers see, or scripts read.
_KEPT = re.compile(r"(<(?:pre|textarea|script)\b.*?</(?:pre|textarea|script)>)", re.DOTALL)


def lean(html: str) -> str:
    """The same page with each break of a line as a single line feed."""
    # The first pattern would stop at every space between two words, and there are hardly ever any before a line's end.
    if " \n" in html or "\t\n" in html:
        html = _outside_of_kept(html, _BEFORE_BREAK)
    return _outside_of_kept(html, _BREAK)


def without_indents(template: str) -> str:
    """The same template with each of its lines at the margin: done once, this need not be done for every page.

    Empty lines stay, so an error in it is told by its right number. Of an indent behind a line that ends in a tag, a
    space stays: the tag takes the break of the line with it, and there may be words on both sides.
    """
    return _outside_of_kept(_outside_of_kept(template, _BEHIND_TAG, " "), _INDENT)


_BEFORE_BREAK = re.compile(r"[ \t]+\n")
_BREAK = re.compile(r"\n[ \t\n]+")
_BEHIND_TAG = re.compile(r"(?<=[%#]\}\n)[ \t]+")
_INDENT = re.compile(r"(?<![%#]\})\n[ \t]+")


def _outside_of_kept(html: str, spaces: re.Pattern[str], instead: str = "\n") -> str:
    """The same with something else for spaces that neither readers nor scripts see."""
    parts = _KEPT.split(html)
    parts[::2] = [spaces.sub(instead, part) for part in parts[::2]]
    return "".join(parts)


# Switches of the drawer and the search, places for announcements and messages, and what the script finds elements by.
_OF_THE_SCRIPT = re.compile(
    r"""<(?:input|label)\ class="md-(?:toggle|overlay)"[^>]*>(?:</label>)?\s*
    |<div\ data-md-component="(?:skip|announce)">\s*</div>\s*
    |<div\ class="md-dialog".*?</div>\s*</div>\s*
    |\ data-md-component="[^"]*"
    |\ class="no-js\"""",
    re.DOTALL | re.VERBOSE,
)


def without_script(html: str) -> str:
    """The same page without what only the theme's script uses."""
    return _OF_THE_SCRIPT.sub("", html)


# Whole lines of it; a comment behind code is short, and where it begins only a parser knows.
_COMMENT = r"[ \t]*/\*(?:[^*]|\*(?!/))*\*/[ \t]*"
_IN_STYLES = re.compile(rf"^{_COMMENT}\n", re.MULTILINE)
_IN_SCRIPTS = re.compile(rf"^(?:[ \t]*//.*|{_COMMENT})\n", re.MULTILINE)


def without_comments(code: str, ending: str) -> str:
    """The same script (`ending` is `.js`) or stylesheet (`.css`) without the lines that are only comments.

    No text and no comment behind code may go over several lines; a test sees to that in ours.
    """
    return (_IN_STYLES if ending == ".css" else _IN_SCRIPTS).sub("", code)


def trim(assets: Path, ours: Path) -> None:
    """Put into `assets` the scripts and styles of `ours` without their comments."""
    for source in (*ours.rglob("*.js"), *ours.rglob("*.css")):
        code = without_comments(source.read_text(encoding="utf-8"), source.suffix)
        (assets / source.relative_to(ours)).write_text(code, encoding="utf-8", newline="\n")
