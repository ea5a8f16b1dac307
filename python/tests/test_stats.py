"""``cmgraph.stats`` beside scipy, statsmodels and lifelines, and what it says to input that makes no sense."""

import math
from typing import Any

import cmgraph.stats as cs
import lifelines
import numpy as np
import pandas as pd
import polars as pl
import pytest
import statsmodels.api as sm
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import optimize
from scipy import stats as ss
from scipy.special import betaln, comb, gammaln
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight, survdiff
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

# lifelines calls pandas with arguments by position, which pandas 4 will not take.
pytestmark = pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning")

levels = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99])
HITS = [18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7]
VCR = [840, 1470, 2110, 4000, 7590, 10950, 10530, 9470, 7790, 5890]
MEDICAL = [11, 9, 9, 11, 11, 11, 13, 7, 4, 1, 5, 3, 3, 4, 4, 2, 1]
# Weeks of remission, Freireich and others 1963.
MP6 = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
MP6_RELAPSE = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]


def close(found: Any, expected: Any, rel: float = 1e-9, absolute: float = 1e-12) -> None:
    assert found == pytest.approx(expected, rel=rel, abs=absolute)


# --- intervals


@given(st.integers(1, 20_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), levels)
def test_intervals_of_a_proportion(case, level):
    successes, n = case
    for function, method in [
        (cs.wilson, "wilson"),
        (cs.clopper_pearson, "beta"),
    ]:
        close(function(successes, n, level), proportion_confint(successes, n, 1 - level, method), 1e-9, 1e-11)
    low, high = ss.beta.interval(level, successes + 0.5, n - successes + 0.5)
    expected = (0.0 if successes == 0 else low, 1.0 if successes == n else high)
    share = successes / n
    # The share itself is never outside, where the textbook's ends are rounded past it.
    close(cs.jeffreys(successes, n, level), (min(expected[0], share), max(expected[1], share)), 1e-8, 1e-11)


@given(st.integers(1, 500), st.integers(1, 500), st.floats(0, 1), st.floats(0, 1), levels)
def test_newcombe(n, m, part, other, level):
    x, y = int(n * part), int(m * other)
    expected = confint_proportions_2indep(x, n, y, m, method="newcomb", compare="diff", alpha=1 - level)
    close(cs.newcombe((x, n), (y, m), level), expected, 1e-9, 1e-9)


# --- shrinkage


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 30), st.floats(0.5, 24)), min_size=8, max_size=60))
def test_gamma_poisson_is_at_the_maximum_and_gives_the_posterior(units):
    counts, exposure = (np.array(column, dtype=float) for column in zip(*units, strict=True))
    model = cs.gamma_poisson(counts, exposure, 0.9)
    assert model is not None

    def marginal(a: float, b: float) -> float:
        return float(ss.nbinom.logpmf(counts, a, b / (b + exposure)).sum())

    pooled = float(ss.poisson.logpmf(counts, exposure * counts.sum() / exposure.sum()).sum())
    assert model["pooled"] == math.isinf(model["a"])
    if model["pooled"]:
        close(model["log_likelihood"], pooled, 1e-9, 1e-9)
        shapes, rates = np.full(len(counts), counts.sum() + 0.5), np.full(len(counts), exposure.sum())
    else:
        close(model["log_likelihood"], marginal(model["a"], model["b"]), 1e-8, 1e-7)
        close(model["likelihood_ratio"], 2 * (model["log_likelihood"] - pooled), 1e-6, 1e-6)
        for factor in (0.97, 1.03):
            assert marginal(model["a"] * factor, model["b"]) <= model["log_likelihood"] + 1e-7
            assert marginal(model["a"], model["b"] * factor) <= model["log_likelihood"] + 1e-7
        shapes, rates = model["a"] + counts, model["b"] + exposure
        close(model["posterior_mean"], (shapes / rates).tolist())
    low, high = ss.gamma.interval(0.9, shapes, scale=1 / rates)
    mean = np.array(model["posterior_mean"])
    close(model["posterior_low"], np.minimum(low, mean).tolist(), 1e-6, 1e-9)
    close(model["posterior_high"], np.maximum(high, mean).tolist(), 1e-6, 1e-9)


def test_greenwood_and_yule():
    workers = [447, 132, 42, 21, 3, 2]
    counts = np.repeat(np.arange(6), workers)
    model = cs.gamma_poisson(counts, np.ones(647))
    assert model is not None
    found = optimize.minimize(
        lambda theta: -ss.nbinom.logpmf(counts, *(np.exp(theta[0]), expit(theta[1]))).sum(),
        [0.0, 0.0],
        method="Nelder-Mead",
        options={"xatol": 1e-10, "fatol": 1e-12, "maxiter": 4000},
    )
    share = expit(found.x[1])
    close((model["a"], model["b"]), (math.exp(found.x[0]), share / (1 - share)), 1e-5)
    close(model["log_likelihood"], -found.fun, 1e-9)


def expit(x: float) -> float:
    return 1 / (1 + math.exp(-x))


@settings(max_examples=25)
@given(
    st.lists(
        st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
        min_size=8,
        max_size=50,
    )
)
def test_beta_binomial_is_at_the_maximum_and_gives_the_posterior(units):
    successes, trials = (np.array(column) for column in zip(*units, strict=True))
    model = cs.beta_binomial(successes, trials, 0.8)
    assert model is not None
    if model["pooled"]:
        x, n = successes.sum(), trials.sum()
        close(model["mean"], x / n)
        low, high = ss.beta.interval(0.8, x + 0.5, n - x + 0.5)
        # The Jeffreys interval holds its share, also where nobody or everybody succeeded.
        assert model["posterior_low"][0] <= model["mean"] <= model["posterior_high"][0]
        if 0 < x < n:
            close(model["posterior_low"][0], min(low, x / n), 1e-6, 1e-9)
        return
    a, b = model["alpha"], model["beta"]

    def marginal(a: float, b: float) -> float:
        ln = np.log(comb(trials, successes)) + betaln(a + successes, b + trials - successes) - betaln(a, b)
        return float(ln.sum())

    close(model["log_likelihood"], marginal(a, b), 1e-8, 1e-6)
    for factor in (0.97, 1.03):
        assert marginal(a * factor, b) <= model["log_likelihood"] + 1e-6
        assert marginal(a, b * factor) <= model["log_likelihood"] + 1e-6
    close(model["posterior_mean"], ((a + successes) / (a + b + trials)).tolist())
    low, high = ss.beta.interval(0.8, a + successes, b + trials - successes)
    close(model["posterior_low"], low.tolist(), 1e-6, 1e-9)
    close(model["posterior_high"], high.tolist(), 1e-6, 1e-9)


