# SPDX-License-Identifier: Apache-2.0
"""What a change would do, in numbers, before anybody confirms it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mohona.hub.accounts.models import Organisation
from mohona.hub.partners import outlook
from mohona.hub.ui.templatetags.ui import number
from mohona.release.engine import Party


@dataclass(frozen=True, slots=True)
class Line:
    """One recipient of a change."""

    name: str
    gained: int
    lost: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """The sentence, and who gains or loses how many records."""

    sentence: str
    lines: list[Line]

    @property
    def ends(self) -> bool:
        """Whether anybody loses records."""
        return any(line.lost for line in self.lines)


def of(parties_after: Iterable[Party]) -> Forecast:
    """The forecast of a change; recipients that gain or lose only empty classes count as none."""
    balances = [one for one in outlook.of(parties_after) if one.gained or one.lost]
    names = {
        one.id: str(one)
        for one in Organisation.objects.filter(id__in=[b.recipient for b in balances])
    }
    lines = [Line(names.get(b.recipient, "–"), b.gained, b.lost) for b in balances]
    return Forecast(_sentence(lines), lines)


def _sentence(lines: list[Line]) -> str:
    gaining = [line for line in lines if line.gained]
    losing = [line for line in lines if line.lost]
    figures = {
        "gained": number(sum(line.gained for line in gaining)),
        "gaining": number(len(gaining)),
        "lost": number(sum(line.lost for line in losing)),
        "losing": number(len(losing)),
        "gainer": gaining[0].name if gaining else "",
        "loser": losing[0].name if losing else "",
    }
    if not lines:
        return _("No record is released and none is ended by this today.")
    gained, lost = (sum(getattr(line, side) for line in lines) for side in ("gained", "lost"))
    if not losing:
        return _released(len(gaining), gained) % figures
    if not gaining:
        return _ended(len(losing), lost) % figures
    return (
        _(
            "%(gained)s records will be released, and %(lost)s will no longer go to those who "
            "have them now, counted once for each organisation."
        )
        % figures
    )


def _released(recipients: int, records: int) -> str:
    if recipients == 1:
        return ngettext(
            "%(gained)s record will be released to %(gainer)s.",
            "%(gained)s records will be released to %(gainer)s.",
            records,
        )
    return ngettext(
        "%(gained)s record will be released to %(gaining)s organisations, counted once for each.",
        "%(gained)s records will be released to %(gaining)s organisations, counted once for each.",
        records,
    )


def _ended(recipients: int, records: int) -> str:
    if recipients == 1:
        return ngettext(
            "%(lost)s record will no longer go to %(loser)s.",
            "%(lost)s records will no longer go to %(loser)s.",
            records,
        )
    return ngettext(
        "%(lost)s record will no longer go to %(losing)s organisations, counted once for each.",
        "%(lost)s records will no longer go to %(losing)s organisations, counted once for each.",
        records,
    )
