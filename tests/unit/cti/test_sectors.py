# SPDX-License-Identifier: Apache-2.0
"""Sectors: the vocabulary of STIX and labels of feeds become codes of NIS 2."""

from typing import Any

import pytest
from stix2.v21 import vocab

from mohona.cti import sectors, tlp


@pytest.mark.parametrize(
    ("obj", "codes"),
    [
        ({}, ()),
        ({"sectors": ["telecommunications"]}, ("digital-infrastructure",)),
        ({"sectors": ["financial-services"]}, ("banking", "financial-market")),
        ({"sectors": ["Health", "banking"]}, ("banking", "health")),
        ({"labels": ["sector:banking", "phishing"]}, ("banking",)),
        ({"labels": ['nis2:sector="drinking water"']}, ("drinking-water",)),
        ({"sectors": ["energy"], "labels": ["sector:space"]}, ("energy", "space")),
        ({"sectors": ["retail"]}, ()),
        ({"labels": ["sectorial"]}, ()),
    ],
)
def test_named_sectors_are_read(obj: dict[str, Any], codes: tuple[str, ...]) -> None:
    assert sectors.read(obj) == (codes, ())
    assert tlp.sectors_of(obj) == codes


@pytest.mark.parametrize(
    "obj",
    [
        {"sectors": ["teapots"]},
        {"sectors": "banking"},
        {"sectors": [5]},
        {"labels": ["sector:teapots"]},
        {"sectors": ["banking", "teapots"]},
    ],
)
def test_an_unknown_sector_is_a_reason(obj: dict[str, Any]) -> None:
    assert sectors.read(obj).reasons == ("unknown-sector",)


def test_every_industry_of_the_standard_is_known() -> None:
    for name in vocab.INDUSTRY_SECTOR:
        assert sectors.read({"sectors": [name]}).reasons == ()


def test_synonyms_lead_to_codes() -> None:
    for codes in sectors.SYNONYMS.values():
        assert set(codes) <= set(sectors.SECTORS)
    assert not set(sectors.SYNONYMS) & set(sectors.SECTORS)
