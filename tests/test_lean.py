"""Pages without indents."""

import pytest

from sister_libraries.lean import lean


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
