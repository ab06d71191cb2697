"""Start one program in its own cage, then become it. A script of its own: only the standard library, quick to start.

    python -I -S launch.py [--user NAME] [--end-with-parent SIGNAL] [--caged]
                           [--hide FOLDER]... [--cover FILE=OTHER]... -- PROGRAM ARG...

Why a program and not a function between fork and exec: the caller may have threads, and Python code after a fork with
threads may hang. The process id stays the same, so that the program is a direct child of whoever called.

--hide covers a folder with an empty one, --cover a file with another, for this program and its children only: the web
process must not be able to read the ledger's signing key (SEC-29). --caged then drops every capability for good, so that not
even root takes the cover off; a nested user namespace cannot either, because the kernel locks inherited mounts.
"""

import argparse
import ctypes
import os
import pwd
import signal
import struct
import sys

PR_SET_PDEATHSIG, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS, PR_SET_DUMPABLE, PR_SET_SECUREBITS = 1, 24, 38, 4, 28
PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 47, 4
CLONE_NEWNS, CLONE_NEWUSER = 0x00020000, 0x10000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_BIND, MS_REC, MS_PRIVATE = 1, 2, 4, 8, 4096, 16384, 1 << 18
CAPABILITY_VERSION_3 = 0x20080522
NOROOT_AND_LOCKED = 0b1111  # root gets no capabilities back at exec, and this cannot be undone
LAST_CAPABILITY = 63


def end_with_parent(signal_number: int) -> None:
    """Ask the kernel for this signal when the parent dies, so that no orphan stays behind (REL-13)."""
    if sys.platform == "linux":
        _prctl(PR_SET_PDEATHSIG, signal_number)


def cover(folders: list[str], files: list[str]) -> None:
    """Cover these paths, for this process and its children only. Raises OSError when the kernel refuses."""
    libc = _libc()
    uid, gid = os.geteuid(), os.getegid()
    if uid == 0:
        _checked(libc.unshare(CLONE_NEWNS), "unshare")
    else:
        _checked(libc.unshare(CLONE_NEWUSER | CLONE_NEWNS), "unshare")
        for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
            _write(f"/proc/self/{name}", text)
    _mount(libc, "none", "/", "none", MS_REC | MS_PRIVATE)
    for folder in folders:
        _mount(libc, "tmpfs", folder, "tmpfs", MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC)
    for pair in files:
        file, _, other = pair.partition("=")
        _mount(libc, other, file, "none", MS_BIND)


def drop_privileges() -> None:
    """Give up every capability, now and after exec, and the way to gain new ones."""
    for capability in range(LAST_CAPABILITY + 1):
        _libc().prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)  # the kernel knows fewer than 64: a refusal is expected
    _libc().prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
    _libc().prctl(PR_SET_SECUREBITS, NOROOT_AND_LOCKED, 0, 0, 0)
    header = struct.pack("=Ii", CAPABILITY_VERSION_3, 0)
    _checked(_libc().capset(header, struct.pack("=6I", *[0] * 6)), "capset")
    _prctl(PR_SET_NO_NEW_PRIVS, 1)


def become_user(name: str) -> None:
    """Leave root for good: group first, then user."""
    entry = pwd.getpwnam(name)
    os.setgroups([])
    os.setgid(entry.pw_gid)
    os.setuid(entry.pw_uid)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _prctl(option: int, value: int) -> None:
    _checked(_libc().prctl(option, value, 0, 0, 0), "prctl")


def _mount(libc: ctypes.CDLL, source: str, target: str, kind: str, flags: int) -> None:
    arguments = [text.encode() for text in (source, target, kind)]
    _checked(libc.mount(*arguments, ctypes.c_ulong(flags), None), f"mount {target}")


def _checked(result: int, what: str) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def _write(path: str, text: str) -> None:
    with open(path, "w", encoding="ascii") as file:
        file.write(text)


def _read(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--user", default="")
    parser.add_argument("--end-with-parent", default="")
    parser.add_argument("--hide", action="append", default=[])
    parser.add_argument("--cover", action="append", default=[])
    parser.add_argument("--caged", action="store_true")
    parser.add_argument("program", nargs="+")
    return parser.parse_args(argv)


def main(argv: list[str]) -> None:
    """Build the cage, then exec. Where the kernel refuses the cover, say so once and go on (documented)."""
    wanted = _read(argv)
    parent = os.getppid()
    if wanted.hide or wanted.cover:
        try:
            cover(wanted.hide, wanted.cover)
        except OSError as refused:
            print(
                f"warning: this system does not let a process hide files from itself ({refused});"
                f" {wanted.program[0]} could read: {', '.join([*wanted.hide, *wanted.cover])}",
                file=sys.stderr,
            )
    if wanted.caged and sys.platform == "linux":
        drop_privileges()
    if wanted.user:
        become_user(wanted.user)
    if wanted.end_with_parent:
        end_with_parent(signal.Signals[wanted.end_with_parent])
        if os.getppid() != parent:
            sys.exit(0)  # the parent died before the kernel was asked
    os.execvp(wanted.program[0], wanted.program)  # noqa: S606 - no shell is wanted


if __name__ == "__main__":
    main(sys.argv[1:])
