# SPDX-License-Identifier: Apache-2.0
"""Says whether an organisation may have a record, and by which rules."""

import argparse

from mohona.cli import choices, output
from mohona.hub.common.errors import SentenceError
from mohona.hub.intel.models import ObjectVersion
from mohona.hub.sharing import why

EXAMPLE = (
    "  mohona explain indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f --organisation 'River Bank'"
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which record, and for whom."""
    parser.add_argument("record", metavar="RECORD", help="identifier of a STIX object")
    parser.add_argument("--organisation", required=True, metavar="NAME", help="for whom")
    choices.json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Explains the newest version."""
    recipient = choices.organisation(arguments.organisation)
    version = ObjectVersion.objects.filter(stix_id=arguments.record).order_by("-version").first()
    if version is None:
        raise SentenceError(f"There is no record {arguments.record} in this hub.")
    found = why.explain(version.class_id, recipient, viewer=version.source_id)
    if arguments.json:
        output.data(
            {
                "record": version.stix_id,
                "organisation": recipient.name,
                "permit": found.permit,
                "answer": found.answer,
                "steps": [step.text for step in found.steps],
                "policies": [policy.id for policy in found.policies],
            }
        )
        return 0
    print(found.answer)
    for number, step in enumerate(found.steps, 1):
        print(f"  {number}. {step.text}")
    for policy in found.policies:
        print(f"\n{policy.cedar.strip()}")
    return 0
