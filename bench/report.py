"""Figures of several rounds: ratios of contenders measured in turn."""

import json
import os
from dataclasses import asdict, dataclass, field
from statistics import median


@dataclass
class Report:
    """The result of a benchmark; a wrong count fails the run."""

    name: str
    lines: list[str] = field(default_factory=list)
    figures: dict[str, object] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def add(self, line: str) -> None:
        self.lines.append(line)

    def ratio(self, name: str, values: list[float], unit: str = "×") -> None:
        """Add the median of per-round values with the smallest and the largest."""
        middle, least, most = median(values), min(values), max(values)
        self.figures[name] = {"median": middle, "min": least, "max": most}
        self.add(f"{name:<44} {middle:>9,.1f} {unit:<6} ({least:,.1f} .. {most:,.1f})")

    def count(self, name: str, value: int, *, at_most: int) -> None:
        """Add a number that must not be exceeded."""
        self.figures[name] = value
        self.add(f"{name:<44} {value:>9,}")
        if value > at_most:
            self.wrong.append(f"{name}: {value}, at most {at_most} allowed")

    def print(self, *, as_json: bool) -> int:
        """Print the report; returns the exit code."""
        load = f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
        if as_json:
            print(json.dumps(asdict(self) | {"load": load}, indent=2))
        else:
            print("\n".join([self.name, *self.lines, f"load {load}", *self.wrong]))
        return 1 if self.wrong else 0
