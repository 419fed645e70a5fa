"""The volunteers' work list, and the scripts of its workflow and of publishing."""

from __future__ import annotations

import http.server
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from builders import ROOT, Site, checklist, library

from sister_libraries.cli import main
from sister_libraries.upkeep import REVIEW_DAYS, DeadLink, dead_links, reviews


def asks(confirmed: str, name: str = "Some Library") -> dict[str, object]:
    return library(name={"en": name}, status="seeking", activities=["pen-pals"], confirmed=confirmed)


@pytest.fixture
def house(project: Site) -> Site:
    shutil.copytree(ROOT / "overrides" / "answers", project.root / "overrides" / "answers")
    return project


def work_list(house: Site, *arguments: str) -> str:
    out = house.root / "list.md"
    assert (
        main(["--root", str(house.root), "--today", "2026-11-21", "upkeep", "--out", str(out), *arguments])
        == 0
    )
    return out.read_text(encoding="utf-8")


def test_the_list_has_what_is_due_with_a_message_in_each_language(house: Site) -> None:
    contact = {"contact": {"role": {"en": "Desk"}, "page": "https://due.example.org/write"}}
    house.put("libraries/due-library", asks("2025-10-01", "Due Library @octocat") | contact)
    house.put("libraries/back-library", asks("2024-01-01", "Back Library"))
    house.put("libraries/fresh-library", asks("2026-10-01", "Fresh Library"))
    text = work_list(house)
    assert "Dear colleagues of Due Library" in text
    assert "To: https://due.example.org/write" in text
    assert "收件人：https://due.example.org/write" in text
    assert "尊敬的 Due Library @\u2060octocat 同仁" in text
    assert "Requests that have stepped back (1)" in text
    assert "Back Library" in text
    assert "Fresh Library" not in text
    assert "They were not checked this time." in text


@pytest.mark.parametrize(("by", "told"), [("2027-02-19", True), ("2026-01-01", True), ("2027-02-20", False)])
def test_a_decision_made_for_a_time_is_told_of_before_its_day(house: Site, by: str, told: bool) -> None:
    house.write(
        "decisions/0001-for-a-time.md", f"# 1. For a time\n\n2026-11-21 · **to be reviewed by {by}**\n"
    )
    text = work_list(house)
    assert ("Decisions to go over again (1)" in text) == told
    assert ("<code>decisions/0001-for-a-time.md</code>" in text) == told
    assert ("需要复核的决定" in text) == told


def test_a_day_that_does_not_exist_stops_no_list(house: Site) -> None:
    house.write("decisions/0001-for-ever.md", "# 1. For ever\n\n**to be reviewed by 2027-02-30**\n")
    assert "0001" not in work_list(house)


def test_a_decision_that_cannot_be_read_stops_no_list(house: Site) -> None:
    folder = house.root / "decisions"
    (folder / "a-folder.md").mkdir(parents=True)
    (folder / "nowhere.md").symlink_to(folder / "gone.md")
    (folder / "no-text.md").write_bytes(b"\xff\xfe **to be reviewed by 2026-12-01**")
    assert "<code>decisions/no-text.md</code>" in work_list(house)


def test_the_project_s_own_decisions_say_their_days_so() -> None:
    """As `reviews` looks for them: any other wording would never be told of."""
    texts = {each.name: each.read_text(encoding="utf-8") for each in (ROOT / "decisions").glob("*.md")}
    meant = {name for name, text in texts.items() if re.search(r"review(ed)? by \**\d", text)}
    ever = date.max - timedelta(days=REVIEW_DAYS)
    assert meant == {Path(each.file).name for each in reviews(ROOT, ever)}


def test_the_list_is_made_of_a_project_with_broken_records_too(house: Site) -> None:
    house.write("data/libraries/broken.yml", "name: [\n")
    text = work_list(house)
    assert "data/libraries/broken.yml" in text
    assert "E103" in text


@pytest.mark.parametrize(("after", "code"), [("nowhere", "E204"), ("one", "E310")])
def test_the_list_is_made_of_checklists_without_a_first(house: Site, after: str, code: str) -> None:
    house.put("checklists/one", checklist(after=after))
    text = work_list(house)
    assert "data/checklists/one.yml" in text
    assert code in text


def test_dead_links_are_listed_as_text(house: Site) -> None:
    link = {
        "url": "https://dead.example.org/?a=<b>",
        "status": {"text": "404", "details": "@octocat <script>"},
    }
    report = house.write(
        "links.json", json.dumps({"error_map": {"data/libraries/x.yml": [link]}, "timeout_map": {}})
    )
    text = work_list(house, "--links", str(report))
    assert "Links that seem to be dead (1)" in text
    assert "<script" not in text
    assert "@octocat" not in text


