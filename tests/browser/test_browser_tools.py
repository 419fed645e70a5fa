"""tools/browsers.py: what it does when the machine does not have what the tests need."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import browsers


def test_a_given_browser_that_does_not_start_is_said_and_nothing_else_is_tried(tmp_path: Path):
    nothing = tmp_path / "chromium"
    result = subprocess.run(
        [sys.executable, browsers.__file__],
        env={**os.environ, "CHROMIUM": str(nothing)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert f"CHROMIUM names {nothing}, which does not start" in result.stdout


def test_no_browser_at_all_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(browsers, "SOURCES", (("nowhere", lambda: iter(())),))
    assert browsers.main() == 1
    assert "set CHROMIUM to the path of one" in capsys.readouterr().out


def test_the_first_browser_that_starts_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(browsers, "FOUND", tmp_path / "cache" / "chromium.txt")
    monkeypatch.setattr(browsers, "start", lambda path: ("1.0", "") if path == "good" else ("", "no"))
    monkeypatch.setattr(
        browsers, "SOURCES", (("one", lambda: iter(["bad"])), ("two", lambda: iter(["good", "late"])))
    )
    assert browsers.find_chromium()
    assert browsers.FOUND.read_text(encoding="utf-8") == "good"


class TestTheCheckersAreInstalledAgain:
    """Whenever what is there is not what the lock file names."""

    @pytest.fixture
    def tools(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
        """A folder in which what the lock file names is installed, as far as anybody can see."""
        lock = json.loads((browsers.TOOLS / "package-lock.json").read_text(encoding="utf-8"))
        shutil.copyfile(browsers.TOOLS / "package-lock.json", tmp_path / "package-lock.json")
        del lock["packages"][""]
        for name in lock["packages"]:
            (tmp_path / name).mkdir(parents=True)
        (tmp_path / "node_modules" / ".package-lock.json").write_text(json.dumps(lock), encoding="utf-8")
        monkeypatch.setattr(browsers, "TOOLS", tmp_path)
        return tmp_path

    def test_not_when_all_is_there(self, tools: Path):
        assert browsers.installed()

    def test_when_a_package_is_missing(self, tools: Path):
        (tools / "node_modules" / "axe-core").rmdir()
        assert not browsers.installed()

    def test_when_a_version_is_another(self, tools: Path):
        lock = tools / "package-lock.json"
        lock.write_text(
            lock.read_text(encoding="utf-8").replace('"version": "', '"version": "9'), encoding="utf-8"
        )
        assert not browsers.installed()

    def test_when_nothing_was_ever_installed(self, tools: Path):
        shutil.rmtree(tools / "node_modules")
        assert not browsers.installed()
