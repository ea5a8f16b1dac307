"""The numerical floor of cmgraph, for notebooks: intervals, shrinkage, ranks and concentration.

Functions take sequences of numbers (lists, numpy arrays, series) and give plain values. Where the input leaves
nothing to say they return ``None``; input that makes no sense is a ``ValueError`` that names the argument.

>>> from cmgraph import stats
>>> low, high = stats.wilson(45, 50)
>>> round(low, 4), round(high, 4)
(0.7864, 0.9565)
"""

from ._cmgraph import (
    absence_factor,
    beta_binomial,
    clopper_pearson,
    concentration,
    effective_number,
    entropy_number,
    gamma_poisson,
    gini,
    hhi,
    james_stein,
    jeffreys,
    newcombe,
    prob_top_k,
    rank_sets,
    top_share,
    wilson,
)
from ._stats import BetaBinomial, Concentration, GammaPoisson, JamesStein

__all__ = [
    "BetaBinomial",
    "Concentration",
    "GammaPoisson",
    "JamesStein",
    "absence_factor",
    "beta_binomial",
    "clopper_pearson",
    "concentration",
    "effective_number",
    "entropy_number",
    "gamma_poisson",
    "gini",
    "hhi",
    "james_stein",
    "jeffreys",
    "newcombe",
    "prob_top_k",
    "rank_sets",
    "top_share",
    "wilson",
]
