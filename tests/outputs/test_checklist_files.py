"""Saved ticks: whatever the file holds is read as far as it goes; and what is exported is read by others."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path
from typing import Any

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "write"))

from in_node import run

STATE = {
    "version": 1,
    "current": "a1",
    "partnerships": {
        "a1": {
            "name": "Guangzhou 广州",
            "lists": {
                "getting-started": {
                    "set-budget": {"done": True, "note": "一千", "who": "Desk", "by": "2026-12-01"}
                }
            },
        },
        "b2": {"name": "", "lists": {}},
    },
}
SECTIONS = [
    {
        "title": "Money, *first*",
        "steps": [
            {
                "id": "a",
                "text": "=SUM(1)",
                "detail": "",
                "done": True,
                "who": "A, B",
                "by": "2026-12-01",
                "note": "x\ny",
            },
            {"id": "b", "text": "图书馆", "detail": "", "done": False, "who": "", "by": "", "note": ""},
        ],
    }
]


def read(*texts: str) -> list[Any]:
    body = "return given.map((each) => { const { state, dropped } = readText(each); return [state, [...dropped]]; });"
    result: list[Any] = run({"checklist-state.js": "readText"}, body, list(texts))
    return result


class TestReading:
    def test_what_was_saved_is_read_again(self):
        assert read(json.dumps(STATE)) == [[STATE, []]]

    def test_a_byte_order_mark_does_not_matter(self):
        assert read("\ufeff" + json.dumps(STATE)) == [[STATE, []]]

    def test_a_file_that_breaks_off_is_read_up_to_there(self):
        text = json.dumps(STATE, ensure_ascii=False)
        ((state, dropped),) = read(text[: text.index(', "b2"')])
        assert state["partnerships"] == {"a1": STATE["partnerships"]["a1"]}
        assert dropped == ["cut"]

    def test_wherever_it_breaks_off_nothing_is_invented(self):
        text = json.dumps(STATE, ensure_ascii=False)
        for state, _ in read(*(text[:end] for end in range(len(text)))):
            for key, each in (state or {"partnerships": {}})["partnerships"].items():
                told = STATE["partnerships"][key]
                assert each["name"] in ("", told["name"])
                for steps in each["lists"].values():
                    for step in steps.values():
                        assert step.items() <= told["lists"]["getting-started"]["set-budget"].items()

    def test_another_version_is_read_as_far_as_it_is_known(self):
        newer = {**STATE, "version": 2, "colour": "red"}
        assert read(json.dumps(newer)) == [[STATE, ["version"]]]

    def test_what_is_none_of_ours_is_left_out(self):
        hostile = {
            "version": 1,
            "current": "__proto__",
            "partnerships": {
                "__proto__": {"name": "x", "lists": {}},
                "constructor": {"name": "x", "lists": {}},
                "a1": {
                    "name": "a\u202eb\u0000",
                    "lists": {
                        "getting-started": {
                            "set-budget": {"done": "yes", "by": "2026-13-45", "note": {"a": 1}, "who": "W"},
                            "../../x": {"done": True},
                        },
                        "other": 7,
                    },
                },
            },
        }
        ((state, dropped),) = read(json.dumps(hostile))
        assert state["partnerships"] == {
            "a1": {"name": "ab", "lists": {"getting-started": {"set-budget": {"who": "W"}}}}
        }
        assert set(dropped) == {"kind", "date"}

    def test_too_much_is_cut(self):
        many = {f"k{number}": {"name": "n" * 300, "lists": {}} for number in range(80)}
        ((state, dropped),) = read(json.dumps({"version": 1, "partnerships": many}))
        assert len(state["partnerships"]) == 50
        assert {len(each["name"]) for each in state["partnerships"].values()} == {120}
        assert set(dropped) == {"many", "long"}

    @pytest.mark.parametrize(
        "text", ["", "null", "[]", "7", '"x"', "{}", '{"partnerships": []}', "{{{{", "}" * 100, "[" * 50_000]
    )
    def test_what_holds_nothing_gives_nothing(self, text: str):
        ((state, _),) = read(text)
        assert state is None

    @settings(max_examples=15)
    @given(
        st.lists(
            st.recursive(
                st.none() | st.booleans() | st.integers() | st.text(),
                lambda inner: (
                    st.lists(inner, max_size=3)
                    | st.dictionaries(
                        st.sampled_from(
                            ["partnerships", "lists", "a1", "name", "done", "note", "by", "__proto__"]
                        )
                        | st.text(),
                        inner,
                        max_size=4,
                    )
                ),
                max_leaves=12,
            ),
            min_size=1,
            max_size=4,
        )
    )
    def test_nothing_makes_it_fail(self, values: list[Any]):
        for state, _ in read(*(json.dumps({"version": 1, "partnerships": value}) for value in values)):
            assert state is None or set(state) == {"version", "current", "partnerships"}


class TestAddress:
    def test_goes_there_and_back(self):
        body = """
        const [key, each] = Object.entries(given.partnerships)[0];
        const fragment = await toFragment(each, key, "getting-started");
        const found = await fromFragment(fragment);
        return [fragment, found.state, [...found.dropped]];
        """
        fragment, state, dropped = run({"checklist-state.js": "toFragment, fromFragment"}, body, STATE)
        assert fragment.startswith("#z=")
        assert state == {**STATE, "partnerships": {"a1": STATE["partnerships"]["a1"]}}
        assert dropped == []

    @pytest.mark.parametrize("fragment", ["", "#sources", "#z=", "#z=!!!", "#p=<script>"])
    def test_another_fragment_is_none_of_its_business(self, fragment: str):
        assert run({"checklist-state.js": "fromFragment"}, "return fromFragment(given);", fragment) is None

    @pytest.mark.parametrize("fragment", ["#z=AAAA", "#p=AAAA", "#z=" + "A" * 1_000, "#p=eyJhIjox"])
    def test_a_broken_one_holds_nothing(self, fragment: str):
        body = "const { state, dropped } = await fromFragment(given); return [state, [...dropped]];"
        state, dropped = run({"checklist-state.js": "fromFragment"}, body, fragment)
        assert state is None
        assert dropped == ["cut"]

    def test_a_bomb_does_not_go_off(self):
        body = """
        const { deflateRawSync } = await import("node:zlib");
        const bomb = deflateRawSync(Buffer.alloc(50_000_000, 0x20)).toString("base64url");
        return [bomb.length, (await fromFragment(`#z=${bomb}`)).state];
        """
        length, state = run({"checklist-state.js": "fromFragment"}, body)
        assert length < 200_000
        assert state is None


def test_two_devices_become_one():
    other = {
        "version": 1,
        "current": "a1",
        "partnerships": {"a1": {"name": "", "lists": {"getting-started": {"get-approval": {"done": True}}}}},
    }
    body = "return merge(given[0], given[1]);"
    merged = run({"checklist-state.js": "merge"}, body, [STATE, other])
    assert merged["partnerships"]["a1"]["name"] == "Guangzhou 广州"
    assert set(merged["partnerships"]["a1"]["lists"]["getting-started"]) == {"set-budget", "get-approval"}
    assert set(merged["partnerships"]) == {"a1", "b2"}


def test_the_table_is_read_by_a_spreadsheet_and_has_no_formula():
    body = (
        'return csv(["Section", "Step", "Done", "Who", "By when", "Note"], given, { yes: "yes", no: "no" });'
    )
    text = run({"checklist-files.js": "csv"}, body, SECTIONS)
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text[1:], newline="")))
    assert rows[1:] == [
        ["Money, *first*", "'=SUM(1)", "yes", "A, B", "2026-12-01", "x\ny"],
        ["Money, *first*", "图书馆", "no", "", "", ""],
    ]


def test_the_text_has_task_lists():
    body = 'return markdown("My <list>", given, { who: "Who: {who}", mark: ", " });'
    text = run({"checklist-files.js": "markdown"}, body, SECTIONS)
    assert text == (
        "# My \\<list\\>\n\n## Money, \\*first\\*\n\n"
        "- [x] =SUM(1) (Who: A, B, 2026-12-01)\n  x\n  y\n- [ ] 图书馆\n"
    )


def test_tasks_are_read_by_a_calendar():
    tasks = [
        {
            "uid": "a@x",
            "summary": "Budget; first",
            "description": "一\n二",
            "due": "2026-12-01",
            "done": True,
            "url": "https://example.org/#a",
        },
        {"uid": "b@x", "summary": "图书馆" * 40, "description": "", "due": "", "done": False, "url": ""},
    ]
    body = 'return tasks({ name: "List", language: "en", tasks: given, now: new Date(0) });'
    text = run({"icalendar.js": "tasks"}, body, tasks)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    found = icalendar.Calendar.from_ical(text)
    first, second = found.walk("VTODO")
    assert str(first["summary"]) == "Budget; first"
    assert str(first["description"]) == "一\n二"
    assert first["due"].dt.isoformat() == "2026-12-01"
    assert (str(first["status"]), str(second["status"])) == ("COMPLETED", "NEEDS-ACTION")
    assert "due" not in second
    assert str(second["summary"]) == "图书馆" * 40
