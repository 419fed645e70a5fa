"""Show the site while it is being written: build, serve, watch, build again, and tell the browser.

A broken file is reported in the terminal; the last good site stays up until the file is mended.
"""

from __future__ import annotations

import os
import sys
import threading
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

from watchfiles import watch

from sister_libraries.build import ShellFailed, build
from sister_libraries.languages import N_, site_languages
from sister_libraries.problems import ProblemsFound
from sister_libraries.project import Project
from sister_libraries.report import as_text

if TYPE_CHECKING:
    from collections.abc import Callable

INPUTS = ("data", "docs", "overrides", "hooks", "mkdocs.yml")
_RELOAD = "livereload.js"
# The page asks, with the number of the site that it shows, and is answered when there is a newer one.
_SCRIPT = b"""
const waits = async (shown) => {
  for (;;) {
    try {
      const newest = await (await fetch("/livereload?shown=" + shown)).text();
      if (shown && newest !== shown) location.reload();
      shown = newest;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
};
waits("");
"""


class News:
    """The number of the newest site, for those who wait for the next."""

    def __init__(self) -> None:
        self._number = 1
        self._changed = threading.Condition()

    def publish(self) -> None:
        """Tell everybody who waits that there is a newer site."""
        with self._changed:
            self._number += 1
            self._changed.notify_all()

    def newer_than(self, shown: str) -> str:
        """The number of the newest site, at once or when it is not `shown` any more, 20 seconds at most."""
        with self._changed:
            self._changed.wait_for(lambda: str(self._number) != shown, timeout=20)
            return str(self._number)


def serve(make_project: Callable[[], Project], host: str, port: int) -> int:
    """Serve until interrupted; `make_project` gives a project that reads everything anew."""
    project = make_project()
    news = News()
    try:
        server = ThreadingHTTPServer((host, port), _handler(project.site_dir, news))
    except OSError as error:
        print(f"{host}:{port}: {error.strerror}", file=sys.stderr)
        return 1
    server.daemon_threads = True
    _build(project)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://{host}:{port}/"
    print(
        " · ".join(each.say(N_("The site is at {address}"), address=address) for each in site_languages()),
        flush=True,
    )
    inputs = [project.root / name for name in INPUTS]
    try:
        for changes in watch(*inputs, debounce=200, step=50, raise_interrupt=True):
            if any(Path(path).suffix in (".py", ".toml") for _, path in changes):
                server.server_close()
                os.execv(sys.executable, [sys.executable, "-m", "sister_libraries", *sys.argv[1:]])
            if _build(make_project()):
                news.publish()
    except KeyboardInterrupt:
        pass
    finally:
        server.server_close()
    return 0


def _build(project: Project) -> bool:
    """Build, or say what stands in the way."""
    try:
        build(project)
    except ProblemsFound as found:
        print(as_text(found.problems, project.root, site_languages()), file=sys.stderr, flush=True)
    except ShellFailed as failed:
        print(failed, file=sys.stderr, flush=True)
    else:
        print(" · ".join(each.say(N_("Built.")) for each in site_languages()), flush=True)
        return True
    message = N_("The site stays as it was until this is mended.")
    print("\n" + " · ".join(each.say(message) for each in site_languages()), file=sys.stderr, flush=True)
    return False


def _handler(site: Path, news: News) -> type[SimpleHTTPRequestHandler]:
    """A handler that serves `site` as GitHub Pages does, and adds the script that reloads pages."""

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, directory=str(site), **options)

        def do_GET(self) -> None:
            path, _, query = self.path.partition("?")
            if path == f"/{_RELOAD}":
                return self._answer(HTTPStatus.OK, _SCRIPT, "text/javascript")
            if path == "/livereload":
                newest = news.newer_than(query.removeprefix("shown="))
                return self._answer(HTTPStatus.OK, newest.encode(), "text/plain")
            file = Path(self.translate_path(path))
            if file.is_dir() and path.endswith("/"):
                file /= "index.html"
            if not file.exists():
                return self._page(HTTPStatus.NOT_FOUND, site / "404.html")
            if file.suffix == ".html":
                return self._page(HTTPStatus.OK, file)
            return super().do_GET()

        def _page(self, status: HTTPStatus, file: Path) -> None:
            html = file.read_bytes() if file.exists() else b"<!doctype html><title>-</title><body></body>"
            script = f'<script src="/{_RELOAD}" defer></script></body>'.encode()
            self._answer(status, html.replace(b"</body>", script, 1), "text/html; charset=utf-8")

        def _answer(self, status: HTTPStatus, content: bytes, kind: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *arguments: Any) -> None:
            """Say nothing: the terminal is for problems."""

    return Handler
