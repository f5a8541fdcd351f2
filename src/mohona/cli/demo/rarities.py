# SPDX-License-Identifier: Apache-2.0
"""The less common patterns: between them every operator and every qualifier of the grammar
(STIX 2.1 section 9), and rules in other languages."""

from mohona.cli.demo.makers import Maker, composed, rule

# Weight and maker.
RARE: tuple[tuple[int, Maker], ...] = (
    (
        3,
        composed(
            "range",
            "Network range that scans every night",
            "প্রতি রাতে স্ক্যান করা নেটওয়ার্ক",
            "[ipv4-addr:value ISSUBSET '{net}']",
            net="range",
        ),
    ),
    (
        1,
        composed(
            "range",
            "Route that covers the control server",
            "নিয়ন্ত্রণ সার্ভারের নেটওয়ার্ক",
            "[ipv4-addr:value ISSUPERSET '{ip}/32']",
            ip="ipv4",
        ),
    ),
    (
        3,
        composed(
            "domain",
            "Domain and its server together",
            "ডোমেইন ও তার সার্ভার একসঙ্গে",
            "[domain-name:value = '{name}' AND domain-name:resolves_to_refs[*].value = '{ip}']",
            name="domain",
            ip="ipv4",
        ),
    ),
    (
        3,
        composed(
            "ipv4",
            "Control channel on an unusual port",
            "অচেনা পোর্টে নিয়ন্ত্রণ চ্যানেল",
            "[network-traffic:dst_ref.value = '{ip}' AND network-traffic:dst_port = 8443]",
            ip="ipv4",
        ),
    ),
    (
        2,
        composed(
            "agent",
            "Web request with the malware's own agent",
            "ম্যালওয়্যারের নিজস্ব এজেন্টসহ অনুরোধ",
            "[network-traffic:extensions.'http-request-ext'.request_header.'User-Agent' "
            "= '{agent}']",
            agent="agent",
        ),
    ),
    (
        2,
        composed(
            "file",
            "Bait document by name and size",
            "নাম ও আকার দিয়ে টোপের নথি",
            "[file:name = '{name}' AND file:size > 40960 AND file:size <= 2097152]",
            name="file",
        ),
    ),
    (
        3,
        composed(
            "sha256",
            "Same sample under two hashes",
            "একই নমুনার দুটি হ্যাশ",
            "[file:hashes.'SHA-256' = '{long}' OR file:hashes.MD5 = '{short}']",
            long="sha256",
            short="md5",
        ),
    ),
    (
        2,
        composed(
            "domain",
            "Any of three sign-in copies",
            "তিনটি নকল লগইন পাতার যেকোনোটি",
            "[domain-name:value IN ('{a}', '{b}', '{c}')]",
            a="domain",
            b="domain",
            c="domain",
        ),
    ),
    (
        2,
        composed(
            "domain",
            "Family of names from one kit",
            "একই কিটের ডোমেইন পরিবার",
            "[domain-name:value MATCHES '^cdn[0-9]+\\\\.{name}$']",
            name="login",
        ),
    ),
    (
        2,
        composed(
            "mail",
            "Subject line of the lure",
            "টোপ মেইলের শিরোনাম",
            "[email-message:from_ref.value = '{mail}' AND "
            "email-message:subject LIKE '%{subject}%']",
            mail="mail",
            subject="subject",
        ),
    ),
    (
        2,
        composed(
            "runkey",
            "Start entry in the registry",
            "রেজিস্ট্রিতে চালুর এন্ট্রি",
            "[windows-registry-key:key LIKE '%\\\\CurrentVersion\\\\Run' AND "
            "windows-registry-key:values[*].name = '{name}']",
            name="runkey",
        ),
    ),
    (
        2,
        composed(
            "file",
            "Encoded command that fetches a file",
            "ফাইল নামানো এনকোড করা কমান্ড",
            "[process:command_line MATCHES 'powershell.+-enc' AND "
            "process:image_ref.name != '{name}']",
            name="file",
        ),
    ),
    (
        2,
        composed(
            "serial",
            "Certificate of the control servers",
            "নিয়ন্ত্রণ সার্ভারের সনদ",
            "[x509-certificate:serial_number = '{serial}' AND "
            "x509-certificate:is_self_signed = true]",
            serial="serial",
        ),
    ),
    (
        2,
        composed(
            "login",
            "Account made by the intruder",
            "অনুপ্রবেশকারীর তৈরি অ্যাকাউন্ট",
            "[user-account:account_login = '{login}']",
            login="login",
        ),
    ),
    (
        1,
        composed(
            "asn",
            "Rented network of the group",
            "গোষ্ঠীর ভাড়া করা নেটওয়ার্ক",
            "[autonomous-system:number = {asn}]",
            asn="asn",
        ),
    ),
    (
        1,
        composed(
            "mac",
            "Device left behind in the office",
            "কার্যালয়ে রেখে যাওয়া যন্ত্র",
            "[mac-addr:value = '{mac}']",
            mac="mac",
        ),
    ),
    (
        2,
        composed(
            "domain",
            "Look-up followed by an upload",
            "নাম অনুসন্ধানের পর আপলোড",
            "([domain-name:value = '{name}'] FOLLOWEDBY "
            "[network-traffic:dst_ref.value = '{ip}']) WITHIN 300 SECONDS",
            name="domain",
            ip="ipv4",
        ),
    ),
    (
        1,
        composed(
            "ipv4",
            "Repeated knocking from one address",
            "এক ঠিকানা থেকে বারবার চেষ্টা",
            "[network-traffic:src_ref.value = '{ip}' AND "
            "network-traffic:dst_port IN (22, 23, 2323)] "
            "REPEATS 12 TIMES WITHIN 60 SECONDS",
            ip="ipv4",
        ),
    ),
    (
        1,
        composed(
            "url",
            "Page that was live for two hours",
            "দুই ঘণ্টা চালু থাকা পাতা",
            "[url:value = '{url}'] START t'{day}T18:00:00Z' STOP t'{day}T20:00:00Z'",
            url="url",
            day="day",
        ),
    ),
    (
        1,
        composed(
            "domain",
            "Known name outside the office network",
            "কার্যালয়ের বাইরে দেখা পরিচিত নাম",
            "[domain-name:value = '{name}' AND domain-name:resolves_to_refs[*].value NOT = '{ip}'] "
            "AND [EXISTS network-traffic:dst_port]",
            name="domain",
            ip="ipv4",
        ),
    ),
    (
        2,
        rule(
            "yara",
            "YARA rule for the unpacked sample",
            "আনপ্যাক করা নমুনার জন্য ইয়ারা নিয়ম",
            'rule demo_{rule} {{ strings: $a = "{word}" wide ascii '
            "condition: $a and filesize < 2MB }}",
            word="login",
        ),
    ),
    (
        2,
        rule(
            "sigma",
            "Sigma rule for the sign-in pattern",
            "লগইনের ধরন ধরার সিগমা নিয়ম",
            "title: Demo {rule}\nlogsource:\n  category: proxy\ndetection:\n  selection:\n"
            "    c-uri|contains: '{name}'\n  condition: selection\n",
            name="domain",
        ),
    ),
    (
        2,
        rule(
            "suricata",
            "Suricata rule for the control channel",
            "নিয়ন্ত্রণ চ্যানেলের সুরিকাটা নিয়ম",
            'alert tls any any -> {ip} any (msg:"Demo {rule}"; sid:9{number:06d}; rev:1;)',
            ip="ipv4",
        ),
    ),
)
