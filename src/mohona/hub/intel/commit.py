# SPDX-License-Identifier: Apache-2.0
"""Steps 4 and 6 to 8 of the intake: one chunk of prepared objects, in one short transaction.

The rules of design/release (steps 2 and 3) are applied here: a relationship or sighting is
never wider than its ends; a newer version makes older ones as strict. Everything runs under
the clock lock, so that what is looked up cannot change before the commit.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

import orjson
from django.db import transaction
from django.utils import timezone

from mohona.cti import tlp
from mohona.cti.problems import Problem
from mohona.hub.common import clock
from mohona.hub.intel import store
from mohona.hub.intel.models import Conflict, Marking, Quarantine
from mohona.hub.intel.prepare import END, MARKING, Prepared, Preparer, shown
from mohona.hub.intel.store import Standing
from mohona.hub.sharing import actions as sharing
from mohona.hub.sharing import classes, grants
from mohona.release.handling import MISSING_END, TAKEN_BACK, WITHDRAWN, HandlingClass

STORED, UNCHANGED, CONFLICT, QUARANTINED = "stored", "unchanged", "conflict", "quarantined"
MISSING = HandlingClass(MISSING_END)
# The version of what has none of its own, until it gets its position; no time stands for it.
UNPLACED = -(2**63)


@dataclass(slots=True)
class Outcome:
    """What became of one object of a submission."""

    index: int
    stix_id: str
    version: int | None
    outcome: str
    problem: dict[str, Any] | None = None

    def as_data(self) -> list[Any]:
        return [self.stix_id, self.version, self.outcome, self.problem]


@dataclass(slots=True)
class _New:
    """A version that comes in with this chunk."""

    prepared: Prepared
    standing: Standing
    wanted: HandlingClass


@dataclass(slots=True)
class _Chunk:
    """The work of one commit: what stands, what is new, what moves."""

    source: UUID
    submission: int
    # Every version of the objects of the chunk, and later of all that it touches.
    standing: dict[str, list[Standing]]
    # The classes standing versions have, by id; and those new ones come with, by their number.
    known: dict[int, HandlingClass]
    classes: Sequence[HandlingClass]
    new: list[_New] = field(default_factory=list)
    # Standing versions whose own handling changes, by position.
    changed: dict[int, HandlingClass] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    quarantine: list[Quarantine] = field(default_factory=list)
    superseded: list[int] = field(default_factory=list)
    # Classes of other sources' versions that the sender may have.
    granted: set[int] = field(default_factory=set)
    # Marking definitions that this source gives for the first time.
    defined: list[str] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)

    def load(self, stix_ids: Iterable[str]) -> None:
        """Bring in every version, and its class, of objects not looked at yet."""
        more = store.standing(set(stix_ids) - self.standing.keys())
        self.standing.update(more)
        self.learn(more)

    def see(self) -> None:
        """Learn which of the standing classes the sender may have."""
        foreign = {
            s.class_id
            for versions in self.standing.values()
            for s in versions
            if s.source != self.source
        }
        if foreign:
            self.granted = {number for _, number in grants.active([self.source], list(foreign))}

    def learn(self, more: dict[str, list[Standing]]) -> None:
        ids = {s.class_id for versions in more.values() for s in versions} - self.known.keys()
        self.known.update(classes.load(ids))


@transaction.atomic
def chunk(
    batch: Sequence[Prepared], *, source: UUID, submission: int, preparer: Preparer
) -> list[Outcome]:
    """Take one chunk in; returns what became of each object, in order."""
    # 7. One short transaction: take the clock.
    tick = clock.lock()
    work = _Chunk(source, submission, {}, {}, preparer.classes)
    work.load({p.stix_id for p in batch if p.problem is None})
    # 4. Recognise repeats and conflicts.
    work.see()
    for prepared in batch:
        if prepared.problem is None:
            work.outcomes.append(_recognise(prepared, work))
        else:
            work.outcomes.append(_set_aside(prepared, work))
    _keep_markings(batch, work)
    # 6. Work out the class of what is new and of what it touches.
    moving, ends, awaited = _wanted(work, preparer)
    numbers = sharing.intern(_distinct(work.new) | set(moving.values()), tick=tick)
    # 8. Allocate positions, insert, move.
    _place(work, numbers)
    _insert(work, ends, awaited)
    _move(moving, numbers)
    Conflict.objects.bulk_create(work.conflicts, ignore_conflicts=True)
    Quarantine.objects.bulk_create(work.quarantine, ignore_conflicts=True)
    return work.outcomes


def withdraw(stix_id: str, *, source: UUID, version: int | None = None) -> int:
    """Take back what `source` gave of an object; returns how many versions it concerned.

    Inside a transaction. Rows stay, in a class that nobody may have; giving the same again
    brings them back. A version that others gave too stays with them.
    """
    tick = clock.lock()
    work = _Chunk(source, 0, {}, {}, ())
    work.load([stix_id])
    for standing in work.standing.get(stix_id, []):
        own = work.known[standing.class_id].own
        if str(source) not in own.givers or WITHDRAWN in own.reasons:
            continue
        if version is not None and standing.version != version:
            continue
        left = own.givers - {str(source)}
        if left and str(source) == own.source:
            # Those who share with its source have it no longer; the other givers keep it.
            own = replace(own, givers=left, reasons=own.reasons | {TAKEN_BACK})
        elif left:
            own = replace(own, givers=left)
        else:
            own = replace(own, reasons=own.reasons | {WITHDRAWN})
        work.changed[standing.position] = HandlingClass(own)
    moving, _ends, _awaited = _wanted(work, None)
    _move(moving, sharing.intern(set(moving.values()), tick=tick))
    return len(work.changed)


def _recognise(prepared: Prepared, work: _Chunk) -> Outcome:
    """New, the same again, or in conflict with what stands (design: store, step 4)."""
    lineage = work.standing.get(prepared.stix_id, [])
    if prepared.version is None:
        # Without a version of its own (an observable), each source's copy stands by itself.
        own = [s for s in lineage if s.source == work.source]
        same = next((s for s in own if s.digest == prepared.digest), None)
        latest = [s for s in own if s.latest]
        if same is None and latest and _same(prepared, latest[-1], work):
            same = latest[-1]
        if same is not None:
            return _given_again(prepared, same, work)
        return _add(prepared, latest, work)
    # What the sender may not have does not exist for it: else sending a guess, and reading it
    # back, would be a way to ask what the hub has.
    own = [s for s in lineage if s.source == work.source]
    seen = own or [s for s in lineage if s.class_id in work.granted]
    same = next((s for s in seen if s.version == prepared.version), None)
    if same is not None and _same(prepared, same, work):
        return _given_again(prepared, same, work)
    if same is not None:
        return _conflict(prepared, Conflict.Why.CONTENT, work)
    if seen and not own:
        return _conflict(prepared, Conflict.Why.SOURCE, work)
    return _add(prepared, own, work)


def _same(prepared: Prepared, other: Standing, work: _Chunk) -> bool:
    """Whether both say the same, as JSON values."""
    if prepared.digest == other.digest:
        return True
    raw = next((n.prepared.raw for n in work.new if n.standing is other), None)
    if raw is None:
        raw = store.body(other.position)
    return bool(orjson.loads(raw) == orjson.loads(prepared.raw))


def _add(prepared: Prepared, lineage: list[Standing], work: _Chunk) -> Outcome:
    version = prepared.version if prepared.version is not None else UNPLACED
    latest = not lineage or version == UNPLACED or all(version >= s.version for s in lineage)
    standing = Standing(
        prepared.stix_id, version, work.source, 0, 0, latest, prepared.digest, prepared.type
    )
    if latest:
        for old in lineage:
            if old.latest:
                old.latest = False
                if old.position:
                    work.superseded.append(old.position)
    work.standing.setdefault(prepared.stix_id, []).append(standing)
    work.new.append(_New(prepared, standing, work.classes[prepared.own]))
    return _outcome(prepared, STORED)


def _given_again(prepared: Prepared, same: Standing, work: _Chunk) -> Outcome:
    """The very same version: its giver is noted, and what was withdrawn is back."""
    if same.position == 0:
        return _outcome(prepared, UNCHANGED)
    own = work.changed.get(same.position, work.known[same.class_id]).own
    terms = work.classes[prepared.own].own
    sender = str(work.source)
    if WITHDRAWN in own.reasons:
        # It comes back on the terms that hold now.
        back = terms
    elif sender == own.source and TAKEN_BACK in own.reasons:
        back = replace(terms, givers=own.givers | {sender})
    else:
        back = own.given_also_by(sender)
    if back == own:
        return _outcome(prepared, UNCHANGED)
    work.changed[same.position] = HandlingClass(back)
    return _outcome(prepared, STORED)


def _conflict(prepared: Prepared, why: str, work: _Chunk) -> Outcome:
    """Kept and shown, never merged by the hub."""
    work.conflicts.append(
        Conflict(
            submission_id=work.submission,
            source_id=work.source,
            why=why,
            stix_id=prepared.stix_id,
            version=prepared.version or 0,
            body=prepared.raw,
            digest=prepared.digest,
        )
    )
    problem = {"code": f"conflict-{why}", "params": {}, "path": ""}
    return _outcome(prepared, CONFLICT, problem)


def _outcome(prepared: Prepared, outcome: str, problem: dict[str, Any] | None = None) -> Outcome:
    return Outcome(prepared.index, prepared.stix_id, prepared.version, outcome, problem)


def _set_aside(prepared: Prepared, work: _Chunk) -> Outcome:
    """Into quarantine with its reason and its bytes; the same bytes once."""
    assert prepared.problem is not None
    problem = problem_data(prepared.problem)
    work.quarantine.append(
        Quarantine(
            submission_id=work.submission,
            source_id=work.source,
            index=prepared.index,
            stix_id=prepared.stix_id,
            type=prepared.type,
            problem=problem,
            body=prepared.raw,
            digest=prepared.digest,
        )
    )
    return _outcome(prepared, QUARANTINED, problem)


def problem_data(problem: Problem) -> dict[str, Any]:
    """A problem as it is kept: what came may hold characters that a database refuses."""
    params = {n: shown(v) if isinstance(v, str) else v for n, v in problem.params.items()}
    return {"code": problem.code, "params": params, "path": shown(problem.path)}


def _keep_markings(batch: Sequence[Prepared], work: _Chunk) -> None:
    """Each source's own definitions, the first of each, whoever else gave the same."""
    given = {
        p.stix_id: p.definition for p in batch if p.problem is None and p.definition is not None
    }
    if not given:
        return
    mine = Marking.objects.filter(source_id=work.source, stix_id__in=list(given))
    known = set(mine.values_list("stix_id", flat=True))
    work.defined = [stix_id for stix_id in given if stix_id not in known]
    Marking.objects.bulk_create(
        Marking(source_id=work.source, stix_id=stix_id, definition=given[stix_id])
        for stix_id in work.defined
    )


