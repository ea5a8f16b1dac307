//! The signatures show the defaults as numbers; they are those of the core, or this does not compile.

use cmgraph::adoption as a;
use cmgraph::answers as o;
use cmgraph::backtest as e;
use cmgraph::bridging as b;
use cmgraph::champions as c;
use cmgraph::champions::cover as v;
use cmgraph::conversation as t;
use cmgraph::dependence as d;
use cmgraph::funnel as f;
use cmgraph::goals as i;
use cmgraph::graph as g;
use cmgraph::participation as p;
use cmgraph::questions as q;
use cmgraph::retention as r;
use cmgraph::rivals as n;
use cmgraph::routing as h;
use cmgraph::spread as w;
use cmgraph::stage as l;
use cmgraph::stats as s;
use cmgraph::time::Period;

const _: () = {
    assert!(matches!(a::DEFAULT_PERIOD, Period::Week) && a::DEFAULT_UNIT_LEVEL.is_none());
    assert!(a::DEFAULT_INTERVAL_LEVEL == 0.95);
    assert!(a::DEFAULT_FIT && a::DEFAULT_HORIZON_DAYS == 182 && a::DEFAULT_MAX_CEILING_WIDTH == 0.3);
    assert!(a::DEFAULT_MIN_PEOPLE == 30 && a::DEFAULT_MIN_ADOPTERS == 8 && a::DEFAULT_FORECAST_DRAWS == 500);
    assert!(a::DEFAULT_HABIT_WEEKS == 2 && a::DEFAULT_HABIT_WINDOW == 4);
    assert!(d::DEFAULT_TRAILING_WEEKS == 12 && d::DEFAULT_MIN_QUESTIONS == 20 && d::DEFAULT_DISCOUNT == 0.95);
    assert!(d::DEFAULT_ALARM_SHARE == 0.5 && d::DEFAULT_ALARM_PROBABILITY == 0.9);
    assert!(d::DEFAULT_ALARM_WEEKS == 4 && d::DEFAULT_FEW_ANSWERERS == 2 && d::DEFAULT_FEW_WEEKS == 8);
    assert!(d::DEFAULT_ABSENCE_DAYS == 5 && d::DEFAULT_INTERVAL_LEVEL == 0.95);
    assert!(d::DEFAULT_RANDOM_REMOVALS == 200 && d::DEFAULT_CURVE_DRAWS == 20 && g::DEFAULT_SOURCES == 500);
    assert!(
        g::DEFAULT_ATTRITION_DRAWS == 100 && g::DEFAULT_CANDIDATES == 100 && g::DEFAULT_MAX_SETS == 20_000
    );
    assert!(f::DEFAULT_REPLY_DAYS == 2 && f::DEFAULT_RETURN_DAYS == 28);
    assert!(f::DEFAULT_MIN_ARM == 20 && f::DEFAULT_MIN_AT_RISK == 20);
    assert!(matches!(f::DEFAULT_HORIZONS, [30, 90, 180]) && f::DEFAULT_INTERVAL_LEVEL == 0.95);
    assert!(f::DEFAULT_HABIT_WEEKS == 2 && f::DEFAULT_HABIT_WINDOW == 4 && f::DEFAULT_UNIT_LEVEL.is_none());
    assert!(s::DEFAULT_OCCUPATION_REPLICATES == 500);
    assert!(e::DEFAULT_BACKTEST_K == 20 && e::DEFAULT_SPLITS == 1 && e::DEFAULT_MIN_HELPED == 3);
    assert!(e::DEFAULT_FORECAST_HALF_LIFE_DAYS == 90.0 && e::DEFAULT_MIN_HELPERS == 10);
    assert!(e::DEFAULT_INTERVAL_LEVEL == 0.95);
    assert!(h::DEFAULT_PLACES == 3 && h::DEFAULT_THREADS == 50 && h::DEFAULT_SMOOTHING == 0.1);
    assert!(
        h::DEFAULT_HALF_LIFE_DAYS == 60.0 && h::DEFAULT_FADE_DAYS == 30.0 && h::DEFAULT_ACTIVE_DAYS == 180.0
    );
    assert!(h::DEFAULT_HOURS_AHEAD == 8 && h::DEFAULT_CAP == 5 && h::DEFAULT_NEEDED == 2);
    assert!(h::DEFAULT_CLOSE == 0.1 && h::DEFAULT_EXPLORATION == 0.0 && h::DEFAULT_MIN_MATCH == 0.15);
    assert!(
        h::DEFAULT_MIN_LEARNED == 300 && h::DEFAULT_MAX_AGE_DAYS == 30.0 && h::DEFAULT_ROUTE_BELOW == 0.5
    );
    assert!(e::DEFAULT_MIN_QUESTIONS == 30 && e::DEFAULT_ROUTING_DRAWS == 2_000);
    assert!(i::DEFAULT_GREEN == 0.8 && i::DEFAULT_RED == 0.2 && i::DEFAULT_MIN_OBSERVATIONS == 10);
    assert!(i::DEFAULT_RECENT_WEEKS == 12 && i::DEFAULT_DISCOUNT == 0.95 && i::DEFAULT_DRAWS == 500);
    assert!(i::DEFAULT_INTERVAL_LEVEL == 0.95 && s::DEFAULT_SEED == 0);
    assert!(n::DEFAULT_SURPLUS == 0.2 && n::DEFAULT_RISK_DEPTH == 10);
    assert!(b::DEFAULT_BROKERS == 20 && b::DEFAULT_MIN_UNITS == 2 && b::DEFAULT_MIN_THREADS == 3);
    assert!(
        b::DEFAULT_MAX_AUTHORS == 50 && s::DEFAULT_PERMUTATIONS == 999 && b::DEFAULT_INTERVAL_LEVEL == 0.95
    );
    assert!(b::DEFAULT_RESOLUTION == 1.0 && b::DEFAULT_CIRCLE_RUNS == 10 && b::DEFAULT_MIN_MEMBERS == 5);
    assert!(b::DEFAULT_CIRCLE_SEED == 0);
    assert!(c::DEFAULT_CHAMPIONS == 20 && c::DEFAULT_MIN_WORDS == 3 && c::DEFAULT_MIN_WORDS_MIXED == 12);
    assert!(c::DEFAULT_ACTIVITY_WEEKS == 12 && c::DEFAULT_MIN_ACTIVE_WEEKS == 6);
    assert!(c::DEFAULT_MIN_HELPED == 3 && c::DEFAULT_MIN_THREADS == 2);
    assert!(c::DEFAULT_MIN_ANSWER_SHARE == 0.3);
    assert!(c::DEFAULT_MIN_P_ABOVE_UNIT == 0.5);
    assert!(c::DEFAULT_CAPACITY == 8.0 && s::DEFAULT_SMAA_DRAWS == 10_000 && c::DEFAULT_EXPERTS == 20);
    assert!(g::DEFAULT_DAMPING == 0.85);
    assert!(c::DEFAULT_PEOPLE_PER_CHAMPION == 50 && c::DEFAULT_MIN_UNIT == 5);
    assert!(v::DEFAULT_REACH_SHARE == 0.8 && v::DEFAULT_CAPACITY == 8.0 && v::DEFAULT_HELP_SHARE == 0.5);
    assert!(v::DEFAULT_EVEN_EXCHANGES == 1.0 && v::DEFAULT_MIN_PEOPLE == 5 && v::DEFAULT_NEXT_BEST == 3);
    assert!(v::DEFAULT_COVER_DRAWS == 200);
    assert!(s::DEFAULT_POSTERIOR_LEVEL == 0.9 && s::DEFAULT_DRAWS == 2000 && s::DEFAULT_SEED == 0);
    assert!(matches!(o::DEFAULT_PERIOD, Period::Month) && o::DEFAULT_MIN_QUESTIONS == 10);
    assert!(o::DEFAULT_INTERVAL_LEVEL == 0.95);
    assert!(matches!(q::DEFAULT_HEARD_PERIOD, Period::Month) && q::DEFAULT_MIN_THREADS == 10);
    assert!(q::DEFAULT_HEARD_LEVEL == 0.95);
    assert!(q::DEFAULT_HUBS == 20 && q::DEFAULT_MIN_ASKERS == 3 && q::DEFAULT_MIN_ASKERS_OFF_PLATFORM == 2);
    assert!(q::DEFAULT_MAX_MENTIONS == 5 && q::DEFAULT_HUB_PERCENTILE == 0.9);
    assert!(q::DEFAULT_MIN_P_HUB == 0.3 && q::DEFAULT_RECENT_WEEKS == 13);
    assert!(g::DEFAULT_REPLY_WEIGHT == 1.0 && g::DEFAULT_ANSWER_WEIGHT == 0.0);
    assert!(g::DEFAULT_MENTION_WEIGHT == 1.0 && g::DEFAULT_REACTION_WEIGHT == 0.0);
    assert!(g::DEFAULT_ACCEPTANCE_WEIGHT == 1.0 && matches!(g::DEFAULT_SCALE, g::Scale::Count));
    assert!(l::DEFAULT_BY_GROUP && l::DEFAULT_WEEKS == 12 && s::DEFAULT_LEVEL == 0.95);
    assert!(l::DEFAULT_ESTABLISHED_SHARE == 0.5 && l::DEFAULT_MATURE_SHARE == 0.9);
    assert!(l::DEFAULT_SMALL_GROWTH == 0.02 && l::DEFAULT_DECLINE_WINDOWS == 2);
    assert!(l::DEFAULT_MIN_PROBABILITY == 0.6 && l::DEFAULT_BLOCK == 4);
    assert!(l::DEFAULT_STAGE_DRAWS == 500 && l::DEFAULT_STAGE_SEED == 0);
    assert!(l::DEFAULT_MIN_PEOPLE == 10 && l::DEFAULT_MIN_THREADS == 10 && l::DEFAULT_FOLLOW_DAYS == 7);
    assert!(l::DEFAULT_COUNT_REACTIONS && l::DEFAULT_PENALTY == 3.0 && l::DEFAULT_MIN_SEGMENT == 4);
    assert!(l::DEFAULT_MIN_SERIES_WEEKS == 26 && l::DEFAULT_MIN_SERIES_MEAN == 5.0);
    assert!(
        p::DEFAULT_REGULAR_SHARE == 0.25 && p::DEFAULT_REGULAR_WEEKS == 4 && p::DEFAULT_SMALLEST_GROUP == 5
    );
    assert!(s::DEFAULT_BOOTSTRAP_SAMPLES == 500 && p::DEFAULT_INTERVAL_LEVEL == 0.95);
    assert!(matches!(r::DEFAULT_PERIOD, Period::Month) && r::DEFAULT_UNIT_LEVEL.is_none());
    assert!(t::DEFAULT_BY_GROUP && t::DEFAULT_FOLLOW_DAYS == 7 && t::DEFAULT_MIN_THREADS == 30);
    assert!(t::DEFAULT_MAX_AUTHORS == 50 && t::DEFAULT_MIN_DAYS == 28 && t::DEFAULT_UNIT_LEVEL.is_none());
    assert!(t::DEFAULT_MIN_EVENTS == 10 && t::DEFAULT_CLEAR_EVENTS == 30 && t::DEFAULT_LISTED == 20);
    assert!(t::DEFAULT_BALANCE_LOW == 0.35 && t::DEFAULT_BALANCE_HIGH == 0.65);
    assert!(t::DEFAULT_BALANCE_LEVEL == 0.9 && t::DEFAULT_INTERVAL_LEVEL == 0.95);
    assert!(t::DEFAULT_BROADCASTER_POSTS == 0.7 && t::DEFAULT_BROADCASTER_REPLIES == 0.1);
    assert!(t::DEFAULT_MIN_PROBABILITY == 0.5 && g::DEFAULT_EXCHANGE_DAYS == 7.0);
    assert!(g::DEFAULT_SEEDS == 10 && w::DEFAULT_EXAMPLES == 2 && w::DEFAULT_RANDOM_CHOICES == 20);
    assert!(w::DEFAULT_SPREAD_SETS == 65536 && g::DEFAULT_CASCADE_RUNS == 1000);
    assert!(r::DEFAULT_SILENCE_WEEKS == 8 && r::DEFAULT_AHEAD == 6 && r::DEFAULT_INTERVAL_LEVEL == 0.95);
};
