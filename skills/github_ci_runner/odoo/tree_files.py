"""What is safe to look at in a tree that somebody else wrote."""

import os
import stat

skipped_folders = ("node_modules", "__pycache__")


def printable(text):
    """A name as it can be shown in one line: what is no character, or controls a terminal, is escaped."""
    text = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode("ascii") for one in text)


def joined(folder, name):
    return name if folder == "." else folder + "/" + name


def leads_out(tree, path):
    """Whether a path below the tree, whose own path has no links, is elsewhere once its links are followed."""
    try:
        real = os.path.realpath(path)
    except (OSError, ValueError):
        return True
    return real != tree and not real.startswith(tree + os.sep)


def regular_size(tree, path):
    """The size of a regular file of the tree; None for anything else, and for what leads out of the tree."""
    try:
        if leads_out(tree, path):
            return None
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return found.st_size if stat.S_ISREG(found.st_mode) else None


def entries(folder):
    """What a folder holds, in order of name; nothing when it cannot be read."""
    try:
        with os.scandir(folder) as found:
            return sorted(found, key=lambda entry: entry.name)
    except OSError:
        return []


def is_skipped(name):
    return name.startswith(".") or name in skipped_folders


def link_out(shown, path):
    """The finding for a link that leads out of the tree."""
    return dict(
        rule="symlink-outside",
        severity="error",
        file=shown,
        message="This link leads out of the repository, to %s. It is not followed." % printable(os.readlink(path))[:200],
    )
