"""How the catalogue grew is read from Git: the whole of it, or nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest

from sister_libraries import history
from sister_libraries.history import MOST_DAYS, growth
from sister_libraries.inputs import HISTORY, digests


def git(root: Path, *arguments: str, day: str = "2026-01-05") -> None:
    when = {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
    who = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(
        ["git", *who, *arguments], cwd=root, check=True, capture_output=True, env={**os.environ, **when}
    )


def counts(root: Path, kind: str = "libraries") -> dict[str, int]:
    found = growth(root)
    assert found
    return {each.day.isoformat(): each.counts[history.KINDS.index(kind)] for each in found.points}


def put(root: Path, name: str, day: str) -> None:
    path = root / "data" / f"{name}.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x", encoding="utf-8")
    git(root, "add", ".")
    git(root, "commit", "-qm", "x", day=day)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q", "-b", "main")
    return tmp_path


def test_records_are_counted_day_by_day(repository: Path) -> None:
    put(repository, "libraries/aaa", "2026-01-05")
    put(repository, "libraries/bbb", "2026-01-05")
    put(repository, "moved", "2026-02-01")
    put(repository, "partnerships/aaa-bbb", "2026-02-03")
    (repository / "data/libraries/aaa.yml").unlink()
    git(repository, "commit", "-qam", "x", day="2026-03-01")
    git(repository, "commit", "-q", "--allow-empty", "-m", "x", day="2026-03-09")
    found = growth(repository)
    assert found
    assert found.by == "day"
    assert counts(repository) == {"2026-01-05": 2, "2026-02-03": 2, "2026-03-01": 1, "2026-03-09": 1}
    assert counts(repository, "partnerships")["2026-02-03"] == 1


def test_a_commit_is_not_younger_than_the_one_that_stands_on_it(repository: Path) -> None:
    """As after a rebase, or on a machine whose clock is fast."""
    put(repository, "libraries/aaa", "2026-11-01")
    put(repository, "libraries/bbb", "2026-11-20")
    put(repository, "libraries/ccc", "2026-11-10")
    assert counts(repository) == {"2026-11-01": 1, "2026-11-10": 3}


def test_a_long_history_is_told_by_months(repository: Path) -> None:
    for number in range(MOST_DAYS + 1):
        put(repository, f"libraries/library-{number}", (date(2026, 1, 1) + timedelta(number)).isoformat())
    found = growth(repository)
    assert found
    assert found.by == "month"
    assert [(each.day.isoformat(), each.counts[0]) for each in found.points] == [
        ("2026-01-31", 31), ("2026-02-01", MOST_DAYS + 1),
    ]  # fmt: skip


def test_without_git_there_is_no_history(tmp_path: Path) -> None:
    assert growth(tmp_path) is None


def test_a_folder_inside_another_project_has_none_of_its_history(repository: Path) -> None:
    """As when a ZIP is unpacked into a folder that is under version control itself."""
    put(repository, "libraries/aaa", "2026-01-05")
    inside = repository / "unpacked"
    (inside / "data/libraries").mkdir(parents=True)
    assert growth(inside) is None


def test_a_part_of_the_history_is_not_taken_for_all_of_it(repository: Path, tmp_path: Path) -> None:
    put(repository, "libraries/aaa", "2026-01-05")
    put(repository, "libraries/bbb", "2026-02-05")
    git(repository, "clone", "-q", "--depth=1", repository.as_uri(), str(tmp_path / "shallow"))
    git(repository, "clone", "-q", repository.as_uri(), str(tmp_path / "whole"))
    assert growth(tmp_path / "shallow") is None
    assert counts(tmp_path / "whole") == {"2026-01-05": 1, "2026-02-05": 2}


def test_what_a_merge_brought_counts_when_it_was_merged(repository: Path) -> None:
    git(repository, "commit", "-q", "--allow-empty", "-m", "x")
    git(repository, "switch", "-q", "--create", "side")
    put(repository, "libraries/aaa", "2026-02-01")
    git(repository, "switch", "-q", "main")
    git(repository, "merge", "-q", "--no-ff", "-m", "x", "side", day="2026-04-01")
    assert counts(repository) == {"2026-04-01": 1}


def test_the_past_is_read_once(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(repository, "libraries/aaa", "2026-01-05")
    walked = []
    monkeypatch.setattr(history, "_walk", lambda *of: walked.append(of) or walk(*of))
    for _ in range(3):
        assert counts(repository) == {"2026-01-05": 1}
    assert len(walked) == 1
    put(repository, "libraries/bbb", "2026-01-06")
    assert counts(repository) == {"2026-01-05": 1, "2026-01-06": 2}
    assert len(walked) == 2


walk = history._walk


@pytest.mark.parametrize("kept", [b"", b"{}", b"[]", b"\xff", b'{"form": 1, "head": "x", "points": 1}'])
def test_a_broken_memory_is_no_history(repository: Path, kept: bytes) -> None:
    put(repository, "libraries/aaa", "2026-01-05")
    (repository / ".cache").mkdir()
    (repository / ".cache/history.json").write_bytes(kept)
    assert counts(repository) == {"2026-01-05": 1}


def test_a_build_knows_that_there_is_another_commit(repository: Path, tmp_path: Path) -> None:
    """Nothing else may have changed since the last build, and still the page of numbers has."""
    put(repository, "libraries/aaa", "2026-01-05")
    git(repository, "worktree", "add", "-q", "-b", "side", str(tmp_path / "side"))
    git(repository, "clone", "-q", "--depth=1", repository.as_uri(), str(tmp_path / "shallow"))
    places = (repository, tmp_path / "side", tmp_path / "shallow")
    before = [digests(each) for each in places]
    for each in places:
        git(each, "commit", "-q", "--allow-empty", "-m", "x")
    after = [digests(each) for each in places]
    for old, new in zip(before, after, strict=True):
        assert {name for name in new if new[name] != old[name]} == {HISTORY}
    git(repository, "pack-refs", "--all")
    assert digests(repository) == after[0]
    git(repository, "switch", "-q", "--detach")
    assert digests(repository) == after[0]
    assert digests(tmp_path / "nowhere") == digests(tmp_path / "nowhere")


@pytest.mark.skipif(not shutil.which("ssh-keygen"), reason="commits are signed with a key of SSH")
def test_settings_of_the_machine_change_nothing(repository: Path) -> None:
    key = repository / ".git" / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    for name, value in {
        "gpg.format": "ssh",
        "user.signingkey": f"{key}.pub",
        "log.showSignature": "true",
    }.items():
        git(repository, "config", name, value)
    put(repository, "libraries/aaa", "2026-01-05")
    git(repository, "commit", "-q", "--amend", "-S", "--no-edit")
    assert counts(repository) == {"2026-01-05": 1}
