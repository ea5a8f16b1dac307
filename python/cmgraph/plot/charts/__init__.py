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
from .forecast import adoption_forecast
from .funnel import funnel, funnel_by_unit, funnel_states, newcomer_reply
from .participation import participation_classes, participation_groups
from .retention import alive, retention_curve, retention_triangle
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
    "first_post": first_post,
    "first_post_by_unit": first_post_by_unit,
    "funnel": funnel,
    "funnel_by_unit": funnel_by_unit,
    "funnel_states": funnel_states,
    "newcomer_reply": newcomer_reply,
    "participation_classes": participation_classes,
    "participation_groups": participation_groups,
    "retention_curve": retention_curve,
    "retention_triangle": retention_triangle,
    "stage": stage,
    "time_to_silence": time_to_silence,
    "unit_adoption": unit_adoption,
}
"""The chart of each table, by the name of the table."""
