"""What is new, for feed readers: `feed.xml` (Atom, RFC 4287) and `feed.json` (JSON Feed 1.1) of each language.

Dates are those of the records alone, so that two builds of the same records give the same bytes.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from sister_libraries.data_release import LICENCE_URL
from sister_libraries.events import events
from sister_libraries.languages import N_, site_languages
from sister_libraries.models import Library
from sister_libraries.reader import Reader, Said
from sister_libraries.views.library import standing_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sister_libraries.events import Event
    from sister_libraries.outputs import Site

NEWEST = 100  # events in a feed
# Ids outlive the address of the site (RFC 4151): this is the one that it had first, and it never changes.
ID = "tag:sister-libraries.github.io,2026:"
_ATOM = "http://www.w3.org/2005/Atom"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def files(site: Site) -> Iterator[tuple[str, str | bytes]]:
    """Both feeds of every language."""
    newest = events(site.catalogue)[:NEWEST]
    for here in site_languages():
        reader = Reader(here, site.catalogue, site.url + here.prefix)
        yield f"{here.prefix}feed.xml", atom(newest, reader, site.url)
        yield f"{here.prefix}feed.json", json_feed(newest, reader, site.url)


def title(reader: Reader) -> str:
    """What the feed is called."""
    return reader.say(N_("Sister Libraries: {title}"), title=reader.say(N_("What is new")))


def event_id(event: Event, reader: Reader) -> str:
    """The event's id, for ever, one a language."""
    again = f"#confirmed-{event.day.isoformat()}" if event.what == "confirmed" else ""
    return f"{ID}{reader.language.prefix}{event.record.path}{again}"


def summary(event: Event, reader: Reader) -> list[Said]:
    """What the entry says: what happened, then the record's own words."""
    record = event.record
    said = [Said(event.label(reader))]
    if isinstance(record, Library):
        said += [Said(reader.town(record)), Said(standing_text(record, reader))]
    text = reader.text(getattr(record, "summary", None) or getattr(record, "description", None))
    return [*said, text] if text else said


def _updated(newest: Sequence[Event], reader: Reader) -> str:
    day = newest[0].day if newest else reader.catalogue.today
    return f"{day.isoformat()}T00:00:00Z"


def atom(newest: Sequence[Event], reader: Reader, site_url: str) -> str:
    """The Atom feed of one language."""
    ET.register_namespace("", _ATOM)
    here = reader.language
    root = ET.Element(f"{{{_ATOM}}}feed", {_LANG: here.tag})

    def add(to: ET.Element, name: str, text: str = "", /, **attributes: str) -> ET.Element:
        element = ET.SubElement(to, f"{{{_ATOM}}}{name}", attributes)
        element.text = text or None
        return element

    add(root, "id", f"{ID}{here.prefix}feed")
    add(root, "title", title(reader))
    add(root, "updated", _updated(newest, reader))
    add(root, "link", rel="self", type="application/atom+xml", href=reader.url("feed.xml"))
    add(root, "link", rel="alternate", type="text/html", href=reader.url("news/"))
    for other in site_languages():
        if other != here:
            address = f"{site_url}{other.prefix}feed.xml"
            add(root, "link", rel="alternate", type="application/atom+xml", hreflang=other.tag, href=address)
    add(add(root, "author"), "name", reader.say(N_("Sister Libraries")))
    add(root, "rights", LICENCE_URL)
    for event in newest:
        entry = add(root, "entry")
        name = reader.name(event.record)
        add(entry, "id", event_id(event, reader))
        heading = add(entry, "title", name.text)
        if name.lang:
            heading.set(_LANG, name.lang)
        add(entry, "updated", f"{event.day.isoformat()}T00:00:00Z")
        add(entry, "published", f"{event.day.isoformat()}T00:00:00Z")
        add(
            entry,
            "link",
            rel="alternate",
            type="text/html",
            hreflang=here.tag,
            href=reader.url(event.record.path),
        )
        add(entry, "category", term=event.record.FOLDER, label=event.label(reader))
        add(entry, "summary", _one_line(summary(event, reader)))
    ET.indent(root)
    head = '<?xml version="1.0" encoding="utf-8"?>\n'
    return head + ET.tostring(root, encoding="unicode") + "\n"


def _one_line(said: list[Said]) -> str:
    """Texts in a row; one in another language is named as such, because a feed has no place to mark it."""
    return " · ".join(f"[{each.lang}] {each.text}" if each.lang else each.text for each in said)


def json_feed(newest: Sequence[Event], reader: Reader, site_url: str) -> str:
    """The JSON Feed of one language."""
    items: list[dict[str, Any]] = []
    for event in newest:
        name = reader.name(event.record)
        item = {
            "id": event_id(event, reader),
            "url": reader.url(event.record.path),
            "title": name.text,
            "content_text": _one_line(summary(event, reader)),
            "date_published": f"{event.day.isoformat()}T00:00:00Z",
            "tags": [event.label(reader)],
        }
        if name.lang:
            item["language"] = name.lang
        items.append(item)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title(reader),
        "home_page_url": reader.url("news/"),
        "feed_url": reader.url("feed.json"),
        "language": reader.language.tag,
        "authors": [{"name": reader.say(N_("Sister Libraries")), "url": site_url}],
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"
