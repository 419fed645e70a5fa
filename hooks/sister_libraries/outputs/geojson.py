"""The libraries as points for maps (GeoJSON, RFC 7946): `data/v1/libraries.geojson`, each at its town."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sister_libraries.compact_json import compact_json
from sister_libraries.data_release import FOLDER
from sister_libraries.public_data import head, pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sister_libraries.catalogue import Catalogue
    from sister_libraries.models import Library
    from sister_libraries.outputs import Site


def files(site: Site) -> Iterator[tuple[str, str | bytes]]:
    """The one file, a library a line."""
    lines = ",\n".join(
        compact_json(_feature(each, site.catalogue, site.url))
        for each in site.catalogue.libraries.values()
        if each.coordinates
    )
    first = json.dumps({"type": "FeatureCollection", **head(site.catalogue, site.url)})[:-1]
    yield f"{FOLDER}libraries.geojson", f'{first}, "features": [\n{lines}\n]}}\n'


def _feature(library: Library, catalogue: Catalogue, url: str) -> dict[str, Any]:
    assert library.coordinates
    latitude, longitude = library.coordinates
    return {
        "type": "Feature",
        "id": library.id,
        "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
        "properties": {
            "name": library.name.words(),
            "country": library.country,
            "standing": catalogue.shown_standing(library),
            "pages": pages(library, url),
        },
    }
