"""What a long build says while it works."""

import io

import pytest

from sister_libraries.progress import READING, Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def told(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, total: int, *, speaks: bool = True) -> str:
    monkeypatch.setattr("sys.stderr", stream)
    progress = Progress()
    if speaks:
        progress.speak()
    progress.stage(READING)
    assert list(progress.count(range(total), total)) == list(range(total))
    progress.end()
    return stream.getvalue()


def test_it_is_silent_until_it_is_told_to_speak(monkeypatch: pytest.MonkeyPatch):
    assert told(monkeypatch, io.StringIO(), 5000, speaks=False) == ""


def test_stages_are_told_in_every_language(monkeypatch: pytest.MonkeyPatch):
    said = told(monkeypatch, io.StringIO(), 0)
    assert "Reading records" in said
    assert "正在读取" in said


def test_few_pages_are_not_counted(monkeypatch: pytest.MonkeyPatch):
    assert "/" not in told(monkeypatch, io.StringIO(), 999)


def test_many_pages_are_told_in_ten_lines_where_lines_stay(monkeypatch: pytest.MonkeyPatch):
    said = told(monkeypatch, io.StringIO(), 100_000)
    assert said.count(" / 100,000\n") == 10
    assert "\r" not in said


def test_in_a_terminal_one_line_renews_itself_and_ends(monkeypatch: pytest.MonkeyPatch):
    said = told(monkeypatch, Terminal(), 3000)
    assert said.count("\n") == 2
    assert said.count("\r") == 3
    assert said.endswith("3,000 / 3,000\n")
