"""`sisterlib check`: exit codes, formats, languages and paths; and never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from builders import ROOT, Site, library

from sister_libraries.cli import main

TODAY = ["--today", "2026-11-21"]


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


def check(site: Site, *arguments: str) -> int:
    return main(["--root", str(site.root), *TODAY, "check", *arguments])


@pytest.fixture
def broken(project: Site) -> Site:
    """A project with one problem in each of two files, and one notice in a third."""
    project.put("libraries/aaa", library(country="USA", name={"en": "Aaa"}))
    project.put("organizations/bbb", {"name": "x"})
    project.write("data/organizations/bbb.yml", "name: [\n")
    project.put("libraries/known", library())
    return project


# -- exit codes --------------------------------------------------------------------------------------------


def test_0_when_there_is_no_problem(project: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(project) == 0
    assert capsys.readouterr().out.splitlines()[0] == "Problems: 0. Notices: 0."


def test_0_when_there_are_only_notices(project: Site, capsys: pytest.CaptureFixture[str]) -> None:
    project.put("libraries/known", library())
    assert check(project) == 0
    out = capsys.readouterr().out
    assert "E305" in out
    assert "Problems: 0. Notices: 1." in out


def test_1_when_there_are_problems(broken: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(broken) == 1
    out = capsys.readouterr().out
    assert "data/libraries/aaa.yml:5:13: problem E210" in out
    assert "data/organizations/bbb.yml:2:1: problem E103" in out
    assert "Problems: 2. Notices: 1." in out


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["chekc"],
        ["check", "--format", "xml"],
        ["check", "--lang", "fr"],
        ["check", "--colour"],
        ["--today", "tomorrow", "check"],
        ["--today", "2026-02-31", "check"],
    ],
)
def test_2_on_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "usage: sisterlib" in capsys.readouterr().err


def test_2_for_a_path_that_is_not_there(project: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(project, str(project.root / "data" / "nothing.yml")) == 2
    assert "no such file or folder" in capsys.readouterr().err


def test_0_when_asked_for_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["check", "--help"])
    assert stopped.value.code == 0
    assert "--format" in capsys.readouterr().out


# -- languages ---------------------------------------------------------------------------------------------


def test_both_languages_are_spoken(broken: Site, capsys: pytest.CaptureFixture[str]) -> None:
    check(broken)
    out = capsys.readouterr().out
    assert "“USA” is not the code of a country or region." in out
    assert "“USA”不是国家或地区的代码。" in out


@pytest.mark.parametrize(
    ("lang", "spoken", "silent"),
    [("en", "is not the code", "不是国家"), ("zh", "不是国家", "is not the code")],
)
def test_one_language_is_spoken(
    broken: Site, lang: str, spoken: str, silent: str, capsys: pytest.CaptureFixture[str]
) -> None:
    check(broken, "--lang", lang)
    out = capsys.readouterr().out
    assert spoken in out
    assert silent not in out


# -- formats -----------------------------------------------------------------------------------------------


def test_json_is_all_that_is_printed(broken: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(broken, "--format", "json") == 1
    found = json.loads(capsys.readouterr().out)
    assert [(each["code"], each["notice"]) for each in found] == [
        ("E210", False),
        ("E305", True),
        ("E103", False),
    ]
    assert set(found[0]["message"]) == {"en", "zh"}


def test_json_of_one_language(broken: Site, capsys: pytest.CaptureFixture[str]) -> None:
    check(broken, "--format", "json", "--lang", "zh")
    assert {key for each in json.loads(capsys.readouterr().out) for key in each["message"]} == {"zh"}


def test_json_of_no_problem(project: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(project, "--format", "json") == 0
    assert json.loads(capsys.readouterr().out) == []


def test_github_prints_commands_only(broken: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(broken, "--format", "github") == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(",")[0] for line in lines] == [
        "::error file=data/libraries/aaa.yml",
        "::error file=data/organizations/bbb.yml",
        "::notice file=data/libraries/known.yml",
    ]


# -- paths -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paths", "codes"),
    [
        (["data/libraries/aaa.yml"], ["E210"]),
        (["data/libraries"], ["E210", "E305"]),
        (["data/organizations", "data/libraries/aaa.yml"], ["E210", "E103"]),
        (["data"], ["E210", "E305", "E103"]),
        (["docs"], []),
        (["data/libraries/guangzhou-library.yml"], []),
    ],
)
def test_only_the_named_files_are_reported(
    broken: Site, paths: list[str], codes: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = [code for code in codes if code != "E305"]
    assert check(broken, "--format", "json", *(str(broken.root / each) for each in paths)) == (
        1 if wrong else 0
    )
    assert [each["code"] for each in json.loads(capsys.readouterr().out)] == codes


def test_paths_are_read_from_where_one_stands(
    broken: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(broken.root / "data")
    assert main(["--root", "..", *TODAY, "check", "--format", "json", "libraries/aaa.yml"]) == 1
    assert len(json.loads(capsys.readouterr().out)) == 1


def test_a_folder_with_nearly_the_same_name_is_another(
    broken: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    (broken.root / "data" / "lib").mkdir()
    check(broken, "--format", "json", str(broken.root / "data" / "lib"))
    assert [each["file"] for each in json.loads(capsys.readouterr().out)] == ["data/lib"]


def test_pages_are_checked_too(project: Site, capsys: pytest.CaptureFixture[str]) -> None:
    project.write("docs/en/why.md", "<script>\n")
    assert check(project, "--lang", "en") == 1
    assert "E406" in capsys.readouterr().out


# -- the day -----------------------------------------------------------------------------------------------


def test_the_day_can_be_given(project: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    project.put(
        "libraries/guangzhou-library", library(name={"zh": "广州图书馆"}, country="CN", listed="2026-11-21")
    )
    assert main(["--root", str(project.root), "--today", "2026-11-20", "check"]) == 1
    assert main(["--root", str(project.root), "--today", "2026-11-21", "check"]) == 0
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")  # in 2023
    assert main(["--root", str(project.root), "check"]) == 1


# -- never a traceback -------------------------------------------------------------------------------------


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a person does."""
    return subprocess.run(
        [sys.executable, "-m", "sister_libraries", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "hooks"), **environment},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        timeout=60,
    )


