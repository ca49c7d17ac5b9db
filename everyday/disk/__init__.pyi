# What other folders use of this one; the paragraph stands in __init__.py.
from .files import (
    changed_at,
    copy_input,
    fingerprint_of,
    free_name,
    need_room,
    replace_bytes,
    replace_text,
    safe_name,
    sha256_of,
    written_beside,
    written_whole,
)
from .held import held_name, sweep
from .turns import one_at_a_time

__all__ = [
    "changed_at",
    "copy_input",
    "fingerprint_of",
    "free_name",
    "held_name",
    "need_room",
    "one_at_a_time",
    "replace_bytes",
    "replace_text",
    "safe_name",
    "sha256_of",
    "sweep",
    "written_beside",
    "written_whole",
]
