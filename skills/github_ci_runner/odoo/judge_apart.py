"""Judges files in a process of its own: one that makes Python crash, fill its memory or never end is named, and the rest is judged all the same."""

import json
import os
import select
import signal
import sys
import time

from check_file import check_file, version

most_seconds = 20


def judge_apart(tree, files):
    """Yields each file with its problems."""
    done = 0
    while done < len(files):
        worker, pipe = start(tree, files[done:])
        for problems in answers(pipe):
            yield files[done], problems
            done += 1
        os.close(pipe)
        fate = end(worker)
        if done < len(files):
            yield files[done], [dict(rule="file-crashes-python", message="Python %s %s when it read this file." % (version, fate))]
            done += 1


def start(tree, files):
    reading, writing = os.pipe()
    worker = os.fork()
    if worker != 0:
        os.close(writing)
        return worker, reading
    try:
        with os.fdopen(writing, "w") as out:
            for file in files:
                out.write(json.dumps(check_file(os.path.join(tree, file["name"]), file["kind"])) + "\n")
                out.flush()
    finally:
        # Whatever happened: the worker must not go on as a second parent.
        os._exit(0)


def answers(pipe):
    """Yields an answer for each file, until the worker has ended or is too slow."""
    text, ends_at = b"", time.monotonic() + most_seconds
    while select.select([pipe], [], [], max(0, ends_at - time.monotonic()))[0]:
        piece = os.read(pipe, 65536)
        if not piece:
            return
        lines = (text + piece).split(b"\n")
        text = lines.pop()
        for line in lines:
            yield json.loads(line)
            ends_at = time.monotonic() + most_seconds


def end(worker):
    """Ends the worker if it has not ended, and says how it did."""
    finished, status = os.waitpid(worker, os.WNOHANG)
    # The pipe closes shortly before the process is gone.
    for _ in range(50):
        if finished:
            break
        time.sleep(0.01)
        finished, status = os.waitpid(worker, os.WNOHANG)
    if not finished:
        os.kill(worker, signal.SIGKILL)
        os.waitpid(worker, 0)
        return "took more than %d s" % most_seconds
    if os.WIFSIGNALED(status):
        return "was ended by signal %d" % os.WTERMSIG(status)
    return "ended"


# A crash that is expected leaves no memory image behind.
if sys.platform != "win32":
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
