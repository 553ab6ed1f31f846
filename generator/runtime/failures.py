"""What can go wrong while making the runtime."""


class RuntimeAssetsError(Exception):
    """The runtime cannot be made; one line says what to do."""


class StepError(Exception):
    """A step does not work with this Pyodide; it is left out, and the site works without it."""
