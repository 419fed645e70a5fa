"""The adapter: the only file that knows MkDocs. It stops a build when a record or a page breaks a rule.

MkDocs renders the hand-written pages and one layout for every kind of record, once per language, into a shell
outside `site/`; after the last language the core fills the shell with records and publishes it.
"""

from __future__ import annotations

import gc
import logging
import os
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import BytecodeCache, FileSystemLoader
from mkdocs.exceptions import PluginError
from mkdocs.theme import Theme
from mkdocs.utils import CountHandler

from sister_libraries import frame, styles
from sister_libraries.languages import language, site_languages
from sister_libraries.lean import lean, trim, without_script
from sister_libraries.lock import alone
from sister_libraries.modules import imported
from sister_libraries.problems import ProblemsFound
from sister_libraries.published import CACHE, SHELL_ONLY, site_url
from sister_libraries.shell import Shell

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.bccache import Bucket
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from sister_libraries.project import Project


class _Compiled(BytecodeCache):
    """The theme's templates as the first language has had them compiled, for the others."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key, bucket.checksum] = bucket.code


class _Templates(FileSystemLoader):
    """The theme's templates. They are listed without its twelve thousand icons, of which MkDocs copies none."""

    def list_templates(self) -> list[str]:
        found = set()
        for root in map(Path, self.searchpath):
            for folder, folders, files in os.walk(root):
                folders[:] = [each for each in folders if not each.startswith(".")]
                found.update((Path(folder) / each).relative_to(root).as_posix() for each in files)
        return sorted(found)


_compiled = _Compiled()
_shell: Shell | None = None
_project: Project | None = None  # where MkDocs was asked for the whole site
_warnings = CountHandler()
_held = ExitStack()  # the lock of a build that MkDocs was asked for directly


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Before the first language: read and check everything, and send MkDocs' own output to the shell."""
    global _shell, _project, _warnings  # noqa: PLW0603 - MkDocs calls functions, so what a build knows lives here
    if _first_language(config):
        root = Path(config.config_file_path).resolve().parent
        _warnings = CountHandler()
        _warnings.setLevel(logging.WARNING)
        logging.getLogger("mkdocs").addHandler(_warnings)
        key = os.environ.get(SHELL_ONLY)
        if key:
            _project = None
            gc.disable()  # this process lives for seconds, and what it makes lives as long
            _shell = Shell(root, site_url(), root / os.environ.get(CACHE, ".cache"), key)
        else:
            _project = _read(root, Path(config.site_dir))
            _shell = _project.shell
        config.site_dir = str(_shell.begin())
    config.theme.get_env = partial(_environment, config.theme)  # type: ignore[method-assign]  # there is no other way in
    return config


def _environment(theme: Theme) -> Environment:
    """Jinja as MkDocs sets it up, without the work that every language would do once more."""
    env = Theme.get_env(theme)
    env.loader = _Templates(theme.dirs)
    env.bytecode_cache = _compiled
    return env


def _read(root: Path, site_dir: Path) -> Project:
    """The project with its records, for the whole site."""
    # MkDocs is asked for the shell alone nearly always.
    from sister_libraries.project import Project  # noqa: PLC0415 - takes half a second

    project = Project(root, site_dir=site_dir, cache=Path(os.environ.get(CACHE, ".cache")))
    _ = project.shell  # of the settings that MkDocs has just read: before others are waited for
    _held.close()  # of a build in this process that failed
    _held.enter_context(alone(project.cache))
    try:
        project.load()
    except ProblemsFound as found:
        raise _refused(found, root) from None
    return project


def _publish(project: Project) -> None:
    """Fill the shell with the project's records, and make it the site."""
    from sister_libraries.publish import publish  # noqa: PLC0415 - as above

    try:
        publish(project)
    except ProblemsFound as found:
        raise _refused(found, project.root) from None
    finally:
        _held.close()


def _refused(found: ProblemsFound, root: Path) -> PluginError:
    from sister_libraries.report import as_text  # noqa: PLC0415 - as above

    return PluginError("\n" + as_text(found.problems, root, site_languages()))


def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    """Give the theme overrides the site's own words, and what its scripts import."""
    assert _shell
    env.install_gettext_translations(_language(config).translations, newstyle=True)  # type: ignore[attr-defined]  # its extension adds it
    env.globals["modules"] = partial(imported, _shell.root / "overrides" / "assets" / "javascripts")
    return env


def on_page_context(
    context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Add what the frame of the page prints."""
    assert _shell
    here = _language(config)
    source = Path(page.file.abs_src_path or "")
    translated = page.file.locale == here.code  # type: ignore[attr-defined]  # static-i18n adds it
    context |= frame.of_page(_shell, here, page.url, translated, page.meta, source)
    context |= frame.sections(here, _sections(nav, page), page.meta.get("section"))
    return context


def on_template_context(
    context: dict[str, Any], *, template_name: str, config: MkDocsConfig
) -> dict[str, Any]:
    """Add what the frame of the 404 page prints."""
    assert _shell
    here = _language(config)
    context |= frame.of_no_page(here, _shell.site_url)
    context |= frame.sections(here, _sections(context["nav"], None), None)
    return context


def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    """Leave out what only templates need."""
    return lean(without_script(output))


def on_post_template(output: str, *, template_name: str, config: MkDocsConfig) -> str:
    """Keep the first language's 404 page; MkDocs would write every language's over it."""
    return lean(without_script(output)) if _first_language(config) and template_name == "404.html" else ""


def on_post_build(config: MkDocsConfig) -> None:
    """After the last language: fill the shell with records, and publish."""
    assert _shell
    if _language(config) == site_languages()[-1]:
        logging.getLogger("mkdocs").removeHandler(_warnings)
        if config.strict and _warnings.get_counts():
            return  # MkDocs stops here by itself, and nothing is published
        overrides = _shell.root / "overrides"
        trim(Path(config.site_dir) / "assets", overrides / "assets")
        styles.join(Path(config.site_dir), overrides)
        _shell.keep(Path(config.site_dir))
        if _project:
            _publish(_project)


def _language(config: MkDocsConfig) -> Any:
    current = config.plugins["i18n"].current_language or site_languages()[0].code  # type: ignore[attr-defined]  # as above
    return language(current)


def _first_language(config: MkDocsConfig) -> bool:
    return bool(_language(config) == site_languages()[0])


def _sections(nav: Navigation, page: Page | None) -> list[frame.Section]:
    """The navigation's sections with their pages, in the core's own terms."""
    return [
        frame.Section(
            title=item.title,
            url=item.children[0].url,
            pages=[frame.Link(each.title or "", each.url or "", each is page) for each in item.children],
        )
        for item in nav.items
        if item.is_section
    ]
