# SPDX-License-Identifier: Apache-2.0
"""Cyber observable objects of STIX 2.1 and their predefined extensions (section 6).

One row for each type, as in `objects`; CONTRIBUTING holds the properties that make up the
deterministic identifier (section 2.9).
"""

from mohona.cti.model.kinds import (
    BINARY,
    BOOLEAN,
    DICTIONARY,
    HASHES,
    HEX,
    TEXT,
    TEXTS,
    TIME,
    Part,
    choice,
    integer,
    number,
    reference,
    references,
)

_COUNT = integer(0)
_INTEGER = integer()
_PORT = integer(0, 65535)
_END = reference("domain-name", "ipv4-addr", "ipv6-addr", "mac-addr")
_ADDRESS = {
    "resolves_to_refs": references("mac-addr"),
    "belongs_to_refs": references("autonomous-system"),
}
_FILE_TIMES = {"ctime": TIME, "mtime": TIME, "atime": TIME}

MIME_PARTS = Part(
    {},
    {
        "body": TEXT,
        "body_raw_ref": reference("artifact", "file"),
        "content_type": TEXT,
        "content_disposition": TEXT,
    },
    many=True,
)
REGISTRY_VALUES = Part({}, {"name": TEXT, "data": TEXT, "data_type": TEXT}, many=True)
X509_EXTENSIONS = Part(
    {},
    {
        "basic_constraints": TEXT,
        "name_constraints": TEXT,
        "policy_constraints": TEXT,
        "key_usage": TEXT,
        "extended_key_usage": TEXT,
        "subject_key_identifier": TEXT,
        "authority_key_identifier": TEXT,
        "subject_alternative_name": TEXT,
        "issuer_alternative_name": TEXT,
        "subject_directory_attributes": TEXT,
        "crl_distribution_points": TEXT,
        "inhibit_any_policy": TEXT,
        "private_key_usage_period_not_before": TIME,
        "private_key_usage_period_not_after": TIME,
        "certificate_policies": TEXT,
        "policy_mappings": TEXT,
    },
)

OBSERVABLE = {
    "artifact": Part(
        {},
        {
            "mime_type": TEXT,
            "payload_bin": BINARY,
            "url": TEXT,
            "hashes": HASHES,
            "encryption_algorithm": choice(
                "AES-256-GCM", "ChaCha20-Poly1305", "mime-type-indicated"
            ),
            "decryption_key": TEXT,
        },
    ),
    "autonomous-system": Part({"number": integer(0)}, {"name": TEXT, "rir": TEXT}),
    "directory": Part(
        {"path": TEXT},
        {"path_enc": TEXT, "contains_refs": references("directory", "file"), **_FILE_TIMES},
    ),
    "domain-name": Part(
        {"value": TEXT}, {"resolves_to_refs": references("domain-name", "ipv4-addr", "ipv6-addr")}
    ),
    "email-addr": Part(
        {"value": TEXT}, {"display_name": TEXT, "belongs_to_ref": reference("user-account")}
    ),
    "email-message": Part(
        {"is_multipart": BOOLEAN},
        {
            "date": TIME,
            "content_type": TEXT,
            "from_ref": reference("email-addr"),
            "sender_ref": reference("email-addr"),
            "to_refs": references("email-addr"),
            "cc_refs": references("email-addr"),
            "bcc_refs": references("email-addr"),
            "message_id": TEXT,
            "subject": TEXT,
            "received_lines": TEXTS,
            "additional_header_fields": DICTIONARY,
            "body": TEXT,
            "body_multipart": MIME_PARTS,
            "raw_email_ref": reference("artifact"),
        },
    ),
    "file": Part(
        {},
        {
            "hashes": HASHES,
            "size": _COUNT,
            "name": TEXT,
            "name_enc": TEXT,
            "magic_number_hex": HEX,
            "mime_type": TEXT,
            "parent_directory_ref": reference("directory"),
            "contains_refs": references(),
            "content_ref": reference("artifact"),
            **_FILE_TIMES,
        },
    ),
    "ipv4-addr": Part({"value": TEXT}, _ADDRESS),
    "ipv6-addr": Part({"value": TEXT}, _ADDRESS),
    "mac-addr": Part({"value": TEXT}),
    "mutex": Part({"name": TEXT}),
    "network-traffic": Part(
        {"protocols": TEXTS},
        {
            "start": TIME,
            "end": TIME,
            "is_active": BOOLEAN,
            "src_ref": _END,
            "dst_ref": _END,
            "src_port": _PORT,
            "dst_port": _PORT,
            "src_byte_count": _COUNT,
            "dst_byte_count": _COUNT,
            "src_packets": _COUNT,
            "dst_packets": _COUNT,
            "ipfix": DICTIONARY,
            "src_payload_ref": reference("artifact"),
            "dst_payload_ref": reference("artifact"),
            "encapsulates_refs": references("network-traffic"),
            "encapsulated_by_ref": reference("network-traffic"),
        },
    ),
    "process": Part(
        {},
        {
            "is_hidden": BOOLEAN,
            "pid": _INTEGER,
            "created_time": TIME,
            "cwd": TEXT,
            "command_line": TEXT,
            "environment_variables": DICTIONARY,
            "opened_connection_refs": references("network-traffic"),
            "creator_user_ref": reference("user-account"),
            "image_ref": reference("file"),
            "parent_ref": reference("process"),
            "child_refs": references("process"),
        },
    ),
    "software": Part(
        {"name": TEXT},
        {"cpe": TEXT, "swid": TEXT, "languages": TEXTS, "vendor": TEXT, "version": TEXT},
    ),
    "url": Part({"value": TEXT}),
    "user-account": Part(
        {},
        {
            "user_id": TEXT,
            "credential": TEXT,
            "account_login": TEXT,
            "account_type": TEXT,
            "display_name": TEXT,
            "is_service_account": BOOLEAN,
            "is_privileged": BOOLEAN,
            "can_escalate_privs": BOOLEAN,
            "is_disabled": BOOLEAN,
            "account_created": TIME,
            "account_expires": TIME,
            "credential_last_changed": TIME,
            "account_first_login": TIME,
            "account_last_login": TIME,
        },
    ),
    "windows-registry-key": Part(
        {},
        {
            "key": TEXT,
            "values": REGISTRY_VALUES,
            "modified_time": TIME,
            "creator_user_ref": reference("user-account"),
            "number_of_subkeys": _COUNT,
        },
    ),
    "x509-certificate": Part(
        {},
        {
            "is_self_signed": BOOLEAN,
            "hashes": HASHES,
            "version": TEXT,
            "serial_number": TEXT,
            "signature_algorithm": TEXT,
            "issuer": TEXT,
            "validity_not_before": TIME,
            "validity_not_after": TIME,
            "subject": TEXT,
            "subject_public_key_algorithm": TEXT,
            "subject_public_key_modulus": TEXT,
            "subject_public_key_exponent": _INTEGER,
            "x509_v3_extensions": X509_EXTENSIONS,
        },
    ),
}

