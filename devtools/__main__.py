"""Each command of dev.py is a module here with `main(arguments) -> exit code`."""

import importlib
import sys

if __name__ == "__main__":
    try:
        sys.exit(importlib.import_module(f"devtools.{sys.argv[1]}").main(sys.argv[2:]))
    except KeyboardInterrupt:
        sys.exit(130)
