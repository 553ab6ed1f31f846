"""The command's door: an interrupt ends in one line, even while the modules are still being loaded."""

import sys


def run() -> None:
    """Runs ``chuding``."""
    try:
        from generator.cli import main

        main(prog_name="chuding")
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        sys.exit(130)


if __name__ == "__main__":
    run()
