# SPDX-License-Identifier: Apache-2.0
"""Campaigns against energy, telecom, water, ports and their suppliers. All invented."""

from mohona.cli.demo.stories.story import Malware, Story

STORIES: tuple[Story, ...] = (
    Story(
        name="Brass Lantern",
        method="malware",
        name_bn="পিতলের লণ্ঠন",
        description=(
            "Engineers of grid companies are sent tender papers. The document opens a quiet remote "
            "door; whoever uses it reads network drawings and touches nothing."
        ),
        description_bn=(
            "গ্রিড কোম্পানির প্রকৌশলীদের কাছে দরপত্রের কাগজ পাঠানো হয়। "
            "নথিটি খুললেই নীরবে একটি দূরবর্তী প্রবেশপথ তৈরি হয়; "
            "সেই পথে কেউ নেটওয়ার্কের নকশা পড়ে, কিন্তু কিছুই বদলায় না।"
        ),
        actor="Wick Circle",
        actor_bn="সলতে চক্র",
        actor_description=(
            "A careful group that stays for months and leaves when it notices being watched."
        ),
        motivation="organizational-gain",
        malware=(
            Malware(
                "WickRAT",
                "উইকর‍্যাট",
                ("remote-access-trojan", "backdoor"),
                "A remote-access tool that answers only at the hours its operator has set. Its "
                "traffic looks like a weather service.",
                "দূর থেকে নিয়ন্ত্রণের প্রোগ্রাম; পরিচালকের ঠিক করা সময়েই কেবল সাড়া দেয়। "
                "এর যোগাযোগ দেখতে আবহাওয়া সেবার মতো।",
            ),
        ),
        tools=("PsExec", "Nmap"),
        techniques=("T1566.001", "T1204.002", "T1053.005", "T1018", "T1071.004", "T1070.004"),
        sectors=("energy",),
        target="grid engineers",
        target_bn="গ্রিড প্রকৌশলী",
        lead="energy-isac",
        tlp="amber+strict",
        day=0.9,
        others=("kodom-grid", "cirt", "cert-north"),
        lures=("gridtender", "substation", "weathernow", "scada-docs", "powerboard"),
        baits=("Tender 132 kV bay extension", "Outage plan", "Relay test protocol"),
        product="Batighor SCADA Gateway",
    ),
    Story(
        name="Silent Jute",
        method="malware",
        name_bn="নীরব পাট",
        description=(
            "Somebody inside the support chain moves telephone numbers to new SIM cards for an "
            "hour. In that hour one-time codes of bank customers go to the thieves."
        ),
        description_bn=(
            "গ্রাহকসেবার ভেতরের কেউ এক ঘণ্টার জন্য টেলিফোন নম্বর নতুন সিমে সরিয়ে দেয়। "
            "সেই এক ঘণ্টায় ব্যাংক গ্রাহকদের একবার ব্যবহারের কোড চোরদের হাতে চলে যায়।"
        ),
        actor="Loom Quarter",
        actor_bn="তাঁত মহল্লা",
        actor_description=(
            "Fraudsters with helpers in sales points; each number is used once and given back."
        ),
        motivation="personal-gain",
        malware=(
            Malware(
                "LoomTap",
                "লুমট্যাপ",
                ("backdoor", "screen-capture"),
                "Takes pictures of the screen on machines of sales points and starts with Windows.",
                "বিক্রয়কেন্দ্রের কম্পিউটারের পর্দার ছবি তোলে এবং উইন্ডোজের সঙ্গে চালু হয়।",
            ),
        ),
        tools=("AnyDesk",),
        techniques=("T1078", "T1111", "T1547.001", "T1056.001", "T1657"),
        sectors=("digital-infrastructure", "banking"),
        target="sales points of mobile operators",
        target_bn="মোবাইল অপারেটরের বিক্রয়কেন্দ্র",
        lead="shalik-telecom",
        tlp="amber",
        day=3.2,
        others=("telecom-isac", "machranga-mobile", "bank-isac", "cyber-police", "cirt"),
        lures=("simreplace", "dealerdesk", "posupdate", "salespoint", "shalik"),
        baits=("Dealer commission sheet", "New SIM form", "Point-of-sale update"),
        product="DealerDesk 7",
    ),
    Story(
        name="Salt Marsh",
        method="malware",
        name_bn="লোনা জলাভূমি",
        description=(
            "The update server of a small accounting package served a changed installer for two "
            "days. Those who updated then have a second program that calls home once a day."
        ),
        description_bn=(
            "একটি ছোট হিসাবরক্ষণ সফটওয়্যারের হালনাগাদ সার্ভার থেকে "
            "দুই দিন ধরে বদলানো ইনস্টলার দেওয়া হয়েছে। "
            "যাঁরা তখন হালনাগাদ করেছেন, তাঁদের যন্ত্রে আরেকটি প্রোগ্রাম বসে আছে, "
            "যা দিনে একবার বাইরে যোগাযোগ করে।"
        ),
        actor="Brine Atelier",
        actor_bn="লবণ কারিগর",
        actor_description=(
            "Skilled developers who enter through suppliers and choose few victims from many."
        ),
        motivation="organizational-gain",
        malware=(
            Malware(
                "SaltDrop",
                "সল্টড্রপ",
                ("dropper",),
                "Hides in an installer that is otherwise genuine and waits nine days to act.",
                "আসল ইনস্টলারের ভেতরে লুকিয়ে থাকে এবং কাজ শুরুর আগে নয় দিন অপেক্ষা করে।",
            ),
            Malware(
                "MarshLight",
                "মার্শলাইট",
                ("backdoor",),
                "A memory-only second stage that takes its orders from text records of the DNS.",
                "কেবল মেমরিতে থাকা দ্বিতীয় ধাপের প্রোগ্রাম; ডিএনএসের টেক্সট রেকর্ড থেকে আদেশ নেয়।",
            ),
        ),
        tools=("PsExec",),
        techniques=("T1195.002", "T1027", "T1071.004", "T1105", "T1003.001"),
        sectors=("digital-infrastructure", "public-administration"),
        target="users of an accounting package",
        target_bn="একটি হিসাবরক্ষণ সফটওয়্যারের ব্যবহারকারী",
        lead="cert-north",
        tlp="amber",
        day=1.7,
        others=("cirt", "delta-university", "ministry", "cert-east"),
        lures=("hishab-update", "cdn-sync", "telemetry", "licensecheck", "patchhub"),
        baits=("Hishab 4.2 update",),
        product="Hishab Accounting 4.2",
    ),
    Story(
        name="Blue Anchor",
        method="intrusion",
        name_bn="নীল নোঙর",
        description=(
            "Port systems in several countries show the same scanner and the same web shell. The "
            "visitors look for berth plans and container release codes."
        ),
        description_bn=(
            "কয়েকটি দেশের বন্দর ব্যবস্থায় একই স্ক্যানার ও একই ওয়েব শেল দেখা গেছে। "
            "অনুপ্রবেশকারীরা জাহাজ ভেড়ানোর পরিকল্পনা ও কনটেইনার ছাড়ের কোড খোঁজে।"
        ),
        actor="Harbour Crow",
        actor_bn="বন্দরের কাক",
        actor_description=(
            "Smugglers' helpers: they sell container codes and come back to the same ports."
        ),
        motivation="organizational-gain",
        malware=(
            Malware(
                "KeelShell",
                "কিলশেল",
                ("webshell",),
                "A short web shell that accepts orders in a cookie and writes no log of its own.",
                "ছোট একটি ওয়েব শেল; কুকির ভেতরে আদেশ নেয় এবং নিজের কোনো লগ রাখে না।",
            ),
        ),
        tools=("Nmap", "Rclone"),
        techniques=("T1190", "T1018", "T1021.001", "T1567.002", "T1070.004"),
        sectors=("transport",),
        target="port operating systems",
        target_bn="বন্দর পরিচালনা ব্যবস্থা",
        lead="cert-east",
        tlp="green",
        day=4.1,
        others=("bay-port", "cirt", "cert-north", "cert-lakes"),
        lures=("berthplan", "portops", "vesselinfo", "containerdesk", "quay"),
        baits=("Berth allocation", "Container release"),
        product="NoukaPort Terminal Server",
    ),
)
