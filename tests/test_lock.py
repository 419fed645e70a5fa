"""One build at a time in a cache."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sister_libraries.lock import alone

HOLDER = """
import subprocess, sys, time
from pathlib import Path
from sister_libraries.lock import alone
with alone(Path(sys.argv[1])) as lock:
    seconds = sys.argv[2]
    if len(sys.argv) > 3:
        subprocess.Popen([sys.executable, "-c", f"import time; time.sleep({seconds})"], pass_fds=(lock,))
        print("held", flush=True)
        time.sleep(60)
    print("held", flush=True)
    time.sleep(float(seconds))
"""


def holder(cache: Path, seconds: str, *more: str) -> subprocess.Popen[str]:
    """A program that holds the lock; it does when this returns."""
    started = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(cache), seconds, *more], stdout=subprocess.PIPE, text=True
    )
    assert started.stdout
    assert started.stdout.readline() == "held\n"
    return started


def test_a_free_cache_is_not_waited_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    with alone(tmp_path / "cache"):
        pass
    with alone(tmp_path / "cache"):
        pass
    assert capsys.readouterr().err == ""


def test_a_second_build_waits_for_the_first_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    first = holder(tmp_path, "1.5")
    with alone(tmp_path):
        assert first.wait(5) == 0  # it has let go, so it is about to end
    said = capsys.readouterr().err
    assert "waits" in said
    assert "等" in said


@pytest.mark.skipif(os.name != "posix", reason="only here do started programs inherit the lock")
def test_what_a_killed_build_has_started_is_waited_for(tmp_path: Path):
    first = holder(tmp_path, "1.5", "starts another")
    begun = time.monotonic()
    first.kill()
    first.wait()
    with alone(tmp_path):
        assert time.monotonic() - begun > 1
