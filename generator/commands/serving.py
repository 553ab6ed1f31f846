"""Serves an application to whoever looks at it from this machine, until it is interrupted."""

import socket

import uvicorn
from starlette.types import ASGIApp

from generator.register.problems import BadInput


def listening(host: str, port: int, option: str) -> socket.socket:
    """A socket bound to an address; ``port`` 0 takes a free one. Raises ``BadInput``, which names ``option``."""
    bound = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        raise BadInput([f"{option}: expected a free address, found {host}:{port}: {error.strerror}"]) from None
    return bound


def serve(app: ASGIApp, at: socket.socket) -> None:
    # Errors alone: what is asked for is in nobody's interest but the reader's.
    config = uvicorn.Config(app, log_level="error", access_log=False, lifespan="off", server_header=False)
    uvicorn.Server(config).run(sockets=[at])