@given(st.lists(st.floats(-100, 100), min_size=4, max_size=40), st.floats(0, 50))
def test_james_stein(values, variance):
    found = cs.james_stein(values, variance)
    assert found is not None
    array = np.array(values)
    squares = ((array - array.mean()) ** 2).sum()
    assume(squares > 1e-6)
    factor = max(0.0, 1 - (len(values) - 3) * variance / squares)
    close(found["factor"], factor, 1e-6, 1e-9)
    close(found["estimates"], (array.mean() + factor * (array - array.mean())).tolist(), 1e-6, 1e-6)


@settings(max_examples=20)
@given(
    st.lists(st.tuples(st.floats(-5, 5), st.floats(0.05, 4)), min_size=6, max_size=30),
    st.sampled_from(["ml", "reml"]),
)
def test_normal_empirical_bayes_is_at_the_maximum(units, method):
    x, v = (np.array(column) for column in zip(*units, strict=True))
    model = cs.normal_eb(x, v, method=method, level=0.8)
    assert model is not None

    def likelihood(tau2: float) -> tuple[float, float]:
        weight = 1 / (v + tau2)
        mu = float((weight * x).sum() / weight.sum())
        value = ss.norm.logpdf(x, mu, np.sqrt(v + tau2)).sum()
        if method == "reml":
            value -= 0.5 * math.log(weight.sum() / (2 * math.pi))
        return float(value), mu

    value, mu = likelihood(model["tau2"])
    close((model["log_likelihood"], model["mu"]), (value, mu), 1e-9, 1e-9)
    grid = [0.0, *np.geomspace(1e-4, 200, 400)]
    assert max(likelihood(tau2)[0] for tau2 in grid) <= value + 1e-6
    kept = model["tau2"] / (v + model["tau2"])
    mean = mu + kept * (x - mu)
    close(model["posterior_mean"], mean.tolist(), 1e-9, 1e-9)
    away = (1 - kept) * (x - mu) / (v + model["tau2"])
    spread = kept * v + (1 - kept) ** 2 * model["mu_se"] ** 2 + away**2 * model["tau2_se"] ** 2
    close(model["posterior_high"], (mean + ss.norm.ppf(0.9) * np.sqrt(spread)).tolist(), 1e-8, 1e-8)


# --- ranks


def test_stepdown_rank_sets_against_draws_of_numpy():
    estimates, errors = np.array([9.0, 7.0, 6.6, 4.0, 3.9, 1.0]), np.array([0.5, 0.4, 0.6, 0.5, 0.3, 0.7])
    n = len(errors)
    spread = np.hypot(errors[:, None], errors[None, :])
    noise = np.random.default_rng(1).normal(size=(100_000, n)) * errors
    ratios = (noise[:, :, None] - noise[:, None, :]) / spread
    above = np.zeros((n, n), dtype=bool)
    while True:
        open_pairs = ~above & ~np.eye(n, dtype=bool)
        critical = np.quantile(ratios[:, open_pairs].max(axis=1), 0.95)
        distance = (estimates[:, None] - estimates[None, :]) / spread
        # No pair is so near that the draws decide.
        assert np.abs(distance[open_pairs] - critical).min() > 0.05
        more = above | (distance > critical)
        if (more == above).all():
            break
        above = more
    expected = [(1 + int(above[:, u].sum()), n - int(above[u].sum())) for u in range(n)]
    assert cs.rank_sets_stepdown(estimates, errors, draws=20_000, seed=2) == expected
    wide = cs.rank_sets(estimates, errors)
    assert all(a <= c and d <= b for (a, b), (c, d) in zip(wide, expected, strict=True))


def test_prob_top_k_against_draws_of_numpy():
    shapes, rates = np.array([40.0, 5.0, 12.0, 30.0, 1.0]), np.array([10.0, 1.0, 4.0, 9.0, 1.0])
    draws = np.random.default_rng(1).gamma(shapes, 1 / rates, size=(200_000, 5))
    for k in (1, 2, 4):
        expected = (draws.argsort(axis=1).argsort(axis=1) >= 5 - k).mean(axis=0)
        found = cs.prob_top_k(shapes, rates, k, draws=100_000, seed=3)
        # Four standard errors of the two.
        assert np.abs(np.array(found) - expected).max() < 4 * math.sqrt(0.25 / 100_000 + 0.25 / 200_000)
        close(sum(found), k)
    again = cs.prob_top_k(shapes[::-1], rates[::-1], 2, keys=[4, 3, 2, 1, 0])
    assert again[::-1] == cs.prob_top_k(shapes, rates, 2)


@given(st.lists(st.tuples(st.floats(-10, 10), st.floats(0.01, 3)), min_size=2, max_size=12), levels)
def test_rank_sets(units, level):
    estimates, errors = (list(column) for column in zip(*units, strict=True))
    n = len(units)
    z = ss.norm.isf((1 - level) / (n * (n - 1)))
    above = [
        [estimates[u] - estimates[v] - z * math.hypot(errors[u], errors[v]) for v in range(n)]
        for u in range(n)
    ]
    assume(min(abs(above[u][v]) for u in range(n) for v in range(n) if u != v) > 1e-6)
    expected = [
        (1 + sum(above[v][u] > 0 for v in range(n)), n - sum(above[u][v] > 0 for v in range(n)))
        for u in range(n)
    ]
    assert cs.rank_sets(estimates, errors, level) == expected


