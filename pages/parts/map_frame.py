"""The map under the data, made with folium: borders by address, town names, no tiles. Not what is drawn on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from branca.element import MacroElement
from folium.template import Template

from graph.territory.borders import municipalities_file, provinces_file
from pages.parts import folium_safety

GENERATED = "/app/static/generated/"
PAPER, BORDER, PROVINCE = "#F5F2EC", "#CFC6B4", "#8C8372"

Town = tuple[str, float, float, int]
"""Name, lat, lon, residents (0 if unknown)."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A rendered map: its script, the name of the map in it, and the files it needs, in order."""

    script: str
    name: str
    scripts: tuple[str, ...]
    styles: tuple[str, ...]

    def as_data(self) -> dict[str, Any]:
        """Return it as the component reads it."""
        return asdict(self)


class Borders(MacroElement):
    """A layer of borders that the browser fetches by address and draws below everything else."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            borders({{ this._parent.get_name() }}, {{ this.url|tojson }}, {{ this.layer|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, file: str, pane: str, style: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name, self._id = "borders", file
        self.url, self.layer = GENERATED + file, {"pane": pane, "style": style}


class Towns(MacroElement):
    """Names of towns that come with zoom, larger towns first, and give way to dots."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            towns({{ this._parent.get_name() }}, {{ this.towns|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, towns: Sequence[Town]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name, self._id = "towns", "all"
        self.towns = list(towns)


def frame(regions: Sequence[str], towns: Sequence[Town], center: tuple[float, float], zoom: int) -> Frame:
    """Render the map of some regions, opened at a centre (lat, lon) and zoom."""
    import folium

    folium_safety.install()
    map_ = folium.Map(
        list(center),
        zoom_start=zoom,
        tiles=None,
        maxZoom=18,
        minZoom=6,
        prefer_canvas=True,
        zoom_control=False,
        zoomSnap=0.5,
    )
    map_._name, map_._id = "map", "frame"  # the same text at every rendering, so that a browser gets it once
    for region in regions:
        style = {"color": BORDER, "weight": 0.7, "fillColor": PAPER, "fillOpacity": 1}
        map_.add_child(Borders(municipalities_file(region), "borders", style))
    for region in regions:
        map_.add_child(Borders(provinces_file(region), "provinces", {"color": PROVINCE, "weight": 1.5, "fill": False}))
    map_.add_child(Towns(towns))
    figure: Any = map_.get_root()
    figure.render()
    return Frame(
        script=figure.script.render(),
        name=map_.get_name(),
        scripts=(folium_safety.VENDOR + "leaflet.js", folium_safety.VENDOR + "leaflet.markercluster.js"),
        styles=(folium_safety.VENDOR + "leaflet.css", folium_safety.VENDOR + "MarkerCluster.css"),
    )
