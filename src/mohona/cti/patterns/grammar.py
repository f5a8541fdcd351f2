# SPDX-License-Identifier: Apache-2.0
"""The full pattern grammar, through the ANTLR parser of `stix2-patterns`.

The tree is walked with a list of nodes still to visit, so that long patterns, whose trees are
deep, need no recursion of ours.
"""

from typing import Any

from antlr4.CommonTokenStream import CommonTokenStream
from antlr4.error.ErrorListener import ErrorListener
from antlr4.InputStream import InputStream
from stix2patterns.v21.grammars.STIXPatternLexer import STIXPatternLexer
from stix2patterns.v21.grammars.STIXPatternParser import STIXPatternParser

from mohona.cti.patterns.simple import LONGEST_NUMBER, Comparison, PatternError, Scalar, unquote

# Tests whose literal is a text, by the name of their node in the tree.
_TEXT_TESTS = {
    "PropTestLikeContext": "LIKE",
    "PropTestRegexContext": "MATCHES",
    "PropTestIsSubsetContext": "ISSUBSET",
    "PropTestIsSupersetContext": "ISSUPERSET",
}


class _Raising(ErrorListener):
    """Turns the first error of lexer or parser into a PatternError with its place."""

    def __init__(self, pattern: str) -> None:
        self._starts = [0]
        for place, letter in enumerate(pattern):
            if letter == "\n":
                self._starts.append(place + 1)

    def syntaxError(self, *found: Any) -> None:  # noqa: N802 (the name that ANTLR calls)
        _recognizer, _symbol, line, column, message, _error = found
        starts = self._starts
        place = (starts[line - 1] if line <= len(starts) else starts[-1]) + column
        raise PatternError("bad-pattern", position=place, reason=message[:120])


def read(pattern: str) -> list[Comparison]:
    """Every comparison of the pattern, in the order of the text. Raises PatternError."""
    listener = _Raising(pattern)
    lexer: Any = STIXPatternLexer(InputStream(pattern))
    lexer.removeErrorListeners()
    lexer.addErrorListener(listener)
    parser: Any = STIXPatternParser(CommonTokenStream(lexer))
    parser.removeErrorListeners()
    parser.addErrorListener(listener)
    try:
        tree = parser.pattern()
    except RecursionError as error:
        raise PatternError("bad-pattern", position=0, reason="nested too deep") from error
    found: list[Comparison] = []
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if hasattr(node, "objectPath"):
            found.append(_comparison(node))
        elif node.getChildCount():
            waiting.extend(reversed(list(node.getChildren())))
    return found


def _comparison(node: Any) -> Comparison:
    path = node.objectPath().getText()
    literal: Scalar | tuple[Scalar, ...] | None
    form = type(node).__name__
    if form == "PropTestExistsContext":
        operator, literal = "EXISTS", None
    elif form == "PropTestEqualContext":
        # The grammar knows two spellings of each: = and ==, != and <>.
        operator = "=" if node.EQ() is not None else "!="
        literal = _scalar(node.primitiveLiteral().getText())
    elif form == "PropTestOrderContext":
        operator = (node.GT() or node.LT() or node.GE() or node.LE()).getText()
        literal = _scalar(node.orderableLiteral().getText())
    elif form == "PropTestSetContext":
        parts = node.setLiteral().primitiveLiteral()
        operator, literal = "IN", tuple(_scalar(part.getText()) for part in parts)
    else:
        operator = _TEXT_TESTS[form]
        literal = unquote(node.StringLiteral().getText())
    negated = "NOT " if node.NOT() is not None else ""
    return Comparison(path, negated + operator, literal)


def _scalar(text: str) -> Scalar:
    if text in ("true", "false"):
        return text == "true"
    if text[0] == "'":
        return unquote(text)
    if text[-1] == "'":  # h'…', b'…' and t'…'
        return text[2:-1]
    if len(text) > LONGEST_NUMBER:
        raise PatternError("bad-pattern", reason=f"a number of {len(text)} digits")
    try:
        return int(text)
    except ValueError:
        return float(text)
