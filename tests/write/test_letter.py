"""The first letter: what it says of what is known, what it leaves blank, and what it proposes."""

import random
import re
from typing import Any

import pytest
from in_node import run

from sister_libraries import letter
from sister_libraries.catalogue import Catalogue
from sister_libraries.languages import language, site_languages

Library = dict[str, Any]
CODES = [each.code for each in site_languages()]
in_both_languages = pytest.mark.parametrize("code", CODES)

# Two made-up libraries, as their entries would be.
RIVER: Library = {
    "id": "river-library",
    "name": {"en": "River Library", "zh": "河畔图书馆"},
    "place": {"en": "Riverton, Ohio, United States", "zh": "美国俄亥俄州河城"},
    "town": {"en": "Riverton", "zh": "河城"},
    "country": "US",
    "standing": "seeking",
    "type": "public",
    "community": "up-to-20000",
    "languages": ["en", "es"],
    "seeks": ["picture-books"],
    "offers": ["local-history"],
    "activities": ["staff-visit", "pen-pals"],
    "towns": ["US riverton"],
    "website": "https://river.example.org/",
    "mailbox": "exchange@river.example.org",
}
LAKE: Library = {
    "id": "lake-library",
    "name": {"en": "Lake Library", "zh": "湖滨图书馆"},
    "place": {"en": "Lakeside, Zhejiang, China", "zh": "中国浙江湖城"},
    "town": {"en": "Lakeside", "zh": "湖城"},
    "country": "CN",
    "standing": "open",
    "type": "academic",
    "languages": ["zh"],
    "seeks": ["local-history", "visits"],
    "offers": ["picture-books"],
    "activities": ["pen-pals", "exhibition"],
    "towns": ["CN lakeside"],
}


def compose(data: Any, code: str, to: Library, own: Library, **choices: Any) -> dict[str, str]:
    body = "return compose(given.data, given.code, given.to, given.own, given.choices);"
    given = {"data": data, "code": code, "to": to, "own": own, "choices": choices}
    return run({"letter.js": "compose"}, body, given)


def body(data: Any, code: str, to: Library, own: Library, **choices: Any) -> str:
    return compose(data, code, to, own, **choices)["body"]


def suggest(data: Any, to: Library, own: Library) -> tuple[str, str]:
    body = "return suggest(given.data, given.to, given.own);"
    found = run({"letter.js": "suggest"}, body, {"data": data, "to": to, "own": own})
    return found["activity"], found["why"]


class TestTheModel:
    """The letter for two libraries of which nothing is known."""

    @in_both_languages
    def test_is_the_same_in_python_and_in_the_browser(self, page_data, code: str):
        model = letter.model(language(code))
        assert compose(page_data, code, {}, {}) == {"subject": model.subject, "body": model.body}

    @in_both_languages
    def test_has_every_blank_there_is_but_the_date_of_the_english_one(self, code: str):
        here = language(code)
        model = letter.model(here)
        for name in letter.BLANKS.keys() - ({"date", "town"} if code == "en" else {"town"}):
            assert here.say(letter.BLANKS[name]) in model.body, name

    def test_says_in_english_what_the_advice_asks_for(self):
        text = letter.model(language("en")).body
        order = ["Dear colleagues", "We are", "We serve", "We thought of you", "one small thing", "We can offer",
                 "In return", "We can write in", "pass it on", "“no”", "With kind regards"]  # fmt: skip
        assert [text.index(each) for each in order] == sorted(text.index(each) for each in order)

    def test_keeps_the_form_of_a_chinese_letter(self):
        """称呼顶格，问候另起一行，正文每段空两格；“此致”空两格，“敬礼”顶格；署名和日期在右下方。"""
        lines = letter.model(language("zh")).body.split("\n")
        assert lines[0].startswith("尊敬的")
        assert lines[0].endswith("同仁：")
        assert lines[1] == "　　您好！"
        ending = lines.index("　　此致")
        assert all(re.match("　　[^　]", line) for line in lines[2:ending])
        assert lines[ending + 1] == "敬礼！"
        assert [line.strip("　") for line in lines[ending + 3 : ending + 6]] == [
            "[本馆名称]",
            "[姓名、职务]",
            "[日期]",
        ]
        assert all(line.startswith("　" * 6) for line in lines[ending + 3 : ending + 6])

    def test_is_short(self):
        assert len(letter.model(language("en")).body.split()) < 180
        assert len(letter.model(language("zh")).body) < 400


