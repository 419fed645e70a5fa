"""What workflows may do, whoever writes the text that starts them."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from builders import ROOT

FILES = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
WORKFLOWS: dict[str, Any] = {
    each.stem: yaml.load(each.read_text(encoding="utf-8"), Loader=yaml.BaseLoader) for each in FILES
}
# Who starts a workflow and may be anybody; and what of it may be written into an expression: our own numbers.
STRANGERS = {"pull_request", "issues"}
HARMLESS = re.compile(
    r"github\.(token|ref|event\.label\.name|event\.issue\.number)|steps\.\w+\.outputs\.\w+|vars\.SITE_URL"
)


def triggers(name: str) -> set[str]:
    found = WORKFLOWS[name]["on"]
    return {found} if isinstance(found, str) else set(found)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_no_trigger_gives_a_stranger_our_rights(name: str) -> None:
    assert not triggers(name) & {"pull_request_target", "workflow_run", "issue_comment", "discussion_comment"}


@pytest.mark.parametrize("name", WORKFLOWS)
def test_every_job_says_what_its_token_may_do(name: str) -> None:
    assert WORKFLOWS[name]["permissions"] == {}
    assert all("permissions" in job for job in WORKFLOWS[name]["jobs"].values())


@pytest.mark.parametrize("name", [each for each in WORKFLOWS if "pull_request" in triggers(each)])
def test_a_pull_request_has_a_token_that_reads_only(name: str) -> None:
    text = (ROOT / ".github/workflows" / f"{name}.yml").read_text(encoding="utf-8")
    for job in WORKFLOWS[name]["jobs"].values():
        assert job["permissions"] == {"contents": "read"}
    assert "secrets." not in text
    assert "cache" not in re.sub(r"#.*", "", text)


@pytest.mark.parametrize("name", [each for each in WORKFLOWS if triggers(each) & STRANGERS])
def test_no_text_of_a_stranger_stands_in_an_expression(name: str) -> None:
    text = re.sub(r"#.*", "", (ROOT / ".github/workflows" / f"{name}.yml").read_text(encoding="utf-8"))
    for expression in re.findall(r"\$\{\{(.*?)\}\}", text):
        for value in re.findall(r"[a-z]\w*(?:\.\w+)+", re.sub(r"'[^']*'", "", expression)):
            assert HARMLESS.fullmatch(value), expression


def test_only_main_is_published() -> None:
    publish = WORKFLOWS["publish"]
    assert publish["on"]["push"]["branches"] == ["main"]
    assert publish["jobs"]["deploy"]["if"] == "github.ref == 'refs/heads/main'"
    writing = [
        name
        for name, flow in WORKFLOWS.items()
        for job in flow["jobs"].values()
        if "pages" in job["permissions"]
    ]
    assert writing == ["publish"]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_every_action_is_pinned_and_keeps_no_token(name: str) -> None:
    for job in WORKFLOWS[name]["jobs"].values():
        for step in job["steps"]:
            if "uses" in step:
                assert re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40}", step["uses"])
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] == "false"
