# SPDX-License-Identifier: Apache-2.0
"""Loading the demo into a hub: whole, once, resumable, never on top of real data."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from mohona.cli.demo import enrol, load, polls, welcome
from mohona.cli.demo.model import World
from mohona.hub.accounts import actions as accounts
from mohona.hub.accounts import queries as accounts_queries
from mohona.hub.accounts.models import Key, Organisation, Person
from mohona.hub.common.errors import SentenceError
from mohona.hub.intel import actions as intel
from mohona.hub.intel import reading
from mohona.hub.intel.models import Conflict, ObjectVersion, Quarantine, SearchText, Submission
from mohona.hub.partners.models import Community, Membership
from mohona.hub.sharing.models import Delivery, Grant, HandlingClass
from mohona.hub.sharing.queries import Sight

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

_TABLES: tuple[Any, ...] = (
    Organisation, Person, Key, Community, Membership, Submission, ObjectVersion, Quarantine,
    Conflict, SearchText, HandlingClass, Grant, Delivery,
)  # fmt: skip


def _counts() -> dict[str, int]:
    return {table.__name__: table.objects.count() for table in _TABLES}


# The hub's own identity, which is no part of the world.
HUB = 1


def _positions(name: str) -> set[int]:
    organisation = Organisation.objects.get(name=name)
    return {row.position for row in reading.page(Sight(organisation.id), limit=5000).rows}


@pytest.fixture
def small(demo: World) -> World:
    """The beginning of the demo, with few people, since each password takes its time."""
    return replace(demo, bundles=demo.bundles[:40], people=demo.people[:2])


def test_everything_comes_in_and_partners_have_different_shares(small: World) -> None:
    tally = load.load_world(small)
    assert tally.bundles == len(small.bundles)
    assert tally.stored == len(small.objects()) == ObjectVersion.objects.count() - HUB
    assert (tally.unchanged, tally.conflicts, tally.quarantined) == (0, 0, 0)
    assert SearchText.objects.count() == tally.stored + HUB
    assert Organisation.objects.count() == len(small.organisations)
    assert Membership.objects.filter(state="suspended").count() == 1
    bank, telecom = _positions("Shapla Bank"), _positions("Shalik Telecom")
    assert bank - telecom
    assert telecom - bank
    assert bank & telecom
    assert len(_positions("CERT Lakes")) < len(_positions("National CIRT"))


def test_readers_have_got_what_they_may_have(small: World) -> None:
    tally = load.load_world(small)
    assert tally.delivered == sum(Delivery.objects.values_list("count", flat=True)) > 0
    last = {slug for _, readers in polls.READERS[-1:] for slug in readers}
    for slug in last:
        reader = Organisation.objects.get(name=small.organisation(slug).name)
        got = sum(Delivery.objects.filter(recipient=reader).values_list("count", flat=True))
        assert got >= len(_positions(reader.name))
        assert polls.read_all(reader) == 0
    assert not Delivery.objects.filter(recipient__name="CERT Lakes").exists()


def test_a_second_load_changes_nothing(small: World) -> None:
    load.load_world(small)
    before = _counts()
    assert load.load_world(small) == load.Tally()
    assert _counts() == before


def test_an_interrupted_load_goes_on(small: World, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = intel.take_in

    def failing(*arguments: Any, name: str = "", **options: Any) -> Submission:
        if name.startswith("021"):
            raise RuntimeError("power cut")
        return whole(*arguments, name=name, **options)

    with monkeypatch.context() as patch:
        patch.setattr(intel, "take_in", failing)
        with pytest.raises(RuntimeError, match="power cut"):
            load.load_world(small)
    assert ObjectVersion.objects.count() < len(small.objects())
    tally = load.load_world(small)
    assert tally.bundles == len(small.bundles) - 20
    assert ObjectVersion.objects.count() == len(small.objects()) + HUB
    assert not Conflict.objects.exists()


def test_a_later_load_builds_the_world_of_the_first(
    small: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    load.load_world(small)
    moments = []

    def build(now: Any) -> World:
        moments.append(now)
        return small

    monkeypatch.setattr(load.worlds, "build", build)
    load.load(small.now + timedelta(days=3))
    assert moments == [small.now]


def test_what_people_changed_afterwards_stays(small: World) -> None:
    load.load_world(small)
    bank = Organisation.objects.get(name="Shapla Bank")
    accounts.change_organisation(bank, name="Shapla Bank PLC", by=None)
    before = _counts()
    load.load_world(small)
    assert _counts() == before


def test_a_hub_with_data_of_its_own_is_left_alone() -> None:
    accounts.add_organisation(name="Somebody real", by=None)
    before = _counts()
    with pytest.raises(SentenceError, match="empty hub"):
        load.load()
    assert _counts() == before
    assert not enrol.is_demo()


def test_keys_and_sign_ins_that_are_printed_work(small: World, demo: World) -> None:
    load.load_world(small)
    printed = "\n".join(welcome.lines("http://127.0.0.1:8000"))
    for organisation in demo.organisations:
        key = accounts_queries.key_of(organisation.secret)
        assert key is not None
        assert key.organisation.name == organisation.name
    assert any(organisation.secret in printed for organisation in demo.organisations)
    assert enrol.PASSWORD in printed
    assert Person.objects.get(email="duty@cirt.example").check_password(enrol.PASSWORD)
    assert set(welcome.SHOWN) <= {person.email for person in demo.people}
    assert "http://127.0.0.1:8000/taxii2/" in printed
