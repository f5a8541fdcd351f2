# SPDX-License-Identifier: Apache-2.0
"""Pictures as SVG, drawn on the server by pure functions: rivers, bars, lines, graph.

Each returns one ``<figure>`` with two drawings of the same data, a wide and a narrow one; CSS
shows the one that fits. Colours come from CSS classes, so dark mode and print need no second
drawing. No script, no ``style``; every label and address is escaped.
"""
