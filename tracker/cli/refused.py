"""Why Typer refuses a command line, by the codes of tracker.messages.

A refusal of a kind that isn't known, as a newer Typer may have, is told as Typer words it. What an option takes and
means is read from the annotation of the command's own function.
"""

from __future__ import annotations

import re
from ast import literal_eval
from collections.abc import Iterable, Sequence
from enum import Enum
from types import NoneType
from typing import Any, get_args, get_type_hints

from tracker.cli import output
from tracker.errors import InputError
from tracker.i18n import gettext as _

_QUOTED = r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\""""
_NO_COMMAND = re.compile(rf"No such command ({_QUOTED})")
_LEFT_OVER = re.compile(r"Got unexpected extra argument\S* \((.*)\)", re.DOTALL)
_NO_VALUE = re.compile(rf"({_QUOTED}|\S+) is not ")

_LONGEST = 80
"""Characters of an argument that are shown."""


def told(error: Any, context: Any, words: Sequence[str]) -> str:
    """What Typer refused of these words, in the language of the run; as Typer words it where its kind isn't known."""
    for each in type(error).__mro__:
        known = _KINDS.get(each.__name__)
        if known is not None:
            try:
                found = known(error, context, words)
            except (AttributeError, LookupError, SyntaxError, ValueError):  # a newer Typer tells its facts otherwise
                break
            return str(found or error.format_message())
    return str(error.format_message())


def _missing(error: Any, context: Any, words: Sequence[str]) -> InputError | None:
    if error.param is None:
        return None
    return InputError("parameter-needed", parameter=_name(error.param), meaning=_meaning(context, error.param))


def _unfit(error: Any, context: Any, words: Sequence[str]) -> InputError | None:
    if error.param is None:
        return None
    takes, value = _takes(context, error.param), _value(error)
    if takes is None or value is None:
        return None
    return InputError("value-unfit", parameter=_name(error.param), takes=takes, value=_short(value))


def _no_option(error: Any, context: Any, words: Sequence[str]) -> InputError:
    option, command = error.option_name, context.command_path
    if not option.startswith("--"):  # -platform is refused as -p
        option = next((word.partition("=")[0] for word in words if word.startswith(option)), option)
    option = _short(option)
    if _is_below(context.command, option):
        below = _("COMMAND")
        return InputError("option-misplaced", option=option, command=f"{command} {below}")
    known = [name for each in context.command.get_params(context) for name in _options(each)]
    near = _near(option, known)
    if near:
        return InputError("option-near", option=option, command=command, near=", ".join(near))
    return InputError("option-unknown", option=option, command=command, known=", ".join(known))


def _option_misused(error: Any, context: Any, words: Sequence[str]) -> InputError | None:
    option = error.option_name
    found = next((each for each in context.command.get_params(context) if option in _options(each)), None)
    if found is None:
        return None
    if found.is_flag:
        return InputError("value-unwanted", option=option)
    return InputError("value-needed", option=option, meaning=_meaning(context, found))


def _worded(error: Any, context: Any, words: Sequence[str]) -> InputError | None:
    """A refusal that has no class of its own: Typer's wording tells which it is."""
    command = context.command_path
    known = list(getattr(context.command, "commands", {}))
    if error.message.startswith("Missing command"):
        return InputError("command-needed", command=command, known=", ".join(known))
    if found := _NO_COMMAND.match(error.message):
        name = literal_eval(found[1])
        near = _near(name, known)
        if near:
            return InputError("command-near", command=command, name=_short(name), near=", ".join(near))
        return InputError("command-unknown", command=command, name=_short(name), known=", ".join(known))
    if found := _LEFT_OVER.match(error.message):
        return InputError("words-left-over", command=command, words=_short(found[1]))
    return None


_KINDS = {
    "MissingParameter": _missing,
    "NoSuchOption": _no_option,
    "BadOptionUsage": _option_misused,
    "BadParameter": _unfit,
    "UsageError": _worded,
}
"""By the names of Typer's classes, which it gives to nobody."""


# --- what they tell


def _annotation(context: Any, parameter: Any) -> tuple[Any, Any]:
    """The type of a parameter in the command's own function, and what Typer was told of it."""
    hints = get_type_hints(context.command.callback, include_extras=True)
    kind, said, *_more = get_args(hints[parameter.name])
    return kind, said


def _meaning(context: Any, parameter: Any) -> str:
    """The help of a parameter."""
    return str(_annotation(context, parameter)[1].help)


def _takes(context: Any, parameter: Any) -> str | None:
    """What a parameter takes, in words; null where these words don't exist."""
    hint, said = _annotation(context, parameter)
    while inner := [each for each in get_args(hint) if each is not NoneType]:
        hint = inner[0]
    if not isinstance(hint, type):
        return None
    if issubclass(hint, Enum):
        return _("one of {known}").format(known=", ".join(str(each.value) for each in hint))
    if hint not in {int, float}:
        return None
    kind = _("a whole number") if hint is int else _("a number")
    if said.min is None:
        return kind if said.max is None else None
    if said.max is None:
        return _("{kind} of {low} or more").format(kind=kind, low=said.min)
    return _("{kind} from {low} to {high}").format(kind=kind, low=said.min, high=said.max)


def _value(error: Any) -> str | None:
    """What stood in the place of the value, as Pydantic or the wording tells it; null where neither does."""
    errors = getattr(error.__cause__, "errors", None)
    if errors is not None:
        return str(errors()[0]["input"])
    found = _NO_VALUE.match(error.message)
    if found is None:
        return None
    return str(literal_eval(found[1])) if found[1][0] in "'\"" else found[1]


def _name(parameter: Any) -> str:
    """A parameter as help shows it."""
    if parameter.param_type_name == "option":
        return " / ".join(parameter.opts)
    return str(parameter.metavar or parameter.name.upper())


def _options(parameter: Any) -> list[str]:
    """The names of an option that is shown; nothing for an argument."""
    if parameter.param_type_name != "option" or parameter.hidden:
        return []
    return [*parameter.opts, *parameter.secondary_opts]


def _is_below(command: Any, option: str) -> bool:
    """Whether a command below this one has the option."""
    return any(
        any(option in _options(parameter) for parameter in each.params) or _is_below(each, option)
        for each in getattr(command, "commands", {}).values()
    )


def _near(word: str, known: Iterable[str]) -> list[str]:
    """The names that a word may be meant as; their dashes make them no more alike."""
    from difflib import get_close_matches

    bare = {name.lstrip("-"): name for name in known}
    return [bare[each] for each in get_close_matches(word.lstrip("-").lower(), bare)]


def _short(text: str) -> str:
    """An argument on one line, as it is shown; an empty one as a blank."""
    line = output.plain(text).plain
    return (line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…") or " "
