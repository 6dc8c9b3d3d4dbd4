"""Where uploads are stored; what could not be stored whole leaves nothing behind."""

from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage


class MediaStorage(FileSystemStorage):
    def _save(self, name: str, content: Any) -> str:
        """Raises OSError on a full disk, after the part that was written has been removed.

        Names are random (`uploads.RandomName`), so that the file is of this upload alone.
        """
        try:
            return str(super()._save(name, content))  # type: ignore[misc] # Django's stubs leave it out
        except OSError:
            Path(self.path(name)).unlink(missing_ok=True)
            raise
