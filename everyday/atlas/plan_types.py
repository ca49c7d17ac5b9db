"""What the plan gives, by type: for those who may hold it, and must not import the store."""

from __future__ import annotations

from store.counter import at_one_moment
from store.faults import answered_within, need_time
from store.gone import Erased
from store.plan_store import PlanStore

__all__ = ["Erased", "PlanStore", "answered_within", "at_one_moment", "need_time"]
