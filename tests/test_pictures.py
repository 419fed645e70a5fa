"""The pictures in overrides/ are what tools/pictures.py draws today, of the sizes that others show."""

from __future__ import annotations

import pytest
from builders import ROOT
from PIL import Image, ImageChops

from sister_libraries.outputs import web_app
from sister_libraries.share_picture import FOLDER
from tools.pictures import pictures

DRAWN = dict(pictures())


def test_there_are_no_others():
    there = {each for folder in (FOLDER, web_app.FOLDER) for each in (ROOT / "overrides" / folder).iterdir()}
    assert {each.relative_to(ROOT / "overrides").as_posix() for each in there} == DRAWN.keys()


@pytest.mark.parametrize("name", DRAWN)
def test_a_picture_is_as_it_would_be_drawn(name: str):
    """By its points: how they are packed depends on Pillow's own zlib."""
    with Image.open(ROOT / "overrides" / name) as there:
        assert there.format == "PNG"
        same = (
            there.size == DRAWN[name].size
            and not ImageChops.difference(there.convert("RGB"), DRAWN[name].convert("RGB")).getbbox()
        )
    assert same, "run: dev.py run python tools/pictures.py"


@pytest.mark.parametrize("name", [each for each in DRAWN if each.startswith(FOLDER)])
def test_a_picture_beside_a_link_has_the_size_that_others_show(name: str):
    assert DRAWN[name].size == (1200, 630)
    assert (ROOT / "overrides" / name).stat().st_size < 30_000


def test_no_two_are_the_same():
    assert len({each.tobytes() for each in DRAWN.values()}) == len(DRAWN)
