"""The files that the page makes: Word documents that python-docx opens, calendars that icalendar reads."""

import base64
import io
import re
import zipfile
import zlib
from datetime import UTC, date, datetime, timedelta
from typing import Any

import docx
import icalendar
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from in_node import run

from sister_libraries import letter
from sister_libraries.languages import language, site_languages

NASTY = [
    "plain",
    "a & b < c > d \"e\" 'f' ]]>",
    "<w:p/> &amp; &#0;",
    "图书馆 “引号” 、。！ Łódź العربية 한국어",
    "😀 outside the first plane 𠮷",
    "  spaces  kept  ",
    "\u0000\u0008\u000b\u001f control",
    "half a pair \ud800 here",
    "\ufffe\uffff no characters",
    "tab\tstop",
]
ENGLISH = {
    "tag": "en",
    "subject": "A sister library in [town]?",
    "body": "Dear colleagues,\n\nOne line.\nAnother & <line>.\n\nWith kind regards,",
}
CHINESE = {
    "tag": "zh-Hans",
    "subject": "愿与贵馆结为姐妹图书馆",
    "body": "尊敬的同仁：\n　　您好！\n　　此致\n敬礼！\n\n　　　　　　　　广州图书馆\n联系方式：[网站]",
}


def document(*letters: dict[str, str]) -> bytes:
    program = "return Buffer.from(docx(given)).toString('base64');"
    return base64.b64decode(run({"docx.js": "docx"}, program, list(letters)))


def opened(*letters: dict[str, str]) -> Any:
    return docx.Document(io.BytesIO(document(*letters)))


class TestDocx:
    """The Word file."""

    def test_is_a_whole_zip_with_the_type_that_word_looks_for(self):
        with zipfile.ZipFile(io.BytesIO(document(ENGLISH))) as found:
            assert found.testzip() is None
            assert found.namelist()[0] == "[Content_Types].xml"
            assert {each.compress_type for each in found.infolist()} == {zipfile.ZIP_STORED}
            kinds = found.read("[Content_Types].xml").decode()
        assert "wordprocessingml.document.main+xml" in kinds

    def test_is_the_same_for_the_same_letter(self):
        assert document(ENGLISH, CHINESE) == document(ENGLISH, CHINESE)

    def test_has_the_subject_and_every_paragraph(self):
        assert [each.text for each in opened(ENGLISH).paragraphs] == [
            "A sister library in [town]?",
            "Dear colleagues,",
            "One line.\nAnother & <line>.",
            "With kind regards,",
        ]

    def test_has_a_chinese_letter_in_its_own_form(self):
        """首行缩进两字，署名靠右，标题居中。"""
        title, salute, hello, wishes, respect, empty, signed, contact = opened(CHINESE).paragraphs
        assert [each.text for each in (salute, hello, wishes, respect, empty, signed)] == [
            "尊敬的同仁：",
            "您好！",
            "此致",
            "敬礼！",
            "",
            "广州图书馆",
        ]
        assert title.alignment == WD_ALIGN_PARAGRAPH.CENTER
        assert signed.alignment == WD_ALIGN_PARAGRAPH.RIGHT
        assert [each.alignment for each in (salute, hello, wishes, respect, contact)] == [None] * 5
        indents = [
            bool(each.paragraph_format.first_line_indent)
            for each in (salute, hello, wishes, respect, contact)
        ]
        assert indents == [False, True, True, False, False]

    def test_says_which_language_a_letter_is_in_and_hints_at_east_asian_type(self):
        found = opened(ENGLISH, CHINESE)
        of_english, of_chinese = found.paragraphs[1]._p.xml, found.paragraphs[5]._p.xml
        assert 'w:lang w:val="en-US"' in of_english
        assert 'w:hint="eastAsia"' not in of_english
        assert 'w:lang w:val="zh-CN" w:eastAsia="zh-CN"' in of_chinese
        assert 'w:hint="eastAsia"' in of_chinese
        assert 'w:eastAsia="SimSun"' in found.styles.element.xml

    def test_marks_the_blanks_and_nothing_else(self):
        marked = [
            run.text
            for paragraph in opened(ENGLISH, CHINESE).paragraphs
            for run in paragraph.runs
            if run.font.highlight_color == WD_COLOR_INDEX.YELLOW
        ]
        assert marked == ["[town]", "[网站]"]

    def test_puts_each_letter_on_a_page_of_its_own(self):
        found = opened(ENGLISH, CHINESE)
        breaks = [bool(each.paragraph_format.page_break_before) for each in found.paragraphs]
        assert [place for place, is_break in enumerate(breaks) if is_break] == [4]

    def test_is_titled_and_names_no_author(self):
        found = opened(ENGLISH).core_properties
        assert found.title == "A sister library in [town]?"
        assert found.author == found.last_modified_by == ""

    def test_holds_any_text(self):
        """What XML cannot hold becomes the replacement character; nothing else changes."""
        found = opened(*({"tag": "en", "subject": text, "body": text} for text in NASTY))
        unfit = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\ud800-\udfff]")
        expected = [unfit.sub("\ufffd", text) for text in NASTY for _ in range(2)]
        assert [each.text for each in found.paragraphs] == expected

    def test_holds_a_long_letter(self):
        body = "长信。" * 5_000
        assert opened({"tag": "zh-Hans", "subject": "长", "body": body}).paragraphs[1].text == body

    def test_checksums_are_those_of_zip(self):
        texts = ["", "a", *NASTY[:5], "图书馆" * 1_000]
        program = "return given.map((text) => crc32(new TextEncoder().encode(text)));"
        assert run({"docx.js": "crc32"}, program, texts) == [zlib.crc32(text.encode()) for text in texts]


