"""What a problem is: where it stands, which rule it breaks, and what was found there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

FieldPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a file: 1-based line and column (in characters), and the column after its end."""

    line: int
    column: int
    end: int


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken rule.

    `code` names the rule in `rules.RULES`; `path` is relative to the project with `/` between folders;
    `values` fill the places of the rule's message: texts, numbers, or a list of choices.
    """

    code: str
    path: str
    span: Span | None = None
    values: dict[str, Any] = field(default_factory=dict)
    at: FieldPath = ()

    @property
    def order(self) -> tuple[str, int, int, str]:
        """Where it stands in a report: by file, line, column and code."""
        span = self.span or Span(0, 0, 0)
        return (self.path, span.line, span.column, self.code)


class ProblemsFound(Exception):
    """Stops a build: carries every problem of the run."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        return f"{len(self.problems)} problems"


class BuildFailed(Exception):
    """Stops a build for a reason that stands in no record and no page; its words are the message."""
