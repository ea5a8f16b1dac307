"""Peers of the diffusion curves and of Kaplan-Meier; see run.py.

Inputs are the same on both sides: made curves come from the small generator below (`curves.rs` has the same),
lifetimes from the file (days from a member's first message to the last, and 1; the last 90 days are censored).
"""

POINTS = 96


class Noise:
    """A linear congruential generator; the sum of twelve uniform numbers is nearly normal."""

    def __init__(self, seed):
        self.state = seed

    def uniform(self):
        self.state = (6364136223846793005 * self.state + 1442695040888963407) % 2**64
        return (self.state >> 11) / 2**53

    def normal(self):
        return sum(self.uniform() for _ in range(12)) - 6.0


def share(t, p, q):
    import numpy as np

    e = np.exp(-(p + q) * t)
    return (1 - e) / (1 + q / p * e)


def made_curve(noise, p, q, m):
    """Adopters in each of 96 months, with 2 % noise; p and q by the quarter."""
    import numpy as np

    t = np.arange(0.0, POINTS + 1)
    new = np.diff(m * share(t, p / 4, q / 4))
    return np.maximum(new * (1 + 0.02 * np.array([noise.normal() for _ in range(POINTS)])), 0.0)


def made_curves(n):
    noise = Noise(3)
    between = lambda low, high: low + (high - low) * noise.uniform()  # noqa: E731
    return [made_curve(noise, between(0.005, 0.05), between(0.2, 0.7), between(50, 5000)) for _ in range(n)]


def lifetimes(file):
    """Whole days and whether the end was seen, by member; see the module."""
    import polars as pl

    scan = pl.scan_csv(file, infer_schema=False)
    at = pl.col("created_at").str.head(19).str.replace(" ", "T").str.to_datetime("%Y-%m-%dT%H:%M:%S", strict=False)
    rows = scan.select(pl.col("sender_id").cast(pl.Int64).alias("u"), at.dt.epoch("s").alias("t")).collect()
    rows = rows.drop_nulls()
    spans = rows.group_by("u").agg(pl.col("t").min().alias("a"), pl.col("t").max().alias("b")).sort("u")
    end = rows["t"].max()
    days = (spans["b"] - spans["a"]) // 86400 + 1
    return days.to_numpy().astype(float), (spans["b"] < end - 90 * 86400).to_numpy()


def bass(op):
    import numpy as np
    from scipy.optimize import curve_fit

    curves = made_curves(1 if op == "bass_one" else 1000)
    t = np.arange(1.0, POINTS + 1)

    def fit(new):
        total = np.cumsum(new)
        start = [total[-1] * 1.1, 0.005, 0.1]
        model = lambda t, m, p, q: m * share(t, abs(p) + 1e-12, abs(q))  # noqa: E731
        return curve_fit(model, t, total, p0=start, method="lm", maxfev=5000)[0]

    return lambda: round(sum(fit(new)[0] for new in curves))


def survival(library, op, file):
    days, gone = lifetimes(file)
    group = [slice(None)] if op == "km" else [slice(g, None, 200) for g in range(200)]
    if library == "lifelines":
        from lifelines import KaplanMeierFitter

        median = lambda d, o: KaplanMeierFitter().fit(d, o).median_survival_time_  # noqa: E731
    else:
        from statsmodels.duration.survfunc import SurvfuncRight

        median = lambda d, o: SurvfuncRight(d, o.astype(float)).quantile(0.5)  # noqa: E731
    return lambda: sum(median(days[g], gone[g]) for g in group)


def work(library, op, file):
    """What to time; None where the library does not do it."""
    if library == "scipy" and op.startswith("bass"):
        return bass(op)
    if library in ("statsmodels", "lifelines") and op.startswith("km"):
        return survival(library, op, file)
    return None
