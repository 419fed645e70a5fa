"""The benchmark measures what it says: its data are always the same and pass every check, and nothing is made up."""

from __future__ import annotations

import statistics
import sys
from collections import Counter
from pathlib import Path

import jinja2
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import builds, generate, measure, plain, table
from sister_libraries.catalogue import Catalogue, load
from sister_libraries.freshness import Freshness
from sister_libraries.languages import site_languages
from sister_libraries.pages_check import check_pages
from sister_libraries.reader import Reader
from sister_libraries.views import PAGE_KINDS

LIBRARIES = 200


@pytest.fixture(scope="module")
def generator() -> generate.Generator:
    return generate.Generator(generate.terms(generate.ROOT), seed=1)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench") / "project"
    generate.write_project(folder, LIBRARIES)
    return folder


@pytest.fixture(scope="module")
def catalogue(project: Path) -> Catalogue:
    found, problems = load(project, generate.TODAY)
    assert problems == []
    return found


def test_the_same_number_and_seed_give_the_same_bytes(project: Path, tmp_path: Path) -> None:
    generate.write_project(tmp_path / "again", LIBRARIES)
    first, second = (
        {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }
        for folder in (project, tmp_path / "again")
    )
    assert first == second


def test_another_seed_gives_other_records(generator: generate.Generator) -> None:
    other = generate.Generator(generate.terms(generate.ROOT), seed=2)
    assert dict(generator.files(20)) != dict(other.files(20))


def test_a_larger_catalogue_holds_the_smaller_one(generator: generate.Generator) -> None:
    assert dict(generator.files(40)).items() <= dict(generator.files(100)).items()


def test_generated_records_and_the_pages_beside_them_pass_every_check(
    project: Path, catalogue: Catalogue
) -> None:
    assert len([each for each in catalogue.libraries if each.startswith("generated-library-")]) == LIBRARIES
    before = {each.code for each in check_pages(generate.ROOT, None)}  # what the real pages are told already
    assert {each.code for each in check_pages(project, catalogue)} <= before


def test_generated_records_say_so(catalogue: Catalogue) -> None:
    for library in catalogue.libraries.values():
        if library.id.startswith("generated-"):
            assert str(library.name.words()["en"]).startswith("Generated Library ")
            assert not library.website or library.website.endswith(".example/")


def test_a_library_takes_about_one_and_a_half_kilobytes(generator: generate.Generator) -> None:
    sizes = [len(text.encode()) for name, text in generator.files(1000) if name.startswith("libraries/")]
    assert 1350 < statistics.mean(sizes) < 1650
    assert min(sizes) < 800  # missing fields and short texts
    assert max(sizes) > 2400  # long ones


def test_catalogues_are_of_realistic_shape(catalogue: Catalogue) -> None:
    generated = [each for each in catalogue.libraries.values() if each.id.startswith("generated-")]
    freshness = Counter(catalogue.freshness(each) for each in generated if each.status in ("seeking", "open"))
    assert all(freshness[each] >= 10 for each in Freshness)
    assert {each.status for each in generated} == {None, "seeking", "open", "paused", "withdrawn"}
    by_country = Counter(each.country for each in generated)
    assert len(by_country) > 30
    assert by_country.most_common(1)[0][1] > LIBRARIES / 10  # they cluster
    paired = {each.id for each in generated if each.id in catalogue.partnerships_of}
    assert LIBRARIES * 0.08 < len(paired) < LIBRARIES * 0.15
    languages = Counter(tuple(each.description.languages()) for each in generated if each.description)
    assert all(languages[each] > 5 for each in (("en", "zh"), ("en",), ("zh",)))


def test_the_plain_way_holds_the_same_facts(project: Path, catalogue: Catalogue, tmp_path: Path) -> None:
    plain.write_project(tmp_path / "plain", project, generate.TODAY)
    for library in catalogue.libraries.values():
        for code in ("en", "zh"):
            text = (tmp_path / "plain" / "docs" / code / "libraries" / f"{library.id}.md").read_text(
                encoding="utf-8"
            )
            expected = [library.name.get(code), library.website, library.city and library.city.get(code)]
            if library.description:
                expected += (library.description.get(code) or "").split("\n\n")
            assert [each for each in expected if each and each not in text] == []


def test_markdown_of_the_plain_way_links_to_files_that_are_there(project: Path, tmp_path: Path) -> None:
    plain.write_project(tmp_path / "plain", project, generate.TODAY)
    docs = tmp_path / "plain" / "docs"
    links = [
        (page, link)
        for page in docs.rglob("*.md")
        for link in plain.LINK.findall(page.read_text(encoding="utf-8"))
    ]
    assert len(links) > 1000
    assert [f"{page}: {link}" for page, link in links if not (page.parent / link).exists()] == []


