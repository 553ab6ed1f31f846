"""Reads files and standard input: what is no file is not waited for, and nothing is read without end."""

import errno
import os
import stat
import sys
from pathlib import Path


def read_bytes(file: Path, most: int) -> bytes:
    """The content of a regular file; raises ``OSError`` where it is none, or has more than ``most`` bytes."""
    # A pipe that nobody writes to would be waited for.
    handle = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as content:
        found = os.fstat(handle)
        if stat.S_ISDIR(found.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(file))
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, "a device or a pipe", str(file))
        # What its size says need not be so: the system's own files have none.
        read = content.read(most + 1)
    if len(read) > most:
        raise OSError(errno.EFBIG, f"more than {most:,} bytes", str(file))
    return read


def read_input(most: int) -> bytes:
    """All of standard input; raises ``OSError`` where it is closed, or has more than ``most`` bytes."""
    # Python has none where it was started without.
    standard = getattr(sys, "stdin", None)
    if standard is None or standard.closed:
        raise OSError(errno.EBADF, "closed", "standard input")
    read: bytes = standard.buffer.read(most + 1)
    if len(read) > most:
        raise OSError(errno.EFBIG, f"more than {most:,} bytes", "standard input")
    return read
