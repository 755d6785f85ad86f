"""What to know of a draft before it is used, and of what it is weighed by, in the user's language."""

from __future__ import annotations

from tracker.analysis.keywords.formulas import Weights, spoken
from tracker.analysis.titles.drafts import Draft, Drafts
from tracker.analysis.titles.risks import risks
from tracker.analysis.titles.rules import length
from tracker.analysis.words import number, percent
from tracker.i18n import gettext as _
from tracker.i18n import language


def warnings_of(draft: Draft, drafts: Drafts) -> list[str]:
    """What holds of the draft, then of the rule and of the list."""
    return [*_of_draft(draft, drafts), *_of_rule(draft, drafts), *_of_list(drafts)]


def weighed_by(weights: Weights) -> str:
    """What keywords are weighed by, as a part of a sentence."""
    if weights.formula is None:
        return _("nothing: each counts 1")
    formula = spoken(weights.formula, language())
    if weights.direction == "high":
        return formula
    return _("{formula}, of which less weighs more (percentile in the list)").format(formula=formula)


def _of_draft(draft: Draft, drafts: Drafts) -> list[str]:
    found = []
    if not draft.covered:
        found.append(_("No keyword of the list fits into this title."))
    if length(draft.title, drafts.rule.unit) > drafts.rule.limit:
        found.append(_("No order of its words that was tried stays within the limit."))
    if draft.misread:
        text = _("Written without blanks, words of it run into others: {count}. A score of the title tells less.")
        found.append(text.format(count=number(draft.misread)))
    if draft.torn:
        text = _(
            "Keywords covered only by single characters that stand apart in it: {count}, “{keyword}” first. If they "
            "are one word, say so: tracker word set … --whole"
        )
        found.append(text.format(count=number(len(draft.torn)), keyword=draft.torn[0]))
    if not draft.optimal and draft.leaning == 0:
        text = _("Not proven the best: another one could cover up to {gap} more of the weight.")
        found.append(text.format(gap=percent(round(draft.gap_ratio, 4))))
    for risk in risks(draft.title, drafts.rule.platform):
        text = _("Risky word “{word}”: {reason}")
        found.append(text.format(word=risk.text, reason=risk.reasons[language()]))
    return found


def _of_rule(draft: Draft, drafts: Drafts) -> list[str]:
    rule, found = drafts.rule, []
    if rule.least is not None and length(draft.title, rule.unit) < rule.least:
        found.append(_("Shorter than the platform wants: at least {least}.").format(least=number(rule.least)))
    if not rule.is_verified:
        found.append(_("Nobody checked the limit of this platform: look at its own form."))
    return found


def _of_list(drafts: Drafts) -> list[str]:
    found = []
    weights = drafts.weights
    if weights.formula is None:
        return [_("What is to be weighed is missing in the list, or never above 0: each keyword counts 1.")]
    formula = spoken(weights.formula, language())
    if weights.direction == "low":
        text = _("Less {formula} weighs more: a keyword counts its percentile in the list, 1 is best.")
        found.append(text.format(formula=formula))
    if drafts.unweighed:
        text = _("Keywords without {formula} in the list, which count for nothing: {count}.")
        found.append(text.format(formula=formula, count=number(drafts.unweighed)))
    if weights.bounded:
        text = _("Keywords of which {formula} is a bound, its low end counted: {count}.")
        if weights.direction == "low":
            text = _("Keywords of which {formula} is a bound, placed by its high end, an open one last: {count}.")
        found.append(text.format(formula=formula, count=number(weights.bounded)))
    return found