def _distinct(new: Sequence[_New]) -> set[HandlingClass]:
    return set({id(n.wanted): n.wanted for n in new}.values())


def _wanted(
    work: _Chunk, preparer: Preparer | None
) -> tuple[dict[tuple[int, int], HandlingClass], set[str], bool]:
    """Settle the wanted class of everything new; returns that of standing records that move,
    by (position, present class id), the identifiers known as ends, and whether standing records
    waited for any of this chunk."""
    _reread_remarked(work, preparer)
    fresh = {id(n.standing): n for n in work.new}
    changed_ids = {
        stix_id
        for stix_id, versions in (work.standing.items() if work.changed else ())
        if any(s.position in work.changed for s in versions)
    }
    grown = {i for i in _ids(work.new) if len(work.standing[i]) > 1}
    first = set(_ids(work.new)) - grown
    awaited = set(store.hanging_on(first, only_open=True)) if first else set()
    hanging = _hanging(awaited, grown | changed_ids)
    lineages = grown | changed_ids | hanging
    work.load(hanging)
    touched = {s.position: s for i in lineages for s in work.standing[i] if s.position}
    wanted = {
        position: work.changed.get(position) or HandlingClass(work.known[s.class_id].own)
        for position, s in touched.items()
    }
    ends = store.ends(touched) if touched else {}
    names = {t for n in work.new for role, t in n.prepared.references if role == END}
    names |= {t for targets in ends.values() for t in targets}
    current = _Current(work, fresh, wanted, names)
    # Step 2 of the decision: never wider than the ends (which have no ends in turn).
    for new in work.new:
        targets = [t for role, t in new.prepared.references if role == END]
        if targets:
            new.wanted = new.wanted.joined(current.of(targets, work.source))
    for position, targets in ends.items():
        wanted[position] = wanted[position].joined(current.of(targets, touched[position].source))
    # Step 3: older versions are as strict as all newer ones.
    for stix_id in lineages:
        _never_widen(work.standing[stix_id], fresh, wanted)
    moving = {
        (position, touched[position].class_id): record
        for position, record in wanted.items()
        if record != work.known[touched[position].class_id]
    }
    return moving, current.known_ids, bool(awaited)


