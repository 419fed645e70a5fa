"""Functions run side by side."""

import multiprocessing
import os
import threading

import pytest

from sister_libraries.parallel import ProcessDied, side_by_side

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


@forks
def test_each_runs_in_a_process_of_its_own():
    processes = side_by_side([os.getpid, os.getpid, os.getpid])
    assert processes[0] == os.getpid()
    assert len(set(processes)) == 3


@forks
def test_a_process_that_dies_is_told():
    with pytest.raises(ProcessDied, match="9"):
        side_by_side([lambda: 1, lambda: os._exit(9)])


def test_where_other_threads_run_nothing_is_forked():
    ends = threading.Event()
    other = threading.Thread(target=ends.wait)
    other.start()
    try:
        assert side_by_side([os.getpid, os.getpid]) == [os.getpid()] * 2
    finally:
        ends.set()
        other.join()
