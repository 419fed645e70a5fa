"""Pages without indents, scripts and styles without comments."""

from pathlib import Path

import pytest

from sister_libraries.lean import lean, without_comments, without_indents, without_script

ASSETS = Path(__file__).parents[1] / "overrides" / "assets"
OURS = sorted([*ASSETS.rglob("*.js"), *ASSETS.rglob("*.css")])


def test_indents_and_empty_lines_go():
    assert lean("<ul>\n  \n    <li>one two</li>\n\t<li>three</li>  \n</ul>\n") == (
        "<ul>\n<li>one two</li>\n<li>three</li>\n</ul>\n"
    )


@pytest.mark.parametrize("name", ["pre", "textarea", "script"])
def test_what_readers_or_scripts_see_stays(name: str):
    kept = f"<{name} id=x>\n  a\n\n   b</{name}>"
    assert lean(f"<p>\n  x</p>\n  {kept}\n  {kept}") == f"<p>\nx</p>\n{kept}\n{kept}"


def test_spaces_within_a_line_stay():
    assert lean("<p>a  b</p>") == "<p>a  b</p>"


def test_a_template_keeps_its_lines():
    kept = "<pre>\n  a\n\n   b</pre>"
    template = f"{{% if a %}}\n  \n\t<p>{{{{ a }}}}</p> \n\n  {kept}\n  {{% endif %}}"
    assert without_indents(template) == f"{{% if a %}}\n \n<p>{{{{ a }}}}</p> \n\n{kept}\n{{% endif %}}"


def test_behind_a_tag_that_takes_the_break_with_it_a_space_stays():
    assert without_indents("a{% endif %}\n    b{# c #}\n\td") == "a{% endif %}\n b{# c #}\n d"


def test_what_only_the_themes_script_uses_goes():
    frame = (
        '<html lang="en" class="no-js">\n<body dir="ltr">\n'
        '<input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer" autocomplete="off">\n'
        '<label class="md-overlay" for="__drawer"></label>\n<div data-md-component="announce">\n</div>\n'
        '<div data-md-component="skip">\n<a href="#top">Skip</a>\n</div>\n<input class="other">\n'
        '<div class="md-dialog" data-md-component="dialog">\n'
        '<div class="md-dialog__inner md-typeset"></div>\n</div>\n</body>'
    )
    assert without_script(frame) == (
        '<html lang="en">\n<body dir="ltr">\n<div>\n<a href="#top">Skip</a>\n</div>\n<input class="other">\n</body>'
    )


def test_lines_that_are_only_comments_go():
    script = """// A head.
/** One line. */
const a = "//x"; // behind code
  /**
   * Several lines,
   * with a * and a /.
   */
  const b = `${a} /* no comment */`; /* behind code */
/* before code */ const c = 1;
"""
    assert without_comments(script, ".js") == (
        'const a = "//x"; // behind code\n'
        "  const b = `${a} /* no comment */`; /* behind code */\n"
        "/* before code */ const c = 1;\n"
    )


# Where a grave accent stands in a pattern or between quotes, and begins no text.
ACCENTS = {
    "checklist-files.js": ["return text.replace(/"],
    "folding.js": [".replace(/["],
    "yaml-writer.js": ["const FIRST = "],
}


def test_only_what_styles_know_as_a_comment_goes():
    style = "/* a head */\na {\n  background: url(\n//cdn/x.png);\n}\n"
    assert without_comments(style, ".css") == style.removeprefix("/* a head */\n")


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_no_text_or_comment_in_our_code_goes_over_several_lines(path: Path):
    """But comments that are nothing else: so no line can be taken for one, and none loses its end."""
    lines = without_comments(path.read_text(encoding="utf-8"), path.suffix).splitlines()
    assert [each for each in lines if "/*" in each and "*/" not in each.rpartition("/*")[2]] == []
    if path.suffix == ".css":
        return
    open_ended = [each.strip() for each in lines if each.count("`") % 2]
    expected = ACCENTS.get(path.name, [])
    assert len(open_ended) == len(expected), open_ended
    assert all(map(str.startswith, open_ended, expected)), open_ended
