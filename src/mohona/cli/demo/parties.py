# SPDX-License-Identifier: Apache-2.0
"""The fictional organisations that take part.

Countries abroad use codes that ISO 3166 leaves to its users (XN, XE, XL), so that no real
country is meant. Sectors are codes of `mohona.cti.sectors`.
"""

from mohona.cli.demo.model import Organisation

HOME = "BD"

ORGANISATIONS: tuple[Organisation, ...] = (
    Organisation(
        "cirt",
        "National CIRT",
        "জাতীয় সার্ট",
        "csirt",
        HOME,
        default_tlp="green",
        is_operator=True,
        coordinates=True,
    ),
    Organisation(
        "bank-isac",
        "Bank ISAC",
        "ব্যাংক আইএসএসি",
        "isac",
        HOME,
        ("banking", "financial-market"),
        "amber",
    ),
    Organisation(
        "telecom-isac",
        "Telecom ISAC",
        "টেলিকম আইএসএসি",
        "isac",
        HOME,
        ("digital-infrastructure",),
        "green",
    ),
    Organisation(
        "energy-isac",
        "Energy ISAC",
        "জ্বালানি আইএসএসি",
        "isac",
        HOME,
        ("energy", "drinking-water"),
        "amber",
    ),
    Organisation(
        "health-network", "Health Network", "স্বাস্থ্য নেটওয়ার্ক", "isac", HOME, ("health",), "amber"
    ),
    Organisation(
        "shapla-bank", "Shapla Bank", "শাপলা ব্যাংক", "operator", HOME, ("banking",), "amber+strict"
    ),
    Organisation(
        "kashful-bank", "Kashful Bank", "কাশফুল ব্যাংক", "operator", HOME, ("banking",), "amber"
    ),
    Organisation(
        "hijal-bank",
        "Hijal Savings Bank",
        "হিজল সঞ্চয় ব্যাংক",
        "operator",
        HOME,
        ("banking",),
        "amber",
    ),
    Organisation(
        "nokshi-pay", "Nokshi Pay", "নকশি পে", "company", HOME, ("financial-market",), "amber"
    ),
    Organisation(
        "shalik-telecom",
        "Shalik Telecom",
        "শালিক টেলিকম",
        "operator",
        HOME,
        ("digital-infrastructure",),
        "amber",
    ),
    Organisation(
        "machranga-mobile",
        "Machranga Mobile",
        "মাছরাঙা মোবাইল",
        "operator",
        HOME,
        ("digital-infrastructure",),
        "green",
    ),
    Organisation(
        "bokul-fibre",
        "Bokul Fibre",
        "বকুল ফাইবার",
        "company",
        HOME,
        ("digital-infrastructure",),
        "green",
    ),
    Organisation(
        "kodom-grid",
        "Kodom Power Grid",
        "কদম পাওয়ার গ্রিড",
        "operator",
        HOME,
        ("energy",),
        "amber+strict",
    ),
    Organisation(
        "kolmi-water",
        "Kolmi Water Supply",
        "কলমি পানি সরবরাহ",
        "operator",
        HOME,
        ("drinking-water",),
        "amber",
    ),
    Organisation(
        "krishnachura-hospital",
        "Krishnachura Hospital",
        "কৃষ্ণচূড়া হাসপাতাল",
        "operator",
        HOME,
        ("health",),
        "amber",
    ),
    Organisation(
        "shiuli-hospital", "Shiuli Hospital", "শিউলি হাসপাতাল", "operator", HOME, ("health",), ""
    ),
    Organisation(
        "bay-port",
        "Bay Gate Port Authority",
        "উপসাগর দ্বার বন্দর কর্তৃপক্ষ",
        "government",
        HOME,
        ("transport",),
        "amber",
    ),
    Organisation(
        "ministry",
        "Ministry of Public Services",
        "জনসেবা মন্ত্রণালয়",
        "government",
        HOME,
        ("public-administration",),
        "amber",
    ),
    Organisation(
        "cyber-police",
        "Cyber Police Unit",
        "সাইবার পুলিশ ইউনিট",
        "law-enforcement",
        HOME,
        ("public-administration",),
        "red",
    ),
    Organisation(
        "supervision",
        "Financial Supervision Authority",
        "আর্থিক তত্ত্বাবধান কর্তৃপক্ষ",
        "regulator",
        HOME,
        ("banking", "financial-market"),
        "amber",
    ),
    Organisation(
        "delta-university",
        "Delta University",
        "ব-দ্বীপ বিশ্ববিদ্যালয়",
        "academia",
        HOME,
        ("research",),
        "green",
    ),
    Organisation("cert-north", "CERT North", "সার্ট নর্থ", "csirt", "XN", (), "amber"),
    Organisation("cert-east", "CERT East", "সার্ট ইস্ট", "csirt", "XE", (), "green"),
    Organisation("cert-lakes", "CERT Lakes", "সার্ট লেকস", "csirt", "XL", (), ""),
    Organisation("open-feeds", "Open feeds", "উন্মুক্ত ফিড", "feed", "", (), "clear"),
)
