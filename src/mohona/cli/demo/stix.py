# SPDX-License-Identifier: Apache-2.0
"""Writing STIX 2.1 objects: identifiers, times, markings and the common properties.

Source: STIX 2.1 (OASIS), sections 2.9 (identifiers), 3.2 (common properties), 7.2 (markings).
"""

import random
import unicodedata
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from mohona.cli.demo.model import Organisation, Stix
from mohona.cti import tlp
from mohona.cti.formats.stix21 import sco_id

# TLP 1 has no AMBER+STRICT; its WHITE is CLEAR today.
_TLP_1 = {
    level: name
    for name in tlp.TLP_1
    for level in [tlp.level_of_marking(name, {})]
    if level is not None
}


def identifier(rng: random.Random, kind: str) -> str:
    """A fresh `kind--UUIDv4` from the world's own randomness."""
    return f"{kind}--{uuid.UUID(int=rng.getrandbits(128), version=4)}"


def timestamp(moment: datetime) -> str:
    """`moment` (UTC) as STIX writes it, with milliseconds."""
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"


def nfc(text: str) -> str:
    """`text` in Unicode normalisation form C, which Bangla text must have."""
    return unicodedata.normalize("NFC", text)


@dataclass(slots=True)
class Desk:
    """One source writing one bundle: gives every object its author, times and markings.

    `tlp` is one of the TLP 2.0 words or "" for no marking; `tlp1` writes TLP 1 identifiers where
    one exists (there is none for AMBER+STRICT).
    """

    rng: random.Random
    organisation: Organisation
    identity: str
    at: datetime
    tlp: str = ""
    sectors: tuple[str, ...] = ()
    tlp1: bool = False
    objects: list[Stix] = field(default_factory=list)
    clock: datetime = field(init=False)

    def markings(self, level: str | None = None) -> list[str]:
        """The marking references for `level` (the desk's own when None)."""
        word = self.tlp if level is None else level
        if not word:
            return []
        return [_TLP_1[word] if self.tlp1 and word in _TLP_1 else tlp.MARKING_OF[word]]

    def __post_init__(self) -> None:
        self.clock = self.at - timedelta(seconds=self.rng.randrange(1800, 5400))

    def moment(self) -> datetime:
        """When the next object was written: one after the other, before the bundle went out."""
        self.clock += timedelta(milliseconds=self.rng.randrange(1500, 9000))
        return self.clock

    def write(self, kind: str, *, level: str | None = None, **properties: Any) -> Stix:
        """A domain or relationship object with the common properties; kept in `objects`."""
        written = timestamp(self.moment())
        value: Stix = {
            "type": kind,
            "spec_version": "2.1",
            "id": identifier(self.rng, kind),
            "created_by_ref": self.identity,
            "created": written,
            "modified": written,
        }
        value.update({key: item for key, item in properties.items() if item is not None})
        self._mark(value, level)
        if self.sectors and kind != "language-content":
            value["labels"] = [*value.get("labels", []), *(f"sector:{s}" for s in self.sectors)]
        self.objects.append(value)
        return value

    def observe(self, kind: str, **properties: Any) -> Stix:
        """An observable whose identifier follows from its content (section 2.9), or is random
        where nothing of it counts (processes); kept in `objects`."""
        value: Stix = {"type": kind, "spec_version": "2.1", "id": "", **properties}
        value["id"] = sco_id(value, seed=str(self.rng.getrandbits(128)))
        self._mark(value, None)
        self.objects.append(value)
        return value

    def relate(self, source: str, verb: str, target: str, **properties: Any) -> Stix:
        """A relationship `source` –`verb`→ `target`."""
        return self.write(
            "relationship",
            relationship_type=verb,
            source_ref=source,
            target_ref=target,
            **properties,
        )

    def translate(self, value: Stix, **texts: str) -> Stix:
        """A language-content object that gives `value` its Bangla texts (section 7.1)."""
        return self.write(
            "language-content",
            object_ref=value["id"],
            object_modified=value["modified"],
            contents={"bn": {key: nfc(text) for key, text in texts.items()}},
        )

    def _mark(self, value: Stix, level: str | None) -> None:
        references = self.markings(level)
        if references:
            value["object_marking_refs"] = references
