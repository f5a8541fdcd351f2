# SPDX-License-Identifier: Apache-2.0
"""The releasable records of the rooms above: which tables hold them, and how to name one.

A room registers its table in `AppConfig.ready`; this room reads only the two columns that
release needs and never imports upward.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Records:
    """A table of releasable records with its columns of position and class id."""

    name: str
    table: str
    position: str = "position"
    class_id: str = "class_id"


_rooms: dict[str, Records] = {}


def register(records: Records) -> None:
    """Make a room's records known; again the same is harmless."""
    _rooms[records.name] = records


def all_records() -> list[Records]:
    """Every registered kind of record."""
    return list(_rooms.values())
