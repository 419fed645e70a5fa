"""One page of every kind, for tests that look at all of them: the fullest that the site has."""

from building import BuiltSite

from sister_libraries.views import PAGE_KINDS

# Pages that are written by hand or list records, and libraries whose pages look unlike the fullest one.
NAMED = {
    "home": "",
    "guidance": "why/",
    "directory": "libraries/",
    "stories": "partnerships/",
    "countries": "countries/",
    "country-without-libraries": "countries/nr/",
    "activities": "activities/",
    "checklists": "checklists/",
    "organizations": "organizations/",
    "problems": "problems/",
    "news": "news/",
    "fields": "fields/",
    "find": "find/",
    "map": "map/",
    "sister-cities": "sister-cities/",
    "submit": "submit/",
    "write": "write/",
    "translation-status": "translation-status/",
    "statistics": "statistics/",
    "search-page": "search/",
    "not-found": "nowhere/at/all/",
    "library-seeking": "libraries/example-every-field/",
    "library-due": "libraries/example-due/",
    "library-stepped-back": "libraries/example-stepped-back/",
    "library-known": "libraries/example-known/",
    "untranslated": "only-in-english/",
}
OF_RECORDS = {kind.name: kind for kind in PAGE_KINDS}
# An address that a record has moved from leads on at once, so there is nothing to look at.
KINDS = [*NAMED, *(name for name in OF_RECORDS if name != "moved")]

# Enough for what all pages have from one frame and one style sheet.
SOME = [
    "home",
    "guidance",
    "directory",
    "search-page",
    "not-found",
    "library-seeking",
    "partnership",
    "checklist",
    "country",
]


def page_of(kind: str, site: BuiltSite) -> str:
    """The address, below a language's root, of a page of that kind on the site with examples."""
    if kind in NAMED:
        return NAMED[kind]
    paths = [OF_RECORDS[kind].path(subject_id) for subject_id, _ in OF_RECORDS[kind].subjects(site.catalogue)]
    return max(paths, key=lambda path: ((site.folder / path / "index.html").stat().st_size, path))