# --- concentration


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=60))
def test_concentration(contributions):
    array = np.array(contributions, dtype=float)
    total = array.sum()
    if total == 0:
        assert cs.concentration(contributions) is None and cs.gini(contributions) is None
        return
    shares = np.sort(array / total)[::-1]
    pairs = np.abs(array[:, None] - array[None, :]).sum()
    close(cs.gini(contributions), pairs / (2 * len(array) * total))
    close(cs.hhi(contributions), (shares**2).sum())
    close(cs.effective_number(contributions), 1 / (shares**2).sum())
    close(cs.entropy_number(contributions), math.exp(ss.entropy(shares)))
    close(cs.top_share(contributions, 3), shares[:3].sum())
    assert (
        cs.absence_factor(contributions, 0.8)
        == int(np.argmax(np.cumsum(np.sort(array)[::-1]) >= 0.8 * total)) + 1
    )
    found = cs.concentration(contributions)
    assert found is not None
    active = [count for count in contributions if count]
    assert (found["n"], found["total"]) == (len(active), sum(active))
    assert found["gini"] == cs.gini(active)
    assert found["top_5_share"] == cs.top_share(active, 5)


# --- survival


lifetimes = st.lists(st.tuples(st.integers(1, 60), st.booleans()), min_size=3, max_size=80)


@settings(max_examples=40)
@given(lifetimes, levels)
def test_kaplan_meier(spans, level):
    durations, events = (np.array(column) for column in zip(*spans, strict=True))
    found = cs.kaplan_meier(durations, events, level=level)
    assert found is not None
    assert (found["n"], found["n_events"]) == (len(spans), int(events.sum()))
    assume(events.any())
    statsmodels = SurvfuncRight(durations, events.astype(int))
    assert found["time"] == statsmodels.surv_times.tolist()
    assert found["at_risk"] == statsmodels.n_risk.tolist()
    close(found["survival"], statsmodels.surv_prob.tolist(), 1e-9, 1e-12)
    inside = [i for i, s in enumerate(found["survival"]) if 0 < s < 1]
    close([found["se"][i] for i in inside], statsmodels.surv_prob_se[inside].tolist())
    curve = lifelines.KaplanMeierFitter(alpha=1 - level).fit(durations, events)
    bounds = curve.confidence_interval_.loc[found["time"]].to_numpy()
    close([found["low"][i] for i in inside], bounds[inside, 0].tolist(), 1e-6)
    close([found["high"][i] for i in inside], bounds[inside, 1].tolist(), 1e-6)
    median = curve.median_survival_time_
    assert found["median"] == (None if math.isinf(median) else median) or near_half(found["survival"])
    nelson = lifelines.NelsonAalenFitter(nelson_aalen_smoothing=False).fit(durations, events)
    close(found["hazard"], nelson.cumulative_hazard_.loc[found["time"]].iloc[:, 0].tolist(), 1e-9)


def near_half(survival: list[float]) -> bool:
    """Libraries disagree on the median of a curve that is exactly one half somewhere."""
    return any(abs(share - 0.5) < 1e-9 for share in survival)


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 40), st.booleans()), min_size=12, max_size=80))
def test_kaplan_meier_with_late_entry(spans):
    entry = np.array([a for a, _, _ in spans])
    durations, events = entry + [b for _, b, _ in spans], np.array([c for *_, c in spans])
    assume(events.any())
    found = cs.kaplan_meier(durations, events, entry=entry, min_at_risk=1)
    assert found is not None
    survival, expected = 1.0, []
    for time in found["time"]:
        at_risk = int(((entry < time) & (time <= durations)).sum())
        survival *= 1 - (events & (durations == time)).sum() / at_risk
        expected.append(survival)
    start = found["conditional_from"] or 0.0
    assert found["time"] == sorted({float(t) for t in durations[events] if t > start})
    close(found["survival"], expected)


def test_freireich():
    found = cs.kaplan_meier(MP6, MP6_RELAPSE)
    assert found is not None and (found["median"], found["n"]) == (23.0, 21)
    curve = lifelines.KaplanMeierFitter().fit(MP6, MP6_RELAPSE)
    mean = cs.rmst(MP6, MP6_RELAPSE, 20)
    assert mean is not None
    close(mean["mean"], lifelines.utils.restricted_mean_survival_time(curve, 20))
    close((mean["mean"], mean["se"]), (16.1165, 1.2516), absolute=5e-5)
    weeks, events, groups = MP6 + PLACEBO, MP6_RELAPSE + [1] * 21, ["6-MP"] * 21 + ["placebo"] * 21
    test = cs.log_rank(weeks, events, groups)
    assert test is not None and test["groups"] == ["6-MP", "placebo"] and test["observed"] == [9, 21]
    close((test["chi2"], test["p"]), survdiff(np.array(weeks), np.array(events), np.array(groups)))
    close(test["expected"][0], 19.2505, absolute=5e-5)
    treated = [float(group == "placebo") for group in groups]
    fit = cs.cox(weeks, events, [treated])
    frame = pd.DataFrame({"weeks": weeks, "relapse": events, "placebo": treated})
    oracle = lifelines.CoxPHFitter().fit(frame, "weeks", "relapse")
    assert fit is not None
    close(
        (fit["estimate"][0], fit["se"][0]),
        (oracle.params_["placebo"], oracle.standard_errors_["placebo"]),
        1e-5,
    )
    close(fit["log_likelihood"], oracle.log_likelihood_, 1e-9)


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.integers(1, 30), st.booleans(), st.integers(0, 3)), min_size=10, max_size=80),
    st.integers(2, 4),
)
def test_log_rank(rows, groups_at_risk):
    # Somebody of each group is there to the end, and somebody has the event: else statsmodels' matrix is singular.
    rows = [*rows, (1, True, 0), *((31, False, group) for group in range(groups_at_risk))]
    rows = [row for row in rows if row[2] < groups_at_risk]
    durations, events, groups = (np.array(column) for column in zip(*rows, strict=True))
    found = cs.log_rank(durations, events, groups)
    assert found is not None
    close((found["chi2"], found["p"]), survdiff(durations, events.astype(int), groups), 1e-6, 1e-9)
    assert found["df"] == groups_at_risk - 1
    assert found["observed"] == [int(events[groups == g].sum()) for g in found["groups"]]


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(1, 40), st.integers(0, 2)), min_size=5, max_size=80))
def test_cumulative_incidence(rows):
    durations, causes = (np.array(column) for column in zip(*rows, strict=True))
    assume({1, 2} <= set(causes))
    found = cs.cumulative_incidence(durations, causes)
    assert found is not None
    oracle = CumIncidenceRight(durations, causes)
    at = [oracle.times.tolist().index(time) for time in found["time"]]
    for cause in (0, 1):
        close(found["incidence"][cause], oracle.cinc[cause][at].tolist())
    left = np.array(found["survival"]) + found["incidence"][0] + found["incidence"][1]
    close(left.tolist(), [1.0] * len(left))


