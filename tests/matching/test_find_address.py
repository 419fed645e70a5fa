"""The address of “Find libraries that fit”, in Node: what can be understood counts, and the rest is told."""

import json
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from builders import ROOT

CHOICES = {
    "country": ["PL", "US"], "type": ["public", "school"], "size": ["up-to-5000"], "time": ["light"],
    "lang": ["en", "pl", "zh"], "seeks": ["books", "visits"], "offers": ["books"], "do": ["pen-pals"],
}  # fmt: skip
SCRIPT = """
import { readFileSync } from "node:fs";
const { MOST, readAddress, writeAddress } = await import(process.argv[2]);
const { addresses, choices } = JSON.parse(readFileSync(0, "utf8"));
const read = (each) => {
  const found = readAddress(each, choices);
  return { ...found, again: writeAddress(found.answers, found.from) };
};
console.log(JSON.stringify({ most: MOST, found: addresses.map(read) }));
"""


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    script = tmp_path_factory.mktemp("address") / "address.mjs"
    script.write_text(SCRIPT, encoding="utf-8")

    def read(*addresses):
        result = subprocess.run(
            [
                Path(sys.executable).with_name("node"),
                script,
                (ROOT / "overrides/assets/javascripts/find-address.js").as_uri(),
            ],
            input=json.dumps({"addresses": addresses, "choices": CHOICES}),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert result.returncode == 0, result.stderr
        return json.loads(result.stdout)

    return read


def said(found):
    return {name: values for name, values in found["answers"].items() if values}


def test_answers_come_back_as_they_were_written(read):
    kind = "country=PL&type=school&size=up-to-5000&time=light"
    address = f"?v=1&{kind}&lang=en,pl&seeks=books,visits&offers=books&do=pen-pals"
    (found,) = read(address)["found"]
    assert found["again"] == address
    assert found["ignored"] == []
    assert (found["otherVersion"], found["tooLong"]) == (False, False)


def test_no_answers_are_no_address(read):
    assert [each["again"] for each in read("", "?", "?v=1", "?seeks=")["found"]] == [""] * 4


def test_a_library_stands_instead_of_answers(read):
    (found,) = read("?from=guangzhou-library&seeks=books")["found"]
    assert found["from"] == "guangzhou-library"
    assert found["again"] == "?v=1&from=guangzhou-library"


def test_made_up_values_are_told_and_the_others_count(read):
    (found,) = read("?lang=xx,en&seeks=gold&country=Atlantis&colour=red&from=../etc")["found"]
    assert said(found) == {"lang": ["en"]}
    assert found["ignored"] == ["lang=xx", "seeks=gold", "country=Atlantis", "colour=red", "from=../etc"]


def test_small_and_large_letters_do_not_matter(read):
    assert said(read("?country=pl&lang=EN")["found"][0]) == {"country": ["PL"], "lang": ["en"]}


def test_of_several_values_for_one_answer_the_first_counts(read):
    (found,) = read("?country=PL,US&country=PL&type=school&type=public")["found"]
    assert said(found) == {"country": ["PL"], "type": ["school"]}
    assert found["ignored"] == ["country=US", "type=public"]


def test_another_version_is_told_and_read_as_far_as_it_goes(read):
    old, future = read("?v=0&seeks=books&wants=visits", "?v=99")["found"]
    assert old["otherVersion"] and future["otherVersion"]
    assert said(old) == {"seeks": ["books"]}
    assert old["ignored"] == ["wants=visits"]


def test_what_mail_programs_add_is_not_told(read):
    assert read("?utm_source=x&fbclid=y&seeks=books")["found"][0]["ignored"] == []


def test_a_huge_address_is_cut_and_told(read):
    result = read("?seeks=" + ",".join(["books"] * 200_000), "?seeks=books&x=" + "y" * 2_000_000)
    for found in result["found"]:
        assert found["tooLong"]
        assert said(found) == {"seeks": ["books"]}
        assert all(len(each) <= result["most"]["shown"] + 10 for each in found["ignored"])


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "\u202eevil",
        "\u0000\u0007",
        "%E0%A4%A",
        "__proto__",
        "constructor",
        "𝕏" * 500,
        "'\"`{}$",
    ],
)
def test_hostile_text_is_only_ever_text(read, hostile):
    written = hostile if hostile.startswith("%") else quote(hostile)
    for address in (f"?seeks={written}", f"?from={written}", f"?{written}=1", f"?__proto__={written}"):
        (found,) = read(address)["found"]
        assert said(found) == {}
        assert all("\u202e" not in each and "\u0000" not in each for each in found["ignored"])
        assert all(len(each) < 140 for each in found["ignored"])
