"""The catalogue as an Astro site: one dynamic route makes the pages of records; Markdown files are pages themselves."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from benchmarks.peers.eleventy import ESCAPE, frame_of_pages, function
from benchmarks.peers.facts import Facts, as_json, kinds, languages, write
from sister_libraries.published import site_url

CONFIGURATION = """\
export default {
  site: %s,
  output: "static",
  trailingSlash: "always",
  build: { format: "directory" },
  compressHTML: false,
  cacheDir: ".cache/astro",
  vite: { cacheDir: ".cache/vite" },
};
"""
ROUTE = """\
---
import { pages } from "%s";
export const getStaticPaths = () => pages();
const { make, p } = Astro.props;
---
<Fragment set:html={make(p)} />
"""
RECORDS = """\
import { readFileSync } from "node:fs";
import { e } from "../escape.js";
const read = (name) => JSON.parse(readFileSync(`${process.cwd()}/records/${name}.json`, "utf8"));
const makers = {
%s};
export const pages = () => Object.entries(makers).flatMap(([name, make]) =>
  read(name).map((p) => ({ params: { path: p.page.path.slice(0, -1) }, props: { make, p } })));
"""
PAGE = """\
---
import { e } from "../escape.js";
const { title, description, path, home } = Astro.props.frontmatter;
const [before, after] = make("\\u0000").split("\\u0000");
function make(content) {
let o = "";
%s
return o;
}
---
<Fragment set:html={before} /><slot /><Fragment set:html={after} />
"""


def write_project(folder: Path, facts: Facts, records: Path) -> None:
    """Write the site of `facts`, whose records are in `records`, into `folder`; it is built into `folder`/dist."""
    shutil.copytree(records, folder / "records")
    for here in languages():
        makers = [
            f"{json.dumps(f'{kind}.{code}')}: (p) => {{\n{function(facts, kind, code)}}},\n"
            for kind, code, _ in kinds(records)
            if code == here.code
        ]
        write(folder / f"src/records/{here.code}.js", RECORDS % "".join(makers))
        pages = folder / "src" / "pages" / here.prefix
        up = "../" * (here.prefix.count("/") + 1)
        write(pages / "[...path].astro", ROUTE % f"{up}records/{here.code}.js")
        write(folder / f"src/layouts/{here.code}.astro", PAGE % frame_of_pages(facts.frame(here)))
        for page in facts.hand_written(here):
            file = pages / f"{page.path.rstrip('/') or 'index'}.md"
            depth = "../" * len(file.parent.relative_to(folder / "src").parts)
            front = {
                "title": page.title,
                "description": page.description,
                "path": page.path,
                "home": page.home,
                "layout": f"{depth}layouts/{here.code}.astro",
            }
            lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in front.items()]
            write(file, "\n".join(["---", *lines, "---", page.text]))
    write(folder / "src/escape.js", ESCAPE)
    write(folder / "astro.config.mjs", CONFIGURATION % json.dumps(site_url()))
    write(folder / "package.json", as_json({"type": "module", "private": True}))
    shutil.copytree(facts.source / "overrides" / "assets", folder / "public" / "assets")
