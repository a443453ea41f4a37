"""What a Python project needs for its tests, from every place where that is written down. Nothing here touches a file."""

import posixpath
import re

# Tools for people and releases, often listed beside what tests need. No test imports them.
not_for_tests = set(
    "autopep8 bandit black build bump2version bumpversion commitizen flake8 furo hatch invoke isort mkdocs mypy nox pre-commit "
    "pydocstyle pylint pyright pyupgrade ruff sphinx towncrier tox twine wheel yapf".split()
)
for_tests = ("test", "tests", "testing", "unittest", "pytest")
for_developing = ("dev", "develop", "development")


def canonical(name):
    """PEP 503."""
    return re.sub(r"[-_.]+", "-", name).lower()


def first_name(text):
    match = re.match(r"^[A-Za-z0-9][A-Za-z0-9._-]*", text)
    return canonical(match.group()) if match else ""


def table(data, *keys):
    """A table inside of tables; anything else is an empty one."""
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else {}


def texts(value):
    """The requirements in a list, or in the lines of a text."""
    lines = value.splitlines() if isinstance(value, str) else value if isinstance(value, (list, tuple)) else []
    stripped = [re.sub(r"(^|\s)#.*$", "", line).strip() for line in lines if isinstance(line, str)]
    return [line for line in stripped if line and not line.startswith("-")]


def toml_by_sight(text):
    """Where no parser is at hand: the sections that configure pytest, and the lists of requirements."""
    lists = {
        key.strip("\"'"): re.findall(r"""["']([^"'\n]+)["']""", inside)
        for key, inside in re.findall(r"^\s*([\w\"'-]+)\s*=\s*\[(.*?)\]\s*$", text, re.MULTILINE | re.DOTALL)
    }
    name = re.search(r"""^name\s*=\s*["']([^"']+)""", text, re.MULTILINE)
    return {
        "project": {"name": name.group(1) if name else "", "dependencies": lists.get("dependencies", []), "optional-dependencies": lists},
        "tool": {"pytest": {}} if re.search(r"^\s*\[tool\.pytest", text, re.MULTILINE) else {},
    }


def name_of(project, setup_cfg, setup):
    names = [table(project, "project").get("name"), table(project, "tool", "poetry").get("name"), table(setup_cfg, "metadata").get("name"), setup.get("name")]
    return next((name for name in names if isinstance(name, str) and name), "")


def import_roots(project, setup_cfg, setup, is_folder):
    options = table(project, "tool", "setuptools")
    where = table(options, "packages", "find").get("where") or []
    declared = [table(options, "package-dir").get(""), table(setup, "package_dir").get(""), table(setup_cfg, "options.packages.find").get("where")]
    declared += where if isinstance(where, list) else [where]
    inside = [posixpath.normpath(name) for name in declared + ["src"] if isinstance(name, str) and name]
    return ["."] + [name for name in dict.fromkeys(inside) if name != "." and not name.startswith(("/", "..")) and is_folder(name)]


def chosen(groups):
    """The groups for tests; only when there is none, those for developing."""
    names = {canonical(name): name for name in groups}
    picked = [names[name] for name in for_tests if name in names] or [names[name] for name in for_developing if name in names]
    return [groups[name] for name in picked]


def grouped(groups, value, depth=0):
    """The requirements of a dependency group (PEP 735), with the groups that it includes."""
    included = [one.get("include-group") for one in value if isinstance(one, dict)] if isinstance(value, list) and depth < 9 else []
    return texts(value) + [text for name in included for text in grouped(groups, groups.get(name), depth + 1)]


def poetry(dependencies):
    """Poetry's own notation: a caret or a tilde says from which version on."""
    found = []
    for name, value in dependencies.items():
        version = value if isinstance(value, str) else value.get("version", "") if isinstance(value, dict) else ""
        if name.lower() == "python" or (isinstance(value, dict) and (value.get("optional") or value.get("path"))):
            continue
        version = re.sub(r"^\^|^~(?=\d)", ">=", version.strip()).replace("*", "")
        found.append(name + (version if re.match(r"^([<>=!~]=?[\w.+!]+)(,\s*[<>=!~]=?[\w.+!]+)*$", version) else ""))
    return found


def from_file(read, name, notes, seen):
    """The requirements of a file and of those that it includes. What is not a requirement is left out, and said."""
    if name in seen:
        return []
    seen.add(name)
    found = []
    for line in re.sub(r"\\\r?\n", " ", read(name)).splitlines():
        line = re.sub(r"(^|\s)#.*$", "", line).strip()
        included = re.match(r"^(?:-r|--requirement)[ =]*(.+)$", line)
        if included:
            found += from_file(read, posixpath.normpath(posixpath.join(posixpath.dirname(name), included.group(1))), notes, seen)
            continue
        own = re.match(r"^(?:-e|--editable)?[ =]*\.(?:\[([\w,\s-]+)\])?$", line)
        if own:
            found += ["[%s]" % own.group(1)] if own.group(1) else []
        elif line.startswith(("-", ".", "/")):
            notes.append("Left out of %s: %s" % (name, line[:100]))
        elif line:
            egg = re.search(r"#egg=([\w.-]+)", line)
            found.append("%s @ %s" % (egg.group(1), line) if egg and "://" in line.split("@")[0] else re.split(r"\s--", line)[0].strip())
    return found


def collect(project, setup_cfg, setup, read, names, notes):
    """Every requirement once, in the order in which they are found."""
    own = canonical(name_of(project, setup_cfg, setup))
    extras = {**table(setup_cfg, "options.extras_require"), **table(setup, "extras_require"), **table(project, "project", "optional-dependencies")}
    groups, tool = table(project, "dependency-groups"), table(project, "tool")
    files = [name for name in sorted(names) if re.match(r"^requirements([-_.]?(tests?|testing|dev|develop(ment)?|ci))?\.txt$|^(tests?|dev)[-_]requirements\.txt$", name)]
    folder = [name for name in ("test", "tests", "testing", "dev") if read("requirements/%s.txt" % name)][:1] if "requirements" in names else []
    files += ["requirements/%s.txt" % name for name in folder] + ["%s/requirements.txt" % name for name in ("test", "tests") if name in names]
    base = texts(table(project, "project").get("dependencies")) + texts(table(setup_cfg, "options").get("install_requires")) + texts(setup.get("install_requires"))
    base += poetry(table(tool, "poetry", "dependencies"))
    more = [text for value in chosen(extras) for text in texts(value)] + [text for value in chosen(groups) for text in grouped(groups, value)]
    more += texts(table(setup_cfg, "options").get("tests_require")) + texts(setup.get("tests_require")) + texts(table(tool, "uv").get("dev-dependencies"))
    more += [text for value in chosen(table(tool, "poetry", "group")) for text in poetry(table(value, "dependencies"))]
    more += poetry(table(tool, "poetry", "dev-dependencies")) + [text for name in files for text in from_file(read, name, notes, set())]
    # A project that asks for an extra of its own: `dev = ["me[test]"]`, or `-e .[test]`.
    for text in list(more):
        if text.startswith("[") or (own and first_name(text) == own):
            asked = re.findall(r"[\w-]+", text[text.find("[") :]) if "[" in text else []
            more += [one for name in asked for one in texts(extras.get(name))]
    more = [text for text in more if not text.startswith("[")]
    left_out = sorted({first_name(text) for text in more if first_name(text) in not_for_tests})
    if left_out:
        notes.append("Not needed for tests, left out: %s" % ", ".join(left_out))
    more = [text for text in more if first_name(text) not in left_out]
    return list(dict.fromkeys(text for text in base + more if not (own and first_name(text) == own)))
