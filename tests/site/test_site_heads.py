"""What every page says about itself: language, title, description, address, versions, and whether to index it."""

import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from building import BASE, EPOCH, HOST, SITE_URL, BuiltSite, Page

from sister_libraries.catalogue import Catalogue, load
from sister_libraries.clock import today
from sister_libraries.languages import Language, site_languages

DEFAULT = site_languages()[0]


def language_of(page: Page) -> Language:
    """The language of the part of the site that the page lies in."""
    others = [each for each in site_languages() if each.prefix and page.url.startswith(each.prefix)]
    return others[0] if others else DEFAULT


def ordinary(site: BuiltSite) -> list[Page]:
    """Every page but the one for addresses that are not there, which is for all languages."""
    return [page for page in site.pages.values() if page.name != "404.html"]


def faults(pages, is_right) -> list[str]:
    """The names of the pages that are not right."""
    return [page.name for page in pages if not is_right(page)]


def test_both_languages_have_the_same_pages(site: BuiltSite):
    bare = {each.code: set() for each in site_languages()}
    for page in ordinary(site):
        language = language_of(page)
        bare[language.code].add(page.url.removeprefix(language.prefix))
    assert bare["en"] == bare["zh"]
    assert len(bare["en"]) > 400


def test_every_page_says_its_language(site: BuiltSite):
    assert faults(ordinary(site), lambda page: page.tags("html")[0].get("lang") == language_of(page).tag) == []


def test_every_page_has_one_main_heading(site: BuiltSite):
    assert faults(ordinary(site), lambda page: len(page.tags("h1")) == 1 and page.text("h1")) == []


def test_every_page_has_a_title_that_begins_with_its_own_words(site: BuiltSite):
    names = {each.code: site.pages[each.prefix].text("title") for each in site_languages()}

    def is_right(page: Page) -> bool:
        title = page.text("title")
        name = names[language_of(page).code]
        return title == name or (title.endswith(f" · {name}") and len(title) > len(name) + 3)

    assert names["en"] != names["zh"]
    assert faults(ordinary(site), is_right) == []


def test_only_home_is_called_by_the_sites_name_alone(site: BuiltSite):
    names = {site.pages[each.prefix].text("title") for each in site_languages()}
    homes = {each.prefix for each in site_languages()}
    assert {page.url for page in ordinary(site) if page.text("title") in names} == homes


def test_every_page_has_a_description_of_its_own(site: BuiltSite):
    general = {site.pages[each.prefix].meta("description") for each in site_languages()}
    assert faults(ordinary(site), lambda page: page.meta("description").strip()) == []
    others = [page for page in ordinary(site) if page.url not in {each.prefix for each in site_languages()}]
    assert faults(others, lambda page: page.meta("description") not in general) == []


def test_every_description_ends_with_a_whole_word(site: BuiltSite):
    """A description that was cut must not end in the middle of a word."""

    def is_right(page: Page) -> bool:
        description = page.meta("description")
        return len(description) < 150 or description[-1] in ".!?…。！？)）”’"

    assert faults(ordinary(site), is_right) == []


def test_every_page_names_its_address(site: BuiltSite):
    assert faults(ordinary(site), lambda page: [t.get("href") for t in page.links("canonical")] == [SITE_URL + page.url]) == []


def test_every_page_names_its_version_in_each_language(site: BuiltSite):
    def is_right(page: Page) -> bool:
        bare = page.url.removeprefix(language_of(page).prefix)
        versions = {each.tag: SITE_URL + each.prefix + bare for each in site_languages()}
        return page.alternates == {**versions, "x-default": SITE_URL + bare}

    assert faults(ordinary(site), is_right) == []


@pytest.mark.parametrize("which", ["site", "example_site"])
def test_versions_are_there_and_name_one_another(which: str, request: pytest.FixtureRequest):
    site: BuiltSite = request.getfixturevalue(which)
    wrong = []
    for page in ordinary(site):
        for tag, address in page.alternates.items():
            other = site.pages.get(address.removeprefix(SITE_URL))
            if other is None or (other.alternates != page.alternates and page.indexed):
                wrong.append((page.name, tag, address))
    assert wrong == []


