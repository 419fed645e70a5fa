"""Where the project's files are on GitHub, and the addresses under which they are read, changed and added there."""

from __future__ import annotations

from urllib.parse import urlencode

REPOSITORY = "https://github.com/sister-libraries/sister-libraries.github.io"


def edit_address(name: str, repository: str = REPOSITORY) -> str:
    """Where the file `name` is changed; a folder is only shown there."""
    view = "edit" if "." in name else "tree"
    return f"{repository}/{view}/main/{name}"


def new_address(folder: str, repository: str = REPOSITORY) -> str:
    """Where a file is added to `folder`; `?filename=…&value=…` fills it in."""
    return f"{repository}/new/main/{folder}"


def change_address(code: str, repository: str = REPOSITORY, **answers: str) -> str:
    """Where a change is asked for: GitHub's form for it in the language `code`, with these answers filled in."""
    return f"{repository}/issues/new?{urlencode({'template': f'change-{code}.yml', **answers})}"
