"""Pages without indents."""

import pytest

from sister_libraries.lean import lean, without_script


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
