"""Runs the unittest tests of a tree and writes a JUnit report in the shape of pytest's xunit1 family.

Usage: python unittest_junit.py <tree> <report> [folder that is left out, ...]. Exit code: 0 all passed, 1 some did not, 5 there was none.
Python 3.8 or newer and nothing else. `line` counts from 0, as in pytest's reports.
"""

import inspect
import os
import re
import sys
import time
import traceback
import unittest
import warnings
import xml.etree.ElementTree as ElementTree

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from unittest_discovery import find_groups, load_group  # noqa: E402

del sys.path[0:2]

longest_text = 64 * 1024
colours = {"ok": 32, "FAIL": 31, "ERROR": 31, "unexpected success": 31}


class Report(unittest.TestResult):
    """Collects one record for each outcome and prints a line for it as it happens."""

    # Held by the class, so that tools that freeze the time of modules do not reach it.
    clock = staticmethod(time.perf_counter)

    def __init__(self, tree):
        super().__init__()
        self.tree = os.path.realpath(tree)
        self.screen = os.fdopen(os.dup(1), "w", encoding="utf-8", errors="backslashreplace")
        self.records = []
        self.current = []
        self.running = False
        self.started = self.clock()

    def say(self, text, end="\n"):
        self.screen.write(text + end)
        self.screen.flush()

    def startTest(self, test):
        super().startTest(test)
        self.current = []
        self.running = True
        self.started = self.clock()
        self.say("%s ... " % test, end="")

    def stopTest(self, test):
        super().stopTest(test)
        seconds = self.clock() - self.started
        for record in self.current:
            record["seconds"] = seconds
        self.current = []
        self.running = False

    def add(self, test, word, tag=None, kind="", message="", text=""):
        coloured = "\x1b[%dm%s\x1b[0m" % (colours.get(word.split(":")[0], 33), word)
        self.say(coloured if self.running and not self.current else "%s ... %s" % (test, coloured))
        record = dict(where=self.place(test), tag=tag, kind=kind, message=message, text=text, seconds=0.0)
        self.records.append(record)
        self.current.append(record)

    def place(self, test):
        """The class, name, file and line of a test, of a subtest, or of what stands in for a failed setUpClass."""
        if isinstance(test, unittest.suite._ErrorHolder):
            name, _, classname = test.id().rstrip(")").partition(" (")
            return dict(classname=classname, name=name, file=self.file_of(classname), line=None)
        case = getattr(test, "test_case", test)
        classname, _, name = case.id().rpartition(".")
        name += test.id()[len(case.id()) :]
        method = getattr(type(case), getattr(case, "_testMethodName", ""), None)
        code = getattr(inspect.unwrap(method), "__code__", None) if method else None
        file = self.relative(code.co_filename) if code else None
        if file:
            return dict(classname=classname, name=name, file=file, line=code.co_firstlineno - 1)
        return dict(classname=classname, name=name, file=self.file_of(type(case).__module__), line=None)

    def file_of(self, dotted):
        """The file of a module, or of the module of a class."""
        parts = dotted.split(".")
        for length in range(len(parts), 0, -1):
            module = sys.modules.get(".".join(parts[:length]))
            if getattr(module, "__file__", None):
                return self.relative(module.__file__)
        return None

    def relative(self, file):
        path = os.path.realpath(file)
        inside = path.startswith(self.tree + os.sep) and os.path.isfile(path)
        return os.path.relpath(path, self.tree) if inside else None

    def broken(self, name, file, error):
        """A module that could not be imported is a test in error; the frames of the importing are left out."""
        frame = error.__traceback__
        while frame and not self.relative(frame.tb_frame.f_code.co_filename):
            frame = frame.tb_next
        text = "".join(traceback.format_exception(type(error), error, frame))
        self.outside(name, file, "ERROR", "error", last_line(error), text)

    def outside(self, name, file, word, tag, message, text=""):
        where = dict(classname="", name=name, file=self.relative(file), line=None)
        self.say("%s ... \x1b[%dm%s\x1b[0m" % (name, colours.get(word, 33), word))
        self.records.append(dict(where=where, tag=tag, kind="", message=message, text=text, seconds=0.0))

    def addSuccess(self, test):
        super().addSuccess(test)
        self.add(test, "ok")

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.add(test, "FAIL", "failure", err[0].__name__, last_line(err[1]), self.failures[-1][1])

    def addError(self, test, err):
        super().addError(test, err)
        self.add(test, "ERROR", "error", err[0].__name__, last_line(err[1]), self.errors[-1][1])

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.add(test, "skipped: %s" % reason, "skipped", "unittest.skip", reason)

    def addExpectedFailure(self, test, err):
        super().addExpectedFailure(test, err)
        self.add(test, "expected failure", "skipped", "unittest.expectedFailure", "expected failure: %s" % last_line(err[1]))

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self.add(test, "unexpected success", "failure", "unexpectedSuccess", "unexpected success", "The test passed, and it is marked as an expected failure.")

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            failed = issubclass(err[0], test.failureException)
            held = self.failures if failed else self.errors
            self.add(subtest, "FAIL" if failed else "ERROR", "failure" if failed else "error", err[0].__name__, last_line(err[1]), held[-1][1])

    def finish(self, seconds):
        bad = [record for record in self.records if record["tag"] in ("failure", "error")]
        for record in bad:
            where = record["where"]
            self.say("%s\n%s: %s\n%s\n%s" % ("=" * 70, record["tag"].upper(), ".".join(filter(None, [where["classname"], where["name"]])), "-" * 70, record["text"]))
        self.say("-" * 70)
        self.say("Ran %d tests in %.3fs\n" % (len(self.records), seconds))
        self.say("\x1b[31mFAILED\x1b[0m (%d of %d)" % (len(bad), len(self.records)) if bad else "\x1b[32mOK\x1b[0m" if self.records else "NO TESTS RAN")
        return 1 if bad else 0 if self.records else 5

    def write(self, file, seconds):
        suites = ElementTree.Element("testsuites")
        suite = ElementTree.SubElement(suites, "testsuite", name="unittest", tests=str(len(self.records)), time="%.3f" % seconds)
        for record in self.records:
            attributes = {key: clean(str(value)) for key, value in record["where"].items() if value is not None}
            case = ElementTree.SubElement(suite, "testcase", attributes, time="%.6f" % record["seconds"])
            if record["tag"]:
                part = ElementTree.SubElement(case, record["tag"], type=clean(record["kind"]), message=clean(record["message"]))
                part.text = clean(record["text"])
        ElementTree.ElementTree(suites).write(file + ".part", encoding="utf-8", xml_declaration=True)
        os.replace(file + ".part", file)


def last_line(error):
    return "".join(traceback.format_exception_only(type(error), error)[-1:]).strip()


def clean(text):
    """What XML cannot hold is written as #x1B, as pytest does; of a very long text the head and the tail are kept."""
    if len(text) > longest_text:
        text = text[: longest_text // 2] + "\n...\n" + text[-longest_text // 2 :]
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", lambda match: "#x%02X" % ord(match.group()), text)


def main(tree, file, others):
    sys.argv = sys.argv[:1]
    if tree not in sys.path:
        sys.path.insert(0, tree)
    report = Report(tree)
    began = report.clock()
    report.startTestRun()
    with warnings.catch_warnings():
        if not sys.warnoptions:
            warnings.simplefilter("default")
        for group in find_groups(tree, report.say, others):
            load_group(group, report).run(report)
    report.stopTestRun()
    seconds = report.clock() - began
    report.write(file, seconds)
    return report.finish(seconds)


if __name__ == "__main__":
    sys.exit(main(os.path.realpath(sys.argv[1]), os.path.abspath(sys.argv[2]), sys.argv[3:]))
