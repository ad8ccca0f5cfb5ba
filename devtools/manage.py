"""`dev.py manage …`: any management command against the site's own servers, up or not.

Only the command's own output goes to standard output, so it can be piped.
"""

import os
import signal
import subprocess
import sys

from devtools import environment
from devtools.paths import ROOT
from devtools.processes import child_dies_with_us
from devtools.servers import kept


def main(arguments: list[str]) -> int:
    uses = kept(os.environ)
    try:
        for use in uses:
            use.open()
        env = environment.site(os.environ, uses, environment.running_port())
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        # In our own process group, so that a terminal's Ctrl-C and questions reach it.
        child = subprocess.Popen(command, env=env, preexec_fn=child_dies_with_us())
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda received, _frame: child.send_signal(received))
        code = child.wait()
        return code if code >= 0 else 128 - code
    finally:
        for use in uses:
            use.close()
