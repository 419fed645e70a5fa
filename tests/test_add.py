"""`sisterlib add`: what came by e-mail is checked, named, compared and written, or refused with the reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import Site, as_yaml, library, organization, partnership

from sister_libraries.cli import main


@pytest.fixture
def mail(tmp_path: Path) -> Path:
    folder = tmp_path / "mail"
    folder.mkdir()
    return folder


def add(site: Site, *arguments: object) -> int:
    return main(
        ["--root", str(site.root), "--today", "2026-11-21", "add", "--lang", "en", *map(str, arguments)]
    )


def sent(mail: Path, name: str, content: str | bytes) -> Path:
    path = mail / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


ASKS = library(name={"en": "Example Town Library"}, country="CA", status="seeking", activities=["pen-pals"])


@pytest.mark.parametrize(
    "name", ["My Library.yml", "示例.yml", "Library (1).YAML", "..yml", "-x.txt", "con.yml", "A.yml"]
)
def test_a_file_under_any_name_is_named_by_its_record(project: Site, mail: Path, name: str) -> None:
    assert add(project, sent(mail, name, as_yaml(ASKS))) == 0
    path = project.root / "data/libraries/example-town-library.yml"
    assert path.read_text(encoding="utf-8").startswith("# yaml-language-server")
    assert "listed: 2026-11-21\n" in path.read_text(encoding="utf-8")
    assert project.codes() == []


def test_a_name_that_can_be_an_id_is_kept(project: Site, mail: Path) -> None:
    assert add(project, sent(mail, "example-town.yml", as_yaml(ASKS))) == 0
    assert (project.root / "data/libraries/example-town.yml").exists()


def test_a_partnership_and_an_organization_go_to_their_folders(project: Site, mail: Path) -> None:
    both = [sent(mail, "p 1.yml", as_yaml(partnership())), sent(mail, "o 1.yml", as_yaml(organization()))]
    assert add(project, *both) == 0
    assert (project.root / "data/partnerships/los-angeles-guangzhou-2.yml").exists()
    assert (project.root / "data/organizations/federation-of-libraries.yml").exists()


def test_a_chinese_library_is_named_by_its_website(project: Site, mail: Path) -> None:
    record = library(name={"zh": "示例图书馆"}, country="CN", website="https://www.library.example.org/")
    assert add(project, sent(mail, "图书馆.yml", as_yaml(record))) == 0
    assert (project.root / "data/libraries/library-example-org.yml").exists()


def test_without_latin_letters_an_id_is_asked_for(
    project: Site, mail: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = sent(mail, "图书馆.yml", as_yaml(library(name={"zh": "示例图书馆"}, country="CN")))
    assert add(project, file) == 1
    assert "give one with --id" in capsys.readouterr().out
    assert add(project, "--id", "example-library", file) == 0


@pytest.mark.parametrize("record_id", ["Has Capitals", "../../escape", "guangzhou-library", "con"])
def test_an_id_that_cannot_be_or_is_taken_is_refused(project: Site, mail: Path, record_id: str) -> None:
    before = sorted(project.root.rglob("*"))
    file = sent(mail, "x1.yml", as_yaml(ASKS))
    assert add(project, "--id", record_id, file) == 1
    assert sorted(each for each in project.root.rglob("*") if each != file) == before


def test_an_id_that_was_given_up_is_refused(project: Site, mail: Path) -> None:
    project.write("data/moved.yml", "libraries:\n  old-id:\n    on: 2026-11-21\n")
    assert add(project, "--id", "old-id", sent(mail, "x1.yml", as_yaml(ASKS))) == 1


def test_a_likely_duplicate_is_refused_unless_anyway(
    project: Site, mail: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = sent(mail, "again.yml", as_yaml(library(name={"zh": "廣州圖書館", "en": "GZL"}, country="CN")))
    assert add(project, file) == 1
    assert "data/libraries/guangzhou-library.yml: the same name" in capsys.readouterr().out
    assert add(project, "--anyway", file) == 0


def test_the_same_library_twice_at_once_is_taken_in_once(project: Site, mail: Path) -> None:
    files = [sent(mail, "one.yml", as_yaml(ASKS)), sent(mail, "two.yml", as_yaml(ASKS))]
    assert add(project, *files) == 1
    assert len(list((project.root / "data/libraries").glob("*.yml"))) == 3


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xff\xfe", "E101"), (b"a: 1\n" * 20_000, "E102"), (b"name: [", "E103"), (b"", "E115"),
        (b"x: &a [*a]", "E105"), (b"name: {en: A}\n", "E205"), (b"name: {en: Aaa}\ncountry: Canada", "E210"),
    ],
)  # fmt: skip
def test_a_bad_record_is_refused_with_its_place_in_the_file_that_was_sent(
    project: Site, mail: Path, content: bytes, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add(project, sent(mail, "bad.yml", content)) == 1
    out = capsys.readouterr().out
    assert code in out
    assert "bad.yml" in out
    assert not (project.root / "data/libraries/bad.yml").exists()


def test_a_link_a_folder_and_nothing_are_refused(project: Site, mail: Path) -> None:
    (mail / "link.yml").symlink_to("/etc/hosts")
    (mail / "folder.yml").mkdir()
    assert add(project, mail / "link.yml", mail / "folder.yml", mail / "nothing.yml") == 1


def test_a_byte_order_mark_of_windows_is_no_fault(project: Site, mail: Path) -> None:
    assert add(project, sent(mail, "bom.yml", b"\xef\xbb\xbf" + as_yaml(ASKS).encode())) == 0
    assert project.codes() == []


def test_faults_of_other_records_do_not_stop_it(project: Site, mail: Path) -> None:
    project.write("data/libraries/broken.yml", "name: [\n")
    assert add(project, sent(mail, "fine.yml", as_yaml(ASKS))) == 0


def test_a_change_that_came_by_mail_replaces_the_record_when_asked(
    project: Site, mail: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = library(
        name={"zh": "广州图书馆"}, country="CN", status="open", seeks=["books"], confirmed="2026-11-20"
    )
    file = sent(mail, "guangzhou-library.yml", as_yaml(record))
    assert add(project, file) == 1
    assert "--replace" in capsys.readouterr().out
    assert add(project, "--replace", file) == 0
    assert project.catalogue().libraries["guangzhou-library"].status == "open"
    assert "listed" not in (project.root / "data/libraries/guangzhou-library.yml").read_text(encoding="utf-8")


def test_a_broken_record_is_replaced_when_asked(project: Site, mail: Path) -> None:
    project.write("data/libraries/guangzhou-library.yml", "colour: green\n")
    file = sent(mail, "guangzhou-library.yml", as_yaml(ASKS))
    assert add(project, file) == 1
    assert add(project, "--replace", file) == 0
    assert project.codes() == []
