"""A page made from a layout is, byte for byte, the page that MkDocs' full pipeline makes of the same content.

For some records of every kind, in both languages, an ordinary page of `docs/` is written that says in its front
matter what the layout's slots say, and is built with the same configuration and theme.
"""

import json
import re
import shutil
from pathlib import Path

import pytest
from building import SITE_URL, BuiltSite, Page, mkdocs_build, once, run

from sister_libraries import linked_records, share_picture
from sister_libraries.languages import Language, site_languages
from sister_libraries.layouts import RECORD
from sister_libraries.project import Project
from sister_libraries.reader import Reader
from sister_libraries.shell import KEY_FILE
from sister_libraries.templates import Templates
from sister_libraries.views import PAGE_KINDS, PageKind

HOOK = Path(__file__).with_name("full_pipeline.py")
CONFIG = """\
INHERIT: examples.yml
hooks: [hooks/site.py, full_pipeline.py]
"""


def sample(kind: PageKind, site: BuiltSite) -> list[str]:
    """Subjects of a kind: the examples, the first, the last, and the ones with the longest and the shortest page."""
    ids = [subject_id for subject_id, _ in kind.subjects(site.catalogue)]
    by_length = sorted(
        ids, key=lambda each: ((site.folder / kind.path(each) / "index.html").stat().st_size, each)
    )
    chosen = [each for each in ids if each.startswith("example-")]
    return list(dict.fromkeys([*chosen, ids[0], ids[-1], by_length[0], by_length[-1]]))


@pytest.fixture(scope="module")
def ordinary_pages(example_site: BuiltSite, shared_folder: Path) -> Path:
    """What MkDocs alone makes of the sample: the folder of its output."""
    return (
        once(shared_folder / "full-pipeline", lambda folder: make_ordinary_pages(example_site, folder))
        / "shell"
    )


def make_ordinary_pages(site: BuiltSite, folder: Path) -> None:
    """Write the sample as ordinary pages into a copy of the project, and let MkDocs build them."""
    root = folder / "project"
    shutil.copytree(site.root, root, ignore=shutil.ignore_patterns(".cache"))
    shutil.copyfile(HOOK, root / HOOK.name)
    (root / "full-pipeline.yml").write_text(CONFIG, encoding="utf-8")
    for language in site_languages():
        for kind in PAGE_KINDS:
            for subject_id in sample(kind, site):
                write_ordinary_page(site, root, kind, subject_id, language)
    result = run(
        root, mkdocs_build(root, folder / "unused", "full-pipeline.yml"), SISTER_LIBRARIES_SHELL_ONLY="1"
    )
    assert result.returncode == 0, result.stdout
    # It was not made of what somebody said who asked for it, so no build takes it.
    assert (root / ".cache" / "shell" / KEY_FILE).read_text(encoding="utf-8") == ""
    shutil.copytree(root / ".cache" / "shell", folder / "shell")


def write_ordinary_page(
    site: BuiltSite, root: Path, kind: PageKind, subject_id: str, language: Language
) -> None:
    """Write the page of one record as Markdown whose front matter has the layout's fields, with values for slots."""
    reader = Reader(language, site.catalogue, "../../")
    page = kind.view(dict(kind.subjects(site.catalogue))[subject_id], reader)
    content = Templates(root, language).render(kind.name, reader, page.context)
    values = {
        "title": page.title,
        "description": page.description,
        "edit": Project(root).edit_address(page.edit),
        "to": page.to,
    }
    layout = (root / "docs" / language.code / "layouts" / f"{kind.name}.md").read_text(encoding="utf-8")
    _, head, body = layout.split("---\n", 2)
    assert body.strip() == RECORD, "this test knows only layouts that are nothing but the record"
    html = root / "records" / language.code / kind.folder / f"{subject_id}.html"
    html.parent.mkdir(parents=True, exist_ok=True)
    html.write_text(content, encoding="utf-8", newline="")
    linked = linked_records.of_record(
        kind, kind.path(subject_id), dict(kind.subjects(site.catalogue))[subject_id], page, reader, SITE_URL
    )
    head = (
        re.sub(r"⟦(\w+)⟧", lambda slot: json.dumps(values[slot[1]]), head)
        + f"html: {json.dumps(str(html))}\nlinked_data: {json.dumps(str(linked))}\n"
        + ("robots: noindex\n" if page.noindex else "")
        + f"picture: {share_picture.of_page(f'layouts/{kind.name}/')}\n"
    )
    markdown = root / "docs" / language.code / kind.folder / f"{subject_id}.md"
    markdown.parent.mkdir(parents=True, exist_ok=True)
    markdown.write_text(f"---\n{head}---\n{body}", encoding="utf-8")


@pytest.mark.parametrize("language", site_languages(), ids=lambda each: each.code)
@pytest.mark.parametrize("kind", PAGE_KINDS, ids=lambda each: each.name)
def test_a_layout_gives_the_same_bytes_as_the_full_pipeline(
    kind: PageKind, language: Language, example_site: BuiltSite, ordinary_pages: Path
):
    for subject_id in sample(kind, example_site):
        name = f"{language.prefix}{kind.path(subject_id)}index.html"
        made, ordinary = example_site.folder / name, ordinary_pages / name
        if made.read_bytes() != ordinary.read_bytes():
            lines = zip(
                made.read_text("utf-8").split("\n"), ordinary.read_text("utf-8").split("\n"), strict=False
            )
            different = [(number, *pair) for number, pair in enumerate(lines, 1) if pair[0] != pair[1]]
            pytest.fail(f"{name}, layout and full pipeline differ: {different[:3] or 'in length'}")


def test_the_sample_has_what_could_be_told_apart(example_site: BuiltSite):
    """Among the pages compared are markup in a title, a page that is not indexed, and one that nobody described."""
    pages = [
        Page(name, (example_site.folder / name).read_text(encoding="utf-8"))
        for kind in PAGE_KINDS
        for subject_id in sample(kind, example_site)
        for name in [f"{kind.path(subject_id)}index.html"]
    ]
    assert any("<b>" in page.text("title") for page in pages)
    assert any(not page.indexed for page in pages)
    assert {page.name.split("/")[0] for page in pages} >= {kind.folder for kind in PAGE_KINDS if kind.folder}
