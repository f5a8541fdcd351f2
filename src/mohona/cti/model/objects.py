# SPDX-License-Identifier: Apache-2.0
"""Domain objects, relationship objects and meta objects of STIX 2.1 (sections 3, 4, 5 and 7).

One row for each type: what it must have and what it may have, with the kind of each value.
Open vocabularies are plain texts; only enumerations that the standard closes are choices.
"""

from mohona.cti.model.kinds import (
    BOOLEAN,
    DICTIONARY,
    HASHES,
    TEXT,
    TEXTS,
    TIME,
    Kind,
    Part,
    choice,
    choices,
    integer,
    number,
    reference,
    references,
)

EXTERNAL_REFERENCES = Part(
    {"source_name": TEXT},
    {"description": TEXT, "url": TEXT, "hashes": HASHES, "external_id": TEXT},
    many=True,
)
KILL_CHAIN_PHASES = Part({"kill_chain_name": TEXT, "phase_name": TEXT}, many=True)
GRANULAR_MARKINGS = Part(
    {"selectors": TEXTS}, {"lang": TEXT, "marking_ref": reference("marking-definition")}, many=True
)

# Section 3.2: what every object may have, besides type and id.
COMMON: dict[str, Kind | Part] = {
    "created_by_ref": reference("identity"),
    "created": TIME,
    "modified": TIME,
    "revoked": BOOLEAN,
    "labels": TEXTS,
    "confidence": integer(0, 100),
    "lang": TEXT,
    "external_references": EXTERNAL_REFERENCES,
    "object_marking_refs": references("marking-definition"),
    "granular_markings": GRANULAR_MARKINGS,
    "defanged": BOOLEAN,
    "extensions": DICTIONARY,
}
VERSIONED = {"created": TIME, "modified": TIME}
_PHASES = {"kill_chain_phases": KILL_CHAIN_PHASES}
_SEEN = {"first_seen": TIME, "last_seen": TIME}
_MOTIVES = {
    "goals": TEXTS,
    "resource_level": TEXT,
    "primary_motivation": TEXT,
    "secondary_motivations": TEXTS,
}
_NOT_IN_RELATIONSHIPS = (
    "bundle",
    "extension-definition",
    "language-content",
    "marking-definition",
    "relationship",
    "sighting",
)

DOMAIN = {
    "attack-pattern": Part({"name": TEXT}, {"description": TEXT, "aliases": TEXTS, **_PHASES}),
    "campaign": Part(
        {"name": TEXT}, {"description": TEXT, "aliases": TEXTS, "objective": TEXT, **_SEEN}
    ),
    "course-of-action": Part({"name": TEXT}, {"description": TEXT}),
    "grouping": Part(
        {"context": TEXT, "object_refs": references()}, {"name": TEXT, "description": TEXT}
    ),
    "identity": Part(
        {"name": TEXT},
        {
            "description": TEXT,
            "roles": TEXTS,
            "identity_class": TEXT,
            "sectors": TEXTS,
            "contact_information": TEXT,
        },
    ),
    "incident": Part({"name": TEXT}, {"description": TEXT}),
    "indicator": Part(
        {"pattern": TEXT, "pattern_type": TEXT, "valid_from": TIME},
        {
            "name": TEXT,
            "description": TEXT,
            "indicator_types": TEXTS,
            "pattern_version": TEXT,
            "valid_until": TIME,
            **_PHASES,
        },
    ),
    "infrastructure": Part(
        {"name": TEXT},
        {"description": TEXT, "infrastructure_types": TEXTS, "aliases": TEXTS, **_PHASES, **_SEEN},
    ),
    "intrusion-set": Part(
        {"name": TEXT}, {"description": TEXT, "aliases": TEXTS, **_SEEN, **_MOTIVES}
    ),
    "location": Part(
        {},
        {
            "name": TEXT,
            "description": TEXT,
            "latitude": number(-90, 90),
            "longitude": number(-180, 180),
            "precision": number(0),
            "region": TEXT,
            "country": TEXT,
            "administrative_area": TEXT,
            "city": TEXT,
            "street_address": TEXT,
            "postal_code": TEXT,
        },
    ),
    "malware": Part(
        {"is_family": BOOLEAN},
        {
            "name": TEXT,
            "description": TEXT,
            "malware_types": TEXTS,
            "aliases": TEXTS,
            "operating_system_refs": references("software"),
            "architecture_execution_envs": TEXTS,
            "implementation_languages": TEXTS,
            "capabilities": TEXTS,
            "sample_refs": references("artifact", "file"),
            **_PHASES,
            **_SEEN,
        },
    ),
    "malware-analysis": Part(
        {"product": TEXT},
        {
            "version": TEXT,
            "host_vm_ref": reference("software"),
            "operating_system_ref": reference("software"),
            "installed_software_refs": references("software"),
            "configuration_version": TEXT,
            "modules": TEXTS,
            "analysis_engine_version": TEXT,
            "analysis_definition_version": TEXT,
            "submitted": TIME,
            "analysis_started": TIME,
            "analysis_ended": TIME,
            "result_name": TEXT,
            "result": TEXT,
            "analysis_sco_refs": references(),
            "sample_ref": reference("artifact", "file", "network-traffic"),
        },
    ),
    "note": Part(
        {"content": TEXT, "object_refs": references()}, {"abstract": TEXT, "authors": TEXTS}
    ),
    "observed-data": Part(
        {"first_observed": TIME, "last_observed": TIME, "number_observed": integer(1, 999_999_999)},
        {"objects": DICTIONARY, "object_refs": references()},
    ),
    "opinion": Part(
        {
            "opinion": choice(
                "strongly-disagree", "disagree", "neutral", "agree", "strongly-agree"
            ),
            "object_refs": references(),
        },
        {"explanation": TEXT, "authors": TEXTS},
    ),
    "report": Part(
        {"name": TEXT, "published": TIME, "object_refs": references()},
        {"description": TEXT, "report_types": TEXTS},
    ),
    "threat-actor": Part(
        {"name": TEXT},
        {
            "description": TEXT,
            "threat_actor_types": TEXTS,
            "aliases": TEXTS,
            "roles": TEXTS,
            "sophistication": TEXT,
            "personal_motivations": TEXTS,
            **_SEEN,
            **_MOTIVES,
        },
    ),
    "tool": Part(
        {"name": TEXT},
        {
            "description": TEXT,
            "tool_types": TEXTS,
            "aliases": TEXTS,
            "tool_version": TEXT,
            **_PHASES,
        },
    ),
    "vulnerability": Part({"name": TEXT}, {"description": TEXT}),
}

