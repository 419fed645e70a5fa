"""The site without a network: the service worker that keeps it on a device, and the ZIP that works from a folder."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from typing import TYPE_CHECKING, Any

from sister_libraries.languages import N_, site_languages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from sister_libraries.reader import Reader

WORKER = "service-worker.js"
BIGGEST = 300_000  # bytes of a file that is kept from the beginning
_CORE = re.compile(r"assets/(.*/)?[^/]+\.(css|js|svg|json)$")
_NOTICES = {
    "kept": N_("You are offline. This page was kept on this device on {date}; it may have changed since."),
    "missing": N_("You are offline, and the page that you asked for is not kept on this device."),
}
FOLDER_SCRIPT = "folder.js"
SERVER = "python3 -m http.server 8000"  # shows the folder in which it runs at http://127.0.0.1:8000/
_FROM_A_FOLDER = N_(
    "You have opened this page from a folder, where browsers load no scripts: what needs one does nothing here, such "
    "as search, filters, letters and ticks. It works when a web server shows the folder; Python brings one along:"
)
_MODULE = 'type="module"'
_LINK = re.compile(r'( (?:href|action)=")(?![a-z][a-z0-9+.-]*:|#|//)([^"#?]*)(?=["#?])')
# Of every file in the ZIP, so that the same site is the same ZIP: the first day that the format knows.
_NO_DATE = (1980, 1, 1, 0, 0, 0)


def core(names: Iterable[str], pages: Iterable[str], size: Callable[[str], int]) -> list[str]:
    """The files that a device keeps from the beginning: hand-written pages, styles and scripts."""
    wanted = {*pages, *(name for name in names if _CORE.match(name))}
    return sorted(name for name in wanted if size(name) <= BIGGEST)


def worker(source: str, names: Iterable[str], read: Callable[[str], bytes]) -> str:
    """The service worker, with the version that the contents of its files make."""
    digest = hashlib.sha256(source.encode())
    files = []
    for name in names:
        digest.update(name.encode() + b"\0" + hashlib.sha256(read(name)).digest())
        files.append(name.removesuffix("index.html"))
    site: dict[str, Any] = {
        "version": digest.hexdigest()[:16],
        "files": files,
        "languages": [
            {
                "tag": each.tag,
                "prefix": each.prefix,
                **{name: each.say(text, date="{date}") for name, text in _NOTICES.items()},
            }
            for each in site_languages()
        ],
    }
    return f"const SITE = {json.dumps(site, ensure_ascii=False)};\n{source}"


def filling(reader: Reader, root: Path, argument: str) -> dict[str, Any]:
    """What the page about reading offline prints."""
    return {"worker": reader.root + WORKER}


def archive(site: Path, root: Path) -> bytes:
    """The whole site as a ZIP, with the project's folder `root` for what only the ZIP has.

    Links in it name files, because a folder has no server that knows index.html; and pages whose scripts a browser
    does not load from a folder say so.
    """
    own = root / "overrides" / "records" / "offline"
    notice = (own / "folder.html").read_text(encoding="utf-8")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        _add(packed, FOLDER_SCRIPT, _folder_script((own / FOLDER_SCRIPT).read_text(encoding="utf-8")))
        for path in sorted(each for each in site.rglob("*") if each.is_file()):
            name = path.relative_to(site).as_posix()
            if name == WORKER:
                continue
            content = path.read_bytes()
            if name.endswith(".html"):
                html = named(content.decode("utf-8"))
                if _MODULE in html:
                    home = "../" * name.count("/")
                    html = html.replace(notice.splitlines()[-1], notice.replace("{root}", home))
                content = html.encode("utf-8")
            _add(packed, name, content)
    return out.getvalue()


def _add(packed: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(f"sister-libraries/{name}", _NO_DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    packed.writestr(info, content)


def _folder_script(source: str) -> bytes:
    """The script that says what does not work from a folder, with its words."""
    words = {
        each.tag: {
            "said": each.say(_FROM_A_FOLDER),
            "more": each.say(N_("More about that")),
            "command": SERVER,
            "page": f"{each.prefix}offline/index.html",
        }
        for each in site_languages()
    }
    return f"const WORDS = {json.dumps(words, ensure_ascii=False)};\n{source}".encode()


def named(html: str) -> str:
    """A page whose relative links to folders lead to the file in them."""

    def file(found: re.Match[str]) -> str:
        path = found[2]
        if path.endswith("/") or path in (".", ".."):
            path = f"{path.rstrip('/')}/index.html"
        return found[1] + path

    return _LINK.sub(file, html)
