"""A server for one's own browser: folders as GitHub Pages serves them, and a script that opens a page again when there
is news of the site.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PATIENCE = 20  # seconds until a page that has heard nothing asks again
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
        """The number of the newest site, at once or when it is not `shown` any more, `PATIENCE` at most."""
        with self._changed:
            self._changed.wait_for(lambda: str(self._number) != shown, timeout=PATIENCE)
            return str(self._number)


def handler(folders: Sequence[Path], news: News) -> type[SimpleHTTPRequestHandler]:
    """A handler that serves the last of `folders`, but what lies in an earlier one from there."""
    site = folders[-1]

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, directory=str(site), **options)

        def do_GET(self) -> None:
            self._serve(super().do_GET)

        def do_HEAD(self) -> None:
            self._serve(super().do_HEAD)

        def _serve(self, plain: Callable[[], None]) -> None:
            """Answer; by `plain` what is a file as it is."""
            path, _, query = self.path.partition("?")
            if path == f"/{_RELOAD}":
                return self._answer(HTTPStatus.OK, _SCRIPT, "text/javascript")
            if path == "/livereload":
                newest = news.newer_than(query.removeprefix("shown="))
                return self._answer(HTTPStatus.OK, newest.encode(), "text/plain")
            file = self._file(path)
            if file and file.suffix == ".html":
                return self._page(HTTPStatus.OK, file)
            if file or (not path.endswith("/") and self._file(f"{path}/")):
                return plain()  # which leads to the address with a slash
            return self._page(HTTPStatus.NOT_FOUND, site / "404.html")

        def _file(self, path: str) -> Path | None:
            """The file that an address stands for, or None where there is none."""
            with suppress(ValueError, OSError):  # a name that no file can have
                name = Path(self.translate_path(path)).relative_to(site)
                for folder in folders:
                    file = folder / name
                    if file.is_dir() and path.endswith("/"):
                        file /= "index.html"
                    if file.is_file():
                        return file
            return None

        def _page(self, status: HTTPStatus, file: Path) -> None:
            try:
                html = file.read_bytes()
            except OSError:  # taken away meanwhile, or nothing was ever built
                html = b"<!doctype html><title>-</title><body></body>"
            script = f'<script src="/{_RELOAD}" defer></script></body>'.encode()
            self._answer(status, html.replace(b"</body>", script, 1), "text/html; charset=utf-8")

        def _answer(self, status: HTTPStatus, content: bytes, kind: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Cache-Control", "no-store")
            with suppress(ConnectionError):  # the page was left meanwhile
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(content)

        def log_message(self, format: str, *arguments: Any) -> None:
            """Say nothing: the terminal is for problems."""

    return Handler
