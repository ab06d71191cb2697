"""A file on its way in never lies in clear on the disk: what does not fit into memory waits under a key that is nowhere (SEC-49).

The server has to take in a whole upload before a door sees the first byte. The temporary file has no name, and its key is made
for it alone and forgotten with it: after a power cut nobody can read it, we neither.
"""

import io
import tempfile
from typing import IO, Any, cast

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

_TAG = 16


class SealedTemporary(io.RawIOBase):
    """Written once in pieces, read from the beginning as often as wanted."""

    def __init__(self) -> None:
        self._cipher = AESGCM(AESGCM.generate_key(bit_length=256))
        self._file = tempfile.TemporaryFile(dir=settings.FIRSTWALL_SPOOL)  # noqa: SIM115 - closed with this
        self._pieces: list[int] = []
        self._next = 0
        self._rest = b""

    def add(self, piece: bytes) -> None:
        """One piece more, behind the last."""
        self._file.write(self._cipher.encrypt(len(self._pieces).to_bytes(12, "big"), piece, None))
        self._pieces.append(len(piece))

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """To the beginning; nothing else is asked for."""
        if (offset, whence) != (0, io.SEEK_SET):
            raise io.UnsupportedOperation("only to the beginning")
        self._file.seek(0)
        self._next, self._rest = 0, b""
        return 0

    def readinto(self, room: Any) -> int:
        """The next bytes."""
        if not self._rest and self._next < len(self._pieces):
            sealed = self._file.read(self._pieces[self._next] + _TAG)
            self._rest = self._cipher.decrypt(self._next.to_bytes(12, "big"), sealed, None)
            self._next += 1
        given = min(len(room), len(self._rest))
        room[:given] = self._rest[:given]
        self._rest = self._rest[given:]
        return given

    def close(self) -> None:
        """Nothing stays."""
        self._file.close()
        super().close()


class SealedUploads(FileUploadHandler):
    """Takes what the handler for small files in memory has left."""

    chunk_size = 1024 * 1024

    def new_file(self, *args: Any, **more: Any) -> None:
        super().new_file(*args, **more)
        settings.FIRSTWALL_SPOOL.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._held = SealedTemporary()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._held.add(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        """The file as the doors know one."""
        self._held.seek(0)
        return UploadedFile(
            cast(IO[bytes], self._held),
            self.file_name,
            self.content_type,
            file_size,
            self.charset,
            self.content_type_extra,
        )

    def upload_interrupted(self) -> None:
        self._held.close()
