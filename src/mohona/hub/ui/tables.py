# SPDX-License-Identifier: Apache-2.0
"""Gives each cell of a table the heading of its column as ``data-label``.

At 360 pixels a row becomes a card, and CSS writes the label before the value. Works on
our own markup (one ``thead``, no nested table); values in it are escaped already, so a
``<td`` can only be ours. Cells with ``colspan`` and cells that carry a label stay as they are.
"""

import re

_HEAD = re.compile(r"<thead.*?</thead>", re.DOTALL)
_HEADING = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_ROW = re.compile(r"<tr\b[^>]*>.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<(td|th)\b([^>]*)>")
_TAG = re.compile(r"<svg.*?</svg>|<[^>]+>", re.DOTALL)


def label_cells(html: str) -> str:
    """The same rows with ``data-label`` on every cell of the body that has a heading."""
    head = _HEAD.search(html)
    if not head:
        return html
    labels = [_words(heading) for heading in _HEADING.findall(head.group())]
    body = _ROW.sub(lambda row: _label_row(row.group(), labels), html[head.end() :])
    return html[: head.end()] + body


def _label_row(row: str, labels: list[str]) -> str:
    if "colspan" in row:
        return row
    left = iter(labels)

    def add(cell: re.Match[str]) -> str:
        label = next(left, "")
        if not label or "data-label" in cell[2]:
            return cell.group()
        return f'<{cell[1]}{cell[2]} data-label="{label}">'

    return _CELL.sub(add, row)


def _words(html: str) -> str:
    """The text of a heading, fit for an attribute in double quotes (it is escaped already)."""
    return " ".join(_TAG.sub(" ", html).replace('"', "&quot;").split())
