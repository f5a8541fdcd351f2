# SPDX-License-Identifier: Apache-2.0
"""STIX objects for tests: valid, small, with identifiers of their own. Pure."""

import io
import json
import time
import uuid
from typing import Any

from mohona.cti import tlp

Record = dict[str, Any]
DAY = "2026-01-{day:02d}T00:00:00.000Z"


def identifier(kind: str) -> str:
    return f"{kind}--{uuid.uuid4()}"


def marked(record: Record, level: str | None) -> Record:
    """The record with the TLP 2.0 marking of `level`; None leaves it without."""
    if level is not None:
        record["object_marking_refs"] = [tlp.MARKING_OF[level]]
    return record


def domain_object(kind: str, *, day: int = 1, level: str | None = "clear", **more: Any) -> Record:
    """An object with a version: `day` of January 2026 is when it was modified."""
    record = {
        "type": kind,
        "spec_version": "2.1",
        "id": identifier(kind),
        "created": DAY.format(day=1),
        "modified": DAY.format(day=day),
    }
    return marked(record | more, level)


def malware(*, day: int = 1, level: str | None = "clear", **more: Any) -> Record:
    return domain_object(
        "malware", day=day, level=level, **{"name": "Sample family", "is_family": True, **more}
    )


def indicator(value: str, *, day: int = 1, level: str | None = "clear", **more: Any) -> Record:
    fields = {
        "pattern": f"[domain-name:value = '{value}']",
        "pattern_type": "stix",
        "valid_from": DAY.format(day=1),
    }
    return domain_object("indicator", day=day, level=level, **{**fields, **more})


def relationship(
    source: str, target: str, *, day: int = 1, level: str | None = "clear", **more: Any
) -> Record:
    fields = {"relationship_type": "related-to", "source_ref": source, "target_ref": target}
    return domain_object("relationship", day=day, level=level, **{**fields, **more})


def report(listed: list[str], *, day: int = 1, level: str | None = "clear", **more: Any) -> Record:
    fields = {"name": "A report", "published": DAY.format(day=1), "object_refs": listed}
    return domain_object("report", day=day, level=level, **{**fields, **more})


def domain_name(value: str, *, level: str | None = "clear", **more: Any) -> Record:
    """An observable: without a version of its own."""
    kind = "domain-name"
    record = {"type": kind, "spec_version": "2.1", "id": identifier(kind), "value": value}
    return marked(record | more, level)


def statement(text: str, **more: Any) -> Record:
    """A marking definition that says nothing about TLP."""
    return {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": identifier("marking-definition"),
        "created": DAY.format(day=1),
        "definition_type": "statement",
        "definition": {"statement": text},
        **more,
    }


def bundle(*records: Record) -> bytes:
    whole = {"type": "bundle", "id": identifier("bundle"), "objects": list(records)}
    return json.dumps(whole).encode()


def stream(*records: Record) -> io.BytesIO:
    return io.BytesIO(bundle(*records))


def now() -> int:
    """The wall clock as positions count (µs since the epoch)."""
    return time.time_ns() // 1_000
