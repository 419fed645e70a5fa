"""A real browser that looks at the built site on a server of its own; what goes wrong unseen fails the test."""

import functools
import http.server
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    sync_playwright,
)

TESTS = Path(__file__).resolve().parents[1]
sys.path += [str(TESTS / "site"), str(TESTS.parent / "tools")]

from building import BASE, BuiltSite, make_site, once  # noqa: E402

from browsers import ARGUMENTS, FOUND  # noqa: E402

PATIENCE = 20_000  # milliseconds that the browser waits for anything


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A temporary folder that all processes of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def site(shared_folder: Path) -> BuiltSite:
    """The site, built as it is published; the same build that tests/site looks at."""
    return BuiltSite(once(shared_folder / "site", make_site))


@pytest.fixture(scope="session")
def example_site(shared_folder: Path) -> BuiltSite:
    """The site with the records and the page of tests/site/examples besides its own."""
    return BuiltSite(once(shared_folder / "example-site", lambda folder: make_site(folder, examples=True)))


class Server(http.server.SimpleHTTPRequestHandler):
    """Serves a built site as a static host does: an address that is not there gets 404.html."""

    protocol_version = "HTTP/1.1"

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / BASE.strip("/") / "404.html"
        if code != 404 or not page.exists():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def serve(site: BuiltSite) -> Iterator[str]:
    """The address of the site's home while it is served."""
    handler = functools.partial(Server, directory=str(site.served))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{BASE}"
        server.shutdown()


@pytest.fixture(scope="session")
def home(site: BuiltSite) -> Iterator[str]:
    """The address of the served site's home page."""
    yield from serve(site)


@pytest.fixture(scope="session")
def example_home(example_site: BuiltSite) -> Iterator[str]:
    """The address of the home page of the site with examples."""
    yield from serve(example_site)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests of a process; it can reach no host but this machine."""
    if not FOUND.exists():
        pytest.fail("no browser has been looked for: run `python3 dev.py test`, or tools/browsers.py first")
    alone = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=FOUND.read_text(encoding="utf-8"), args=[*ARGUMENTS, *alone]
        )
        yield browser
        browser.close()


@dataclass
class Watch:
    """What went wrong while pages were open, and what they asked for."""

    home: str
    faults: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)  # parts of faults that a test brings about itself

    def over(self, page: Page) -> None:
        """Watch a page."""
        page.on("request", self._request)
        page.on("requestfailed", self._failed)
        page.on("response", self._response)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))

    def _request(self, request: Request) -> None:
        self.requests.append(request.url)
        if not request.url.startswith((self.home, "data:", "blob:" + self.home.removesuffix(BASE))):
            self.faults.append(f"a request left the site: {request.url}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # what a page no longer needs when the next one is opened
            self.faults.append(f"a request failed: {request.url} ({request.failure})")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"a request was answered with {response.status}: {response.url}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"console: {message.text} ({message.location.get('url', '')})")


# A violation that breaks nothing is only told to the page itself.
TELL_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", ({violatedDirective, blockedURI}) =>
  console.error(`Content-Security-Policy: ${violatedDirective} does not allow ${blockedURI}`));
"""

Visit = Callable[..., Page]


@pytest.fixture
def watch(home: str) -> Iterator[Watch]:
    """What the browser meets in this test; anything unexpected fails the test."""
    watch = Watch(home)
    yield watch
    unexpected = [each for each in watch.faults if not any(part in each for part in watch.expected)]
    assert unexpected == []


@pytest.fixture
def visit(browser: Browser, home: str, watch: Watch) -> Iterator[Visit]:
    """Open a page of the site in a new, watched window: `visit("zh/why/", viewport=…)`."""
    contexts: list[BrowserContext] = []

    def visit(address: str = "", *, home: str = home, script: str = "", **options: object) -> Page:
        watch.home = home
        context = browser.new_context(**options)  # type: ignore[arg-type]
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.add_init_script(TELL_VIOLATIONS + script)
        page = context.new_page()
        watch.over(page)
        page.goto(home + address)
        return page

    yield visit
    for context in contexts:
        context.close()
