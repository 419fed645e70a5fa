"""The records as CSV for spreadsheets: UTF-8 with a byte order mark, RFC 4180, and no cell that would be a formula."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from sister_libraries.data_release import FOLDER
from sister_libraries.tables import tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sister_libraries.outputs import Site
    from sister_libraries.tables import Table

# A text that begins so would be reckoned with when a spreadsheet opens the file; full-width marks count in some.
_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")


def files(site: Site) -> Iterator[tuple[str, str | bytes]]:
    """A file a table."""
    for table in tables(site.catalogue, site.url):
        yield f"{FOLDER}{table.name}.csv", text(table)


def text(table: Table) -> str:
    """The table as CSV."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([column.name for column in table.columns])
    writer.writerows(map(_safe, table.rows()))
    return "\ufeff" + out.getvalue()


def _safe(row: list[Any]) -> list[Any]:
    """An apostrophe before what a spreadsheet would take for a formula; numbers are numbers."""
    return [f"'{each}" if isinstance(each, str) and each[:1] in _FORMULA else each for each in row]
