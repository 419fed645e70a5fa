"""The command line, `sisterlib`: one command for each thing that a person does with the project."""

from __future__ import annotations

import argparse
import io
import os
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from sister_libraries.clock import NoSuchDay, today

# Each command and the module that has it, in the order of the help. A new one is a module with `add_command`, and
# one line here. Only the module of the command that is called is imported: all together take longer
# than a build that finds nothing to do.
COMMANDS = {
    "check": "commands.check",
    "build": "commands.build_site",
    "merge": "commands.merge_shards",
    "pdf": "commands.pdf_files",
    "zip": "commands.pack",
    "serve": "commands.serve_site",
    "schema": "commands.schemas",
    "translations": "commands.translations_status",
    "words": "commands.words",
    "add": "commands.add",
    "addresses": "commands.addresses",
    "answer": "commands.answer",
    "due": "commands.due",
    "format": "commands.format_files",
    "intake": "commands.intake",
    "issue-forms": "commands.issue_forms",
    "rename": "commands.move",
    "remove": "commands.move",
    "new": "commands.new",
    "stats": "commands.stats",
    "upkeep": "commands.upkeep",
    "import": "import_sister_cities",
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code is 0 when all is well, 1 for problems, 2 for wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal without Chinese shows the codes
    arguments = sys.argv[1:] if arguments is None else arguments
    options = _parser(_called(arguments)).parse_args(arguments)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except NoSuchDay as error:
        print(f"sisterlib: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        from sister_libraries.failures import in_words  # noqa: PLC0415 - only where something went wrong

        said = in_words(error, options.root)
        if said is None:
            raise
        print(said, file=sys.stderr)
        return 1
    return code


def _called(arguments: list[str]) -> str | None:
    """The command that is called, or None where the help of all is wanted or there is none of this name."""
    early = _options(argparse.ArgumentParser(add_help=False, exit_on_error=False))
    early.add_argument("called", nargs=argparse.REMAINDER)
    try:
        rest = early.parse_known_args(arguments)[0].called
    except argparse.ArgumentError:
        return None
    return rest[0] if rest and rest[0] in COMMANDS else None


def _options(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """The options that stand before the command."""
    parser.add_argument("--root", type=Path, default=Path(), help="the project's folder (default: here)")
    parser.add_argument("--today", type=today, default=None, help="the day to build for, as 2026-11-21")
    return parser


def _parser(called: str | None) -> argparse.ArgumentParser:
    """The parser of one command, or of all."""
    parser = _options(argparse.ArgumentParser(prog="sisterlib", description=__doc__))
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for module in dict.fromkeys([COMMANDS[called]] if called else COMMANDS.values()):
        import_module(f"sister_libraries.{module}").add_command(commands)
    return parser


def run() -> None:
    """Run the command of the program's own arguments, and end the program at once.

    What it holds goes with it: taking ten thousand records apart one by one would take seconds.
    """
    try:
        code = main()
    except SystemExit as ended:  # of the parser of arguments
        code = ended.code if isinstance(ended.code, int) else 0 if ended.code is None else 2
    with suppress(BrokenPipeError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    run()
