"""Configuration, roles and the list of screens; nothing else."""

from __future__ import annotations

import streamlit as st

from pages.parts.frame import choose_language, navigation
from pages.parts.wording import _

choose_language()
# Each with its icon, which the page itself may not have: browsers would fetch it from a font host.
SCREENS = {
    st.Page("pages/mappa.py", title=_("Map"), default=True): ":material/map:",
    st.Page("pages/rete.py", title=_("Network"), url_path="rete"): ":material/hub:",
    st.Page("pages/lacune.py", title=_("Gaps"), url_path="lacune"): ":material/link_off:",
    st.Page("pages/dati.py", title=_("Data"), url_path="dati"): ":material/database:",
}
current = st.navigation(list(SCREENS), position="hidden")
navigation(SCREENS)
current.run()
