"""Build the site: MkDocs makes the shell when its inputs have changed, then the records are filled in.

Stops with ProblemsFound for broken records or pages, and with ShellFailed when MkDocs refuses.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sister_libraries import inputs, stamp
from sister_libraries.problems import BuildFailed
from sister_libraries.progress import READING, progress
from sister_libraries.published import CACHE, SHELL_ONLY
from sister_libraries.timings import stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sister_libraries.project import Project


class ShellFailed(BuildFailed):
    """MkDocs did not finish; its own words are the message."""


def build(project: Project, lock: int) -> None:
    """Make the project's whole site; the published folder changes only when all of it is right.

    `lock` is that of the cache, which the caller holds (`alone`).
    """
    project.keeps = True
    key = stamp.made_of(project.inputs, project.today, project.site_url)
    with _shell(project, lock) as wait_for_shell:
        from sister_libraries.publish import publish  # noqa: PLC0415 - as in project.py

        files = publish(project, wait_for_shell)
    # If something has changed meanwhile, nobody knows what of it is in the site; MkDocs may have seen what is gone.
    with stage("stamp"):
        if project.shell.is_current() and inputs.digests(project.root) == project.inputs:
            stamp.write(project.cache, project.site_dir, key, files)
            project.keep_pages()


def make_shell(project: Project, lock: int) -> None:
    """Have the shell and the catalogue ready; `lock` as in `build`."""
    with _shell(project, lock) as wait_for_shell:
        wait_for_shell()


@contextmanager
def _shell(project: Project, lock: int) -> Iterator[Callable[[], None]]:
    """Let MkDocs make the shell anew if it must be, and read the catalogue meanwhile; gives what waits for it."""
    mkdocs = None if project.shell.is_current() else _start_mkdocs(project, lock)

    def wait() -> None:
        if not mkdocs:
            return
        with stage("wait for MkDocs"):
            output = mkdocs.communicate()[0]
        if (
            mkdocs.returncode and output.rstrip().rpartition("\n")[2] == "MemoryError"
        ):  # the end of a traceback
            raise MemoryError
        if mkdocs.returncode:
            # Not by --quiet, which would hide warnings from --strict, too.
            raise ShellFailed("\n".join(line for line in output.splitlines() if not line.startswith("INFO")))

    try:
        progress.stage(READING)
        with stage("read and check"):
            project.load()
        yield wait
    except BaseException:
        if mkdocs and mkdocs.poll() is None:
            mkdocs.kill()
            mkdocs.communicate()
        raise


def _start_mkdocs(project: Project, lock: int) -> subprocess.Popen[str]:
    environment = {
        **os.environ,
        SHELL_ONLY: project.shell.key,
        CACHE: str(project.cache),
        "SITE_URL": project.site_url,
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONUTF8": "1",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=project.root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        pass_fds=(lock,) if os.name == "posix" else (),
    )
