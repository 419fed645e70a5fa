"""Where to report a security hole (RFC 9116): `.well-known/security.txt`, and at the root for hosts that hide dots."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sister_libraries.languages import site_languages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sister_libraries.outputs import Site

REPORT = "https://github.com/sister-libraries/sister-libraries.github.io/security/advisories/new"
VALID = timedelta(days=300)  # less than a year, as the standard advises; the site is built anew every week


def files(site: Site) -> Iterator[tuple[str, str | bytes]]:
    """The same file at both addresses."""
    name = ".well-known/security.txt"
    text = "".join(
        f"{key}: {value}\n"
        for key, value in (
            ("Contact", REPORT),
            ("Expires", f"{(site.catalogue.today + VALID).isoformat()}T00:00:00Z"),
            ("Preferred-Languages", ", ".join(each.code for each in site_languages())),
            ("Canonical", f"{site.url}{name}"),
        )
    )
    yield name, text
    yield "security.txt", text
