"""Every rule that a file can break: its code, its words and an example of wrong and right.

The table is the specification: `sisterlib check` prints from it, and the site has a page for every rule.
A code is for ever; a rule that is given up keeps its code unused.
"""

from __future__ import annotations

from dataclasses import dataclass

from sister_libraries.languages import N_


@dataclass(frozen=True)
class Rule:
    """One rule.

    `title`, `message`, `remedy` and `why` are gettext messages; `message` and `remedy` have `{named}` places
    for a problem's values. A value `suggestion` is offered before the remedy (“Did you mean …?”). A notice is reported and fails nothing. `wrong` and `right` are YAML or Markdown. `form` is what the web form says
    instead of message and remedy where these speak of files.
    """

    code: str
    title: str
    message: str
    remedy: str
    why: str
    wrong: str = ""
    right: str = ""
    notice: bool = False
    form: str = ""


_TABLE = [
    # Reading a file: the bytes, then the YAML.
    Rule(
        "E101",
        N_("The file is not UTF-8"),
        N_("This file is not written in UTF-8: byte {found} cannot be read."),
        N_("Save the file again with the encoding UTF-8 (in Windows Notepad: Save as, Encoding: UTF-8)."),
        N_("Names in many scripts meet in this directory; UTF-8 is the one encoding that holds them all."),
    ),
    Rule(
        "E102",
        N_("The file is too large"),
        N_("This file has {found} bytes; at most {limit} are read."),
        N_("Shorten the texts: a listing is a page that somebody reads on a phone."),
        N_("A limit keeps one file from holding up everybody's site. No real record comes near it."),
        form=N_("This is more than one entry can hold. Shorten the texts."),
    ),
    Rule(
        "E103",
        N_("The YAML cannot be read"),
        N_("The file cannot be read as YAML from here on: {found}"),
        N_(
            "Look at this line and the one above: a missing quotation mark, colon, or space after a colon, or uneven indents are the usual causes."
        ),
        N_(
            "YAML shows structure by indents and marks. When a mark is missing, nothing after it can be trusted."
        ),
        'name:\n  en: "Guangzhou Library\n',
        'name:\n  en: "Guangzhou Library"\n',
    ),
    Rule(
        "E104",
        N_("A key stands twice"),
        N_("“{found}” stands twice here; it is already on line {first}."),
        N_("Keep one of the two and delete the other."),
        N_("With two values for one key nobody can tell which is meant."),
        "type: public\ntype: school\n",
        "type: public\n",
    ),
    Rule(
        "E105",
        N_("Anchors and aliases are not used here"),
        N_("“{found}” is a YAML anchor or alias, which records do not use."),
        N_("Write the value out in full. If the text should begin with & or *, put it in quotation marks."),
        N_(
            "A reader of one line should see its whole value, and a few aliases can unfold to a file of any size."
        ),
        "name: &name {en: Guangzhou Library}\n",
        "name: {en: Guangzhou Library}\n",
    ),
    Rule(
        "E106",
        N_("Tags are not used here"),
        N_("“{found}” is a YAML tag, which records do not use."),
        N_("Delete it. If the text should begin with an exclamation mark, put it in quotation marks."),
        N_("Everything in a record is text that the field itself knows how to read."),
        "community: !!str up-to-20000\n",
        "community: up-to-20000\n",
    ),
    Rule(
        "E107",
        N_("More than one document in a file"),
        N_("A second YAML document begins here."),
        N_("Put each record into a file of its own, and delete the line with three hyphens or dots."),
        N_("One record is one file, and the file's name is its address."),
    ),
    Rule(
        "E108",
        N_("A tab in the file"),
        N_("There is a tab character here."),
        N_("Use spaces: two for each level of indent."),
        N_("Tabs look different in every editor, and YAML does not accept them for indents."),
        form=N_("There is a tab here. Write spaces instead."),
    ),
    Rule(
        "E109",
        N_("A byte order mark at the beginning"),
        N_("The file begins with an invisible byte order mark (BOM)."),
        N_("Save the file again as UTF-8 without BOM."),
        N_("The mark is invisible and becomes part of the first word."),
    ),
    Rule(
        "E110",
        N_("An invisible or control character"),
        N_("There is an invisible character here: {found}."),
        N_("Delete it; retyping the word is the surest way."),
        N_(
            "Characters that cannot be seen can make a text read differently from what it says, or break a page."
        ),
        form=N_(
            "There is an invisible character here: {found}. Delete it; retyping the word is the surest way."
        ),
    ),
    Rule(
        "E111",
        N_("A character written in pieces"),
        N_("“{found}” is written with separate pieces (not in Unicode form NFC)."),
        N_("Write “{expected}”: it looks the same, but search and sorting find it."),
        N_("The same letter can be stored in two ways; only one of them is found by search."),
        form=N_(
            "“{found}” is stored in separate pieces. Write “{expected}”: it looks the same, but search finds it."
        ),
    ),
    Rule(
        "E112",
        N_("Nested too deeply"),
        N_("The values here are nested more than {limit} levels deep."),
        N_("Look for brackets or indents that should not be there."),
        N_("No field of any record is nested so deeply, so something went wrong on the way."),
    ),
    Rule(
        "E113",
        N_("Not an ordinary file"),
        N_("This is {found}, not an ordinary file."),
        N_("Put the record itself here, as a file."),
        N_("Links could show readers a file that nobody has reviewed."),
    ),
    Rule(
        "E114",
        N_("The file's name cannot be an address"),
        N_("“{found}” cannot be the name of a record."),
        N_(
            "Rename the file: small letters a–z, digits and single hyphens, 3 to 64 characters, then .yml, as in {expected}."
        ),
        N_("The file's name is the record's id and its address on the site, in every language, for ever."),
        "data/libraries/Guangzhou Library.yml\n",
        "data/libraries/guangzhou-library.yml\n",
    ),
    Rule(
        "E115",
        N_("The file is not a record"),
        N_("The file holds {found}; a record is a list of fields, each with a name, a colon and a value."),
        N_("Begin with “name:” and go on field by field; the field list shows an example of each."),
        N_("A record's fields are found by their names."),
    ),
    Rule(
        "E116",
        N_("A file in the wrong place"),
        N_("“{found}” is not where records are read from."),
        N_("Records are files that end in .yml, in one of these folders: {choices}."),
        N_("A file in another place would be silently left out of the site."),
    ),
    Rule(
        "E117",
        N_("Two names that differ only in capitals"),
        N_("“{found}” and “{other}” differ only in capital letters."),
        N_("Rename one of them."),
        N_("On many computers and web servers the two would be one and the same file."),
    ),
    Rule(
        "E118",
        N_("A field without a value"),
        N_("Nothing stands after “{found}:”."),
        N_("Write a value, or delete the line: what is not known is left out."),
        N_("An empty field could mean unknown, none, or forgotten."),
        "website:\ntype: public\n",
        "type: public\n",
    ),
    Rule(
        "E119",
        N_("The file cannot be opened"),
        N_("The file cannot be opened: {found}"),
        N_("Check that it is there and that you may read it."),
        N_("What cannot be opened cannot be published."),
    ),
    # One record: its fields.
    Rule(
        "E201",
        N_("An unknown field"),
        N_("There is no field “{found}” here."),
        N_("The fields here are: {choices}."),
        N_("A misspelt field would be lost without anybody noticing."),
        "webiste: https://www.gzlib.org.cn/\n",
        "website: https://www.gzlib.org.cn/\n",
    ),
    Rule(
        "E202",
        N_("A field is missing"),
        N_("The field “{found}” is missing."),
        N_("Add it, for example: {example}"),
        N_("Without this field the record cannot be shown or found."),
        form=N_("Please fill this in."),
    ),
    Rule(
        "E203",
        N_("Not one of the choices"),
        N_("“{found}” is not one of the choices for {field}."),
        N_("The choices are: {choices}."),
        N_("Fixed choices are what makes listings comparable, and they are shown in each reader's language."),
        "type: publik\n",
        "type: public\n",
        form=N_("“{found}” is not one of the choices. Please choose one."),
    ),
    Rule(
        "E204",
        N_("A record that is not there"),
        N_("There is no record “{found}” in {folder}."),
        N_("An id is the name of a file in that folder, without .yml."),
        N_(
            "Records refer to one another by id, so that each fact has one home. An id that leads nowhere would become a dead link."
        ),
        "libraries: [los-angeles-public-libary, guangzhou-library]\n",
        "libraries: [los-angeles-public-library, guangzhou-library]\n",
        form=N_(
            "“{found}” is not in the directory. Choose one that is offered while you type; a library that is not listed yet needs an entry of its own first."
        ),
    ),
    Rule(
        "E205",
        N_("A text that is too long or too short"),
        N_("This text has {found} characters; it should have {limit_low} to {limit_high}."),
        N_("Shorten it, or say more; a longer story belongs in the field “description” or “story”."),
        N_("Each text has its place on a page, on a phone and in print. The limit is what fits there."),
        form=N_("This has {found} characters; it should have {limit_low} to {limit_high}."),
    ),
    Rule(
        "E206",
        N_("A value of the wrong shape"),
        N_("{field} should be {expected}, but this is {found}."),
        N_("Write it as in this example: {example}"),
        N_("Some fields take one value, some a list, some a group of named values."),
        "work_languages: en\n",
        "work_languages: [en]\n",
    ),
    Rule(
        "E207",
        N_("Not a day of the calendar"),
        N_("“{found}” is not a day."),
        N_("Write the year, month and day with hyphens, as in 2026-11-21."),
        N_(
            "One way of writing dates is understood everywhere; the site shows them in each language's own way."
        ),
        "listed: 2026-02-31\n",
        "listed: 2026-02-28\n",
    ),
    Rule(
        "E208",
        N_("Not a web address"),
        N_("“{found}” is not a web address that can be published."),
        N_(
            "Write the whole address, beginning with https:// (or http://) and a host name, at most 300 characters, without user name, port or spaces."
        ),
        N_("An address is clicked by people who trust this site; it must lead where it says, over the web."),
        "website: www.gzlib.org.cn\n",
        "website: https://www.gzlib.org.cn/\n",
    ),
    Rule(
        "E209",
        N_("Not a place on the map"),
        N_("“{found}” is not a pair of coordinates with two decimals."),
        N_(
            "Write latitude and longitude of the town with exactly two decimals, as in [23.12, 113.25]: latitude −90 to 90, longitude −180 to 180."
        ),
        N_("Two decimals are a town, not a doorstep: enough for a map, and nobody's address."),
        "coordinates: [113.25, 223.1234]\n",
        "coordinates: [23.12, 113.25]\n",
        form=N_(
            "Write the latitude first, from −90 to 90, then the longitude, from −180 to 180, both with two decimals, as in 23.12 and 113.25."
        ),
    ),
    Rule(
        "E210",
        N_("Not a country or region code"),
        N_("“{found}” is not the code of a country or region."),
        N_("Use the two capital letters of ISO 3166-1, as in CN, US, GB."),
        N_("A code is shown by its name in each reader's language."),
        "country: China\n",
        "country: CN\n",
        form=N_("Please choose a country or region from the list."),
    ),
    Rule(
        "E211",
        N_("Not a language tag"),
        N_("“{found}” is not the tag of a language."),
        N_("Use the tags of BCP 47, as in en, zh, es, pt."),
        N_("A tag is shown by its name in each reader's language, and partners are matched by it."),
        "work_languages: [Spanish]\n",
        "work_languages: [es]\n",
        form=N_("Please choose a language from the list."),
    ),
    Rule(
        "E212",
        N_("A text in the wrong language"),
        N_("The text under “{field}” does not seem to be written in that language: “{found}”."),
        N_("Put English under “en” and Chinese under “zh”; leave out the one that you cannot write."),
        N_(
            "Readers, screen readers and search rely on a text's language. A missing translation is said openly on the page."
        ),
        "name:\n  en: 广州图书馆\n",
        "name:\n  zh: 广州图书馆\n",
        form=N_(
            "This does not seem to be written in the language that stands above it. Leave out the language that you cannot write."
        ),
    ),
    Rule(
        "E213",
        N_("The same thing twice"),
        N_("“{found}” stands twice in this list."),
        N_("Delete one of the two."),
        N_("A list says what there is; saying it twice adds nothing."),
        form=N_("The same thing stands here twice. Delete one of the two."),
    ),
    Rule(
        "E214",
        N_("Not a date as it is known"),
        N_("“{found}” is not a date that can be read."),
        N_(
            "Write what is known: 2017, 2017-05, 2017-05-17 or 1990s, and before it, if need be, “by”, “before”, “after” or “about”, as in “by 2019”."
        ),
        N_(
            "Old partnerships are often known to the year only; the record says as much as is known and no more."
        ),
        "since: May 2017\n",
        "since: 2017-05\n",
    ),
    Rule(
        "E215",
        N_("Not an identifier of this kind"),
        N_("“{found}” does not have the form of {field}."),
        N_("Write it as in this example: {example}"),
        N_(
            "Identifiers connect the listing with other catalogues; one wrong character leads to somebody else."
        ),
        form=N_("“{found}” does not have the right form. Compare it with the example."),
    ),
    Rule(
        "E216",
        N_("Not a mailbox of an institution"),
        N_("“{found}” cannot be published as a contact."),
        N_(
            "Give a mailbox that belongs to a role in the institution, such as info@ or library@ at its own domain, or a contact page instead."
        ),
        N_(
            "Nobody's own address is published here: people change posts, and a public file in Git is never forgotten."
        ),
        "mailbox: …@gmail.com\n",
        "page: https://www.example.org/contact\n",
    ),
    Rule(
        "E217",
        N_("A line break in a short text"),
        N_("This text goes over several lines; it should be one."),
        N_("Write it on one line. Longer texts belong into “description” or “story”."),
        N_("Names and titles stand in headings and lists, where there is one line."),
        form=N_("Write this on one line."),
    ),
    Rule(
        "E218",
        N_("“paired” is not written by hand"),
        N_("“{found}” is not a status that a library's own file gives."),
        N_("Delete the line: a partnership record makes its libraries paired. The choices are: {choices}."),
        N_(
            "Whether a library has a partner has one home, the partnership's record, so that no two lists must be kept in step."
        ),
        "status: paired\n",
        "status: open\n",
    ),
    Rule(
        "E219",
        N_("Not an id"),
        N_("“{found}” cannot be an id."),
        N_("An id has small letters a–z, digits and single hyphens between them, as in {expected}."),
        N_("Ids are addresses: they must be typed, said aloud and kept for ever."),
        form=N_(
            "“{found}” cannot be an address. It has 3 to 64 characters: small letters a–z, digits and single hyphens between them, as in {expected}."
        ),
    ),
    Rule(
        "E220",
        N_("A text in no language"),
        N_("{field} is given in no language."),
        N_("Give it in at least one: {choices}."),
        N_("Any one language is enough; the page says openly which translation is missing."),
        form=N_("Please write this in at least one language."),
    ),
    Rule(
        "E221",
        N_("A list that is too long or too short"),
        N_("There are {found} here; there should be {limit_low} to {limit_high}."),
        N_(
            "Where there are too many, keep what matters most to a partner who reads it; where there are too few, add some, with a comma between them."
        ),
        N_("A listing that asks for everything is answered by nobody."),
        form=N_("There are {found} here; there should be {limit_low} to {limit_high}."),
    ),
    Rule(
        "E222",
        N_("A field that needs another"),
        N_("“{found}” is only understood together with “{other}”."),
        N_("Add “{other}”, for example: {example}"),
        N_("The two facts are only useful together."),
        form=N_("Please fill in “{other}”, too."),
    ),
    Rule(
        "E223",
        N_("Not a time zone"),
        N_("“{found}” is not the name of a time zone."),
        N_(
            "Write it as the IANA database does, a part of the world and a city, as in America/Denver; or leave it out: it is worked out from the place."
        ),
        N_("Two libraries' working hours are laid side by side by it."),
        "time_zone: Beijing time\n",
        "time_zone: Asia/Shanghai\n",
    ),
    Rule(
        "E224",
        N_("Not a query result"),
        N_("This file is not the result of the query for sister cities: {found}."),
        N_("Run the query again and download its result as a CSV file or a JSON file."),
        N_(
            "Only a whole result can be imported. A web page, a table from a spreadsheet or half a file would lose ties without anybody's seeing it."
        ),
    ),
    Rule(
        "E225",
        N_("A column is missing"),
        N_("The query result has no column “{found}”."),
        N_("Use the query as it stands on the page about the import. The columns are: {choices}."),
        N_("Towns are told apart by their items in Wikidata and shown by country or region."),
    ),
    Rule(
        "E226",
        N_("A row that is left out"),
        N_("Row {first} is left out: {found} ({other})."),
        N_(
            "If it matters, mend it in Wikidata and import again, or enter the tie by hand in data/sister-cities.yml."
        ),
        N_("One odd row must not stop thousands of others, and nothing is guessed."),
        notice=True,
    ),
    Rule(
        "E227",
        N_("A table that was changed by hand"),
        N_("This line is not as the import writes it: {found}."),
        N_("Run the import again. What you know yourself belongs in data/sister-cities.yml."),
        N_(
            "This file is written by a program, so that the next import can bring it up to date. What people enter has a file of its own, which no import touches."
        ),
    ),
    Rule(
        "E228",
        N_("Traditional characters in a Simplified text"),
        N_("This text has Traditional Chinese characters: {found}"),
        N_(
            "The site is written in Simplified Chinese: “{expected}”. A name in Traditional characters belongs under “local”, with “local_language: zh-Hant”."
        ),
        N_(
            "Readers of Traditional Chinese are welcome, and search finds both. But one page should not change between the two."
        ),
        "name:\n  zh: 廣州圖書館\n",
        "name:\n  zh: 广州图书馆\n",
        notice=True,
        form=N_(
            "This has Traditional Chinese characters: {found}. The site is written in Simplified Chinese. You may send it as it is, and a volunteer will convert it; or write: {expected}"
        ),
    ),
    Rule(
        "E229",
        N_("What looks like a person's address or number"),
        N_("This text seems to have an e-mail address or a telephone number in it: {found}"),
        N_(
            "Take it out. Whoever is to be written to stands under “contact”, as a role with a page or a shared mailbox."
        ),
        N_(
            "Everything here is public for ever, and is copied. No person should be found by it, and no mailbox flooded."
        ),
        "description:\n  en: Ask Ms Example, +1 555 0100 200.\n",
        "description:\n  en: Ask the reference desk.\n",
        notice=True,
        form=N_(
            "There seems to be an e-mail address or a telephone number here: {found}. Everything is public for ever. Please take it out, and say under “How to write” how you can be reached."
        ),
    ),
    # Records together.
    Rule(
        "E301",
        N_("A record that has moved or gone"),
        N_("“{found}” has moved or was taken down ({moved})."),
        N_("Write the new id instead, or take the reference out."),
        N_("Old addresses keep working for readers; records refer to the new one."),
        form=N_("The entry “{found}” has moved or was taken down. Please choose another one."),
    ),
    Rule(
        "E302",
        N_("A listing that looks like another one"),
        N_("This looks like {found}: {same}."),
        N_("If it is the same library, change that file instead. If not, leave it: this is only a notice."),
        N_("Two entries for one library would both grow old. Volunteers look at every such pair."),
        notice=True,
    ),
    Rule(
        "E303",
        N_("A date that has not come yet"),
        N_("{found} is in the future."),
        N_("Write the day on which it was true; today is {today}."),
        N_("Freshness is counted from this date."),
    ),
    Rule(
        "E304",
        N_("An end before the beginning"),
        N_("This ends ({found}) before it begins ({other})."),
        N_("Check the two dates."),
        N_("One of the two must be a slip."),
    ),
    Rule(
        "E305",
        N_("A library that nobody would find"),
        N_("This library neither asks for a partner nor stands in a partnership."),
        N_("Add “status: seeking” or “status: open”, or a partnership that names it."),
        N_("Lists are made from requests and partnerships; without either the page is hardly found."),
        notice=True,
        form=N_(
            "Say that the library looks for a partner or would answer a letter; otherwise hardly anybody finds it."
        ),
    ),
    Rule(
        "E306",
        N_("A request that says too little"),
        N_("This library asks for a partner but does not say what it seeks, offers or would like to do."),
        N_("Add at least one of “seeks”, “offers”, “activities” or “requests”."),
        N_("Letters get answers when the other side can see what is meant."),
        notice=True,
        form=N_(
            "Say at least one thing that the library seeks, offers or would like to do: letters get answers when the other side can see what is meant."
        ),
    ),
    Rule(
        "E307",
        N_("A move that leads nowhere"),
        N_("The old id “{found}” is said to have moved to “{other}”, which is not there."),
        N_("Give the id of a record that exists, or leave out “to” if the record was taken down."),
        N_("A published address is a promise: it must lead somewhere."),
    ),
    Rule(
        "E308",
        N_("An id that is used again"),
        N_("“{found}” is listed as moved or taken down, but there is such a record."),
        N_("Take one of the two out: ids are never used twice."),
        N_("Old links would lead to the wrong library."),
    ),
    Rule(
        "E309",
        N_("A record that is gone without a word"),
        N_("“{found}” was published, and this change takes it away."),
        N_(
            "Put it back and run sisterlib rename or sisterlib remove; or add it under “{folder}” in data/moved.yml, with the day on which it went."
        ),
        N_("A published address is a promise: whoever has it should learn what became of the page."),
    ),
    Rule(
        "E310",
        N_("Checklists that come after one another in a circle"),
        N_("The way back from “{found}” leads to this checklist again."),
        N_("Name a checklist that does not come after this one, or take the line out."),
        N_(
            "Lists show checklists in the order in which one goes through them, so there must be a first one."
        ),
    ),
    # Hand-written pages.
    Rule(
        "E401",
        N_("An unknown marker"),
        N_("There is nothing that “{found}” could be filled with."),
        N_("The markers are: {choices}."),
        N_(
            "A marker names what the generator puts in its place; an unknown one would leave a hole in the page."
        ),
        "<!-- sister_libraries:checklists getting-started -->\n",
        "<!-- sister_libraries:checklist getting-started -->\n",
    ),
    Rule(
        "E402",
        N_("A link to a record that is not there"),
        N_("This link leads to “{found}”, and there is no such record."),
        N_("Links to records are written record:kind/id."),
        N_("Dead links cost readers' trust."),
        "[IFLA](record:organizations/ifal)\n",
        "[IFLA](record:organizations/ifla)\n",
    ),
    Rule(
        "E403",
        N_("A page that is missing in a language"),
        N_("This page has no version at {found}."),
        N_("Translate it there. Until then the site shows this one, and says so."),
        N_("Both languages carry the same guidance."),
        notice=True,
    ),
    Rule(
        "E404",
        N_("A translation that may be behind"),
        N_("The page that this one was translated from has changed since ({found})."),
        N_("Compare the two, then run: sisterlib translations mark {path}"),
        N_("Readers are told when a translation may be out of date. It never fails anybody's pull request."),
        notice=True,
    ),
    Rule(
        "E405",
        N_("A page without title or description"),
        N_("The page's front matter has no “{found}”."),
        N_(
            "Begin the page with three hyphens, a line “title: …”, a line “description: …” and three hyphens."
        ),
        N_("Search results and browser tabs show the two."),
        "# Why\n",
        "---\ntitle: Why\ndescription: Why a library gains from a friend abroad.\n---\n",
    ),
    Rule(
        "E406",
        N_("Markup or script in a page"),
        N_("“{found}” is HTML or script, which pages do not use."),
        N_("Use Markdown, or a marker for what the generator prints."),
        N_("Raw markup can carry scripts and breaks in print, offline and for screen readers."),
        "<script>alert(1)</script>\n",
        "**Important:** …\n",
    ),
    Rule(
        "E407",
        N_("A place on a page that was not filled"),
        N_("“{found}” was left over on the page."),
        N_("A template and its layout disagree: give the place a value, or take it out of the layout."),
        N_("Readers must never see the seams."),
    ),
    Rule(
        "E408",
        N_("A file that is not a page"),
        N_("“{found}” is neither a page nor a picture."),
        N_(
            "Pages end in .md and lie in one of these folders: {choices}. Pictures end in .jpg, .png or .webp."
        ),
        N_(
            "Whatever lies in docs/ is published. Pages and pictures are checked; the rest would reach readers unseen."
        ),
    ),
    Rule(
        "E409",
        N_("An old address that leads nowhere"),
        N_(
            "This page is said to have moved to “{found}”, and there is no such page, or it has moved itself."
        ),
        N_(
            "Write the address of a page as it stands behind that of the site, with a slash at its end: moved_to: {example}"
        ),
        N_("A published address is a promise: it must lead somewhere."),
    ),
    Rule(
        "E410",
        N_("A page that is gone without a word"),
        N_("“{found}” was published, and this change takes it away."),
        N_(
            "Put it back and run sisterlib rename or sisterlib remove with its file, which leave a page at its address."
        ),
        N_("A published address is a promise: whoever has it should learn what became of the page."),
    ),
    Rule(
        "E411",
        N_("A page at an address that is taken"),
        N_("The address “{found}” is that of a page which is made of records."),
        N_("Give this page another name with sisterlib rename."),
        N_("Of two pages at one address, one would be gone from the site, and nobody would notice."),
    ),
]

RULES: dict[str, Rule] = {rule.code: rule for rule in _TABLE}
