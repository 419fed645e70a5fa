from pathlib import Path

import pytest
from building import BuiltSite, make_site, once


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A temporary folder that all processes of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def site(shared_folder: Path) -> BuiltSite:
    """The site, built as it is published."""
    return BuiltSite(once(shared_folder / "site", make_site))


@pytest.fixture(scope="session")
def example_site(shared_folder: Path) -> BuiltSite:
    """The site with the records and the page of `examples/` besides its own."""
    return BuiltSite(once(shared_folder / "example-site", lambda folder: make_site(folder, examples=True)))
