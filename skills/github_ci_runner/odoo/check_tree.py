"""Checks the files of Odoo modules without running any of them: Python compiles, XML and CSV are well-formed, what the manifests name is there, no link leads out.

Usage: python3 -I check_tree.py, with JSON as its input: `tree`, and `modules`, each with `name`, `path`, `files` (what its manifest names) and `isJudged`; of a module that is not judged only
links and sizes are looked at. Prints JSON: `python`, the version that judged; `checked`, the number of files; `findings`, in no order that is promised; `more`, how many were left out.
"""

import json
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from check_file import version  # noqa: E402
from judge_apart import judge_apart  # noqa: E402
from tree_files import entries, is_skipped, joined, leads_out, link_out, printable, regular_size  # noqa: E402

most_entries = 200000
largest_checked = 10 * 1024 * 1024
largest_other = 100 * 1024 * 1024
most_bytes = 128 * 1024 * 1024
most_findings = 2000
# Odoo loads these; "js" is accepted and does nothing.
loaded = (".xml", ".csv", ".sql", ".js")
data_folders = ("data", "demo", "report", "reports", "security", "template", "templates", "view", "views", "wizard", "wizards", "static/src")

wanted = json.load(sys.stdin)
tree = os.path.realpath(wanted["tree"])
findings = []


def tell(rule, severity, module, name, message, **more):
    findings.append(dict(rule=rule, severity=severity, module=module["name"], file=printable(name), message=message, **more))


def in_megabytes(size):
    return "%d MB" % (size // (1024 * 1024))


def files_below(module):
    """Yields path below the module and size of every regular file in it, and tells links that lead out."""
    folders, seen = ["."], 0
    while folders:
        folder = folders.pop()
        for entry in entries(os.path.join(tree, module["path"], folder)):
            seen += 1
            if seen > most_entries:
                tell("too-many-files", "error", module, module["path"], "The module holds more than %d files." % most_entries)
                return
            name = joined(folder, entry.name)
            shown = joined(module["path"], name)
            if entry.is_symlink():
                if leads_out(tree, entry.path):
                    findings.append(dict(link_out(printable(shown), entry.path), module=module["name"]))
            elif entry.is_dir(follow_symlinks=False):
                if not is_skipped(entry.name):
                    folders.append(name)
            elif entry.is_file(follow_symlinks=False):
                yield name, entry.stat(follow_symlinks=False).st_size


def named_files(module):
    """The files that the manifest names and that are there; what is wrong with the others is told at the manifest."""
    manifest = joined(module["path"], "__manifest__.py")
    for name in dict.fromkeys(module["files"]):
        path = os.path.join(tree, module["path"], name)
        extension = os.path.splitext(name)[1].lower()
        if name.startswith("/") or ".." in name.split("/"):
            text = "The manifest names %s, which is not below the folder of the module." % printable(name)
            tell("resource-outside-module", "error", module, manifest, text, mention=name)
        elif regular_size(tree, path) is None:
            text = "The manifest names %s, and there is no such file." % printable(name)
            tell("resource-not-exist", "error", module, manifest, text, mention=name)
        elif extension not in loaded:
            text = "The manifest names %s. Odoo loads files %s." % (printable(name), " ".join(loaded[:3]))
            tell("resource-kind-unknown", "error", module, manifest, text, mention=name)
        else:
            yield os.path.normpath(name)


def is_imported(module, name):
    """Whether Odoo may come to import a file: it lies in a package, or is a migration script."""
    folders = name.split("/")[:-1]
    if folders[:1] in (["migrations"], ["upgrades"]):
        return True
    packages = ["/".join(folders[: depth + 1]) for depth in range(len(folders))]
    return all(os.path.isfile(os.path.join(tree, module["path"], package, "__init__.py")) for package in packages)


def to_judge(module):
    """What is to be read of a module: kind, severity of what is wrong with it, and its path."""
    named = set(named_files(module)) if module["isJudged"] else set()
    sizes = dict(files_below(module))
    # A named file may be a link to another file of the tree, which the walk does not list.
    for name in named:
        sizes.setdefault(name, regular_size(tree, os.path.join(tree, module["path"], name)))
    for name, size in sorted(sizes.items()):
        kind, severity = kind_of(module, name, named)
        if size > (largest_checked if kind else largest_other):
            tell("file-too-large", "warning", module, joined(module["path"], name), "The file has %s and is not read." % in_megabytes(size))
        elif kind and module["isJudged"]:
            yield dict(kind=kind, severity=severity, module=module, name=joined(module["path"], name), size=size)


def kind_of(module, name, named):
    extension = os.path.splitext(name)[1].lower()
    is_data = name in named
    if extension == ".py":
        return "python", "error" if is_imported(module, name) else "warning"
    if extension == ".xml" and (is_data or any(name.startswith(folder + "/") for folder in data_folders)):
        return "xml", "error" if is_data else "warning"
    if extension == ".csv" and (is_data or name == "security/ir.model.access.csv"):
        return "csv", "error" if is_data else "warning"
    return None, "warning"


def within_budget(files):
    """Leaves out what would take too long, and says so once."""
    left, unread = most_bytes, []
    for file in files:
        if file["size"] > left:
            unread.append(file)
        else:
            left -= file["size"]
            yield file
    if unread:
        text = "%d files, of which this is the first, were not read: the modules hold more than %s of code and data." % (len(unread), in_megabytes(most_bytes))
        tell("too-much-to-read", "warning", unread[0]["module"], unread[0]["name"], text)


def main():
    files = list(within_budget([file for module in wanted["modules"] for file in to_judge(module)]))
    for file, problems in judge_apart(tree, files):
        for problem in problems:
            severity = "warning" if problem.get("severity") == "warning" else file["severity"]
            findings.append(dict(problem, severity=severity, module=file["module"]["name"], file=printable(file["name"])))
    findings.sort(key=lambda one: (one["severity"] != "error", one["file"], one.get("line") or 0))
    for one in findings:
        one["message"] = re.sub(r"\s+", " ", printable(one["message"]))[:500]
    print(json.dumps(dict(python=version, checked=len(files), findings=findings[:most_findings], more=max(0, len(findings) - most_findings))))


main()
