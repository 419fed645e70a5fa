"""How a browser searches the site from its address bar (OpenSearch 1.1): `opensearch.xml` of each language."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from sister_libraries.languages import N_, site_languages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sister_libraries.outputs import Site

_NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"


def files(site: Site) -> Iterator[tuple[str, str | bytes]]:
    """One description a language."""
    for here in site_languages():
        ET.register_namespace("", _NAMESPACE)
        root = ET.Element(f"{{{_NAMESPACE}}}OpenSearchDescription")
        texts = {
            "ShortName": here.say(N_("Sister Libraries")),
            "Description": here.say(N_("Search libraries, stories and guidance")),
            "Language": here.tag,
            "InputEncoding": "UTF-8",
            "OutputEncoding": "UTF-8",
        }
        for name, text in texts.items():
            ET.SubElement(root, f"{{{_NAMESPACE}}}{name}").text = text
        template = f"{site.url}{here.prefix}search/?q={{searchTerms}}"
        ET.SubElement(root, f"{{{_NAMESPACE}}}Url", {"type": "text/html", "template": template})
        icon = {"width": "32", "height": "32", "type": "image/svg+xml"}
        ET.SubElement(root, f"{{{_NAMESPACE}}}Image", icon).text = f"{site.url}assets/images/favicon.svg"
        ET.indent(root)
        yield f"{here.prefix}opensearch.xml", ET.tostring(root, encoding="unicode") + "\n"
