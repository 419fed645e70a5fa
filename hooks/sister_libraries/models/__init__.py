"""The records as pydantic models: the single source of the checks, the schemas and the field reference."""

from sister_libraries.models.base import Record
from sister_libraries.models.checklist import Checklist
from sister_libraries.models.fields import Text
from sister_libraries.models.library import Library
from sister_libraries.models.organization import Organization
from sister_libraries.models.partnership import Partnership
from sister_libraries.models.vocabulary import Vocabulary

# Folder of data/ → model. A new kind of record is one line here and one module beside this one.
KINDS: dict[str, type[Record]] = {
    "libraries": Library,
    "partnerships": Partnership,
    "checklists": Checklist,
    "organizations": Organization,
    "vocabularies": Vocabulary,
}
# The kinds whose records have a page of their own, so that their ids are addresses.
WITH_PAGES = ("libraries", "partnerships", "organizations", "checklists")

__all__ = [
    "KINDS",
    "WITH_PAGES",
    "Checklist",
    "Library",
    "Organization",
    "Partnership",
    "Record",
    "Text",
    "Vocabulary",
]