def _ids(new: Sequence[_New]) -> list[str]:
    return [n.standing.stix_id for n in new]


def _hanging(awaited: set[int], changed: set[str]) -> set[str]:
    """Relationships and sightings whose ends come with this chunk, or change with it."""
    positions = awaited | set(store.hanging_on(changed)) if changed else awaited
    return set(store.standing_at(positions))


def _reread_remarked(work: _Chunk, preparer: Preparer | None) -> None:
    """Standing records of this source whose unknown marking this chunk defines."""
    if not work.defined or preparer is None:
        return
    waiting = store.waiting_for_marking(work.defined, work.source)
    found = store.standing_at(waiting)
    work.load(found)
    for versions in found.values():
        for version in versions:
            own = work.known[version.class_id].own
            if own.source == str(work.source) and not own.reasons & {WITHDRAWN, TAKEN_BACK}:
                again = preparer.read(orjson.loads(store.body(version.position)))
                work.changed[version.position] = HandlingClass(replace(again, givers=own.givers))
    store.settle(work.defined, MARKING, positions=waiting)


def _never_widen(
    versions: Sequence[Standing], fresh: dict[int, _New], wanted: dict[int, HandlingClass]
) -> None:
    for source in {v.source for v in versions}:
        ordered = [v for v in versions if v.source == source]
        # What has no version of its own yet is the newest, the last of several.
        ordered.reverse()
        ordered.sort(key=lambda v: (v.version == UNPLACED, v.version), reverse=True)
        newer: list[HandlingClass] = []
        for version in ordered:
            new = fresh.get(id(version))
            present = new.wanted if new is not None else wanted[version.position]
            strict = present.joined(newer)
            newer.append(present)
            if new is not None:
                new.wanted = strict
            else:
                wanted[version.position] = strict


