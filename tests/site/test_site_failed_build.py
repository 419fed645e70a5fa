"""A build that fails tells why and leaves the published site as it was; so does one that is killed."""

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from building import (
    EXAMPLES,
    BuiltSite,
    build_environment,
    contents,
    copy_project,
    mkdocs_build,
    run,
    sisterlib_build,
)

from sister_libraries.published import SEARCH_SWITCH

LAST_GOOD = {"index.html": b"the last good site", "zh/index.html": b"its other page"}
WITHOUT_SEARCH = {SEARCH_SWITCH: "no"}
PATIENCE = 120  # seconds within which a build has reached the step at which it is killed

Command = Callable[[Path, Path], list[str]]


@pytest.fixture(params=[mkdocs_build, sisterlib_build], ids=lambda each: each.__name__)
def command(request: pytest.FixtureRequest) -> Command:
    """Each way to build."""
    return request.param


@pytest.fixture
def root(tmp_path: Path, site: BuiltSite) -> Path:
    """A copy of the project with a published site."""
    root = copy_project(tmp_path / "project", site.root)
    for name, content in LAST_GOOD.items():
        (root / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "site" / name).write_bytes(content)
    return root


def build(root: Path, command: Command) -> subprocess.CompletedProcess[str]:
    """Build without search, which test_site_build.py looks at: it comes after all that fails here."""
    return run(root, command(root, root / "site"), **WITHOUT_SEARCH)


def fails(root: Path, command: Command) -> str:
    """What a build prints that must fail and publish nothing."""
    result = build(root, command)
    assert result.returncode != 0, "the build did not fail"
    assert contents(root / "site") == LAST_GOOD, "the published site changed"
    assert "Traceback" not in result.stdout
    return result.stdout


def test_broken_records_stop_the_build_and_are_all_told(root: Path, command: Command):
    libraries = root / "data" / "libraries"
    (libraries / "broken-one.yml").write_text("name: {en: One}\nname: {en: Two}\n", encoding="utf-8")
    (libraries / "broken-two.yml").write_text("name: {en: Two}\ncountry: NO-WHERE\n", encoding="utf-8")
    told = fails(root, command)
    assert "data/libraries/broken-one.yml:2:1" in told
    assert "E104" in told
    assert "data/libraries/broken-two.yml:2:10" in told
    assert "E210" in told


def test_broken_pages_stop_the_build_and_are_all_told(root: Path, command: Command, tmp_path: Path):
    """A marker that is none, in either language; front matter that is no YAML; a link to a file outside."""
    for language in ("en", "zh"):
        page = root / "docs" / language / "why.md"
        text = page.read_text(encoding="utf-8")
        page.write_text(text + "\n<!-- sister_libraries:nothing -->\n", encoding="utf-8")
    tips = root / "docs" / "en" / "tips.md"
    tips.write_text("---\ntitle: [Tips\ndescription: Ten.\n---\n# Tips\n", encoding="utf-8")
    secret = tmp_path / "secret.md"
    secret.write_text("---\ntitle: Secret\ndescription: Secret.\n---\n# Secret\n", encoding="utf-8")
    (root / "docs" / "en" / "secret.md").symlink_to(secret)
    told = fails(root, command)
    for expected in ("docs/en/why.md", "docs/zh/why.md", "E401", "docs/en/tips.md", "docs/en/secret.md"):
        assert expected in told


def test_slots_and_layouts_that_do_not_fit_stop_the_build_and_are_all_told(root: Path, command: Command):
    """A slot that nothing fills, and layouts in either language that have no place for their records."""
    page = root / "docs" / "en" / "why.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nA slot: ⟦title⟧\n", encoding="utf-8")
    for language, kind in (("en", "checklist"), ("zh", "library"), ("zh", "organization")):
        page = root / "docs" / language / "layouts" / f"{kind}.md"
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace("<!-- sister_libraries:record -->", "Nothing."), encoding="utf-8")
    told = fails(root, command)
    assert "E407" in told
    for expected in ("why/index.html", "layouts/checklist", "layouts/library", "layouts/organization"):
        assert expected in told


