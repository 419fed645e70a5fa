"""What finished pages call themselves, read from their heads by Python's own HTML parser."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from html.parser import HTMLParser


@dataclass(frozen=True)
class Heading:
    """A page's title, and what it says it is about."""

    title: str
    description: str


def heading(html: str) -> Heading:
    """What a finished page calls itself; empty where it says nothing."""
    head = _Head()
    with contextlib.suppress(_HeadRead):
        head.feed(html)
    return Heading(head.said.get("og:title", ""), head.said.get("description", ""))


def first_heading(html: str) -> tuple[str, str] | None:
    """The id and the text of the first heading of the first level, or None where there is none with an id."""
    found = _FirstHeading()
    found.feed(html)
    return (found.id, "".join(found.text)) if found.id else None


class _FirstHeading(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.id = ""
        self.text: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "h1" and not self.id:
            self.id = dict(attrs).get("id") or ""
            self._inside = bool(self.id)

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "h1"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.text.append(data)


class _HeadRead(Exception):
    """The body has begun: nothing that counts comes any more."""


class _Head(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "body":
            raise _HeadRead
        given = dict(attrs)
        if tag == "meta":
            name = given.get("property") or given.get("name") or ""
            self.said.setdefault(name, given.get("content") or "")
