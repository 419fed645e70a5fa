"""The build as a whole: clean, the same bytes every time, and nothing in it that is not the site."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from building import EXAMPLES, BuiltSite, contents, copy_project, mkdocs_build, run, sisterlib_build

from sister_libraries.languages import Language, site_languages
from sister_libraries.lean import without_comments



def test_a_strict_build_is_clean(site: BuiltSite):
    code, log = site.log
    assert code == 0, log
    assert "WARNING" not in log


def test_scripts_are_published_without_comments(site: BuiltSite):
    ours = site.root / "overrides" / "assets"
    for source in ours.rglob("*.js"):
        published = site.folder / "assets" / source.relative_to(ours)
        assert published.read_bytes() == without_comments(source.read_text("utf-8"), ".js").encode()
    styles = (site.folder / "assets" / "stylesheets" / "site.css").read_text("utf-8")
    assert not re.search(r"^\s*/\*", styles, re.M)


def test_two_builds_of_the_same_commit_are_the_same_bytes(site: BuiltSite, tmp_path: Path):
    """By either of the two commands, wherever they are, whatever their language and time zone."""
    root = copy_project(tmp_path / "another" / "place")
    command = sisterlib_build(root, tmp_path / "out")  # the site that all tests look at is by `mkdocs build`
    result = run(root, command, PYTHONHASHSEED="4711", TZ="Asia/Shanghai", LC_ALL="C", LANG="C")
    assert result.returncode == 0, result.stdout
    assert differences(contents(tmp_path / "out"), contents(site.folder)) == []


def test_a_build_after_changes_is_the_same_as_a_first_build(site: BuiltSite, tmp_path: Path):
    """What is kept from one build to the next (the shell, records, pages) never shows in the site."""
    root, out = copy_project(tmp_path / "project", site.root), tmp_path / "out"
    library, page = root / "data" / "libraries" / "shanghai-library.yml", root / "docs" / "en" / "why.md"
    another = root / "data" / "libraries" / "example-known.yml"
    before = library.read_bytes(), page.read_bytes()
    library.write_text(library.read_text("utf-8").replace("Shanghai Library", "Library of Shanghai"), "utf-8")
    page.write_text(page.read_text("utf-8") + "\nOne more sentence.\n", "utf-8")
    shutil.copyfile(EXAMPLES / "data" / "libraries" / another.name, another)
    changed = run(root, sisterlib_build(root, out))
    assert changed.returncode == 0, changed.stdout
    assert "Library of Shanghai" in (out / "libraries" / "shanghai-library" / "index.html").read_text("utf-8")
    assert "One more sentence." in (out / "why" / "index.html").read_text("utf-8")
    assert (out / "zh" / "libraries" / "example-known" / "index.html").exists()
    library.write_bytes(before[0])
    page.write_bytes(before[1])
    another.unlink()
    result = run(root, sisterlib_build(root, out))
    assert result.returncode == 0, result.stdout
    assert differences(contents(out), contents(site.folder)) == []


def differences(first: dict[str, bytes], second: dict[str, bytes]) -> list[str]:
    """The names of the files that are not in both, or not the same."""
    return sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))


def test_layouts_are_not_published(site: BuiltSite):
    assert [name for name in site.files if "layouts/" in name] == []


def test_no_slot_or_marker_is_left_over(site: BuiltSite):
    left = re.compile(r"⟦|⟧|<!-- *sister_libraries:|href=\"record:|\{\{|\{%")
    assert [(page.name, found[0]) for page in site.pages.values() if (found := left.search(page.html))] == []


def test_only_files_that_the_site_asks_for_are_published(site: BuiltSite):
    kinds = {name.rsplit(".", 1)[-1] for name in site.files if not name.startswith("pagefind/")}
    assert kinds <= {"html", "css", "js", "svg", "png", "xml", "txt", "webmanifest", "json", "csv", "geojson", "pdf"}
    assert [name for name in site.files if name.endswith((".map", ".md", ".yml", ".gz"))] == []


@pytest.mark.parametrize("language", site_languages(), ids=lambda each: each.code)
def test_there_is_a_search_index_in_each_language(site: BuiltSite, language: Language):
    entries = (site.folder / "pagefind" / "pagefind-entry.json").read_text(encoding="utf-8")
    assert f'"{language.tag.lower()}"' in entries
    assert any(
        re.match(rf"pagefind/pagefind\.{language.tag.lower()}_\w+\.pf_meta", name) for name in site.files
    )


def test_search_knows_as_many_pages_in_one_language_as_in_the_other(site: BuiltSite):
    entry = json.loads((site.folder / "pagefind" / "pagefind-entry.json").read_text(encoding="utf-8"))
    counts = {tag: each["page_count"] for tag, each in entry["languages"].items()}
    assert set(counts) == {each.tag.lower() for each in site_languages()}
    assert len(set(counts.values())) == 1
    assert min(counts.values()) > len(site.catalogue.libraries) + len(site.catalogue.partnerships)


def test_the_service_files_name_the_sites_own_address(site: BuiltSite):
    robots = (site.folder / "robots.txt").read_text(encoding="utf-8")
    assert "Sitemap: https://example.org/sister/sitemap.xml" in robots
