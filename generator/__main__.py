"""The command's door: an interrupt ends in one line at most, even while the modules are still being loaded."""

import signal
import sys


def run() -> None:
    """Runs ``chuding``."""
    # An interrupt in the middle of an import would be told as a traceback by the import system itself.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from generator.commands.main import main

    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        main(prog_name="chuding")
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        sys.exit(130)


if __name__ == "__main__":
    run()
