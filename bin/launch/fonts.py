"""The fonts of PDF pages: only the portal's own, so that pages are the same on every machine."""

from pathlib import Path

RULES = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


def only_ours(root: Path, folder: Path) -> dict[str, str]:
    """Return the setting that hides the machine's fonts; a browser would crash with it."""
    path = folder / "fonts.conf"
    path.write_text(
        RULES.format(fonts=root / "static" / "fonts" / "pdf", cache=folder / "fontcache"), encoding="utf-8"
    )
    return {"FONTCONFIG_FILE": str(path)}
