"""Runs a command where there is no network but this machine's own: called in a network namespace, whose loopback it
brings up. usage: alone.py COMMAND..."""

import fcntl
import os
import socket
import struct
import sys

SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 1

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as handle:
    request = struct.pack("16sh14x", b"lo", 0)
    flags = struct.unpack("16sh14x", fcntl.ioctl(handle, SIOCGIFFLAGS, request))[1]
    fcntl.ioctl(handle, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", flags | IFF_UP))
others = {name for _, name in socket.if_nameindex()} - {"lo", "sit0", "tunl0", "ip6tnl0", "gre0", "gretap0", "erspan0"}
if others:
    sys.exit(f"alone.py: this is no namespace of its own: it has {', '.join(sorted(others))}")
os.execvp(sys.argv[1], sys.argv[1:])
