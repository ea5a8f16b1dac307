"""What the functions of :mod:`cmgraph.stats` give, as types."""

from typing import TypedDict


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
