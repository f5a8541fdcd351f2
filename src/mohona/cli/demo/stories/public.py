# SPDX-License-Identifier: Apache-2.0
"""Campaigns against ministries, hospitals, universities and the public. All invented."""

from mohona.cli.demo.stories.story import Malware, Story

STORIES: tuple[Story, ...] = (
    Story(
        name="Mango Rain",
        method="intrusion",
        name_bn="আমের বৃষ্টি",
        description=(
            "Ransomware enters hospitals through an old remote desktop and waits for the weekend. "
            "Backups within reach are deleted before the first file is encrypted."
        ),
        description_bn=(
            "পুরোনো রিমোট ডেস্কটপের পথে হাসপাতালে র‍্যানসমওয়্যার ঢোকে এবং সাপ্তাহিক ছুটির জন্য অপেক্ষা করে। "
            "প্রথম ফাইল এনক্রিপ্ট করার আগেই নাগালের ব্যাকআপগুলো মুছে ফেলা হয়।"
        ),
        actor="Drownlock Team",
        actor_bn="ড্রাউনলক দল",
        actor_description=(
            "An extortion group that works with bought accesses and publishes what is not paid for."
        ),
        motivation="personal-gain",
        malware=(
            Malware(
                "DrownLock",
                "ড্রাউনলক",
                ("ransomware",),
                "Encrypts shares first and the machine last, so that the screen with the demand "
                "appears when nothing can be saved any more.",
                "আগে ভাগাভাগি করা ফোল্ডার, সবশেষে যন্ত্রটি এনক্রিপ্ট করে; "
                "মুক্তিপণের বার্তা যখন দেখা যায়, তখন আর কিছু বাঁচানোর থাকে না।",
            ),
            Malware(
                "SluiceGate",
                "স্লুইসগেট",
                ("backdoor",),
                "Keeps a way back in and turns off the protection of the machine.",
                "ফিরে আসার পথ খোলা রাখে এবং যন্ত্রের সুরক্ষা বন্ধ করে দেয়।",
            ),
        ),
        tools=("Mimikatz", "PsExec", "Rclone"),
        techniques=("T1021.001", "T1078", "T1003.001", "T1567.002", "T1486", "T1070.004"),
        sectors=("health",),
        target="hospitals",
        target_bn="হাসপাতাল",
        lead="health-network",
        tlp="amber",
        day=2.0,
        others=("krishnachura-hospital", "shiuli-hospital", "cirt", "cert-north", "cert-lakes"),
        lures=("labreport", "patientfile", "drownpay", "clinicdesk", "vaccine"),
        baits=("Laboratory result", "Vaccine cold-chain log"),
        product="Rogi Patient Record",
    ),
    Story(
        name="Glass Ferry",
        method="phishing",
        name_bn="কাচের ফেরি",
        description=(
            "Copies of the government webmail page collect passwords of officials. Old messages "
            "are then forwarded abroad by a rule that nobody looks at."
        ),
        description_bn=(
            "সরকারি ওয়েবমেইলের নকল পাতা দিয়ে কর্মকর্তাদের পাসওয়ার্ড সংগ্রহ করা হচ্ছে। "
            "এরপর কারও নজরে না পড়া একটি নিয়মের মাধ্যমে পুরোনো বার্তা বিদেশে পাঠানো হয়।"
        ),
        actor="Pale Ghat",
        actor_bn="ফ্যাকাশে ঘাট",
        actor_description=(
            "Interested in correspondence, not in money; works quietly before large conferences."
        ),
        motivation="ideology",
        malware=(
            Malware(
                "FerryScript",
                "ফেরিস্ক্রিপ্ট",
                ("spyware",),
                "A script inside the webmail page that copies every message that is opened.",
                "ওয়েবমেইল পাতার ভেতরের স্ক্রিপ্ট; খোলা প্রতিটি বার্তার অনুলিপি করে।",
            ),
        ),
        tools=("Evilginx",),
        techniques=("T1598.003", "T1566.002", "T1078", "T1111", "T1071.001"),
        sectors=("public-administration",),
        target="officials",
        target_bn="সরকারি কর্মকর্তা",
        lead="cirt",
        tlp="amber+strict",
        day=0.4,
        others=("ministry", "cyber-police", "cert-north", "delta-university"),
        lures=("webmail", "sochib", "ministry-mail", "nothi", "mailbox-quota"),
        baits=("Mailbox nearly full", "Circular on office hours", "Conference programme"),
        product="Nothi Webmail",
    ),
    Story(
        name="Night Delta",
        method="flood",
        name_bn="রাতের ব-দ্বীপ",
        description=(
            "Floods of requests reach public services in the evening, announced an hour before in "
            "chat groups. They rarely last longer than twenty minutes."
        ),
        description_bn=(
            "সন্ধ্যায় সরকারি সেবার দিকে অনুরোধের ঢল নামে; এক ঘণ্টা আগে চ্যাট গ্রুপে ঘোষণা দেওয়া হয়। "
            "আক্রমণ সাধারণত বিশ মিনিটের বেশি স্থায়ী হয় না।"
        ),
        actor="Delta Choir",
        actor_bn="ব-দ্বীপ কোরাস",
        actor_description=(
            "Loosely organised people who want to be talked about; some of them only repeat claims."
        ),
        motivation="notoriety",
        malware=(
            Malware(
                "ChorusFlood",
                "কোরাসফ্লাড",
                ("ddos",),
                "A small program that volunteers start themselves; it asks a list for its targets.",
                "স্বেচ্ছাসেবীরা নিজেরাই চালায়; কোথায় আঘাত করতে হবে তা একটি তালিকা থেকে জেনে নেয়।",
            ),
        ),
        tools=("Masscan",),
        techniques=("T1498", "T1583.001", "T1090.002"),
        sectors=("public-administration", "digital-infrastructure"),
        target="public services",
        target_bn="সরকারি সেবা",
        lead="cirt",
        tlp="clear",
        day=5.3,
        others=(
            "ministry",
            "telecom-isac",
            "bokul-fibre",
            "cert-east",
            "cert-lakes",
            "shalik-telecom",
            "cert-north",
        ),
        lures=("choir", "joinflood", "targets", "nightcall", "voicelist"),
        baits=("Call to join",),
        product="Sheba Citizen Portal",
    ),
    Story(
        name="Winter Kite",
        method="phishing",
        name_bn="শীতের ঘুড়ি",
        description=(
            "Researchers are invited to review papers. The review form is a sign-in page of their "
            "own university, and the library account is sold a week later."
        ),
        description_bn=(
            "গবেষকদের প্রবন্ধ পর্যালোচনার আমন্ত্রণ পাঠানো হয়। "
            "পর্যালোচনার ফরমটি আসলে তাঁদের নিজ বিশ্ববিদ্যালয়ের নকল লগইন পাতা; "
            "এক সপ্তাহ পরে গ্রন্থাগারের অ্যাকাউন্ট বিক্রি হয়ে যায়।"
        ),
        actor="Kite String",
        actor_bn="ঘুড়ির সুতা",
        actor_description="Sellers of library access, active at the start of each term.",
        motivation="personal-gain",
        malware=(
            Malware(
                "SpoolReader",
                "স্পুলরিডার",
                ("spyware",),
                "Copies print jobs; found twice on machines in reading rooms.",
                "ছাপার কাজের অনুলিপি রাখে; পাঠকক্ষের যন্ত্রে দুবার পাওয়া গেছে।",
            ),
        ),
        tools=("Evilginx",),
        techniques=("T1566.002", "T1598.003", "T1078", "T1567.002"),
        sectors=("research",),
        target="researchers",
        target_bn="গবেষক",
        lead="delta-university",
        tlp="green",
        day=6.2,
        others=("cirt", "cert-east", "cert-lakes"),
        lures=("peerreview", "library", "journal-desk", "campuslogin", "delta-uni"),
        baits=("Invitation to review", "Library account renewal"),
        product="Pathagar Library System",
    ),
)
