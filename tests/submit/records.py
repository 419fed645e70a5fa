"""Records that people might type: right ones, and with anything wrong that a field can have. All generated."""

from __future__ import annotations

import random
from typing import Any

# What is odd to a YAML reader, a checker, a web page or a person.
ODD = [
    "NO", "no", "yes", "~", "null", "010", "0x1F",
    "1e3", "1_000", ".5", "-.inf", "12:30", "2026-11-21", "=", "<<",
    " lead", "trail ", "a: b", "a:b", "a:", "- a", "-a", "? x",
    "# x", "a #b", "a# b", "[x", "{x}", "x]", "a, b", "*x",
    "&x", "!x", "%x", "@x", "`x",
    "'x'", '"x"', 'say "x"', "back\\slash", "\\n", "two\nlines", "para\n\ngraph", "\nx",
    "x\n", " x\n y", "x\n  indented\ny", "x \ny", "\u3000x",
    "x\u3000", "x\u00a0", "x\u00a0\ny", "|", ">", "|-\nx",
    "---", "...", "--- x\ny", "😀 emoji 👩‍👩‍👧", "e\u0301", "é",
    "Å", "\u212b", "ﬁ", "\u202eevil", "\u200bzero", "\ufeffbom",
    "tab\there", "nul\0", "bell\x07", "\x85", "\u2028", "\r",
    "\ud7ff", "\ue000", "\U0001fae8", "\U000e0041", "ı", "ſ", "K",
    "<script>alert(1)</script>", "${{ x }}", "{{ x }}", "{% x %}", "`rm -rf`",
    "::error::x", "٢٠٢٦", "２０１７", "½", "Ⅷ",
    "广州图书馆", "廣州圖書館",
    "広島県立図書館", "서울도서관", "Библиотека", "مكتبة", "ספרייה", "", "x" * 81, "广" * 121,
    "x" * 241, "图书馆 " * 80, "a" * 1501, "%s", "None", "undefined", "__proto__", "constructor",
]  # fmt: skip
URLS = [
    "https://example.org/", "http://example.org",
    "https://www.example.org:8080/a", "example.org", "https://图书馆.中国/",
    "https://１２７.０.０.１/", "https://a..b/",
    "https://user@example.org/", "https://example.org:99999/", "https://example.org:/",
    "https://EXAMPLE.org/x?y=z#q", "https://127.0.0.1/",
    "https://[::1]/", "ftp://example.org/", "https://example.org/a b",
    "HTTPS://example.org/", "https://-a.example/",
    "https://a_b.example/", "https://example.org/" + "a" * 281,
    "https://éxample.org/", "https://e\u0301xample.org/",
    "https://example.org/\u200b", "https://x.org/'", "https://☃.example/",
    "javascript:alert(1)", "https://example.org\\@evil.example/",
    "https://" + "a" * 64 + ".org/", "https://" + "图" * 63 + ".org/",
]  # fmt: skip
DATES = [
    "2017", "2017-05", "2017-05-17", "1990s",
    "by 2019", "before 1998-03", "after 1980s", "about 2001-01-02", "May 2017",
    "2017-13", "2017-02-30", "2000-02-29", "1900-02-29", "2024-02-29",
    "0000", "0000-01-01", "0000s", "0010s", "9990s", "9999",
    "2999-01-01", "2026-11-21", "2026-11-22", "by  2017", "2017-5", "２０１７", "1995s", "before 0001",
]  # fmt: skip
MAILBOXES = [
    "exchange@library.example.org", "x@gmail.com", "X@GMAIL.COM",
    "a@b@example.org", "x@localhost", "x@a..b", "图@example.org",
    "x@" + "b." * 100 + "org", "a" * 65 + "@example.org", "x@K.com",
]  # fmt: skip
LANGUAGES = [
    "en",
    "zh",
    "zh-Hant",
    "pt-BR",
    "sr-Latn",
    "qq",
    "EN",
    "zh_Hans",
    "english",
    "haw",
    "zh-Hans-CN",
    "x",
    "en-US-x",
]
COUNTRIES = ["CN", "US", "XK", "TW", "cn", "China", "EU", "ZZ", "NO", ""]
IDS = [
    "guangzhou-library",
    "los-angeles-public-library",
    "nobody",
    "Aurora",
    "a--b",
    "ab",
    "con",
    "x" * 65,
    "-ab",
    "aurora-gone",
]
ZONES = ["Asia/Shanghai", "America/Denver", "Mars/Olympus", "UTC", "asia/shanghai"]
COORDINATES = [
    ["23.12", "113.25"], ["-90.00", "180.00"], ["90.01", "0.00"],
    ["23.1", "113.25"], ["23.12"], ["x", "y"], [], "23.12",
    ["-0.00", "0.00"], ["1e2", "0.00"], ["٢٣.١٢", "0.00"], [["1.00"], "1.00"],
]  # fmt: skip


