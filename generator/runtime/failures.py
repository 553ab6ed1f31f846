"""What can go wrong while the runtime is made."""


class RuntimeAssetsError(Exception):
    """The runtime cannot be made; the message is one line that says what to do."""


class StepError(Exception):
    """One step cannot be taken with this Pyodide: it is left out, and the site works without it."""
