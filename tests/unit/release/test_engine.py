# SPDX-License-Identifier: Apache-2.0
"""The engine and its policies: readable, each both ways, and one by one as all at once."""

import dataclasses
import itertools

import cedarpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mohona.cti import tlp
from mohona.release import engine
from mohona.release.engine import Engine, Party, Verdict
from mohona.release.handling import (
    MISSING_END,
    NO_MARKING,
    REASONS,
    WITHDRAWN,
    Handling,
    HandlingClass,
)

LEVELS = tlp.LEVELS
IDS = ("1", "2", "3", "4")


def party(identity: str, *communities: tuple[str, str], **more: object) -> Party:
    return Party(identity, communities=frozenset(communities), **more)


def handling(level: str, **more: object) -> Handling:
    fields = {"source": "1", "tlp": level, "kind": "malware", "givers": frozenset({"1"})}
    return Handling(**{**fields, **more})


def decide(parties: list[Party], recipient: str, asked: Handling) -> Verdict:
    return Engine(parties).decide(recipient, [asked])[0]


def test_policies_are_valid_for_the_schema() -> None:
    result = cedarpy.validate_policies(engine.baseline(), engine.schema())
    assert result.validation_passed, [str(e) for e in result.errors]


def test_every_policy_says_in_both_languages_what_it_does() -> None:
    found = engine.policies(engine.baseline())
    assert len({p.id for p in found}) == len(found)
    for policy in found:
        assert policy.effect in ("permit", "forbid")
        assert policy.en.endswith(".")
        assert policy.bn.endswith("।")
        assert "@" not in policy.cedar
        assert policy.effect in policy.cedar


def test_a_text_that_is_no_policy_is_refused_with_a_sentence() -> None:
    with pytest.raises(engine.PolicyError, match="Expected Cedar policies"):
        engine.policies("permit everything")


def test_clear_goes_to_every_active_organisation() -> None:
    parties = [party("1"), party("2"), party("3", active=False)]
    assert decide(parties, "2", handling("clear")) == Verdict(True, ("tlp-clear",))
    assert decide(parties, "3", handling("clear")) == Verdict(False, ("inactive-organisation",))
    assert decide(parties, "unknown", handling("clear")) == Verdict(False, ())


@pytest.mark.parametrize(("level", "ceiling"), list(itertools.product(LEVELS[1:], LEVELS)))
def test_a_shared_community_carries_up_to_its_ceiling(level: str, ceiling: str) -> None:
    parties = [party("1", ("c", ceiling)), party("2", ("c", ceiling)), party("3", ("d", "red"))]
    name = f"tlp-{level.replace('+', '-')}-in-community"
    expected = tlp.rank(ceiling) >= tlp.rank(level)
    verdict = decide(parties, "2", handling(level))
    assert verdict == Verdict(expected, (name,) if expected else ())
    assert not decide(parties, "3", handling(level)).permit


@pytest.mark.parametrize("level", LEVELS)
def test_sectors_count_from_amber_on(level: str) -> None:
    home = ("c", "red")
    parties = [
        party("1", home),
        party("2", home, sectors=frozenset({"banking"})),
        party("3", home, sectors=frozenset({"energy"})),
        party("4", home, coordinates=True),
    ]
    asked = handling(level, sectors=frozenset({"banking", "health"}))
    narrow = tlp.rank(level) >= tlp.rank("amber")
    assert decide(parties, "2", asked).permit
    assert decide(parties, "3", asked).permit is not narrow
    assert decide(parties, "4", asked).permit
    assert decide(parties, "3", handling(level)).permit


def test_a_giver_reads_back_what_it_gave_whatever_the_level() -> None:
    parties = [party("1"), party("2")]
    asked = handling("red", givers=frozenset({"2"}))
    assert decide(parties, "2", asked) == Verdict(True, ("source-reads-back",))
    # The first source no longer gives it: it has no right of its own.
    assert not decide(parties, "1", asked).permit


@pytest.mark.parametrize("reason", REASONS)
def test_any_reason_leaves_it_with_its_givers(reason: str) -> None:
    parties = [party("1", ("c", "red")), party("2", ("c", "red"))]
    asked = handling("clear", reasons=frozenset({reason}))
    denied = decide(parties, "2", asked)
    assert not denied.permit
    assert "narrow-when-unreadable" in denied.policies
    assert decide(parties, "1", asked).permit is (reason != WITHDRAWN)


def test_nobody_may_have_what_hangs_on_nothing() -> None:
    parties = [party("1", ("c", "red")), party("2", ("c", "red"))]
    assert not any(v.permit for v in Engine(parties).decide("2", [MISSING_END]))


