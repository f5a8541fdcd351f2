# SPDX-License-Identifier: Apache-2.0
"""The communities of the demo, with the TLP up to which records flow inside each."""

from mohona.cli.demo.model import Community
from mohona.cli.demo.parties import HOME, ORGANISATIONS

_HOME_MEMBERS = tuple(o.slug for o in ORGANISATIONS if o.country == HOME)

COMMUNITIES: tuple[Community, ...] = (
    Community(
        "National coordination",
        "জাতীয় সমন্বয়",
        "The national CIRT, the sector bodies and the operators that must act the same day.",
        "জাতীয় সার্ট, খাতভিত্তিক সংগঠন এবং যেসব পরিচালককে একই দিনে ব্যবস্থা নিতে হয়।",
        "amber+strict",
        (
            "cirt",
            "bank-isac",
            "telecom-isac",
            "energy-isac",
            "health-network",
            "ministry",
            "supervision",
            "cyber-police",
            "kodom-grid",
            "bay-port",
        ),
    ),
    Community(
        "National members",
        "জাতীয় সদস্যবৃন্দ",
        "Every organisation of the country that takes part in the hub.",
        "হাবে অংশ নেওয়া দেশের সব প্রতিষ্ঠান।",
        "green",
        _HOME_MEMBERS,
    ),
    Community(
        "Bank ISAC members",
        "ব্যাংক আইএসএসি সদস্য",
        "Banks and payment companies, with their supervisor.",
        "ব্যাংক ও লেনদেন প্রতিষ্ঠান এবং তাদের তদারককারী।",
        "amber",
        (
            "bank-isac",
            "shapla-bank",
            "kashful-bank",
            "hijal-bank",
            "nokshi-pay",
            "supervision",
            "cirt",
        ),
    ),
    Community(
        "Bank fraud cell",
        "ব্যাংক জালিয়াতি সেল",
        "A small circle that follows running fraud; what is said there is for those present.",
        "চলমান জালিয়াতি অনুসরণের ছোট দল; সেখানকার কথা কেবল উপস্থিতদের জন্য।",
        "red",
        ("bank-isac", "shapla-bank", "kashful-bank", "cyber-police", "cirt"),
    ),
    Community(
        "Telecom ISAC members",
        "টেলিকম আইএসএসি সদস্য",
        "Mobile and fixed-line operators.",
        "মোবাইল ও স্থায়ী লাইনের পরিচালকেরা।",
        "amber",
        ("telecom-isac", "shalik-telecom", "machranga-mobile", "bokul-fibre", "cirt"),
    ),
    Community(
        "Energy and water circle",
        "জ্বালানি ও পানি চক্র",
        "Grid, water works and the Energy ISAC.",
        "বিদ্যুৎ গ্রিড, পানি সরবরাহ ও জ্বালানি আইএসএসি।",
        "amber+strict",
        ("energy-isac", "kodom-grid", "kolmi-water", "cirt"),
    ),
    Community(
        "Health Network members",
        "স্বাস্থ্য নেটওয়ার্ক সদস্য",
        "Hospitals that share one duty desk.",
        "একই কর্তব্যরত ডেস্ক ব্যবহারকারী হাসপাতালগুলো।",
        "amber",
        ("health-network", "krishnachura-hospital", "cirt"),
        suspended=("shiuli-hospital",),
    ),
    Community(
        "Bay regional CERT forum",
        "উপসাগরীয় আঞ্চলিক সার্ট ফোরাম",
        "National CERTs around the bay meet and exchange what may circulate among them.",
        "উপসাগর অঞ্চলের জাতীয় সার্টগুলোর ফোরাম; নিজেদের মধ্যে প্রচারযোগ্য তথ্য বিনিময় করে।",
        "green",
        ("cirt", "cert-north", "cert-east"),
        left=("cert-lakes",),
    ),
    Community(
        "Northern exchange",
        "উত্তর বিনিময়",
        "Close two-way work with CERT North under a memorandum of understanding.",
        "সমঝোতা স্মারকের অধীনে সার্ট নর্থের সঙ্গে ঘনিষ্ঠ দ্বিপক্ষীয় কাজ।",
        "amber",
        ("cirt", "cert-north"),
    ),
    Community(
        "Crisis cell",
        "সংকট সেল",
        "Called together when an incident threatens the country; closed again afterwards.",
        "দেশের জন্য হুমকি হয়ে ওঠা ঘটনায় ডাকা হয়; পরে আবার বন্ধ হয়।",
        "red",
        ("cirt", "ministry", "cyber-police", "energy-isac", "kodom-grid", "telecom-isac"),
    ),
    Community(
        "Research circle",
        "গবেষণা চক্র",
        "Universities and sector bodies that study malware together.",
        "যেসব বিশ্ববিদ্যালয় ও খাত সংগঠন একসঙ্গে ম্যালওয়্যার নিয়ে গবেষণা করে।",
        "green",
        ("delta-university", "cirt", "bank-isac", "telecom-isac", "cert-east"),
    ),
)
