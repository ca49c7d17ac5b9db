"""What the columns of a table of fixes are, by their headings."""

from __future__ import annotations

import re

__all__ = ["ROLES", "is_of_stays", "plain", "roles_of"]

_NAMES: dict[str, str] = {
    "lat": (
        "lat latitude gps_lat gps_latitude position_lat positionlat pos_lat latitude_deg lat_deg lat_dd "
        "location_lat location_latitude locationlatitude geo_lat latitude_wgs84 lat_wgs84 latitudee7 latitude_e7 "
        "lat_e7 late7 wgs84_lat coords_latitude coordinates_latitude latitud latitudine breite breitengrad "
        "latitude_n_s point_y y_wgs84 y ycoord"
    ),
    "lon": (
        "lon lng long longitude gps_lon gps_lng gps_long gps_longitude position_long position_lon positionlong "
        "pos_lon longitude_deg lon_deg lng_deg lon_dd location_lon location_lng location_long location_longitude "
        "locationlongitude geo_lon geo_lng longitude_wgs84 lon_wgs84 longitudee7 longitude_e7 lon_e7 lng_e7 lnge7 "
        "lone7 wgs84_lon coords_longitude coordinates_longitude longitud longitudine länge laenge längengrad "
        "laengengrad longitude_e_w point_x x_wgs84 x xcoord"
    ),
    "ns": ("n_s ns lat_ns latitude_ns lat_n_s lat_ref lat_hemisphere latitude_hemisphere lat_dir latitude_ref"),
    "ew": ("e_w ew lon_ew longitude_ew lon_e_w lon_ref lon_hemisphere longitude_hemisphere lon_dir longitude_ref"),
    "utc": (
        "utc utc_time time_utc utc_datetime datetime_utc utc_date_time date_time_utc timestamp_utc utc_timestamp "
        "gmt gmt_time time_gmt timestamp_gmt recorded_at_utc"
    ),
    "time": (
        "tracked_at timestamp datetime date_time time_stamp recorded_at recorded tracked_time fix_time fixtime "
        "logged_at log_time observed_at point_time device_time gps_time gps_datetime gps_date_time isotime "
        "iso_time timestampms timestamp_ms time_ms epoch epoch_ms epoch_s unix unix_time unixtime unix_timestamp "
        "timestamp_epoch tst created_at "
        "location_at_time local_datetime local_time datetime_local local_date_time timestamp_local "
        "time dt ts t when zeit zeitstempel zeitpunkt datum_uhrzeit fecha_hora date_heure horodatage data_ora"
    ),
    "date": "date gps_date utc_date date_utc date_gmt local_date log_date day datum fecha data",
    "person": (
        "user_id userid user uid person_id personid person participant_id participantid participant subject_id "
        "subject respondent_id respondent individual_id individual member_id volunteer_id agent_id pid caseid "
        "case_id"
    ),
    "device": (
        "devicetag device_tag device_id deviceid device imei tracker_id tracker phone_id phone logger_id logger "
        "unit_id serial_number serial tid"
    ),
    "accuracy": (
        "accuracy accuracy_m accuracymeters accuracy_meters accuracy_metres horizontal_accuracy "
        "horizontalaccuracy hacc h_accuracy haccuracy gps_accuracy acc accuracy_in_m precision_m"
    ),
    "segment": (
        "segment segment_id segmentid track_segment trkseg seg_id track_id trackid tracknum track trajectory_id "
        "traj_id trip_id tripid"
    ),
    "offset": "utc_offset utcoffset timezone_offset tz_offset time_zone timezone tz gmt_offset",
    "geom": "geom geometry wkt the_geom geom_wkt shape point",
    "valid": "valid fix fix_quality fix_type gps_fix fix_status",
    "started": "started_at start_time starttime start_timestamp arrival arrived_at arrival_time start",
    "finished": (
        "finished_at end_time endtime end_timestamp departure departed_at departure_time leaving_datetime end stop"
    ),
    "east": "easting eastings east e_osgb x_m bng_e easting_m",
    "north": "northing northings north n_osgb y_m bng_n northing_m",
}
ROLES = {role: tuple(names.split()) for role, names in _NAMES.items()}
"""Headings of each role, the best first."""
_UNIT = re.compile(r"[(\[{].*?[)\]}]")


def plain(heading: str) -> str:
    """A heading in small letters, without units in brackets and with one sign between words."""
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", heading.strip().strip('"').lstrip("#"))
    for shape in (_UNIT.sub(" ", text), text):
        small = re.sub(r"[^0-9a-zäöüéèß]+", "_", shape.lower()).strip("_")
        if small:
            return small
    return ""


def roles_of(headings: list[str], named: dict[str, str] | None = None) -> dict[str, int]:
    """The column of each role, by number.

    Args:
        headings: of all columns in order.
        named: role to heading, where somebody named it.
    """
    small = [plain(heading) for heading in headings]
    bare = [name.replace("_", "") for name in small]
    found: dict[str, int] = {}
    for role, heading in (named or {}).items():
        exact = [number for number, one in enumerate(headings) if one.strip() == heading.strip()]
        alike = exact or [number for number, one in enumerate(small) if one == plain(heading)]
        if alike:
            found[role] = alike[0]
    for role, names in ROLES.items():
        if role in found:
            continue
        for name in names:
            number = _first(small, name) if name in small else _first(bare, name.replace("_", ""))
            if number is not None and number not in found.values():
                found[role] = number
                break
    return found


def _first(names: list[str], name: str) -> int | None:
    return names.index(name) if name in names else None


def is_of_stays(roles: dict[str, int]) -> bool:
    """Whether a table tells of stays or journeys (from, to) rather than of fixes."""
    return "started" in roles and "finished" in roles and "time" not in roles and "utc" not in roles