def test_a_source_that_left_the_hub_shares_no_community() -> None:
    parties = [party("2", ("c", "red"))]
    assert not decide(parties, "2", handling("green")).permit
    assert decide(parties, "2", handling("clear")).permit


_parties = st.lists(
    st.builds(
        Party,
        id=st.sampled_from(IDS),
        active=st.sampled_from([True, True, False]),
        coordinates=st.booleans(),
        sectors=st.frozensets(st.sampled_from(["banking", "energy"])),
        communities=st.frozensets(
            st.tuples(st.sampled_from("cd"), st.sampled_from(LEVELS)), max_size=2
        ),
    ),
    unique_by=lambda p: p.id,
)
_handlings = st.builds(
    Handling,
    source=st.sampled_from(("", *IDS)),
    tlp=st.sampled_from(LEVELS),
    kind=st.sampled_from(["malware", "other"]),
    givers=st.frozensets(st.sampled_from(IDS)),
    sectors=st.frozensets(st.sampled_from(["banking", "energy", "health"])),
    pap=st.sampled_from(["", "red"]),
    reasons=st.frozensets(st.sampled_from(REASONS), max_size=1),
)


@settings(max_examples=150, deadline=None)
@given(parties=_parties, asked=st.lists(_handlings, max_size=6))
def test_all_at_once_is_one_by_one(parties: list[Party], asked: list[Handling]) -> None:
    one = Engine(parties)
    together = one.decide_all(asked, IDS)
    assert set(together) == set(IDS)
    for recipient in IDS:
        assert together[recipient] == one.decide(recipient, asked)
    again = Engine(list(reversed(parties))).decide_all(list(reversed(asked)), IDS)
    assert {r: list(reversed(v)) for r, v in again.items()} == together


def test_what_a_policy_looks_at_is_told_apart() -> None:
    kinds = [
        handling("clear", kind=kind, pap=pap) for kind in ("malware", "tool") for pap in ("", "red")
    ]
    permits = [v.permit for v in Engine([party("2")]).decide("2", kinds)]
    assert permits == [True] * 4
    for condition, expected in (
        ('resource.kind == "tool"', [True, True, False, False]),
        ('resource.pap == "red"', [True, False, True, False]),
        ('resource has pap && resource["kind"] like "t*"', [True, True, False, False]),
    ):
        text = (
            f'{engine.baseline()}\n@id("more") @en("No.") @bn("না।") '
            f"forbid (principal, action, resource is Handling) when {{ {condition} }};"
        )
        verdicts = Engine([party("2")], text).decide("2", kinds)
        assert [v.permit for v in verdicts] == expected


@settings(max_examples=150, deadline=None)
@given(parties=_parties, asked=_handlings, extra=st.frozensets(_handlings, max_size=2))
def test_bounds_never_widen(
    parties: list[Party], asked: Handling, extra: frozenset[Handling]
) -> None:
    one = Engine(parties)
    wide = HandlingClass(asked)
    narrow = wide.joined(HandlingClass(h) for h in extra)
    for recipient in IDS:
        verdicts = {h: one.decide(recipient, [h])[0] for h in {asked, *extra}}
        if engine.permits(verdicts, narrow, recipient):
            assert engine.permits(verdicts, wide, recipient)


@settings(max_examples=150, deadline=None)
@given(parties=_parties, asked=_handlings, reason=st.sampled_from([*REASONS, NO_MARKING]))
def test_stricter_is_never_wider(parties: list[Party], asked: Handling, reason: str) -> None:
    narrow = [
        dataclasses.replace(asked, reasons=asked.reasons | {reason}),
        dataclasses.replace(asked, givers=frozenset()),
    ]
    one = Engine(parties)
    fewer = Engine([dataclasses.replace(p, communities=frozenset()) for p in parties])
    strict = Engine(parties, engine.baseline() + "\nforbid (principal, action, resource);")
    for recipient in IDS:
        if one.decide(recipient, [asked])[0].permit:
            continue
        assert not any(v.permit for v in one.decide(recipient, narrow))
        assert not fewer.decide(recipient, [asked])[0].permit
    for recipient in IDS:
        assert not strict.decide(recipient, [asked])[0].permit


@settings(max_examples=150, deadline=None)
@given(parties=_parties, asked=_handlings)
def test_a_stricter_level_reaches_nobody_else(parties: list[Party], asked: Handling) -> None:
    """Without sectors: these count from AMBER on only, and then narrow too."""
    one = Engine(parties)
    levels = [dataclasses.replace(asked, tlp=level) for level in LEVELS]
    for recipient in IDS:
        permits = [v.permit for v in one.decide(recipient, levels)]
        assert permits == sorted(permits, reverse=True)
