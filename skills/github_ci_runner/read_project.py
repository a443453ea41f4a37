"""Reads what a Python project says about itself, without running any of it.

Usage: python3 -I read_project.py <tree>, with a JSON list of folders that are not looked through as its input, or none. Prints JSON: `name`; `markers`, the files that make it a Python project; `testFiles`, how
many; `pytest`, the reasons why pytest is asked for; `requirements`; `importRoots`, relative folders; `installFor`, why its metadata must be there, or null; `notes`, sentences for the log; `leftOut`, its input.
"""

import ast
import configparser
import json
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import project_requirements as wanted  # noqa: E402
from unittest_discovery import folders  # noqa: E402

largest_file = 1024 * 1024
most_files = 5000

tree = os.path.realpath(sys.argv[1])
others = json.loads(sys.stdin.read() or "[]")
notes = []


def read(name):
    """The text of a file of the tree, or nothing: a file that is absent, huge, or leads out of the tree is not read."""
    path = os.path.realpath(os.path.join(tree, name))
    if not path.startswith(tree + os.sep) or not os.path.isfile(path) or os.path.getsize(path) > largest_file:
        return ""
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def read_toml(name):
    text = read(name)
    try:
        try:
            import tomllib
        except ImportError:
            from pip._vendor import tomli as tomllib
    except ImportError:
        return wanted.toml_by_sight(text)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        notes.append("%s cannot be read: %s." % (name, error))
        return wanted.toml_by_sight(text)


def read_ini(name):
    parser = configparser.RawConfigParser(strict=False)
    try:
        parser.read_string(read(name))
    except configparser.Error as error:
        notes.append("%s cannot be read: %s." % (name, str(error).splitlines()[0]))
    return {section: dict(parser.items(section)) for section in parser.sections()}


def read_setup():
    """The literal arguments of the call to setup()."""
    try:
        module = ast.parse(read("setup.py"))
    except (SyntaxError, ValueError):
        notes.append("setup.py cannot be read.")
        return {}
    calls = [node for node in ast.walk(module) if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "setup"]
    found = {}
    for keyword in [keyword for call in calls for keyword in call.keywords if keyword.arg]:
        try:
            found[keyword.arg] = ast.literal_eval(keyword.value)
        except ValueError:
            found[keyword.arg] = None
    return found


def look_through():
    """What only the code tells: test files, conftest.py, tests that unittest would not see, and use of the metadata."""
    seen = dict(testFiles=0, python=0, pytest=[], metadata=None)
    for folder, files in folders(tree, others):
        for file in files:
            path = os.path.relpath(os.path.join(folder, file), tree)
            seen["python"] += 1
            is_test = file.startswith("test") or file.endswith("_test.py")
            seen["testFiles"] += is_test
            if file == "conftest.py":
                seen["pytest"].append("conftest.py")
            if seen["python"] > most_files:
                continue
            text = read(path)
            if is_test and re.search(r"^\s*(import pytest|from pytest\b)", text, re.MULTILINE):
                seen["pytest"].append("import pytest")
            if is_test and re.search(r"^((async )?def test\w*\(|class Test\w*(\((object)?\))?:)", text, re.MULTILINE) and "load_tests" not in text:
                seen["pytest"].append("tests outside of unittest's classes")
            if re.search(r"\b(importlib[._]metadata|pkg_resources)\b|from importlib import [\w, (]*\bmetadata\b", text):
                seen["metadata"] = seen["metadata"] or "the code reads the metadata of packages"
    return seen


def main():
    project, setup_cfg, tox, setup = read_toml("pyproject.toml"), read_ini("setup.cfg"), read_ini("tox.ini"), read_setup()
    tool, seen = wanted.table(project, "tool"), look_through()
    requirements = wanted.collect(project, setup_cfg, setup, read, os.listdir(tree), notes)
    configured = [
        reason
        for reason, is_so in {
            "pytest.ini": "pytest.ini" in os.listdir(tree) or ".pytest.ini" in os.listdir(tree),
            "[tool.pytest] in pyproject.toml": "pytest" in tool,
            "[tool:pytest] in setup.cfg": "tool:pytest" in setup_cfg,
            "[pytest] in tox.ini": "pytest" in tox,
        }.items()
        if is_so
    ]
    asked = ["pytest is a requirement"] if any(wanted.first_name(text).split("-")[0] == "pytest" for text in requirements) else []
    names = sorted(os.listdir(tree))
    markers = [name for name in names if name in ("pyproject.toml", "setup.cfg", "setup.py") or re.match(r"^requirements.*\.txt$", name)]
    plugins = wanted.table(project, "project", "entry-points") or setup.get("entry_points") or wanted.table(setup_cfg, "options.entry_points")
    compiled = "ext_modules" in setup and "it has compiled modules"
    scripts = wanted.table(project, "project", "scripts") and "it installs commands"
    print(
        json.dumps(
            dict(
                name=wanted.name_of(project, setup_cfg, setup),
                markers=markers,
                testFiles=seen["testFiles"],
                pytest=list(dict.fromkeys(configured + asked + seen["pytest"])),
                requirements=requirements,
                importRoots=wanted.import_roots(project, setup_cfg, setup, lambda name: os.path.isdir(os.path.join(tree, name))),
                installFor=(compiled or seen["metadata"] or (plugins and "it declares entry points") or scripts or None) if markers else None,
                notes=notes,
                leftOut=others,
            )
        )
    )


main()
