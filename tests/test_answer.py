"""The answer on a pull request: what its own files need, said in both languages, and nothing of it obeyed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import ROOT, Site, library, page

from sister_libraries.cli import main


class Change:
    """A repository in which something changes after the first commit."""

    def __init__(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        self.site = site
        self.summary = site.root / "summary.md"
        self.output = site.root / "output"
        shutil.copytree(ROOT / "overrides" / "answers", site.root / "overrides" / "answers")
        site.write(".gitignore", "summary.md\noutput\nevent.json\n")
        site.write("event.json", json.dumps({"pull_request": {"number": 7}}))
        monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(self.summary))
        monkeypatch.setenv("GITHUB_OUTPUT", str(self.output))
        monkeypatch.setenv("GITHUB_EVENT_PATH", str(site.root / "event.json"))
        monkeypatch.setenv("GITHUB_REPOSITORY", "example/example")
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str) -> None:
        who = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "core.quotePath=true"]
        environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
        subprocess.run(
            ["git", *who, *arguments], cwd=self.site.root, env=environment, check=True, capture_output=True
        )

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-qm", "x")

    def answer(self) -> int:
        self.commit()
        return main(["--root", str(self.site.root), "--today", "2026-11-21", "answer", "--base", "HEAD^1"])

    @property
    def said(self) -> str:
        return self.summary.read_text(encoding="utf-8")


@pytest.fixture
def change(project: Site, monkeypatch: pytest.MonkeyPatch) -> Change:
    made = Change(project, monkeypatch)
    made.commit()
    return made


GOOD = library(
    name={"en": "Example Town Library", "zh": "示例镇图书馆"}, country="CA", status="seeking", activities=["pen-pals"],
    website="https://library.example.org/", work_languages=["en", "fr"], confirmed="2026-11-20",
)  # fmt: skip


def test_a_good_record(
    change: Change, capsys: pytest.CaptureFixture[str], golden: Callable[[str, str], None]
) -> None:
    change.site.put("libraries/example-town-library", GOOD)
    assert change.answer() == 0
    golden("answers/good.md", change.said)
    assert change.output.read_text(encoding="utf-8") == "code=false\nsound=true\n"
    assert capsys.readouterr().out.strip() == ""


def test_a_record_with_faults(
    change: Change, capsys: pytest.CaptureFixture[str], golden: Callable[[str, str], None]
) -> None:
    change.site.write(
        "data/libraries/example-town-library.yml",
        "name: {en: Example Town Library}\ncountry: Canada\nwebiste: www.example.org\nstatus: seeking\n",
    )
    assert change.answer() == 1
    golden("answers/faults.md", change.said)
    out = capsys.readouterr().out
    assert "::error file=data/libraries/example-town-library.yml,line=2,col=10" in out
    assert "country: CA" in change.said
    assert "website: www.example.org" in change.said
    assert "https://github.com/example/example/pull/7/files#diff-" in change.said


def test_a_listing_that_is_there_already(change: Change, golden: Callable[[str, str], None]) -> None:
    change.site.put(
        "libraries/canton-library",
        library(name={"zh": "广州图书馆"}, country="CN", status="open", seeks=["books"]),
    )
    assert change.answer() == 0
    golden("answers/like.md", change.said)
    assert "data/libraries/guangzhou-library.yml" in change.said


def test_faults_in_files_of_others_are_told_to_maintainers_and_fail_nothing(
    change: Change, capsys: pytest.CaptureFixture[str]
) -> None:
    change.site.write("data/libraries/broken.yml", "name: [\n")
    change.commit()
    change.site.put("libraries/example-town-library", GOOD)
    assert change.answer() == 0
    assert "data/libraries/broken.yml" not in capsys.readouterr().out
    assert "data/libraries/broken.yml" in change.said.partition("<details>")[2]
    assert "sound=false" in change.output.read_text(encoding="utf-8")


def test_faults_that_a_change_causes_in_files_of_others_are_its_own(change: Change) -> None:
    (change.site.root / "data/libraries/guangzhou-library.yml").unlink()
    assert change.answer() == 1
    assert "data/partnerships/los-angeles-guangzhou.yml" in change.said.partition("<details>")[0]


def test_a_record_that_vanishes_is_missed(change: Change, capsys: pytest.CaptureFixture[str]) -> None:
    (change.site.root / "data/partnerships/los-angeles-guangzhou.yml").unlink()
    assert change.answer() == 1
    assert "E309" in capsys.readouterr().out


def test_no_other_is_offered_for_what_the_change_itself_takes_away(change: Change) -> None:
    libraries = change.site.root / "data/libraries"
    text = (libraries / "guangzhou-library.yml").read_text(encoding="utf-8")
    (libraries / "guangzhou-libraries.yml").write_text(text.replace("Guangzhou", "Other"), encoding="utf-8")
    (libraries / "guangzhou-library.yml").unlink()
    assert change.answer() == 1
    assert "E204" in change.said
    assert "E309" in change.said
    assert "Did you mean" not in change.said


def test_what_is_taken_down_is_told_and_not_missed(change: Change) -> None:
    main(["--root", str(change.site.root), "--today", "2026-11-21", "remove", "los-angeles-guangzhou"])
    assert change.answer() == 0
    assert "<code>data/partnerships/los-angeles-guangzhou.yml</code> → taken down" in change.said
    assert "<code>data/partnerships/los-angeles-guangzhou.yml</code> → 已撤下" in change.said


def test_what_is_renamed_is_told_with_its_new_name(change: Change) -> None:
    main(["--root", str(change.site.root), "--today", "2026-11-21", "rename", "guangzhou-library", "canton"])
    assert change.answer() == 0
    renamed = "<code>data/libraries/guangzhou-library.yml</code> → <code>data/libraries/canton.yml</code>"
    assert renamed in change.said
    assert "taken down</li>" not in change.said


def test_a_changed_list_of_sister_cities_is_named(change: Change) -> None:
    change.site.write(
        "data/sister-cities.yml",
        "ties:\n  - towns:\n      - {city: {en: Guangzhou}, country: CN}\n      - {city: {en: Lyon}, country: FR}\n"
        "    sources: [{url: https://example.org/, seen: 2026-11}]\n",
    )
    change.answer()
    assert "<code>data/sister-cities.yml</code>" in change.said


def test_a_page_that_vanishes_is_missed(change: Change, capsys: pytest.CaptureFixture[str]) -> None:
    """Where only the translation goes, the original stands in for it."""
    (change.site.root / "docs/zh/why.md").unlink()
    assert change.answer() == 0
    assert "E410" not in capsys.readouterr().out
    (change.site.root / "docs/en/why.md").unlink()
    assert change.answer() == 1
    assert "file=docs/en/why.md,title=E410" in capsys.readouterr().out


def test_a_page_that_leaves_a_word_is_not_missed(change: Change) -> None:
    main(["--root", str(change.site.root), "rename", "docs/why.md", "docs/reasons.md"])
    assert change.answer() == 0


def test_records_and_code_are_asked_to_part(change: Change, golden: Callable[[str, str], None]) -> None:
    change.site.put("libraries/example-town-library", GOOD)
    change.site.write("hooks/evil`$(id)`.py", "x")
    assert change.answer() == 0
    golden("answers/split.md", change.said)
    assert "code=true" in change.output.read_text(encoding="utf-8")


def test_code_alone(change: Change, golden: Callable[[str, str], None]) -> None:
    change.site.write("hooks/new.py", "x")
    assert change.answer() == 0
    golden("answers/code.md", change.said)


HOSTILE = (
    "::error::x\n::set-output name=a::b\n<script>alert(1)</script> ![x](https://t.invalid) "
    "@octocat #1 `a` | b\n\n```\n${{ x }}"
)


@pytest.mark.parametrize(
    "field", ["name", "country", "website", "status", "description", "unknown <b>@octocat"]
)
def test_hostile_text_is_only_text(change: Change, capsys: pytest.CaptureFixture[str], field: str) -> None:
    value = {"en": HOSTILE} if field in ("name", "description") else HOSTILE
    change.site.put("libraries/example-town-library", GOOD | {field: value})
    change.answer()
    assert "<script" not in change.said
    assert "@octocat" not in change.said.replace("&#64;", "@")
    assert not any(
        not line.strip() for block in change.said.split("\n\n<div") for line in block.strip().split("\n")
    )
    for line in capsys.readouterr().out.splitlines():
        assert not line or line.startswith(("::error file=", "::notice file="))
        assert "::set-output" not in line.partition("::")[2].partition("::")[0]


@pytest.mark.parametrize(
    "name", ["My Library", "Bibliothèque", "图书馆", "a..b", "-x", "`id`", "x,line=1::boo", "a\nb"]
)
def test_odd_file_names_are_told_and_not_obeyed(
    change: Change, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    change.site.put(f"libraries/{name}", GOOD)
    assert change.answer() == 1
    out = capsys.readouterr().out
    assert "E114" in out
    assert len([line for line in out.splitlines() if line.startswith("::")]) == out.count("::error file=")
    assert "E114" in change.said


def test_a_file_name_that_is_no_text_is_told(change: Change, capsys: pytest.CaptureFixture[str]) -> None:
    path = os.fsencode(change.site.root) + b"/data/libraries/\xff\xfe.yml"
    with open(path, "wb") as file:  # noqa: PTH123 - a Path cannot be made of bytes
        file.write(b"name: {en: X}\n")
    assert change.answer() == 1
    assert "E114" in capsys.readouterr().out
    assert "E114" in change.said


def test_a_link_out_of_the_repository_is_not_followed(change: Change) -> None:
    (change.site.root / "data/libraries/passwd.yml").symlink_to("/etc/passwd")
    assert change.answer() == 1
    assert "root:" not in change.said


def test_ten_at_most_are_shown(change: Change, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(15):
        change.site.put(f"libraries/bad-{number}", library(name={"en": f"Bad {number}"}, country="XX"))
    assert change.answer() == 1
    assert capsys.readouterr().out.count("::error") == 10
    assert change.said.count("<strong>problem E210") == 10
    assert "5 more" in change.said


def test_a_base_that_is_not_there_is_said(change: Change, capsys: pytest.CaptureFixture[str]) -> None:
    for base in ("nothing", "--output=x"):
        assert main(["--root", str(change.site.root), "answer", f"--base={base}"]) == 2
    assert "sisterlib answer:" in capsys.readouterr().err


def test_a_traditional_chinese_record_is_answered(change: Change) -> None:
    change.site.put(
        "libraries/example-town-library",
        GOOD | {"name": {"zh": "示例鎮圖書館"}, "description": {"zh": "本館設有兒童閱覽室，歡迎來信聯繫。"}},
    )
    assert change.answer() in (0, 1)
    assert "示例鎮圖書館" in change.said
    assert Path(change.summary).stat().st_size < 1024 * 1024


def test_a_template_that_goes_is_a_fault_of_the_change_that_takes_it(
    change: Change, capsys: pytest.CaptureFixture[str]
) -> None:
    site = change.site
    site.write("overrides/special.html", "{% extends 'main.html' %}\n")
    site.write("docs/en/special.md", page("Special", template="special.html"))
    change.commit()
    (site.root / "overrides/special.html").unlink()
    assert change.answer() == 1
    assert "docs/en/special.md" in capsys.readouterr().out
