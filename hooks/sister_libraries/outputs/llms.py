"""The site's pages and data files in one short list for language models (llmstxt.org): `llms.txt` of each language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sister_libraries.data_release import FOLDER
from sister_libraries.languages import N_, site_languages
from sister_libraries.public_data import COLLECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sister_libraries.languages import Language
    from sister_libraries.outputs import Site

OF_PAGES = True


def files(site: Site) -> Iterator[tuple[str, str | bytes]]:
    """One list a language."""
    for here in site_languages():
        yield f"{here.prefix}llms.txt", _text(site, here)


def _text(site: Site, here: Language) -> str:
    home = site.headings.get(f"{here.prefix}index.html")
    lines = [f"# {here.say(N_('Sister Libraries'))}", ""]
    if home:
        lines += [f"> {home.description}", ""]
    rule = N_(
        "Every request bears the date on which the library confirmed it. Please pass that date on, and do not "
        "take one with the standing “stepped-back” for an offer."
    )
    lines += [here.say(rule), "", f"## {here.say(N_('Pages'))}", ""]
    mine = {name for name in site.pages if _language_of(name) == here}
    for name in sorted(mine & set(site.headings)):
        heading = site.headings[name]
        address = site.url + name.removesuffix("index.html")
        lines.append(f"- [{heading.title}]({address}): {heading.description}")
    lines += ["", f"## {here.say(N_('Data'))}", ""]
    for folder, about in COLLECTIONS.items():
        lines.append(f"- [{folder}.json]({site.url}{FOLDER}{folder}.json): {here.say(about)}")
    return "\n".join(lines) + "\n"


def _language_of(name: str) -> Language:
    default, *others = site_languages()
    return next((each for each in others if name.startswith(each.prefix)), default)
