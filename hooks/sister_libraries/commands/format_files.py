"""`sisterlib format [PATH…] [--check]`: put record files in canonical order and quoting; comments stay."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sister_libraries.commands.speaking import add_language, spoken
from sister_libraries.languages import N_
from sister_libraries.models import KINDS
from sister_libraries.report import as_text
from sister_libraries.yaml_reader import read_document
from sister_libraries.yaml_writer import formatted

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from sister_libraries.problems import Problem


def add_command(commands: Any) -> None:
    """Add `format` to the command line."""
    parser = commands.add_parser("format", help="put record files in canonical order and quoting")
    parser.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="files or folders (default: data)"
    )
    parser.add_argument("--check", action="store_true", help="change nothing; only name the files")
    add_language(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    here = spoken(options)
    missing = [path for path in options.paths if not path.exists()]
    if missing:
        print(here.say(N_("{path}: there is no such file or folder."), path=missing[0]))
        return 2
    unread: list[Problem] = []
    changed = []
    for path in record_files(options.root, options.paths):
        name = _name(path, options.root)
        document, problems = read_document(path, name)
        if not document:
            unread += problems
            continue
        text, _ = formatted(path.parent.name, document.text, name)
        if text.encode() != path.read_bytes():
            changed.append(name)
            if not options.check:
                path.write_text(text, encoding="utf-8", newline="\n")
    for name in changed:
        message = N_("{path}: not in canonical form") if options.check else N_("{path}: formatted")
        print(here.say(message, path=name))
    if unread:
        print(as_text(unread, options.root, [here]))
    return 1 if unread or (changed and options.check) else 0


def record_files(root: Path, paths: list[Path]) -> Iterator[Path]:
    """The record files among `paths` and in the folders there; without paths, all in `data/`."""
    folders = [(root / "data" / kind).resolve() for kind in KINDS]
    for given in paths or [root / "data"]:
        found = sorted(given.rglob("*.yml")) if given.is_dir() else [given]
        for path in found:
            if path.parent.resolve() in folders and path.suffix == ".yml" and not path.is_symlink():
                yield path


def _name(path: Path, root: Path) -> str:
    return path.resolve().relative_to(root.resolve()).as_posix()
