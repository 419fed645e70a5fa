"""Search by Pagefind: pages, made into the files of `pagefind/`.

Talks to Pagefind's own service over its standard input and output (JSON in base64, a comma after each message),
which works on the first pages while the next are still sent; the Python API that Pagefind ships sleeps a tenth of a
second for every reply. The files come back in a reply too, because Pagefind says that it has written files before the
last of them hold their bytes.
"""

from __future__ import annotations

import base64
import json
import re
import subprocess
import threading
from contextlib import suppress
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

import pagefind_bin_extended
from pydantic_core import from_json

from sister_libraries.parallel import on_one_core
from sister_libraries.problems import BuildFailed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType


# Pagefind's ready-made interfaces and its worker, which the site does not use: it has its own.
_UNUSED = re.compile(r"pagefind-(ui|modular-ui|component-ui|highlight|worker)\b")
_PICTURE = re.compile(r"""<img\b(?:[^>"']|"[^"]*"|'[^']*')*>""")
ENTRY = "pagefind-entry.json"
_BUFFER = 1 << 20  # bytes; as much as Linux lets anybody ask for
# Indexes that Pagefind has been sent while the files of the last one are used; more only take memory.
_AHEAD = 2


def join_entries(entries: Iterable[bytes]) -> bytes:
    """The entry file of one index from those of several, each with languages of its own."""
    whole: dict[str, Any] = {}
    for each in map(json.loads, entries):
        whole = {**each, "languages": {**whole.get("languages", {}), **each["languages"]}}
    return json.dumps(whole, sort_keys=True).encode()


def page(url: str, html: str) -> bytes:
    """A hand-written page as an index takes it, by its HTML; its `data-pagefind-` attributes say what counts.

    Without its pictures: Pagefind would note the first as a meta field, which pages without one do not have.
    """
    return json.dumps({"type": "AddFile", "url": f"/{url}", "file_contents": _PICTURE.sub("", html)}).encode()


class SearchIndexError(BuildFailed):
    """Pagefind refused something or died."""


class SearchIndexes:
    """A running Pagefind that makes one index after the other; used in a `with` block.

    It works on one core, which for a number is always the same: of two it uses a fifth more processor time, and is no
    sooner ready, because it hands every page to another thread and back.
    """

    def __init__(self, core: int = 0) -> None:
        self._core = core
        self._sent = self._asked = self._answered = 0
        # An index's files, or what is wrong.
        self._answers: SimpleQueue[dict[str, bytes] | str] = SimpleQueue()

    def __enter__(self) -> SearchIndexes:
        binary = pagefind_bin_extended.get_executable()
        # Buffer and pipe are large, so that nobody waits until Pagefind has read about the last page.
        with on_one_core(self._core):
            self._process = subprocess.Popen(
                [binary, "--service"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                bufsize=_BUFFER,
                pipesize=_BUFFER,
            )
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        self._listener.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with suppress(OSError):  # what Pagefind was not sent any more
                    pipe.close()

    def files(self, indexes: Iterable[Iterable[bytes]]) -> Iterator[dict[str, bytes]]:
        """The files of an index for each of these lists of pages, after those that have been asked for.

        Files come by their paths in the index's folder. Pagefind works on while they are used. Raises
        SearchIndexError when it refused anything or died.
        """
        for found in indexes:
            self.ask(found)
            if self._asked - self._answered > _AHEAD:
                yield self._answer()
        while self._asked > self._answered:
            yield self._answer()

    def ask(self, found: Iterable[bytes]) -> None:
        """Have an index made of a list of pages, as messages."""
        self._send({"type": "NewIndex", "config": {}})
        for each in found:
            self._send_encoded(b'{"index_id": %d, %b' % (self._asked, each[1:]))
        self._send({"type": "GetFiles", "index_id": self._asked}, flush=True)
        self._asked += 1

    def _answer(self) -> dict[str, bytes]:
        answer = self._answers.get()
        self._answered += 1
        if isinstance(answer, str):
            raise SearchIndexError(answer)
        return answer

    def _send(self, payload: dict[str, Any], *, flush: bool = False) -> None:
        self._send_encoded(json.dumps(payload).encode(), flush=flush)

    def _send_encoded(self, payload: bytes, *, flush: bool = False) -> None:
        assert self._process.stdin
        message = b'{"message_id": %d, "payload": %b}' % (self._sent, payload)
        self._sent += 1
        try:
            self._process.stdin.write(base64.b64encode(message) + b",")
            if flush:
                self._process.stdin.flush()
        except OSError as error:
            raise SearchIndexError(f"Pagefind stopped: {error}") from None

    def _listen(self) -> None:
        """Read Pagefind's replies, so that it never waits for us to; ends when Pagefind does."""
        assert self._process.stdout
        reply = bytearray()
        try:
            while chunk := self._process.stdout.read1(1 << 16):  # type: ignore[attr-defined]  # it is buffered
                *ends, rest = chunk.split(b",")
                for end in ends:
                    self._receive(from_json(base64.b64decode(reply + end))["payload"])
                    reply.clear()
                reply += rest
        finally:
            self._answers.put("Pagefind stopped before it had answered")

    def _receive(self, payload: dict[str, Any]) -> None:
        if payload["type"] == "Error":
            self._answers.put(payload["message"])
        if "files" in payload:
            self._answers.put(
                {
                    each["path"]: base64.b64decode(each["content"])
                    for each in payload["files"]
                    if not _UNUSED.match(each["path"])
                }
            )
