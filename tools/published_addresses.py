"""Fetch the list of addresses that the site was last published with: `python tools/published_addresses.py FILE`.

A site that was never published, or not yet with such a list, gives an empty list. When the site cannot be asked, the
exit code is 1: what cannot be compared is not published.
"""

from __future__ import annotations

import os
import sys
import urllib.error
import urllib.request
from pathlib import Path

LARGEST = 64 * 1024 * 1024
PATIENCE = 60  # seconds


def main(arguments: list[str]) -> int:
    """Fetch `addresses.txt` from the address in SITE_URL."""
    address = os.environ["SITE_URL"].rstrip("/") + "/addresses.txt"
    if not address.startswith(("https://", "http://127.0.0.1:")):
        print(f"{address} is not an address of a site.")
        return 1
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            content = answer.read(LARGEST + 1)
    except urllib.error.HTTPError as error:
        if error.code != 404:
            print(f"{address} cannot be asked: {error.code}")
            return 1
        print(f"{address} is not there: the site was not published with a list of its addresses before.")
        content = b""
    except OSError as error:
        print(f"{address} cannot be asked: {error}")
        return 1
    if len(content) > LARGEST:
        print(f"{address} is too large.")
        return 1
    Path(arguments[0]).write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