class Typist:
    """Types records of the kinds that `rules` describe, more or less well."""

    def __init__(self, rules: dict[str, Any], seed: int) -> None:
        self.rules = rules
        self.chance = random.Random(seed)

    def often(self, share: float) -> bool:
        return self.chance.random() < share

    def record(self, kind: str) -> dict[str, Any]:
        """A record; about one in three is right."""
        self.care = self.chance.choice([1.0, 1.0, 0.97, 0.9, 0.6])
        value = self.group(self.rules["kinds"][kind])
        if not self.often(self.care):
            value[self.chance.choice(["colour", "id", "__proto__x", "Name", "kinds"])] = "x"
        return value

    def group(self, node: dict[str, Any]) -> dict[str, Any]:
        wanted = self.chance.choice([0.1, 0.3, 0.7])
        made = {
            name: self.value(inner)
            for name, inner, required in node["fields"]
            if (required and self.often(0.2 + self.care)) or self.often(wanted)
        }
        careful = self.often(self.care)
        for rule in node["together"]:
            names = rule.get("any_of") or [rule["field"], rule["needs"]]
            if careful and not any(name in made for name in names):
                made[names[0]] = self.value({name: inner for name, inner, _ in node["fields"]}[names[0]])
            if careful and "needs" in rule and rule["field"] in made:
                made.setdefault(rule["needs"], "2026-11-21")
        return made

    def value(self, node: dict[str, Any]) -> Any:
        if not self.often(0.3 + self.care):
            return self.chance.choice(["x", "", [], {}, ["x"], {"en": "x"}, [[]], {"x": {}}, *ODD])
        return getattr(self, f"a_{node['kind']}")(node)

    def one(self, good: list[Any], odd: list[Any]) -> Any:
        return self.chance.choice(good if self.often(self.care) else odd)

    def a_group(self, node: dict[str, Any]) -> Any:
        return self.group(node)

    def a_list(self, node: dict[str, Any]) -> Any:
        count = self.chance.randint(node["low"], min(node["high"], node["low"] + 2))
        if not self.often(self.care):
            count = self.chance.choice([0, 1, 2, node["high"] + 1])
        values: list[Any] = []
        for _ in range(count):
            value = self.value(node["of"])
            if value not in values or not self.often(self.care):
                values.append(value)
        return values

    def words(self, code: str, node: dict[str, Any]) -> str:
        good = {
            "en": [
                "Aurora Library",
                "A reading club, ages 8–12.",
                "Łódź: the “old” town",
                "NO",
                "Books & more",
                "2017 x",
            ],
            "zh": ["广州图书馆", "寻求阅读伙伴，8–12 岁。", "广州 IFLA 图书馆", "奧羅拉圖書館"],
        }.get(code, ["Бібліотека", "広島県立図書館", "Biblioteca"])
        text = self.one(good, ODD)
        if node["lines"] and self.often(0.5):
            text = "\n\n".join([text, self.one(good, ODD)])
        return str(text)

    def a_text(self, node: dict[str, Any]) -> Any:
        codes = self.chance.choice([["en"], ["zh"], ["en", "zh"]])
        made: dict[str, Any] = {code: self.words(code, node) for code in codes}
        if node["extra"] and self.often(0.3):
            made |= {
                "local": self.words("local", node),
                "local_language": self.one(["bg", "es", "ja"], LANGUAGES),
            }
        if not self.often(self.care):
            made.pop(self.chance.choice(list(made)))
        if not self.often(self.care):
            made[self.chance.choice(["fr", "local", "local_language", "en"])] = self.chance.choice(ODD)
        return made

    def a_line(self, node: dict[str, Any]) -> Any:
        return self.words("en", node)

    def a_id(self, node: dict[str, Any]) -> Any:
        terms = self.rules["vocabularies"].get(node["vocabulary"]) or IDS[:2]
        return "aurora-gone" if self.often(0.02) else self.one(terms, [*IDS, *ODD])

    def a_choice(self, node: dict[str, Any]) -> Any:
        return self.one(node["choices"], ["paired", "Seeking", self.chance.choice(ODD)])

    def a_country(self, node: dict[str, Any]) -> Any:
        return self.one(COUNTRIES[:4], COUNTRIES)

    def a_language(self, node: dict[str, Any]) -> Any:
        return self.one(LANGUAGES[:5], LANGUAGES)

    def a_zone(self, node: dict[str, Any]) -> Any:
        return self.one(ZONES[:2], ZONES)

    def a_day(self, node: dict[str, Any]) -> Any:
        return self.one(["2026-11-21", "2024-02-29"], DATES)

    def a_date(self, node: dict[str, Any]) -> Any:
        return self.one(DATES[:8], DATES)

    def a_url(self, node: dict[str, Any]) -> Any:
        return self.one(URLS[:2], URLS)

    def a_mailbox(self, node: dict[str, Any]) -> Any:
        return self.one(MAILBOXES[:1], MAILBOXES)

    def a_coordinates(self, node: dict[str, Any]) -> Any:
        return self.one(COORDINATES[:2], COORDINATES)

    def a_identifier(self, node: dict[str, Any]) -> Any:
        return self.one(
            ["Q42"] if node["pattern"].startswith("Q") else ["US-CL"], ["Q0", "42", "us-cl", "US-CL", *ODD]
        )
