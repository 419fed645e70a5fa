"""A checklist's page, and the checklist inside a hand-written page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sister_libraries.views.page import Page, PageKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sister_libraries.models import Checklist
    from sister_libraries.reader import Reader


def context(checklist: Checklist, reader: Reader) -> dict[str, Any]:
    """What the list of steps prints."""
    return {
        "id": checklist.id,
        "sections": [
            {
                "id": section.id,
                "title": reader.text(section.title),
                "steps": [
                    {"id": step.id, "text": reader.text(step.text), "detail": reader.text(step.detail)}
                    for step in section.steps
                ],
            }
            for section in checklist.sections
        ],
    }


def view(checklist: Checklist, reader: Reader) -> Page:
    """The page of one checklist."""
    name = reader.name(checklist)
    summary = reader.text(checklist.summary)
    assert summary
    steps = context(checklist, reader)
    following = [each for each in reader.catalogue.checklists.values() if each.after == checklist.id]
    return Page(
        title=name.text,
        description=summary.text,
        edit=checklist.file,
        context={
            "name": name,
            "summary": summary,
            "checklist": steps,
            "following": [reader.summary(each) for each in following],
            "sources": reader.sources(checklist.sources),
            "listed": reader.date(checklist.listed),
        },
        found_as="guidance",
        found_by=(name.text, summary.text, *_steps(steps)),
    )


def _steps(steps: dict[str, Any]) -> Iterator[str]:
    """The steps of a checklist as plain text."""
    for section in steps["sections"]:
        yield section["title"].text
        for step in section["steps"]:
            yield from (step[name].text for name in ("text", "detail") if step[name])


KIND = PageKind(
    "checklist",
    "checklists",
    lambda catalogue: catalogue.checklists.items(),
    view,
    lambda _checklist, _catalogue: (),  # they are few, and a change of one makes all pages anew
)
