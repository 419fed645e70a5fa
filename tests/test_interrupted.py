"""Whatever stops a build, the published site stays whole, and the next build makes the right one."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from test_memory import change, digest_tree, records

from benchmarks import generate

# More than fifty were tried when this was written; `INTERRUPTIONS=50` tries as many again.
INTERRUPTIONS = int(os.environ.get("INTERRUPTIONS", "4"))
COMMAND = [sys.executable, "-m", "sister_libraries", "--today", generate.TODAY.isoformat(), "build"]
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": str(generate.ROOT / "hooks"),
    "SISTER_LIBRARIES_PDF": "no",
    "SISTER_LIBRARIES_SEARCH": "no",
    "PYTHONUTF8": "1",
}

pytestmark = [
    pytest.mark.skipif(os.name != "posix", reason="signals and limits are those of POSIX"),
    pytest.mark.xdist_group("interrupted"),  # on one process of tests, which then makes what they share once
]


def start(root: Path, **more: object) -> subprocess.Popen[str]:
    """A build in a process group of its own."""
    return subprocess.Popen(
        COMMAND, cwd=root, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True, **more,
    )  # fmt: skip


def built(root: Path) -> dict[str, str]:
    process = start(root)
    assert process.communicate()[0] is not None
    assert process.returncode == 0
    return digest_tree(root / "site")


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project with a site that is whole."""
    root = tmp_path_factory.mktemp("interrupted") / "project"
    generate.write_project(root, 12)
    built(root)
    return root


def something_new(root: Path, number: int) -> None:
    text = {"en": f"This is the text that was written for build number {number}."}
    change(records(root, "libraries")[number % 12], description=text)


def test_killed_at_any_moment(first: Path) -> None:
    chance = random.Random(20261129)
    begun = time.monotonic()
    something_new(first, 0)
    old = built(first)
    takes = time.monotonic() - begun
    ended = 0
    for number in range(1, INTERRUPTIONS + 1):
        something_new(first, number)
        process = start(first)
        try:
            process.communicate(timeout=chance.uniform(0, takes))
            ended += 1
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
        there = digest_tree(first / "site")
        if there != old:  # it had ended, or been exchanged already: then it is the new one, whole
            assert there == built(first)
            old = there
    assert ended < INTERRUPTIONS
    something_new(first, INTERRUPTIONS + 1)
    remembered = built(first)
    shutil.rmtree(first / ".cache")
    shutil.rmtree(first / "site")
    assert remembered == built(first)


def test_a_full_disk(first: Path, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", small], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only an administrator can make a small disk")
    try:
        before = digest_tree(first / "site")
        something_new(first, 20)
        shutil.rmtree(first / ".cache" / "staging", ignore_errors=True)
        (first / ".cache" / "staging").symlink_to(small)
        process = start(first)
        said = process.communicate()[0]
        assert process.returncode == 1
        assert "The disk is full." in said
        assert "磁盘已满" in said
        assert "Traceback" not in said
        assert digest_tree(first / "site") == before
    finally:
        (first / ".cache" / "staging").unlink(missing_ok=True)
        subprocess.run(["umount", small], check=True)
    assert built(first) != before


@pytest.mark.skipif(
    sys.platform != "linux", reason="asks Linux how much memory a process has, and gives it no more"
)
@pytest.mark.parametrize("then", ["Reading", "Making"])
def test_too_little_memory(first: Path, then: str) -> None:
    """Whatever a build has begun with: where it loads its libraries, and where it makes pages."""
    before = digest_tree(first / "site")
    something_new(first, len(then) * 1000)
    shutil.rmtree(first / ".cache")
    process = start(first)
    assert process.stdout
    said = ""
    for line in process.stdout:
        said += line
        if line.startswith(then):
            pages = int(Path(f"/proc/{process.pid}/statm").read_text(encoding="ascii").split()[0])
            size = pages * resource.getpagesize()
            resource.prlimit(process.pid, resource.RLIMIT_AS, (size, size))
            break
    said += process.communicate()[0]
    assert process.returncode == 1, said
    assert "There is not enough memory for this. · 内存不足，无法完成。" in said
    assert "Traceback" not in said
    assert digest_tree(first / "site") == before
    assert built(first) != before
