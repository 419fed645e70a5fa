"""The sitemap lists what search engines may list, each page with its versions; nothing less, nothing more."""

from xml.etree import ElementTree as ET

import pytest
from building import SITE_URL, BuiltSite

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def entries(example_site: BuiltSite) -> list[ET.Element]:
    """The entries of the sitemap of a site that also has a page in one language only."""
    return list(ET.parse(example_site.folder / "sitemap.xml").getroot())


def address(entry: ET.Element) -> str:
    return entry.findtext(f"{SITEMAP}loc") or ""


def test_lists_every_page_that_may_be_indexed_and_no_other(
    entries: list[ET.Element], example_site: BuiltSite
):
    pages = {SITE_URL + page.url for page in example_site.ordinary if page.indexed}
    assert {address(each) for each in entries} == pages


def test_lists_each_page_once(entries: list[ET.Element]):
    assert len({address(each) for each in entries}) == len(entries)


def test_gives_the_same_versions_as_the_page_itself(entries: list[ET.Element], example_site: BuiltSite):
    different = []
    for entry in entries:
        page = example_site.pages[address(entry).removeprefix(SITE_URL)]
        links = {link.get("hreflang"): link.get("href") for link in entry.findall(f"{XHTML}link")}
        if links != page.alternates:
            different.append(page.name)
    assert different == []


def test_every_version_is_an_entry_too(entries: list[ET.Element]):
    addresses = {address(each) for each in entries}
    versions = {link.get("href") for each in entries for link in each.findall(f"{XHTML}link")}
    assert versions - addresses == set()


def test_is_named_by_its_kind_of_xml(example_site: BuiltSite):
    root = ET.parse(example_site.folder / "sitemap.xml").getroot()
    assert root.tag == f"{SITEMAP}urlset"
    assert "sitemap.xml.gz" not in example_site.files
