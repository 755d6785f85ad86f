"""Text areas that are heard while one types: Streamlit alone hears Ctrl+Enter, and that the field is left."""

from __future__ import annotations

import json

import streamlit as st

PAUSE_MS = 500
"""How long nobody types before what was typed is heard."""

# One listener for the whole document, so that it holds for fields that are drawn anew. What an input method still
# composes is not heard: Chinese is typed so.
_SCRIPT = """<script>
(() => {
  const heard = (window.trackerHeard ??= new Set());
  heard.add(%s);
  if (window.trackerListens) return;
  window.trackerListens = true;
  let pause;
  const typed = (event) => {
    const area = event.target;
    if (!(area instanceof HTMLTextAreaElement) || event.isComposing) return;
    if (![...heard].some((key) => area.closest(`.st-key-${CSS.escape(key)}`))) return;
    clearTimeout(pause);
    const said = { key: "Enter", code: "Enter", ctrlKey: true, bubbles: true, cancelable: true };
    pause = setTimeout(() => area.dispatchEvent(new KeyboardEvent("keydown", said)), %d);
  };
  document.addEventListener("input", typed);
  document.addEventListener("compositionend", typed);
})();
</script>"""


def hear(key: str) -> None:
    """Hear the text area of that key while one types in it: as if Ctrl+Enter were pressed at every pause."""
    st.html(_SCRIPT % (json.dumps(key), PAUSE_MS), unsafe_allow_javascript=True)
