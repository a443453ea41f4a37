"""Makes the folder of a run fit for its tests: home, folder for temporary files, and a virtual environment.

Usage: python3 -I make_environment.py <work folder>. The environment sees the packages of the machine, and pip is not copied into it.
"""

import os
import sys
import venv

work = sys.argv[1]
for name in ("home", "tmp"):
    os.makedirs(os.path.join(work, name), exist_ok=True)
venv.EnvBuilder(system_site_packages=True, clear=True, symlinks=True, with_pip=False).create(os.path.join(work, "venv"))
