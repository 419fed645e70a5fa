"""The page for addresses that are not there."""

from urllib.parse import urljoin

import pytest
from building import BASE, BuiltSite, Page

from sister_libraries.languages import site_languages


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
        found = [
            tag.get(name) for tag in page.all for name in ("href", "src", "action") if name in tag.attributes
        ]
        inside = [each for each in found if not each.startswith(("#", "http", "mailto:"))]
        assert len(inside) > 10
        assert [each for each in inside if not each.startswith(BASE)] == []
        missing = [
            each
            for each in inside
            if not (site.served / each.split("#")[0].split("?")[0].lstrip("/")).exists()
        ]
        assert missing == []

    def test_leads_to_each_language(self, page: Page):
        links = {urljoin(BASE, tag.get("href")) for tag in page.tags("a")}
        assert {BASE + each.prefix for each in site_languages()} <= links
