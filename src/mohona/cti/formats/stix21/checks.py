# SPDX-License-Identifier: Apache-2.0
"""The checks of one decoded object against STIX 2.1, with a reason for each refusal.

1. type; 2. identifier; 3. version of the language; 4. required properties; 5. the kind of every
known property; 6. one-of and together rules, order of times; 7. references to itself; 8. the
pattern. Unknown types, properties and extensions are accepted: they are how STIX grows.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from mohona.cti import patterns
from mohona.cti.formats.stix21.limits import Limits
from mohona.cti.formats.stix21.sizes import check_sizes
from mohona.cti.model import objects, observables
from mohona.cti.model.kinds import IDENTIFIER, TEXT, Kind, Part, json_type
from mohona.cti.model.times import parse_time
from mohona.cti.problems import Problem

_TYPE = re.compile(r"[a-z][a-z0-9_]*(?:-[a-z0-9_]+)*")
_VERSIONS = frozenset({"2.0", "2.1"})
_ONE_OF = objects.ONE_OF | observables.ONE_OF
_TOGETHER: dict[str, tuple[tuple[str, str], ...]] = {**objects.TOGETHER, **observables.TOGETHER}
_ORDERED = objects.ORDERED | observables.ORDERED
_NOT_SELF = frozenset({"created_by_ref", "object_marking_refs"})


class _Row:
    """The rules of one type, flattened for speed."""

    def __init__(self, kind: str, part: Part, versioned: tuple[str, ...]) -> None:
        self.required = dict.fromkeys((*versioned, *part.required)).keys()
        self.kinds: dict[str, Kind | Part] = {**objects.COMMON, **part.optional, **part.required}
        self.tests = {name: _test_of(rule) for name, rule in self.kinds.items()}
        self.one_of = _ONE_OF.get(kind, ())
        self.together = _TOGETHER.get(kind, ())
        self.ordered = _ORDERED.get(kind)
        self.references = tuple(
            name
            for name, rule in self.kinds.items()
            if rule.code in ("bad-reference", "bad-references") and name not in _NOT_SELF
        )


def _test_of(rule: Kind | Part) -> Callable[[Any], bool]:
    """Whether a value is of a kind, as quickly as can be; `_explain` says what is wrong."""
    if isinstance(rule, Kind):
        return rule.test
    tests = {
        name: _test_of(inner) for name, inner in (*rule.optional.items(), *rule.required.items())
    }
    required = rule.required.keys()

    def fits(value: Any) -> bool:
        if type(value) is not dict or not required <= value.keys():
            return False
        for name, inner in value.items():
            test = tests.get(name)
            if test is not None and not test(inner):
                return False
        return True

    if not rule.many:
        return fits
    return lambda value: type(value) is list and all(map(fits, value))


def check(obj: dict[str, Any], raw_size: int, limits: Limits) -> Problem | None:
    """The first problem of an object, or None when it may come in.

    `raw_size` is the size of its JSON in bytes; it spares looking for lists and texts that
    cannot be too long.
    """
    kind = obj.get("type")
    identifier = obj.get("id")
    row = _ROWS.get(kind) if type(kind) is str else None
    match = IDENTIFIER.fullmatch(identifier) if type(identifier) is str else None
    if row is None or match is None or match[1] != kind:
        problem = _check_name(kind, identifier)
        if problem is not None:
            return problem
        row = _CUSTOM
    version = obj.get("spec_version", "2.1")
    if type(version) is not str or version not in _VERSIONS:
        found = json_type(version)
        return Problem("bad-spec-version", {"found": found}, "spec_version")
    if not row.required <= obj.keys():
        name = next(name for name in row.required if name not in obj)
        return Problem("missing-property", {"property": name, "type": str(kind)}, name)
    tests = row.tests
    for name, value in obj.items():
        test = tests.get(name)
        if test is not None and not test(value):
            return _explain(row.kinds[name], value, name)
    return (
        _check_relations(obj, row, str(kind))
        or (_check_pattern(obj) if kind == "indicator" else None)
        or (check_sizes(obj, raw_size, limits))
        or (_check_extensions(obj["extensions"]) if "extensions" in obj else None)
    )


def _check_name(kind: object, identifier: object) -> Problem | None:
    if kind is None:
        return Problem("missing-property", {"property": "type", "type": "?"}, "type")
    if type(kind) is not str or len(kind) > 250 or _TYPE.fullmatch(kind) is None:
        return Problem("bad-type", {"found": str(kind)[:60]}, "type")
    if kind == "bundle":
        return Problem("bundle-inside", {}, "type")
    if identifier is None:
        return Problem("missing-property", {"property": "id", "type": kind}, "id")
    match = IDENTIFIER.fullmatch(identifier) if type(identifier) is str else None
    if match is None or match[1] != kind:
        return Problem("bad-id", {"type": kind, "found": str(identifier)[:80]}, "id")
    return None


def _explain(rule: Kind | Part, value: object, path: str) -> Problem:
    if isinstance(rule, Part):
        inner = _explain_part(rule, value, path)
        if inner is not None:
            return inner
    return Problem(rule.code, {"property": path, "found": json_type(value)}, path)


def _explain_part(part: Part, value: object, path: str) -> Problem | None:
    """The first problem of an object inside an object, or of a list of them."""
    if part.many:
        if type(value) is not list:
            return Problem(part.code, {"property": path, "found": json_type(value)}, path)
        for place, item in enumerate(value):
            problem = _explain_fields(part, item, f"{path}[{place}]")
            if problem is not None:
                return problem
        return None
    return _explain_fields(part, value, path)


def _explain_fields(part: Part, value: object, path: str) -> Problem | None:
    if type(value) is not dict:
        return Problem("bad-dictionary", {"property": path, "found": json_type(value)}, path)
    for name in part.required:
        if name not in value:
            params = {"property": f"{path}.{name}", "type": path}
            return Problem("missing-property", params, f"{path}.{name}")
    for name, inner in value.items():
        rule = part.required.get(name) or part.optional.get(name)
        if rule is None:
            continue
        where = f"{path}.{name}"
        if isinstance(rule, Kind):
            if not rule.test(inner):
                params = {"property": where, "found": json_type(inner)}
                return Problem(rule.code, params, where)
        else:
            problem = _explain_part(rule, inner, where)
            if problem is not None:
                return problem
    return None


def _check_relations(obj: dict[str, Any], row: _Row, kind: str) -> Problem | None:
    """Rules between properties: one of several, together, in order, not itself."""
    if row.one_of and not any(name in obj for name in row.one_of):
        params = {"properties": ", ".join(row.one_of), "type": kind}
        return Problem("missing-one-of", params)
    for name, other in row.together:
        if name in obj and other not in obj:
            return Problem("missing-together", {"property": other, "other": name}, other)
    # `modified` may lie before `created`, against section 3.2: published bundles of ATT&CK hold
    # such objects, and nothing here depends on that order.
    if row.ordered is not None and row.ordered[1] in obj:
        problem = _check_order(obj, *row.ordered)
        if problem is not None:
            return problem
    return _check_itself(obj, row) if row.references else None


def _check_order(obj: Mapping[str, Any], earlier: str, later: str) -> Problem | None:
    first, second = obj.get(earlier), obj.get(later)
    if type(first) is str and type(second) is str and parse_time(second) < parse_time(first):
        return Problem("times-reversed", {"earlier": earlier, "later": later}, later)
    return None


def _check_itself(obj: dict[str, Any], row: _Row) -> Problem | None:
    identifier = obj["id"]
    for name in row.references:
        value = obj.get(name)
        if value is None:
            continue
        if value == identifier or (type(value) is list and identifier in value):
            return Problem("refers-to-itself", {"property": name}, name)
        if name in row.required and value == []:
            return Problem("empty-list", {"property": name}, name)
    if obj.get("type") == "relationship" and obj["source_ref"] == obj["target_ref"]:
        return Problem("ends-equal", {}, "target_ref")
    return None


def _check_pattern(obj: dict[str, Any]) -> Problem | None:
    return patterns.check(obj["pattern"]) if obj["pattern_type"] == "stix" else None


def _check_extensions(extensions: dict[str, Any]) -> Problem | None:
    """Every extension is an object; the predefined ones have the form of the standard."""
    for name, value in extensions.items():
        problem = _explain_fields(
            observables.EXTENSION.get(name, _ANY_EXTENSION), value, f"extensions.{name}"
        )
        if problem is not None:
            return problem
    return None


_ANY_EXTENSION = Part({}, {"extension_type": TEXT})
_CUSTOM = _Row("", Part({}), ())
_VERSIONED = ("created", "modified")
_ROWS = {
    **{kind: _Row(kind, part, _VERSIONED) for kind, part in objects.DOMAIN.items()},
    **{kind: _Row(kind, part, _VERSIONED) for kind, part in objects.RELATIONSHIP.items()},
    **{
        kind: _Row(kind, part, _VERSIONED if kind != "marking-definition" else ("created",))
        for kind, part in objects.META.items()
    },
    **{kind: _Row(kind, part, ()) for kind, part in observables.OBSERVABLE.items()},
}
