"""Certificates for the tests of private authorities, made by the program openssl."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

_OF_AUTHORITY = "basicConstraints = critical, CA:TRUE\nkeyUsage = critical, keyCertSign\n"


@dataclass(frozen=True)
class Authority:
    """A certificate authority that no machine trusts, in a folder of its own."""

    folder: Path

    @property
    def path(self) -> Path:
        """Its own certificate, by which it is named in a profile."""
        return self.folder / "our-ca.pem"

    def certificate(self, host: str = "localhost", algorithm: str = "rsa:2048") -> Path:
        """A certificate that it has signed for a host, with the key beside it."""
        path = self.folder / f"{host}-{algorithm.partition(':')[0]}.pem"
        signing = ["-CA", str(self.path), "-CAkey", str(self.path.with_suffix(".key")), "-CAcreateserial"]
        _make(path, host, f"subjectAltName = DNS:{host}\n", algorithm, signing)
        return path


def new_authority(folder: Path) -> Authority:
    """A new authority, in a folder that is made for it."""
    folder.mkdir()
    authority = Authority(folder)
    _make(authority.path, folder.name, _OF_AUTHORITY, "rsa:2048", ["-signkey", str(authority.path.with_suffix(".key"))])
    return authority


def openssl(*arguments: str, given: bytes = b"") -> bytes:
    """What openssl prints; where there is none the test is skipped."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("making a certificate needs the program openssl")
    return subprocess.run([program, *arguments], input=given, check=True, capture_output=True).stdout


def _make(path: Path, name: str, extensions: str, algorithm: str, signing: list[str]) -> None:
    key, request, extra = (path.with_suffix(suffix) for suffix in (".key", ".csr", ".ext"))
    extra.write_text(extensions, encoding="utf-8")
    kind = (
        ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"] if algorithm == "ec" else ["-newkey", algorithm]
    )
    openssl("req", *kind, "-nodes", "-subj", f"/CN={name}", "-keyout", str(key), "-out", str(request))
    how = ["-days", "2", "-extfile", str(extra), "-in", str(request), "-out", str(path)]
    openssl("x509", "-req", *how, *signing)
