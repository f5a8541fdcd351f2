# SPDX-License-Identifier: Apache-2.0
"""Real bundles of others: they come in without loss and go out as they came.

MOHONA_CORPORA names the folder that holds them; without it these tests are left out.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from mohona.hub.accounts.models import Organisation
from mohona.hub.intel import actions, queries, reading
from mohona.hub.intel.models import Conflict, ObjectVersion, Submission
from mohona.hub.sharing.queries import Sight
from tests.factories import parties

FOLDER = Path(os.environ.get("MOHONA_CORPORA", "/nowhere")) / "stix"
BUNDLES = sorted(FOLDER.glob("*.json")) if FOLDER.is_dir() else []

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.skipif(not BUNDLES, reason="MOHONA_CORPORA names no folder with stix/*.json"),
]


def take_in(file: Path, source: Organisation) -> Submission:
    with file.open("rb") as stream:
        return actions.take_in(stream, source=source, door="test", name=file.name)


def objects_of(file: Path) -> list[dict[str, Any]]:
    return list(json.loads(file.read_bytes())["objects"])


def versions_read(reader: Organisation) -> dict[tuple[str, str | None], list[Any]]:
    """Everything the organisation reads, by identifier and time of modification."""
    found: dict[tuple[str, str | None], list[Any]] = {}
    after, more = 0, True
    while more:
        page = reading.page(
            Sight(reader.id), after=after, filters=reading.Filters(versions=("all",))
        )
        for row in page.rows:
            record = json.loads(row.body)
            found.setdefault((record["id"], record.get("modified")), []).append(record)
            after = row.position
        more = page.more
    return found


@pytest.mark.parametrize("file", BUNDLES, ids=lambda file: file.stem)
def test_a_bundle_comes_in_whole_and_goes_out_as_it_came(file: Path) -> None:
    source, other = parties.organisation(default_tlp="clear"), parties.organisation()
    objects = objects_of(file)
    sent = take_in(file, source)
    assert sent.problem is None
    assert (sent.received, sent.quarantined, sent.conflicts) == (len(objects), 0, 0)
    assert sent.stored == len(objects)
    read = versions_read(source)
    assert sum(map(len, read.values())) == len(objects)
    for record in objects:
        assert read[record["id"], record.get("modified")] == [record]
    again = take_in(file, source)
    assert (again.stored, again.unchanged) == (0, len(objects))
    for (stix_id, modified), records in versions_read(other).items():
        assert records == read[stix_id, modified]


def test_a_later_release_brings_new_versions_and_revocations() -> None:
    files = [file for file in BUNDLES if file.stem.startswith("attack-mobile")]
    if len(files) < 2:
        pytest.skip("the corpora hold no two releases of ATT&CK mobile")
    first, last = ({r["id"]: r for r in objects_of(file)} for file in files)
    # MITRE rewrote the text of its copyright marking without a new version of it.
    rewritten = {
        i
        for i in first.keys() & last.keys()
        if first[i].get("modified") == last[i].get("modified") and first[i] != last[i]
    }
    assert {i.split("--")[0] for i in rewritten} <= {"marking-definition"}
    source = parties.organisation(default_tlp="clear")
    for file, conflicts in zip(files, (0, len(rewritten)), strict=True):
        sent = take_in(file, source)
        assert (sent.quarantined, sent.conflicts) == (0, conflicts)
    kept = Conflict.objects.filter(source=source, why=Conflict.Why.CONTENT)
    assert {c.stix_id for c in kept} == rewritten
    for conflict in kept:
        assert json.loads(bytes(conflict.body)) == last[conflict.stix_id]
    changed = {
        i for i in first.keys() & last.keys() if first[i].get("modified") != last[i].get("modified")
    }
    assert changed
    for stix_id in sorted(changed):
        versions = queries.versions_of(stix_id, Sight(source.id))
        assert [v.record for v in versions] == [last[stix_id], first[stix_id]]
        assert [v.latest for v in versions] == [True, False]
    revoked = {i for i, r in last.items() if r.get("revoked")}
    assert revoked
    shown = ObjectVersion.objects.filter(stix_id__in=revoked, latest=True, revoked=True)
    assert set(shown.values_list("stix_id", flat=True)) == revoked
