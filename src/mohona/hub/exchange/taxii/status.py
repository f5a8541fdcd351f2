# SPDX-License-Identifier: Apache-2.0
"""The status resource: what became of each object of a POST (TAXII 2.1 section 4.3.1)."""

from typing import Any

from mohona.cti.model.times import format_time
from mohona.hub.intel import problems
from mohona.hub.intel.models import Submission

_SUCCESSES = frozenset({"stored", "unchanged"})


def of(submission: Submission) -> dict[str, Any]:
    """The resource; its sums add up and its lists are as long as their counts say."""
    outcomes = submission.outcomes or []
    came = format_time(int(submission.at.timestamp() * 1_000_000))
    successes: list[dict[str, str]] = []
    failures: list[dict[str, str]] = []
    for number, (stix_id, version, outcome, problem) in enumerate(outcomes, 1):
        entry = {
            # What has no identifier that could be read is named by its place in the body.
            "id": stix_id or f"#{number}",
            "version": came if version is None else format_time(version),
        }
        if outcome in _SUCCESSES:
            successes.append(entry)
        else:
            failures.append({**entry, "message": problems.sentence(problem)})
    return {
        "id": str(submission.public_id),
        "status": "pending" if submission.state == Submission.State.PENDING else "complete",
        "request_timestamp": came,
        "total_count": len(outcomes),
        "success_count": len(successes),
        "successes": successes,
        "failure_count": len(failures),
        "failures": failures,
        "pending_count": 0,
        "pendings": [],
    }
