"""Finds the addons of Odoo in a tree, without running any of it and without following a link.

Usage: python3 -I find_addons.py <tree>. Prints JSON: `addons`, in order of path, each with the `path` of its folder, its `manifest` in base64 (null when it is too large or leads
elsewhere), `sizeBytes`, and `isPlain`, false when the path had to be escaped; `tooOld`, folders with __openerp__.py alone; `linked`, names of addons that are links to folders; `findings`, about links; `elsewhere`, the file that says
that addons come from other repositories, or null; `isWhole`, false when the search ended at its bound.
"""

import base64
import json
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from tree_files import entries, is_skipped, joined, leads_out, link_out, printable, regular_size  # noqa: E402

most_entries = 20000
largest_manifest = 1024 * 1024
most_manifest_bytes = 32 * 1024 * 1024
most_findings = 1000

tree = os.path.realpath(sys.argv[1])
addons, too_old, linked, findings = [], [], [], []


def search():
    """Level by level, so that a tree that is too large is known at its top; returns whether all was seen."""
    seen, level = 0, ["."]
    while level:
        below = []
        for folder in level:
            found = entries(os.path.join(tree, folder))
            seen += len(found)
            if seen > most_entries:
                return False
            names = [entry.name for entry in found]
            if "__manifest__.py" in names:
                addons.append(folder)
            elif "__openerp__.py" in names:
                too_old.append(printable(folder))
            else:
                below += [joined(folder, entry.name) for entry in found if looked_into(folder, entry)]
        level = below
    return True


def looked_into(folder, entry):
    if is_skipped(entry.name):
        return False
    if entry.is_symlink():
        link(joined(folder, entry.name), entry)
        return False
    return entry.is_dir(follow_symlinks=False)


def link(name, entry):
    if leads_out(tree, entry.path):
        findings.append(link_out(printable(name), entry.path))
    elif os.path.lexists(os.path.join(entry.path, "__manifest__.py")):
        target = os.path.relpath(os.path.realpath(entry.path), tree)
        linked.append(dict(name=printable(entry.name), path=printable(name), target=printable(target)))


def manifests():
    left = most_manifest_bytes
    for folder in sorted(addons):
        path = os.path.join(tree, folder, "__manifest__.py")
        size, manifest = regular_size(tree, path), None
        if size is not None and size <= min(largest_manifest, left):
            with open(path, "rb") as file:
                manifest = base64.b64encode(file.read(largest_manifest)).decode("ascii")
            left -= size
        yield dict(path=printable(folder), isPlain=printable(folder) == folder, manifest=manifest, sizeBytes=size)


def elsewhere():
    """The first file in the root that says where addons of other repositories come from."""
    signs = {
        ".copier-answers.yml": r"oca-addons-repo-template",
        "oca_dependencies.txt": r"^\s*[^#\s]",
        ".gitmodules": r"\[submodule",
        "repos.yml": r"\S",
        "repos.yaml": r"\S",
        "test-requirements.txt": r"^\s*odoo\d*-addon",
        "requirements.txt": r"^\s*odoo\d*-addon",
    }
    for name, sign in signs.items():
        path = os.path.join(tree, name)
        if regular_size(tree, path) is None:
            continue
        with open(path, encoding="utf-8", errors="replace") as file:
            if re.search(sign, file.read(largest_manifest), re.MULTILINE):
                return name
    return None


is_whole = search()
print(
    json.dumps(
        dict(
            addons=list(manifests()),
            tooOld=sorted(too_old),
            linked=linked,
            findings=findings[:most_findings],
            elsewhere=elsewhere(),
            isWhole=is_whole,
        )
    )
)
