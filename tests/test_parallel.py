"""Functions run side by side."""

import multiprocessing
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from benchmarks.generate import TODAY, write_project
from sister_libraries.parallel import beside, on_one_core, shared_out, side_by_side

forks = pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods() or (os.cpu_count() or 1) < 2,
    reason="this system cannot fork, or has one core",
)


def fail() -> int:
    raise ValueError("on purpose")


def test_results_come_in_the_order_of_the_functions():
    assert side_by_side([lambda: 1, lambda: 2, lambda: 3]) == [1, 2, 3]


@pytest.mark.parametrize("tasks", [[fail, lambda: 2], [lambda: 1, fail]])
def test_an_exception_is_raised_again(tasks):
    with pytest.raises(ValueError, match="on purpose"):
        side_by_side(tasks)


def in_a_program_of_its_own(code: str) -> str:
    """What `code` prints; the test's own process may have threads, as pytest's workers do."""
    lines = ["import os", "from sister_libraries.parallel import ProcessDied, beside, side_by_side", code]
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, timeout=60, check=True
    )
    return done.stdout.strip()


@forks
def test_each_runs_in_a_process_of_its_own():
    found = in_a_program_of_its_own("print(os.getpid(), *side_by_side([os.getpid, os.getpid, os.getpid]))")
    own, first, *others = found.split()
    assert first == own
    assert len({own, *others}) == 3


@forks
def test_a_process_that_dies_is_told():
    code = """
try:
    side_by_side([lambda: 1, lambda: os._exit(9)])
except ProcessDied as died:
    print(died)
"""
    said = in_a_program_of_its_own(code)
    assert "ended from outside (9)" in said
    assert "终止（9）" in said


@forks
def test_a_fault_in_a_process_says_where_it_is():
    code = """
def far_down():
    return {}["nothing"]
try:
    side_by_side([lambda: 1, far_down])
except KeyError as error:
    print("in far_down" in error.__notes__[0])
"""
    assert in_a_program_of_its_own(code) == "True"


@forks
def test_what_cannot_be_sent_is_told():
    code = """
try:
    side_by_side([lambda: 1, lambda: lambda: 2])
except TypeError as error:
    print(error)
"""
    assert "cannot be sent to another" in in_a_program_of_its_own(code)


@forks
def test_a_process_whose_parent_was_killed_ends():
    code = """
import time
print(os.getpid(), flush=True)
side_by_side([lambda: os.kill(os.getpid(), 9), lambda: time.sleep(0.2) or "x" * 1_000_000, lambda: "y" * 1_000_000])
"""
    lines = ["import os", "from sister_libraries.parallel import side_by_side", code]
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, timeout=60, check=False
    )
    # The pipe for its output is closed only when the last of the processes has ended, so this line is proof.
    assert done.returncode == -9


def test_where_other_threads_run_nothing_is_forked():
    ends = threading.Event()
    other = threading.Thread(target=ends.wait)
    other.start()
    try:
        assert side_by_side([os.getpid, os.getpid]) == [os.getpid()] * 2
    finally:
        ends.set()
        other.join()


class TestBeside:
    """A function that runs while a block does."""

    def test_its_result_is_there_for_the_block(self):
        with beside(lambda: 2) as result:
            assert 1 + result() == 3

    def test_its_exception_is_raised_where_its_result_is_wanted(self):
        with beside(fail) as result, pytest.raises(ValueError, match="on purpose"):
            result()

    @forks
    def test_it_runs_in_a_process_of_its_own_as_others_do_beside_it(self):
        code = """
with beside(os.getpid) as first:
    others = side_by_side([os.getpid, os.getpid])
    print(os.getpid(), first(), *others)
"""
        own, first, second, third = in_a_program_of_its_own(code).split()
        assert second == own
        assert len({own, first, third}) == 3

    @forks
    def test_a_block_that_is_left_ends_it(self):
        code = """
import time
began = time.monotonic()
try:
    with beside(lambda: time.sleep(60)):
        raise ValueError("on purpose")
except ValueError as error:
    print(error, time.monotonic() - began < 30)
"""
        assert in_a_program_of_its_own(code) == "on purpose True"


class TestSharedOut:
    """Work on many items, half of them in another process."""

    def test_few_are_worked_on_here(self):
        assert shared_out(lambda each: (each, os.getpid()), [1, 2, 3]) == [
            (each, os.getpid()) for each in (1, 2, 3)
        ]

    @forks
    def test_many_come_back_in_their_order_from_two_processes(self):
        code = """
from sister_libraries.parallel import MANY, shared_out
found = shared_out(lambda each: (each, os.getpid()), range(MANY + 1))
print([each for each, _ in found] == [*range(MANY + 1)], len({process for _, process in found}))
"""
        assert in_a_program_of_its_own(code) == "True 2"

    @forks
    def test_records_suggestions_and_keys_are_the_same(self, tmp_path: Path):
        write_project(tmp_path / "generated", 100)
        code = f"""
from datetime import date
from pathlib import Path
from sister_libraries import parallel
from sister_libraries.matching.suggest import suggestions
from sister_libraries.project import Project
from sister_libraries.views import PAGE_KINDS

def found(many):
    parallel.MANY = many
    project = Project(Path({str(tmp_path / "generated")!r}), today=date.fromisoformat({TODAY.isoformat()!r}))
    catalogue = project.load()
    told, keys = suggestions(catalogue), project.page_keys()
    told.find_all()
    keys.find_all(PAGE_KINDS)
    return [
        [(each.id, each.model_dump()) for each in catalogue.libraries.values()],
        [(one, found.id, found.match.reasons) for one in catalogue.libraries for found in told.of(one)],
        [keys.of(kind, name, subject) for kind in PAGE_KINDS for name, subject in kind.subjects(catalogue)],
    ]

both = found(2), found(10**9)
print(both[0] == both[1], *(len(each) > 100 for each in both[0]))
"""
        assert in_a_program_of_its_own(code) == "True True True True"


CORES = "import os; print(*sorted(os.sched_getaffinity(0)))"


def cores_of_a_program() -> list[str]:
    """Those that a program may use which is started now."""
    done = subprocess.run(
        [sys.executable, "-c", CORES], capture_output=True, text=True, timeout=60, check=True
    )
    return done.stdout.split()


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="this system lets nobody choose a core")
class TestOnOneCore:
    def test_a_program_that_is_started_there_has_one(self):
        ours = sorted(os.sched_getaffinity(0))
        for number in range(len(ours) + 1):
            with on_one_core(number):
                assert cores_of_a_program() == [str(ours[number % len(ours)])]

    def test_afterwards_all_may_be_used_again(self):
        before = cores_of_a_program()
        with pytest.raises(ValueError, match="on purpose"), on_one_core(0):
            fail()
        assert cores_of_a_program() == before


def test_where_nobody_can_choose_a_core_a_program_is_started_all_the_same(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delattr(os, "sched_setaffinity", raising=False)
    with on_one_core(0):
        assert subprocess.run([sys.executable, "-c", ""], timeout=60, check=True)


def test_where_a_core_is_refused_a_program_is_started_all_the_same(monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "sched_setaffinity", refuse, raising=False)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    with on_one_core(0):
        assert subprocess.run([sys.executable, "-c", ""], timeout=60, check=True)
