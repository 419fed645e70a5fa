"""Builds of the site for tests: of a copy of the project, so that no build disturbs another or the project's own.

One build serves the whole run, however many processes share it: the first that asks builds, the others wait.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path

from sister_libraries.catalogue import Catalogue, load
from sister_libraries.languages import Language, site_languages

PROJECT = Path(__file__).resolve().parents[2]
INPUTS = ("data", "docs", "hooks", "overrides", "mkdocs.yml")
EXAMPLES = Path(__file__).with_name("examples")  # records and pages that the project itself has none like

# Under a folder, as on a project page: what forgets the base path breaks.
HOST = "https://example.org"
BASE = "/sister/"
SITE_URL = HOST + BASE

# Today, but one day for the whole run: records may bear today's date.
EPOCH = os.environ.get("SOURCE_DATE_EPOCH") or str(int(time.time()) // 86_400 * 86_400)
SHELL = Path(".cache") / "shell"
PATIENCE = 300  # seconds that one process waits for another's build


def copy_project(folder: Path, project: Path = PROJECT) -> Path:
    """Copy what a build reads into the new `folder`; of one that tests have built, what MkDocs made of it, too.

    With the code as Python has compiled it, which every build would do anew; but for files that it is just writing.
    """
    writing = shutil.ignore_patterns("*.pyc.*")
    folder.mkdir(parents=True)
    if project != PROJECT:
        lend_shell(folder, project)
    for name in INPUTS:
        source = project / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=writing)
        else:
            shutil.copyfile(source, folder / name)
    return folder


def lend_shell(root: Path, built: Path) -> None:
    """Give the project at `root` the shell of one that has been built: it serves as long as the pages are the same."""
    shutil.copytree(built / SHELL, root / SHELL)


def mkdocs_build(root: Path, site: Path, config: str = "mkdocs.yml") -> list[str]:
    """The command by which MkDocs builds the project at `root` into `site`."""
    return [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(root / config), "-d", str(site)]


def sisterlib_build(root: Path, site: Path) -> list[str]:
    """The command by which `make build` does."""
    return [sys.executable, "-m", "sister_libraries", "--root", str(root), "build", "--site-dir", str(site)]


def build_environment(root: Path, **more: str) -> dict[str, str]:
    """The environment in which that command uses the project's own code and no clock."""
    return {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONUTF8": "1",
        "PYTHONPATH": str(root / "hooks"),
        "SITE_URL": SITE_URL,
        "SOURCE_DATE_EPOCH": EPOCH,
        "SISTER_LIBRARIES_PDF": "no",  # half a minute for each copy of the project; tests/paper makes them
        **more,
    }