def test_cox_with_several_covariates_late_entry_and_clusters():
    rng = np.random.default_rng(5)
    n = 400
    x, z = rng.normal(size=n), rng.integers(0, 2, n).astype(float)
    team = rng.integers(0, 50, n)
    entry = rng.uniform(0, 1, n)
    times = np.round(entry + rng.exponential(1 / np.exp(0.5 * x - 0.3 * z)), 2) + 0.01
    events = rng.uniform(size=n) < 0.8
    frame = pd.DataFrame({"t": times, "e": events, "x": x, "z": z, "entry": entry, "team": team})
    oracle = lifelines.CoxPHFitter().fit(frame.drop(columns="team"), "t", "e", entry_col="entry")
    found = cs.cox(times, events, [x, z], entry=entry)
    assert found is not None
    close(found["estimate"], oracle.params_[["x", "z"]].tolist(), 1e-5)
    close(found["se"], oracle.standard_errors_[["x", "z"]].tolist(), 1e-5)
    with_teams = frame.drop(columns="entry")
    oracle = lifelines.CoxPHFitter().fit(with_teams, "t", "e", cluster_col="team", robust=True)
    found = cs.cox(times, events, [x, z], clusters=team)
    assert found is not None
    close(found["estimate"], oracle.params_[["x", "z"]].tolist(), 1e-5)
    # lifelines' residuals treat ties by Breslow; there are hardly any here.
    close(found["se"], oracle.standard_errors_[["x", "z"]].tolist(), 0.02)


def test_occupation_of_competing_risks_is_lifelines():
    rng = np.random.default_rng(6)
    n = 120
    durations, causes = rng.integers(1, 60, n).astype(float) + rng.uniform(0, 0.5, n), rng.integers(0, 3, n)
    times = [5.0, 20.0, 40.0]
    to = [int(cause) or None for cause in causes]
    found = cs.occupation(range(n), [0] * n, [-math.inf] * n, durations, to, times, replicates=50)
    assert found is not None and found["starters"] == n
    for cause in (1, 2):
        oracle = lifelines.AalenJohansenFitter(calculate_variance=False).fit(durations, causes, cause)
        curve = oracle.cumulative_density_.iloc[:, 0]
        expected = [float(curve[curve.index <= time].iloc[-1]) for time in times]
        close([states[cause] for states in found["probability"] if states], expected)
    assert all(
        a[1] < p[1] < b[1]
        for a, p, b in zip(*(found[k] for k in ("low", "probability", "high")), strict=True)
    )


def test_occupation_is_the_product_of_the_steps():
    rng = np.random.default_rng(12)
    rows: list[tuple[int, int, float, float, int | None]] = []
    for person in range(60):
        state, entry, end = 0, -math.inf, float(rng.integers(10, 60))
        while True:
            leave = max(entry, 0.0) + float(rng.integers(1, 12))
            if leave > end:
                rows.append((person, state, entry, end, None))
                break
            to = int(rng.choice([other for other in range(3) if other != state]))
            rows.append((person, state, entry, leave, to))
            if leave == end:
                break
            state, entry = to, leave
    times = [4.0, 9.0, 25.0]
    found = cs.occupation(*zip(*rows, strict=True), times=times, replicates=20)
    assert found is not None
    for time, states in zip(times, found["probability"], strict=True):
        matrix = np.eye(3)
        for u in sorted({leave for *_, leave, to in rows if to is not None and leave <= time}):
            step = np.eye(3)
            at_risk = [sum(h == s and a < u <= b for _, s, a, b, _ in rows) for h in range(3)]
            for _, s, _, b, to in rows:
                if b == u and to is not None:
                    step[s, to] += 1 / at_risk[s]
                    step[s, s] -= 1 / at_risk[s]
            matrix = matrix @ step
        assert states is not None
        close(states, matrix[0].tolist(), 1e-9, 1e-12)


# --- regression


@pytest.fixture(scope="module")
def regression() -> dict[str, np.ndarray]:
    rng = np.random.default_rng(11)
    n = 300
    x, z = rng.normal(size=n), rng.integers(0, 2, n).astype(float)
    team = rng.integers(0, 40, n)
    common = rng.normal(scale=0.5, size=40)[team]
    linear = -0.4 + 0.7 * x - 0.5 * z + common
    return {
        "x": x,
        "z": z,
        "team": team,
        "offset": rng.uniform(-0.3, 0.3, n),
        "logistic": (rng.uniform(size=n) < 1 / (1 + np.exp(-linear))).astype(float),
        "poisson": rng.poisson(np.exp(linear)).astype(float),
    }


