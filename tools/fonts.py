"""Find the fonts that the tests of PDFs need, and install Debian's packages of them where this runs as root.

`dev.py test` runs this before pytest. A build without them says so and goes on; the tests of PDFs do not, so this
says what to install when it cannot do it itself. It never stops the other tests.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from sister_libraries import pdf
from sister_libraries.languages import site_languages

PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-noto-cjk", "fonts-noto-core")


def main() -> int:
    """Install what is missing; the exit code is always 0."""
    if pdf.missing():
        install()
        pdf.missing.cache_clear()
    if pdf.missing():
        print(site_languages()[0].say(pdf.missing()))
    return 0


def install() -> None:
    """Install Debian's packages, where that is allowed."""
    apt = shutil.which("apt-get")
    if not apt or getattr(os, "geteuid", lambda: 1)() != 0:
        return
    print("PDFs: trying Debian's packages …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", *PACKAGES]):
        subprocess.run([apt, *arguments], env=environment, stdout=subprocess.DEVNULL, check=False)


if __name__ == "__main__":
    sys.exit(main())