class TestWhatIsKnown:
    """Whatever the two entries say stands in the letter; only the rest is blank."""

    def test_stands_in_the_english_letter(self, page_data):
        found = compose(page_data, "en", LAKE, RIVER, activity="pen-pals", month="2027-01")
        assert found["subject"] == "A sister library in Riverton?"
        for each in (
            "Dear colleagues at Lake Library,",
            "We are River Library, a public library in Riverton, Ohio, United States.",
            "We serve 5,001 to 20,000 people.",
            "We found you in the directory",
            "Like you, we would like to try this: pen pals.",
            "In January 2027, five readers on each side",
            "We can offer local history and genealogy, which you are looking for.",
            "In return we would be glad of picture books, which you offer.",
            "We can write in English and Spanish.",
            "https://river.example.org/ · exchange@river.example.org",
        ):
            assert each in found["body"]
        assert re.findall(r"\[.*?\]", found["body"]) == [
            "[One sentence that only your library could write.]",
            "[name and position]",
        ]

    def test_stands_in_the_chinese_letter(self, page_data):
        found = compose(page_data, "zh", LAKE, RIVER, activity="pen-pals", month="2027-01", day="2026-11-21")
        for each in (
            "尊敬的湖滨图书馆同仁：",
            "我们是美国俄亥俄州河城的河畔图书馆，是一所公共图书馆。",
            "本馆服务人口 5000 人以上至 2 万人。",
            "贵馆希望开展“笔友”，我们也正有此意。",
            "2027 年 1 月，两馆各邀五位读者结为笔友",
            "贵馆需要的地方文献与家谱，我们可以提供。",
            "贵馆愿意提供的图画书，正是我们所期盼的。",
            "我们可以用英语和西班牙语通信。",
            "2026 年 11 月 21 日",
        ):
            assert each in found["body"]
        assert re.findall(r"\[.*?\]", found["body"]) == ["[一句本馆独有的介绍。]", "[姓名、职务]"]

    def test_is_only_what_is_known(self, page_data):
        """An entry with a name and a country adds a name and a place, and no claim."""
        bare = {"id": "x", "name": {"en": "X Library"}, "place": {"en": "Peru"}, "standing": "seeking"}
        text = body(page_data, "en", bare, {})
        model = letter.model(language("en")).body
        found = language("en").say(letter.SENTENCES["found"])
        elsewhere = language("en").say(letter.SENTENCES["found-elsewhere"])
        assert text == model.replace("[library]", "X Library").replace(elsewhere, found)

    @pytest.mark.parametrize(
        ("to", "own", "said"),
        [
            ({"sisters": ["US riverton"]}, {}, "Our towns are sister cities"),
            ({}, {"sisters": ["CN lakeside"]}, "Our towns are sister cities"),
            ({"activities": ["pen-pals"]}, {"activities": ["pen-pals"]}, "Like you, we would like to try this"),
            ({"seeks": ["books"]}, {"offers": ["books"]}, "you are looking for something that we can give"),
            ({"offers": ["books"]}, {"seeks": ["books"]}, "you offer something that we have been looking for"),
            ({"seeks": ["books"], "offers": ["visits"]}, {"offers": ["books"], "seeks": ["visits"]}, "each of us"),
            ({"partner": {"en": "Hill Library"}}, {}, "your partnership with Hill Library, and liked ["),
            ({}, {}, "[one reason that would fit no other library]"),
        ],
    )  # fmt: skip
    def test_gives_the_reason(self, page_data, to: Library, own: Library, said: str):
        to = {"name": {"en": "Lake Library"}, "towns": ["CN lakeside"], "standing": "seeking", **to}
        own = {"name": {"en": "River Library"}, "towns": ["US riverton"], **own}
        assert said in body(page_data, "en", to, own)

    @pytest.mark.parametrize(
        ("standing", "said"),
        [
            ("seeking", None),
            ("open", None),
            ("paired", "does not say that you are looking"),
            ("known", "does not say that you are looking"),
            ("stepped-back", "dates from 2016"),
        ],
    )
    def test_is_honest_about_who_has_not_asked(self, page_data, standing: str, said: str | None):
        text = body(page_data, "en", {**LAKE, "standing": standing, "asked": 2016}, RIVER)
        for each in ("does not say that you are looking", "dates from 2016"):
            assert (each in text) == (each == said)

    def test_does_not_call_a_public_library_a_public_library_twice(self, page_data):
        text = body(page_data, "en", {}, {**RIVER, "name": {"en": "River Public Library"}})
        assert "We are River Public Library in Riverton" in text

    def test_of_a_library_that_is_not_listed_is_what_was_typed(self, page_data):
        own = {"typed": "Our <b>Library</b>", "typedPlace": "Nuuk, Greenland", "type": "school"}
        text = body(page_data, "en", {"typed": "Their Library"}, own)
        assert "Dear colleagues at Their Library," in text
        assert "We are Our <b>Library</b>, a school library in Nuuk, Greenland." in text
        assert "We found you through [" in text

    def test_does_not_say_in_chinese_what_is_no_house_is_one(self, page_data):
        """是一所… fits a library, not a committee."""
        assert "一所" not in body(page_data, "zh", {}, {**RIVER, "type": "committee"})
        assert "一所" in body(page_data, "zh", {}, RIVER)

    @in_both_languages
    def test_reads_well_for_any_two_libraries_of_the_directory(self, page_data, entries, code: str):
        chance = random.Random(7)
        ids = sorted(entries)
        pairs = [chance.sample(ids, 2) for _ in range(150)]
        texts = run(
            {"letter.js": "compose, suggest"},
            """return given.pairs.map(([to, own]) => {
              const choices = { ...suggest(given.data, to, own), month: "2027-03", day: "2026-11-21" };
              return compose(given.data, given.code, to, own, choices);
            });""",
            {"data": page_data, "code": code, "pairs": [[entries[a], entries[b]] for a, b in pairs]},
        )
        for (to, own), found in zip(pairs, texts, strict=True):
            text = found["subject"] + "\n" + found["body"]
            assert entries[to]["name"][code] in text
            assert entries[own]["name"][code] in text
            assert not re.search(r"undefined|null|NaN|\{|\}|  |\.\.|。。| ,", text), text
            if code == "en":
                assert len(text.split()) < 260


