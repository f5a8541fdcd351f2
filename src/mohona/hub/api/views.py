# SPDX-License-Identifier: Apache-2.0
"""The page that explains the machine interface, made from its OpenAPI document."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from mohona.hub.api.interface import interface


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that machines can ask."""

    method: str
    path: str
    summary: str
    text: str
    parameters: list[tuple[str, str]]
    example: str


@require_GET
def explain(request: HttpRequest) -> HttpResponse:
    """Every operation with its parameters and a line to paste."""
    root = request.build_absolute_uri("/").rstrip("/")
    document: dict[str, Any] = interface.get_openapi_schema()
    operations = [
        _operation(root, path, method, described)
        for path, methods in document["paths"].items()
        for method, described in methods.items()
    ]
    return render(
        request,
        "api/explain.html",
        {"operations": operations, "document": f"{root}/api/v1/openapi.json"},
    )


def _operation(root: str, path: str, method: str, described: dict[str, Any]) -> Operation:
    parameters = [
        (one["name"], one.get("description") or one.get("schema", {}).get("description", ""))
        for one in described.get("parameters", ())
    ]
    return Operation(
        method.upper(),
        path,
        described.get("summary", ""),
        described.get("description", ""),
        parameters,
        _example(root, path, method, described),
    )


def _example(root: str, path: str, method: str, described: dict[str, Any]) -> str:
    """A curl line; the values in it are reserved for documentation."""
    filled = path
    for one in described.get("parameters", ()):
        value = str(one.get("example") or one.get("schema", {}).get("example", ""))
        if one["in"] == "path":
            filled = filled.replace(f"{{{one['name']}}}", value)
        elif one.get("required") or one["name"] == "value":
            filled += ("&" if "?" in filled else "?") + f"{one['name']}={value}"
    line = f"curl -H \"Authorization: Bearer $KEY\" '{root}{filled}'"
    body = described.get("requestBody", {}).get("content", {}).get("application/json", {})
    if "example" in body:
        line += f" -d '{body['example']}'"
    return line if method != "post" or "-d" in line else f"{line} -X POST"
