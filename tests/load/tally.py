"""What a crowd met: latencies by kind of request, refusals by code, failed checks."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field


@dataclass
class Tally:
    latencies: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    refusals: Counter[str] = field(default_factory=Counter)
    events: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    checks: Counter[str] = field(default_factory=Counter)

    def answered(self, kind: str, seconds: float) -> None:
        self.latencies[kind].append(seconds)

    def refused(self, kind: str, code: str) -> None:
        self.refusals[f"{kind}: {code}"] += 1

    def check(self, name: str, is_right: bool, detail: str = "") -> None:
        """Count a check; one that fails is told at the end and fails the whole run."""
        self.checks[name] += 1
        if not is_right:
            self.failures.append(f"{name}: {detail}")

    def requests(self) -> int:
        return sum(len(times) for times in self.latencies.values())

    def table(self) -> list[str]:
        """Milliseconds by kind of request."""
        lines = [f"{'request':<12} {'count':>7} {'p50':>8} {'p95':>8} {'p99':>8} {'max':>8}  ms"]
        for kind, times in self.latencies.items():
            shown = " ".join(f"{percentile(times, share) * 1000:8.1f}" for share in (50, 95, 99))
            lines.append(f"{kind:<12} {len(times):>7} {shown} {max(times) * 1000:8.1f}")
        return lines


def percentile(values: list[float], share: int) -> float:
    """The smallest value that `share` percent of all do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * share // 100) - 1)]
