"""A real browser that looks at the built site on a server of its own; what goes wrong unseen fails the test."""

import functools
import http.server
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    CDPSession,
    ConsoleMessage,
    Page,
    Request,
    Response,
    expect,
    sync_playwright,
)

TESTS = Path(__file__).resolve().parents[1]
sys.path += [str(TESTS / "site"), str(TESTS.parent / "tools")]

from building import BASE, BuiltSite, make_site, once  # noqa: E402 - behind the path to it

from browsers import ARGUMENTS, FOUND  # noqa: E402 - behind the path to it

PATIENCE = 20_000  # milliseconds that the browser waits for anything
AXE = TESTS / "tools" / "node_modules" / "axe-core" / "axe.min.js"
expect.set_options(timeout=PATIENCE)  # the machines that run the tests are shared
SIZE = {"width": 1280, "height": 720}  # of a window that no test asks to be another


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
    """Serves a built site as a static host does: an address that is not there gets 404.html.

    What checks pages lies there as well: a browser that is given a script by address keeps it compiled, and one that
    is sent half a megabyte with every page does not.
    """

    protocol_version = "HTTP/1.1"

    def translate_path(self, path: str) -> str:
        return str(AXE) if path == BASE + AXE.name else super().translate_path(path)

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

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=600")  # as GitHub Pages says
        super().end_headers()

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


class Windows:
    """The windows of one browser. A new one costs it a process of its own and more than most pages do, so a window
    that a test has left is made as new, and goes to the next that asks for one of its kind. What its cache holds of
    the site stays.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._left: dict[str, list[Page]] = {}
        self._tools: dict[Page, CDPSession] = {}

    def take(self, options: dict[str, Any]) -> Page:
        """A window in which nothing has been opened, or nothing that can be told any more."""
        left = self._left.get(repr(sorted(options.items())))
        return left.pop() if left else self.new(options)

    def new(self, options: dict[str, Any]) -> Page:
        """A window that nobody has used."""
        context = self._browser.new_context(**options)
        context.set_default_timeout(PATIENCE)
        context.add_init_script(TELL_VIOLATIONS)
        return context.new_page()

    def give_back(self, page: Page, options: dict[str, Any]) -> None:
        """Make a window as new for the next test; one that others have been opened from is closed."""
        context = page.context
        if page.is_closed() or context.pages != [page] or context.service_workers:
            self._tools.pop(page, None)
            context.close()
            return
        parts = urlsplit(page.url)
        if parts.scheme == "http" and options.get("java_script_enabled", True):
            page.evaluate("sessionStorage.clear()")
        page.goto("about:blank")
        page.emulate_media(media="null", color_scheme=options.get("color_scheme", "light"))
        page.set_viewport_size(options.get("viewport", SIZE))
        context.clear_cookies()
        if page not in self._tools:
            self._tools[page] = context.new_cdp_session(page)
        tools = self._tools[page]
        origin = {"origin": f"{parts.scheme}://{parts.netloc}", "storageTypes": "all"}
        tools.send("Storage.clearDataForOrigin", origin)
        tools.send("Page.resetNavigationHistory")
        self._left.setdefault(repr(sorted(options.items())), []).append(page)


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Windows:
    """The windows that all tests of a process use."""
    return Windows(browser)


@dataclass
class Watch:
    """What went wrong while pages were open, and what they asked for."""

    home: str
    faults: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)  # parts of faults that a test brings about itself

    def __post_init__(self) -> None:
        self._listeners: dict[str, Callable[[Any], None]] = {
            "request": self._request,
            "requestfailed": self._failed,
            "response": self._response,
            "console": self._console,
            "pageerror": lambda error: self.faults.append(f"script: {error}"),
        }

    def over(self, page: Page) -> None:
        """Watch a page."""
        for event, listener in self._listeners.items():
            page.on(event, listener)

    def no_more(self, page: Page) -> None:
        """Let a page be."""
        for event, listener in self._listeners.items():
            page.remove_listener(event, listener)

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
def visit(windows: Windows, home: str, watch: Watch) -> Iterator[Visit]:
    """Open a page of the site in a watched window that is as new: `visit("zh/why/", viewport=…)`.

    A window that is to itself (`alone`) is not used again: for a test that changes more of it than what is stored
    and what it shows, as by `page.route`; so is one with a `script` of its own.
    """
    opened: list[tuple[Page, dict[str, Any], bool]] = []

    def visit(
        address: str = "", *, home: str = home, script: str = "", alone: bool = False, **options: object
    ) -> Page:
        watch.home = home
        alone = alone or bool(script)
        page = windows.new(options) if alone else windows.take(options)
        opened.append((page, options, alone))
        if not options.get("java_script_enabled", True):
            watch.expected.append(
                ".js (csp)"
            )  # so Chromium says that it leaves a module alone that a page names
        if script:
            page.add_init_script(script)
        watch.over(page)
        page.goto(home + address)
        return page

    yield visit
    for page, options, alone in opened:
        watch.no_more(page)
        if alone:
            page.context.close()
        else:
            windows.give_back(page, options)
