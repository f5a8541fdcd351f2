# SPDX-License-Identifier: Apache-2.0
"""The release engine applied to any record: who may have it, since when, and why.

For: handling classes, grants, positions of late releases, deliveries, explanations. Not for:
the records themselves; a room registers its table in `sharing.registry`, and this room never
imports upward. Nouns: handling class, grant, delivery.
"""
