"""The catalogue as a Zensical site, from the same ready-made Markdown that MkDocs gets on the plain way.

Zensical has no pages in several languages yet: both stand in folders of one site, which is the faster of the two
ways to have both. Its theme and settings are its own, its extensions those of the plain way.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from benchmarks.peers.facts import languages, write

CONFIGURATION = """\
site_name: Sister Libraries
site_url: https://zensical.example/
theme:
  language: en
  font: false
  features: [navigation.tabs]
plugins: []
markdown_extensions: [admonition, attr_list, def_list, footnotes, tables, toc]
nav:
"""
_FILE = re.compile(r"(?<=[ ])([\w/-]+\.md)")


def write_project(folder: Path, source: Path, plain: Path) -> None:
    """Write the site of the project `source`, whose Markdown is in `plain`, into `folder`; it is built into
    `folder`/site."""
    shutil.copytree(plain / "docs", folder / "docs")
    navigation = (source / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:\n")[2]
    lines = [CONFIGURATION]
    for here in languages():
        lines.append(f"  - {here.name}:\n")
        below = _FILE.sub(rf"{here.code}/\1", navigation)
        lines += [f"    {line}\n" for line in below.splitlines()]
    write(folder / "mkdocs.yml", "".join(lines))
