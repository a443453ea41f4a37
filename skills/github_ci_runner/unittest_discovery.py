"""Finds test modules as `python -m unittest discover` does, in every layout: tests beside the code, in tests/, below src/.

A folder that is no package starts a group of its own, with itself at the head of sys.path. Groups are loaded and run one
after the other, so that two of them may hold modules of the same name.
"""

import importlib
import os
import re
import sys
import unittest

left_out = re.compile(r"^(\..*|__pycache__|node_modules|site-packages|build|dist|venv|env|.*\.egg-info)$")
module_name = re.compile(r"^[_a-zA-Z]\w*$")


def folders(tree, others=()):
    """The folders of a tree with their Python files, in order; environments, what tools leave behind and `others`, relative, are left out."""
    absent = {os.path.normpath(os.path.join(tree, other)) for other in others}
    for folder, names, files in os.walk(tree):
        names[:] = [name for name in names if os.path.join(folder, name) not in absent]
        names[:] = sorted(name for name in names if not left_out.match(name) and not os.path.exists(os.path.join(folder, name, "pyvenv.cfg")))
        yield folder, sorted(name for name in files if name.endswith(".py"))


def top_of(folder, tree):
    """The nearest folder upwards that is not inside a package: module names count from it."""
    while folder != tree and os.path.isfile(os.path.join(folder, "__init__.py")) and module_name.match(os.path.basename(folder)):
        folder = os.path.dirname(folder)
    return folder


def find_groups(tree, say, others=()):
    """`[(top, [(module, file), …]), …]`, each list in order of path."""
    groups = {}
    for folder, files in folders(tree, others):
        for name in files:
            if not name.startswith("test"):
                continue
            if not module_name.match(name[:-3]):
                say("Left out, since its name cannot be imported: %r" % os.path.relpath(os.path.join(folder, name), tree))
                continue
            top = top_of(folder, tree)
            inside = os.path.relpath(os.path.join(folder, name[:-3]), top)
            groups.setdefault(top, []).append((inside.replace(os.sep, "."), os.path.join(folder, name)))
    return list(groups.items())


def forget_others(names, top, tree):
    """Takes out of sys.modules what has the same first name and comes from elsewhere in the tree."""
    for first in {name.split(".")[0] for name in names}:
        place = os.path.realpath(getattr(sys.modules.get(first), "__file__", None) or top)
        if os.path.dirname(place) in (top, os.path.join(top, first)) or not place.startswith(tree + os.sep):
            continue
        for name in [name for name in sys.modules if name == first or name.startswith(first + ".")]:
            del sys.modules[name]
    importlib.invalidate_caches()


def load_group(group, report):
    """A suite of a group's tests. What cannot be imported is told to the report, and a package's own load_tests is honoured."""
    top, modules = group
    if top in sys.path:
        sys.path.remove(top)
    sys.path.insert(0, top)
    forget_others([name for name, _ in modules], top, report.tree)
    loader = unittest.TestLoader()
    suite = unittest.TestSuite()
    covered = {}
    for name, file in modules:
        if not any(package_of_its_own(parent, covered, loader, suite) for parent in parents(name)):
            load_module(name, file, loader, suite, report)
    return suite


def parents(name):
    parts = name.split(".")
    return [".".join(parts[:length]) for length in range(1, len(parts))]


def package_of_its_own(name, covered, loader, suite):
    """True when the package brings its tests itself, by load_tests; tests in its __init__.py are taken in any case."""
    if name not in covered:
        try:
            package = importlib.import_module(name)
        except BaseException as error:
            # The modules in it fail for the same reason, and say it.
            if isinstance(error, KeyboardInterrupt):
                raise
            return False
        covered[name] = hasattr(package, "load_tests")
        suite.addTests(loader.loadTestsFromModule(package, pattern="test*.py"))
    return covered[name]


def load_module(name, file, loader, suite, report):
    try:
        suite.addTests(loader.loadTestsFromModule(importlib.import_module(name), pattern="test*.py"))
    except unittest.SkipTest as skip:
        report.outside(name, file, "skipped", "skipped", str(skip))
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        report.broken(name, file, error)
