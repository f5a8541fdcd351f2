# SPDX-License-Identifier: Apache-2.0
"""Sound objects that are out of the ordinary: dangling references, unknown markings, conflicts,
repeats, a statement marking, and objects of a type that no specification names."""

from mohona.cli.demo.finding import add_indicator
from mohona.cli.demo.model import Stix
from mohona.cli.demo.scene import Scene
from mohona.cli.demo.stix import Desk, identifier, timestamp
from mohona.cli.demo.stories import STORIES, Story


def _open(scene: Scene, source: str) -> Story:
    """A story that is open and that `source` knows of."""
    for story in STORIES:
        if story.name in scene.cores and source in (story.lead, *story.others):
            return story
    return next(story for story in STORIES if story.name in scene.cores)


def dangling(scene: Scene, desk: Desk) -> dict[str, str]:
    """References to objects that nobody has handed in, by identifier with the reason."""
    rng = scene.rng
    malware = identifier(rng, "malware")
    kept = identifier(rng, "indicator")
    missing = [identifier(rng, "indicator"), identifier(rng, "campaign")]
    marking = identifier(rng, "marking-definition")
    story = _open(scene, desk.organisation.slug)
    found = add_indicator(scene, desk, story)
    desk.relate(found["id"], "indicates", malware)
    desk.write("sighting", sighting_of_ref=kept, count=2, where_sighted_refs=[desk.identity])
    desk.write(
        "report",
        name="Part two of a series whose first part stayed at home",
        description="Lists two objects that were never handed to this hub.",
        published=timestamp(desk.at),
        object_refs=[found["id"], *missing],
    )
    odd = add_indicator(scene, desk, story)
    odd["object_marking_refs"] = [marking]
    return {
        malware: "malware that its finder keeps to itself",
        kept: "an indicator sighted here but never handed in",
        missing[0]: "an indicator that a report lists but nobody handed in",
        missing[1]: "a campaign that a report lists but nobody handed in",
        marking: "a marking that nobody has defined",
    }


def conflicts(scene: Scene, desk: Desk) -> dict[str, str]:
    """Objects sent again as the same version with other content, by identifier."""
    own = [find.value for find in scene.finds if find.source == desk.organisation.slug]
    foreign = next(f.value for f in scene.finds if f.tlp == "green" and f.source == "cert-east")
    newer = {**foreign, "modified": timestamp(desk.at), "confidence": 20}
    desk.objects.append(newer)
    result = {newer["id"]: "a newer version from somebody else than its source"}
    for value in own[:2]:
        changed = {**value, "description": "Rewritten without a new time of change."}
        desk.objects.append(changed)
        result[changed["id"]] = "the same version with another description"
    return result


def forward(scene: Scene, desk: Desk) -> None:
    """Records of others sent on unchanged: the hub then knows two that gave them."""
    for find in scene.finds:
        if find.source != "cert-east" or find.tlp != "clear" or len(desk.objects) == 4:
            continue
        if find.value["id"] not in scene.revised:
            desk.objects.append(find.value)


def statement(scene: Scene, desk: Desk) -> None:
    """A statement marking with the indicators that carry it beside their TLP."""
    made: Stix = {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": identifier(scene.rng, "marking-definition"),
        "created_by_ref": desk.identity,
        "created": timestamp(desk.moment()),
        "definition_type": "statement",
        "definition": {"statement": "For network defence only. Provided without warranty."},
        "object_marking_refs": desk.markings(),
    }
    desk.objects.append(made)
    for _ in range(5):
        value = add_indicator(scene, desk, _open(scene, desk.organisation.slug))
        value["object_marking_refs"] = [*desk.markings(), made["id"]]


def custom(desk: Desk) -> None:
    """Objects of the national CIRT's own type: other software must carry them unharmed."""
    for shift, text in (
        ("night", "Quiet. One call from a bank about a sender that was already listed."),
        ("morning", "Digest sent. Two members asked for the addresses as a plain list."),
    ):
        desk.write("x-cirt-shift-log", shift=shift, summary=text, calls={"taken": 3, "open": 1})
