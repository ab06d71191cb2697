"""What a process gives up before it reads what a stranger wrote (SEC-53): files, network, other processes, memory, time.

The list says what remains: read and write what is open already, ask for memory and for the time, end. Every other call
of the system is answered with a refusal. It is drawn up for the two machines that the operating manual names.
"""

import ctypes
import platform
import resource
import signal
import struct
import sys
from pathlib import Path
from types import FrameType

MEMORY = 256 * 1024 * 1024  # beyond what the interpreter and the readers hold when the message comes
SECONDS = 10.0  # of the processor, for each megabyte and for each 10,000 places
_GRACE = 2.0  # a call that does not come back to Python is ended by the kernel

_SET_NO_NEW_PRIVILEGES, _SET_FILTER, _FILTER = 38, 22, 2
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050001, 0x80000000

# read, write, close, fstat, lseek, mmap, mprotect, munmap, brk, rt_sigaction, rt_sigprocmask, rt_sigreturn, sched_yield,
# mremap, madvise, setitimer, getpid, exit, gettimeofday, gettid, futex, clock_gettime, exit_group, tgkill, getrandom
CALLS = {
    "x86_64": (
        0xC000003E,
        (0, 1, 3, 5, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 28, 38, 39, 60, 96, 186, 202, 228, 231, 234, 318),
    ),
    "aarch64": (
        0xC00000B7,
        (
            63,
            64,
            57,
            80,
            62,
            222,
            226,
            215,
            214,
            134,
            135,
            139,
            124,
            216,
            233,
            103,
            172,
            93,
            169,
            178,
            98,
            113,
            94,
            131,
            278,
        ),
    ),
}


class TooSlow(Exception):
    """The time for this part of a message is over."""


def can_confine() -> bool:
    """Whether this machine is one of those for which the list of calls is drawn up."""
    return sys.platform == "linux" and platform.machine() in CALLS


def confine() -> None:
    """Give up everything but computing, for good. Needs a process that has opened and imported all it will need."""
    held = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (held + MEMORY, held + MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGPROF, _too_slow)
    signal.signal(signal.SIGVTALRM, signal.SIG_DFL)
    renew()
    if can_confine():
        _refuse_calls(*CALLS[platform.machine()])


def renew() -> None:
    """Give the next part of the message its time."""
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS + _GRACE)


def _too_slow(_number: int, _frame: FrameType | None) -> None:
    raise TooSlow


def _refuse_calls(machine: int, calls: tuple[int, ...]) -> None:
    program = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, machine), (_RETURN, 0, 0, _KILL), (_LOAD, 0, 0, 0)]
    program += [(_EQUAL, len(calls) - at, 0, call) for at, call in enumerate(calls)]
    program += [(_RETURN, 0, 0, _REFUSE), (_RETURN, 0, 0, _ALLOW)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in program))
    head = struct.pack("@HP", len(program), ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    for words in ((_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0), (_SET_FILTER, _FILTER, head, 0, 0)):
        if libc.prctl(*words) != 0:
            raise OSError(ctypes.get_errno(), "the kernel takes no filter")
