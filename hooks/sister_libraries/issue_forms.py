"""GitHub's issue forms, made from the models in every language: `.github/ISSUE_TEMPLATE/`.

A form's labels are what `issue_intake` finds the answers by, so both ask `questions` for them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import yaml

from sister_libraries.languages import N_, Language, site_languages
from sister_libraries.published import DEFAULT_URL
from sister_libraries.questions import Question, questions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sister_libraries.models import Vocabulary

FOLDER = ".github/ISSUE_TEMPLATE"
_HEAD = "# Made from the models by: sisterlib issue-forms\n"

TITLES = {"libraries": N_("List a library"), "partnerships": N_("Tell of a partnership")}
_NAMES = {"libraries": "library", "partnerships": "partnership"}
_ABOUT = {
    "libraries": N_("A library that seeks a partner, or is open to one. You need no Git for it."),
    "partnerships": N_("Two or more libraries that are sisters, and their story."),
}
_INTRODUCTION = N_(
    "Write in English, in Chinese or in both; leave empty what you do not know. "
    "Everything here is public, for ever: please write nothing about a person. "
    "A volunteer reads it, then a program makes the record and answers you here."
)
_CONSENTS = (
    N_("Everything here may be public, and no person’s name, e-mail address or telephone number is in it."),
    N_("The words are mine, and I agree to their being published under CC BY 4.0."),
    N_(
        "I write for the library, or it has asked me to; or what I tell stands in the public sources named above."
    ),
)
CONSENT = N_("Please confirm")
CHANGE = N_("Change or take down an entry")
WHICH = N_("Which entry? Its address on the site, or the name of its file")
WHAT = N_("What should change, and how do you know? Or: please take it down")


def files(vocabularies: Mapping[str, Vocabulary]) -> Iterator[tuple[str, str]]:
    """The name and content of every form, and of the list of other ways."""
    for here in site_languages():
        for folder in TITLES:
            yield f"{FOLDER}/{_NAMES[folder]}-{here.code}.yml", _text(_form(folder, vocabularies, here))
        yield f"{FOLDER}/change-{here.code}.yml", _text(_change(here))
    yield f"{FOLDER}/config.yml", _text(_other_ways())


def _text(content: dict[str, Any]) -> str:
    plain = json.loads(json.dumps(content))  # phrases as plain texts
    return _HEAD + yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=10_000)


def _form(folder: str, vocabularies: Mapping[str, Vocabulary], here: Language) -> dict[str, Any]:
    asked = [_element(each, here) for each in questions(folder, vocabularies)]
    return {
        "name": here.say(TITLES[folder]),
        "description": here.say(_ABOUT[folder]),
        "title": here.say(TITLES[folder]),
        "labels": ["listing"],
        "body": [_said(_INTRODUCTION, here), *asked, _consents(here)],
    }


def _change(here: Language) -> dict[str, Any]:
    return {
        "name": here.say(CHANGE),
        "description": here.say(N_("A mistake, news, a confirmation, or a request to be taken down.")),
        "labels": ["change"],
        "body": [
            _needed("input", "entry", WHICH, here),
            _needed("textarea", "what", WHAT, here),
        ],
    }


def _needed(kind: str, name: str, label: str, here: Language) -> dict[str, Any]:
    """An element that must be filled in; by `name` the site's pages fill it."""
    attributes = {"label": here.say(label)}
    return {"type": kind, "id": name, "attributes": attributes, "validations": {"required": True}}


def _said(message: str, here: Language) -> dict[str, Any]:
    return {"type": "markdown", "attributes": {"value": here.say(message)}}


def _consents(here: Language) -> dict[str, Any]:
    options = [{"label": here.say(each), "required": True} for each in _CONSENTS]
    return {"type": "checkboxes", "attributes": {"label": here.say(CONSENT), "options": options}}


def _element(question: Question, here: Language) -> dict[str, Any]:
    attributes: dict[str, Any] = {"label": question.label(here), "description": here.say(question.help)}
    kind = "input"
    if question.kind in ("choice", "choices"):
        kind = "dropdown"
        attributes["multiple"] = question.kind == "choices"
        attributes["options"] = [words for _, words in question.options(here)]
    elif question.kind in ("text", "addresses"):
        kind = "textarea"
    if question.example and kind != "dropdown":
        attributes["placeholder"] = question.example
    return {
        "type": kind,
        "id": "-".join(map(str, question.at)).replace("_", "-"),
        "attributes": attributes,
        "validations": {"required": question.required},
    }


def _other_ways() -> dict[str, Any]:
    """No empty issues; the ways that need no GitHub account, in every language."""
    pages = (
        ("list-your-library/", N_("List your library"), N_("What to prepare; ways without a GitHub account.")),
        ("contact/", N_("Something private"), N_("About a person: where to write instead.")),
    )  # fmt: skip
    return {
        "blank_issues_enabled": False,
        "contact_links": [
            {
                "name": here.say(title),
                "url": f"{DEFAULT_URL}{here.prefix}{page}",
                "about": here.say(about),
            }
            for page, title, about in pages
            for here in site_languages()
        ],
    }
