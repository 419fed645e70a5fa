"""The catalogue as a Hugo site: content adapters make the pages of records, as Hugo's manual recommends for data.

Its configuration switches off what no page needs. Templates are one a kind and language, so that no word is looked up.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from benchmarks.peers.facts import Facts, as_json, folders, kinds, languages, write
from benchmarks.peers.translate import Go, Translator
from sister_libraries.languages import Language
from sister_libraries.published import site_url

ADAPTER = """\
{{- $data := resources.Get "records/%(kind)s.%(code)s.json" | transform.Unmarshal -}}
{{- range $data -}}
{{- $.AddPage (dict "kind" "page" "type" "%(kind)s" "path" .page.name "title" .page.title "params" .) -}}
{{- end -}}
"""
TEMPLATE = "{{- $p := .Params -}}\n"
PAGE = {
    "title": "{{ .Title }}",
    "description": "{{ .Description }}",
    "content": "{{ .Content }}",
    "path": "{{ strings.TrimPrefix `/` .RelPermalink }}",
    "home": "{{ .Params.home }}",
}
COUNTED = "<!-- {{ len hugo.Data.libraries }} records -->"  # Hugo reads data when it is asked for
UNSEEN = as_json({"build": {"render": "never", "list": "never"}})


def write_project(folder: Path, facts: Facts, records: Path, *, sources: bool = False) -> None:
    """Write the site of `facts`, whose records are in `records`, into `folder`; it is built into `folder`/public.

    With `sources` Hugo reads the project's own files of records, too, as it must where people edit those; what has
    to be done to make pages of them, it is still spared.
    """
    shutil.copytree(records, folder / "assets" / "records")
    if sources:
        shutil.copytree(facts.source / "data", folder / "data")
    parents = folders()
    for here in languages():
        content = folder / "content" / here.code
        translator = Translator(facts.source / "overrides" / "records", here, Go())
        for kind, code, _ in kinds(records):
            if code == here.code:
                template = TEMPLATE + translator.page(facts.layout(here, kind), kind)
                write(folder / f"layouts/{kind}/page.{code}.html", template)
                write(content / parents[kind] / "_content.gotmpl", ADAPTER % {"kind": kind, "code": code})
        _write_pages(content, facts, here)
        frame = facts.frame(here)
        text = "".join(PAGE[each] if index % 2 else each for index, each in enumerate(frame))
        for name in ("page", "section", "home"):
            write(folder / f"layouts/{name}.{here.code}.html", text)
        if sources:
            write(folder / f"layouts/home.{here.code}.html", text + COUNTED)
    write(folder / "hugo.yaml", json.dumps(configuration()))
    shutil.copytree(facts.source / "overrides" / "assets", folder / "static" / "assets")


def _write_pages(content: Path, facts: Facts, here: Language) -> None:
    """The hand-written pages, as Markdown; those above others are named as Hugo wants them."""
    sections = {path.parent for path in content.rglob("_content.gotmpl")}
    for page in facts.hand_written(here):
        front = as_json({"title": page.title, "description": page.description, "params": {"home": page.home}})
        above = not page.path or content / page.path in sections
        name = f"{page.path}_index.md" if above else f"{page.path[:-1]}.md"
        write(content / name, f"{front}\n\n{page.text}")
    for section in sections:
        if not (section / "_index.md").exists():
            write(section / "_index.md", UNSEEN)


def configuration() -> dict[str, Any]:
    """Hugo's settings, as YAML, of which JSON is a part."""
    return {
        "baseURL": site_url(),
        "title": "Sister Libraries",
        "defaultContentLanguage": languages()[0].code,
        "disableDefaultLanguageRedirect": True,
        "disableKinds": ["taxonomy", "term", "rss"],
        "languages": {
            each.code: {
                "locale": each.tag,
                "label": each.name,
                "weight": weight,
                "contentDir": f"content/{each.code}",
            }
            for weight, each in enumerate(languages(), 1)
        },
        "markup": {"goldmark": {"renderer": {"unsafe": True}, "parser": {"attribute": {"block": True}}}},
    }
