"""Files under the hash of their content, on disk or in S3-compatible storage."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from obstore.exceptions import AlreadyExistsError
from obstore.store import LocalStore, ObjectStore, from_url


class FileStore:
    """Create-only storage: what is there under a hash is that content, for ever."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    @classmethod
    def open(cls, url: str, folder: Path) -> FileStore:
        """Storage at `url`, or in `folder` (made if missing) when the URL is empty."""
        if url:
            return cls(from_url(url))
        folder.mkdir(parents=True, exist_ok=True)
        return cls(LocalStore(folder))

    def put(self, content: bytes) -> str:
        """Store bytes and return their SHA-256, hexadecimal. Storing twice is storing once."""
        sha256 = hashlib.sha256(content).hexdigest()
        with suppress(AlreadyExistsError):
            self._store.put(_key(sha256), content, mode="create")
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes under a hash.

        Raises:
            FileNotFoundError: nothing is stored under it.
        """
        return bytes(self._store.get(_key(sha256)).bytes())


def _key(sha256: str) -> str:
    return f"sha256/{sha256[:2]}/{sha256[2:]}"
