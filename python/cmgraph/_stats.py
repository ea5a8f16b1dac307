"""What the functions of :mod:`cmgraph.stats` give, as types."""

from typing import Literal, TypedDict


class GammaPoisson(TypedDict):
    """See :func:`cmgraph.stats.gamma_poisson`."""

    a: float
    """Shape of the prior; infinite where one rate fits all."""
    b: float
    """Rate of the prior in units of exposure; infinite together with ``a``."""
    mean: float
    """Rate of a unit of which nothing is known."""
    log_likelihood: float
    likelihood_ratio: float
    """Twice the gain in log-likelihood over one common rate."""
    at_boundary: bool
    """The data do not show that units differ."""
    pooled: bool
    """One rate fits all best."""
    n: int
    """Units with exposure."""
    posterior_mean: list[float]
    posterior_low: list[float]
    posterior_high: list[float]


class BetaBinomial(TypedDict):
    """See :func:`cmgraph.stats.beta_binomial`."""

    alpha: float
    """First shape of the prior; infinite where one share fits all."""
    beta: float
    """Second shape of the prior; infinite together with ``alpha``."""
    mean: float
    """Share of a unit of which nothing is known."""
    log_likelihood: float
    likelihood_ratio: float
    """Twice the gain in log-likelihood over one common share."""
    at_boundary: bool
    """The data do not show that units differ."""
    pooled: bool
    """One share fits all best."""
    n: int
    """Units with trials."""
    posterior_mean: list[float]
    posterior_low: list[float]
    posterior_high: list[float]


class JamesStein(TypedDict):
    """See :func:`cmgraph.stats.james_stein`."""

    mean: float
    factor: float
    """Share of its distance from the mean that a value keeps."""
    estimates: list[float]


class NormalEb(TypedDict):
    """See :func:`cmgraph.stats.normal_eb`."""

    mu: float
    """Mean across units."""
    mu_se: float
    tau2: float
    """Variance across units; 0 where one value fits all."""
    tau2_se: float
    log_likelihood: float
    likelihood_ratio: float
    """Twice the gain in log-likelihood over one common value."""
    at_boundary: bool
    """The data do not show that units differ."""
    pooled: bool
    """One value fits all best."""
    n: int
    posterior_mean: list[float]
    posterior_low: list[float]
    posterior_high: list[float]


class Concentration(TypedDict):
    """See :func:`cmgraph.stats.concentration`."""

    n: int
    """People with a contribution."""
    total: int
    gini: float
    hhi: float
    effective_number: float
    entropy_number: float
    absence_factor: int
    """Fewest people who made half of the contributions."""
    top_1_share: float
    top_5_share: float


class KaplanMeier(TypedDict):
    """See :func:`cmgraph.stats.kaplan_meier`; the lists have an entry for each distinct time of an event."""

    time: list[float]
    at_risk: list[int]
    events: list[int]
    survival: list[float]
    se: list[float]
    low: list[float]
    high: list[float]
    hazard: list[float]
    """Cumulative hazard of Nelson and Aalen."""
    hazard_se: list[float]
    median: float | None
    """``None`` where the curve stays above one half."""
    median_low: float | None
    median_high: float | None
    n: int
    n_events: int
    left_out: int
    """Lifetimes never at risk, or before the curve starts."""
    conditional_from: float | None
    """With late entry, the time from which the curve tells what happens to those who got that far."""
    end: float
    """Last time at which anybody was observed."""


class Rmst(TypedDict):
    """See :func:`cmgraph.stats.rmst`."""

    mean: float
    se: float
    low: float
    high: float


class LogRank(TypedDict):
    """See :func:`cmgraph.stats.log_rank`; the lists have an entry for each group."""

    chi2: float
    df: int
    p: float
    groups: list[object]
    n: list[int]
    observed: list[int]
    expected: list[float]


class CumulativeIncidence(TypedDict):
    """See :func:`cmgraph.stats.cumulative_incidence`."""

    time: list[float]
    at_risk: list[int]
    survival: list[float]
    """Share without any of the events."""
    incidence: list[list[float]]
    """For each cause from 1, a value for each time."""
    se: list[list[float]]
    low: list[list[float]]
    high: list[list[float]]
    n: int


class Occupation(TypedDict):
    """See :func:`cmgraph.stats.occupation`; the lists have an entry for each time, and in it one for each state."""

    time: list[float]
    starters: int
    """Persons whose first state was the one started from."""
    followed: list[int]
    """Of those, followed to that time or to a final state."""
    probability: list[list[float] | None]
    """``None`` where the data do not reach so far."""
    se: list[list[float] | None]
    low: list[list[float] | None]
    high: list[list[float] | None]


