"""folium runs what it rendered as a template a second time: here it does not, and it asks no other machine."""

from __future__ import annotations

import subprocess
import sys

import folium
import pytest

from pages.parts import folium_safety
from pages.parts.map_frame import frame
from pages.parts.markup import esc

PAYLOAD = "{{ 7*191 }}"


def test_a_town_named_like_a_template_is_drawn_as_written():
    script = frame(("Lombardia",), [(PAYLOAD, 45.7, 9.6, 10), ("{% raw %}", 45.7, 9.6, 9)], (45.7, 9.6), 9).script
    assert PAYLOAD in script
    assert "{% raw %}" in script
    assert "1337" not in script


def test_without_the_defence_the_same_name_would_run():
    """The danger is real in the version used: if this fails, the defence may no longer be needed."""
    code = (
        "import folium; m = folium.Map([45, 9], tiles=None); "
        f"folium.Marker([45, 9], tooltip={PAYLOAD!r}).add_to(m); print('1337' in m.get_root().render())"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "True"


@pytest.mark.parametrize("place", ["tooltip", "popup", "div", "layer"])
def test_every_place_where_folium_takes_a_text_leaves_it_a_text(place):
    folium_safety.install()
    map_ = folium.Map([45, 9], tiles=None)
    text = PAYLOAD
    if place == "tooltip":
        folium.Marker([45, 9], tooltip=text).add_to(map_)
    elif place == "popup":
        folium.Marker([45, 9], popup=folium.Popup(text)).add_to(map_)
    elif place == "div":
        folium.Marker([45, 9], icon=folium.DivIcon(html=text)).add_to(map_)
    else:
        folium.FeatureGroup(name=text).add_to(map_)
        folium.LayerControl().add_to(map_)
    assert "1337" not in map_.get_root().render()


@pytest.mark.parametrize("text", ["`+alert(1)+`", "${alert(1)}", "\\`", "{{ 7*191 }}", "</script>", "\"'<>&"])
def test_an_escaped_text_cannot_leave_folium_s_template_literals(text):
    folium_safety.install()
    map_ = folium.Map([45, 9], tiles=None)
    folium.Marker([45, 9], tooltip=str(esc(text))).add_to(map_)
    html = map_.get_root().render()
    inside = html.split("bindTooltip(", 1)[1].split("`", 2)[1]
    assert str(esc(text)) in inside
    assert not set("`${}\\<>\"'") & set(esc(text))


def test_a_map_links_files_of_this_machine_only():
    made = frame(("Lombardia",), [], (45.7, 9.6), 9)
    assert all(url.startswith("/app/static/vendor/") for url in (*made.scripts, *made.styles))
    map_ = folium.Map([45, 9], tiles=None)
    assert "//cdn" not in map_.get_root().render()
    assert "https://" not in map_.get_root().render()


def test_the_same_map_is_the_same_text_so_that_a_browser_gets_it_once():
    first, second = (frame(("Lombardia",), [("Bergamo", 45.7, 9.6, 10)], (45.7, 9.6), 9) for _ in range(2))
    assert first == second
