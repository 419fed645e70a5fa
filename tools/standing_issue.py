"""Keep one standing issue up to date: `python tools/standing_issue.py FILE`, in the upkeep workflow.

The issue is the open one with the label `upkeep`; it is opened when there is none. FILE holds its text. Programs are
called with lists of arguments, never through a shell.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

LABEL = "upkeep"
TITLE = "What to look after · 待办事项"
MAX_TEXT = 65_000  # GitHub takes 65 536 characters


def main(arguments: list[str]) -> int:
    """Edit the issue, or open it."""
    file = Path(arguments[0])
    text = file.read_text(encoding="utf-8")
    if len(text) > MAX_TEXT:
        file.write_text(text[:MAX_TEXT].rpartition("\n")[0] + "\n", encoding="utf-8", newline="\n")
    listed = [
        "gh",
        "issue",
        "list",
        "--label",
        LABEL,
        "--state",
        "open",
        "--json",
        "number",
        "--jq",
        ".[0].number // empty",
    ]
    number = run(*listed)
    if re.fullmatch(r"[1-9]\d*", number, re.ASCII):
        run("gh", "issue", "edit", number, "--body-file", str(file))
    else:
        run("gh", "label", "create", LABEL, "--force")
        run("gh", "issue", "create", "--title", TITLE, "--label", LABEL, "--body-file", str(file))
    return 0


def run(*command: str) -> str:
    """Run a program, which must succeed; returns what it printed."""
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