@pytest.mark.parametrize("family", ["logistic", "poisson"])
def test_regression_with_every_kind_of_error(regression, family):
    x, z, y, offset = (regression[name] for name in ("x", "z", family, "offset"))
    kind = {"logistic": sm.families.Binomial(), "poisson": sm.families.Poisson()}[family]
    model = sm.GLM(y, np.column_stack([np.ones_like(x), x, z]), family=kind, offset=offset)
    n, k, teams = len(x), 3, len(set(regression["team"]))
    # statsmodels corrects for the number of clusters and rows alike, and looks the rest up in the normal.
    cases = [
        ({}, {}, 1.0, None),
        (
            {"clusters": regression["team"]},
            {"cov_type": "cluster", "cov_kwds": {"groups": regression["team"]}},
            1.0,
            teams - 1,
        ),
        ({"lag": 4}, {"cov_type": "HAC", "cov_kwds": {"maxlags": 4}}, math.sqrt(n / (n - k)), None),
    ]
    for ours, theirs, factor, df in cases:
        oracle = model.fit(tol=1e-12, **theirs)
        found = cs.glm(y, [x, z], family, offset=offset, **ours)
        assert found is not None and found["status"] == "converged"
        close(found["estimate"], oracle.params.tolist(), 1e-7)
        close(found["log_likelihood"], oracle.llf, 1e-9)
        close(found["se"], (oracle.bse * factor).tolist(), 1e-6)
        statistic = np.abs(np.array(found["estimate"]) / np.array(found["se"], dtype=float))
        tail = 2 * (ss.norm.sf(statistic) if df is None else ss.t.sf(statistic, df))
        close(found["p"], tail.tolist(), 1e-6, 1e-12)


def test_weights_are_rows(regression):
    x, y = regression["x"][:40], regression["poisson"][:40]
    weights = np.arange(40) % 4
    found = cs.glm(y, [x], "poisson", weights=weights)
    rows = cs.glm(np.repeat(y, weights), [np.repeat(x, weights)], "poisson")
    assert found is not None and rows is not None
    close(found["estimate"], rows["estimate"])
    close([found["n"], *found["se"]], [rows["n"], *rows["se"]])


def test_what_regression_cannot_estimate_it_says():
    separated = cs.glm([0, 0, 1, 1], [[1, 2, 3, 4]], "logistic")
    assert separated is not None and separated["status"] == "separated" and separated["se"] == [None, None]
    twice = cs.glm([1, 2, 3, 5], [[1, 0, 1, 0], [2, 0, 2, 0]], "poisson")
    assert twice is not None and twice["aliased"] == [2] and twice["se"][2] is None
    assert cs.glm([], [[]], "poisson") is None


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_many_tests_at_once(p_values):
    close(cs.benjamini_hochberg(p_values), ss.false_discovery_control(p_values).tolist())
    holm = sm.stats.multipletests(p_values, method="holm")[1]
    close(cs.holm(p_values), holm.tolist())


# --- change points


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=8, max_size=32), st.integers(2, 5))
def test_change_points_are_the_best_split(values, shortest):
    found = cs.change_points(values, cost="poisson", min_segment=shortest)
    assert found is not None
    n, penalty = len(values), 3 * math.log(len(values))

    def cost(start: int, end: int) -> float:
        k = sum(values[start:end])
        return 2 * (k - k * math.log(k / (end - start))) if k else 0.0

    best = [0.0] + [math.inf] * n
    for end in range(1, n + 1):
        for start in range(0, end - shortest + 1):
            best[end] = min(best[end], best[start] + cost(start, end) + (penalty if start else 0.0))
    spans = list(zip(found["start"], found["end"], strict=True))
    total = sum(cost(*span) for span in spans) + penalty * len(found["changes"])
    close(total, best[n], 1e-9, 1e-9)
    assert found["changes"] == found["start"][1:] and found["start"][0] == 0 and found["end"][-1] == n
    close(found["level"], [sum(values[a:b]) / (b - a) for a, b in spans])
    # Garwood's exact interval of a rate.
    low, high = found["low"][0], found["high"][0]
    k, length = sum(values[: spans[0][1]]), spans[0][1]
    close(low, ss.chi2.ppf(0.025, 2 * k) / 2 / length if k else 0.0, 1e-8)
    close(high, ss.chi2.ppf(0.975, 2 * k + 2) / 2 / length, 1e-8)


def test_change_of_a_mean():
    series = [*np.random.default_rng(2).normal(10, 1, 40), *np.random.default_rng(3).normal(14, 1, 30)]
    found = cs.change_points(series, cost="mean", variance=1.0)
    assert found is not None and found["changes"] == [40]
    close(found["effect"][0], np.mean(series[40:]) - np.mean(series[:40]))


# --- retention


def test_bg_nbd_is_at_the_maximum():
    rng = np.random.default_rng(7)
    n = 800
    rate, leave = rng.gamma(0.8, 1 / 4.0, n), rng.beta(0.9, 2.5, n)
    observed = rng.uniform(20, 40, n)
    repeats, last = np.zeros(n, dtype=int), np.zeros(n)
    for i in range(n):
        time = 0.0
        while True:
            time += rng.exponential(1 / rate[i])
            if time > observed[i]:
                break
            repeats[i], last[i] = repeats[i] + 1, time
            if rng.uniform() < leave[i]:
                break

    def minus(theta: np.ndarray) -> float:
        r, alpha, a, b = np.exp(theta)
        x = repeats
        one = gammaln(r + x) - gammaln(r) + r * math.log(alpha) + betaln(a, b + x) - betaln(a, b)
        alive = -(r + x) * np.log(alpha + observed)
        gone = np.where(
            x > 0, np.log(a) - np.log(b + np.maximum(x, 1) - 1) - (r + x) * np.log(alpha + last), -np.inf
        )
        return -float((one + np.logaddexp(alive, gone)).sum())

    options = {"maxiter": 20_000, "xatol": 1e-9, "fatol": 1e-11}
    start = np.log([0.8, 4.0, 0.9, 2.5])
    oracle = optimize.minimize(minus, start, method="Nelder-Mead", options=options)
    found = cs.bg_nbd(repeats, last, observed)
    assert found is not None and found["converged"] and not found["at_boundary"]
    close([found[name] for name in ("r", "alpha", "a", "b")], np.exp(oracle.x).tolist(), 1e-4)
    close(found["log_likelihood"], -oracle.fun, 1e-9)
    r, alpha, a, b = np.exp(oracle.x)
    odds = a / (b + np.maximum(repeats, 1) - 1) * ((alpha + observed) / (alpha + last)) ** (r + repeats)
    for i in range(50):
        if repeats[i]:
            close(found["p_alive"][i], 1 / (1 + odds[i]), 1e-3)
        else:
            assert found["p_alive"][i] is None


