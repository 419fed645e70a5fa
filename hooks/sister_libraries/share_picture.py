"""Which picture stands beside a link to a page that somebody shares; tools/pictures.py draws them."""

FOLDER = "assets/share/"
PAGE = "page"
HOME = "home"

# Layout → picture; hand-written pages have PAGE, the home page has HOME.
PICTURES = {
    "library": "library",
    "partnership": "story",
    "checklist": "checklist",
    "organization": "organization",
    "country": "place",
    "part-of-world": "place",
}


def of_page(bare: str) -> str:
    """The picture's name, from the page's address below its language's root."""
    kind = bare.split("/")[1] if bare.startswith("layouts/") else ""
    return f"{FOLDER}{PICTURES.get(kind, PAGE) if bare else HOME}.png"


def names() -> list[str]:
    """Every picture, sorted."""
    return sorted({PAGE, HOME, *PICTURES.values()})
