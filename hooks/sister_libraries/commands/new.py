"""`sisterlib new library|partnership`: ask in the terminal, in either language, and write the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sister_libraries.catalogue import load
from sister_libraries.clock import today
from sister_libraries.commands.add import like_lines
from sister_libraries.commands.speaking import add_language, spoken
from sister_libraries.incoming import examine, id_of, taken_ids
from sister_libraries.languages import N_
from sister_libraries.models import KINDS
from sister_libraries.questions import Question, put, questions
from sister_libraries.report import as_text, word
from sister_libraries.store import Store, read_store
from sister_libraries.validate import make_record
from sister_libraries.yaml_reader import Document
from sister_libraries.yaml_writer import write

if TYPE_CHECKING:
    import argparse
    from datetime import date

    from sister_libraries.catalogue import Catalogue
    from sister_libraries.languages import Language

FOLDERS = {"library": "libraries", "partnership": "partnerships"}
LEFT_OUT = {
    "contact.role",
    "contact.page",
}  # a form has room for them; the terminal asks for what matters first


def add_command(commands: Any) -> None:
    """Add `new` to the command line."""
    parser = commands.add_parser("new", help="ask for a new record's facts, and write its file")
    parser.add_argument("kind", choices=list(FOLDERS))
    add_language(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    here = spoken(options)
    day = options.today or today()
    folder = FOLDERS[options.kind]
    store = read_store(options.root)
    catalogue = load(options.root, day)[0]
    print(
        here.say(
            N_("Press Enter to leave out what is not known. Ctrl+C stops; nothing is written before the end.")
        )
    )
    try:
        data = _ask_all(folder, catalogue, here, day)
        record_id = _ask_id(folder, data, store, here)
    except (EOFError, KeyboardInterrupt):
        print("\n" + here.say(N_("Stopped. Nothing was written.")))
        return 1
    found = examine(store, folder, record_id, write(folder, data), day)
    if found.right:
        found.write(options.root)
        print(here.say(N_("Written: {path}"), path=found.file))
        if found.like:
            print(here.say(N_("It looks like a listing that is there; please compare:")))
            print("\n".join(like_lines(found, here)))
        return 0
    print(found.text)
    print(as_text(found.problems, options.root, [here]))
    print(
        here.say(
            N_("Nothing was written. Mend the text above, save it as a file, and run: sisterlib add FILE")
        )
    )
    return 1


def _ask_all(folder: str, catalogue: Catalogue, here: Language, day: date) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for question in questions(folder, catalogue.vocabularies, catalogue.libraries):
        if ".".join(map(str, question.at[:2])) in LEFT_OUT:
            continue
        if question.at[-1] == "local_language" and "local" not in data.get("name", {}):
            continue
        if question.at == ("sources",) and "website" in data:
            data["sources"] = [{"url": data["website"], "seen": day.isoformat()}]
            continue
        _ask(question, folder, data, here)
    data |= {"listed": day.isoformat()}
    if folder == "libraries" and data.get("status"):
        data["confirmed"] = day.isoformat()
    return data


def _ask(question: Question, folder: str, data: dict[str, Any], here: Language) -> None:
    """Ask until the answer can stand in the record."""
    print(f"\n{question.label(here)}")
    print(f"  {here.say(question.help)}")
    options = question.options(here)
    for number, (_, words) in enumerate(options, 1):
        print(f"  {number}. {words}")
    if options:
        print("  " + here.say(N_("Numbers or words, with commas between them.")))
    elif question.example:
        print("  " + here.say(N_("For example: {example}"), example=question.example))
    while True:
        answer = input("> ").strip()
        answer = ", ".join(_by_number(each, options) for each in answer.split(",")) if options else answer
        trial = {key: dict(value) if isinstance(value, dict) else value for key, value in data.items()}
        put(trial, question, answer)
        wrong = _wrong(folder, trial, question) if answer else []
        if not answer and question.required:
            print(here.say(N_("This is needed.")))
        elif wrong:
            for each in wrong:
                words_of = word(each, here)
                print(here.sentences([words_of.wrong, words_of.remedy]))
        else:
            data |= trial
            return


def _by_number(answer: str, options: list[tuple[str, str]]) -> str:
    answer = answer.strip()
    if answer.isascii() and answer.isdigit() and 0 < int(answer) <= len(options):
        return options[int(answer) - 1][0]
    return answer


def _wrong(folder: str, data: dict[str, Any], question: Question) -> list[Any]:
    """What is wrong with the field of `question` by itself; what is still missing beside it does not count."""
    _, problems = make_record(Document("", "", data), KINDS[folder], "some-id")
    return [
        each
        for each in problems
        if each.at[: len(question.at)] == question.at and each.code not in ("E202", "E220", "E222")
    ]


def _ask_id(folder: str, data: dict[str, Any], store: Store, here: Language) -> str:
    """The record's id: one made of its name, or another that its maker prefers."""
    taken = taken_ids(store, folder)
    proposed = id_of(folder, data, taken)
    print(
        "\n" + here.say(N_("The id: it becomes the name of the file and the address of the page, for ever."))
    )
    while True:
        answer = input(f"[{proposed}] > " if proposed else "> ").strip() or proposed
        if answer and id_of("libraries", {"name": {"en": answer}}, set()) == answer and answer not in taken:
            return answer
        print(here.say(N_("Small letters a–z, digits and single hyphens, and not an id that is in use.")))
