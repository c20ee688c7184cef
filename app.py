"""Configuration, roles and the list of screens; nothing else."""

from __future__ import annotations

from pages.parts.frame import Screen, choose_language, start
from pages.parts.wording import _

choose_language()
start(
    (
        Screen("mappa", _("Map"), ":material/map:", on_phone=True),
        Screen("rete", _("Network"), ":material/hub:"),
        Screen("misure", _("Measures"), ":material/leaderboard:"),
        Screen("lacune", _("Gaps"), ":material/link_off:"),
        Screen("ambiti", _("Districts"), ":material/bar_chart:"),
        Screen("agenda", _("Agenda"), ":material/calendar_month:", on_phone=True),
        Screen("da_contattare", _("To contact"), ":material/call:", writes=True, on_phone=True),
        Screen("scheda", _("New record"), ":material/add_circle:", writes=True),
        Screen("dati", _("Data"), ":material/database:"),
        Screen("confronto", _("Two periods"), ":material/compare_arrows:", on_top=False),
        Screen("importa", _("Import a list"), ":material/upload_file:", writes=True, on_top=False),
        Screen("unisci", _("Duplicates"), ":material/join_inner:", writes=True, on_top=False),
        Screen("cura", _("Upkeep"), ":material/build:", writes=True, on_top=False),
        Screen("storia", _("History"), ":material/history:", writes=True, on_top=False),
    )
)
