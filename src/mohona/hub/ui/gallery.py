# SPDX-License-Identifier: Apache-2.0
"""Sample data of the gallery page, in both languages, with made-up organisations and figures.

The values are reserved ones: ``.example`` names (RFC 2606), TEST-NET-3 addresses (RFC 5737).
"""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from mohona.hub.ui.parts import Event, Policy, Step, Tab, Why
from mohona.hub.ui.pictures.bars import Bar
from mohona.hub.ui.pictures.graph import Neighbour, Node
from mohona.hub.ui.pictures.lines import Series
from mohona.hub.ui.pictures.streams import Stream

NOON = datetime(2026, 11, 23, 8, 7, tzinfo=UTC)
CEDAR = """permit (
  principal,
  action == Action::"receive",
  resource
) when {
  resource.tlp == "amber" &&
  principal.communities.containsAny(resource.communities)
};"""
BEFORE = {
    "type": "indicator",
    "name": "Phishing server",
    "confidence": 60,
    "labels": ["phishing", "bank"],
    "pattern": "[domain-name:value = 'login-secure.example']",
}
AFTER = {
    **{key: value for key, value in BEFORE.items() if key != "confidence"},
    "name": "Phishing server aimed at bank staff",
    "labels": ["phishing", "bank", "credential-theft"],
    "valid_until": "2027-01-23T00:00:00Z",
}


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=_("Name"), help_text=_("As it stands in the letterhead."))
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("cert", "CERT"), ("isac", "ISAC"), ("company", _("Company"))]
    )
    limit = forms.ChoiceField(
        label=_("Up to which TLP"),
        choices=[("green", "TLP:GREEN"), ("amber", "TLP:AMBER")],
        widget=forms.RadioSelect,
    )
    values = forms.CharField(
        label=_("Values"),
        required=False,
        help_text=_("One per line; up to 1,000."),
        widget=forms.Textarea(attrs={"rows": 3, "class": "values"}),
    )
    file = forms.FileField(label=_("Bundle"), required=False, help_text=_("STIX 2.1, JSON."))
    active = forms.BooleanField(label=_("May send records to the hub"), required=False)


class SampleFilters(forms.Form):
    """A filter bar."""

    q = forms.CharField(label=_("Text or value"), required=False)
    type = forms.ChoiceField(
        label=_("Type"),
        required=False,
        choices=[("", _("All")), ("indicator", _("Indicator")), ("malware", _("Malware"))],
    )
    tlp = forms.ChoiceField(
        label="TLP",
        required=False,
        choices=[("", _("All")), ("green", "TLP:GREEN"), ("amber", "TLP:AMBER")],
    )


