"""Run a few functions at the same time, each in a process of its own, where that is safe and pays; and other programs
on one core, where that pays.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import threading
import traceback
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from sister_libraries.languages import N_, site_languages
from sister_libraries.problems import BuildFailed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection

Item = TypeVar("Item")
Result = TypeVar("Result")
MANY = 2_000  # items from which on a second process pays, if each takes a tenth of a millisecond or more


class ProcessDied(BuildFailed):
    """A process ended without an answer, as when the system had no memory left for it."""


def side_by_side(tasks: Sequence[Callable[[], Result]]) -> list[Result]:
    """What the functions return, in their order; the exception of the first that raised one, once all have ended.

    The first runs here, the others in forked processes, which begin with all that this process has in memory; what
    they return must be picklable. One after the other they run where the system cannot fork, has a single core, or
    this process has other threads, whose locks a fork would copy.
    """
    if len(tasks) < 2 or not _can_fork():
        return [task() for task in tasks]
    others = [_Fork(task) for task in tasks[1:]]
    outcomes = [_outcome(tasks[0]), *(each.outcome() for each in others)]
    for _result, error in outcomes:
        if error:
            raise error
    return [result for result, _error in outcomes]


@contextmanager
def beside(task: Callable[[], Result]) -> Iterator[Callable[[], Result]]:
    """Run a function while the `with` block runs, on the same terms.

    What it gives waits for the function, and returns its result or raises its exception. A block that is left before
    that ends the function.
    """
    if not _can_fork():
        yield task
        return
    fork = _Fork(task)
    try:
        yield fork.result
    finally:
        fork.end()


def shared_out(work: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    """What `work` gives for each item, in their order; of many items, another process takes one half.

    Items reach it as they are in memory; results must be picklable.
    """
    if len(items) < MANY or not _can_fork():
        return [work(each) for each in items]
    middle = len(items) // 2
    with beside(lambda: [work(each) for each in items[:middle]]) as first:
        second = [work(each) for each in items[middle:]]
        return [*first(), *second]


@contextmanager
def on_one_core(number: int) -> Iterator[None]:
    """Let programs that are started in the `with` block run on one core, the same for the same number.

    For those that hand every little piece of work to another of their threads: from core to core that takes longer
    than the piece. Where the system does not let us choose, they run anywhere.
    """
    choose = getattr(os, "sched_setaffinity", None)  # of this thread, and of what it starts
    if not choose:
        yield
        return
    cores = os.sched_getaffinity(0)
    with suppress(OSError):
        choose(0, {sorted(cores)[number % len(cores)]})
    try:
        yield
    finally:
        with suppress(OSError):
            choose(0, cores)


def _can_fork() -> bool:
    alone = (os.cpu_count() or 1) < 2 or threading.active_count() > 1
    return not alone and "fork" in multiprocessing.get_all_start_methods()


class _Fork:
    """A function that runs in another process."""

    # The ends of pipes that only this process may hold: whoever writes to one whose reader was killed would wait for
    # ever while another had it.
    _receivers: ClassVar[list[Connection]] = []

    def __init__(self, task: Callable[[], Any]) -> None:
        context = multiprocessing.get_context("fork")
        self._receiver, sender = context.Pipe(duplex=False)
        self._receivers.append(self._receiver)
        arguments = (task, sender, list(self._receivers))
        self._process = context.Process(target=_send_outcome, args=arguments, daemon=True)
        self._process.start()
        sender.close()

    def outcome(self) -> tuple[Any, BaseException | None]:
        """What it returned or raised, once it has."""
        try:
            found: tuple[Any, BaseException | None] = self._receiver.recv()
        except EOFError:
            self._process.join()
            message = N_(
                "A process of the build was ended from outside ({code}), perhaps for lack of memory."
            )
            said = [each.say(message, code=self._process.exitcode) for each in site_languages()]
            return None, ProcessDied("\n".join(said))
        finally:
            self._receivers.remove(self._receiver)
            self._receiver.close()
        self._process.join()
        return found

    def result(self) -> Any:
        """What it returned, once it has; raises what it raised."""
        result, error = self.outcome()
        if error:
            raise error
        return result

    def end(self) -> None:
        """End it, unless somebody has waited for it."""
        if not self._receiver.closed:
            self._process.kill()
            self.outcome()


def _send_outcome(task: Callable[[], Any], sender: Connection, others: Sequence[Connection]) -> None:
    for each in others:
        each.close()
    result, error = _outcome(task)
    if error:  # which loses its own trace on the way
        error.add_note("".join(traceback.format_exception(error)))
    with suppress(BrokenPipeError):  # nobody waits for it any more
        try:
            sender.send((result, error))
        except (pickle.PicklingError, AttributeError, TypeError) as unfit:
            sender.send(
                (None, TypeError(f"what a process gave cannot be sent to another: {error or unfit!r}"))
            )


def _outcome(task: Callable[[], Result]) -> tuple[Result | None, BaseException | None]:
    try:
        return task(), None
    except Exception as error:
        return None, error
