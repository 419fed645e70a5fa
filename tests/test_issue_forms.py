"""GitHub's issue forms are made from the models, up to date, and of the shape that GitHub reads."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml
from builders import ROOT

from sister_libraries.catalogue import load
from sister_libraries.issue_forms import FOLDER, files
from sister_libraries.languages import site_languages

FORMS = sorted((ROOT / FOLDER).glob("*-*.yml"))


def test_they_are_what_the_models_say_today() -> None:
    made = dict(files(load(ROOT, date.today())[0].vocabularies))
    there = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in (ROOT / FOLDER).iterdir()
    }
    assert there == made, "run: sisterlib issue-forms"


def test_they_are_valid() -> None:
    checker = Path(sys.executable).with_name("check-jsonschema")
    done = subprocess.run(
        [checker, "--builtin-schema", "vendor.github-issue-forms", *FORMS], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout.decode()


def test_every_form_is_there_in_every_language() -> None:
    kinds = {path.stem.rpartition("-")[0] for path in FORMS}
    assert kinds == {"library", "partnership", "change"}
    assert len(FORMS) == len(kinds) * len(site_languages())


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_no_two_labels_or_choices_are_the_same(path: Path) -> None:
    """Labels and choices are what the answers are found by; “None” is a word that GitHub keeps to itself."""
    body = [
        each
        for each in yaml.safe_load(path.read_text(encoding="utf-8"))["body"]
        if each["type"] != "markdown"
    ]
    labels = [each["attributes"]["label"] for each in body]
    assert len(labels) == len(set(labels))
    ids = [each["id"] for each in body if "id" in each]
    assert len(ids) == len(set(ids))
    for each in body:
        options = [str(option) for option in each["attributes"].get("options", [])]
        assert len(options) == len(set(options))
        assert "None" not in options