def test_every_page_can_be_indexed_unless_a_rule_says_no(site: BuiltSite):
    """Only requests that have stepped back or were withdrawn stay out of search engines (DESIGN §3)."""
    catalogue = catalogue_of(site)
    out = {each.path for each in catalogue.libraries.values() if catalogue.stepped_back(each) or each.status == "withdrawn"}
    assert out, "the records hold no request that has stepped back, so this shows nothing"
    expected = {each.prefix + path for path in out for each in site_languages()}
    assert {page.url for page in ordinary(site) if not page.indexed} == expected


def catalogue_of(site: BuiltSite) -> Catalogue:
    """The records that the site was built from, on the day that it was built for."""
    from datetime import UTC, datetime

    day = datetime.fromtimestamp(int(EPOCH), UTC).date()
    return load(site.root, today(day.isoformat()))[0]


def test_a_request_that_was_never_confirmed_is_not_indexed(example_site: BuiltSite):
    assert not example_site.pages["libraries/example-stepped-back/"].indexed
    assert example_site.pages["libraries/example-known/"].indexed


class TestAPageThatIsNotTranslated:
    """`examples/` has a page in English only; the other language's address shows it, and says so."""

    @pytest.fixture
    def original(self, example_site: BuiltSite) -> Page:
        return example_site.pages["only-in-english/"]

    @pytest.fixture
    def fallback(self, example_site: BuiltSite) -> Page:
        return example_site.pages["zh/only-in-english/"]

    def test_is_not_indexed_where_it_is_not_translated(self, original: Page, fallback: Page):
        assert not fallback.indexed
        assert original.indexed

    def test_names_the_original_as_its_address(self, fallback: Page):
        assert [tag.get("href") for tag in fallback.links("canonical")] == [SITE_URL + "only-in-english/"]

    def test_names_only_the_version_that_exists(self, original: Page, fallback: Page):
        versions = {"en": SITE_URL + "only-in-english/", "x-default": SITE_URL + "only-in-english/"}
        assert original.alternates == versions
        assert fallback.alternates == versions

    def test_says_which_language_its_text_is_in(self, fallback: Page):
        assert fallback.tags("html")[0].get("lang") == "zh-Hans"
        (heading,) = fallback.tags("h1")
        before = fallback.all[: fallback.all.index(heading)]
        assert [tag.get("lang") for tag in before if tag.name in ("div", "section", "article") and tag.get("lang")] == ["en"]

    def test_says_that_it_is_not_translated(self, fallback: Page):
        assert "本页尚未译成中文" in fallback.html


class TestContentSecurityPolicy:
    """No page runs or styles anything that does not come as a file of the site itself (DESIGN §6)."""

    def test_stands_on_every_page_before_anything_that_it_governs(self, site: BuiltSite):
        def is_right(page: Page) -> bool:
            policies = page.tags("meta", **{"http-equiv": "Content-Security-Policy"})
            governed = [t for t in page.all if t.name in ("script", "style", "img") or t in page.links("stylesheet")]
            return len(policies) == 1 and all(page.all.index(policies[0]) < page.all.index(t) for t in governed)

        assert faults(site.pages.values(), is_right) == []

    def test_lets_nothing_in_from_elsewhere(self, site: BuiltSite):
        policies = {
            tag.get("content")
            for page in site.pages.values()
            for tag in page.tags("meta", **{"http-equiv": "Content-Security-Policy"})
        }
        assert len(policies) == 1
        rules = dict(rule.strip().split(" ", 1) for rule in policies.pop().split(";"))
        assert rules["default-src"] == "'none'"
        assert rules["base-uri"] == "'none'"
        sources = {source for value in rules.values() for source in value.split()}
        # 'wasm-unsafe-eval' is for the search engine; data: for images and blob: for its worker.
        assert sources <= {"'none'", "'self'", "'wasm-unsafe-eval'", "data:", "blob:"}
        assert "data:" not in rules["script-src"]
        assert "blob:" not in rules["script-src"]

    def test_no_page_has_a_script_or_style_of_its_own(self, site: BuiltSite):
        data = ("application/ld+json", "application/json")  # blocks that nothing runs

        def is_right(page: Page) -> bool:
            scripts = [tag for tag in page.tags("script") if not tag.get("src") and tag.get("type") not in data]
            return not scripts and not page.tags("style")

        assert faults(site.pages.values(), is_right) == []

    def test_no_tag_has_a_style_or_a_handler(self, site: BuiltSite):
        def is_right(page: Page) -> bool:
            return not any(name == "style" or name.startswith("on") for tag in page.all for name in tag.attributes)

        assert faults(site.pages.values(), is_right) == []

    def test_no_address_runs_a_script(self, example_site: BuiltSite):
        def is_right(page: Page) -> bool:
            values = [v for tag in page.all for k, v in tag.attributes.items() if k in ("href", "src", "action", "formaction")]
            return all(urlsplit(value.strip()).scheme in ("", "http", "https", "mailto") for value in values)

        assert faults(example_site.pages.values(), is_right) == []


