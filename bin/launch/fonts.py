"""The fonts of PDF pages: the portal's own and no others, so that every machine draws the same pages."""

from pathlib import Path

RULES = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


def only_ours(root: Path, folder: Path) -> dict[str, str]:
    """Give the setting that hides the machine's fonts; never for a browser, which ends on it."""
    path = folder / "fonts.conf"
    path.write_text(
        RULES.format(fonts=root / "static" / "fonts" / "pdf", cache=folder / "fontcache"), encoding="utf-8"
    )
    return {"FONTCONFIG_FILE": str(path)}