class Cox(TypedDict):
    """See :func:`cmgraph.stats.cox`; the lists have an entry for each covariate."""

    estimate: list[float]
    """Logarithm of the hazard ratio for one unit."""
    se: list[float]
    low: list[float]
    high: list[float]
    p: list[float]
    log_likelihood: float
    likelihood_ratio: float
    p_likelihood_ratio: float
    n: int
    events: int


class Glm(TypedDict):
    """See :func:`cmgraph.stats.glm`; the lists have an entry for each column, the intercept first."""

    estimate: list[float]
    se: list[float | None]
    low: list[float | None]
    high: list[float | None]
    p: list[float | None]
    status: Literal["converged", "separated", "not converged"]
    aliased: list[int]
    """Columns left out because they follow from those before them."""
    log_likelihood: float
    pearson_chi2: float
    n: float


class ChangePoints(TypedDict):
    """See :func:`cmgraph.stats.change_points`."""

    start: list[int]
    end: list[int]
    """Index after the last value of each segment."""
    level: list[float]
    low: list[float]
    high: list[float]
    changes: list[int]
    """Index of the first value of each new level."""
    effect: list[float]
    p_scan: list[float]
    penalty: float
    size: float | None
    """Size of the negative binomial that was used."""
    variance: float | None
    """Variance that was used for means."""


class BgNbd(TypedDict):
    """See :func:`cmgraph.stats.bg_nbd`."""

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float
    at_boundary: bool
    """A parameter ran off: predictions hold, parameters should not be told."""
    converged: bool
    n: int
    p_alive: list[float | None]


class ShiftedBetaGeometric(TypedDict):
    """See :func:`cmgraph.stats.shifted_beta_geometric`."""

    alpha: float
    beta: float
    log_likelihood: float
    at_boundary: bool
    """The data do not show that people differ."""
    n: int
    survival: list[float]
    survival_low: list[float]
    survival_high: list[float]


class Bass(TypedDict):
    """See :func:`cmgraph.stats.bass`."""

    p: float
    p_low: float | None
    p_high: float | None
    q: float
    q_low: float | None
    q_high: float | None
    t50: float
    t50_low: float | None
    t50_high: float | None
    t90: float
    t90_low: float | None
    t90_high: float | None
    share: float
    """Share of people like these that adopts in the end."""
    share_low: float
    share_high: float
    people: float
    """How many of these very people will have adopted in the end."""
    people_low: int
    people_high: int
    identified: bool
    explanation: str
    log_likelihood: float
    converged: bool


class BassForecast(TypedDict):
    """See :func:`cmgraph.stats.bass_forecast`; the lists have an entry for each time."""

    time: list[float]
    p05: list[float]
    p50: list[float]
    p95: list[float]
    refits: int
    failed: int
    """Samples that could not be fitted again."""


class BassUnits(TypedDict):
    """See :func:`cmgraph.stats.bass_units`; the lists have an entry for each unit."""

    q: float
    q_low: float | None
    q_high: float | None
    ln_p_mean: float
    """Mean across units of the logarithm of ``p``."""
    ln_p_sd: float
    logit_share_mean: float
    logit_share_sd: float
    log_likelihood: float
    n: int
    """Units with people."""
    converged: bool
    people: list[int]
    adopters: list[int]
    so_far_low: list[float | None]
    """Wilson interval of the share so far."""
    so_far_high: list[float | None]
    shrunk: list[float | None]
    """Share so far, drawn towards that of all units."""
    shrunk_low: list[float | None]
    shrunk_high: list[float | None]
    p: list[float | None]
    """``None`` for units too small for a curve."""
    p_low: list[float | None]
    p_high: list[float | None]
    p_shrinkage: list[float | None]
    """Part that is borrowed from the other units."""
    share: list[float | None]
    share_low: list[float | None]
    share_high: list[float | None]
    share_shrinkage: list[float | None]
    identified: list[bool | None]


class BassIncrements(TypedDict):
    """See :func:`cmgraph.stats.bass_increments`."""

    m: float
    """Adopters in the end."""
    m_low: float | None
    m_high: float | None
    p: float
    q: float
    m_se: float | None
    p_se: float | None
    q_se: float | None
    rss: float
    identified: bool
    explanation: str
    converged: bool
