"""Answer an issue and, when a record was made of it, open the pull request: after `sisterlib intake`, in its workflow.

    python tools/open_pull_request.py check FOLDER   commit the record, and check it as a pull request is; no token
    python tools/open_pull_request.py open FOLDER    push it, open the pull request, and answer the issue

FOLDER holds what the intake wrote. GitHub holds the checks of a pull request that a workflow opens back until an
editor lets them run, so the first of them is made here. Programs are called with lists of arguments, never through a
shell; the only things in them that come from the issue are its number and a file name, both checked again here.
Texts are passed as files. Exit code 0 when all was done that there was to do, another one when something went wrong.
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
LONGEST = 65_000  # characters; GitHub takes 65 536 in a pull request's text
TO_MEND = Path(".github/intake-to-mend.md")
MENDED = Path(".github/intake-mended.md")
MAILBOX = "41898282+github-actions[bot]@users.noreply.github.com"  # under which the workflow commits
HELPER = ("-c", "credential.helper=", "-c", "credential.helper=!gh auth git-credential")
_NUMBER = re.compile(r"[1-9]\d{0,8}", re.ASCII)
_LOGIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:\[bot\])?", re.ASCII)
_FILE = re.compile(r"data/(?:libraries|partnerships|organizations)/[a-z0-9]+(?:-[a-z0-9]+)*\.yml", re.ASCII)
_REPOSITORY = re.compile(r"[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+", re.ASCII)


def main(arguments: list[str]) -> int:
    """Do one of the two steps."""
    step, folder = arguments[0], Path(arguments[1])
    return {"check": check, "open": answer}[step](folder)


def check(folder: Path) -> int:
    """Commit the record on the issue's own branch, and check it like any pull request; `check.md` is the answer."""
    if text_of(folder, "outcome") != "taken":
        return 0
    number = checked(_NUMBER, text_of(folder, "number"))
    file = checked(_FILE, text_of(folder, "file"))
    run("git", "switch", "--create", branch_of(number))
    run("git", "add", "--", file)
    who = [
        "-c",
        "user.name=github-actions[bot]",
        "-c",
        f"user.email={MAILBOX}",
    ]
    run("git", *who, "commit", "--message", f"{title_of(file, number)}\n\nCloses #{number}")
    summary = ["--base", "HEAD^1", "--summary", str(folder / "check.md")]
    done = subprocess.run([sys.executable, "dev.py", "sisterlib", "answer", *summary], check=False)
    if done.returncode not in (0, 1):
        return done.returncode
    (folder / "checked").write_text("wrong" if done.returncode else "right", encoding="utf-8")
    return 0


def answer(folder: Path) -> int:
    """Open the pull request if there is something to open, and answer in the issue."""
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
    answers = [folder / "answer.md"]
    if text_of(folder, "outcome") == "taken" and was_mended(branch_of(number)):
        answers = [MENDED]
    elif text_of(folder, "outcome") == "taken":
        open_pull_request(folder, number, checked(_FILE, text_of(folder, "file")))
        if text_of(folder, "checked") != "right":
            answers.append(TO_MEND)
    for each in answers:
        run("gh", "issue", "comment", number, "--body-file", str(each))
    run("gh", "issue", "edit", number, "--remove-label", LABEL)
    return 0


def tip_of(branch: str) -> str:
    """The commit that the issue's branch has now; empty where there is none yet."""
    return run("git", *HELPER, "ls-remote", "origin", f"refs/heads/{branch}").split("\t")[0]


def was_mended(branch: str) -> bool:
    """Whether somebody else has committed to the branch, whose work would be lost."""
    if not tip_of(branch):
        return False
    run("git", *HELPER, "fetch", "--depth=1", "origin", f"refs/heads/{branch}")
    return run("git", "log", "-1", "--format=%ae", "FETCH_HEAD") != MAILBOX


def branch_of(number: str) -> str:
    """The branch of the issue with this number."""
    return f"intake/issue-{number}"


def title_of(file: str, number: str) -> str:
    """What the pull request and its commit are called."""
    return f"Add or change {file} (issue {number})"


def body_of(folder: Path, number: str) -> str:
    """The pull request's text: what the check says of it; what the issue was told, where that is too long."""
    texts = (
        f"Closes #{number}\n\n{(folder / 'check.md').read_text(encoding='utf-8')}",
        text_of(folder, "body.md"),
    )
    return next((each for each in texts if len(each) <= LONGEST), f"Closes #{number}\n")


def open_pull_request(folder: Path, number: str, file: str) -> None:
    """Push the issue's branch and open the pull request, or bring the open one up to date."""
    branch = branch_of(number)
    (folder / "pull-request.md").write_text(body_of(folder, number), encoding="utf-8", newline="\n")
    lease = f"--force-with-lease=refs/heads/{branch}:{tip_of(branch)}"
    run("git", *HELPER, "push", lease, "origin", f"HEAD:refs/heads/{branch}")
    # Of this repository alone: anybody may call a branch of a fork so.
    there = run(
        "gh",
        "pr",
        "list",
        "--head",
        branch,
        "--state",
        "open",
        "--json",
        "number,isCrossRepository",
        "--jq",
        "map(select(.isCrossRepository | not))[0].number // empty",
    )
    text = ["--title", title_of(file, number), "--body-file", str(folder / "pull-request.md")]
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
