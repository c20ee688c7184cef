"""geopy's RateLimiter with a clock passed in, a `Retry-After` respected, and an end to patience."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from geopy.exc import (
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderQueryError,
    GeocoderQuotaExceeded,
    GeocoderRateLimited,
    GeocoderServiceError,
    GeopyError,
)
from geopy.extra.rate_limiter import RateLimiter

from ingest.places.errors import GaveUp

_NONSENSE = (KeyError, TypeError, ValueError, AttributeError, IndexError)
_FINAL = (
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderQueryError,
)


class Polite:
    """A question that is asked at most so often, and again after a failure, but not for ever.

    Raises `GaveUp` when called in vain.
    """

    def __init__(
        self,
        ask: Callable[..., Any],
        min_delay: float,
        retries: int,
        longest_wait: float,
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], None],
    ) -> None:
        self._ask, self._longest = ask, longest_wait
        self._limited = _Limiter(
            self._once,
            min_delay_seconds=min_delay,
            max_retries=retries,
            error_wait_seconds=max(min_delay, 2.0),
            swallow_exceptions=False,
        )
        self._limited.clock, self._limited.sleep = clock, sleep

    def __call__(self, *question: Any) -> Any:
        """Ask; the answer is whatever the function asked returns."""
        try:
            return self._limited(*question)
        except GeopyError as error:
            raise GaveUp(_cause(error)) from error

    def _once(self, *question: Any) -> Any:
        try:
            return self._ask(*question)
        except GeocoderRateLimited as error:
            wait = float(error.retry_after or 0)
            if wait > self._longest:
                raise GaveUp(_cause(error), wait) from error
            self._limited.asked_to_wait = wait
            raise
        except _FINAL as error:
            raise GaveUp(_cause(error)) from error
        except GeopyError:
            raise
        except _NONSENSE as error:  # an answer of another shape than the service's
            raise GeocoderServiceError(f"risposta non comprensibile ({type(error).__name__})") from error


class _Limiter(RateLimiter):  # type: ignore[misc]  # geopy has no types
    clock: Callable[[], float]
    sleep: Callable[[float], None]
    asked_to_wait = 0.0

    def _clock(self) -> float:
        return self.clock()

    def _sleep(self, seconds: float) -> None:
        self.sleep(max(seconds, self.asked_to_wait))
        self.asked_to_wait = 0.0


def _cause(error: Exception) -> str:
    if isinstance(error, GeocoderQuotaExceeded):
        return "troppe richieste"
    return " ".join(str(error).split())[:200] or type(error).__name__
