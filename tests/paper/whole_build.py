"""A whole build of a copy of the project, PDFs and all."""

from __future__ import annotations

from pathlib import Path

from building import PROJECT, copy_project, run, sisterlib_build

from sister_libraries.pdf import SWITCH as PDF_SWITCH
from sister_libraries.published import SEARCH_SWITCH

ENVIRONMENT = {PDF_SWITCH: "yes", SEARCH_SWITCH: "no"}


def build(folder: Path, project: Path = PROJECT) -> None:
    """Fill `folder` with a copy of the project and the site that is made of it, but for search."""
    project = copy_project(folder / "project", project)
    result = run(project, sisterlib_build(project, folder / "site"), **ENVIRONMENT)
    assert result.returncode == 0, result.stdout
