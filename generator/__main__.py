"""The command's entry: an interrupt prints at most one line, even while modules are still loading."""

import signal
import sys


def run() -> None:
    """Runs ``chuding``."""
    # During an import, an interrupt would print a traceback.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from generator.commands.main import main

    signal.signal(signal.SIGINT, signal.default_int_handler)
    # What is asked to end clears up after itself.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        main(prog_name="chuding")
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        sys.exit(130)


if __name__ == "__main__":
    run()
