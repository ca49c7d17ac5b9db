"""Words that several pages share: their names, what stands round them, and the parts they have in common."""

from __future__ import annotations

APP = "Everyday Atlas"
MADE_UP = "Made-up town"
AGED = "Out of date: {kinds}"
CHANGED_OUTSIDE = "The plan was changed by another program: see Data"
AGED_KINDS = {"gtfs": "timetable", "osm": "streets", "boundaries": "wards"}
EXPLORE = "Explore"
BESIDE = "Side by side"
SURVEY = "Survey"
ADD_LOGS = "Add GPS logs"
OBSERVED = "Observed"
FORUM = "Forum"
ACTION_PLAN = "Action plan"
MONITOR = "Monitor"
NETWORK = "Network"
VOICES = "Voices"
ACTIVITIES = "Activities"
WHAT_IF = "What if"
DATA = "Data"
START = "Atlases"
ACCESSIBILITY = "Accessibility"
QUESTIONS = {
    EXPLORE: "Where can people get about near home, and where can they reach the rest of town?",
    BESIDE: "How do two places, or two editions, differ?",
    SURVEY: "What do people say, and where can it be told from chance?",
    OBSERVED: "How do people of the sample really move?",
    ACTION_PLAN: "What are we going to do, and who?",
    MONITOR: "Did it happen, and did anything change?",
    ACTIVITIES: "What can people go to, when, and what is missing where?",
    NETWORK: "Who watches over the plan, and what do they say?",
    VOICES: "What do people say, and how do we know?",
    WHAT_IF: "What would a change do?",
}
"""What a page answers, in the line at its top."""
UNITS = {"areas": "Areas", "cells": "Cells"}
UNIT_LABEL = "Show by"
MEASURE_LABEL = "Measure"

NO_TIMETABLE = (
    "This atlas has no timetable, so nobody can say from it where people can reach the rest of the town. "
    "Add a GTFS timetable on the Data page and build again."
)
BAND_UNKNOWN = "The timetable does not say enough about this time of the week."
NOT_KNOWN = "not known"
CHART_NUMBERS = "The numbers of this chart"
TABLE_TITLE = "The same numbers as a table"
TABLE_OPEN = "Show the table and its downloads"
TABLE_LABEL = "Numbers on the map, one row for each {unit}"

NO_ATLAS = "There is no atlas here yet"
NO_ATLAS_STEPS = (
    "Start an atlas from a file of ward or neighbourhood boundaries.",
    "Add streets and places (an OpenStreetMap extract), a timetable (GTFS) and, if you have it, the population.",
    "Build: a minute or two later the map of the town is here.",
)
NO_EDITION = "This atlas has not been built yet"
NO_EDITION_DO = "Go to the Data page, add what is missing and press **Build**."
DEMO_HINT = "To see a finished atlas of a made-up town first, run this in a terminal:"
DEMO_COMMAND = "everyday demo"
SOMETHING_WRONG = "Something went wrong on this page"
SOMETHING_WRONG_DO = (
    "The atlas itself is unharmed. Load the page again; if it happens again, tell whoever looks after this atlas."
)
TABLE_NOTE = "One row for each {unit}: {names}. Click a heading to sort. Empty means not known, 0 means none."
EVERY_MEASURE = "Download every measure, not only what is on the map"
TYPE_COLUMN = "Type of place"
SCENARIO_OF = "What if: {name}"
BARRIER, ENABLER = "Barrier", "Enabler"
KIND_WORDS = {"barrier": BARRIER, "enabler": ENABLER}

# Findings, on other pages than the Forum page
SEARCH = {
    "one": "1 match.",
    "many": "{n} matches.",
    "best": "Enter takes {label}.",
    "chosen": "{label} is chosen.",
    "nothing": "Nothing here is called “{text}”.",
    "failed": "The search does not answer: is the server still running?",
}
"""What the search box says; ``{n}``, ``{label}`` and ``{text}`` are put in by the page."""
SEARCH_NOTHING = (
    "Nothing here is called {text}. Try part of the name, or a latitude and longitude such as 51.584, -2.998."
)
NAMED_AREA = "area that people use"
SEARCH_FINDING = "{kind} {number} of the forum"
COMPARE_WITH = "Compare with…"
REPORTS_LINK = "Freeze a report for a meeting, or compare two"
PLAN_ACTION = "Plan an action"
WHAT_IF_FOR = "What if …"
PIN_HERE = "Pin a barrier here"
FINDINGS_HERE = "Findings here ({n})"
FINDING_LINE = "{kind} · {status}"
FINDINGS_MORE = "and {n} more on the Forum page"
PIN_PLACE_READY = "The place of the new pin is set: {place}. Open a session, or start one, and go to “3 · Add”."
SUGGESTION_ACCEPTED = "Accepted as finding {id}: {title}"
SUGGESTION_DISMISSED = "Dismissed by the forum: {reason}"

EMERGING = "Newly emerging"
EMERGING_NOT_AGREED = "Nothing of the plan has been agreed yet, so nothing can be new since then."
EMERGING_ONE_EDITION = (
    "The plan was agreed on {day}. No other edition has been built that this one could be compared with: what is "
    "suggested is what was suggested."
)
EMERGING_SINCE = (
    "Suggested by this edition and not by the one that was the newest when the plan was agreed on {day} (it measures "
    "{before})."
)
EMERGING_FIRST = (
    "The plan was agreed on {day}, before any edition was built: this edition is compared with the first one, which "
    "measures {before}."
)
EMERGING_NONE = "Nothing is new that waits for a decision."
EMERGING_MORE = "and {n} more; Explore lists all suggestions"
EMERGING_SETTLED = "{n} more are new and decided on already: pinned or dismissed."
EMERGING_PIN = "Pin it"
EMERGING_PIN_HELP = "Make a finding of it: {title}"
EMERGING_PINNED = "It is finding {n} now."
EMERGING_DISMISS = "Dismiss"
EMERGING_REASON = "Why not?"
EMERGING_DISMISS_DO = "Dismiss it"
EMERGING_DISMISSED = "Dismissed, with its reason. It stays so in later editions."
