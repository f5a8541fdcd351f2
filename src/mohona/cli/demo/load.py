# SPDX-License-Identifier: Apache-2.0
"""Loading the demo world into the hub, through the same actions as everything else.

1. Is this hub empty, or does it hold the demo already? Anything else is refused.
2. Build the world for the moment of the first load, so that going on after an interruption (or
   loading twice) gives the same objects.
3. Organisations, keys, people, communities.
4. Bundle after bundle in the order of time; what a source has handed in before is left out.
5. Some partners read in between. At the end the words of all records are indexed.
"""

import contextlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import orjson
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from mohona.cli import output
from mohona.cli.demo import enrol, library, polls
from mohona.cli.demo import world as worlds
from mohona.cli.demo.model import Bundle, World
from mohona.cli.demo.parties import ORGANISATIONS
from mohona.hub.accounts import rules
from mohona.hub.accounts.models import Key, Organisation, Person
from mohona.hub.common import clock
from mohona.hub.common.errors import SentenceError
from mohona.hub.intel import actions as intel
from mohona.hub.intel.models import ObjectVersion, Submission
from mohona.hub.sharing import actions as sharing

# Bundles of small sources come in by the page, in the name of one of their people.
_BY_PAGE = frozenset(
    {"hijal-bank", "krishnachura-hospital", "shiuli-hospital", "ministry", "bay-port",
     "cyber-police", "kolmi-water"}
)  # fmt: skip


@dataclass(slots=True)
class Tally:
    """What one load has done; all zero when everything was there."""

    bundles: int = 0
    stored: int = 0
    unchanged: int = 0
    conflicts: int = 0
    quarantined: int = 0
    delivered: int = 0

    def add(self, submission: Submission) -> None:
        """Count one bundle."""
        self.bundles += 1
        self.stored += submission.stored
        self.unchanged += submission.unchanged
        self.conflicts += submission.conflicts
        self.quarantined += submission.quarantined


def load(now: datetime | None = None) -> Tally:
    """Load the demo, or complete it; `now` counts on the first load only.

    A demo that is in already is left as people have changed it. Raises SentenceError when the
    hub has organisations that are not the demo's.
    """
    if not enrol.is_demo() and Organisation.objects.exists():
        raise SentenceError(
            "The demo world is for an empty hub, and this one has organisations already; "
            "give MOHONA_DATA a new folder."
        )
    return load_world(worlds.build(_first_load() or now or datetime.now(UTC)))


def load_world(world: World) -> Tally:
    """Bring in whatever of `world` is not in the hub yet, showing how far it is."""
    tally = Tally()
    complete = _complete()
    if (world.bundles[-1].source, _name(world, len(world.bundles))) in complete:
        return tally
    output.say(
        f"Loading the demo world: {len(world.organisations)} organisations, "
        f"{len(world.people)} people, {len(world.objects()):,} objects. All of it is invented."
    )
    with _bar() as (bar, task):
        bar.update(task, description="organisations and people")
        organisations = enrol.enrol(world)
        bar.update(task, description="intelligence", total=len(world.objects()))
        if not complete:
            with clock.in_the_past(world.bundles[0].at):
                intel.introduce(next(o for o in organisations.values() if o.is_operator))
        for number, bundle in enumerate(world.bundles, start=1):
            if (bundle.source, _name(world, number)) not in complete:
                _take_in(world, number, organisations, tally)
            bar.advance(task, len(bundle.objects))
        bar.update(task, description="words for the search")
        intel.index_words()
    output.say(
        f"The demo world is in: {tally.stored:,} objects stored, {tally.conflicts} in conflict, "
        f"{tally.quarantined} in quarantine, {tally.delivered:,} read by partners."
    )
    return tally


def _first_load() -> datetime | None:
    """The present of the demo that is in this hub: its operator's identity tells it."""
    operator = next(o for o in ORGANISATIONS if o.is_operator)
    stored = ObjectVersion.objects.filter(stix_id=worlds.identity_of(operator.slug)).first()
    if stored is None:
        return None
    created = datetime.fromisoformat(orjson.loads(bytes(stored.body))["created"])
    return created + library.AGE


def _name(world: World, number: int) -> str:
    """The name under which the hub keeps bundle `number` (from 1); no two have the same."""
    return f"{number:03d} {world.bundles[number - 1].title}"


def _complete() -> set[tuple[str, str]]:
    """Source (slug) and name of every bundle that has come in whole."""
    slugs = {rules.digest(organisation.secret): organisation.slug for organisation in ORGANISATIONS}
    sources = {
        key.organisation_id: slugs[bytes(key.digest)]
        for key in Key.objects.filter(name=enrol.KEY_NAME)
        if bytes(key.digest) in slugs
    }
    names = Submission.objects.filter(state=Submission.State.COMPLETE)
    return {
        (sources[source], name)
        for source, name in names.values_list("source_id", "name")
        if source in sources
    }


def _take_in(
    world: World, number: int, organisations: dict[str, Organisation], tally: Tally
) -> None:
    """One bundle, and then those partners that read at this moment."""
    bundle = world.bundles[number - 1]
    source = organisations[bundle.source]
    tally.add(_hand_in(bundle, source, _name(world, number)))
    for reader in polls.due(number, len(world.bundles)):
        sharing.fill_all()
        tally.delivered += polls.read_all(organisations[reader])


def _hand_in(bundle: Bundle, source: Organisation, name: str) -> Submission:
    """A bundle through the intake: by a person on the page, or by a machine with its key."""
    document = {"type": "bundle", "id": f"bundle--{source.id}", "objects": bundle.objects}
    stream = io.BytesIO(orjson.dumps(document))
    person = _person(source) if bundle.source in _BY_PAGE else None
    with clock.in_the_past(bundle.at):
        return intel.take_in(
            stream,
            source=source,
            door="taxii" if person is None else "page",
            by=person,
            key=None if person else source.keys.filter(name=enrol.KEY_NAME).first(),
            name=name,
            keep_outcomes=True,
        )


def _person(source: Organisation) -> Person | None:
    """Somebody of `source` who may hand in."""
    people = source.people.order_by("email")
    return next((person for person in people if person.may("intel:object:submit")), None)


@contextlib.contextmanager
def _bar() -> Iterator[tuple[Progress, TaskID]]:
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    hidden = not output.notes.is_terminal
    with Progress(*columns, console=output.notes, disable=hidden) as bar:
        yield bar, bar.add_task("", total=None)
