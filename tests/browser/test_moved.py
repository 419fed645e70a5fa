"""Whoever opens the old address of a record or a page comes to the new one, or reads that it was taken down."""

import pytest
from conftest import Visit
from playwright.sync_api import expect

from sister_libraries.languages import Language, site_languages

in_both_languages = pytest.mark.parametrize("language", site_languages(), ids=lambda each: each.code)


@in_both_languages
@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize(
    ("old", "new"), [("libraries/example-old-id/", "libraries/example-known/"), ("example-old-page/", "why/")]
)
def test_an_old_address_leads_to_the_new_one(
    visit: Visit, example_home: str, language: Language, script: bool, old: str, new: str
):
    page = visit(language.prefix + old, home=example_home, java_script_enabled=script)
    page.wait_for_url(f"{example_home}{language.prefix}{new}")
    expect(page.locator("h1")).not_to_be_empty()


@in_both_languages
def test_an_address_that_was_taken_down_says_so(visit: Visit, example_home: str, language: Language):
    page = visit(f"{language.prefix}libraries/example-taken-down/", home=example_home)
    expect(page.locator("article")).to_contain_text("2026")
    page.locator("article a").first.click()
    expect(page).to_have_url(f"{example_home}{language.prefix}libraries/")
