# SPDX-License-Identifier: Apache-2.0
"""Why something was not taken in, as one sentence in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from mohona.cti.problems import TEXTS
from mohona.hub.ui import formats

CONFLICTS = {
    "conflict-content": gettext_lazy(
        "Expected the version that the hub has under this identifier and time, but its content "
        "is different. Send a change as a new version, with a later “modified”."
    ),
    "conflict-source": gettext_lazy(
        "Expected a new version from the organisation that gave this object first, but it came "
        "from another one. Both are kept; ask its source to take the change over."
    ),
}
UNKNOWN = gettext_lazy("It could not be taken in, and the reason was not kept. Send it again.")


def sentence(problem: Mapping[str, Any] | None) -> str:
    """The reason in words: what was expected, what came, what to do; "" for none.

    problem: {"code", "params", "path"} as the store keeps it. A code that this release does not
    know, or values that do not fit its text, give a plain sentence and never an error.
    """
    if not problem:
        return ""
    code = str(problem.get("code", ""))
    if code in CONFLICTS:
        return str(CONFLICTS[code])
    template = TEXTS.get(code)
    if template is None:
        return str(UNKNOWN)
    params = problem.get("params")
    try:
        return _(template) % _shown(params if isinstance(params, Mapping) else {})
    except (KeyError, TypeError, ValueError):
        return str(UNKNOWN)


def _shown(params: Mapping[str, Any]) -> dict[str, Any]:
    """The values with counts and places in the reader's digits; texts stay as they came."""
    language = (get_language() or "en").split("-")[0]
    return {
        name: formats.digits(value, language) if isinstance(value, int) else value
        for name, value in params.items()
    }


def place(problem: Mapping[str, Any] | None) -> str:
    """The property that the problem is about, as a path; "" for the whole."""
    return str((problem or {}).get("path") or "")
