"""The steps after the intake: only checked arguments reach git and gh, no shell is between, and the check is told."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from events import HOSTILE, LIBRARY_EN, body, event

from sister_libraries.cli import main

ROOT = Path(__file__).resolve().parents[2]

# Stands in for gh: writes its arguments down, and answers as the test wants.
GH = """#!{python}
import json, os, sys
with open(os.environ["GH_LOG"], "a", encoding="utf-8") as log:
    log.write(json.dumps(sys.argv[1:]) + "\\n")
if sys.argv[1] == "api":
    print(os.environ.get("PERMISSION", "write"))
if sys.argv[1:3] == ["pr", "list"]:
    print(os.environ.get("OPEN_PR", ""))
"""

# Stands in for `dev.py sisterlib answer`: says what it was asked, and what stood in its environment.
DEV = """import json, os, sys
from pathlib import Path
Path(os.environ["DEV_LOG"]).write_text(json.dumps([sys.argv[1:], "GH_TOKEN" in os.environ]), encoding="utf-8")
Path(sys.argv[sys.argv.index("--summary") + 1]).write_text(os.environ.get("SAYS", "All is well."), encoding="utf-8")
sys.exit(int(os.environ.get("CHECK", "0")))
"""


class House:
    """A clone of a repository with a record in it, as the workflow has it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.origin = folder / "origin.git"
        self.clone = folder / "clone"
        self.out = folder / "out"
        self.event = folder / "event.json"
        programs = folder / "bin"
        programs.mkdir()
        (programs / "gh").write_text(GH.format(python=sys.executable), encoding="utf-8")
        (programs / "gh").chmod(0o755)
        self.environment = {
            **os.environ,
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "GH_LOG": str(folder / "gh.log"),
            "DEV_LOG": str(folder / "dev.log"),
            "GITHUB_EVENT_PATH": str(self.event),
            "GITHUB_REPOSITORY": "example/example",
            "GIT_CONFIG_GLOBAL": os.devnull,
        }
        who = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
        self.git("init", "-q", "--bare", "-b", "main", str(self.origin), cwd=folder)
        self.git("clone", "-q", str(self.origin), str(self.clone), cwd=folder)
        self.git("switch", "-q", "--create", "main")
        self.git(*who, "commit", "-q", "--allow-empty", "-m", "x")
        self.git("push", "-q", "origin", "main")
        self.out.mkdir()
        self.say("Nothing.", sender="example-editor")
        for name, text in {
            "number": "12", "outcome": "taken", "file": "data/libraries/example.yml",
            "answer.md": HOSTILE, "body.md": HOSTILE, "title": HOSTILE, "branch": HOSTILE,
        }.items():  # fmt: skip
            (self.out / name).write_text(text, encoding="utf-8")
        (self.clone / "data/libraries").mkdir(parents=True)
        (self.clone / "data/libraries/example.yml").write_text("x", encoding="utf-8")
        (self.clone / "dev.py").write_text(DEV, encoding="utf-8")

    def say(self, text: str, sender: str) -> None:
        self.event.write_text(json.dumps(event(text) | {"sender": {"login": sender}}), encoding="utf-8")

    def git(self, *arguments: str, cwd: Path | None = None) -> str:
        done = subprocess.run(
            ["git", *arguments],
            cwd=cwd or self.clone,
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    def run(self, **environment: str) -> int:
        """Both steps, as the workflow takes them: the second has the token, and runs when the first went well."""
        return self.step("check", **environment) or self.step("open", GH_TOKEN="secret", **environment)

    def step(self, name: str, **environment: str) -> int:
        script = [sys.executable, str(ROOT / "tools/open_pull_request.py"), name, str(self.out)]
        return subprocess.run(
            script, cwd=self.clone, env=self.environment | environment, check=False, capture_output=True
        ).returncode

    def body(self) -> str:
        """The text that the pull request was opened with."""
        (call,) = (each for each in self.calls if each[:2] in (["pr", "create"], ["pr", "edit"]))
        return Path(call[call.index("--body-file") + 1]).read_text(encoding="utf-8")

    @property
    def calls(self) -> list[list[str]]:
        log = self.folder / "gh.log"
        return (
            [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
            if log.exists()
            else []
        )


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_a_record_becomes_a_pull_request_that_closes_the_issue(house: House) -> None:
    assert house.run() == 0
    assert house.git("log", "-1", "--format=%B", "origin/intake/issue-12").startswith(
        "Add or change data/libraries/example.yml (issue 12)\n\nCloses #12"
    )
    assert (
        house.git("show", "--name-only", "--format=", "origin/intake/issue-12")
        == "data/libraries/example.yml"
    )
    assert [each[:2] for each in house.calls] == [
        ["api", "repos/example/example/collaborators/example-editor/permission"],
        ["pr", "list"], ["pr", "create"], ["issue", "comment"], ["issue", "edit"],
    ]  # fmt: skip


def test_a_branch_of_a_fork_with_the_same_name_is_another(house: House) -> None:
    assert house.run() == 0
    (asked,) = (each for each in house.calls if each[:2] == ["pr", "list"])
    assert asked[asked.index("--json") + 1] == "number,isCrossRepository"
    assert "isCrossRepository | not" in asked[asked.index("--jq") + 1]


def test_what_an_editor_mended_on_the_branch_is_not_written_over(house: House) -> None:
    assert house.run() == 0
    who = ["-c", "user.name=Editor", "-c", "user.email=editor@example.org"]
    house.git(*who, "commit", "-q", "--allow-empty", "-m", "Mend the Chinese")
    house.git("push", "-q", "origin", "HEAD:intake/issue-12")
    mended = house.git("rev-parse", "HEAD")
    house.git("switch", "-q", "main")
    house.git("branch", "-D", "intake/issue-12")
    (house.clone / "data/libraries").mkdir(parents=True, exist_ok=True)
    (house.clone / "data/libraries/example.yml").write_text("y", encoding="utf-8")
    (house.folder / "gh.log").unlink()
    assert house.run() == 0
    assert house.git("ls-remote", "origin", "refs/heads/intake/issue-12").split("\t")[0] == mended
    comments = [each[-1] for each in house.calls if each[:2] == ["issue", "comment"]]
    assert comments == [".github/intake-mended.md"]
    assert (ROOT / comments[0]).is_file()


def test_the_checks_answer_is_the_pull_requests_text(house: House) -> None:
    assert house.run(SAYS="<p>All is well.</p>") == 0
    assert house.body() == "Closes #12\n\n<p>All is well.</p>"
    asked, had_token = json.loads((house.folder / "dev.log").read_text(encoding="utf-8"))
    assert asked == ["sisterlib", "answer", "--base", "HEAD^1", "--summary", str(house.out / "check.md")]
    assert not had_token
    assert [each[-1] for each in house.calls if each[:2] == ["issue", "comment"]] == [
        str(house.out / "answer.md")
    ]


def test_what_the_check_finds_is_told_in_the_pull_request_and_in_the_issue(house: House) -> None:
    assert house.run(CHECK="1", SAYS="One thing to mend.") == 0
    assert "One thing to mend." in house.body()
    comments = [each[-1] for each in house.calls if each[:2] == ["issue", "comment"]]
    assert comments == [str(house.out / "answer.md"), ".github/intake-to-mend.md"]
    assert (ROOT / comments[1]).is_file()


def test_a_check_that_cannot_be_made_stops_it(house: House) -> None:
    assert house.run(CHECK="2") == 2
    assert house.calls == []
    assert "intake" not in house.git("ls-remote", "origin")


def test_an_answer_that_is_too_long_for_github_is_replaced_by_a_shorter_one(house: House) -> None:
    (house.out / "body.md").write_text("Closes #12\n\nThank you!", encoding="utf-8")
    assert house.run(SAYS="x" * 70_000) == 0
    assert house.body() == "Closes #12\n\nThank you!"


def test_the_check_itself_answers_into_a_file(house: House) -> None:
    """Not the stand-in: the project's own command, on the very commit that the first step made."""
    shutil.copytree(ROOT / "data", house.clone / "data", dirs_exist_ok=True)
    shutil.copytree(ROOT / "docs", house.clone / "docs")
    shutil.copytree(ROOT / "overrides", house.clone / "overrides")
    who = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
    (house.clone / "data/libraries/example.yml").unlink()
    house.git("add", ".")
    house.git(*who, "commit", "-q", "-m", "all that is there")
    text = (ROOT / "data/libraries/guangzhou-library.yml").read_text(encoding="utf-8")
    (house.clone / "data/libraries/example.yml").write_text(text, encoding="utf-8")
    assert house.step("check") == 0
    out = house.out / "check.md"
    assert main(["--root", str(house.clone), "answer", "--base", "HEAD^1", "--summary", str(out)]) == 0
    said = out.read_text(encoding="utf-8")
    assert "data/libraries/example.yml" in said
    assert "guangzhou-library.yml" in said  # it looks like it
    assert "Approve workflows to run" in said
    assert "答复" in said


def test_no_text_of_the_issue_is_an_argument(house: House) -> None:
    house.say(HOSTILE, "example-editor")
    assert house.run() == 0
    said = json.dumps(house.calls)
    for piece in ("owned", "secrets", "octocat", "script", "rm -rf"):
        assert piece not in said


def test_a_second_label_brings_the_open_pull_request_up_to_date(house: House) -> None:
    assert house.run() == 0
    house.git("switch", "-q", "main")
    house.git("branch", "-q", "-D", "intake/issue-12")
    (house.clone / "data/libraries").mkdir(parents=True, exist_ok=True)
    (house.clone / "data/libraries").mkdir(parents=True, exist_ok=True)
    (house.clone / "data/libraries/example.yml").write_text("y", encoding="utf-8")
    assert house.run(OPEN_PR="7") == 0
    assert ["pr", "edit", "7"] in [each[:3] for each in house.calls]
    assert house.git("show", "origin/intake/issue-12:data/libraries/example.yml") == "y"


def test_an_answer_without_a_record_opens_nothing(house: House) -> None:
    (house.out / "outcome").write_text("wrong", encoding="utf-8")
    assert house.run() == 0
    assert "pr" not in [each[0] for each in house.calls]
    assert "intake" not in house.git("ls-remote", "origin")


@pytest.mark.parametrize("permission", ["read", "none", "triage", ""])
def test_a_label_by_somebody_who_may_not_write_does_nothing(house: House, permission: str) -> None:
    assert house.run(PERMISSION=permission) == 0
    assert [each[0] for each in house.calls] == ["api"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("number", "12; id"), ("number", "--repo=x"), ("number", "0"), ("file", "data/libraries/../../x.yml"),
        ("file", ".github/workflows/x.yml"), ("file", "data/libraries/-x.yml"), ("file", "data/moved.yml"),
    ],
)  # fmt: skip
def test_what_is_not_as_expected_stops_it(house: House, name: str, text: str) -> None:
    (house.out / name).write_text(text, encoding="utf-8")
    assert house.run() == 1
    assert "pr" not in [each[0] for each in house.calls]
    assert "intake" not in house.git("ls-remote", "origin")


@pytest.mark.parametrize("sender", ["../x", "-x", "a b", "x/../../y", ""])
def test_an_odd_sender_stops_it(house: House, sender: str) -> None:
    house.say("x", sender)
    assert house.run() == 1
    assert house.calls == []


def test_the_workflow_gives_the_issue_to_no_expression() -> None:
    text = (ROOT / ".github/workflows/intake.yml").read_text(encoding="utf-8")
    code = "\n".join(line for line in text.split("\n") if not line.lstrip().startswith("#"))
    for field in ("body", "title", "user", "sender", "comment"):
        assert f"issue.{field}" not in code
        assert f"event.{field}" not in code
    assert "pull_request_target" not in code
    assert "workflow_run" not in code
    assert body("library-en", LIBRARY_EN)
