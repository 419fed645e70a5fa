"""What a page may run and load: its own site's files and nothing else."""

import re
from urllib.parse import urlsplit

from building import HOST, BuiltSite, Page, wrong


class TestContentSecurityPolicy:
    """No page runs or styles anything that does not come as a file of the site itself."""

    def test_stands_on_every_page_before_anything_that_it_governs(self, site: BuiltSite):
        def is_right(page: Page) -> bool:
            policies = page.tags("meta", **{"http-equiv": "Content-Security-Policy"})
            governed = [
                t for t in page.all if t.name in ("script", "style", "img") or t in page.links("stylesheet")
            ]
            return len(policies) == 1 and all(
                page.all.index(policies[0]) < page.all.index(t) for t in governed
            )

        assert wrong(site.pages.values(), is_right) == []

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
            scripts = [
                tag for tag in page.tags("script") if not tag.get("src") and tag.get("type") not in data
            ]
            return not scripts and not page.tags("style")

        assert wrong(site.pages.values(), is_right) == []

    def test_no_tag_has_a_style_or_a_handler(self, site: BuiltSite):
        def is_right(page: Page) -> bool:
            return not any(
                name == "style" or name.startswith("on") for tag in page.all for name in tag.attributes
            )

        assert wrong(site.pages.values(), is_right) == []

    def test_no_address_runs_a_script(self, example_site: BuiltSite):
        def is_right(page: Page) -> bool:
            values = [tag.get(name) for tag in page.all for name in ("href", "src", "action", "formaction")]
            return all(urlsplit(value.strip()).scheme in ("", "http", "https", "mailto") for value in values)

        assert wrong(example_site.pages.values(), is_right) == []


class TestRequests:
    """No request leaves the site's own host; links may."""

    LOADED = ("src", "srcset", "poster", "data", "action", "formaction", "background")
    NOT_LOADED = ("canonical", "alternate", "license", "author", "prev", "next")

    def test_no_page_loads_anything_from_elsewhere(self, site: BuiltSite):
        found = []
        for page in site.pages.values():
            for tag in page.all:
                loaded = [tag.get(name) for name in self.LOADED]
                if tag.name == "link" and not set(tag.get("rel").split()) & set(self.NOT_LOADED):
                    loaded.append(tag.get("href"))
                found += [(page.name, value) for value in loaded if value and leaves(value)]
        assert found == []

    def test_no_page_prepares_a_connection_elsewhere(self, site: BuiltSite):
        assert (
            wrong(site.pages.values(), lambda page: not page.links("preconnect") + page.links("dns-prefetch"))
            == []
        )

    def test_no_style_sheet_loads_anything_from_elsewhere(self, site: BuiltSite):
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