# -- calendars ---------------------------------------------------------------------------------------------------

EVENTS = [
    {"uid": f"kind-{number}@x", "day": "2026-12-31", "summary": text, "description": f"{text}\nsecond line"}
    for number, text in enumerate(text for text in NASTY if "\ud800" not in text)
] + [
    {
        "uid": "long@x",
        "day": "2028-02-29",
        "summary": "图书馆" * 200,
        "description": "a" * 500,
        "url": "https://example.org/?to=a&from=b",
    }
]
NOW = "2026-11-21T10:20:30.456Z"


def written(events: list[dict[str, str]], name: str = "Letters; to, “you”\\me") -> str:
    program = "return calendar({ ...given, now: new Date(given.now) });"
    given = {"name": name, "language": "zh-Hans", "events": events, "now": NOW}
    return run({"icalendar.js": "calendar"}, program, given)


class TestCalendar:
    """The calendar file (RFC 5545)."""

    def read(self, text: str) -> list[icalendar.Event]:
        found = icalendar.Calendar.from_ical(text)
        assert found.errors == []
        assert (found["version"], found["calscale"], found["method"]) == ("2.0", "GREGORIAN", "PUBLISH")
        return found.walk("VEVENT")

    def test_is_read_without_complaint(self):
        events = self.read(written(EVENTS))
        assert len(events) == len(EVENTS)
        assert all(each.errors == [] for each in events)

    def test_texts_come_back_as_they_were(self):
        controls = re.compile("[\u0000-\u0009\u000b-\u001f]")
        found = [(str(each["summary"]), str(each["description"])) for each in self.read(written(EVENTS))]
        assert found == [
            (controls.sub("", each["summary"]), controls.sub("", each["description"])) for each in EVENTS
        ]

    def test_days_are_whole_days(self):
        first = self.read(written(EVENTS))[0]
        assert (first["dtstart"].dt, first["dtend"].dt) == (date(2026, 12, 31), date(2027, 1, 1))
        assert first["dtstart"].params["VALUE"] == "DATE"
        assert first["transp"] == "TRANSPARENT"  # nobody is busy all day because of a letter

    def test_every_event_says_when_it_was_written(self):
        stamps = {each["dtstamp"].dt for each in self.read(written(EVENTS))}
        assert stamps == {datetime(2026, 11, 21, 10, 20, 30, tzinfo=UTC)}

    def test_lines_end_as_they_must_and_none_is_longer_than_75_octets(self):
        text = written(EVENTS)
        assert text.endswith("END:VCALENDAR\r\n")
        assert not re.search(r"(?<!\r)\n|\r(?!\n)", text)
        assert max(len(line.encode()) for line in text.split("\r\n")) == 75

    def test_no_character_is_torn(self):
        for line in written(EVENTS).encode().split(b"\r\n"):
            line.decode()

    def test_what_would_end_a_value_is_escaped(self):
        """RFC 5545, 3.3.11; readers forgive a semicolon, not all of them."""
        event = {"uid": "x", "day": "2026-01-01", "summary": "a;b,c\\d\ne", "description": ""}
        assert "SUMMARY;LANGUAGE=zh-Hans:a\\;b\\,c\\\\d\\ne\r\n" in written([event])

    def test_no_text_can_become_a_line_of_its_own(self):
        text = "x\r\nEND:VEVENT\r\nBEGIN:VALARM\nATTACH:https://example.org"
        (event,) = self.read(
            written([{"uid": "x@x", "day": "2026-01-01", "summary": text, "description": text}])
        )
        assert "attach" not in event
        assert event.subcomponents == []

    def test_half_a_character_is_left_out(self):
        (event,) = self.read(
            written([{"uid": "x", "day": "2026-01-01", "summary": "a\ud800b", "description": ""}])
        )
        assert event["summary"] == "ab"

    def test_the_same_pair_has_the_same_fingerprint_and_another_has_another(self):
        texts = ["a|b", "a|b", "b|a", "|", "图书馆|"]
        found = run({"icalendar.js": "fingerprint"}, "return given.map(fingerprint);", texts)
        assert found[0] == found[1]
        assert len(set(found)) == 4
        assert all(re.fullmatch("[0-9a-f]{16}", each) for each in found)


