"""Rename or take down a hand-written page: its old address leads on or says so, and every link follows.

What is left at the old address is a short page in the same place, in each language that the page was written in.
Nothing is written when a link would lead nowhere.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sister_libraries.languages import N_, site_languages
from sister_libraries.moving import Change, keep_translations_current
from sister_libraries.translations import blob_id, page_states
from sister_libraries.yaml_reader import parse

if TYPE_CHECKING:
    from sister_libraries.languages import Language

_NAME = re.compile(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*/)*[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_LINK = re.compile(
    r"(?<=\]\()(?P<target>[^)\s#:]+\.md)(?=[#)\s])|(?<=\]: )(?P<defined>[^\s#:]+\.md)(?=[#\s])"
)
_FRONT = re.compile(r"---\n((?:.*\n)*?)---\n")
_CONFIG = "mkdocs.yml"
GONE = N_("The page that stood at this address was taken down.")


def name_of(text: str) -> str:
    """A page's name without language and ending, of `docs/en/why.md`, `docs/why` and the like; empty for none."""
    way = text.removeprefix("./").removesuffix(".md").split("/")
    if way[0] != "docs":
        return ""
    codes = [each.code for each in site_languages()]
    return "/".join(way[2:] if way[1:2] and way[1] in codes else way[1:])


def is_name(name: str) -> bool:
    """Whether a page may have this name: it becomes its address."""
    return bool(_NAME.fullmatch(name)) and name != "index" and not name.startswith("layouts/")


def address(name: str) -> str:
    """A page's address below its language's root."""
    folder, _, last = name.rpartition("/")
    return f"{name}/" if last != "index" else f"{folder}/" if folder else ""


def files(root: Path, name: str) -> list[str]:
    """The page's files, one for each language that it is written in."""
    found = [f"docs/{each.code}/{name}.md" for each in site_languages()]
    return [each for each in found if (root / each).is_file()]


def moved_to(text: str) -> str | None:
    """The address that a page's front matter leads on to; None for an ordinary page."""
    said = _front_matter(text).get("moved_to")
    return said if isinstance(said, str) else None


def rename(root: Path, old: str, new: str) -> Change:
    """The change that gives the page `old` the name `new`; both are known to be right."""
    change = Change()
    texts = _texts(root)
    for name, text in texts.items():
        after = _relinked(name, text, old, new)
        if moved_to(text) == address(old):
            after = after.replace(f"moved_to: {address(old)}\n", f"moved_to: {address(new)}\n", 1)
        if after != text:
            change.texts[name] = after
    for here in site_languages():
        was, is_now = (f"docs/{here.code}/{each}.md" for each in (old, new))
        if was in texts:
            change.texts[is_now] = change.texts.pop(was, texts[was])
            link = posixpath.relpath(is_now, posixpath.dirname(was))
            title = _front_matter(texts[was]).get("title", "")
            change.texts[was] = _stub(
                here,
                N_("This page has moved"),
                N_("What stood at this address is now at another one."),
                [here.say(N_("What stood here is now at another address:")), f"[{title}]({link})"],
                moved_to=address(new),
            )
    _renew_translations(root, change, old, new)
    _leave_navigation(root, change, old, new)
    return change


def remove(root: Path, old: str) -> Change:
    """The change that takes the page down."""
    change = Change()
    for name, text in _texts(root).items():
        itself = name in files(root, old)
        if not itself and (_relinked(name, text, old, "") != text or moved_to(text) == address(old)):
            change.held_by.append(name)
    for here in site_languages():
        if (root / f"docs/{here.code}/{old}.md").is_file():
            title = N_("This page was taken down")
            change.texts[f"docs/{here.code}/{old}.md"] = _stub(here, title, GONE, [here.say(GONE)])
    _renew_translations(root, change, old, old)
    _leave_navigation(root, change, old, None)
    return change


def named_in(root: Path, name: str) -> list[str]:
    """Files of the program that seem to name the page's address, which nobody changes but a person."""
    wanted = re.compile(rf"(?<![\w/-]){re.escape(address(name))}")
    found = []
    for folder, endings in (("hooks", (".py", ".toml")), ("overrides", (".html", ".js"))):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in endings and wanted.search(path.read_text(encoding="utf-8")):
                found.append(path.relative_to(root).as_posix())
    return found


def _texts(root: Path) -> dict[str, str]:
    """Every text that may link to a page, by name: the pages, and what lies beside the folders."""
    paths = [*sorted((root / "docs").rglob("*.md")), *sorted(root.glob("*.md"))]
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def _relinked(name: str, text: str, old: str, new: str) -> str:
    """The text of the file `name` with its links to the page `old` changed; if it is that page, its own links too.

    Without a new name the links are only changed so that it can be seen that there are some.
    """
    languages = [f"docs/{each.code}/" for each in site_languages()]
    moves = {f"{each}{old}.md": f"{each}{new}.md" for each in languages}
    before, after = (posixpath.dirname(each) for each in (name, moves.get(name, name)))

    def follow(found: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(before, found[0]))
        if target not in moves and before == after:
            return found[0]
        return posixpath.relpath(moves.get(target, target), after or ".")

    return _LINK.sub(follow, text)


def _stub(here: Language, title: str, description: str, lines: list[str], **fields: str) -> str:
    """What stands at an address that was left."""
    front = {"title": here.say(title), "description": here.say(description), **fields, "robots": "noindex"}
    head = "".join(f"{key}: {value}\n" for key, value in front.items())
    return f"---\n{head}---\n# {here.say(title)} {{ #top }}\n\n" + "\n\n".join(lines) + "\n"


def _renew_translations(root: Path, change: Change, old: str, new: str) -> None:
    """A page that was up to date with its original still is, and what is left in its place is, too."""
    keep_translations_current(root, change, but=old)
    default, *others = site_languages()
    current = {
        each.language for each in page_states(root) if each.name == f"{old}.md" and each.state == "current"
    }
    original = {each: f"docs/{default.code}/{each}.md" for each in (old, new)}
    if original[old] not in change.texts:
        return
    for here in others:
        for name in {old, new}:
            path = f"docs/{here.code}/{name}.md"
            if path in change.texts and (name == old or here.code in current):
                made = blob_id(change.texts[original[name]].encode())
                change.texts[path] = _with_field(change.texts[path], "translation_of", made)


def _with_field(text: str, field: str, value: str) -> str:
    front = _FRONT.match(text)
    assert front
    kept = re.sub(rf"^{field}: .*\n", "", front[1], flags=re.MULTILINE)
    return f"---\n{kept}{field}: {value}\n---\n{text[front.end() :]}"


def _front_matter(text: str) -> dict[str, Any]:
    front = _FRONT.match(text)
    document, _ = parse(front[1], "") if front else (None, [])
    return document.data if document else {}


def _leave_navigation(root: Path, change: Change, old: str, new: str | None) -> None:
    """Take the page out of MkDocs' navigation, or name the new one there; what is left stands in none."""
    path = root / _CONFIG
    if not path.exists():
        return
    text = path.read_text(encoding="utf-8")
    entry = re.compile(rf"^(\s*- (?:[^:\n]+: )?){re.escape(old)}\.md\n", re.MULTILINE)
    text, found = entry.subn(rf"\g<1>{new}.md\n" if new else "", text)
    outside = [old] if found or not new else [old, new]  # a page that stood in no navigation still does not
    lines = "".join(f"  {'**/' if '/' in each else ''}{each}.md\n" for each in outside)
    text = re.sub(r"^not_in_nav: \|\n", rf"\g<0>{lines}", text, flags=re.MULTILINE)
    change.texts[_CONFIG] = text