def test_shifted_beta_geometric_is_at_the_maximum():
    survivors = [1000, 869, 743, 653, 593, 551, 517, 491]
    lost = -np.diff(survivors)
    periods = np.arange(1, len(lost) + 1)

    def minus(theta: np.ndarray) -> float:
        a, b = np.exp(theta)
        left = betaln(a + 1, b + periods - 1) - betaln(a, b)
        return -float((lost * left).sum() + survivors[-1] * (betaln(a, b + len(lost)) - betaln(a, b)))

    oracle = optimize.minimize(
        minus, [0.0, 1.0], method="Nelder-Mead", options={"xatol": 1e-10, "fatol": 1e-12}
    )
    found = cs.shifted_beta_geometric([survivors], horizon=12)
    assert found is not None and not found["at_boundary"] and found["n"] == 1000
    a, b = np.exp(oracle.x)
    close((found["alpha"], found["beta"]), (a, b), 1e-4)
    close(found["log_likelihood"], -oracle.fun, 1e-9)
    expected = np.exp(betaln(a, b + np.arange(1, 13)) - betaln(a, b))
    close(found["survival"], expected.tolist(), 1e-5)
    band = zip(found["survival_low"], found["survival"], found["survival_high"], strict=True)
    assert all(low <= share <= high for low, share, high in band)


# --- diffusion


def adopted(t: np.ndarray, p: float, q: float) -> np.ndarray:
    return -np.expm1(-(p + q) * t) / (1 + q / p * np.exp(-(p + q) * t))


def test_bass_by_least_squares():
    edges = np.arange(11.0)

    def increments(_: Any, m: float, p: float, q: float) -> np.ndarray:
        return m * np.diff(adopted(edges, p, q))

    values, covariance = optimize.curve_fit(
        increments, edges[1:], VCR, [60_000, 0.01, 0.6], xtol=1e-14, ftol=1e-14, gtol=1e-14
    )
    found = cs.bass_increments(VCR)
    assert found is not None and found["converged"] and found["identified"]
    close((found["m"], found["p"], found["q"]), values.tolist(), 1e-6)
    errors = np.sqrt(np.diag(covariance)).tolist()
    close((found["m_se"], found["p_se"], found["q_se"]), errors, 1e-3)
    close(found["rss"], ((increments(None, *values) - VCR) ** 2).sum(), 1e-9)
    early = cs.bass_increments(VCR[:5])
    assert early is not None and not early["identified"] and early["m_high"] is None and early["explanation"]


def test_bass_by_maximum_likelihood():
    counts = np.array(MEDICAL)

    def minus(theta: np.ndarray) -> float:
        p, q, c = math.exp(theta[0]), math.exp(theta[1]), expit(theta[2])
        cumulative = adopted(np.arange(18.0), p, q)
        return -float(
            (counts * np.log(c * np.diff(cumulative))).sum() + 16 * math.log(1 - c * cumulative[-1])
        )

    options = {"xatol": 1e-10, "fatol": 1e-12, "maxiter": 10_000}
    oracle = optimize.minimize(minus, [-2.5, -2.0, 2.0], method="Nelder-Mead", options=options)
    found = cs.bass(MEDICAL, 125)
    assert found is not None and found["converged"]
    expected = (math.exp(oracle.x[0]), math.exp(oracle.x[1]), expit(oracle.x[2]))
    close((found["p"], found["q"], found["share"]), expected, 1e-4)
    close(found["log_likelihood"], -oracle.fun, 1e-9)
    assert found["share_low"] < found["share"] < found["share_high"]
    # The share of those who adopted by t50 is half of all who will.
    close(float(adopted(np.array([found["t50"]]), found["p"], found["q"])[0]), 0.5, 1e-6)


CELLS = [(0, i, people) for i, people in enumerate(MEDICAL)]


def test_cells_of_a_constant_staff_are_a_constant_staff():
    assert cs.bass_cells(range(18), CELLS, [(0, 17, 16)]) == cs.bass(MEDICAL, 125)
    assert cs.bass_cells(range(18), CELLS, [(0, 17, 16)], joiners="truncated") == cs.bass(MEDICAL, 125)


@pytest.mark.parametrize("joiners", ["fresh", "truncated"])
def test_bass_of_a_staff_that_changes(joiners):
    rng = np.random.default_rng(8)
    bins, p, q, c = 24, 0.01, 0.3, 0.6
    edges = np.arange(bins + 1.0)
    curve = adopted(edges, p, q)
    cells: dict[tuple[int, int], int] = {}
    waiting: dict[tuple[int, int], int] = {}
    for person in range(900):
        entry = 0 if person < 500 else int(rng.integers(1, bins))
        leave = int(rng.integers(entry + 1, bins + 1)) if rng.uniform() < 0.3 else bins
        at = bins
        if rng.uniform() < c:
            # Newly hired: feels the hazard from entry on.
            level = curve[entry] + rng.uniform() * (1 - curve[entry])
            at = int(np.searchsorted(curve, level, side="right")) - 1
        if at < leave:
            cells[entry, at] = cells.get((entry, at), 0) + 1
        else:
            waiting[entry, leave] = waiting.get((entry, leave), 0) + 1

    def minus(theta: np.ndarray) -> float:
        cumulative = adopted(edges, math.exp(theta[0]), math.exp(theta[1]))
        share = expit(theta[2])

        def ever(entry: int) -> float:
            reached = cumulative[entry]
            return 1 - reached if joiners == "fresh" else 1 - share * reached

        total = 0.0
        for (entry, at), people in cells.items():
            total += people * math.log(share * (cumulative[at + 1] - cumulative[at]) / ever(entry))
        for (entry, leave), people in waiting.items():
            gone = share * (cumulative[leave] - cumulative[entry]) / ever(entry)
            total += people * math.log(1 - gone)
        return -total

    options = {"xatol": 1e-9, "fatol": 1e-11, "maxiter": 10_000}
    oracle = optimize.minimize(minus, [-4.0, -1.0, 0.5], method="Nelder-Mead", options=options)
    rows = [[(*place, people) for place, people in sorted(of.items())] for of in (cells, waiting)]
    found = cs.bass_cells(edges, *rows, joiners=joiners)
    assert found is not None and found["converged"]
    expected = (math.exp(oracle.x[0]), math.exp(oracle.x[1]), expit(oracle.x[2]))
    close((found["p"], found["q"], found["share"]), expected, 1e-4)
    close(found["log_likelihood"], -oracle.fun, 1e-9)
    assert found["share_low"] < found["share"] < found["share_high"]


