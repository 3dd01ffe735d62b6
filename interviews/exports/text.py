"""An interview as plain text and as Markdown, to read, to quote, or to keep."""

import re
from collections.abc import Callable, Sequence

from almacms.publications.typography import french, long_date

from ..models import InterviewPage
from ..transcripts.paragraphs import Run
from .lines import Line
from .outline import Kind, Unit, links_of, outline

SPECIAL = re.compile(r"([\\`*_\[\]<>])")
AT_THE_START = re.compile(r"(#|[+-] |\d+[.)] )", re.MULTILINE)
"""What would make a heading or a list of a paragraph that begins with it."""
MARKDOWN_HEADINGS = {Kind.TITLE: "# ", Kind.QUESTION: "## ", Kind.HEADING: "## "}
LineWriter = Callable[[Line], str]


def write_text(page: InterviewPage) -> str:
    """The interview without any mark, titles and questions underlined."""
    return _document(page, _plain_unit, source=page.full_url)


def write_markdown(page: InterviewPage) -> str:
    """The interview in Markdown, with its links and its emphasis."""
    return _document(page, _markdown_unit, source=f"<{page.full_url}>")


def _document(page: InterviewPage, write: Callable[[Unit], str], *, source: str) -> str:
    parts = [write(unit) for unit in outline(page, links_of(page))]
    if page.publication_date:
        parts.append(long_date(page.publication_date))
    if page.live:
        parts.append(source)
    return "\n\n".join(filter(None, parts)) + "\n"


def _plain_unit(unit: Unit) -> str:
    text = _lines(unit.lines, _plain_line)
    if unit.kind is Kind.TITLE:
        return f"{text}\n{'=' * len(text)}"
    if unit.kind in {Kind.QUESTION, Kind.HEADING}:
        return f"\n{text}\n{'-' * len(text)}"
    if unit.kind is Kind.QUOTE:
        return french(f"« {text} »") + (f" ({unit.name})" if unit.name else "")
    return _labelled(f"{unit.name}\u00a0: " if unit.name else "", unit.lines, _plain_line)


def _plain_line(line: Line) -> str:
    return "".join(_plain_run(run) for run in line.runs)


def _plain_run(run: Run) -> str:
    is_told = _without_scheme(run.href) == _without_scheme(run.text)
    return f"{run.text} ({run.href})" if run.href and not is_told else run.text


def _without_scheme(address: str) -> str:
    return re.sub(r"^(https?://|mailto:)", "", address).strip("/ ")


def _markdown_unit(unit: Unit) -> str:
    text = _lines(unit.lines, _markdown_line)
    if unit.kind in MARKDOWN_HEADINGS:
        return MARKDOWN_HEADINGS[unit.kind] + text
    if unit.kind is Kind.QUOTE:
        return f"> {text}" + (f"\n> — {escaped(unit.name)}" if unit.name else "")
    return _labelled(f"**{escaped(unit.name)}\u00a0:** " if unit.name else "", unit.lines, _markdown_line)


def _markdown_line(line: Line) -> str:
    text = "".join(_markdown_run(run) for run in line.runs)
    listed = AT_THE_START.match(text)
    # The mark is escaped at its last character, as a number cannot be.
    return f"{listed[0].rstrip()[:-1]}\\{text[len(listed[0].rstrip()) - 1 :]}" if listed else text


def _markdown_run(run: Run) -> str:
    # Spaces inside of the marks would show the marks.
    inner = run.text.strip()
    before, after = run.text[: len(run.text) - len(run.text.lstrip())], run.text[len(run.text.rstrip()) :]
    if not inner:
        return run.text
    text = escaped(inner).replace("\n", "\\\n")
    mark = "*" * (run.italic + 2 * run.bold)
    text = f"{mark}{text}{mark}"
    return f"{before}[{text}](<{run.href}>){after}" if run.href else f"{before}{text}{after}"


def escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\1", text)


def _labelled(label: str, lines: Sequence[Line], write: LineWriter) -> str:
    if label and lines and lines[0].item:
        return f"{label.rstrip()}\n\n{_lines(lines, write)}"
    return label + _lines(lines, write)


def _lines(lines: Sequence[Line], write: LineWriter) -> str:
    """Paragraphs apart, the items of a list together."""
    text = ""
    numbers: dict[int, int] = {}
    for position, line in enumerate(lines):
        if position:
            text += "\n" if line.item and lines[position - 1].item else "\n\n"
        numbers = {level: number for level, number in numbers.items() if level <= line.level and line.item == "number"}
        numbers[line.level] = numbers.get(line.level, 0) + 1
        bullet = {"bullet": "- ", "number": f"{numbers[line.level]}. "}.get(line.item, "")
        text += "    " * line.level * bool(line.item) + bullet + write(line)
    return text
