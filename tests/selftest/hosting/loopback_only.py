"""Runs a command where this machine's loopback is the only network, and tells how often it tried to go elsewhere.

    unshare --map-root-user --net PYTHON -m tests.selftest.hosting.loopback_only FILE COMMAND...

Source: `OutNoRoutes` of /proc/net/snmp (RFC 1213, ipOutNoRoutes) counts each attempt to reach what no route leads to,
names that are looked up among them.
"""

from __future__ import annotations

import fcntl
import socket
import struct
import subprocess
import sys
from pathlib import Path

_GET_FLAGS, _SET_FLAGS, _UP = 0x8913, 0x8914, 0x1


def main() -> int:
    """Run the command; gives its exit code."""
    told, *command = sys.argv[1:]
    _bring_loopback_up()
    ended = subprocess.run(command, check=False)
    Path(told).write_text(str(_attempts()), encoding="utf-8")
    return ended.returncode


def _bring_loopback_up() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = struct.pack("16sh14x", b"lo", 0)
        flags = struct.unpack("16sh14x", fcntl.ioctl(any_socket, _GET_FLAGS, request))[1]
        fcntl.ioctl(any_socket, _SET_FLAGS, struct.pack("16sh14x", b"lo", flags | _UP))


def _attempts() -> int:
    names, values = [
        line.split() for line in Path("/proc/net/snmp").read_text(encoding="utf-8").splitlines() if line[:3] == "Ip:"
    ]
    return int(values[names.index("OutNoRoutes")])


if __name__ == "__main__":
    sys.exit(main())
