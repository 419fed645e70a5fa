"""Addresses in records: of pages, and of mailboxes."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema

from sister_libraries.models.fields import Kind, as_text, refuse

MAILBOX_LENGTH = 200
URL_LENGTH = 300
URL_PATTERN = r"https?://([^/?#@:]+)(:\d*)?([/?#].*)?"
# Spaces of every kind, control characters and what could end an attribute or an address.
NOT_IN_URLS = r"[\x00-\x20\x7f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000<>\"'`\\^{|}]"
MAILBOX_PATTERN = (
    r"[A-Za-z0-9._+-]{1,64}@"
    r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+"
)
FREE_MAIL = {
    "126.com", "163.com", "aol.com", "gmail.com", "gmx.com", "gmx.de", "hotmail.com", "icloud.com",
    "mail.ru", "me.com", "outlook.com", "proton.me", "protonmail.com", "qq.com", "sina.com", "sohu.com",
    "yahoo.com", "yandex.ru", "yeah.net",
}  # fmt: skip


def _url(value: Any, *, any_port: bool = False) -> str:
    text = as_text(value)
    # A scheme in capitals would do in a browser, but not where a template asks whether a link leads away.
    form = re.fullmatch(URL_PATTERN, text, re.ASCII)
    if form is None or len(text) > URL_LENGTH or re.search(NOT_IN_URLS, text) or not _is_host(form[1]):
        raise refuse("E208", found=text[:80])
    port = (form[2] or ":")[1:]
    if port and (not any_port or int(port) > 65_535):
        raise refuse("E208", found=text[:80])
    return text


def _is_host(text: str) -> bool:
    """Whether `text` is a host's name: labels of letters, digits and hyphens in any script, the last not a number."""
    labels = text.split(".")
    good = all(
        0 < len(label) <= 63 and label[0] != "-" != label[-1] and all(map(_in_host, label))
        for label in labels
    )
    return good and len(labels) > 1 and not all(unicodedata.category(c) == "Nd" for c in labels[-1])


def _in_host(character: str) -> bool:
    kind = unicodedata.category(character)
    return character == "-" or kind[0] in "LM" or kind == "Nd"


Url = Annotated[
    str,
    Kind("url"),
    PlainValidator(_url),
    WithJsonSchema({"type": "string", "format": "uri", "pattern": "^https?://", "maxLength": URL_LENGTH}),
]

# Old papers lie on servers at odd ports; a source is named as it is, a library's own address is not at one.
SourceUrl = Annotated[
    str,
    Kind("url", (("any_port", True),)),
    PlainValidator(lambda value: _url(value, any_port=True)),
    WithJsonSchema({"type": "string", "format": "uri", "pattern": "^https?://", "maxLength": URL_LENGTH}),
]


def _mailbox(value: Any) -> str:
    text = _programme_mailbox(value)
    if text.rpartition("@")[2].lower() in FREE_MAIL:
        raise refuse("E216", found=text[:80])
    return text


def _programme_mailbox(value: Any) -> str:
    text = as_text(value)
    if not re.fullmatch(MAILBOX_PATTERN, text) or len(text) > MAILBOX_LENGTH:
        raise refuse("E216", found=text[:80])
    return text


_MAIL_SCHEMA = WithJsonSchema({"type": "string", "format": "email", "maxLength": MAILBOX_LENGTH})
Mailbox = Annotated[str, Kind("mailbox"), PlainValidator(_mailbox), _MAIL_SCHEMA]
# A programme that is published with a free mailbox of its own (as ALA's committee is) may be listed with it.
ProgrammeMailbox = Annotated[
    str, Kind("mailbox", (("free", True),)), PlainValidator(_programme_mailbox), _MAIL_SCHEMA
]
