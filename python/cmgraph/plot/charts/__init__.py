"""One chart a table: a function from the table, and those beside it, to a picture."""

from collections.abc import Callable, Mapping
from typing import Final

from ..captions import TableLike
from ..picture import Picture
from .activity import active_people, activity_weeks
from .adoption import (
    adoption_by_group,
    adoption_by_unit,
    adoption_curve,
    adoption_group_curves,
    adoption_unit_curves,
    unit_adoption,
)
from .answers import (
    answers,
    answers_answerers,
    answers_by_group,
    answers_by_language,
    answers_by_unit,
    answers_curve,
    answers_over_time,
    answers_unit_curves,
    questions,
    questions_by_group,
    questions_by_language,
    questions_by_unit,
    questions_over_time,
)
from .backtest import backtest
from .bridging import bridging, bridging_answers, bridging_brokers, bridging_by_unit, bridging_links
from .champions import champion_smaa, champions, expertise, expertise_agreement
from .communities import circles, communities, ei_index
from .conversation import (
    conversation,
    conversation_starters,
    conversation_threads,
    conversation_ties,
    pattern_people,
    patterns,
)
from .cover import cover, cover_curve, cover_units
from .dependence import (
    attrition,
    dependence,
    dependence_weeks,
    what_if,
    what_if_loss,
    what_if_structure,
)
from .forecast import adoption_forecast
from .funnel import funnel, funnel_by_unit, funnel_states, newcomer_reply
from .goals import goals
from .hubs import nominations, question_hubs
from .matrix import bridging_matrix, mixing
from .network import drawing
from .over_time import graph_over_time
from .participation import participation_classes, participation_groups
from .ranking import RANKED, ranking
from .retention import alive, retention_curve, retention_triangle
from .routing import route, route_all, unanswered_by_group
from .routing_test import routing_backtest
from .spread import spread, spread_by_unit, spread_curve, spread_rounds
from .stage import stage
from .survival import first_post, first_post_by_unit, time_to_silence

Chart = Callable[[TableLike, Mapping[str, TableLike]], Picture]

CHARTS: Final[Mapping[str, Chart]] = {
    "active_people": active_people,
    "activity_weeks": activity_weeks,
    "adoption_by_group": adoption_by_group,
    "adoption_by_unit": adoption_by_unit,
    "adoption_curve": adoption_curve,
    "adoption_forecast": adoption_forecast,
    "adoption_group_curves": adoption_group_curves,
    "adoption_unit_curves": adoption_unit_curves,
    "alive": alive,
    "answers": answers,
    "answers_answerers": answers_answerers,
    "answers_by_group": answers_by_group,
    "answers_by_language": answers_by_language,
    "answers_by_unit": answers_by_unit,
    "answers_curve": answers_curve,
    "answers_over_time": answers_over_time,
    "answers_unit_curves": answers_unit_curves,
    "attrition": attrition,
    "backtest": backtest,
    "bridging": bridging,
    "bridging_answers": bridging_answers,
    "bridging_brokers": bridging_brokers,
    "bridging_by_unit": bridging_by_unit,
    "bridging_links": bridging_links,
    "bridging_matrix": bridging_matrix,
    "champion_smaa": champion_smaa,
    "champion_smaa_ranks": champion_smaa,
    "champions": champions,
    "circles": circles,
    "communities": communities,
    "conversation": conversation,
    "conversation_starters": conversation_starters,
    "conversation_threads": conversation_threads,
    "conversation_ties": conversation_ties,
    "cover": cover,
    "cover_curve": cover_curve,
    "cover_sites": cover_units,
    "cover_units": cover_units,
    "dependence": dependence,
    "dependence_weeks": dependence_weeks,
    "drawing": drawing,
    "ei_index": ei_index,
    "expertise": expertise,
    "expertise_agreement": expertise_agreement,
    "first_post": first_post,
    "first_post_by_unit": first_post_by_unit,
    "funnel": funnel,
    "funnel_by_unit": funnel_by_unit,
    "funnel_states": funnel_states,
    "goals": goals,
    "graph_over_time": graph_over_time,
    "mixing": mixing,
    "newcomer_reply": newcomer_reply,
    "nominations": nominations,
    "participation_classes": participation_classes,
    "participation_groups": participation_groups,
    "pattern_people": pattern_people,
    "patterns": patterns,
    "questions": questions,
    "questions_by_group": questions_by_group,
    "questions_by_language": questions_by_language,
    "questions_by_unit": questions_by_unit,
    "questions_over_time": questions_over_time,
    "question_hubs": question_hubs,
    "retention_curve": retention_curve,
    "retention_triangle": retention_triangle,
    "route": route,
    "route_all": route_all,
    "routing_backtest": routing_backtest,
    "spread": spread,
    "spread_by_unit": spread_by_unit,
    "spread_curve": spread_curve,
    "spread_rounds": spread_rounds,
    "stage": stage,
    "time_to_silence": time_to_silence,
    "unanswered_by_group": unanswered_by_group,
    "unit_adoption": unit_adoption,
    "what_if": what_if,
    "what_if_loss": what_if_loss,
    "what_if_structure": what_if_structure,
    **{name: ranking for name in RANKED},
}
"""The chart of each table, by the name of the table."""
