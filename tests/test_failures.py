"""What the system refuses is told in words, and a fault of our own shows where it is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from builders import Site

from sister_libraries import build
from sister_libraries.failures import in_words
from sister_libraries.project import Project

NO_MEMORY = "There is not enough memory for this. · 内存不足，无法完成。"
NO_ROOM = "_yaml.so: failed to map segment from shared object"


@pytest.mark.parametrize("error", [MemoryError(), ImportError(NO_ROOM)])
def test_too_little_memory_is_told(error: Exception):
    assert in_words(error, Path()) == NO_MEMORY


def test_a_library_in_a_folder_that_may_run_nothing_is_no_lack_of_memory(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(os, "ST_NOEXEC", 8, raising=False)
    monkeypatch.setattr(os, "statvfs", lambda path: SimpleNamespace(f_flag=8), raising=False)
    assert in_words(ImportError(NO_ROOM, path="_yaml.so"), Path()) is None


@pytest.mark.parametrize("error", [ValueError("MemoryError"), ImportError("No module named 'yaml'")])
def test_a_fault_of_our_own_has_no_words(error: Exception):
    assert in_words(error, Path()) is None


@pytest.mark.parametrize(
    ("program", "error"), [("raise MemoryError", MemoryError), ("raise OSError", build.ShellFailed)]
)
def test_mkdocs_that_has_no_memory_left(
    project: Site, monkeypatch: pytest.MonkeyPatch, program: str, error: type[Exception]
):
    def start(*_: object) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )

    monkeypatch.setattr(build, "_start_mkdocs", start)
    project.write("mkdocs.yml", "site_name: Sister Libraries\n")
    with pytest.raises(error):
        build.make_shell(Project(project.root, today=project.today, cache=project.root / ".cache"), 0)
