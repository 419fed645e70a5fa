"""A tie between two sister cities, as `data/sister-cities.yml` gives it where no library's record does."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sister_libraries.languages import N_
from sister_libraries.models.base import Part, Sources, sources_field
from sister_libraries.models.dates import PartialDate
from sister_libraries.models.fields import Coordinates, Country, Identifier, Items, Label

WikidataId = Annotated[str, Identifier(r"Q[1-9]\d{0,11}")]


class Town(Part):
    """A town by its names; coordinates or the item in Wikidata tell it from others of the same name."""

    city: Label = Field(description=N_("The town's name."), examples=[{"en": "Los Angeles", "zh": "洛杉矶"}])
    country: Country = Field(description=N_("Its country or region (ISO 3166-1)."), examples=["US"])
    coordinates: Coordinates | None = Field(
        default=None,
        description=N_("Latitude and longitude of the town, with two decimals."),
        examples=[[34.05, -118.24]],
    )
    wikidata: WikidataId | None = Field(default=None, description=N_("Item in Wikidata."), examples=["Q65"])


class TownTie(Part):
    """Two towns that are sister cities."""

    towns: Annotated[tuple[Town, ...], Items(2, 2)] = Field(
        description=N_("The two towns, in either order."),
        examples=[
            [{"city": {"en": "Guangzhou"}, "country": "CN"}, {"city": {"en": "Los Angeles"}, "country": "US"}]
        ],
    )
    since: PartialDate | None = Field(
        default=None, description=N_("Since when the towns are sister cities."), examples=["1981"]
    )
    sources: Sources = sources_field()
