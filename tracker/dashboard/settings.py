"""How the dashboard's server is set: closed to other machines and other sites, in one table.

.streamlit/config.toml says the same for `streamlit run app.py`; a test holds the two together.
"""

from __future__ import annotations

from tracker.settings import SETTINGS

ADDRESS = "127.0.0.1"
"""The dashboard is served to this machine alone."""

Setting = str | int | bool | list[str]

SERVER_OPTIONS: dict[str, Setting] = {
    "server.address": ADDRESS,
    "server.allowedHosts": [ADDRESS, "localhost"],
    "server.enableXsrfProtection": True,
    "server.enableCORS": True,
    "server.maxUploadSize": SETTINGS["TRACKER_MAX_FILE_MB"].default,
    "server.fileWatcherType": "none",
    "server.showEmailPrompt": False,
    "runner.magicEnabled": False,
    "browser.gatherUsageStats": False,
    "browser.serverAddress": ADDRESS,
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "viewer",
    "client.disableDataExport": True,
}
"""Every option by its name in Streamlit. `maxUploadSize` is in MB per file."""

THEME: dict[str, Setting] = {
    "theme.base": "light",
    "theme.primaryColor": "#0b5fa5",
    "theme.backgroundColor": "#ffffff",
    "theme.secondaryBackgroundColor": "#f3f5f8",
    "theme.textColor": "#1b1f24",
    "theme.linkColor": "#0b5fa5",
    "theme.borderColor": "#cfd6de",
    "theme.font": (
        "'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', "
        "'Helvetica Neue', Arial, sans-serif"
    ),
}
"""Light, dark text, and fonts that stand on the machine and hold Chinese: nothing is fetched."""
