"""The build as a whole: clean, the same bytes every time, and nothing in it that is not the site."""

import json
import re

import pytest
from building import BuiltSite, build, copy_project

from sister_libraries.languages import Language, site_languages


def test_a_strict_build_is_clean(site: BuiltSite):
    code, log = site.log
    assert code == 0, log
    assert "WARNING" not in log


def test_two_builds_of_the_same_commit_are_the_same_bytes(site: BuiltSite, tmp_path):
    root = copy_project(tmp_path / "another" / "place", site.root)
    folder = tmp_path / "out"
    result = build(root, folder, PYTHONHASHSEED="4711", TZ="Asia/Shanghai", LC_ALL="C", LANG="C")
    assert result.returncode == 0, result.stdout
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert sorted(there ^ site.files) == []
    assert [
        name for name in sorted(there) if (folder / name).read_bytes() != (site.folder / name).read_bytes()
    ] == []


def test_layouts_are_not_published(site: BuiltSite):
    assert [name for name in site.files if "layouts/" in name] == []


def test_no_slot_or_marker_is_left_over(site: BuiltSite):
    left = re.compile(r"⟦|⟧|<!-- *sister_libraries:|href=\"record:|\{\{|\{%")
    assert [(page.name, found[0]) for page in site.pages.values() if (found := left.search(page.html))] == []


def test_only_files_that_the_site_asks_for_are_published(site: BuiltSite):
    kinds = {name.rsplit(".", 1)[-1] for name in site.files if not name.startswith("pagefind/")}
    assert kinds <= {"html", "css", "js", "svg", "png", "xml", "txt", "webmanifest", "json", "csv", "pdf"}
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
