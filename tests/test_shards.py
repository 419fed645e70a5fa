"""Parts of a site, made apart and put together, are the site that one build makes."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from test_memory import digest_tree, made, records

from benchmarks import generate
from sister_libraries import publish, shards
from sister_libraries.lock import alone
from sister_libraries.project import Project
from sister_libraries.shards import Shard

# On one process of tests, which then makes what they share once.
pytestmark = pytest.mark.xdist_group("shards")

TODAY = generate.TODAY
OF = 3


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project, its site as one build makes it, and its shards; PDFs and search depend on pages alone."""
    root = tmp_path_factory.mktemp("shards") / "project"
    generate.write_project(root, 30)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SISTER_LIBRARIES_PDF", "no")
        patch.setenv("SISTER_LIBRARIES_SEARCH", "no")
        made(root, "whole")
        for number in range(1, OF + 1):
            project = Project(root, site_dir=root / f"shard {number}", today=TODAY, cache=Path("parts"))
            with alone(project.cache) as lock:
                shards.make(project, Shard(number, OF), lock)
    return root


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SISTER_LIBRARIES_PDF", "no")
    monkeypatch.setenv("SISTER_LIBRARIES_SEARCH", "no")
    monkeypatch.setattr(publish, "side_by_side", lambda tasks: [task() for task in tasks])


def parts(house: Path) -> list[Path]:
    return [house / f"shard {number}" for number in range(1, OF + 1)]


def put_together(house: Path, tmp_path: Path, folders: list[Path]) -> tuple[dict[str, str], list[str]]:
    """The merged site, and what is told of each shard."""
    cache = tmp_path / "cache"
    (cache / "shell").parent.mkdir()
    (cache / "shell").symlink_to(house / "whole" / "shell")
    project = Project(house, site_dir=tmp_path / "site", today=TODAY, cache=cache)
    with alone(cache) as lock:
        told = shards.merge(project, folders, lock)
    return digest_tree(tmp_path / "site"), told


def test_shards_put_together_are_the_whole_site(
    house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing_left(*_: object) -> None:
        raise AssertionError("a page of a record was made again")

    monkeypatch.setattr(publish._Pages, "_make_page", nothing_left)
    site, told = put_together(house, tmp_path, parts(house))
    assert site == digest_tree(house / "site of whole")
    pages = [int(each.rpartition(": ")[2]) for each in told]
    assert min(pages) > sum(pages) / OF / 2


def test_a_shard_has_no_page_of_another(house: Path) -> None:
    names = [set(digest_tree(each)) - {shards.FILE} for each in parts(house)]
    assert sum(map(len, names)) == len(set.union(*names))


@pytest.mark.parametrize(
    "harm", ["a page is missing", "a page is changed", "a shard is missing", "no shard at all"]
)
def test_what_is_wrong_with_a_shard_is_made_anew(house: Path, tmp_path: Path, harm: str) -> None:
    first, second, third = parts(house)
    page = next(second.glob("libraries/*/index.html"))
    before = page.read_bytes()
    try:
        if harm == "a page is missing":
            page.unlink()
        elif harm == "a page is changed":
            page.write_text("<p>not what was made</p>")
        folders = [first, second] if harm == "a shard is missing" else [first, second, third]
        if harm == "no shard at all":
            folders = [tmp_path / "nowhere", house / "data"]
        assert put_together(house, tmp_path, folders)[0] == digest_tree(house / "site of whole")
    finally:
        page.write_bytes(before)


def test_no_hostile_list_is_believed(house: Path, tmp_path: Path) -> None:
    first, second, _ = parts(house)
    content = json.loads((first / shards.FILE).read_text("utf-8"))
    name, noted = next(iter(content["pages"]["en"].items()))
    other, noted_of_other = next(
        iter(json.loads((second / shards.FILE).read_text("utf-8"))["pages"]["en"].items())
    )
    way_out = os.path.relpath(second / other, tmp_path / "a way out")
    lists = {
        "no JSON": "{",
        "a list": "[]",
        "another form": '{"key": 1}',
        "of another day": json.dumps(content | {"key": "00"}),
        "a way out": json.dumps(content | {"pages": {"en": {way_out: noted_of_other}}}),
        "an absolute way out": json.dumps(content | {"pages": {"en": {str(second / other): noted_of_other}}}),
        "another language": json.dumps(content | {"pages": {"xx": {name: noted}}}),
    }
    folders = []
    for harm, text in lists.items():
        folders.append(tmp_path / harm)
        shutil.copytree(first, folders[-1])
        (folders[-1] / shards.FILE).write_text(text, "utf-8")
    assert (tmp_path / "a way out" / way_out).exists()
    site, told = put_together(house, tmp_path, folders)
    assert told == [f"{each}: 0" for each in folders]
    assert site == digest_tree(house / "site of whole")


@pytest.mark.parametrize("text", ["", "3", "0/3", "4/3", "-1/3", "1/0", "1/100000", "a/b", "１/３"])
def test_what_is_no_shard(text: str) -> None:
    with pytest.raises(ValueError):
        Shard.read(text)


def test_every_page_falls_to_one_shard(house: Path) -> None:
    for path in records(house, "libraries"):
        assert sum(Shard(number, 7).has(f"libraries/{path.stem}/") for number in range(1, 8)) == 1