HOSTILE_FILES: dict[str, bytes] = {
    "data/libraries/a-list.yml": b"- a\n",
    "data/libraries/binary.yml": bytes(range(256)),
    "data/libraries/bomb.yml": b"a: &a [x]\nb: [*a, *a]\n",
    "data/libraries/brackets.yml": b"[" * 10_000,
    "data/libraries/comments.yml": b"# nothing\n",
    "data/libraries/empty.yml": b"",
    "data/libraries/large.yml": b"x" * 10_000_000,
    "data/libraries/names.yml": b"function-x: y\ntagged-z: y\n",
    "data/libraries/norway.yml": b"name: NO\ncountry: 010\nwork_languages: [Spanish, Klingon]\n",
    "data/libraries/nul.yml": b"name: \0\n",
    "data/libraries/script.yml": b'name: {en: "<script>"}\nwebsite: "javascript:alert(1)"\ncountry: "::error::x"\n',
    "data/libraries/wide.yml": "".join(f"f{i}: x\n" for i in range(1000)).encode(),
    "data/libraries/new\nline.yml": b"a: b\n",
    "data/libraries/::error::x.yml": b"a: b\n",
    "data/moved.yml": b"libraries: {../../x: {to: ../y}, function-a: 1, ok-id: {on: 2026-02-31}}\nx: y\n",
    "docs/en/why.md": b"---\ntitle: &a [*a]\n---\n<script>\n",
    "docs/en/x.html": b"<script>",
    "docs/zh/layouts/x.md": b"\xff",
}


@pytest.fixture
def hostile(project: Site) -> Site:
    """A project in which everything is wrong at once."""
    for name, content in HOSTILE_FILES.items():
        try:
            project.write(name, content)
        except OSError:  # a name that this file system cannot have
            continue
    for name in ("data/libraries/link.yml", "data/linked", "docs/en/link.md"):
        (project.root / name).symlink_to(project.root)
    if hasattr(os, "mkfifo"):
        os.mkfifo(project.root / "data/libraries/pipe.yml")
        os.mkfifo(project.root / "docs/en/pipe.md")
        Path(os.fsdecode(os.fsencode(project.root) + b"/data/libraries/\xff.yml")).write_bytes(b"")
    return project


@pytest.mark.parametrize("form", ["text", "github", "json"])
def test_hostile_files_are_told_as_problems(hostile: Site, form: str) -> None:
    done = run("--root", str(hostile.root), *TODAY, "check", "--format", form)
    assert done.returncode == 1
    assert done.stderr == ""
    if form == "json":
        files = {each["file"] for each in json.loads(done.stdout)}
        assert len(files) >= len(HOSTILE_FILES)
    commands = [line for line in done.stdout.splitlines() if line.lstrip().startswith("::")]
    assert len(commands) == (10 if form == "github" else 0)


def test_a_folder_that_is_no_project(tmp_path: Path) -> None:
    for root in (tmp_path, tmp_path / "nothing"):
        done = run("--root", str(root), "check")
        assert (done.returncode, done.stderr) == (1, "")


def test_a_terminal_that_has_no_chinese(broken: Site) -> None:
    done = run("--root", str(broken.root), *TODAY, "check", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_a_day_in_the_environment_that_is_no_day(project: Site) -> None:
    done = run("--root", str(project.root), "check", SOURCE_DATE_EPOCH="yesterday")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [["schema"], ["schema", "--check"], ["build"]])
def test_other_commands_tell_the_same_problems(hostile: Site, arguments: list[str]) -> None:
    done = run("--root", str(hostile.root), *TODAY, *arguments)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "E101" in done.stderr


@pytest.mark.parametrize(
    "path", ["docs/zh/nothing.md", "elsewhere.md", "data/libraries/guangzhou-library.yml"]
)
def test_marking_a_page_that_is_no_translation(project: Site, path: str) -> None:
    done = run("--root", str(project.root), "translations", "mark", str(project.root / path))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("out", "said"), [("not-there/x", "no such file or folder"), ("data", "This is a folder")]
)
def test_a_place_that_cannot_be_written_to_is_said(
    project: Site, capsys: pytest.CaptureFixture[str], out: str, said: str
) -> None:
    project.copy_templates()
    assert main(["--root", str(project.root), "upkeep", "--out", str(project.root / out)]) == 1
    assert said in capsys.readouterr().err


def test_format_tells_of_a_path_that_is_not_there(project: Site, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--root", str(project.root), "format", "--lang", "en", str(project.root / "data/librariez")]
    assert main(arguments) == 2
    assert "librariez: there is no such file or folder" in capsys.readouterr().out


def test_a_page_without_front_matter_cannot_be_marked(project: Site) -> None:
    project.write("docs/en/why.md", "# Why\n")
    path = project.write("docs/zh/why.md", "# 为什么\n")
    assert main(["--root", str(project.root), "translations", "mark", str(path)]) == 2
    assert path.read_text(encoding="utf-8") == "# 为什么\n"
