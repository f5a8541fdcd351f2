# SPDX-License-Identifier: Apache-2.0
"""How each property of a STIX object is read: its label and its kind, one row per property.

The rows stand in the order in which a record shows them. What is not in the table (custom
properties) is shown under its own name behind the rest. `HIDDEN` is said elsewhere on the page.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mohona.hub.intel.words import Word


@dataclass(frozen=True, slots=True)
class Property:
    """A label and how the value is shown: a key of `shown.KINDS`."""

    label: Word
    kind: str = "text"


# What the head of the page, its own sections or the raw JSON say.
HIDDEN = frozenset(
    {
        "type",
        "id",
        "spec_version",
        "name",
        "revoked",
        "object_refs",
        "objects",
        "object_marking_refs",
        "granular_markings",
        "external_references",
        "extensions",
        "lang",
        "defanged",
        "contents",
        "source_ref",
        "target_ref",
        "relationship_type",
    }
)

# Long texts: paragraphs of their own, before the rows.
PROSE: dict[str, Word] = {
    "description": _("Description"),
    "abstract": _("Abstract"),
    "content": _("Content"),
    "explanation": _("Explanation"),
    "objective": _("Objective"),
    "body": _("Text of the message"),
}

PROPERTIES: dict[str, Property] = {
    # What it is about
    "value": Property(_("Value"), "code"),
    "aliases": Property(_("Also called"), "texts"),
    "x_mitre_aliases": Property(_("Also called"), "texts"),
    "opinion": Property(_("Opinion"), "term"),
    "context": Property(_("Context"), "term"),
    "is_family": Property(_("Malware family"), "boolean"),
    "indicator_types": Property(_("Shows"), "terms"),
    "malware_types": Property(_("Kind of malware"), "terms"),
    "tool_types": Property(_("Kind of tool"), "terms"),
    "report_types": Property(_("Kind of report"), "terms"),
    "infrastructure_types": Property(_("Kind of infrastructure"), "terms"),
    "threat_actor_types": Property(_("Kind of actor"), "terms"),
    "identity_class": Property(_("Kind of identity"), "term"),
    "roles": Property(_("Roles"), "terms"),
    "sectors": Property(_("Sectors"), "sectors"),
    "contact_information": Property(_("Contact")),
    "published": Property(_("Published"), "time"),
    "authors": Property(_("Authors"), "texts"),
    # Indicators
    "pattern": Property(_("Pattern"), "block"),
    "pattern_type": Property(_("Pattern language"), "term"),
    "pattern_version": Property(_("Version of the language")),
    "valid_from": Property(_("Valid from"), "time"),
    "valid_until": Property(_("Valid until"), "time"),
    "confidence": Property(_("Confidence"), "confidence"),
    "kill_chain_phases": Property(_("Kill chain"), "phases"),
    "x_mitre_platforms": Property(_("Platforms"), "texts"),
    "x_mitre_tactic_type": Property(_("Kind of tactic"), "texts"),
    "x_mitre_detection": Property(_("Detection"), "prose"),
    # Actors and malware
    "sophistication": Property(_("Sophistication"), "term"),
    "resource_level": Property(_("Resources"), "term"),
    "primary_motivation": Property(_("Main motive"), "term"),
    "secondary_motivations": Property(_("Further motives"), "terms"),
    "personal_motivations": Property(_("Personal motives"), "terms"),
    "goals": Property(_("Goals"), "texts"),
    "capabilities": Property(_("Capabilities"), "terms"),
    "implementation_languages": Property(_("Written in"), "terms"),
    "architecture_execution_envs": Property(_("Runs on"), "terms"),
    "operating_system_refs": Property(_("Operating systems"), "references"),
    "operating_system_ref": Property(_("Operating system"), "reference"),
    "sample_refs": Property(_("Samples"), "references"),
    "sample_ref": Property(_("Sample"), "reference"),
    "tool_version": Property(_("Version")),
    # Sightings, observations, relationships
    "count": Property(_("How often"), "number"),
    "number_observed": Property(_("How often"), "number"),
    "first_seen": Property(_("First seen"), "time"),
    "last_seen": Property(_("Last seen"), "time"),
    "first_observed": Property(_("First observed"), "time"),
    "last_observed": Property(_("Last observed"), "time"),
    "start_time": Property(_("From"), "time"),
    "stop_time": Property(_("Until"), "time"),
    "sighting_of_ref": Property(_("Seen was"), "reference"),
    "where_sighted_refs": Property(_("Seen by"), "references"),
    "observed_data_refs": Property(_("Observations"), "references"),
    "summary": Property(_("A summary of others"), "boolean"),
    # Analyses
    "product": Property(_("Product")),
    "result": Property(_("Result"), "term"),
    "result_name": Property(_("Name of the result")),
    "submitted": Property(_("Submitted"), "time"),
    "analysis_started": Property(_("Started"), "time"),
    "analysis_ended": Property(_("Ended"), "time"),
    "analysis_engine_version": Property(_("Engine")),
    "analysis_definition_version": Property(_("Definitions")),
    "analysis_sco_refs": Property(_("Found"), "references"),
    "modules": Property(_("Modules"), "texts"),
    "configuration_version": Property(_("Configuration")),
    "host_vm_ref": Property(_("Virtual machine"), "reference"),
    "installed_software_refs": Property(_("Software installed"), "references"),
    # Places
    "region": Property(_("Region"), "term"),
    "country": Property(_("Country"), "term"),
    "administrative_area": Property(_("Area")),
    "city": Property(_("City")),
    "street_address": Property(_("Street")),
    "postal_code": Property(_("Postal code")),
    "latitude": Property(_("Latitude"), "code"),
    "longitude": Property(_("Longitude"), "code"),
    "precision": Property(_("Precision in metres"), "number"),
    # Files, certificates, software
    "hashes": Property(_("Hashes"), "hashes"),
    "size": Property(_("Size"), "bytes"),
    "mime_type": Property(_("Media type"), "code"),
    "magic_number_hex": Property(_("Magic number"), "code"),
    "parent_directory_ref": Property(_("Folder"), "reference"),
    "content_ref": Property(_("Content"), "reference"),
    "contains_refs": Property(_("Contains"), "references"),
    "path": Property(_("Path"), "code"),
    "ctime": Property(_("Made"), "time"),
    "mtime": Property(_("Changed"), "time"),
    "atime": Property(_("Read"), "time"),
    "url": Property(_("Address"), "code"),
    "payload_bin": Property(_("Payload"), "block"),
    "encryption_algorithm": Property(_("Encryption"), "code"),
    "decryption_key": Property(_("Key"), "code"),
    "subject": Property(_("Subject")),
    "issuer": Property(_("Issuer")),
    "serial_number": Property(_("Serial number"), "code"),
    "signature_algorithm": Property(_("Signature"), "code"),
    "validity_not_before": Property(_("Valid from"), "time"),
    "validity_not_after": Property(_("Valid until"), "time"),
    "is_self_signed": Property(_("Signed by itself"), "boolean"),
    "vendor": Property(_("Vendor")),
    "version": Property(_("Version")),
    "cpe": Property("CPE", "code"),
    "swid": Property("SWID", "code"),
    "languages": Property(_("Languages"), "texts"),
    # Network
    "number": Property(_("Number"), "code"),
    "rir": Property(_("Registry"), "code"),
    "protocols": Property(_("Protocols"), "terms"),
    "start": Property(_("Start"), "time"),
    "end": Property(_("End"), "time"),
    "src_ref": Property(pgettext_lazy("network", "From"), "reference"),
    "src_port": Property(_("From port"), "code"),
    "dst_ref": Property(pgettext_lazy("network", "To"), "reference"),
    "dst_port": Property(_("To port"), "code"),
    "src_byte_count": Property(_("Bytes sent"), "bytes"),
    "dst_byte_count": Property(_("Bytes received"), "bytes"),
    "resolves_to_refs": Property(_("Resolves to"), "references"),
    "belongs_to_refs": Property(_("Belongs to"), "references"),
    "belongs_to_ref": Property(_("Belongs to"), "reference"),
    # Mail
    "from_ref": Property(pgettext_lazy("mail", "From"), "reference"),
    "sender_ref": Property(_("Sender"), "reference"),
    "to_refs": Property(pgettext_lazy("mail", "To"), "references"),
    "cc_refs": Property(_("Copy to"), "references"),
    "bcc_refs": Property(_("Hidden copy to"), "references"),
    "date": Property(_("Date"), "time"),
    "message_id": Property(_("Message ID"), "code"),
    "display_name": Property(_("Shown name")),
    "is_multipart": Property(_("Several parts"), "boolean"),
    # Machines and accounts
    "command_line": Property(_("Command line"), "block"),
    "cwd": Property(_("Folder"), "code"),
    "pid": Property(_("Process number"), "code"),
    "created_time": Property(_("Started"), "time"),
    "image_ref": Property(_("Program"), "reference"),
    "parent_ref": Property(_("Started by"), "reference"),
    "child_refs": Property(pgettext_lazy("process", "Started"), "references"),
    "opened_connection_refs": Property(_("Connections"), "references"),
    "key": Property(_("Key"), "code"),
    "values": Property(_("Values"), "json"),
    "modified_time": Property(_("Changed"), "time"),
    "account_login": Property(_("Login"), "code"),
    "account_type": Property(_("Kind of account"), "term"),
    "user_id": Property(_("User number"), "code"),
    "is_privileged": Property(_("Privileged"), "boolean"),
    "is_disabled": Property(_("Disabled"), "boolean"),
    # Meta
    "definition_type": Property(_("Kind of marking"), "term"),
    "definition": Property(_("Marking"), "json"),
    "object_ref": Property(_("Translates"), "reference"),
    "object_modified": Property(_("Of the version"), "time"),
    "schema": Property(_("Schema"), "code"),
    "extension_types": Property(_("Kind of extension"), "terms"),
    "extension_properties": Property(_("New properties"), "terms"),
    # Where it comes from; last on every record
    "labels": Property(_("Labels"), "terms"),
    "created_by_ref": Property(_("Author"), "reference"),
    "created": Property(_("Created"), "time"),
    "modified": Property(_("Changed"), "time"),
}
