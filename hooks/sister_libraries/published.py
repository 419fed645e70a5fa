"""Where the site is published, and what a build may be asked to leave out of it."""

from __future__ import annotations

import os

SEARCH_SWITCH = "SISTER_LIBRARIES_SEARCH"  # “no” in the environment leaves search out
# Tell hooks/site.py that MkDocs is to make only the shell, of which key, and into which cache.
SHELL_ONLY = "SISTER_LIBRARIES_SHELL_ONLY"
CACHE = "SISTER_LIBRARIES_CACHE"
DEFAULT_URL = "https://sister-libraries.github.io/"


def site_url() -> str:
    """The address of the site's root: `SITE_URL`, else the project's own address; it ends in a slash."""
    return (os.environ.get("SITE_URL") or DEFAULT_URL).rstrip("/") + "/"
