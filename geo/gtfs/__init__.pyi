# What other folders use of this one; the paragraph stands in __init__.py.
from .facts import staying_words
from .merge import count_runs_once, duplicate_trips, keep_trips, merge_feeds
from .reading import read_gtfs
from .service_days import ServiceDays, choose_service_days, day_text
from .write import write_gtfs
from .zones import to_time_zone

__all__ = [
    "ServiceDays",
    "choose_service_days",
    "count_runs_once",
    "day_text",
    "duplicate_trips",
    "keep_trips",
    "merge_feeds",
    "read_gtfs",
    "staying_words",
    "to_time_zone",
    "write_gtfs",
]
