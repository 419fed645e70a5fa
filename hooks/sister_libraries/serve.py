"""Show the site while it is being written: build, serve, watch, build again, and tell the browser.

Builds run in a process of their own, so that what is saved while one is at work is noticed: it is given up for the
next. Pages of records that were saved are shown at once (preview.py). A broken file is reported in the terminal; the
last good site stays up until the file is mended.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

from watchfiles import watch

from sister_libraries.languages import N_, site_languages
from sister_libraries.live_server import News, handler
from sister_libraries.preview import Preview

if TYPE_CHECKING:
    from collections.abc import Callable

    from sister_libraries.languages import Phrase
    from sister_libraries.project import Project

INPUTS = ("data", "docs", "overrides", "hooks", "mkdocs.yml")
LOOK = 100  # milliseconds between two looks at whether a build has ended


def serve(make_project: Callable[[], Project], host: str, port: int) -> int:
    """Serve until interrupted; `make_project` gives a project that reads everything anew."""
    project = make_project()
    news = News()
    preview = Preview(project.cache, news.publish)
    try:
        server = ThreadingHTTPServer((host, port), handler([preview.folder, project.site_dir], news))
    except OSError as error:
        print(f"{host}:{port}: {error.strerror}", file=sys.stderr)
        return 1
    server.daemon_threads = True
    builder = _Builder(project)
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(0))  # an end like any other
    served = False
    try:
        builder.start()
        inputs = [project.root / name for name in INPUTS]
        for changes in watch(
            *inputs, debounce=200, step=50, rust_timeout=LOOK, yield_on_timeout=True, raise_interrupt=True
        ):
            saved = [Path(path) for _, path in changes]
            if any(path.suffix in (".py", ".toml") for path in saved):
                builder.stop()
                server.server_close()
                os.execv(sys.executable, [sys.executable, "-m", "sister_libraries", *sys.argv[1:]])
            if saved:
                preview.show(saved)
                builder.start()
            elif builder.has_ended():
                if builder.wait():
                    preview.forget()
                    if not preview.knows:
                        preview.renew(make_project())
                    news.publish()
                if not served:
                    served = True
                    threading.Thread(target=server.serve_forever, daemon=True).start()
                    _tell(N_("The site is at {address}"), address=f"http://{host}:{port}/")
    except KeyboardInterrupt:
        pass
    finally:
        builder.stop()
        server.server_close()
    return 0


def _tell(message: Phrase, **values: object) -> None:
    print(" · ".join(each.say(message, **values) for each in site_languages()), flush=True)


class _Builder:
    """Builds of a project, one at a time."""

    def __init__(self, project: Project) -> None:
        self._command = [
            *(sys.executable, "-m", "sister_libraries", "--root", str(project.root)),
            *("--today", project.today.isoformat(), "build", "--quiet"),
            *("--site-dir", str(project.site_dir.resolve()), "--cache", str(project.cache.resolve())),
        ]
        self._environment = {**os.environ, "SITE_URL": project.site_url, "PYTHONUTF8": "1"}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Build, instead of going on with a build that has begun."""
        self.stop()
        own = sys.platform != "win32"  # a group of processes, so that all of them can be stopped
        self._process = subprocess.Popen(self._command, env=self._environment, start_new_session=own)

    def has_ended(self) -> bool:
        """Whether a build has ended that nobody has waited for."""
        return self._process is not None and self._process.poll() is not None

    def wait(self) -> bool:
        """Whether the build ended well, once it has; what stood in the way, it has said itself."""
        assert self._process
        good = self._process.wait() == 0
        self._process = None
        message = N_("Built.") if good else N_("The site stays as it was until this is mended.")
        said = " · ".join(each.say(message) for each in site_languages())
        print(said if good else f"\n{said}", file=sys.stdout if good else sys.stderr, flush=True)
        return good

    def stop(self) -> None:
        """Give up a build; what it has left behind, the next one takes for nothing."""
        if not self._process:
            return
        if sys.platform == "win32":
            self._process.kill()
        elif self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None
