# SPDX-License-Identifier: Apache-2.0
"""Cells know the heading of their column, so that a row can become a card."""

from mohona.hub.ui.tables import label_cells

HEAD = (
    '<thead><tr><th scope="col">What</th>'
    '<th scope="col"><a href="?sort=n">Records &amp; more <span>↑</span></a></th></tr></thead>'
)


def test_cells_get_the_words_of_their_heading() -> None:
    row = '<tbody><tr><th scope="row">A</th><td class="num">2</td></tr></tbody>'
    assert label_cells(HEAD + row) == (
        HEAD + '<tbody><tr><th scope="row" data-label="What">A</th>'
        '<td class="num" data-label="Records &amp; more ↑">2</td></tr></tbody>'
    )


def test_each_row_starts_again_and_own_labels_stay() -> None:
    rows = '<tr><td>A</td></tr><tr><td data-label="Own">B</td><td>2</td><td>3</td></tr>'
    labelled = label_cells(HEAD + rows)
    assert labelled.count('data-label="What"') == 1
    assert '<td data-label="Own">B</td><td data-label="Records &amp; more ↑">2</td>' in labelled
    assert "<td>3</td>" in labelled


def test_a_heading_cannot_break_out_of_the_attribute() -> None:
    head = '<thead><tr><th>"onclick="x</th></tr></thead>'
    assert '<td data-label="&quot;onclick=&quot;x">' in label_cells(head + "<tr><td>1</td></tr>")


def test_rows_over_several_columns_and_tables_without_head_stay() -> None:
    assert label_cells("<tr><td>1</td></tr>") == "<tr><td>1</td></tr>"
    wide = HEAD + '<tr><td colspan="2">1</td></tr>'
    assert label_cells(wide) == wide
