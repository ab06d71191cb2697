"""A file on its way in is nowhere in clear on the disk (SEC-49)."""

from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.test import RequestFactory, override_settings

from firstwall.runtime.uploads import SealedTemporary, SealedUploads

NAME = b"QUAXIMODO EXAMPLE"


@pytest.fixture
def spool(tmp_path: Path):
    with override_settings(FIRSTWALL_SPOOL=tmp_path / "spool"):
        yield tmp_path / "spool"


def test_a_large_upload_comes_out_as_it_went_in_and_lies_sealed_meanwhile(spool: Path) -> None:
    data = b"".join(b"%d,%s\n" % (number, NAME) for number in range(150_000))
    request = RequestFactory().post("/", {"file": _named(data)})
    request.upload_handlers = [MemoryFileUploadHandler(request), SealedUploads(request)]
    upload = request.FILES["file"]
    assert isinstance(upload.file, SealedTemporary) and (upload.name, upload.size) == ("list.csv", len(data))
    written = Path(f"/proc/self/fd/{upload.file._file.fileno()}").read_bytes()
    assert len(written) > len(data) and NAME not in written
    assert not list(spool.iterdir()), "the file has no name"
    assert b"".join(upload.chunks()) == data and b"".join(upload.chunks()) == data
    upload.close()


def test_what_is_changed_on_the_disk_does_not_open(spool: Path) -> None:
    spool.mkdir()
    held = SealedTemporary()
    held.add(NAME)
    held._file.seek(3)
    held._file.write(b"x")
    held.seek(0)
    with pytest.raises(InvalidTag):
        held.read()
    held.close()


def _named(data: bytes):
    return SimpleUploadedFile("list.csv", data)