_PE_HEADER = Part(
    {},
    {
        **dict.fromkeys(
            (
                "magic_hex",
                "image_base_hex",
                "win32_version_value_hex",
                "checksum_hex",
                "subsystem_hex",
                "dll_characteristics_hex",
                "loader_flags_hex",
            ),
            HEX,
        ),
        **dict.fromkeys(
            (
                "major_linker_version",
                "minor_linker_version",
                "size_of_code",
                "size_of_initialized_data",
                "size_of_uninitialized_data",
                "address_of_entry_point",
                "base_of_code",
                "base_of_data",
                "section_alignment",
                "file_alignment",
                "major_os_version",
                "minor_os_version",
                "major_image_version",
                "minor_image_version",
                "major_subsystem_version",
                "minor_subsystem_version",
                "size_of_image",
                "size_of_headers",
                "size_of_stack_reserve",
                "size_of_stack_commit",
                "size_of_heap_reserve",
                "size_of_heap_commit",
                "number_of_rva_and_sizes",
            ),
            _INTEGER,
        ),
        "hashes": HASHES,
    },
)
_PE_SECTIONS = Part(
    {"name": TEXT}, {"size": _COUNT, "entropy": number(), "hashes": HASHES}, many=True
)

EXTENSION = {
    "archive-ext": Part({"contains_refs": references("file", "directory")}, {"comment": TEXT}),
    "ntfs-ext": Part(
        {},
        {
            "sid": TEXT,
            "alternate_data_streams": Part(
                {"name": TEXT}, {"hashes": HASHES, "size": _COUNT}, many=True
            ),
        },
    ),
    "pdf-ext": Part(
        {},
        {
            "version": TEXT,
            "is_optimized": BOOLEAN,
            "document_info_dict": DICTIONARY,
            "pdfid0": TEXT,
            "pdfid1": TEXT,
        },
    ),
    "raster-image-ext": Part(
        {},
        {
            "image_height": _INTEGER,
            "image_width": _INTEGER,
            "bits_per_pixel": _INTEGER,
            "exif_tags": DICTIONARY,
        },
    ),
    "windows-pebinary-ext": Part(
        {"pe_type": TEXT},
        {
            "imphash": TEXT,
            "machine_hex": HEX,
            "number_of_sections": _COUNT,
            "time_date_stamp": TIME,
            "pointer_to_symbol_table_hex": HEX,
            "number_of_symbols": _COUNT,
            "size_of_optional_header": _COUNT,
            "characteristics_hex": HEX,
            "file_header_hashes": HASHES,
            "optional_header": _PE_HEADER,
            "sections": _PE_SECTIONS,
        },
    ),
    "http-request-ext": Part(
        {"request_method": TEXT, "request_value": TEXT},
        {
            "request_version": TEXT,
            "request_header": DICTIONARY,
            "message_body_length": _INTEGER,
            "message_body_data_ref": reference("artifact"),
        },
    ),
    "icmp-ext": Part({"icmp_type_hex": HEX, "icmp_code_hex": HEX}),
    "socket-ext": Part(
        {
            "address_family": choice(
                "AF_UNSPEC",
                "AF_INET",
                "AF_IPX",
                "AF_APPLETALK",
                "AF_NETBIOS",
                "AF_INET6",
                "AF_IRDA",
                "AF_BTH",
            )
        },
        {
            "is_blocking": BOOLEAN,
            "is_listening": BOOLEAN,
            "options": DICTIONARY,
            "socket_type": choice(
                "SOCK_STREAM", "SOCK_DGRAM", "SOCK_RAW", "SOCK_RDM", "SOCK_SEQPACKET"
            ),
            "socket_descriptor": _COUNT,
            "socket_handle": _INTEGER,
        },
    ),
    "tcp-ext": Part({}, {"src_flags_hex": HEX, "dst_flags_hex": HEX}),
    "windows-process-ext": Part(
        {},
        {
            "aslr_enabled": BOOLEAN,
            "dep_enabled": BOOLEAN,
            "priority": TEXT,
            "owner_sid": TEXT,
            "window_title": TEXT,
            "startup_info": DICTIONARY,
            "integrity_level": choice("low", "medium", "high", "system"),
        },
    ),
    "windows-service-ext": Part(
        {},
        {
            "service_name": TEXT,
            "descriptions": TEXTS,
            "display_name": TEXT,
            "group_name": TEXT,
            "start_type": choice(
                "SERVICE_AUTO_START",
                "SERVICE_BOOT_START",
                "SERVICE_DEMAND_START",
                "SERVICE_DISABLED",
                "SERVICE_SYSTEM_ALERT",
            ),
            "service_dll_refs": references("file"),
            "service_type": choice(
                "SERVICE_KERNEL_DRIVER",
                "SERVICE_FILE_SYSTEM_DRIVER",
                "SERVICE_WIN32_OWN_PROCESS",
                "SERVICE_WIN32_SHARE_PROCESS",
            ),
            "service_status": choice(
                "SERVICE_CONTINUE_PENDING",
                "SERVICE_PAUSE_PENDING",
                "SERVICE_PAUSED",
                "SERVICE_RUNNING",
                "SERVICE_START_PENDING",
                "SERVICE_STOP_PENDING",
                "SERVICE_STOPPED",
            ),
        },
    ),
    "unix-account-ext": Part(
        {}, {"gid": _INTEGER, "groups": TEXTS, "home_dir": TEXT, "shell": TEXT}
    ),
}

