"""Events as GitHub sends them, made of our own forms: `python tests/intake/events.py` writes those in tests/events."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
EVENTS = ROOT / "tests" / "events"

LIBRARY_EN = {
    "name-en": "Example Town Library",
    "country": "Canada",
    "city-en": "Example Town",
    "type": "Public library",
    "website": "https://library.example.org/",
    "work-languages": "English, French",
    "status": "Seeking a partner",
    "activities": "Pen pals, Link reading clubs",
    "description-en": "A small library.\n\nMany young readers.",
    "sources": "https://library.example.org/about",
}
LIBRARY_ZH = {
    "name-zh": "示例镇图书馆",
    "country": "中国",
    "city-zh": "示例镇",
    "type": "公共图书馆",
    "website": "https://library.example.org/",
    "work-languages": "中文、英语",
    "status": "寻求合作伙伴",
    "activities": "笔友",
    "sources": "https://library.example.org/about",
}
PARTNERSHIP_EN = {
    "libraries": "guangzhou-library, shanghai-library",
    "kinds": "Formal agreement",
    "status": "Ended",
    "summary-en": "Two example libraries exchanged books.",
    "story-en": "They exchanged books for ten years.",
    "sources": "https://library.example.org/about",
}
# What would do harm if any of it reached a shell, an expression, the runner or a page unescaped.
HOSTILE = (
    "::error file=x::boo\n::set-output name=x::y\n`id`\n$(touch /tmp/owned)\n${{ secrets.GITHUB_TOKEN }}\n"
    "<script>alert(1)</script> <img src=x onerror=alert(1)>\n[x](javascript:alert(1)) ![x](https://tracker.invalid/x.png)\n"
    "@octocat @sister-libraries/maintainers #1 closes #2\n| a | b |\n```\n~~~\n'; rm -rf / #\n%0A::warning::x"
)


def body(form: str, answers: dict[str, str]) -> str:
    """The text of an issue that was written with one of our forms, as GitHub puts it together."""
    fields = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE" / f"{form}.yml").read_text(encoding="utf-8"))[
        "body"
    ]
    parts = []
    left = dict(answers)
    for each in fields:
        if each["type"] == "markdown":
            continue
        label = each["attributes"]["label"]
        if each["type"] == "checkboxes":
            boxes = "\n".join(f"- [x] {option['label']}" for option in each["attributes"]["options"])
            parts.append(f"### {label}\n\n{boxes}")
        else:
            parts.append(f"### {label}\n\n{left.pop(each['id'], '') or '_No response_'}")
    assert not left, f"the form has no {left}"
    return "\n\n".join(parts)


def event(
    text: str, number: int = 12, labels: tuple[str, ...] = ("listing", "ready"), **more: Any
) -> dict[str, Any]:
    """The event of the label `ready` on an issue with this text."""
    issue = {
        "number": number,
        "title": "List a library",
        "body": text,
        "labels": [{"name": each} for each in labels],
    }
    return {
        "action": "labeled",
        "label": {"name": "ready"},
        "issue": issue,
        "sender": {"login": "example-editor"},
        **more,
    }


STORED = {
    "library-en": lambda: event(body("library-en", LIBRARY_EN)),
    "library-zh": lambda: event(body("library-zh", LIBRARY_ZH), 13),
    "partnership-en": lambda: event(body("partnership-en", PARTNERSHIP_EN), 14),
    "hostile": lambda: event(
        body("library-en", LIBRARY_EN | {"name-en": HOSTILE, "description-en": HOSTILE, "website": HOSTILE}),
        15,
    ),
    "hostile-description": lambda: event(body("library-en", LIBRARY_EN | {"description-en": HOSTILE}), 16),
    "long": lambda: event(
        body("library-en", LIBRARY_EN | {"description-en": "长 long\n" * 9_000})[:65_000], 17
    ),
    "no-form": lambda: event("Please list our library. @octocat", 18),
}

if __name__ == "__main__":
    for name, make in STORED.items():
        text = json.dumps(make(), ensure_ascii=False, indent=1) + "\n"
        (EVENTS / f"{name}.json").write_text(text, encoding="utf-8", newline="\n")