def run(root: Path, command: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a build of the project at `root`; the result holds the exit code and all that was printed."""
    return subprocess.run(
        command,
        env=build_environment(root, **environment),
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def once(folder: Path, make: Callable[[Path], None]) -> Path:
    """The `folder` that `make` fills, made by whichever process comes first."""
    failed = folder.with_name(folder.name + ".failed")
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        folder.with_name(folder.name + ".lock").touch(exist_ok=False)
    except FileExistsError:
        pass
    else:
        partial = folder.with_name(folder.name + ".partial")
        try:
            make(partial)
            partial.rename(folder)
        except BaseException as error:
            failed.write_text(str(error), encoding="utf-8")
            raise
    end = time.monotonic() + PATIENCE
    while not folder.exists():
        if failed.exists():
            raise BuildFailed(failed.read_text(encoding="utf-8"))
        if time.monotonic() > end:
            raise TimeoutError(f"no process made {folder} in {PATIENCE} seconds")
        time.sleep(0.1)
    return folder


class BuildFailed(Exception):
    """The build that tests wanted to look at failed; its text is what the build printed."""


def make_site(folder: Path, *, examples: bool = False) -> None:
    """Fill `folder` with a copy of the project, the site built from it (in `served/`), and what was printed."""
    root = copy_project(folder / "project")
    if examples:
        shutil.copytree(EXAMPLES, root, dirs_exist_ok=True)
    config = "examples.yml" if examples else "mkdocs.yml"
    published = folder / "served" / BASE.strip("/")
    result = run(root, mkdocs_build(root, published, config))
    (folder / "log.json").write_text(json.dumps([result.returncode, result.stdout]), encoding="utf-8")
    if not (published / "index.html").exists():
        raise BuildFailed(result.stdout)


@dataclass(frozen=True)
class BuiltSite:
    """A finished build in `home`: the project it was built from, what was printed, and the site."""

    home: Path

    @property
    def root(self) -> Path:
        """The copy of the project."""
        return self.home / "project"

    @property
    def served(self) -> Path:
        """The folder that a web server would serve; the site lies in it under its base path."""
        return self.home / "served"

    @property
    def folder(self) -> Path:
        """The site's own folder."""
        return self.served / BASE.strip("/")

    @cached_property
    def log(self) -> tuple[int, str]:
        """The build's exit code and what it printed."""
        code, text = json.loads((self.home / "log.json").read_text(encoding="utf-8"))
        return code, text

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """Every page by its address below the site's root, as in `zh/why/`."""
        return {page.url: page for page in self._read()}

    @property
    def ordinary(self) -> list[Page]:
        """Every page but the one for addresses that are not there, which is for all languages."""
        return [page for page in self.pages.values() if page.name != "404.html"]

    @cached_property
    def catalogue(self) -> Catalogue:
        """The records that the site was built from, on the day that it was built for."""
        return load(self.root, datetime.fromtimestamp(int(EPOCH), UTC).date())[0]

    @cached_property
    def files(self) -> frozenset[str]:
        """The names of all files."""
        return frozenset(p.relative_to(self.folder).as_posix() for p in self.folder.rglob("*") if p.is_file())

    def _read(self) -> list[Page]:
        names = sorted(name for name in self.files if name.endswith(".html"))
        return [Page(name, (self.folder / name).read_text(encoding="utf-8")) for name in names]


@dataclass(frozen=True)
class Tag:
    """A start tag, and the text up to its end tag when it is one whose text is kept."""

    name: str
    attributes: dict[str, str]
    text: list[str]

    def get(self, name: str) -> str:
        """An attribute's value; an empty text when it has none."""
        return self.attributes.get(name, "")


class Page(HTMLParser):
    """One page of the built site, as its tags."""

    TEXTS = ("title", "h1", "script", "style")

    def __init__(self, name: str, html: str) -> None:
        super().__init__()
        self.name = name
        self.url = name.removesuffix("index.html")
        self.html = html
        self.all: list[Tag] = []
        self._open: list[Tag] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = Tag(tag, {name: value or "" for name, value in attrs}, [])
        self.all.append(found)
        if tag in self.TEXTS:
            self._open.append(found)

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1].name == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        for tag in self._open:
            tag.text.append(data)

    def tags(self, called: str, /, **attributes: str) -> list[Tag]:
        """The tags that are `called` so, with these attribute values."""
        return [t for t in self.all if t.name == called and all(t.get(k) == v for k, v in attributes.items())]

    def text(self, name: str) -> str:
        """The text of the only element called `name`; for `title` the page's own, not one inside a drawing."""
        (tag,) = self.tags(name)[:1] if name == "title" else self.tags(name)
        return " ".join("".join(tag.text).split())

    def meta(self, name: str) -> str:
        """The content of the only meta tag called `name`."""
        (tag,) = self.tags("meta", name=name)
        return tag.get("content")

    def links(self, rel: str) -> list[Tag]:
        """The link tags with the relation `rel`."""
        return [tag for tag in self.tags("link") if rel in tag.get("rel").split()]

    @property
    def language(self) -> Language:
        """The language of the part of the site that the page lies in."""
        default, *others = site_languages()
        return next((each for each in others if self.url.startswith(each.prefix)), default)

    @property
    def bare(self) -> str:
        """The page's address below its language's root."""
        return self.url.removeprefix(self.language.prefix)

    @property
    def alternates(self) -> dict[str, str]:
        """The addresses of the page's versions by their hreflang."""
        return {
            tag.get("hreflang"): tag.get("href") for tag in self.links("alternate") if tag.get("hreflang")
        }

    @property
    def indexed(self) -> bool:
        """Whether search engines may list the page."""
        return not any("noindex" in tag.get("content") for tag in self.tags("meta", name="robots"))


def wrong(pages: Iterable[Page], is_right: Callable[[Page], bool]) -> list[str]:
    """The names of the pages that are not right."""
    return [page.name for page in pages if not is_right(page)]
