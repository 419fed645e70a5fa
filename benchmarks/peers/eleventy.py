"""The catalogue as an Eleventy site: pages from data by pagination, and templates in JavaScript, its fastest kind.

What its manual recommends for many pages is set: none in a collection, Markdown without a template language before
it, and reserved data not frozen.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from benchmarks.peers.facts import Facts, HandWritten, as_json, kinds, languages, write
from benchmarks.peers.translate import JavaScript, Translator
from sister_libraries.languages import language

CONFIGURATION = """\
export default function (config) {
  config.setFreezeReservedData(false);
  config.addPassthroughCopy({ "static/assets": "assets" });
  return {
    dir: { input: "src", output: "_site" },
    markdownTemplateEngine: false,
    htmlTemplateEngine: false,
    templateFormats: ["md", "11ty.js"],
  };
}
"""
ESCAPE = """\
const MARKS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" };
const UNSAFE = /[&<>"']/g;
export const e = (text) => {
  const said = String(text ?? "");
  return /[&<>"']/.test(said) ? said.replace(UNSAFE, (mark) => MARKS[mark]) : said;
};
"""
RECORDS = """\
import { e } from "../escape.js";
export const data = {
  pagination: { data: "%(name)s", size: 1, alias: "p" },
  permalink: ({ p }) => `/%(prefix)s${p.page.path}index.html`,
  eleventyExcludeFromCollections: true,
};
export function render({ p }) {
%(function)s}
"""
PAGE = """\
import { e } from "../../escape.js";
export function render({ title, description, path, home, content }) {
let o = "";
%s
return o;
}
"""


def write_project(folder: Path, facts: Facts, records: Path) -> None:
    """Write the site of `facts`, whose records are in `records`, into `folder`; it is built into `folder`/_site."""
    source = folder / "src"
    for kind, code, path in kinds(records):
        name = f"{kind}_{code}".replace("-", "_")
        (source / "_data").mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, source / "_data" / f"{name}.json")
        values = {"name": name, "prefix": language(code).prefix, "function": function(facts, kind, code)}
        write(source / f"{name}.11ty.js", RECORDS % values)
    for here in languages():
        frame = frame_of_pages(facts.frame(here))
        write(source / "_includes" / f"page_{here.code}.11ty.js", PAGE % frame)
        for page in facts.hand_written(here):
            file = source / here.prefix / f"{page.path.rstrip('/') or 'index'}.md"
            write(file, front_matter(page, here.prefix, f"page_{here.code}.11ty.js"))
    write(folder / "eleventy.config.js", CONFIGURATION)
    write(folder / "escape.js", ESCAPE)
    write(folder / "package.json", as_json({"type": "module", "private": True}))
    shutil.copytree(facts.source / "overrides" / "assets", folder / "static" / "assets")


def function(facts: Facts, kind: str, code: str) -> str:
    """The body of a function that makes the page of `p`."""
    here = language(code)
    translator = Translator(facts.source / "overrides" / "records", here, JavaScript())
    return f'let o = "";\n{translator.page(facts.layout(here, kind), kind)}return o;\n'


def frame_of_pages(frame: list[str]) -> str:
    """The statements that write a hand-written page."""
    target = JavaScript()
    return "".join(
        target.text(each)
        if index % 2 == 0
        else target.shown_raw(each, script=False)
        if each == "content"
        else target.shown(each)
        for index, each in enumerate(frame)
    )


def front_matter(page: HandWritten, prefix: str, layout: str) -> str:
    """A hand-written page with what its template must know."""
    front = {
        "title": page.title,
        "description": page.description,
        "path": page.path,
        "home": page.home,
        "layout": layout,
        "permalink": f"/{prefix}{page.path}index.html",
        "eleventyExcludeFromCollections": True,
    }
    return f"---json\n{as_json(front)}\n---\n{page.text}"
