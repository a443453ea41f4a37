"""Says what the Python that runs this, and the PATH that it has, lack of what modules of Odoo need.

Usage: python -I lacking.py < {"python": [...], "bin": [...]} in JSON. Prints `{"python": [{"name", "found"}], "bin": [...]}`; `found` is
the version that is there and does not do. A name is that of a distribution, with a version and a marker where it has them, or what is
imported: Odoo asks for both, in this order. Without the library `packaging` versions and markers are passed over.
"""

import json
import re
import shutil
import sys
from importlib import metadata, util

try:
    from packaging.requirements import Requirement
except ImportError:
    try:
        from pip._vendor.packaging.requirements import Requirement
    except ImportError:
        Requirement = None


def lack(text):
    """None where it is there, or is not needed on this machine."""
    try:
        asked = Requirement(text) if Requirement else None
    except ValueError:
        asked = None
    if asked and asked.marker and not asked.marker.evaluate():
        return None
    name = asked.name if asked else re.split(r"[^\w.-]", text.strip(), maxsplit=1)[0]
    try:
        version = metadata.version(name)
    except (metadata.PackageNotFoundError, ValueError):
        return None if importable(name) else {"name": text, "found": None}
    if asked and not asked.specifier.contains(version, prereleases=True):
        return {"name": text, "found": version}
    return None


def importable(name):
    """Of `a.b` only `a` is looked for: to find the rest, it would have to be executed."""
    try:
        return util.find_spec(name.partition(".")[0]) is not None
    except (ImportError, ValueError):
        return False


wanted = json.load(sys.stdin)
python = [one for one in map(lack, wanted["python"]) if one]
print(json.dumps({"python": python, "bin": [one for one in wanted["bin"] if not shutil.which(one)]}))
