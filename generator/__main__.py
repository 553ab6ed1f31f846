"""The command's entry: an interrupt prints at most one line, even while modules are still loading."""

import signal
import sys
from traceback import extract_tb


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
    except Exception as fault:
        # Nobody has foreseen it: whoever is told of it needs the place, and a clerk no more than a line.
        sys.exit(_told(fault))


def _told(fault: Exception) -> str:
    from generator.register.characters import harmless

    place = extract_tb(fault.__traceback__)[-1]
    said = f"chuding: a fault of its own, at {place.filename}:{place.lineno}: {type(fault).__name__}: {fault}"
    return harmless(said)


if __name__ == "__main__":
    run()
