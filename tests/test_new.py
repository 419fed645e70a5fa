"""`sisterlib new`: asks in either language, accepts words as people write them, and writes a record that holds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import Site, library

from sister_libraries.cli import main
from sister_libraries.languages import site_languages
from sister_libraries.questions import ASKED, put, questions


def new(
    site: Site, monkeypatch: pytest.MonkeyPatch, kind: str, answers: dict[str, str], lang: str = "en"
) -> int:
    """Answer by the label that was printed last; anything that is not in `answers` is left out."""
    last: list[str] = []
    real = print

    def remember(*texts: object, **options: object) -> None:
        last.extend(str(each) for each in texts)
        real(*texts, **options)

    def answer(prompt: str = "") -> str:
        labels = [each.strip() for each in last if each.strip() in answers]
        last.clear()
        return answers.pop(labels[-1], "") if labels else ""

    monkeypatch.setattr("builtins.print", remember)
    monkeypatch.setattr("builtins.input", answer)
    return main(["--root", str(site.root), "--today", "2026-11-21", "new", kind, "--lang", lang])


def test_a_library_in_english(project: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {
        "Name (English)": "Example Town Library",
        "Country or region": "canada",
        "City or town (English)": "Example Town",
        "Type of library": "1",
        "Website": "https://library.example.org/",
        "Languages to write in": "English, French",
        "Does it look for a partner?": "seeking",
        "Would like to do": "reading-club, pen-pals",
    }
    assert new(project, monkeypatch, "library", answers) == 0
    assert not answers
    path = project.root / "data/libraries/example-town-library.yml"
    assert (
        path.read_text(encoding="utf-8")
        == """\
# yaml-language-server: $schema=../../schemas/library.schema.json
name:
  en: Example Town Library
type: public
country: CA
city:
  en: Example Town
website: https://library.example.org/
work_languages: [en, fr]
status: seeking
activities: [reading-club, pen-pals]
listed: 2026-11-21
confirmed: 2026-11-21
sources:
  - url: https://library.example.org/
    seen: 2026-11-21
"""
    )
    assert project.codes() == []


def test_a_library_in_chinese(project: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {
        "名称（中文）": "示例图书馆",
        "国家或地区": "中国",
        "网站": "https://library.example.org/",
        "通信语言": "中文、英语",
        "是否寻求合作伙伴": "寻求合作伙伴",
    }
    assert new(project, monkeypatch, "library", answers, "zh") == 0
    text = (project.root / "data/libraries/library-example-org.yml").read_text(encoding="utf-8")
    assert "country: CN\n" in text
    assert "work_languages: [zh, en]\n" in text
    assert "status: seeking\n" in text


def test_a_partnership(project: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {
        "Libraries": "los-angeles-public-library, guangzhou-library",
        "Rests on": "1",
        "Status": "3",
        "In one sentence (English)": "They exchanged books.",
        "The story (English)": "They exchanged books for ten years.",
        "Sources": "https://example.org/a https://example.org/b",
    }
    assert new(project, monkeypatch, "partnership", answers) == 0
    assert (project.root / "data/partnerships/los-angeles-guangzhou-2.yml").exists()
    assert project.codes() == []


def test_nothing_is_written_when_somebody_stops(project: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sorted(project.root.rglob("*"))

    def stop(prompt: str = "") -> str:
        raise EOFError

    monkeypatch.setattr("builtins.input", stop)
    assert main(["--root", str(project.root), "new", "library", "--lang", "en"]) == 1
    assert sorted(project.root.rglob("*")) == before


def test_words_with_commas_in_them_are_told_apart(project: Site) -> None:
    activities = next(
        each
        for each in questions("libraries", project.catalogue().vocabularies)
        if each.at == ("activities",)
    )
    odd = replace(activities, choices=(("a", "Talk, listen, read"), ("b", "Talk")))
    data: dict[str, object] = {}
    put(data, odd, "Talk, Talk, listen, read, nothing known")
    assert data == {"activities": ["b", "a", "nothing known"]}


@pytest.mark.parametrize("language", site_languages(), ids=lambda each: each.code)
@pytest.mark.parametrize("folder", ASKED)
def test_no_two_questions_have_the_same_label(project: Site, folder: str, language: object) -> None:
    labels = [each.label(language) for each in questions(folder, project.catalogue().vocabularies)]
    assert len(labels) == len(set(labels))
    assert all(labels)


# -- what to confirm ---------------------------------------------------------------------------------------


def test_due_lists_the_oldest_first_with_a_message_in_every_language(
    project: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, confirmed in (
        ("new", "2026-01-01"),
        ("old", "2025-03-01"),
        ("soon", "2025-11-29"),
        ("gone", "2024-01-01"),
    ):
        project.put(
            f"libraries/{name}-library",
            library(
                name={"en": f"{name} library"}, status="seeking", confirmed=confirmed, activities=["pen-pals"]
            ),
        )
    run = ["--root", str(project.root), "--today", "2026-11-21", "due", "--lang", "en"]
    assert main(run) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "2 requests to ask about"
    assert out[1].startswith("data/libraries/old-library.yml: old library, confirmed: ")
    assert len(out) == 3
    assert "soon-library" in out[2]
    assert main([*run, "--messages"]) == 0
    said = capsys.readouterr().out
    assert "Dear colleagues of old library" in said
    assert "尊敬的 old library 同仁" in said
    assert "https://sister-libraries.github.io/zh/libraries/old-library/" in said


def test_stats_counts(project: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(project.root), "--today", "2026-11-21", "stats", "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "Libraries by country or region\n       1  China\n       1  United States\n" in out