class TestRequests:
    """No request leaves the site's own host (DESIGN §6); links may."""

    LOADED = ("src", "srcset", "poster", "data", "action", "formaction", "background")
    NOT_LOADED = ("canonical", "alternate", "license", "author", "prev", "next")

    def test_no_page_loads_anything_from_elsewhere(self, site: BuiltSite):
        wrong = []
        for page in site.pages.values():
            for tag in page.all:
                loaded = [tag.get(name) for name in self.LOADED]
                if tag.name == "link" and not set(tag.get("rel").split()) & set(self.NOT_LOADED):
                    loaded.append(tag.get("href"))
                wrong += [(page.name, value) for value in loaded if value and leaves(value)]
        assert wrong == []

    def test_no_page_prepares_a_connection_elsewhere(self, site: BuiltSite):
        assert faults(site.pages.values(), lambda page: not page.links("preconnect") + page.links("dns-prefetch")) == []

    def test_no_style_sheet_loads_anything_from_elsewhere(self, site: BuiltSite):
        import re

        addresses = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s;]+)""")
        styles = [name for name in site.files if name.endswith(".css")]
        assert styles
        for name in styles:
            found = addresses.findall((site.folder / name).read_text(encoding="utf-8"))
            assert [each for each in found if leaves(each)] == [], name


def leaves(address: str) -> bool:
    """Whether loading the address, as a page of the site writes it, asks another host."""
    parts = urlsplit(address.strip())
    if parts.scheme == "data":
        return False
    return bool(parts.scheme or parts.netloc) and f"{parts.scheme}://{parts.netloc}" != HOST


class TestNotFound:
    """The page for addresses that are not there: in both languages, served at any depth."""

    @pytest.fixture
    def page(self, site: BuiltSite) -> Page:
        return site.pages["404.html"]

    def test_there_is_one(self, site: BuiltSite):
        assert [name for name in site.files if name.endswith("404.html")] == ["404.html"]

    def test_speaks_every_language(self, page: Page):
        tags = [tag.get("lang") for tag in page.all if tag.name not in ("html", "a")]
        assert {each.tag for each in site_languages()} <= set(filter(None, tags))
        assert "This page is not here" in page.html
        assert "找不到" in page.html or "没有" in page.html or "不在这里" in page.html

    def test_is_not_indexed(self, page: Page):
        assert not page.indexed

    def test_its_addresses_work_at_any_depth(self, page: Page, site: BuiltSite):
        found = [tag.get(name) for tag in page.all for name in ("href", "src", "action") if name in tag.attributes]
        inside = [each for each in found if not each.startswith(("#", "http", "mailto:"))]
        assert len(inside) > 10
        assert [each for each in inside if not each.startswith(BASE)] == []
        missing = [each for each in inside if not (site.served / each.split("#")[0].split("?")[0].lstrip("/")).exists()]
        assert missing == []

    def test_leads_to_each_language(self, page: Page):
        links = {tag.get("href") for tag in page.tags("a")}
        assert {BASE + each.prefix for each in site_languages()} <= links


def test_json_data_that_pages_carry_can_be_read(site: BuiltSite):
    for page in site.pages.values():
        for tag in page.tags("script", type="application/ld+json"):
            json.loads("".join(tag.text))


def test_every_page_has_the_frame(site: BuiltSite):
    """Header, main part and footer, each once, so that nothing below is a page that was cut off."""

    def is_right(page: Page) -> bool:
        return all(len(page.tags(name)) == 1 for name in ("main", "footer")) and page.html.rstrip().endswith("</html>")

    assert faults(site.pages.values(), is_right) == []


def test_the_pages_are_those_of_files(site: BuiltSite):
    assert {Path(page.name).name for page in site.pages.values()} == {"index.html", "404.html"}