def test_both_ways_leave_the_same_pages_out_of_the_search(
    project: Path, catalogue: Catalogue, tmp_path: Path
) -> None:
    plain.write_project(tmp_path, project, generate.TODAY)
    for here in site_languages():
        reader = Reader(here, catalogue, "../../")
        for kind in PAGE_KINDS:
            for subject_id, subject in kind.subjects(catalogue):
                text = (tmp_path / "docs" / here.code / kind.folder / f"{subject_id}.md").read_text("utf-8")
                left_out = '\nsearch: {"exclude": true}\n---\n' in text
                assert left_out != bool(kind.view(subject, reader).found_as), (kind.name, subject_id)


@pytest.mark.parametrize(
    ("search", "body"), [(None, " data-pagefind-body"), ({"exclude": True}, "")], ids=["found", "left out"]
)
def test_pagefind_reads_the_plain_way_s_pages_without_what_fills_them(
    search: dict[str, bool] | None, body: str
) -> None:
    base = "{% block content %}" + f"<p>a</p>{plain.FILLED}<p>b</p>{plain.END}" + "{% endblock %}"
    templates = jinja2.Environment(loader=jinja2.DictLoader({"base.html": base, "main.html": plain.TEMPLATE}))
    html = templates.get_template("main.html").render(page={"meta": {"search": search}})
    assert html.strip() == f"<div{body}><p>a</p><div data-pagefind-ignore><p>b</p></div></div>"


def test_time_and_memory_of_all_processes_are_measured(tmp_path: Path) -> None:
    child = f"import time; held = bytearray(80_000_000); time.sleep({2 * measure.EVERY})"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}], check=True)"
    run = measure.run([sys.executable, "-c", parent], tmp_path, {})
    assert 2 * measure.EVERY <= run.wall < 30
    assert run.peak > 80_000_000 / 1024**2
    assert run.cpu is None or 0 < run.cpu < run.wall + 5


def test_two_runs_may_count_as_one() -> None:
    first, second = measure.Run(2.0, 3.0, 100.0, 0.5), measure.Run(10.0, 9.0, 80.0, 1.5)
    assert first.then(second) == measure.Run(12.0, 12.0, 100.0, 0.5)
    assert first.then(measure.Run(10.0, None, 120.0, None)) == measure.Run(12.0, None, 120.0, 0.5)


def test_markdown_of_the_plain_way_is_made_by_a_program(project: Path, tmp_path: Path) -> None:
    """So it is measured as what is done with it is: as a whole process."""
    run = builds._make_markdown(project, tmp_path / "plain")
    plain.write_project(tmp_path / "again", project, generate.TODAY)
    assert 0 < run.wall < 60
    names = [
        sorted(path.relative_to(tmp_path / each).as_posix() for path in (tmp_path / each).rglob("*"))
        for each in ("plain", "again")
    ]
    assert names[0] == names[1]
    assert len(names[0]) > 1000


def test_a_build_that_fails_is_no_result(tmp_path: Path) -> None:
    with pytest.raises(measure.CommandFailed, match="what went wrong"):
        measure.run([sys.executable, "-c", "import sys; sys.exit('what went wrong')"], tmp_path, {})


def test_search_is_told_apart_from_pages(tmp_path: Path) -> None:
    for name, size in (("index.html", 5), ("libraries/one/index.html", 7), ("search/a/b", 11), ("a.css", 13)):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x" * size)
    found = measure.output(tmp_path, "search", ["libraries"])
    assert (found.files, found.bytes) == (4, 36)
    assert (found.pages, found.page_bytes, found.record_bytes) == (2, 12, 7)
    assert (found.search_files, found.search_bytes) == (1, 11)


def _measured(wall: float) -> dict[str, object]:
    output = {"pages": 10, "bytes": 2_000_000, "search_bytes": 500_000}
    return {"runs": [{"wall": wall, "cpu": wall, "peak": 100.0}], "output": output}


def test_what_was_not_measured_is_told_and_not_worked_out() -> None:
    lines = table.results(
        {1000: {"ours": _measured(2.0), "plain": _measured(20.0)}, 10_000: {"ours": _measured(15.0)}}
    )
    plain_lines = [line for line in lines.splitlines() if "the plain way" in line]
    assert "20.00" in plain_lines[0] and plain_lines[0].endswith("10.00")
    assert plain_lines[1].split() == ["10,000", "the", "plain", "way", *table.NOT_RUN.split()]


def test_growth_is_the_cost_of_one_library_more() -> None:
    grown = table.growth({1000: {"ours": _measured(2.0)}, 10_000: {"ours": _measured(11.0)}})
    assert grown.splitlines()[-1].endswith("1.00")
