"""The page of a size of community: the libraries that serve one of that size."""

from sister_libraries.languages import N_
from sister_libraries.views.term import term_kind

KIND = term_kind(
    "community",
    "communities",
    N_("Community served: {term}"),
    N_("Libraries in the directory by the size of the community that they serve: {term}."),
    lambda catalogue: catalogue.by_community,
)
