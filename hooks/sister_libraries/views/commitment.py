"""The page of a depth of commitment: the libraries that want to give that much time."""

from sister_libraries.languages import N_
from sister_libraries.views.term import term_kind

KIND = term_kind(
    "commitment",
    "commitments",
    N_("Level of commitment: {term}"),
    N_("Libraries in the directory by how much time they want to give to a partnership: {term}."),
    lambda catalogue: catalogue.by_commitment,
)
