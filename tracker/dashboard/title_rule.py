"""How long a title may be, on a page: the rule with its source, and a form that sets another in its place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from tracker.analysis.titles.rules import UNITS, Rule, platform_label, rule_of, unit_label
from tracker.dashboard import data, text
from tracker.i18n import gettext as _
from tracker.i18n import language
from tracker.store.title_rules import delete_title_rule, list_title_rules, set_title_rule


def current(platform: str) -> Rule | None:
    """The rule of the platform's titles, the user's own first; null where none is known. Raises StoreError."""
    return rule_of(platform, own=list_title_rules(data.store()))


def render(platform: str, rule: Rule | None) -> None:
    """The rule in a line, and behind it where it is from and the form."""
    name = platform_label(platform, language())
    if rule is None:
        st.caption(
            _("How long a title may be on {platform} isn't known. Set it below.").format(platform=text.plain(name))
        )
    else:
        st.caption(text.plain(_line(name, rule)))
    with st.expander(_("The rule, and another in its place")):
        if rule is not None:
            _note(rule)
        _form(platform, rule)


def _line(name: str, rule: Rule) -> str:
    facts = {"platform": name, "limit": rule.limit, "unit": unit_label(rule.unit, language())}
    said = _("{platform}: at most {limit} ({unit}).").format(**facts)
    if rule.least:
        said = _("{platform}: {least} to {limit} ({unit}).").format(least=rule.least, **facts)
    parts = [
        said,
        _("Your own rule.") if rule.is_own else _("Confidence {confidence}.").format(confidence=rule.confidence),
    ]
    if not rule.is_verified:
        parts.append(_("Nobody checked it."))
    parts.append(_("Source: {source}, as of {day}.").format(source=rule.source or "—", day=rule.as_of or "—"))
    if rule.holds_from:
        parts.append(_("In force since {day}.").format(day=rule.holds_from))
    return ("" if language() == "zh" else " ").join(parts)


def _note(rule: Rule) -> None:
    note = rule.notes.get(language())
    if note:
        st.markdown(text.plain(note))


def _form(platform: str, rule: Rule | None) -> None:
    with st.form(f"title-rule-{platform}"):
        columns = st.columns([1, 2, 3, 1])
        with columns[0]:
            limit = st.number_input(_("At most"), min_value=1, max_value=10_000, value=rule.limit if rule else 60)
        with columns[1]:
            unit = st.selectbox(
                _("Counted in"), UNITS, index=UNITS.index(rule.unit) if rule else 0,
                format_func=lambda each: unit_label(each, language()),
            )  # fmt: skip
        with columns[2]:
            source = st.text_input(
                _("Where you have it from"), value=(rule.source or "") if rule and rule.is_own else ""
            )
        with columns[3]:
            as_of = st.date_input(_("As of"), value=rule.as_of if rule and rule.is_own else None, format="YYYY-MM-DD")
        if st.form_submit_button(_("Set this rule")):
            on = as_of if isinstance(as_of, date) else None
            made = Rule(platform, "title", int(limit), unit, source.strip() or None, on)
            set_title_rule(data.store(), replace(made, is_own=True))
            st.rerun()
    if rule is not None and rule.is_own and st.button(_("Forget your rule")):
        delete_title_rule(data.store(), platform, "title")
        st.rerun()
