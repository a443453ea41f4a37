"""Judges one file of Python, XML or CSV without running it. A problem has `rule`, `message`, and, where they are known, `line` and `column`, counted from 1, and `severity`."""

import csv
import io
import re
import sys
import warnings
from xml.parsers import expat

version = ".".join(str(part) for part in sys.version_info[:3])
most_problems = 5
# Grammar that newer versions have: Odoo 18 and 19 run with Python 3.12, whose f-strings may hold any expression.
newer_grammar = re.compile(r"\b(f|rf|fr)['\"]|^\s*type\s+\w+|^\s*(class|def|async def)\s+\w+\[", re.IGNORECASE)
newest_needed = (3, 12)


def problem(rule, message, line=None, column=None, severity=None):
    found = dict(rule=rule, message=message, line=line, column=column, severity=severity)
    return {key: value for key, value in found.items() if value is not None}


def check_file(path, kind):
    with open(path, "rb") as file:
        data = file.read()
    return dict(python=check_python, xml=check_xml, csv=check_csv)[kind](data)


def check_python(data):
    # Invalid escapes and the like are warnings of Python, not ours.
    warnings.simplefilter("ignore")
    try:
        compile(data, "<file>", "exec", dont_inherit=True)
    except SyntaxError as error:
        return [syntax_problem(error, data)]
    except (RecursionError, MemoryError):
        return [problem("python-too-complex", "Python %s cannot read this: it is nested too deeply, or needs too much memory." % version)]
    except ValueError as error:
        return [problem("python-syntax-error", "%s (Python %s)." % (sentence(error), version))]
    return []


def syntax_problem(error, data):
    line = error.lineno if error.lineno and error.lineno > 0 else None
    column = error.offset if error.offset and error.offset > 0 else None
    text = "%s (Python %s)." % (sentence(error.msg), version)
    if sys.version_info < newest_needed and is_newer(error, data):
        text += " A newer Python may accept it."
        return problem("python-syntax-error", text, line, column, "warning")
    return problem("python-syntax-error", text, line, column)


def is_newer(error, data):
    """Whether the line of the error uses grammar that this Python may not have yet."""
    if "f-string" in (error.msg or ""):
        return True
    lines = data.splitlines()
    at = (error.lineno or 0) - 1
    return 0 <= at < len(lines) and bool(newer_grammar.search(lines[at].decode("latin-1")))


def sentence(error):
    text = str(error).strip().rstrip(".")
    return text[:1].upper() + text[1:]


class Refused(Exception):
    pass


def check_xml(data):
    parser = expat.ParserCreate()

    def entity(name, *_):
        raise Refused("It declares the entity %s. Entities are refused, since they can be made to fill the memory." % name)

    parser.EntityDeclHandler = entity
    try:
        parser.Parse(data, True)
    except Refused as error:
        return [problem("xml-entity", str(error), parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)]
    except expat.ExpatError as error:
        return [problem("xml-syntax-error", sentence(expat.ErrorString(error.code)) + ".", error.lineno, error.offset + 1)]
    except (LookupError, ValueError) as error:
        # libxml2 knows encodings that expat does not.
        return [problem("xml-encoding", "It was not read: %s." % error, severity="warning")]
    return []


def check_csv(data):
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return [problem("csv-encoding", "It is not UTF-8: byte 0x%02x." % data[error.start], line)]
    csv.field_size_limit(len(data) + 1)
    problems = []
    if text.startswith("\ufeff"):
        text = text[1:]
        problems.append(problem("csv-byte-order-mark", "It begins with a byte order mark, which Odoo takes for part of the first column's name.", 1, 1, "warning"))
    rows = csv.reader(io.StringIO(text))
    try:
        header = next(rows, None)
        if not header or not any(header):
            return problems + [problem("csv-syntax-error", "It has no header: the first line names the columns.", 1)]
        if "id" not in header:
            problems.append(problem("csv-id-missing", "Its header has no column id, so that its records cannot be found again.", 1, None, "warning"))
        for row in rows:
            problems += check_row(header, row, rows.line_num)
            if len(problems) >= most_problems:
                break
    except csv.Error as error:
        problems.append(problem("csv-syntax-error", sentence(error) + ".", rows.line_num))
    return problems[:most_problems]


def check_row(header, row, line):
    """Odoo passes over empty rows; it fails at a short one, and what is beyond the header is lost."""
    if not any(row) or len(row) == len(header):
        return []
    text = "The row has %d columns, and the header has %d." % (len(row), len(header))
    if len(row) < len(header):
        return [problem("csv-column-count", text, line)]
    return [problem("csv-column-count", text, line, None, "warning")] if any(row[len(header) :]) else []
