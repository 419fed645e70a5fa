"""The comparison with peers is fair and says what it does: same facts, same texts and links, nothing made up."""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import generate, measure, plain
from benchmarks.peers import __main__ as command
from benchmarks.peers import astro, check, eleventy, facts, hugo, install, report, rows, zensical
from benchmarks.peers.builders import OURS, SIDES, Workshop
from benchmarks.peers.facts import Facts
from benchmarks.peers.translate import Go, JavaScript, Translator
from sister_libraries.languages import language
from sister_libraries.reader import Reader
from sister_libraries.templates import Templates
from sister_libraries.views import PAGE_KINDS

LIBRARIES = 40
SHELL = (
    "<title>⟦title⟧ · Sister Libraries</title><link href={site}{prefix}{path}>"
    '<a href="{up}why/">Why</a><article class="text" id="content">{content}</article>'
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A generated project, with a shell as MkDocs leaves it, but small."""
    folder = tmp_path_factory.mktemp("peers") / "project"
    generate.write_project(folder, LIBRARIES)
    for prefix in ("", "zh/"):
        for path, up, content in (
            *((f"layouts/{kind.name}/", "../../", facts.RECORD) for kind in PAGE_KINDS),
            ("about/", "../", "About"),
        ):
            page = folder / ".cache" / "shell" / prefix / path / "index.html"
            page.parent.mkdir(parents=True)
            page.write_text(
                SHELL.format(site=facts.site_url(), prefix=prefix, path=path, up=up, content=content),
                encoding="utf-8",
            )
    return folder


@pytest.fixture(scope="module")
def known(project: Path) -> Facts:
    return Facts(project, generate.TODAY)


@pytest.fixture(scope="module")
def records(known: Facts, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("records")
    known.write_records(folder)
    return folder


def entries(records: Path, kind: str, code: str = "en") -> list[dict[str, Any]]:
    return json.loads((records / f"{kind}.{code}.json").read_text(encoding="utf-8"))


class TestFacts:
    def test_every_record_has_an_entry_in_both_languages(self, records: Path, known: Facts) -> None:
        for code in ("en", "zh"):
            paths = {each["page"]["name"] for each in entries(records, "library", code)}
            assert paths == set(known.catalogue.libraries)

    def test_what_a_template_prints_is_a_fact_and_an_address_is_none(self) -> None:
        value = {"url": "https://a.example/", "said": {"text": "Ann", "lang": "de"}, "note": "where"}
        assert [*facts.texts(value)] == ["Ann", "where"]

    def test_what_says_nothing_is_left_out(self) -> None:
        assert facts.plainly({"name": "Ann", "lists": [], "other": None}) == {"name": "Ann"}

    def test_links_of_hand_written_pages_lead_to_pages(self, known: Facts) -> None:
        pages = {each.path: each for each in known.hand_written(language("en"))}
        assert "](../questions/#us-library)" in pages["why/"].text
        assert "](libraries/)" in pages[""].text
        assert "](../find/)" in pages["libraries/"].text
        assert not [each for each in pages.values() if re.search(r"\]\((?!\w+:)[^)]*\.md", each.text)]

    def test_a_layout_is_cut_at_its_slots(self, known: Facts) -> None:
        pieces = known.layout(language("zh"), "library")
        assert pieces[1::2] == ["title", "path", "content"]
        assert pieces[2].endswith("zh/")

    def test_the_frame_of_other_pages_is_that_of_a_page_without_its_own(self, known: Facts) -> None:
        pieces = known.frame(language("en"))
        assert pieces[1::2] == ["title", "path", "home", "content"]
        assert "About" not in "".join(pieces)


class TestTranslations:
    @pytest.mark.parametrize("code", ["en", "zh"])
    def test_in_javascript_a_page_says_what_our_own_template_says(
        self, known: Facts, records: Path, code: str, tmp_path: Path
    ) -> None:
        here = language(code)
        folder = known.source / "overrides" / "records"
        makers, ours = [], []
        templates = Templates(known.source, here)
        reader = Reader(here, known.catalogue, "../../")
        for kind in PAGE_KINDS:
            pages = [kind.view(subject, reader) for _, subject in kind.subjects(known.catalogue)]
            if not pages:
                continue
            ours += [templates.render(kind.name, reader, page.context) for page in pages]
            body = Translator(folder, here, JavaScript()).page(["", "content", ""], kind.name)
            makers.append(
                f"for (const p of read('{kind.name}.{code}')) {{ let o = '';\n{body} all.push(o); }}"
            )
        program = [
            eleventy.ESCAPE,
            'import { readFileSync, writeFileSync } from "node:fs";',
            f"const read = (n) => JSON.parse(readFileSync({str(records)!r} + `/${{n}}.json`, 'utf8'));",
            "const all = [];",
            *makers,
            f"writeFileSync({str(tmp_path / 'all.json')!r}, JSON.stringify(all));",
        ]
        (tmp_path / "all.mjs").write_text("\n".join(program), encoding="utf-8")
        subprocess.run([install.node_program(), str(tmp_path / "all.mjs")], check=True)
        theirs = json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))
        assert len(theirs) == len(ours) > 2 * LIBRARIES
        assert [check.unlike(*pair) for pair in zip(ours, theirs, strict=True) if check.unlike(*pair)] == []
        assert sum(map(len, theirs)) == pytest.approx(sum(map(len, ours)), rel=0.01)

    def go(self, folder: Path, template: str) -> str:
        (folder / "it.html").write_text(template, encoding="utf-8")
        return Translator(folder, language("zh"), Go()).page(["", "content", ""], "it")

    def test_in_go_words_are_put_in_and_values_printed(self, tmp_path: Path) -> None:
        made = self.go(tmp_path, "<p>{{ _('Last confirmed %(date)s.', date=confirmed) }}</p>")
        before, after = language("zh").translations.gettext("Last confirmed %(date)s.").split("%(date)s")
        assert made == f"<p>{before}{{{{ $p.confirmed }}}}{after}</p>"

    def test_in_go_what_is_known_is_decided_while_translating(self, tmp_path: Path) -> None:
        template = (
            "{% macro a(folder) %}{% if folder in ('x', 'y') %}<i>{% else %}<b>{% endif %}{% endmacro %}"
            "{% import 'it.html' as m %}{{ m.a('y') }}{{ m.a('z') }}"
        )
        (tmp_path / "used.html").write_text(
            "{% import 'it.html' as m %}{{ m.a('y') }}{{ m.a('z') }}", encoding="utf-8"
        )
        (tmp_path / "it.html").write_text(template.partition("{% import")[0], encoding="utf-8")
        made = Translator(tmp_path, language("en"), Go()).page(["", "content", ""], "used")
        assert made == "<i><b>"

    def test_in_go_loops_know_their_last_value(self, tmp_path: Path) -> None:
        made = self.go(
            tmp_path, "{% for each in names %}{{ each.text }}{% if not loop.last %}, {% endif %}{% endfor %}"
        )
        assert made == (
            "{{ $list_1 := $p.names }}{{ range $i_3, $each_2 := $list_1 }}{{ $each_2.text }}"
            "{{ if (not (eq (add $i_3 1) (len $list_1))) }}, {{ end }}{{ end }}"
        )

    def test_what_is_not_understood_is_not_left_out_silently(self, tmp_path: Path) -> None:
        with pytest.raises(NotImplementedError):
            self.go(tmp_path, "{{ name | upper }}")


class TestProjects:
    def test_hugo_has_an_adapter_and_a_template_for_every_kind_and_language(
        self, known: Facts, records: Path, tmp_path: Path
    ) -> None:
        hugo.write_project(tmp_path, known, records)
        for kind, code, path in facts.kinds(records):
            folder = facts.folders()[kind]
            assert f"{kind}.{code}.json" in (
                tmp_path / "content" / code / folder / "_content.gotmpl"
            ).read_text("utf-8")
            assert "{{ $p.page.title }}" in (tmp_path / f"layouts/{kind}/page.{code}.html").read_text("utf-8")
            assert (tmp_path / "assets" / "records" / path.name).read_bytes() == path.read_bytes()
        assert (tmp_path / "content/zh/libraries/_index.md").exists()
        assert not (tmp_path / "data").exists()

    def test_hugo_can_be_made_to_read_the_records_too(
        self, known: Facts, records: Path, tmp_path: Path
    ) -> None:
        hugo.write_project(tmp_path, known, records, sources=True)
        assert len([*(tmp_path / "data" / "libraries").iterdir()]) >= LIBRARIES
        assert "hugo.Data.libraries" in (tmp_path / "layouts" / "home.en.html").read_text("utf-8")

    @pytest.mark.parametrize(
        ("writer", "pages"), [(eleventy, "src/zh/why.md"), (astro, "src/pages/zh/why.md")]
    )
    def test_the_others_have_every_hand_written_page(
        self, known: Facts, records: Path, tmp_path: Path, writer: Any, pages: str
    ) -> None:
        writer.write_project(tmp_path, known, records)
        assert (tmp_path / pages).exists()
        there = {
            path.relative_to(path.parents[len(Path(pages).parts) - 3]).as_posix()
            for path in (tmp_path / pages).parent.rglob("*.md")
        }
        assert len(there) == len([*known.hand_written(language("zh"))])

    def test_zensical_gets_the_markdown_of_the_plain_way(self, project: Path, tmp_path: Path) -> None:
        plain.write_project(tmp_path / "plain", project, generate.TODAY)
        assert plain.SEARCH not in (tmp_path / "plain" / "mkdocs.yml").read_text("utf-8")
        zensical.write_project(tmp_path / "zensical", project, tmp_path / "plain")
        configuration = (tmp_path / "zensical" / "mkdocs.yml").read_text("utf-8")
        named = re.findall(r"[ ]([\w/-]+\.md)", configuration)
        assert {each.partition("/")[0] for each in named} == {"en", "zh"}
        assert [each for each in named if not (tmp_path / "zensical" / "docs" / each).exists()] == []


class TestCheck:
    def sites(self, folder: Path, page: str) -> tuple[Path, Path, Path]:
        (folder / "records").mkdir()
        entry = {"page": {"path": "libraries/one/"}, "name": {"text": "One"}, "about": "Two three"}
        (folder / "records" / "library.en.json").write_text(json.dumps([entry]), encoding="utf-8")
        for side, text in (("ours", '<p>One</p> <a href="x/">Two three</a>'), ("theirs", page)):
            file = folder / side / "libraries" / "one" / "index.html"
            file.parent.mkdir(parents=True)
            file.write_text(text, encoding="utf-8")
        return folder / "records", folder / "ours", folder / "theirs"

    @pytest.mark.parametrize(
        "page", ['<p>One</p><a href="x/">Two  three</a>', "<p>One<a href=x/>Two three</a>"]
    )
    def test_spaces_and_tags_make_no_difference(self, tmp_path: Path, page: str) -> None:
        found = check.compare(*self.sites(tmp_path, page), {"en": ""}, 1, exact=True)
        assert found.pages == 1
        assert found.ratio == pytest.approx(len(page) / 37)

    @pytest.mark.parametrize(
        "page",
        [
            '<p>One</p><a href="y/">Two three</a>',
            '<p>One</p><a href="x/">Two</a>',
            '<a href="x/">Two three</a>',
        ],
    )
    def test_another_link_or_text_does(self, tmp_path: Path, page: str) -> None:
        with pytest.raises(check.Different, match="1 of 1 pages differ"):
            check.compare(*self.sites(tmp_path, page), {"en": ""}, 1, exact=True)

    def test_a_page_made_of_markdown_must_print_every_fact(self, tmp_path: Path) -> None:
        sites = self.sites(tmp_path, "<h1>One</h1><b>Two</b> three and more")
        assert check.compare(*sites, {"en": ""}, 1, exact=False).pages == 1
        (sites[2] / "libraries/one/index.html").write_text("<h1>One</h1>", encoding="utf-8")
        with pytest.raises(check.Different, match="Two three"):
            check.compare(*sites, {"en": ""}, 1, exact=False)

    def test_a_page_that_is_missing_is_told(self, tmp_path: Path) -> None:
        records, ours, theirs = self.sites(tmp_path, "")
        (theirs / "libraries/one/index.html").unlink()
        with pytest.raises(check.Different, match="is missing"):
            check.compare(records, ours, theirs, {"en": ""}, 1, exact=True)


class TestInstalling:
    def test_what_cannot_be_installed_is_told_with_the_reason(self, tmp_path: Path) -> None:
        def fail() -> None:
            subprocess.run(
                [sys.executable, "-c", "import sys; sys.exit('Error: no such package')"],
                check=True, capture_output=True, text=True,
            )  # fmt: skip

        assert install.made(tmp_path, b"lock", fail) == "it could not be installed: Error: no such package"

    def test_what_is_there_for_this_lock_is_not_installed_again(self, tmp_path: Path) -> None:
        made: list[str] = []
        for lock in (b"one", b"one", b"two"):
            assert install.made(tmp_path, lock, lambda lock=lock: made.append(lock.decode())) == ""
        assert made == ["one", "two"]

    def test_the_lock_of_npm_names_no_host_and_pins_by_hash(self) -> None:
        content = json.loads(install.PACKAGE_LOCK.read_text(encoding="utf-8"))
        asked = json.loads(install.PACKAGE.read_text(encoding="utf-8"))["dependencies"]
        assert content["packages"][""]["dependencies"] == asked
        assert all(each.get("integrity") for name, each in content["packages"].items() if name)
        assert install.lean(json.dumps(content)) == install.PACKAGE_LOCK.read_text(encoding="utf-8")

    def test_what_names_a_host_and_what_is_not_pinned_goes(self) -> None:
        packages = {
            "": {"dependencies": {"a": "1"}},
            "node_modules/a": {
                "resolved": "https://registry.example/a", "funding": {"url": "https://a.example"},
                "integrity": "sha512-x", "optionalDependencies": {"b": "1", "c": "1"},
            },
            "node_modules/b": {"integrity": "sha512-y"},
        }  # fmt: skip
        made = install.lean(json.dumps({"packages": packages}))
        assert "://" not in made
        assert json.loads(made)["packages"]["node_modules/a"]["optionalDependencies"] == {"b": "1"}


@pytest.fixture
def shop(project: Path, tmp_path: Path) -> Workshop:
    made = Workshop(tmp_path, LIBRARIES, install.Tools(missing={"hugo": "no binary"}), print)
    made.__dict__["ours"] = project
    return made


class TestRows:
    def test_a_changed_listing_is_changed_in_one_place(
        self, shop: Workshop, known: Facts, records: Path
    ) -> None:
        record = next(rows.described(shop.ours))
        hugo.write_project(shop.folder / "hugo", known, records)
        says = f"{rows.SAID}, change 7 of it."
        before = (shop.ours / "data" / "libraries" / f"{record}.yml").read_text("utf-8")
        try:
            for side in (OURS, "hugo"):
                rows.edit(shop, side, record, says)
            after = (shop.ours / "data" / "libraries" / f"{record}.yml").read_text("utf-8")
            assert after == before.replace(f"{rows.SAID}.", says, 1) != before
        finally:
            (shop.ours / "data" / "libraries" / f"{record}.yml").write_text(before, encoding="utf-8")
        was = {each["page"]["name"]: each for each in entries(records, "library")}
        now = {each["page"]["name"]: each for each in entries(shop.folder / "hugo/assets/records", "library")}
        assert [name for name in now if now[name] != was[name]] == [record]
        assert now[record]["description"]["text"].startswith(says)
        assert now[record]["description"]["paragraphs"][0].startswith(says)

    def test_files_are_told_apart_that_were_written_and_that_have_new_bytes(self) -> None:
        before = {"a": (1, b"a"), "b": (1, b"b"), "c": (1, b"c"), "d": (1, b"d")}
        after = {"a": (1, b"a"), "b": (9, b"b"), "c": (9, b"new"), "e": (9, b"e")}
        assert rows.rewritten(before, after, 5) == {"written": 3, "changed": 2, "gone": 1}

    def test_a_page_that_is_not_new_is_no_result(self, tmp_path: Path) -> None:
        (tmp_path / "index.html").write_text("old", encoding="utf-8")
        with pytest.raises(check.Different):
            rows.expect(tmp_path / "index.html", "new")

    def test_slow_peers_run_as_often_as_fits_and_once_at_least(self) -> None:
        def runs(*walls: float) -> list[measure.Run]:
            return [measure.Run(wall, wall, 1.0, None) for wall in walls]

        assert rows.goes_on("zensical", [], seconds=1)
        assert rows.goes_on("zensical", runs(20, 20), seconds=60)
        assert not rows.goes_on("zensical", runs(20, 20), seconds=59)
        assert rows.goes_on(OURS, runs(200, 200), seconds=59)

    def test_a_side_that_cannot_be_built_is_told_and_the_others_go_on(
        self, shop: Workshop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def build(side: str) -> measure.Run:
            if side == "plain":
                raise measure.CommandFailed("mkdocs ended with 1\nno such theme")
            return measure.Run(1.0, 1.0, 1.0, None)

        monkeypatch.setattr(shop, "build_cold", build)
        monkeypatch.setattr(rows, "result", lambda *_: {"output": {}})
        found = rows.cold(shop, [OURS, "astro", "plain"], 2, 60, {"astro": "too long"})
        assert len(found[OURS]["runs"]) == 2
        assert found["plain"] == {"skipped": "no such theme"}
        assert found["astro"] == {"skipped": "too long"}

    @pytest.mark.parametrize("look", ["look", "read"])
    def test_the_floor_is_a_program_that_runs(self, project: Path, look: str) -> None:
        environment = {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(project / "hooks")}
        assert measure.run([sys.executable, "-c", rows.FLOOR, look], project, environment).wall > 0

    def test_our_search_index_is_left_out_only_where_it_is_left_out_of_the_peers(
        self, shop: Workshop
    ) -> None:
        assert shop.environment(OURS)["SISTER_LIBRARIES_SEARCH"] == "no"
        assert "SISTER_LIBRARIES_SEARCH" not in shop.environment(OURS, search=True)
        assert not shop.can("hugo")

    def test_a_site_without_its_search_index_is_not_measured_as_one_with_it(
        self, shop: Workshop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def build(side: str, *, search: bool = False, fair: bool = False) -> measure.Run:
            assert search
            builds.append(side)
            if len(builds) > 1:
                (shop.site(side) / "pagefind").mkdir(parents=True, exist_ok=True)
            return measure.Run(1.0, 1.0, 1.0, None)

        builds: list[str] = []
        shop.__dict__["ours"] = shop.folder / "ours"
        monkeypatch.setattr(shop, "build", build)
        with pytest.raises(check.Different, match="no search index"):
            shop.make_ours_with_search()
        shop.make_ours_with_search()
        assert len(builds) == 2
        shop.make_ours_with_search()
        assert len(builds) == 2

    def test_memory_that_processes_share_counts_once_where_that_is_asked_for(self, tmp_path: Path) -> None:
        child = "import os, time; held = bytearray(50_000_000); os.fork(); time.sleep(1.2)"
        run = measure.run([sys.executable, "-c", child], tmp_path, {}, fair=True)
        assert run.fair is not None
        assert 50_000_000 / 1024**2 < run.fair < run.peak - 30


def measured(*walls: float, size: int = 2_000_000) -> dict[str, Any]:
    made = {"pages": 10, "bytes": size, "files": 20, "search_bytes": 0, "search_files": 0}
    return {
        "runs": [{"wall": each, "cpu": each / 2, "peak": 1024.0, "load": 0.5} for each in walls],
        "output": made,
    }


class TestReport:
    def parts(self) -> report.Parts:
        runs = measured(1.0, 3.0)["runs"]
        return {
            "cold 1000": {OURS: measured(2.0, 2.2, 2.4), "hugo": {**measured(1.0, 1.1, 1.2), "bytes_to_ours": 1.0}},
            "cold 10000": {
                OURS: measured(10.0, 12.0),
                "hugo": {**measured(20.0, 20.0), "bytes_to_ours": 1.001},
                "plain": {"skipped": "about 12 minutes a build, more than --minutes"},
            },
            "again 10000": {
                "nothing": runs, "floor": runs, "floor_read": runs,
                "changed": {OURS: measured(1.0)["runs"], "hugo": measured(12.0)["runs"]},
                "files": [{"written": 4, "changed": 3, "gone": 0}],
            },
            "serve 10000": {"first": 9.0, "seconds": [0.5, 0.7, 0.6]},
            "growth 100000": {OURS: measured(90.0)},
            "size 10000": {
                "output": {**measured(1.0)["output"], "bytes": 200_000_000},
                "html": {"median": 8000, "largest": 12000}, "gzip": {"median": 2500, "largest": 4000},
            },
        }  # fmt: skip

    def test_what_was_not_measured_says_so_with_the_reason(self) -> None:
        lines = report.cold(self.parts(), {"astro": "no Node"}).splitlines()
        told = {line.split("  ")[1].strip(): line for line in lines if "10,000" in line}
        assert "not run  no Node" in re.sub(r" {2,}", "  ", next(x for x in lines if "Astro" in x))
        assert any("about 12 minutes a build" in line for line in told.values())

    def test_ratios_are_those_of_medians_and_of_pairs(self) -> None:
        table = report.ratios(self.parts())
        found = {tuple(re.split(r" {2,}", line.strip())[:2]): line for line in table.splitlines()}
        assert "2.00  under 1.5" in found["1,000", "cold, ours / Hugo"]
        assert "0.55  at most 0.7" in found["10,000", "cold, ours / Hugo"]
        assert "0.55" in found["10,000", "cold, ours / the fastest peer (Hugo)"]
        assert "12.00  at least 10" in found["10,000", "one listing changed, Hugo / ours"]
        assert "0.60  under 1" in found["10,000", "serve, s"]
        assert "1.00  under 1.5" in found["100,000", "peak GB"]
        assert ("10,000", "cold, MkDocs the plain way / ours") not in found

    def test_growth_is_told_from_size_to_size(self) -> None:
        lines = [re.split(r" {2,}", line.strip()) for line in report.growth(self.parts()).splitlines()[2:]]
        assert [(line[0], line[3]) for line in lines] == [
            ("1,000", "2.20"), ("10,000", "1.10"), ("100,000", "0.90"),
        ]  # fmt: skip

    def test_every_table_is_printed_and_none_of_what_is_not_there(self) -> None:
        assert report.tables(self.parts(), {}).count("---  ") >= 6
        assert report.tables({}, {}) == ""

    def test_pages_that_are_not_the_same_are_told_in_the_notes(self) -> None:
        parts = self.parts()
        parts["cold 1000"]["hugo"]["different"] = "3 of 9 pages differ"
        assert any("NOT THE SAME" in note and "3 of 9" in note for note in report.notes(parts, {}))

    def test_a_search_index_that_could_not_be_left_out_is_told(self) -> None:
        parts = self.parts()
        parts["cold 1000"][OURS]["output"]["search_files"] = 9
        assert any("search index all the same" in note for note in report.notes(parts, {}))

    def test_what_would_take_too_long_is_reckoned_from_a_smaller_size(self) -> None:
        walls = {OURS: 60.0, "plain": 60.0, "zensical": 60.0, "astro": 6.0}
        parts = {"cold 1000": {side: measured(wall) for side, wall in walls.items()}}
        told = {"zensical": "about 10 minutes a build, more than --minutes"}
        assert command.too_long(parts, 10_000, 8) == told
        assert command.too_long(parts, 1_000, 8) == {}


class TestGoingOn:
    def test_a_part_that_was_measured_is_kept_for_the_next_run_of_the_same_code(self, tmp_path: Path) -> None:
        path = tmp_path / "parts.json"
        key = {"code": "abc", "runs": 5}
        command.Kept(path, key, fresh=False).keep("cold 100", {OURS: measured(1.0)})
        again = command.Kept(path, key, fresh=False)
        assert again.has("cold 100", [OURS])
        assert not again.has("cold 100", [OURS, "hugo"])
        assert not again.has("serve 100", [])
        assert not command.Kept(path, {**key, "code": "def"}, fresh=False).has("cold 100", [OURS])
        assert not command.Kept(path, key, fresh=True).has("cold 100", [OURS])

    def test_the_code_is_another_when_a_template_is(self, tmp_path: Path) -> None:
        (tmp_path / "overrides").mkdir()
        (tmp_path / "overrides" / "a.html").write_text("one", encoding="utf-8")
        (tmp_path / "hooks").mkdir()
        for name in ("mkdocs.yml", "requirements.lock"):
            (tmp_path / name).touch()
        before = command.fingerprint(tmp_path)
        (tmp_path / "hooks" / "a.pyc").write_text("made", encoding="utf-8")
        assert command.fingerprint(tmp_path) == before
        (tmp_path / "overrides" / "a.html").write_text("two", encoding="utf-8")
        assert command.fingerprint(tmp_path) != before

    def test_a_part_that_fails_is_told_and_the_others_go_on(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fails(*_: Any) -> dict[str, Any]:
            raise measure.CommandFailed("it ended\nof no memory")

        monkeypatch.setattr(rows, "cold", lambda *_: {OURS: measured(1.0)})
        monkeypatch.setattr(rows, "again", fails)
        options = argparse.Namespace(
            sizes=[100],
            largest=200,
            runs=1,
            seconds=1.0,
            minutes=1.0,
            rows=["cold", "again"],
            only=[],
            folder=tmp_path,
        )
        kept = command.Kept(tmp_path / "parts.json", {}, fresh=True)
        failed = command.measure_all(options, install.Tools(), kept)
        assert failed == ["FAILED: again at 100 libraries: of no memory"]
        assert [*kept.parts] == ["cold 100"]


def test_every_peer_is_known_by_name_and_leaves_its_site_among_what_is_put_aside() -> None:
    for side in SIDES.values():
        assert side.site in side.made
