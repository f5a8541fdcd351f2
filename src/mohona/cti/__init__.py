# SPDX-License-Identifier: Apache-2.0
"""The language of threat intelligence: reading, checking and naming what members exchange.

Pure code: no Django, no network, no clock. `formats` reads documents, `model` knows the objects of
STIX 2.1, `patterns` and `values` find what can be looked up, `tlp` and `sectors` read the handling.
"""
