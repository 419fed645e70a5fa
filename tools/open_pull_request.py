"""Answer an issue and, when a record was made of it, open the pull request: after `sisterlib intake`, in its workflow.

    python tools/open_pull_request.py FOLDER

FOLDER holds what the intake wrote. Programs are called with lists of arguments, never through a shell; the only
things in them that come from the issue are its number and a file name, both checked again here. Texts are passed
as files. Exit code 0 when all was done that there was to do, another one when something went wrong.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

MAY_ASK = {"admin", "maintain", "write"}  # whose label starts this
LABEL = "ready"
_NUMBER = re.compile(r"[1-9]\d{0,8}", re.ASCII)
_LOGIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:\[bot\])?", re.ASCII)
_FILE = re.compile(r"data/(?:libraries|partnerships|organizations)/[a-z0-9]+(?:-[a-z0-9]+)*\.yml", re.ASCII)
_REPOSITORY = re.compile(r"[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+", re.ASCII)


def main(arguments: list[str]) -> int:
    """Answer, and open the pull request if there is something to open."""
    folder = Path(arguments[0])
    number = checked(_NUMBER, text_of(folder, "number"))
    repository = checked(_REPOSITORY, os.environ["GITHUB_REPOSITORY"])
    sender = checked(
        _LOGIN, str(json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_bytes())["sender"]["login"])
    )
    permission = run(
        "gh", "api", f"repos/{repository}/collaborators/{sender}/permission", "--jq", ".permission"
    )
    if permission not in MAY_ASK:
        print("The label was not put there by somebody who may write to the repository; nothing was done.")
        return 0
    if text_of(folder, "outcome") == "taken":
        open_pull_request(folder, number, checked(_FILE, text_of(folder, "file")))
    run("gh", "issue", "comment", number, "--body-file", str(folder / "answer.md"))
    run("gh", "issue", "edit", number, "--remove-label", LABEL)
    return 0


def open_pull_request(folder: Path, number: str, file: str) -> None:
    """Commit `file` on the issue's own branch and open the pull request, or bring the open one up to date."""
    branch = f"intake/issue-{number}"
    title = f"Add or change {file} (issue {number})"
    run("git", "switch", "--create", branch)
    run("git", "add", "--", file)
    who = [
        "-c",
        "user.name=github-actions[bot]",
        "-c",
        "user.email=41898282+github-actions[bot]@users.noreply.github.com",
    ]
    run("git", *who, "commit", "--message", f"{title}\n\nCloses #{number}")
    helper = ["-c", "credential.helper=", "-c", "credential.helper=!gh auth git-credential"]
    run("git", *helper, "push", "--force", "origin", f"HEAD:refs/heads/{branch}")
    there = run(
        "gh",
        "pr",
        "list",
        "--head",
        branch,
        "--state",
        "open",
        "--json",
        "number",
        "--jq",
        ".[0].number // empty",
    )
    text = ["--title", title, "--body-file", str(folder / "body.md")]
    if there:
        run("gh", "pr", "edit", checked(_NUMBER, there), *text)
    else:
        run("gh", "pr", "create", "--base", "main", "--head", branch, *text)


def text_of(folder: Path, name: str) -> str:
    """What the intake wrote into the file `name`, on one line."""
    return (folder / name).read_text(encoding="utf-8").strip()


def checked(pattern: re.Pattern[str], text: str) -> str:
    """`text` if it has just the form that is expected; nothing else ever becomes an argument."""
    if not pattern.fullmatch(text):
        sys.exit(f"not as expected: {text[:80]!r}")
    return text


def run(*command: str) -> str:
    """Run a program, which must succeed; returns what it printed."""
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