ENGLISH: dict[str, Any] = {
    "language": "en",
    "headline": "In seven days 30,620 records came in; 28,822 went on to 41 organisations.",
    "lead": "1,798 stayed: 1,204 because nobody may have them, 571 wait for a person.",
    "stats": [(8214, "records newly released"), (3, "organisations gain"), (0, "withdrawn")],
    "caption": "3 records wait for you, the most urgent first.",
    "columns": ("What", "From", "Handling", "Records", "Received"),
    "rows": [
        ("Review: 212 indicators for CERT East", "Bank ISAC", "amber", 212, NOON),
        ("Have members seen 14 addresses?", "CERT North", "amber+strict", 14, NOON),
        ("Feed “Phishing list” doubled in size", "Open feeds", "clear", 12345678, NOON),
    ],
    "facts": [
        ("Valid", "23 November to 23 January"),
        ("Confidence", "70 / 100"),
        ("Seen", "at 3 banks, last today at 11:52"),
    ],
    "tabs": [Tab("Readable", "#", current=True), Tab("Versions", "#", count=3), Tab("Raw", "#")],
    "empty": ("Nothing is in quarantine", "Every record of the last 30 days could be read."),
    "upload": "Upload a bundle",
    "notice": ("One promise collides.", "3 of the 94 reports stay withheld until you decide."),
    "progress": "Records read",
    "events": [
        Event(NOON, "Came in through TAXII", by="Bank ISAC", tlp="amber"),
        Event(NOON, "Decided for 12 organisations", detail="3 get it without the source"),
        Event(NOON, "Delivered to CERT East", url="#"),
    ],
    "why": Why(
        "Why may CERT East see this record?",
        "Yes: both are members of “Bank exchange”, where records up to TLP:AMBER flow.",
        (
            Step("Marking: TLP:AMBER, sector: banking, type: indicator", passed=True),
            Step("Source: Bank ISAC", "CERT East did not give it to the hub itself.", True),
            Step("Shared community: Bank exchange, up to TLP:AMBER", passed=True),
            Step("No rule forbids it", passed=True),
        ),
        (Policy("Amber flows inside a shared community", CEDAR),),
        allowed=True,
    ),
}
BANGLA: dict[str, Any] = {
    "language": "bn",
    "headline": "সাত দিনে ৩০,৬২০টি তথ্য এসেছে; ২৮,৮২২টি ৪১টি প্রতিষ্ঠানে গেছে।",
    "lead": "১,৭৯৮টি রয়ে গেছে: ১,২০৪টি কেউ পেতে পারে না, ৫৭১টি একজন মানুষের অপেক্ষায়।",
    "stats": [(8214, "তথ্য নতুন করে পাবে"), (3, "প্রতিষ্ঠান লাভবান"), (0, "প্রত্যাহার")],
    "caption": "৩টি তথ্য আপনার অপেক্ষায়, সবচেয়ে জরুরিটি আগে।",
    "columns": ("বিষয়", "উৎস", "ব্যবহারবিধি", "তথ্য", "প্রাপ্তি"),
    "rows": [
        ("পর্যালোচনা: সার্ট ইস্টের জন্য ২১২টি সূচক", "ব্যাংক আইএসএসি", "amber", 212, NOON),
        ("সদস্যরা কি ১৪টি ঠিকানা দেখেছেন?", "সার্ট নর্থ", "amber+strict", 14, NOON),
        ("“ফিশিং তালিকা” ফিড দ্বিগুণ হয়েছে", "উন্মুক্ত ফিড", "clear", 12345678, NOON),
    ],
    "facts": [
        ("বৈধ", "২৩ নভেম্বর থেকে ২৩ জানুয়ারি পর্যন্ত"),
        ("বিশ্বাসযোগ্যতা", "৭০ / ১০০"),
        ("দেখা গেছে", "৩টি ব্যাংকে, শেষবার আজ ১১:৫২"),
    ],
    "tabs": [Tab("পাঠযোগ্য", "#", current=True), Tab("সংস্করণ", "#", count=3), Tab("কাঁচা তথ্য", "#")],
    "empty": ("কোয়ারেন্টিনে কিছু নেই", "গত ৩০ দিনের প্রতিটি তথ্য পড়া গেছে।"),
    "upload": "বান্ডল আপলোড করুন",
    "notice": ("একটি প্রতিশ্রুতির সঙ্গে বিরোধ।", "৯৪টি প্রতিবেদনের ৩টি আপনার সিদ্ধান্ত পর্যন্ত আটকে থাকবে।"),
    "progress": "পড়া তথ্য",
    "events": [
        Event(NOON, "ট্যাক্সি দিয়ে এসেছে", by="ব্যাংক আইএসএসি", tlp="amber"),
        Event(NOON, "১২টি প্রতিষ্ঠানের জন্য সিদ্ধান্ত হয়েছে", detail="৩টি উৎস ছাড়া পায়"),
        Event(NOON, "সার্ট ইস্টে হস্তান্তরিত", url="#"),
    ],
    "why": Why(
        "সার্ট ইস্ট কেন এটি দেখতে পারে?",
        "হ্যাঁ: দুজনেই “ব্যাংক বিনিময়” কমিউনিটির সদস্য, যেখানে TLP:AMBER পর্যন্ত তথ্য চলে।",
        (
            Step("চিহ্ন: TLP:AMBER, খাত: ব্যাংক, ধরন: সূচক", passed=True),
            Step("উৎস: ব্যাংক আইএসএসি", "সার্ট ইস্ট নিজে এটি দেয়নি।", True),
            Step("অভিন্ন কমিউনিটি: ব্যাংক বিনিময়, TLP:AMBER পর্যন্ত", passed=True),
            Step("কোনো নিষেধ নেই", passed=True),
        ),
        (Policy("অভিন্ন কমিউনিটির ভেতরে অ্যাম্বার চলে", CEDAR),),
        allowed=True,
    ),
}