class TestSuggest:
    """One first activity, from what the two have in common."""

    def test_prefers_what_both_wish(self, page_data):
        assert suggest(page_data, LAKE, RIVER) == ("pen-pals", "both")

    def test_prefers_the_smaller_of_several(self, page_data):
        wishes = {"activities": ["staff-visit", "exhibition", "video-meeting"]}
        assert suggest(page_data, wishes, wishes) == ("video-meeting", "both")

    def test_else_takes_what_they_wish(self, page_data):
        assert suggest(page_data, {"activities": ["childrens-art"]}, {"activities": ["pen-pals"]}) == (
            "childrens-art",
            "theirs",
        )

    def test_else_what_goes_with_a_need_that_the_other_can_meet(self, page_data):
        assert suggest(page_data, {"seeks": ["visits", "books"]}, {"offers": ["books"]}) == (
            "book-exchange",
            "fits",
        )

    def test_else_a_small_thing_that_suits_most(self, page_data):
        assert suggest(page_data, {}, {}) == ("library-portrait", "most")

    def test_thinks_of_children_where_the_library_is_for_them(self, page_data):
        assert suggest(page_data, {"type": "school"}, {}) == ("childrens-art", "most")

    def test_an_activity_that_is_too_much_to_begin_with_becomes_a_talk(self, page_data):
        text = body(page_data, "en", LAKE, RIVER, activity="delegation-visit")
        assert "we could talk by video call about this: send a delegation." in text