class _Current:
    """The class of each end: its latest version from the same source, else the widest copy."""

    def __init__(
        self,
        work: _Chunk,
        fresh: dict[int, _New],
        wanted: dict[int, HandlingClass],
        names: set[str],
    ) -> None:
        others = store.standing(names - work.standing.keys())
        work.learn(others)
        self._standing = {**others, **work.standing}
        self._fresh = fresh
        self._wanted = wanted
        self._known = work.known
        self.known_ids = {stix_id for stix_id, versions in self._standing.items() if versions}

    def of(self, names: Iterable[str], source: UUID) -> list[HandlingClass]:
        return [self._one(name, source) for name in names]

    def _one(self, name: str, source: UUID) -> HandlingClass:
        versions = [s for s in self._standing.get(name, []) if s.latest]
        if not versions:
            return MISSING
        own = [s for s in versions if s.source == source]
        return min(map(self._class_of, own or versions), key=_narrowness)

    def _class_of(self, standing: Standing) -> HandlingClass:
        new = self._fresh.get(id(standing))
        if new is not None:
            return new.wanted
        return self._wanted.get(standing.position) or self._known[standing.class_id]


def _narrowness(record: HandlingClass) -> tuple[bool, int]:
    """Whoever may have any copy of an end knows it, so that the widest copy counts.

    Were it the first, somebody could hide other people's relationships by giving an end first.
    """
    return bool(record.own.reasons), tlp.rank(record.own.tlp)


def _place(work: _Chunk, numbers: dict[HandlingClass, int]) -> None:
    positions = clock.allocate(len(work.new))
    by_identity: dict[int, int] = {}
    for index, new in enumerate(work.new):
        standing = new.standing
        number = by_identity.get(id(new.wanted))
        if number is None:
            number = by_identity[id(new.wanted)] = numbers[new.wanted]
        standing.position, standing.class_id = positions[index], number
        if standing.version == UNPLACED:
            standing.version = standing.position


def _insert(work: _Chunk, known: set[str], awaited: bool) -> None:
    references = [
        (
            target,
            n.standing.position,
            role,
            role == MARKING or (role == END and target not in known),
        )
        for n in work.new
        for role, target in n.prepared.references
    ]
    rows = [(n.standing, n.prepared) for n in work.new]
    if work.superseded:
        store.supersede(work.superseded)
    store.add_versions(rows, submission=work.submission)
    store.add_values(rows)
    store.add_references(references)
    if awaited:
        store.settle(_ids(work.new), END)
    store.count(
        timezone.localdate(clock.wall()), dict(Counter(n.standing.class_id for n in work.new))
    )


def _move(moving: dict[tuple[int, int], HandlingClass], numbers: dict[HandlingClass, int]) -> None:
    moves = [(position, old, numbers[wanted]) for (position, old), wanted in moving.items()]
    sharing.move(moves)
    store.move(moves)
