# SPDX-License-Identifier: Apache-2.0
"""The objects of STIX 2.1: their types, properties, times, titles and links."""

from mohona.cti.model.links import CONTAINERS, ends_of, is_container, listed_by
from mohona.cti.model.times import format_time, is_time, parse_time, version_of
from mohona.cti.model.titles import title_of
from mohona.cti.model.types import SCO, SDO, SRO, STANDARD_TYPES

__all__ = [
    "CONTAINERS",
    "SCO",
    "SDO",
    "SRO",
    "STANDARD_TYPES",
    "ends_of",
    "format_time",
    "is_container",
    "is_time",
    "listed_by",
    "parse_time",
    "title_of",
    "version_of",
]
