"""What a reader and the log are told when a screen fails by a mistake of ours: nothing technical, and no data."""

from __future__ import annotations

import sys
import traceback

import streamlit as st
from streamlit import error_util

from pages.parts.wording import _


def tell(_error: BaseException) -> bool:
    """Say in the reader's language that something failed; True, so that Streamlit's own message stays away."""
    st.error(
        _(
            "Something did not work. The data are safe. Reload the page; if it happens again, tell whoever runs "
            "this machine at what time and on which screen."
        ),
        icon=":material/error:",
    )
    return True


def log(ex: BaseException) -> None:
    """Write to stderr where an error arose and of which kind; its own words may quote the data."""
    sys.stderr.write(
        "Failure of a screen:\n"
        f"{''.join(traceback.format_tb(ex.__traceback__))}{type(ex).__module__}.{type(ex).__qualname__}\n"
    )


def log_without_data() -> None:
    """Have Streamlit log failures as we do."""
    error_util._log_uncaught_app_exception = log