def test_the_forecast_is_the_fitted_curve_with_more_than_chance_about_it():
    seen, future = MEDICAL[:12], [13.0, 15.0, 17.0]
    waiting = 125 - sum(seen)
    cells = CELLS[:12]
    fit = cs.bass(seen, 125)
    found = cs.bass_forecast(range(13), cells, [(0, 12, waiting)], future, refits=400, seed=3)
    assert fit is not None and found is not None and found["time"] == future
    assert found["refits"] + found["failed"] == 400
    curve = adopted(np.array([12.0, *future]), fit["p"], fit["q"])
    share = fit["share"]
    chance = share * (curve[1:] - curve[0]) / (1 - share * curve[0])
    expected = sum(seen) + waiting * chance
    # Two standard deviations of the chance alone are at least three people.
    assert np.abs(np.array(found["p50"]) - expected).max() < 3
    alone = ss.binom.ppf(0.95, waiting, chance) - ss.binom.ppf(0.05, waiting, chance)
    assert all(
        sum(seen) <= low <= middle <= high <= 125 and high - low > width
        for low, middle, high, width in zip(found["p05"], found["p50"], found["p95"], alone, strict=True)
    )
    again = cs.bass_forecast(range(13), cells[::-1], [(0, 12, waiting)], future, refits=400, seed=3)
    assert again == found


def test_units_share_their_strength():
    rng = np.random.default_rng(4)
    bins, q = 30, 0.25
    edges = np.arange(bins + 1.0)
    units, truth, sizes, adopters = [], [], [], []
    for people in [*rng.integers(40, 160, 40), 12, 5]:
        p, share = 0.02 * math.exp(rng.normal(0, 0.4)), expit(0.5 + rng.normal(0, 0.5))
        chances = share * np.diff(adopted(edges, p, q))
        counts = rng.multinomial(people, [*chances, 1 - chances.sum()])
        units.append(([(0, i, int(k)) for i, k in enumerate(counts[:-1])], [(0, bins, int(counts[-1]))]))
        truth.append((p, share))
        sizes.append(int(people))
        adopters.append(int(people - counts[-1]))
    found = cs.bass_units(edges, units)
    assert found is not None and found["converged"] and found["n"] == 42
    assert (found["people"], found["adopters"]) == (sizes, adopters)
    assert found["q_low"] < q < found["q_high"]
    for at, name in enumerate(("p", "share")):
        low, high = found[f"{name}_low"], found[f"{name}_high"]
        inside = [low[i] < truth[i][at] < high[i] for i in range(40)]
        assert sum(inside) >= 35, name
    assert found["p"][40:] == found["share"][40:] == [None, None]
    pooled = cs.beta_binomial(adopters, sizes, 0.95)
    assert pooled is not None
    close(found["shrunk"], pooled["posterior_mean"])
    close(found["so_far_low"], [cs.wilson(x, n)[0] for x, n in zip(adopters, sizes, strict=True)])


# --- input


def test_anything_that_holds_numbers_is_taken():
    counts, exposure = [0, 3, 12, 1, 0, 25, 2], [12.0, 1.0, 12.0, 9.0, 12.0, 12.0, 12.0]
    expected = cs.gamma_poisson(counts, exposure)
    for make in [
        tuple,
        np.array,
        lambda v: np.array(v, dtype=np.float32),
        lambda v: np.repeat(np.array(v), 2)[::2],
        pd.Series,
        pl.Series,
        iter,
    ]:
        assert cs.gamma_poisson(make(counts), make(exposure)) == expected
    for make in [np.array, pd.Series, pl.Series, lambda v: np.array(v, dtype=np.uint8)]:
        assert cs.hhi(make(counts)) == cs.hhi(counts)
    assert cs.kaplan_meier(MP6, np.array(MP6_RELAPSE, dtype=bool)) == cs.kaplan_meier(MP6, MP6_RELAPSE)