def test_a_link_to_a_page_that_is_not_there_stops_the_build(root: Path, command: Command):
    page = root / "docs" / "en" / "why.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n[Nowhere](nowhere.md)\n", encoding="utf-8")
    assert "nowhere.md" in fails(root, command)


def test_a_broken_template_publishes_nothing(root: Path, command: Command):
    """A programmer's mistake may end in a traceback, but never in half a site."""
    template = root / "overrides" / "records" / "library.html"
    template.write_text(template.read_text(encoding="utf-8") + "{{ nothing.at.all }}", encoding="utf-8")
    result = build(root, command)
    assert result.returncode != 0
    assert contents(root / "site") == LAST_GOOD


def test_a_folder_of_records_that_cannot_be_read_publishes_nothing(root: Path, command: Command):
    shutil.rmtree(root / "data" / "vocabularies")
    fails(root, command)


def test_a_build_after_a_failed_one_is_like_a_first_one(root: Path, site: BuiltSite):
    """What a failed build, and one that was killed, wrote before that is not found in the next site.

    By one of the commands: where files are written, the two are the same code.
    """
    command = sisterlib_build
    page = root / "docs" / "zh" / "layouts" / "problem.md"
    good = page.read_text(encoding="utf-8")
    record = root / "data" / "libraries" / "example-known.yml"
    shutil.copyfile(EXAMPLES / "data" / "libraries" / record.name, record)
    page.write_text(good.replace("<!-- sister_libraries:record -->", "Nothing."), encoding="utf-8")
    fails(root, command)
    page.write_text(good, encoding="utf-8")
    record.unlink()
    if sys.platform != "win32":  # which cannot kill a process in the middle as a power cut does
        kill_while_it_writes(root, command)
    result = build(root, command)
    assert result.returncode == 0, result.stdout
    assert pages(contents(root / "site")) == pages(contents(site.folder))


def kill_while_it_writes(root: Path, command: Command) -> None:
    """Kill a build; what was published stays."""
    written = root / ".cache" / "staging" / "libraries" / "index.html"
    written.unlink()  # of the build before, whose other files stay
    process = subprocess.Popen(
        command(root, root / "site"),
        env=build_environment(root, **WITHOUT_SEARCH),
        cwd=root,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    end = time.monotonic() + PATIENCE
    while not written.exists() and process.poll() is None and time.monotonic() < end:
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL, "the build was over before it was killed"
    assert written.exists(), "the build was killed before it wrote"
    assert contents(root / "site") == LAST_GOOD


def pages(files: dict[str, bytes]) -> dict[str, bytes]:
    """All of a site but its search index, which test_site_build.py compares."""
    return {name: content for name, content in files.items() if not name.startswith("pagefind/")}


def test_text_that_looks_like_a_slot_or_a_marker_is_only_text(root: Path):
    """Contributors' text is text, also where a hand-written page lists it: it neither fills nor stops."""
    shutil.copytree(EXAMPLES / "data", root / "data", dirs_exist_ok=True)
    record = root / "data" / "partnerships" / "example-partnership.yml"
    text = "⟦title⟧ ⟦content⟧ <!-- sister_libraries:news --> record:libraries/example-known {{ 1 + 1 }}"
    before = "Three libraries exchanged <books> & letters."
    record.write_text(record.read_text(encoding="utf-8").replace(before, f"'{text}'"), encoding="utf-8")
    result = build(root, sisterlib_build)
    assert result.returncode == 0, result.stdout
    shown = text.replace("<", "&lt;").replace(">", "&gt;")
    for page in ("partnerships/example-partnership", "partnerships", "countries/is"):
        assert shown in (root / "site" / page / "index.html").read_text(encoding="utf-8")
