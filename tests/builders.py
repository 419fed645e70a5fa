"""A small project that breaks no rule, and the shortest records that tests change one thing of."""

from __future__ import annotations

import gc
import json
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sister_libraries.catalogue import Catalogue, load
from sister_libraries.models import KINDS
from sister_libraries.problems import Problem, ProblemsFound
from sister_libraries.project import Project
from sister_libraries.translations import blob_id
from sister_libraries.validate import make_record
from sister_libraries.yaml_reader import Document

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 21)  # of made-up projects; the project's own records may be younger: `date.today()`

# The terms that the minimal records, and the examples in the table of rules, use.
VOCABULARIES = {
    "library-types": ["public", "school"],
    "communities": ["up-to-20000"],
    "commitments": ["light"],
    "partnership-kinds": ["formal-agreement", "programme"],
    "organization-kinds": ["association"],
    "activity-groups": ["people"],
    "activities": ["pen-pals", "reading-club"],
    "exchanges": ["books"],
    "source-documents": ["programme-brochure"],
}
SOURCES = [{"document": "programme-brochure"}]


def seconds(action: Callable[[], object]) -> float:
    """The processor time that an action takes by itself: without other threads, and without the garbage collector,
    which would look through all that the tests before it have left.
    """
    gc.disable()
    try:
        start = time.thread_time()
        action()
        return time.thread_time() - start
    finally:
        gc.enable()


def library(**fields: Any) -> dict[str, Any]:
    """The shortest library, with `fields` added or put in place of its own; None takes one away."""
    return _with({"name": {"en": "Aurora Public Library"}, "country": "US", "sources": SOURCES}, fields)


def partnership(**fields: Any) -> dict[str, Any]:
    """The shortest partnership, of the two libraries of the minimal project."""
    minimal = {
        "libraries": ["los-angeles-public-library", "guangzhou-library"],
        "kinds": ["formal-agreement"],
        "status": "unconfirmed",
        "summary": {"en": "Two libraries exchange books."},
        "story": {"en": "They signed an agreement."},
        "sources": SOURCES,
    }
    return _with(minimal, fields)


def checklist(**fields: Any) -> dict[str, Any]:
    """The shortest checklist."""
    steps = [{"id": "ask", "text": {"en": "Ask your colleagues."}}]
    minimal = {
        "title": {"en": "Getting started"},
        "summary": {"en": "First steps."},
        "sections": [{"id": "begin", "title": {"en": "Begin"}, "steps": steps}],
        "sources": SOURCES,
    }
    return _with(minimal, fields)


def organization(**fields: Any) -> dict[str, Any]:
    """The shortest organization."""
    minimal = {
        "name": {"en": "Federation of Libraries"},
        "kind": "association",
        "summary": {"en": "Libraries of the world."},
        "help": {"en": "Ask for addresses."},
        "sources": SOURCES,
    }
    return _with(minimal, fields)


def vocabulary(*terms: Any, **fields: Any) -> dict[str, Any]:
    """A vocabulary of `terms`, each an id or a whole term."""
    whole = [{"id": term, "label": {"en": term}} if isinstance(term, str) else term for term in terms]
    return _with({"title": {"en": "Choices"}, "terms": whole}, fields)


MINIMAL = {
    "libraries": library,
    "partnerships": partnership,
    "checklists": checklist,
    "organizations": organization,
    "vocabularies": lambda **fields: vocabulary("public", **fields),
}


def _with(record: dict[str, Any], fields: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in (record | fields).items() if value is not None}


def problems_of(folder: str, record: Any) -> list[Problem]:
    """What is wrong with the fields of one record, whatever it refers to."""
    return make_record(Document("data/x.yml", as_yaml(record), record), KINDS[folder], "some-id")[1]


def codes_of(folder: str, **fields: Any) -> list[str]:
    """The codes of the rules that a minimal record of this kind breaks with these fields."""
    return [each.code for each in problems_of(folder, MINIMAL[folder](**fields))]


def as_yaml(record: Any) -> str:
    """A record as YAML: JSON is YAML in which every text is quoted."""
    return json.dumps(record, ensure_ascii=False, indent=1)


def page(title: str = "Why", body: str = "Text.\n", **fields: str) -> str:
    """A hand-written page."""
    front = {"title": title, "description": "What it is about.", **fields}
    return "---\n" + "".join(f"{name}: {value}\n" for name, value in front.items()) + f"---\n{body}"


@dataclass
class Site:
    """A project in a folder of its own."""

    root: Path
    today: date = TODAY

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a file; returns where it is."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def put(self, name: str, record: dict[str, Any]) -> Path:
        """Write a record: `libraries/some-id`."""
        return self.write(f"data/{name}.yml", as_yaml(record))

    def lay_out(self) -> None:
        """Write all that a project needs, and that breaks no rule."""
        for name, terms in VOCABULARIES.items():
            self.put(f"vocabularies/{name}", vocabulary(*terms))
        self.put("libraries/guangzhou-library", library(name={"zh": "广州图书馆"}, country="CN"))
        self.put("libraries/los-angeles-public-library", library(name={"en": "Los Angeles Public Library"}))
        self.put("partnerships/los-angeles-guangzhou", partnership())
        original = page("Why")
        self.write("docs/en/why.md", original)
        self.write("docs/zh/why.md", page("为什么", translation_of=blob_id(original.encode())))

    def copy_templates(self) -> None:
        """Take the record templates of the real project."""
        shutil.copytree(ROOT / "overrides", self.root / "overrides", dirs_exist_ok=True)

    def problems(self) -> list[Problem]:
        """Every problem and notice of the project."""
        project = Project(self.root, today=self.today)
        try:
            project.load()
        except ProblemsFound as found:
            return found.problems
        return project.notices

    def codes(self) -> list[str]:
        """The codes of the project's problems, in the order of a report."""
        return [each.code for each in self.problems()]

    def catalogue(self) -> Catalogue:
        """The project's catalogue; raises ProblemsFound when there is a problem."""
        return load(self.root, self.today)[0]
