"""What a finished page says of itself in its head."""

from sister_libraries.headings import Heading, first_heading, heading


def test_title_and_description_come_unescaped_from_the_head():
    html = """<!doctype html><html><head>
      <meta property="og:title" content="Why &amp; how “&lt;b&gt;”"><meta name="description" content="Two words.">
    </head><body></body></html>"""
    assert heading(html) == Heading("Why & how “<b>”", "Two words.")


def test_nothing_in_the_body_counts():
    html = '<head></head><body><meta property="og:title" content="x"><meta name="description" content="y">'
    assert heading(html) == Heading("", "")


def test_the_order_of_attributes_does_not_matter():
    assert heading("<meta content='a' property='og:title'>").title == "a"


def test_the_first_heading_is_told_with_its_id_as_text():
    found = first_heading(
        '<p>x</p><h1 class="a" id="why">Why <em>books</em> &amp; letters<a></a></h1><h1 id="b">B</h1>'
    )
    assert found == ("why", "Why books & letters")
    assert first_heading("<h1>No id</h1><p>Text</p>") is None
