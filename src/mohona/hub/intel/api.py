# SPDX-License-Identifier: Apache-2.0
"""The room for machines: looking values up, and why a record is released.

Sign-in is done before (`request.auth` says for whom); everything is read through the eyes of
that organisation.
"""

from typing import Annotated, Any

import msgspec
import orjson
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Path, Query, Router
from ninja.errors import HttpError

from mohona.hub.accounts import queries as accounts
from mohona.hub.accounts.models import Organisation
from mohona.hub.accounts.queries import Caller
from mohona.hub.intel import queries
from mohona.hub.intel.queries import Hit, Known, Version
from mohona.hub.sharing import why
from mohona.hub.sharing.queries import Sight

MOST_VALUES = 10_000
MOST_IN_ADDRESS = 100

router = Router(tags=["intelligence"])

Value = Annotated[str, Path(description="An address, a domain, a hash, …", example="198.51.100.7")]
Values = Annotated[
    list[str], Query(alias="value", description="Up to 100 values.", example="bad.example")
]
StixId = Annotated[
    str,
    Path(
        description="The identifier of a STIX object.",
        example="indicator--2f3d1b0e-5c1e-4f4c-8f86-6d1b6c6a0001",
    ),
]
Asked = Annotated[
    str, Query(description="Name or identifier; without it, your own organisation.", example="")
]

LOOK_UP_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["values"],
                    "properties": {
                        "values": {
                            "type": "array",
                            "items": {"type": "string"},
                            "maxItems": MOST_VALUES,
                        }
                    },
                },
                "example": '{"values": ["198.51.100.7", "hxxp://bad[.]example/"]}',
            }
        },
    }
}


class Asking(msgspec.Struct):
    """The body of a look-up."""

    values: list[str]


_decoder = msgspec.json.Decoder(Asking)


def _json(data: Any) -> HttpResponse:
    return HttpResponse(orjson.dumps(data), content_type="application/json")


def _sight(request: HttpRequest) -> Sight:
    caller: Caller = request.auth  # type: ignore[attr-defined]
    return Sight(caller.organisation_id)


def _moment(position: int) -> str | None:
    if not position:
        return None
    return queries.moment(position).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _hit(hit: Hit) -> dict[str, Any]:
    """A hit of a list: what was asked, its normal form, and how often it is known."""
    return {
        "asked": hit.asked,
        "type": hit.type or None,
        "value": hit.value or None,
        "count": hit.count,
        "first": _moment(hit.first),
        "last": _moment(hit.last),
    }


@router.post("/values/look-up", summary="Look many values up", openapi_extra=LOOK_UP_BODY)
def look_up(request: HttpRequest) -> HttpResponse:
    """Answers in the order asked. A value that cannot be read has no type; one that is not
    known, or that your organisation may not have, has the count 0."""
    try:
        asked = _decoder.decode(request.body).values
    except RequestDataTooBig:
        raise HttpError(413, _("Expected at most 8 MB; send fewer values at once.")) from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise HttpError(
            400, _('Expected a JSON object {"values": […]} with texts in its list.')
        ) from None
    if len(asked) > MOST_VALUES:
        raise HttpError(
            400,
            _("Expected at most %(most)s values, %(count)s came; send them in parts.")
            % {"most": MOST_VALUES, "count": len(asked)},
        )
    return _json({"values": [_hit(hit) for hit in queries.look_up(asked, _sight(request))]})


@router.get("/values", summary="Look a few values up")
def few(request: HttpRequest, value: Values) -> HttpResponse:
    """The same for values in the address."""
    if len(value) > MOST_IN_ADDRESS:
        raise HttpError(
            400,
            _("Expected at most %(most)s values in the address; post longer lists.")
            % {"most": MOST_IN_ADDRESS},
        )
    return _json({"values": [_hit(hit) for hit in queries.look_up(value, _sight(request))]})


@router.get("/values/{path:value}", summary="Look one value up")
def one(request: HttpRequest, value: Value) -> HttpResponse:
    """What is known of a value, with the newest 50 records that carry it. A URL with a question
    mark goes into ?value= instead."""
    known = queries.known_of(value, _sight(request))
    if known is None:
        raise HttpError(
            400, _("This is no value that can be looked up: an address, a domain, a hash, a URL.")
        )
    return _json(_known(value, known))


def _known(asked: str, known: Known) -> dict[str, Any]:
    return {
        "asked": asked,
        "type": known.type,
        "value": known.value,
        "count": known.count,
        "first": _moment(known.first),
        "last": _moment(known.last),
        "records": [
            {
                "id": stix_id,
                "type": kind,
                "title": title,
                "tlp": f"TLP:{level.upper()}",
                "latest": latest,
                "revoked": revoked,
                "received": _moment(position),
            }
            for stix_id, kind, title, level, latest, revoked, position in known.records
        ],
    }


@router.get("/records/{stix_id}/why", summary="Why an organisation has a record, or not")
def explain(request: HttpRequest, stix_id: StixId, organisation: Asked = "") -> HttpResponse:
    """The decision about the newest version, with its steps and policies. About other
    organisations only those are told that gave the record or operate the hub."""
    sight = _sight(request)
    versions = [] if "\x00" in stix_id else queries.versions_of(stix_id, sight)
    if not versions:
        raise HttpError(404, _("Your organisation has no record with this identifier."))
    newest = versions[0]
    own = Organisation.objects.get(pk=sight.recipient)
    asked = own
    if organisation:
        may = own.is_operator or str(own.id) in newest.givers
        asked = _asked_about(organisation, own, newest, may=may)
    found = why.explain(newest.class_id, asked, viewer=own.id)
    return _json(
        {
            "id": stix_id,
            "organisation": {"id": str(asked.id), "name": str(asked)},
            "permit": found.permit,
            "answer": found.answer,
            "steps": [{"text": step.text, "good": step.good} for step in found.steps],
            "policies": [
                {"id": policy.id, "text": policy.text, "cedar": policy.cedar}
                for policy in found.policies
            ],
        }
    )


def _asked_about(name: str, own: Organisation, record: Version, *, may: bool) -> Organisation:
    """The organisation of that name; 403 before it is looked up for who may not ask, and one
    that the asker may not know is as unknown as none."""
    if name in (str(own.id), own.name):
        return own
    if not may:
        raise HttpError(
            403,
            _("Only who gave a record, or operates the hub, is told about other organisations."),
        )
    found = accounts.organisation_named(name)
    offered = why.askable(record.class_id, record.givers, own, everyone=own.is_operator)
    if found is None or not offered.filter(pk=found.pk).exists():
        raise HttpError(404, _("There is no organisation with this name or identifier."))
    return found
