# SPDX-License-Identifier: Apache-2.0
"""The national CIRT's daily digest: one report that lists things of many sources and levels.

Every reader of it gets the items that it may have, so two partners see different lists.
"""

from datetime import datetime

from mohona.cli.demo.model import Bundle
from mohona.cli.demo.reports import bangla_number
from mohona.cli.demo.scene import Find, Scene
from mohona.cli.demo.stix import nfc, timestamp

_ENGLISH = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_BANGLA = (
    "জানুয়ারি", "ফেব্রুয়ারি", "মার্চ", "এপ্রিল", "মে", "জুন",
    "জুলাই", "আগস্ট", "সেপ্টেম্বর", "অক্টোবর", "নভেম্বর", "ডিসেম্বর",
)  # fmt: skip


def _spread(scene: Scene, finds: list[Find], each: int) -> list[Find]:
    """Up to `each` finds for every pair of source and level, newest first."""
    groups: dict[tuple[str, str], list[Find]] = {}
    for find in reversed(finds):
        groups.setdefault((find.source, find.tlp), []).append(find)
    return [find for group in groups.values() for find in group[:each]]


def hand_in(scene: Scene, at: datetime) -> Bundle | None:
    """The digest of the day before `at`, or None when nothing has been found yet."""
    finds = [find for find in scene.finds if find.at < at][-260:]
    if not finds:
        return None
    desk = scene.desk("cirt", at, "green" if scene.rng.random() < 0.7 else "clear")
    listed = _spread(scene, finds, 2)
    cores = [
        scene.cores[name].campaign["id"] for name in sorted({f.story for f in listed if f.story})
    ]
    title_bn = nfc(f"জাতীয় দৈনিক সারসংক্ষেপ, {bangla_number(at.day)} {_BANGLA[at.month - 1]}")
    text = (
        "What came in since yesterday, from all sources. Each reader gets the entries that were "
        "released to it; the list may therefore be shorter than a colleague's."
    )
    text_bn = nfc(
        "গতকাল থেকে সব উৎস মিলিয়ে যা এসেছে। প্রত্যেক পাঠক কেবল নিজের জন্য ছাড় করা তথ্যগুলো পান; "
        "তাই তালিকাটি সহকর্মীর তালিকার চেয়ে ছোট হতে পারে।"
    )
    bangla_first = at.toordinal() % 3 == 0
    report = desk.write(
        "report",
        name=title_bn
        if bangla_first
        else f"National daily digest, {at.day} {_ENGLISH[at.month - 1]}",
        description=text_bn if bangla_first else text,
        lang="bn" if bangla_first else "en",
        report_types=["threat-report"],
        published=timestamp(at),
        object_refs=list(dict.fromkeys([*cores, *(find.value["id"] for find in listed)])),
    )
    if not bangla_first:
        desk.translate(report, name=title_bn, description=text_bn)
    return Bundle("cirt", at, f"Daily digest {at:%Y-%m-%d}", tuple(desk.objects))
