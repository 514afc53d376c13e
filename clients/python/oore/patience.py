"""How long a stream is sought again after its connection broke."""

import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Patience:
    """Two minutes as it is: a server that is restarted or updated is back by then."""

    first_pause: float = 0.1
    """The pause before the first attempt, in seconds; each further one is twice as long."""
    longest_pause: float = 5.0
    """The longest pause, in seconds."""
    attempts: int = 28
    """How many attempts may fail one after the other."""


class Attempts:
    """Counts the attempts that failed since something came."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._failed = 0

    def succeeded(self) -> None:
        """Something came."""
        self._failed = 0

    def after_failure(self, error: Exception) -> None:
        """Waits before the next attempt, or raises `error` when patience is at its end."""
        self._failed += 1
        if self._failed > self._patience.attempts:
            raise error
        pause = self._patience.first_pause * 2.0 ** (self._failed - 1)
        time.sleep(min(pause, self._patience.longest_pause))