@pytest.mark.parametrize(
    "report", ["", "[]", "{}", '{"error_map": 1}', '{"error_map": {"a": [{}]}}', "[" * 100_000]
)
def test_a_report_that_is_none_is_not_taken_for_good_links(house: Site, report: str) -> None:
    assert dead_links(house.write("links.json", report)) is None
    text = work_list(house, "--links", str(house.root / "links.json"))
    assert "They were not checked this time." in text


def test_a_report_of_the_link_checker_itself(tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_text("url: http://127.0.0.1:9/a\n", encoding="utf-8")
    checker = Path(sys.executable).with_name("lychee")
    command = [
        checker,
        "--format",
        "json",
        "--no-progress",
        "--max-retries",
        "0",
        "--output",
        "links.json",
        "x.yml",
    ]
    subprocess.run(command, cwd=tmp_path, check=False, capture_output=True)
    assert [(each.file, each.url) for each in dead_links(tmp_path / "links.json") or ()] == [
        ("x.yml", "http://127.0.0.1:9/a")
    ]
    assert all(isinstance(each, DeadLink) and each.why for each in dead_links(tmp_path / "links.json") or ())


def test_the_workflow_follows_the_links_of_records_and_pages(tmp_path: Path) -> None:
    """Its own command, which here only lists what it would ask for."""
    workflow = (ROOT / ".github/workflows/upkeep.yml").read_text(encoding="utf-8")
    (step,) = (
        each["run"]
        for each in yaml.load(workflow, Loader=yaml.BaseLoader)["jobs"]["upkeep"]["steps"]
        if "lychee" in each.get("run", "")
    )
    words = shlex.split(step.replace("$RUNNER_TEMP", str(tmp_path)))
    assert words[:4] == ["python3", "dev.py", "run", "lychee"]
    for name, text in {
        "data/libraries/x.yml": "website: https://www.loc.gov/record\nlocal: http://127.0.0.1/\n",
        "docs/zh/paper/x.md": "[x](https://www.ifla.org/page) [y](../why.md) [z](record:libraries/x) `https://www.bl.uk/`\n",
        "tests/x.md": "[x](https://www.nlc.cn/elsewhere)\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    checker = Path(sys.executable).with_name("lychee")
    done = subprocess.run(
        [checker, "--dump", *words[4:]], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    listed = done.stdout or (tmp_path / "links.json").read_text(encoding="utf-8")
    assert sorted(re.findall(r"https?://[^\s\"]+", listed)) == [
        "https://www.ifla.org/page",
        "https://www.loc.gov/record",
    ]


# -- scripts of workflows ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("there", "calls"), [("", ["list", "create", "create"]), ("4", ["list", "edit"])])
def test_the_standing_issue_is_edited_or_opened(tmp_path: Path, there: str, calls: list[str]) -> None:
    (tmp_path / "gh").write_text(
        f"#!{sys.executable}\nimport sys\nopen({str(tmp_path / 'log')!r}, 'a').write(sys.argv[2] + '\\n')\n"
        f"if sys.argv[2] == 'list': print({there!r})\n",
        encoding="utf-8",
    )
    (tmp_path / "gh").chmod(0o755)
    (tmp_path / "list.md").write_text("a line\n" * 20_000, encoding="utf-8")
    environment = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    script = [sys.executable, str(ROOT / "tools/standing_issue.py"), str(tmp_path / "list.md")]
    subprocess.run(script, env=environment, check=True)
    assert (tmp_path / "log").read_text(encoding="utf-8").split() == calls
    assert len((tmp_path / "list.md").read_text(encoding="utf-8")) <= 65_000


class Published(http.server.BaseHTTPRequestHandler):
    code = 200

    def do_GET(self) -> None:
        self.send_response(self.code)
        self.end_headers()
        self.wfile.write(b"why/\n")

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def published() -> Iterator[tuple[str, type[Published]]]:
    handler = type("Handler", (Published,), {})
    server = http.server.HTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", handler
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(("answer", "code", "content"), [(200, 0, b"why/\n"), (404, 0, b""), (500, 1, None)])
def test_the_addresses_published_last(
    tmp_path: Path, published: tuple[str, type[Published]], answer: int, code: int, content: bytes | None
) -> None:
    published[1].code = answer
    out = tmp_path / "old.txt"
    script = [sys.executable, str(ROOT / "tools/published_addresses.py"), str(out)]
    done = subprocess.run(script, env={**os.environ, "SITE_URL": published[0], "no_proxy": "*"}, check=False)
    assert done.returncode == code
    assert (out.read_bytes() if out.exists() else None) == content
