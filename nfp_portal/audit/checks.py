"""What `verify_audit` looks at besides the trail. Rooms register their checks in `AppConfig.ready()`."""

from collections.abc import Callable, Iterator

# Yields in words each thing that is not what was recorded of it; looks at files too if it is told to.
Check = Callable[[bool], Iterator[str]]
_CHECKS: dict[str, Check] = {}


def register_check(name: str, check: Check) -> None:
    """Let `verify_audit` run `check(with_files)`; `name` says what holds where it yields nothing."""
    _CHECKS[name] = check


def checks() -> dict[str, Check]:
    return dict(_CHECKS)