def test_nothing_to_say_is_none():
    assert cs.wilson(0, 0) is cs.clopper_pearson(0, 0) is cs.jeffreys(0, 0) is None
    assert cs.newcombe((0, 0), (1, 2)) is None
    assert cs.gamma_poisson([], []) is cs.beta_binomial([0], [0]) is cs.james_stein([1, 2, 3], 1) is None
    assert cs.concentration([]) is cs.gini([0, 0]) is None
    assert cs.prob_top_k([], [], 3) == cs.rank_sets([], []) == cs.benjamini_hochberg([]) == []
    assert cs.kaplan_meier([], []) is cs.rmst([5.0], [1], 0.0) is cs.log_rank([1], [True], ["a"]) is None
    assert cs.cox([1, 2, 3], [0, 0, 0], [[1, 2, 3]]) is cs.cumulative_incidence([], []) is None
    assert cs.change_points([1, 2]) is cs.bg_nbd([], [], []) is cs.shifted_beta_geometric([]) is None
    assert cs.normal_eb([], []) is cs.bass_cells([0, 1], [], []) is cs.bass_units([0, 1], []) is None
    assert cs.rank_sets_stepdown([], []) == []
    assert cs.occupation([], [], [], [], [], [1.0]) is cs.bass_forecast([0, 1], [], [], [2.0]) is None
    assert cs.bass([0, 0, 0], 10) is cs.bass_increments([0, 0, 0, 0]) is None


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: cs.wilson(3, 2), "successes: found 3 of 2, expected from none to all of them"),
        (lambda: cs.wilson(-1, 2), "successes: found -1 of 2"),
        (lambda: cs.wilson(1, 2, 1.0), "level: found 1, expected a number between 0 and 1"),
        (lambda: cs.newcombe((1, 2), (3, 2)), "second: found 3 of 2"),
        (
            lambda: cs.gamma_poisson([1, 2], [1]),
            "exposure: found 1 values, expected as many as counts has, 2",
        ),
        (lambda: cs.gamma_poisson([1, -2], [1, 1]), "counts: found -2 at 1, expected numbers from 0 up"),
        (lambda: cs.gamma_poisson([1], [0]), "exposure: found 0 at 0, where there is a count"),
        (lambda: cs.gamma_poisson([math.nan], [1]), "counts: found NaN at 0, expected finite numbers"),
        (lambda: cs.gamma_poisson(np.ones((2, 2)), [1]), "counts: found 2 dimensions, expected one"),
        (lambda: cs.beta_binomial([3], [2]), "successes: found 3 of 2 at 0"),
        (lambda: cs.beta_binomial([-1], [2]), "successes: found -1 at 0, expected whole numbers from 0 up"),
        (lambda: cs.james_stein([1, 2, 3, 4], -1), "variance: found -1"),
        (lambda: cs.prob_top_k([1, 2], [1, 0], 1), "rates: found 0 at 1, expected more than 0"),
        (lambda: cs.prob_top_k([1, 2], [1, 1], 1, keys=[7, 7]), "keys: found the same key twice"),
        (lambda: cs.rank_sets([1.0], [-1.0]), "standard_errors: found -1 at 0"),
        (lambda: cs.rank_sets_stepdown([1.0], [1.0], draws=0), "draws: found 0"),
        (lambda: cs.normal_eb([1.0], [0.0]), "variances: found 0 at 0, expected more than 0"),
        (lambda: cs.normal_eb([1.0], [1.0], method="moments"), 'method: found "moments"'),  # type: ignore[arg-type]
        (lambda: cs.occupation([1], [0], [2.0], [1.0], [None], [1.0]), "exit: found 1 after an entry at 2"),
        (lambda: cs.occupation([1], [0], [0.0], [1.0], [-1], [1.0]), "to: found -1 at 0"),
        (lambda: cs.bass_cells([0, 1], [(0, 1, 5)], []), "adopted: found entry 0, bin 1"),
        (lambda: cs.bass_cells([0, 1], [], [(0, 2, 5)]), "waiting: found entry 0, edge 2"),
        (lambda: cs.bass_cells([0, 1], [], [], joiners="new"), 'joiners: found "new"'),  # type: ignore[arg-type]
        (lambda: cs.bass_forecast([0, 1], [(0, 0, 5)], [], [1.0]), "future: found 1, expected times after"),
        (lambda: cs.bass_units([0, 1], [([], []), ([(1, 0, 1)], [])]), r"units.1.: adopted: found entry 1"),
        (lambda: cs.absence_factor([1], 0.0), "share: found 0, expected a number above 0 and at most 1"),
        (
            lambda: cs.kaplan_meier([1, 2], [True]),
            "events: found 1 values, expected as many as durations has, 2",
        ),
        (lambda: cs.kaplan_meier([1], [2]), "events: found 2 at 0, expected True, False, 1 or 0"),
        (lambda: cs.kaplan_meier([-1], [1]), "durations: found -1 at 0"),
        (lambda: cs.log_rank([1], [1], []), "groups: found 0 values"),
        (lambda: cs.cox([1, 2], [1, 1], [[1, 2], [1]]), "covariates.1.: found 1 values"),
        (lambda: cs.glm([2], [[1]], "logistic"), "response: found 2 at 0, expected 0 or 1"),
        (lambda: cs.glm([1], [[1]], "probit"), 'family: found "probit", expected logistic or poisson'),
        (lambda: cs.glm([1], [[1]], "poisson", clusters=[1], lag=1), "lag: found clusters as well"),
        (lambda: cs.benjamini_hochberg([0.5, 1.5]), "p_values: found 1.5, expected numbers from 0 to 1"),
        (lambda: cs.change_points([1.0] * 9, cost="median"), 'cost: found "median"'),
        (lambda: cs.change_points([1.0] * 9, variance=1.0), "variance: found a number for counts"),
        (lambda: cs.bg_nbd([1], [5.0], [4.0]), "last: found 5 of 4 at 0"),
        (lambda: cs.bg_nbd([0], [5.0], [9.0]), "last: found 5 with 0 repeats at 0"),
        (
            lambda: cs.shifted_beta_geometric([[5, 6]]),
            r"cohorts.0.: found \[5, 6\], expected people who only become fewer",
        ),
        (lambda: cs.bass([5, 6], 10), "headcount: found 10, fewer than adopted"),
        (
            lambda: cs.bass([5, 6], 20, edges=[0, 1]),
            "edges: found 2 values, expected one more than counts has, 3",
        ),
        (lambda: cs.bass([5, 6], 20, edges=[0, 1, 1]), "edges: found 1 after 1, expected them to rise"),
    ],
)
def test_what_makes_no_sense_is_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_what_is_no_number_is_a_type_error():
    for call, message in [
        (lambda: cs.gini([1.5]), "contributions: found 1.5 at 0, expected whole numbers from 0 up"),
        (lambda: cs.gini("12"), "contributions: found str"),
        (lambda: cs.gini(12), "contributions: found int"),
        (lambda: cs.gamma_poisson([1, None], [1, 1]), "counts: found None at 1, expected numbers"),
    ]:
        with pytest.raises(TypeError, match=message):
            call()
