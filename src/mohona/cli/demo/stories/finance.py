# SPDX-License-Identifier: Apache-2.0
"""Campaigns against banks, payments and trade. All invented."""

from mohona.cli.demo.stories.story import Malware, Story

STORIES: tuple[Story, ...] = (
    Story(
        name="River Heron",
        method="phishing",
        name_bn="নদীর বক",
        description=(
            "Staff of several banks receive messages about a new sign-in portal. The page takes "
            "the password and the one-time code and signs in to the real portal within seconds. "
            "Payment orders follow in the same night."
        ),
        description_bn=(
            "কয়েকটি ব্যাংকের কর্মীদের কাছে নতুন লগইন পোর্টালের কথা বলে বার্তা পাঠানো হচ্ছে। "
            "পাতাটি পাসওয়ার্ড ও একবার ব্যবহারের কোড নিয়ে কয়েক সেকেন্ডের মধ্যে আসল পোর্টালে ঢুকে পড়ে। "
            "সেই রাতেই ভুয়া লেনদেনের আদেশ দেওয়া হয়।"
        ),
        actor="Reedbed Group",
        actor_bn="নলখাগড়া গোষ্ঠী",
        actor_description=(
            "A group that works office hours, buys access from others when phishing fails and "
            "cashes out through small accounts."
        ),
        motivation="personal-gain",
        malware=(
            Malware(
                "QuillStealer",
                "কুইল স্টিলার",
                ("spyware", "keylogger"),
                "Collects passwords saved in browsers and every key pressed in banking windows. "
                "It sends them out once an hour in one small upload.",
                "ব্রাউজারে রাখা পাসওয়ার্ড এবং ব্যাংকিং উইন্ডোতে চাপা প্রতিটি কী সংগ্রহ করে। "
                "ঘণ্টায় একবার ছোট একটি আপলোডে সেগুলো বাইরে পাঠায়।",
            ),
            Malware(
                "NettleLoader",
                "নেটল লোডার",
                ("downloader",),
                "A small first stage that checks the keyboard layout and fetches the next program.",
                "প্রথম ধাপের ছোট প্রোগ্রাম; কীবোর্ডের ভাষা দেখে পরের প্রোগ্রামটি নামিয়ে আনে।",
            ),
        ),
        tools=("AnyDesk", "Mimikatz"),
        techniques=("T1566.002", "T1111", "T1078", "T1056.001", "T1071.001", "T1657", "T1583.001"),
        sectors=("banking",),
        target="bank staff",
        target_bn="ব্যাংক কর্মী",
        lead="bank-isac",
        tlp="amber",
        day=0.3,
        others=("shapla-bank", "kashful-bank", "hijal-bank", "cirt", "supervision", "cyber-police"),
        lures=("shapla", "kashful", "staffportal", "securelogin", "netbank", "token"),
        baits=("New staff portal", "Your one-time code expires", "Portal migration notice"),
        product="Padma Staff Portal",
    ),
    Story(
        name="Quiet Bazaar",
        method="malware",
        name_bn="নিরিবিলি বাজার",
        description=(
            "A false loan app asks for the right to read messages and to draw over other apps. It "
            "then copies the sign-in screen of wallets and confirms transfers by itself."
        ),
        description_bn=(
            "একটি ভুয়া ঋণের অ্যাপ বার্তা পড়ার এবং অন্য অ্যাপের ওপর ছবি আঁকার অনুমতি চায়। "
            "এরপর ওয়ালেটের লগইন পর্দা নকল করে নিজে থেকেই টাকা পাঠানো অনুমোদন করে।"
        ),
        actor="Lamp Street Crew",
        actor_bn="ল্যাম্প স্ট্রিট চক্র",
        actor_description=(
            "Sellers of ready-made fraud apps; the same code appears under a new name every week."
        ),
        motivation="personal-gain",
        malware=(
            Malware(
                "BazaarGrab",
                "বাজারগ্র্যাব",
                ("trojan",),
                "An Android program that overlays wallet apps and forwards text messages. It hides "
                "its icon after the first start.",
                "অ্যান্ড্রয়েডের প্রোগ্রাম; ওয়ালেট অ্যাপের ওপর নকল পর্দা বসায় এবং খুদে বার্তা পাচার করে। "
                "প্রথমবার চালুর পর নিজের আইকন লুকিয়ে ফেলে।",
            ),
        ),
        tools=("Frida",),
        techniques=("T1204.002", "T1111", "T1056.001", "T1071.001", "T1657"),
        sectors=("financial-market", "banking"),
        target="users of payment wallets",
        target_bn="পেমেন্ট ওয়ালেট ব্যবহারকারী",
        lead="nokshi-pay",
        tlp="green",
        day=1.1,
        others=("bank-isac", "supervision", "cirt", "machranga-mobile", "cyber-police"),
        lures=("easyloan", "cashgift", "walletbonus", "nokshi", "quickpay"),
        baits=("Loan in five minutes", "Wallet bonus", "Verify your wallet"),
        product="Wallet SDK Bokpakhi",
    ),
    Story(
        name="Paper Tide",
        method="phishing",
        name_bn="কাগজের জোয়ার",
        description=(
            "Mailboxes of shipping agents are read for weeks. When an invoice is due, the thieves "
            "answer inside the real thread with new account details."
        ),
        description_bn=(
            "জাহাজ কোম্পানির এজেন্টদের মেইলবক্স কয়েক সপ্তাহ ধরে পড়া হয়। "
            "চালানের টাকা দেওয়ার সময় এলে আসল কথোপকথনের ভেতরেই নতুন ব্যাংক হিসাব নম্বর পাঠানো হয়।"
        ),
        actor="Ledger Otter",
        actor_bn="খাতার ভোঁদড়",
        actor_description=(
            "Patient invoice fraudsters who prefer mailbox rules to malware and speak the trade's "
            "language well."
        ),
        motivation="personal-gain",
        malware=(
            Malware(
                "TallyGrab",
                "ট্যালিগ্র্যাব",
                ("spyware",),
                "Reads stored mail on a machine and keeps only messages that mention payment.",
                "যন্ত্রে জমা মেইল পড়ে শুধু লেনদেন-সংক্রান্ত বার্তাগুলো রেখে দেয়।",
            ),
        ),
        tools=("Rclone",),
        techniques=("T1566.001", "T1078", "T1110.003", "T1567.002", "T1657"),
        sectors=("transport", "banking"),
        target="shipping agents",
        target_bn="জাহাজ কোম্পানির এজেন্ট",
        lead="bay-port",
        tlp="amber",
        day=2.4,
        others=("cirt", "bank-isac", "cert-east", "cyber-police"),
        lures=("freight", "portclear", "invoice", "bayagent", "customsdesk"),
        baits=("Revised proforma invoice", "Change of beneficiary bank", "Demurrage statement"),
        product="HarbourDesk Mail Gateway",
    ),
    Story(
        name="Copper Magpie",
        method="flood",
        name_bn="তামার দোয়েল",
        description=(
            "Home routers with an old management page are taken over and rented out. The same "
            "machines try bank passwords in the evening and join floods at night."
        ),
        description_bn=(
            "পুরোনো ব্যবস্থাপনা পাতাওয়ালা ঘরের রাউটার দখল করে ভাড়া দেওয়া হচ্ছে। "
            "একই যন্ত্রগুলো সন্ধ্যায় ব্যাংকের পাসওয়ার্ড পরীক্ষা করে, রাতে নেটওয়ার্ক অচল করার আক্রমণে যোগ দেয়।"
        ),
        actor="Magpie Market",
        actor_bn="দোয়েল হাট",
        actor_description=(
            "A rental service for taken-over devices; its customers change, its machines do not."
        ),
        motivation="personal-gain",
        malware=(
            Malware(
                "MagpieBot",
                "ম্যাগপাই বট",
                ("bot", "ddos"),
                "Lives only in the memory of routers. It spreads by guessing passwords and closes "
                "the door to rivals behind itself.",
                "শুধু রাউটারের মেমরিতে থাকে। পাসওয়ার্ড অনুমান করে ছড়ায় এবং ঢোকার পর অন্যদের জন্য পথ বন্ধ করে দেয়।",
            ),
        ),
        tools=("Masscan",),
        techniques=("T1584.008", "T1110.003", "T1090.002", "T1498", "T1105"),
        sectors=("digital-infrastructure",),
        target="home routers",
        target_bn="ঘরের রাউটার",
        lead="telecom-isac",
        tlp="green",
        day=0.6,
        others=(
            "shalik-telecom",
            "bokul-fibre",
            "machranga-mobile",
            "cirt",
            "cert-east",
            "delta-university",
            "cert-lakes",
        ),
        lures=("routerupdate", "cpe-firmware", "devsync", "ntp-pool", "meshnode"),
        baits=("Firmware notice",),
        product="Doel R20 home router",
    ),
)
