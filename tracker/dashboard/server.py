"""Streamlit's own command line, in a process that asks nobody for its address.

A foreign site that reaches for the dashboard's WebSocket is refused. But first Streamlit compares it with the outer
addresses of this machine: it asks checkip.amazonaws.com for one, and opens a socket towards 8.8.8.8 for the other
(streamlit.net_util). No option turns that off. The dashboard is served at 127.0.0.1 alone, so that no page of it comes
from such an address, and nothing is lost where both are unknown.
"""

from __future__ import annotations

from streamlit import net_util


def _unknown() -> None:
    """The address nobody asked for."""


def ask_nobody() -> None:
    """From now on Streamlit knows no outer address of this machine, and looks for none."""
    net_util.get_external_ip = _unknown
    net_util.get_internal_ip = _unknown


def main() -> None:
    """`streamlit`, with the arguments of this process."""
    ask_nobody()
    from streamlit.web.cli import main as streamlit

    streamlit(prog_name="streamlit")


if __name__ == "__main__":
    main()
