"""Where the project's files are on GitHub, and the addresses under which they are read, changed and added there."""

from __future__ import annotations

REPOSITORY = "https://github.com/sister-libraries/sister-libraries.github.io"


def edit_address(name: str, repository: str = REPOSITORY) -> str:
    """Where the file `name` is changed; a folder is only shown there."""
    view = "edit" if "." in name else "tree"
    return f"{repository}/{view}/main/{name}"


def new_address(folder: str, repository: str = REPOSITORY) -> str:
    """Where a file is added to `folder`; `?filename=…&value=…` fills it in."""
    return f"{repository}/new/main/{folder}"
