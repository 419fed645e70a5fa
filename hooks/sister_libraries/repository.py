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


def issue_address(title: str = "", body: str = "", repository: str = REPOSITORY) -> str:
    """Where an issue is opened, filled in if there is something to fill it with."""
    filled = urlencode({"title": title, "body": body}) if title or body else ""
    return f"{repository}/issues/new" + (f"?{filled}" if filled else "")
