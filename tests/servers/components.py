"""Streamlit looks through every installed package for components, for each page of its test runner and each server."""

from __future__ import annotations

from functools import cache

__all__ = ["look_through_packages_once"]


def look_through_packages_once() -> None:
    """From now on this process, and every fork of it, knows what was found: most of what a small page costs."""
    from streamlit.components.v2 import manifest_scanner

    scan = manifest_scanner.scan_component_manifests
    if not hasattr(scan, "cache_info"):
        manifest_scanner.scan_component_manifests = cache(scan)  # type: ignore[assignment]
        manifest_scanner.scan_component_manifests()
