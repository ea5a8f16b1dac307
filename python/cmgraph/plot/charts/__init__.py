"""One chart a table: a function from the table, and those beside it, to a picture."""

from collections.abc import Callable, Mapping
from typing import Final

from ..captions import TableLike
from ..picture import Picture
from .activity import active_people, activity_weeks
from .adoption import adoption_by_unit, adoption_curve, adoption_unit_curves
from .forecast import adoption_forecast
from .funnel import funnel, funnel_states
from .participation import participation
from .retention import retention_triangle
from .stage import stage
from .survival import first_post, time_to_silence

Chart = Callable[[TableLike, Mapping[str, TableLike]], Picture]

CHARTS: Final[Mapping[str, Chart]] = {
    "active_people": active_people,
    "activity_weeks": activity_weeks,
    "adoption_by_unit": adoption_by_unit,
    "adoption_curve": adoption_curve,
    "adoption_forecast": adoption_forecast,
    "adoption_unit_curves": adoption_unit_curves,
    "first_post": first_post,
    "funnel": funnel,
    "funnel_states": funnel_states,
    "participation": participation,
    "retention_triangle": retention_triangle,
    "stage": stage,
    "time_to_silence": time_to_silence,
}
"""The chart of each table, by the name of the table."""