AMOUNTS_IN = (
    {"clear": 11204},
    {"green": 900, "amber": 4720, "red": 500},
    {"green": 4733, "amber": 200},
    {"green": 2271, "amber": 600},
    {"amber": 2900, "amber+strict": 590, "red": 300},
    {"red": 1702},
    *({"green": 90 - 9 * place, "red": place} for place in range(5)),
)
AMOUNTS_OUT = (
    {"clear": 3900, "amber": 4410},
    {"clear": 3400, "green": 2300, "amber": 1700, "red": 606},
    {"clear": 1640, "green": 3574},
    {"clear": 1400, "green": 2302},
    {"clear": 400, "amber": 1404, "amber+strict": 600},
    {"red": 1186},
    *({"amber": 60 - 9 * place, "clear": 2} for place in range(4)),
)
ENGLISH["rivers"] = (
    "Where the records of seven days came from and went",
    "Open feeds|Bank ISAC|National CIRT|Telecom ISAC|CERT North (abroad)|Energy operators"
    "|Port authority|University network|Hospital group|Post|Water works",
    "Banks|Government agencies|Telecom operators|CERT East (abroad)|CERT North (abroad)"
    "|Regulator|Rail|Ports|Water works|Hospital group",
)
BANGLA["rivers"] = (
    "সাত দিনের তথ্য কোথা থেকে এল, কোথায় গেল",
    "উন্মুক্ত ফিড|ব্যাংক আইএসএসি|জাতীয় সার্ট|টেলিকম আইএসএসি|সার্ট নর্থ (বিদেশ)|বিদ্যুৎ প্রতিষ্ঠান"
    "|বন্দর কর্তৃপক্ষ|বিশ্ববিদ্যালয় নেটওয়ার্ক|হাসপাতাল গোষ্ঠী|ডাক|পানি সরবরাহ",
    "ব্যাংক|সরকারি সংস্থা|টেলিকম প্রতিষ্ঠান|সার্ট ইস্ট (বিদেশ)|সার্ট নর্থ (বিদেশ)"
    "|নিয়ন্ত্রক সংস্থা|রেল|বন্দর|পানি সরবরাহ|হাসপাতাল গোষ্ঠী",
)
ENGLISH["bars"] = ("Most records came in on the 23rd", "17 18 19 20 21 22 23")
BANGLA["bars"] = ("সবচেয়ে বেশি তথ্য এসেছে ২৩ তারিখে", "১৭ ১৮ ১৯ ২০ ২১ ২২ ২৩")
PER_DAY = (3120, 4480, 7214, 5003, 880, 0, 9923)
ENGLISH["lines"] = ("Sightings rose after the campaign", ("Banks", "Telecom operators", "Others"))
BANGLA["lines"] = ("অভিযানের পর দেখা পাওয়া বেড়েছে", ("ব্যাংক", "টেলিকম প্রতিষ্ঠান", "অন্যান্য"))
SERIES = ((12, 14, 30, 48, 61, 90, 84), (20, 22, 19, 25, 40, 52, 79), (5, 5, 9, 6, 8, 7, 6))
ENGLISH["graph"] = (
    Node("Phishing server", kind="Indicator"),
    "River phishing campaign|Campaign;River stealer|Malware;login-secure.example|Domain"
    ";Report 17: bank phishing in November|Report;203.0.113.7|Address;Delta group|Intrusion set"
    ";Block outbound connections to new domains for bank staff|Course of action",
)
BANGLA["graph"] = (
    Node("ফিশিং সার্ভার", kind="সূচক"),
    "অভিযান “নদী”|অভিযান;ম্যালওয়্যার “স্রোত”|ম্যালওয়্যার;login-secure.example|ডোমেইন"
    ";প্রতিবেদন ১৭: নভেম্বরের ব্যাংক ফিশিং|প্রতিবেদন;203.0.113.7|ঠিকানা;ব-দ্বীপ চক্র|অনুপ্রবেশ চক্র"
    ";ব্যাংক কর্মীদের জন্য নতুন ডোমেইনে বহির্গামী সংযোগ বন্ধ রাখা|করণীয়",
)
RELATIONS = (
    "indicates",
    "communicates-with",
    "based-on",
    "refers to",
    "resolves-to",
    "uses",
    "mitigates",
)


def _pictures(sample: dict[str, Any]) -> dict[str, Any]:
    """The same figures under the names of one language."""
    title, sources, recipients = sample["rivers"]
    centre, neighbours = sample["graph"]
    return {
        "rivers_title": title,
        "sources": _streams(sources, AMOUNTS_IN),
        "recipients": _streams(recipients, AMOUNTS_OUT),
        "bars_title": sample["bars"][0],
        "bars": [
            Bar(day, value, "#")
            for day, value in zip(sample["bars"][1].split(), PER_DAY, strict=True)
        ],
        "lines_title": sample["lines"][0],
        "series": [Series(*pair) for pair in zip(sample["lines"][1], SERIES, strict=True)],
        "points": sample["bars"][1].split(),
        "centre": centre,
        "neighbours": [
            Neighbour(Node(*_named(text)), relation, outgoing=place % 3 != 0)
            for place, (text, relation) in enumerate(
                zip(neighbours.split(";"), RELATIONS, strict=True)
            )
        ],
    }


def _streams(labels: str, amounts: tuple[dict[str, int], ...]) -> list[Stream]:
    return [
        Stream(name, "#", given) for name, given in zip(labels.split("|"), amounts, strict=True)
    ]


def _named(text: str) -> tuple[str, str, str]:
    label, kind = text.split("|")
    return label, "#", kind


def samples(request: HttpRequest) -> dict[str, Any]:
    """Everything the gallery shows; the forms are rendered in the language they are shown in."""
    wrong = SampleForm({"website": "not an address", "kind": "cert"})
    with override("en"):
        wrong.is_valid()
    return {
        "both": [
            {
                **sample,
                "pictures": _pictures(sample),
                "filters": SampleFilters(request.GET, auto_id=f"{sample['language']}_%s"),
            }
            for sample in (ENGLISH, BANGLA)
        ],
        "levels": ("clear", "green", "amber", "amber+strict", "red"),
        "form": SampleForm(prefix="plain"),
        "wrong": wrong,
        "before": BEFORE,
        "after": AFTER,
        "noon": NOON,
        "tokens": ("ground", "surface", "ink", "quiet", "accent", "good", "warn", "bad"),
    }
