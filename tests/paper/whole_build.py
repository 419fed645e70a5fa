"""A whole build of a copy of the project, PDFs and all."""

from __future__ import annotations

from pathlib import Path

from building import PROJECT, copy_project, run, sisterlib_build


def build(folder: Path, project: Path = PROJECT) -> None:
    """Fill `folder` with a copy of the project and the site that is made of it."""
    project = copy_project(folder / "project", project)
    result = run(project, sisterlib_build(project, folder / "site"), SISTER_LIBRARIES_PDF="yes")
    assert result.returncode == 0, result.stdout
