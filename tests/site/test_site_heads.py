"""What every page says about itself: language, title, description, address, versions, and whether to index it."""

from urllib.parse import urljoin

import pytest
from building import SITE_URL, BuiltSite, Page, wrong

from sister_libraries.languages import Language, site_languages


def test_both_languages_have_the_same_pages(site: BuiltSite):
    bare = {each.code: set() for each in site_languages()}
    for page in site.ordinary:
        language = page.language
        bare[language.code].add(page.url.removeprefix(language.prefix))
    assert bare["en"] == bare["zh"]
    assert len(bare["en"]) > 400


def test_every_page_says_its_language(site: BuiltSite):
    assert wrong(site.ordinary, lambda page: page.tags("html")[0].get("lang") == page.language.tag) == []


def test_every_page_has_one_main_heading(site: BuiltSite):
    assert wrong(site.ordinary, lambda page: len(page.tags("h1")) == 1 and page.text("h1")) == []


def test_every_page_has_a_title_of_its_own_before_the_sites_name(site: BuiltSite):
    for language in site_languages():
        titles = {
            page.bare: page.text("title").split(" · ") for page in site.ordinary if page.language == language
        }
        names = {parts[-1] for parts in titles.values()}
        assert len(names) == 1, f"the pages in {language.code} call the site {names}"
        assert [
            bare for bare, parts in titles.items() if bare and not (len(parts) > 1 and parts[0].strip())
        ] == []


def test_home_is_called_by_the_sites_name_alone(site: BuiltSite):
    for language in site_languages():
        title = site.pages[language.prefix].text("title")
        other = site.pages[language.prefix + "why/"].text("title")
        assert title == other.split(" · ")[-1]


def test_every_page_has_a_description_of_its_own(site: BuiltSite):
    general = {site.pages[each.prefix].meta("description") for each in site_languages()}
    assert wrong(site.ordinary, lambda page: page.meta("description").strip()) == []
    others = [page for page in site.ordinary if page.url not in {each.prefix for each in site_languages()}]
    assert wrong(others, lambda page: page.meta("description") not in general) == []


def test_every_description_ends_with_a_whole_word(site: BuiltSite):
    """A description that was cut must not end in the middle of a word."""

    def is_right(page: Page) -> bool:
        description = page.meta("description")
        return len(description) < 150 or description[-1] in ".!?…。！？)）”’"

    assert wrong(site.ordinary, is_right) == []


def test_every_page_names_its_address(site: BuiltSite):
    def is_right(page: Page) -> bool:
        return [tag.get("href") for tag in page.links("canonical")] == [SITE_URL + page.url]

    left = left_addresses(site)
    assert wrong([page for page in site.ordinary if page.bare not in left], is_right) == []


def left_addresses(site: BuiltSite) -> set[str]:
    """Where records have moved from, or were taken down; and an example of a page that has moved."""
    moves = {f"{folder}/{old}/" for folder, moves in site.catalogue.moves.items() for old in moves}
    return moves | {"example-old-page/"}


class TestAnAddressThatWasLeft:
    """`examples/` has a record and a page that have moved, and a record that was taken down."""

    @pytest.mark.parametrize("language", site_languages(), ids=lambda each: each.code)
    @pytest.mark.parametrize(
        ("old", "new"), [("libraries/example-old-id/", "libraries/example-known/"), ("example-old-page/", "why/")]
    )
    def test_leads_on_at_once_and_by_a_link(
        self, example_site: BuiltSite, language: Language, old: str, new: str
    ):
        page = example_site.pages[language.prefix + old]
        target = language.prefix + new
        assert [tag.get("href") for tag in page.links("canonical")] == [SITE_URL + target]
        refresh = [tag.get("content") for tag in page.tags("meta") if tag.get("http-equiv") == "refresh"]
        assert [urljoin(SITE_URL + page.url, each.partition("url=")[2]) for each in refresh] == [
            SITE_URL + target
        ]
        assert SITE_URL + target in [urljoin(SITE_URL + page.url, tag.get("href")) for tag in page.tags("a")]
        assert not page.indexed

    @pytest.mark.parametrize("language", site_languages(), ids=lambda each: each.code)
    def test_says_that_the_record_was_taken_down(self, example_site: BuiltSite, language: Language):
        page = example_site.pages[f"{language.prefix}libraries/example-taken-down/"]
        assert not any(tag.get("http-equiv") == "refresh" for tag in page.tags("meta"))
        assert "2026" in page.html.partition("<h1>")[2]
        assert not page.indexed

    def test_is_kept_but_not_in_the_sitemap(self, example_site: BuiltSite):
        kept = (example_site.folder / "addresses.txt").read_text(encoding="utf-8").splitlines()
        sitemap = (example_site.folder / "sitemap.xml").read_text(encoding="utf-8")
        for address in left_addresses(example_site):
            assert {address, f"zh/{address}"} <= set(kept)
            assert address not in sitemap
        assert "404.html" not in kept
        assert not any(each.startswith("languages/") for each in kept)


def test_every_page_names_its_version_in_each_language(site: BuiltSite):
    def is_right(page: Page) -> bool:
        bare = page.bare
        versions = {each.tag: SITE_URL + each.prefix + bare for each in site_languages()}
        return page.alternates == {**versions, "x-default": SITE_URL + bare}

    assert wrong(site.ordinary, is_right) == []


@pytest.mark.parametrize("which", ["site", "example_site"])
def test_versions_are_there_and_name_one_another(which: str, request: pytest.FixtureRequest):
    site: BuiltSite = request.getfixturevalue(which)
    found = []
    for page in site.ordinary:
        for tag, address in page.alternates.items():
            other = site.pages.get(address.removeprefix(SITE_URL))
            if other is None or (other.alternates != page.alternates and page.indexed):
                found.append((page.name, tag, address))
    assert found == []


def test_every_page_can_be_indexed_unless_a_rule_says_no(site: BuiltSite):
    """Only requests that have stepped back or were withdrawn, and lists of them, stay out of search engines."""
    there = site.catalogue
    libraries = there.libraries.values()
    out = {each.path for each in libraries if there.stepped_back(each) or each.status == "withdrawn"}
    assert out, "the records hold no request that has stepped back, so this shows nothing"
    lists = {f"statuses/{status}/" for status in ("stepped-back", "withdrawn")}
    for language in site_languages():
        found = {page.bare for page in site.ordinary if page.language == language and not page.indexed}
        assert found - lists - left_addresses(site) == out


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
        around = [
            tag
            for tag in fallback.all[: fallback.all.index(heading)]
            if tag.name in ("div", "section", "article")
        ]
        assert [tag.get("lang") for tag in around if tag.get("lang")] == ["en"]

    def test_says_that_it_is_not_translated(self, fallback: Page):
        assert "本页尚未译成中文" in fallback.html


def test_every_page_has_the_frame(site: BuiltSite):
    """Header, main part and footer, each once, so that nothing below is a page that was cut off."""

    def is_right(page: Page) -> bool:
        return all(len(page.tags(name)) == 1 for name in ("main", "footer")) and page.html.rstrip().endswith(
            "</html>"
        )

    assert wrong(site.pages.values(), is_right) == []


def test_no_page_takes_anything_out_of_its_order_for_the_keyboard(site: BuiltSite):
    orders = {tag.get("tabindex") for page in site.pages.values() for tag in page.all}
    assert orders <= {"", "0", "-1"}