class TestTables:
    """What the tables in letter.py name is there, in the vocabularies and in the checklist."""

    def terms(self, catalogue: Catalogue, vocabulary: str) -> set[str]:
        return {term.id for term in catalogue.vocabularies[vocabulary].terms}

    def test_every_first_step_is_an_activity(self, catalogue):
        assert letter.FIRST_STEPS.keys() <= self.terms(catalogue, "activities")

    def test_everything_sought_or_offered_leads_to_a_first_step(self, catalogue):
        assert letter.ACTIVITY_FOR.keys() == self.terms(catalogue, "exchanges")
        assert set(letter.ACTIVITY_FOR.values()) <= letter.FIRST_STEPS.keys()

    def test_the_default_is_a_first_step_for_a_type_that_there_is(self, catalogue):
        assert {letter.DEFAULT_ACTIVITY, *letter.DEFAULT_FOR_TYPE.values()} <= letter.FIRST_STEPS.keys()
        assert letter.DEFAULT_FOR_TYPE.keys() <= self.terms(catalogue, "library-types")

    def test_every_month_is_a_step_of_the_checklist(self, catalogue, page_data):
        steps = {
            step.id for section in catalogue.checklists[letter.FIRST_YEAR].sections for step in section.steps
        }
        assert set(letter.MONTHS) <= steps
        assert len(page_data["months"]) == 12
        assert all(page_data["months"])

    @pytest.mark.parametrize("table", [letter.FRAME, letter.SENTENCES, letter.BLANKS, letter.FIRST_STEPS])
    def test_every_sentence_is_translated_with_its_own_places(self, table):
        for key, message in table.items():
            said = language("zh").say(message)
            assert said != message, key
            places = set(re.findall(r"\{(\w+)\}", message)) | {"date"}
            assert set(re.findall(r"\{(\w+)\}", said)) <= places, key
            assert message.count("[") == said.count("[") == said.count("]"), key


def test_an_english_type_has_its_article():
    labels = ("Public library", "Academic library", "American Space")
    kinds = [letter.kind(language("en"), label) for label in labels]
    assert kinds == ["a public library", "an academic library", "an American Space"]


def test_blanks_are_found_where_they_are():
    found = run({"letter.js": "blanksIn"}, "return blanksIn(given);", "a [b] [c\nd] [] [e [f]] g]")
    assert [each["text"] for each in found] == ["[b]", "[f]"]


class TestPhrases:
    """Ready phrases in languages that are not the site's."""

    def test_every_language_has_all_four(self):
        for tag, phrases in letter.phrases().items():
            assert phrases.keys() == {"greeting", "thanks", "answer", "closing"}, tag
            assert all(text == text.strip() and 2 < len(text) < 80 for text in phrases.values()), tag

    def test_every_phrase_is_in_the_script_of_its_language(self):
        scripts = {"ar": "\u0600-\u06ff", "el": "\u0370-\u03ff", "ko": "\uac00-\ud7af"}
        scripts |= {"ja": "\u3040-\u30ff\u4e00-\u9fff"}
        scripts |= dict.fromkeys(("bg", "ru", "sr", "uk"), "\u0400-\u04ff")
        for tag, phrases in letter.phrases().items():
            for text in phrases.values():
                letters = "".join(c for c in text if c.isalpha())
                assert re.fullmatch(f"[{scripts.get(tag, 'A-Za-zÀ-ỹ')}]+", letters), (tag, text)

    def test_none_is_for_a_language_that_has_a_whole_letter(self):
        assert not letter.phrases().keys() & set(CODES)
