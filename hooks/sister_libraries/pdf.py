"""PDF by WeasyPrint: tagged (PDF/UA-1 is the aim), the same bytes every time, and kept by content in the cache.

WeasyPrint needs Pango, and Chinese needs a font with Simplified glyphs; both come from the system. What is missing
is said by `missing`, and no PDF is offered then.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from sister_libraries.languages import N_

SWITCH = "SISTER_LIBRARIES_PDF"  # “no” in the environment leaves PDFs out
CHINESE_FONT = "Noto Sans CJK SC"
NO_LIBRARY = N_(
    "No PDFs are made: WeasyPrint does not find Pango "
    "(on Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)."
)
NO_FONT = N_(
    "No PDFs are made: the font Noto Sans CJK SC is not installed (on Debian: apt-get install fonts-noto-cjk)."
)
# The libraries that WeasyPrint opens, by the names that they have on Linux, macOS and Windows.
LIBRARIES = tuple(
    (f"lib{name}.so.0", f"lib{name}.0.dylib", f"lib{name}-0.dll")
    for name in ("pango-1.0", "pangoft2-1.0", "harfbuzz", "harfbuzz-subset")
)


def wanted() -> bool:
    """Whether PDFs are to be made at all."""
    return os.environ.get(SWITCH) != "no"


@lru_cache(maxsize=1)
def missing() -> str:
    """What stands in the way of PDFs, as a message to translate; empty when nothing does."""
    if not all(any(map(_opens, names)) for names in LIBRARIES):
        return NO_LIBRARY
    finder = shutil.which("fc-list")
    if finder:
        found = subprocess.run([finder, CHINESE_FONT, "family"], capture_output=True, text=True, check=False)
        if not found.stdout.strip():
            return NO_FONT
    return ""


def offered() -> bool:
    """Whether the site has PDFs."""
    return wanted() and not missing()


def _opens(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


@lru_cache(maxsize=1)
def _maker() -> str:
    """What makes the same document of the same text: WeasyPrint as it is here, and what is mended after it."""
    mended = Path(__file__).with_name("pdf_tags.py").read_text(encoding="utf-8")
    return "\0".join((metadata.version("weasyprint"), sys.platform, mended))


def make(html: str, style: str, cache: Path, *, forms: bool = False) -> bytes:
    """The PDF of a document and its style sheet; taken from the cache when nothing has changed.

    Nothing is loaded for it, neither from the network nor from the disk.
    """
    key = hashlib.sha256("\0".join((html, style, _maker(), str(forms))).encode())
    kept = cache / "pdf" / f"{key.hexdigest()}.pdf"
    if kept.exists():
        return kept.read_bytes()
    import weasyprint  # noqa: PLC0415 - takes seconds, and needs what `missing` looks for
    from weasyprint.urls import URLFetcher  # noqa: PLC0415 - as above

    from sister_libraries import pdf_tags  # noqa: PLC0415 - stands on what WeasyPrint does

    document = weasyprint.HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=()))
    content: bytes = document.write_pdf(
        stylesheets=[weasyprint.CSS(string=style)],
        pdf_variant="pdf/ua-1",
        pdf_forms=forms,
        finisher=pdf_tags.finish,
    )
    kept.parent.mkdir(parents=True, exist_ok=True)
    partial = kept.with_suffix(".partial")
    partial.write_bytes(content)
    partial.replace(kept)
    return content
