"""Every kind of record page: which records have one, and what its template prints."""

from sister_libraries.views import (
    activity,
    checklist,
    commitment,
    community,
    country,
    exchange,
    language,
    library,
    library_type,
    moved,
    organization,
    part_of_world,
    partnership,
    partnership_kind,
    problem,
    status,
)
from sister_libraries.views.page import Page, PageKind

# One line a kind of page; a new one is a module here, a template and a layout of the same name.
PAGE_KINDS: tuple[PageKind, ...] = (
    library.KIND,
    partnership.KIND,
    checklist.KIND,
    organization.KIND,
    country.KIND,
    language.KIND,
    library_type.KIND,
    status.KIND,
    part_of_world.KIND,
    community.KIND,
    commitment.KIND,
    exchange.KIND,
    activity.KIND,
    partnership_kind.KIND,
    problem.KIND,
    moved.MOVED,
    moved.GONE,
)

__all__ = ["PAGE_KINDS", "Page", "PageKind"]
