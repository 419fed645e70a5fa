"""One page of each kind of record, in each language, as it was when somebody last looked at it and found it good.

Each file in tests/golden/pages/ holds what the page says about itself, then the record's own part of the page.
`pytest --update-golden` writes them anew; read the difference before you commit it.
"""

import shutil
from collections.abc import Callable
from datetime import date

import pytest
from building import EXAMPLES, PROJECT

from sister_libraries.catalogue import Catalogue, load
from sister_libraries.languages import Language, site_languages
from sister_libraries.reader import Reader
from sister_libraries.templates import Templates
from sister_libraries.views import PAGE_KINDS

DAY = date(2026, 11, 21)

# The example of each kind; of a library, one for each way in which its page can look.
SUBJECTS = {
    "library": ["example-every-field", "example-due", "example-stepped-back", "example-known"],
    "partnership": ["example-partnership"],
    "checklist": ["example-checklist"],
    "organization": ["example-organization"],
    "country": ["is"],
    "language": ["zh-hans"],
    "library-type": ["public"],
    "activity": ["pen-pals"],
    "partnership-kind": ["programme"],
    "exchange": ["picture-books"],
    "commitment": ["light"],
    "community": ["up-to-5000"],
    "part-of-world": ["europe"],
    "status": ["seeking", "stepped-back"],
    "problem": ["e204"],
    "moved": ["libraries/example-old-id"],
    "gone": ["libraries/example-taken-down"],
}
PAGES = [
    (kind, subject, each)
    for kind, subjects in SUBJECTS.items()
    for subject in subjects
    for each in site_languages()
]


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """Only the examples, with the project's own vocabularies: what contributors change in data/ changes no page."""
    root = tmp_path_factory.mktemp("examples")
    shutil.copytree(EXAMPLES / "data", root / "data")
    shutil.copytree(PROJECT / "data" / "vocabularies", root / "data" / "vocabularies")
    return load(root, DAY)[0]


def own_part(kind_name: str, subject: str, language: Language, catalogue: Catalogue) -> str:
    """What the page says about itself, a line each, and the record's own part of it."""
    kind = next(each for each in PAGE_KINDS if each.name == kind_name)
    reader = Reader(language, catalogue, "../../")
    page = kind.view(dict(kind.subjects(catalogue))[subject], reader)
    about = {
        "title": page.title,
        "description": page.description,
        "robots": "noindex" if page.noindex else "index",
        "edit": page.edit,
        "found as": page.found_as,
    }
    head = "".join(f"{name}: {value}\n" for name, value in about.items())
    return (
        head + "\n" + Templates(PROJECT, language).render(kind.name, reader, page.context).strip("\n") + "\n"
    )


def test_every_kind_of_page_has_an_example():
    assert set(SUBJECTS) == {kind.name for kind in PAGE_KINDS}


@pytest.mark.parametrize(("kind", "subject", "language"), PAGES, ids=lambda each: getattr(each, "code", each))
def test_a_page_is_as_it_was_found_good(
    kind: str, subject: str, language: Language, examples: Catalogue, golden: Callable[[str, str], None]
):
    golden(f"pages/{golden_name(kind, subject, language)}", own_part(kind, subject, language, examples))


def test_no_page_is_kept_that_nothing_compares():
    kept = {path.name for path in (PROJECT / "tests" / "golden" / "pages").iterdir()}
    assert kept == {golden_name(*page) for page in PAGES}


def golden_name(kind: str, subject: str, language: Language) -> str:
    return f"{kind}.{subject.rpartition('/')[2]}.{language.code}.html"


@pytest.mark.parametrize("language", site_languages(), ids=lambda each: each.code)
def test_no_text_of_a_record_becomes_markup(language: Language, examples: Catalogue):
    """The example that holds every field is full of markup; none of it may come out as such."""
    page = own_part("library", "example-every-field", language, examples).partition("<nav")[2]
    for markup in ("<script", "<b>", "<i>", "<us>", "<!-- sister", 'javascript:alert(1)"'):
        assert markup not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
