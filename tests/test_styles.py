"""The theme's stylesheet keeps all that a page can use, and loses the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from sister_libraries.styles import join, trimmed


@pytest.mark.parametrize(
    ("css", "left"),
    [
        ("p{color:red}", "p{color:red}"),
        (".used{color:red}.other{color:red}", ".used{color:red}"),
        ("#used,#other{color:red}", "#used{color:red}"),
        (".used .other,.used>p{color:red}", ".used>p{color:red}"),
        ("[data-used=used]{top:0}[data-used=other]{top:0}[other]{top:0}", "[data-used=used]{top:0}"),
        (".used:not(.other){top:0}", ".used:not(.other){top:0}"),
        ("a:is(.other,.used){top:0}", "a:is(.other,.used){top:0}"),
        ("@media print{.used{top:0}.other{top:0}}@media print{.other{top:0}}", "@media print{.used{top:0}}"),
        ("@media print{@supports (top:0){.used{top:0}}}", "@media print{@supports (top:0){.used{top:0}}}"),
        (":root{--a:0;--b:0;--c:var(--b)}p{top:var(--a)}", ":root{--a:0}p{top:var(--a)}"),
        (":root{--mine:0;--b:0}", ":root{--mine:0}"),
        ("@keyframes a{to{top:0}}@keyframes b{to{top:0}}p{animation:a 1s}",
         "@keyframes a{to{top:0}}p{animation:a 1s}"),
        ('@charset "UTF-8";p{top:0}', '@charset "UTF-8";p{top:0}'),
        (r".used\:x{top:0}", ""),
        ("p{top:0}q", "p{top:0}"),
        ("", ""),
    ],
)  # fmt: skip
def test_only_what_needs_an_unknown_name_goes(css: str, left: str):
    assert trimmed(css, {"used", "data-used"}, "p{top:var(--mine)}") == left


def test_words_of_pages_templates_and_scripts_are_known(tmp_path: Path):
    shell, overrides = tmp_path / "shell", tmp_path / "overrides"
    style = shell / "assets" / "stylesheets" / "main.0a1b.min.css"
    style.parent.mkdir(parents=True)
    sheet = style.with_name("site.css")
    sheet.write_text("p{margin:0}", encoding="utf-8")
    (overrides / "records").mkdir(parents=True)
    style.write_text(".page{top:0}.record{top:0}.script{top:0}.nowhere{top:0}", encoding="utf-8")
    (shell / "index.html").write_text('<p class="page">', encoding="utf-8")
    (overrides / "records" / "library.html").write_text('<p class="record">', encoding="utf-8")
    (overrides / "tool.js").write_text("node.classList.add('script')", encoding="utf-8")
    join(shell, overrides)
    assert sheet.read_text(encoding="utf-8") == ".page{top:0}.record{top:0}.script{top:0}\np{margin:0}"
    assert not style.exists()
