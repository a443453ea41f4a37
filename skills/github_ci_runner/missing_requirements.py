"""Says which requirements the Python that runs this does not satisfy.

Usage: python -I missing_requirements.py < [requirement, …] in JSON. Prints
`{"missing": [{"requirement", "found"}], "python": version, "pytest": version or null}`; `found` is the version that is there and does not do.
"""

import json
import os
import platform
import re
import sys
from importlib import metadata

try:
    from packaging.requirements import Requirement
except ImportError:
    try:
        from pip._vendor.packaging.requirements import Requirement
    except ImportError:
        Requirement = None

facts = {
    "python_version": platform.python_version().rsplit(".", 1)[0],
    "sys_platform": sys.platform,
    "platform_system": platform.system(),
    "os_name": os.name,
    "implementation_name": sys.implementation.name,
}


def canonical(name):
    """PEP 503."""
    return re.sub(r"[-_.]+", "-", name).lower()


def installed():
    found = {}
    for distribution in metadata.distributions():
        name = distribution.metadata["Name"]
        if name:
            found.setdefault(canonical(name), distribution)
    return found


def applies(marker):
    """Without the packaging library: a single comparison is understood, anything else is taken to apply."""
    match = re.match(r"""^\s*(\w+)\s*(==|!=|<=|>=|<|>)\s*["']([^"']*)["']\s*$""", marker)
    if not match or match.group(1) not in facts:
        return True
    sides = [facts[match.group(1)], match.group(3)]
    left, right = [[int(part) if part.isdigit() else part for part in re.split(r"\.", side)] for side in sides]
    try:
        return {"==": left == right, "!=": left != right, "<=": left <= right, ">=": left >= right, "<": left < right, ">": left > right}[match.group(2)]
    except TypeError:
        return True


def check_name(text, found):
    """Without the packaging library: by name only."""
    requirement, _, marker = text.partition(";")
    match = re.match(r"^\s*([A-Za-z0-9][A-Za-z0-9._-]*)", requirement)
    if not match:
        return {"requirement": text, "found": None}
    return None if canonical(match.group(1)) in found or not applies(marker) else {"requirement": text, "found": None}


def check(text, found, extra="", depth=0):
    """None when there is nothing to install for this requirement, its extras included."""
    try:
        requirement = Requirement(text)
    except ValueError:
        return {"requirement": text, "found": None}
    if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
        return None
    distribution = found.get(canonical(requirement.name))
    version = distribution.version if distribution else None
    if version is None or not satisfies(requirement.specifier, version):
        return {"requirement": text, "found": version}
    needed = (distribution.requires or []) if depth < 3 else []
    for wanted in requirement.extras:
        for one in needed:
            if "extra" in one and check(one, found, wanted, depth + 1):
                return {"requirement": text, "found": version}
    return None


def satisfies(specifier, version):
    try:
        return specifier.contains(version, prereleases=True)
    except ValueError:
        return True  # A version that PEP 440 cannot read is taken as it is.


here = installed()
problems = [(check if Requirement else check_name)(text, here) for text in json.load(sys.stdin)]
pytest = here.get("pytest")
print(json.dumps({"missing": [one for one in problems if one], "python": platform.python_version(), "pytest": pytest.version if pytest else None}))
