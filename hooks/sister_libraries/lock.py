"""One build at a time in a cache: another waits until the first, and all that it has started, has ended.

The lock is on an open file that processes started by the build inherit, so that what a killed build leaves running
for a moment does not write into the next one's folders. No lock survives its processes.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int, *, wait: bool) -> None:
        while True:
            try:
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            except OSError:
                if not wait:
                    raise
            else:
                return
else:
    import fcntl

    def _lock(descriptor: int, *, wait: bool) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def alone(cache: Path) -> Iterator[int]:
    """Hold the lock of `cache`; gives the descriptor that a started program must inherit to hold it as well."""
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "lock").open("a") as file:
        try:
            _lock(file.fileno(), wait=False)
        except OSError:
            from sister_libraries.languages import N_, site_languages  # noqa: PLC0415 - seldom needed

            message = N_("Another build is at work here; this one waits until it has ended.")
            print("\n".join(each.say(message) for each in site_languages()), file=sys.stderr, flush=True)
            _lock(file.fileno(), wait=True)
        yield file.fileno()
