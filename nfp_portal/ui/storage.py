"""The storage of uploads, which leaves no part of a file behind."""

from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage


class MediaStorage(FileSystemStorage):
    def _save(self, name: str, content: Any) -> str:
        """Raises OSError on a full disk, after the part that was written has been removed.

        Names are random (`uploads.RandomName`), so that no other upload has the file.
        """
        try:
            return str(super()._save(name, content))  # type: ignore[misc] # missing in Django's stubs
        except OSError:
            Path(self.path(name)).unlink(missing_ok=True)
            raise