RELATIONSHIP = {
    "relationship": Part(
        {
            "relationship_type": TEXT,
            "source_ref": reference(barred=_NOT_IN_RELATIONSHIPS),
            "target_ref": reference(barred=_NOT_IN_RELATIONSHIPS),
        },
        {"description": TEXT, "start_time": TIME, "stop_time": TIME},
    ),
    "sighting": Part(
        {"sighting_of_ref": reference(barred=_NOT_IN_RELATIONSHIPS)},
        {
            "description": TEXT,
            "count": integer(0, 999_999_999),
            "observed_data_refs": references("observed-data"),
            "where_sighted_refs": references("identity", "location"),
            "summary": BOOLEAN,
            **_SEEN,
        },
    ),
}

META = {
    "extension-definition": Part(
        {
            "name": TEXT,
            "schema": TEXT,
            "version": TEXT,
            "extension_types": choices(
                "new-sdo",
                "new-sco",
                "new-sro",
                "property-extension",
                "toplevel-property-extension",
            ),
            "created_by_ref": reference("identity"),
        },
        {"description": TEXT, "extension_properties": TEXTS},
    ),
    "language-content": Part(
        {"object_ref": reference(), "contents": DICTIONARY}, {"object_modified": TIME}
    ),
    "marking-definition": Part(
        {}, {"name": TEXT, "definition_type": TEXT, "definition": DICTIONARY}
    ),
}

# At least one of these must be there.
ONE_OF = {
    "location": ("region", "country", "latitude"),
    "malware-analysis": ("result", "analysis_sco_refs"),
    "observed-data": ("object_refs", "objects"),
    "marking-definition": ("definition", "extensions"),
}
# The first may not come without the second.
TOGETHER = {
    "location": (("latitude", "longitude"), ("longitude", "latitude"), ("precision", "latitude")),
    "marking-definition": (("definition", "definition_type"), ("definition_type", "definition")),
}
# The second may not be before the first.
ORDERED = {
    "campaign": ("first_seen", "last_seen"),
    "indicator": ("valid_from", "valid_until"),
    "infrastructure": ("first_seen", "last_seen"),
    "intrusion-set": ("first_seen", "last_seen"),
    "malware": ("first_seen", "last_seen"),
    "malware-analysis": ("analysis_started", "analysis_ended"),
    "observed-data": ("first_observed", "last_observed"),
    "relationship": ("start_time", "stop_time"),
    "sighting": ("first_seen", "last_seen"),
    "threat-actor": ("first_seen", "last_seen"),
}
