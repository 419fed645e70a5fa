"""In which language a command speaks: `--lang en|zh`, and without it the one of the terminal."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sister_libraries.languages import Language, language, site_languages

if TYPE_CHECKING:
    import argparse


def add_language(parser: argparse.ArgumentParser) -> None:
    """Let a command be asked to speak one of the site's languages."""
    parser.add_argument(
        "--lang",
        choices=[each.code for each in site_languages()],
        help="the language to speak (default: the terminal's)",
    )


def spoken(options: argparse.Namespace) -> Language:
    """The language that the command speaks."""
    return language(options.lang) if options.lang else terminal_language()


def terminal_language() -> Language:
    """The site's language that the terminal is set to, else the default one."""
    wanted = next(
        (os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), ""
    )
    default = site_languages()[0]
    return next((each for each in site_languages() if wanted.startswith(each.code)), default)
