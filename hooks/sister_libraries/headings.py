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
