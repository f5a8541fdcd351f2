# SPDX-License-Identifier: Apache-2.0
"""The house rules that no linter knows: headers, names, sizes, imports at the top."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SPDX = "SPDX-License-Identifier: Apache-2.0"
# Names that say nothing: where a noun exists, the noun is the name.
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "core", "base", "manager", "common_utils"}
LONGEST_FILE = 600
LONGEST_FUNCTION = 80


def tracked(*patterns: str) -> list[Path]:
    """The files that git knows or would take in, without what it ignores."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\n")
    return [ROOT / name for name in listed if name and (ROOT / name).is_file()]


def sources() -> list[Path]:
    return [p for p in tracked("*.py") if "migrations" not in p.parts]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def place(path: Path, line: int = 1) -> str:
    return f"{path.relative_to(ROOT)}:{line}"


def test_there_is_something_to_look_at() -> None:
    assert len(sources()) > 50


def test_each_file_starts_with_its_licence_and_says_what_it_is_for() -> None:
    wrong = []
    for path in sources():
        text = path.read_text()
        if SPDX not in "\n".join(text.split("\n", 2)[:2]):
            wrong.append(f"{place(path)} has no SPDX line at its top")
        if not ast.get_docstring(ast.parse(text)):
            wrong.append(f"{place(path)} has no docstring that says what it is for")
    assert not wrong, "\n".join(wrong)


def test_names_say_something() -> None:
    wrong = [place(p) for p in sources() if p.stem in EMPTY_NAMES or p.parent.name in EMPTY_NAMES]
    assert not wrong, "name these after what is in them:\n" + "\n".join(wrong)


def test_no_file_and_no_function_is_too_long() -> None:
    wrong = []
    for path in sources():
        lines = path.read_text().count("\n")
        if lines > LONGEST_FILE:
            wrong.append(f"{place(path)} has {lines} lines, {LONGEST_FILE} at most")
        for one in functions(path):
            length = (one.end_lineno or one.lineno) - one.lineno + 1
            if length > LONGEST_FUNCTION:
                wrong.append(f"{place(path, one.lineno)} {one.name} has {length} lines")
    assert not wrong, "\n".join(wrong)


def test_no_import_hides_in_a_function() -> None:
    """An import inside a function hides a cycle between rooms; a registry or a job breaks it."""
    wrong = [
        f"{place(path, node.lineno)} imports inside {one.name}"
        for path in tracked("src/**/*.py")
        for one in functions(path)
        for node in ast.walk(one)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not wrong, "\n".join(wrong)


def test_nothing_is_left_to_be_done_in_the_code() -> None:
    marks = re.compile(r"\b(TO" + "DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")
    wrong = [
        place(path, number)
        for path in tracked("src", "tests", "tools", "benchmarks", "docs", "*.md", "Makefile")
        if path.suffix in (".py", ".html", ".md", ".css", ".js", ".sh", "")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if marks.search(line)
    ]
    assert not wrong, "do it, or write an issue:\n" + "\n".join(wrong)


def test_no_path_or_host_of_somebodys_machine() -> None:
    foreign = re.compile(r"/work/|/home/\w+/|/Users/\w+|file://|host\.docker\.internal")
    wrong = [
        place(path, number)
        for path in tracked("src", "tools", "benchmarks", "docs", "*.md", "Makefile", ".ci")
        if path.suffix in (".py", ".html", ".md", ".css", ".js", ".sh", ".toml", "")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if foreign.search(line)
    ]
    assert not wrong, "\n".join(wrong)


def test_pages_load_nothing_from_elsewhere() -> None:
    """Pages work without the internet, and the content security policy would stop it anyway."""
    loaded = re.compile(r"""(?:src|href|action)=["'](?:https?:)?//|@import|url\(["']?https?:""")
    wrong = [
        place(path, number)
        for path in tracked("src/**/*.html", "src/**/*.css", "src/**/*.js")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if loaded.search(line)
    ]
    assert not wrong, "\n".join(wrong)


def test_templates_have_no_inline_script() -> None:
    inline = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/)|\son\w+=[\"']|javascript:")
    wrong = [
        place(path, number)
        for path in tracked("src/**/*.html")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if inline.search(line)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_documented_commands_exist(page: str) -> None:
    """Every `make …` and `mohona …` that these pages name can be typed."""
    text = (ROOT / page).read_text()
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    commands = set(re.findall(r'^    "([a-z-]+)": Command\(', _main(), re.MULTILINE))
    code = "\n".join(_code(text))
    assert set(re.findall(r"\bmake ([a-z-]+)", code)) <= targets
    assert set(re.findall(r"\bmohona ([a-z-]+)", code)) <= commands


def _main() -> str:
    return (ROOT / "src/mohona/cli/main.py").read_text()


def _code(text: str) -> list[str]:
    return [a or b for a, b in re.findall(r"```[a-z]*\n(.*?)```|`([^`\n]+)`", text, re.DOTALL)]


def test_links_between_pages_lead_somewhere() -> None:
    wrong = []
    for path in tracked("*.md"):
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text()):
            if "://" not in target and not (path.parent / target).exists():
                wrong.append(f"{place(path)} links to {target}, which is not there")
    assert not wrong, "\n".join(wrong)
