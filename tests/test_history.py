"""How the catalogue grew is read from Git."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from sister_libraries.history import months


def git(root: Path, *arguments: str, day: str = "2026-01-05") -> None:
    when = {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
    who = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(
        ["git", *who, *arguments], cwd=root, check=True, capture_output=True, env={**os.environ, **when}
    )


def test_records_are_counted_month_by_month(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    folder = tmp_path / "data" / "libraries"
    folder.mkdir(parents=True)
    for name in ("aaa", "bbb"):
        (folder / f"{name}.yml").write_text("x", encoding="utf-8")
    (tmp_path / "data" / "moved.yml").write_text("x", encoding="utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "x")
    (folder / "aaa.yml").unlink()
    git(tmp_path, "commit", "-qam", "x", day="2026-03-01")
    assert {month: counts["libraries"] for month, counts in months(tmp_path).items()} == {
        "2026-01": 2,
        "2026-03": 1,
    }


def test_without_git_there_is_no_history(tmp_path: Path) -> None:
    assert months(tmp_path) == {}


def test_what_a_merge_brought_counts_when_it_was_merged(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    folder = tmp_path / "data" / "libraries"
    folder.mkdir(parents=True)
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "x")
    git(tmp_path, "switch", "-q", "--create", "side")
    (folder / "aaa.yml").write_text("x", encoding="utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "x", day="2026-02-01")
    git(tmp_path, "switch", "-q", "main")
    git(tmp_path, "merge", "-q", "--no-ff", "-m", "x", "side", day="2026-04-01")
    assert months(tmp_path)["2026-04"]["libraries"] == 1
    assert list(months(tmp_path)) == ["2026-04"]
