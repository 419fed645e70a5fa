"""How the tests themselves are run."""

import pytest


@pytest.mark.xdist_group("a group")
def test_a_group_is_run_by_one_process(request: pytest.FixtureRequest, worker_id: str):
    """Where tests are shared out, the plugin tells by its name which group a test is in; if not, nothing fails, but
    every process makes what one should share.
    """
    if worker_id != "master" and request.config.option.loadgroup:
        assert request.node.nodeid.endswith("@a group")