class TestDays:
    """When to write again."""

    def test_weekends_are_moved_to_monday(self):
        days = [
            (date(2026, 11, 20) + timedelta(number)).isoformat() for number in range(7)
        ]  # Friday to Thursday
        assert run({"reminders.js": "workday"}, "return given.map(workday);", days) == [
            "2026-11-20",
            "2026-11-23",
            "2026-11-23",
            *days[3:],
        ]

    @pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "America/Los_Angeles", "Pacific/Kiritimati"])
    def test_they_keep_to_the_advice_whatever_the_day_and_wherever_the_computer(self, monkeypatch, zone: str):
        """Three weeks; six or seven; about three months."""
        monkeypatch.setenv("TZ", zone)
        sent = [date(2027, 1, 1) + timedelta(days) for days in range(366)]
        program = (
            "return given.sent.map((day) => reminders(day, given.days, given.on).map((each) => each.day));"
        )
        given = {"sent": [day.isoformat() for day in sent], "days": letter.REMINDERS, "on": letter.MOVE_ON}
        for day, found in zip(sent, run({"reminders.js": "reminders"}, program, given), strict=True):
            first, second, onward = (date.fromisoformat(each) for each in found)
            assert 21 <= (first - day).days <= 23
            assert 42 <= (second - day).days <= 49
            assert 89 <= (onward - day).days <= 93
            assert all(each.weekday() < 5 for each in (first, second, onward))

    @pytest.mark.parametrize(
        ("day", "months", "then"),
        [
            ("2026-01-31", 1, "2026-02-28"),
            ("2028-01-31", 1, "2028-02-29"),
            ("2026-11-21", 12, "2027-11-21"),
            ("2026-12-31", 2, "2027-02-28"),
            ("2026-03-31", 1, "2026-04-30"),
        ],
    )
    def test_a_month_later_is_the_same_day_or_the_last(self, day: str, months: int, then: str):
        assert run({"reminders.js": "monthsLater"}, "return monthsLater(...given);", [day, months]) == then

    def test_the_model_letter_and_the_advice_say_the_same(self):
        """The letter promises to write once more after three weeks."""
        assert letter.REMINDERS[0] == 21
        assert "three weeks" in letter.model(language("en")).body
        assert "三周" in letter.model(language("zh")).body
        assert len(site_languages()) == 2, "a letter in a third language makes the same promise: add it here"


class TestStore:
    """What the device keeps."""

    STORAGE = """
      const kept = new Map(given.kept === undefined ? [] : [["sister-libraries.write", given.kept]]);
      const storage = {
        getItem: (key) => kept.get(key) ?? null,
        setItem: (key, value) => { if (given.full) throw new Error("full"); kept.set(key, value); },
        removeItem: (key) => kept.delete(key),
      };
      const store = new Store(() => { if (given.forbidden) throw new Error("forbidden"); return storage; });
    """

    def run(self, body: str, **given: Any) -> Any:
        return run({"write-store.js": "Store"}, self.STORAGE + body, given)

    def test_keeps_a_draft_for_the_next_visit(self):
        body = """
          store.me = { id: "river-library" };
          store.keep("a|b", { sent: "2026-11-21" });
          const again = new Store(() => storage);
          return [again.me, again.draft("a|b"), again.draft("c|d")];
        """
        assert self.run(body) == [{"id": "river-library"}, {"sent": "2026-11-21"}, None]

    def test_forgets_everything_when_it_is_cleared(self):
        body = 'store.keep("a|b", {}); store.clear(); return [kept.size, store.draft("a|b"), store.me];'
        assert self.run(body) == [0, None, None]

    def test_keeps_the_newest_drafts(self):
        body = """
          for (let number = 0; number < 30; number += 1) store.keep(`to-${number}|`, {});
          store.keep("to-15|", {});
          return Object.keys(JSON.parse(kept.values().next().value).drafts);
        """
        found = self.run(body)
        assert len(found) == 20
        assert found[-1] == "to-15|"
        assert found[0] == "to-10|"

    @pytest.mark.parametrize(
        "kept",
        [
            "",
            "{",
            "null",
            "7",
            '"text"',
            "[]",
            '{"version":99,"drafts":{}}',
            '{"version":1}',
            '{"version":1,"drafts":[]}',
        ],
    )
    def test_takes_what_it_cannot_read_for_nothing(self, kept: str):
        assert self.run('return [store.me, store.draft("a|b"), store.lost];', kept=kept) == [
            None,
            None,
            False,
        ]

    def test_takes_strange_values_for_nothing(self):
        kept = (
            '{"version":1,"me":{"id":{"a":1},"typed":"T","place":7},"drafts":{"a|b":"text","__proto__":{}}}'
        )
        body = 'return [store.me, store.draft("a|b"), store.draft("__proto__"), store.draft("toString")];'
        me, *drafts = self.run(body, kept=kept)
        assert me == {"typed": "T"}
        assert drafts[0] is None
        assert drafts[2] is None

    def test_says_when_the_browser_keeps_nothing(self):
        assert self.run('store.keep("a|b", {}); return store.lost;', full=True) is True
        assert self.run('store.keep("a|b", {}); store.clear(); return store.lost;', forbidden=True) is True