# At least one of these must be there.
ONE_OF = {
    "artifact": ("payload_bin", "url"),
    "file": ("hashes", "name"),
    "network-traffic": ("src_ref", "dst_ref"),
    "user-account": (*OBSERVABLE["user-account"].optional, "extensions"),
    "process": (*OBSERVABLE["process"].optional, "extensions"),
    "x509-certificate": tuple(OBSERVABLE["x509-certificate"].optional),
}
TOGETHER = {"artifact": (("url", "hashes"), ("decryption_key", "encryption_algorithm"))}
ORDERED = {"network-traffic": ("start", "end")}

CONTRIBUTING: dict[str, tuple[str, ...]] = {
    "artifact": ("hashes", "payload_bin"),
    "autonomous-system": ("number",),
    "directory": ("path",),
    "domain-name": ("value",),
    "email-addr": ("value",),
    "email-message": ("from_ref", "subject", "body"),
    "file": ("hashes", "name", "parent_directory_ref", "extensions"),
    "ipv4-addr": ("value",),
    "ipv6-addr": ("value",),
    "mac-addr": ("value",),
    "mutex": ("name",),
    "network-traffic": (
        "start",
        "end",
        "src_ref",
        "dst_ref",
        "src_port",
        "dst_port",
        "protocols",
        "extensions",
    ),
    "process": (),
    "software": ("name", "cpe", "swid", "vendor", "version"),
    "url": ("value",),
    "user-account": ("account_type", "user_id", "account_login"),
    "windows-registry-key": ("key", "values"),
    "x509-certificate": ("hashes", "serial_number"),
}
