"""What `/metrics` tells, in the text format of Prometheus."""

import threading
from collections import Counter
from collections.abc import Mapping

FIRST_WORD = (0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0)
"""Upper bounds in seconds."""


class Figures:
    """Counters since the start."""

    def __init__(self) -> None:
        """All are 0."""
        self._lock = threading.Lock()
        self._answers = Counter[int]()
        self._stories = Counter[str]()
        self._tokens = 0
        self._first_words: list[int] = [0] * len(FIRST_WORD)
        self._waits, self._seconds = 0, 0.0

    def answered(self, status: int) -> None:
        """A request was answered."""
        with self._lock:
            self._answers[status] += 1

    def story(self, ended: str, tokens: int) -> None:
        """A story was written."""
        with self._lock:
            self._stories[ended] += 1
            self._tokens += tokens

    def first_word(self, seconds: float) -> None:
        """How long somebody waited for it."""
        with self._lock:
            self._waits += 1
            self._seconds += seconds
            for place, bound in enumerate(FIRST_WORD):
                self._first_words[place] += seconds <= bound

    def text(self, gauges: Mapping[str, int]) -> str:
        """All of it, and what is true right now."""
        with self._lock:
            lines = [
                *_counter("fabula_answers_total", "status", self._answers),
                *_counter("fabula_stories_total", "ended", self._stories),
                "# TYPE fabula_tokens_total counter",
                f"fabula_tokens_total {self._tokens}",
                "# TYPE fabula_first_word_seconds histogram",
                *(
                    f'fabula_first_word_seconds_bucket{{le="{bound:g}"}} {count}'
                    for bound, count in zip(FIRST_WORD, self._first_words, strict=True)
                ),
                f'fabula_first_word_seconds_bucket{{le="+Inf"}} {self._waits}',
                f"fabula_first_word_seconds_sum {self._seconds:.3f}",
                f"fabula_first_word_seconds_count {self._waits}",
            ]
        for name, value in gauges.items():
            lines += [f"# TYPE fabula_{name} gauge", f"fabula_{name} {value}"]
        return "\n".join(lines) + "\n"


def _counter(name: str, label: str, counts: Mapping[int, int] | Mapping[str, int]) -> list[str]:
    values = [f'{name}{{{label}="{key}"}} {count}' for key, count in counts.items()]
    return [f"# TYPE {name} counter", *values]
